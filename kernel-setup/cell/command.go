package cell

import (
	"go/token"
	"slices"
	"strings"
)

// A Command is a line (or more, where a line ends in \) that is not Go.
type Command struct {
	Name string // "env" of %env; "%" of %%; "!" of a shell command
	Args []string
	// Text is what stands behind the name, for a shell command all behind the !, with lines that were continued
	// joined by a space.
	Text string
	// InTemp says that a shell command runs in the kernel's own folder, where go.mod is (!*).
	InTemp bool
	// Line and LastLine are the lines it takes, counted from 1; Offset is where it begins.
	Line, LastLine, Offset int
}

// A Magic is a cell that is no Go at all: its first line says what to do with the others.
type Magic struct {
	Name string   // "bash", "sh", "script", "writefile", "gx"
	Args []string // of "script", the program and its arguments; "bash" and "sh" have none
	Body string   // the other lines
}

// prefix may stand before a command to make the cell a Go file for other tools.
const prefix = "//gonb:"

// magics are the names of what makes a whole cell something else; only a cell's first line can.
var magics = []string{"writefile", "script", "bash", "sh", "gx"}

// names are the commands that GoNB documents.
var names = []string{
	"%", "main", "args", "test", "exec", "wasm", "widgets", "widgets_hb", "env", "cd", "goflags", "autoget", "noautoget",
	"help", "version", "reset", "ls", "list", "rm", "remove", "with_inputs", "with_password", "track", "untrack",
	"goworkfix", "capture",
}

// readMagic reads a cell whose first line that is not blank is a magic.
func (c *Cell) readMagic() bool {
	at := 0
	if strings.HasPrefix(c.Text, bom) {
		at = len(bom)
	}
	at += len(c.Text[at:]) - len(strings.TrimLeft(c.Text[at:], " \t\r\n"))
	first, body, _ := strings.Cut(c.Text[at:], "\n")
	name, isMagic := strings.CutPrefix(strings.TrimLeft(strings.TrimPrefix(first, prefix), " \t"), "%%")
	if !isMagic {
		return false
	}
	words, unclosed := split(strings.TrimSuffix(name, "\r"))
	if len(words) == 0 || !slices.Contains(magics, words[0]) || name != strings.TrimLeft(name, " \t") {
		return false
	}
	c.Magic = &Magic{Name: words[0], Args: words[1:], Body: strings.ReplaceAll(body, "\r\n", "\n")}
	args := len(c.Magic.Args)
	switch {
	case unclosed:
		c.problem(at, "", "a \" is opened here and never closed")
	case c.Magic.Name == "script" && (args == 0 || c.Magic.Args[0] == ""):
		c.problem(at, "",
			"%%%%script needs the program that is to read the cell's other lines, as in %%%%script python3")
	case (c.Magic.Name == "bash" || c.Magic.Name == "sh") && args > 0:
		c.problem(at, "", "%%%%%s takes nothing behind it; for a program with arguments write %%%%script %s …",
			c.Magic.Name, c.Magic.Name)
	case c.Magic.Name == "writefile" && !oneFile(c.Magic.Args):
		c.problem(at, "", "%%%%writefile needs the name of one file, "+
			"as in %%%%writefile notes.txt (or %%%%writefile -a notes.txt to append)")
	}
	return true
}

func oneFile(args []string) bool {
	return len(args) == 1 && args[0] != "" && args[0] != "-a" || len(args) == 2 && args[0] == "-a" && args[1] != ""
}

// isCommand reports whether the line that begins at offset is a command, if it lies in no string or comment. A line
// that begins with ! may be the rest of an expression; mayBegin says that it cannot be.
func (c *Cell) isCommand(offset int, mayBegin bool) bool {
	_, ok := c.commandAt(offset, mayBegin)
	return ok
}

// commandAt is where the % or ! of a command stands.
func (c *Cell) commandAt(offset int, mayBegin bool) (int, bool) {
	rest := c.Text[offset:]
	bare := strings.TrimLeft(rest, " \t")
	at := offset + len(rest) - len(bare)
	if after, marked := strings.CutPrefix(bare, prefix); marked {
		return at + len(prefix), strings.HasPrefix(after, "%") || strings.HasPrefix(after, "!")
	}
	switch {
	case strings.HasPrefix(bare, "%"):
		return at, true
	case strings.HasPrefix(rest, "!") && !strings.HasPrefix(rest, "!="):
		return at, mayBegin
	}
	return 0, false
}

// takeCommand reads the command that begins with the line at offset, and returns where the line after it begins;
// offset if there is none.
func (c *Cell) takeCommand(offset int, mayBegin bool) int {
	at, ok := c.commandAt(offset, mayBegin)
	if !ok {
		return offset
	}
	line, _ := c.Position(offset)
	command := Command{Line: line, Offset: at}
	var text strings.Builder
	for from := at; ; from = 0 {
		part := c.Line(line)
		if from > 0 {
			part = strings.TrimSuffix(c.Text[from:c.lines[line-1]+len(c.Line(line))], "\r")
		} else {
			part = strings.TrimPrefix(part, prefix)
		}
		joined, more := strings.CutSuffix(part, "\\")
		text.WriteString(joined)
		if !more {
			break
		}
		text.WriteByte(' ')
		if line == len(c.lines) {
			break
		}
		line++
	}
	command.LastLine = line
	end := len(c.Text)
	if line < len(c.lines) {
		end = c.lines[line]
	}
	blank(c.code[offset:end])
	c.Commands = append(c.Commands, command)
	c.name(&c.Commands[len(c.Commands)-1], text.String())
	return end
}

// name finds a command's name and arguments.
func (c *Cell) name(command *Command, text string) {
	sign, rest := text[0], strings.TrimSpace(text[1:])
	if sign == '!' {
		command.Name, command.Text = "!", rest
		if after, found := strings.CutPrefix(rest, "*"); found {
			command.InTemp, command.Text = true, strings.TrimSpace(after)
		}
		if command.Text == "" {
			c.problem(command.Offset, "",
				"a ! with nothing behind it: a command for the shell belongs there, as in !ls")
		}
		return
	}
	if rest == "" {
		c.problem(command.Offset, "", "a %% with nothing behind it: "+
			"write %%%% to begin the statements that are to run, or a command such as %%help")
		return
	}
	command.Name = rest
	if at := strings.IndexAny(rest, " \t"); at >= 0 {
		command.Name, command.Text = rest[:at], strings.TrimSpace(rest[at:])
	}
	var unclosed bool
	command.Args, unclosed = split(command.Text)
	// To have no flags again, GoNB's help says %goflags """.
	if unclosed && !(command.Name == "goflags" && command.Text == `"""`) {
		c.problem(command.Offset, "", "a \" is opened here and never closed")
	}
}

// split takes words apart at blanks. A word or a part of it may stand in double quotes, in which \n, \t, \" and \\
// mean what they mean in Go, or, where a word or what follows a = begins, in single quotes.
func split(text string) (words []string, unclosed bool) {
	var word strings.Builder
	begun := false
	for i := 0; i < len(text); i++ {
		letter := text[i]
		switch {
		case letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r':
			if begun {
				words = append(words, word.String())
			}
			word.Reset()
			begun = false
		case letter == '"':
			begun = true
			for i++; i < len(text) && text[i] != '"'; i++ {
				if text[i] == '\\' && i+1 < len(text) {
					i++
					word.WriteByte(escaped(text[i]))
				} else {
					word.WriteByte(text[i])
				}
			}
			unclosed = unclosed || i >= len(text)
		case letter == '\'' && (!begun || strings.HasSuffix(word.String(), "=")) && strings.Contains(text[i+1:], "'"):
			begun = true
			inside, _, _ := strings.Cut(text[i+1:], "'")
			word.WriteString(inside)
			i += 1 + len(inside)
		default:
			begun = true
			word.WriteByte(letter)
		}
	}
	if begun {
		words = append(words, word.String())
	}
	return words, unclosed
}

func escaped(letter byte) byte {
	switch letter {
	case 'n':
		return '\n'
	case 't':
		return '\t'
	}
	return letter
}

// obey checks the commands and takes from them what decides how the cell is built.
func (c *Cell) obey() {
	var args []string // from %args, which %% overrules
	given := false
	waits := "" // the command before a shell command that asks for its input
	for i := range c.Commands {
		command := &c.Commands[i]
		name, count := command.Name, len(command.Args)
		switch name {
		case "": // It has been complained about.
		case "!":
			waits = ""
		case "%", "main", "exec":
			if c.main >= 0 {
				c.secondMain(command)
				break
			}
			c.main = i
			if name == "exec" {
				if count == 0 || !token.IsIdentifier(command.Args[0]) {
					c.problem(command.Offset, "",
						"%%exec needs the name of the function that is to run, as in %%exec walk")
					break
				}
				args, given = command.Args[1:], true
			} else if count > 0 {
				args, given = command.Args, true
			}
		case "args":
			if !given {
				args = command.Args
			}
		case "test":
			c.Test = true
			if count > 0 {
				args, given = command.Args, true
			}
		case "wasm":
			c.Wasm = true
			if count > 0 {
				c.problem(command.Offset, "", "%%wasm takes nothing behind it")
			}
		case "with_inputs", "with_password":
			waits = name
		default:
			c.check(command)
		}
	}
	c.Inputs, c.Password = waits != "", waits == "with_password"
	if len(args) > 0 {
		c.Args = args
	}
	if c.Test && c.Wasm {
		c.problem(-1, "", "a cell is either %%test or %%wasm")
	}
}

func (c *Cell) secondMain(command *Command) {
	first := c.Commands[c.main]
	mark := func(name string) string {
		if name == "%" {
			return "%%"
		}
		return "%" + name
	}
	c.problem(command.Offset, "Statements that shall run apart belong in cells of their own.",
		"a second %s: a cell has one beginning of its statements, and %s on line %d is it",
		mark(command.Name), mark(first.Name), first.Line)
}

// check complains about commands that are not known, and about arguments that they cannot take.
func (c *Cell) check(command *Command) {
	name, count := command.Name, len(command.Args)
	bad := func(format string, args ...any) { c.problem(command.Offset, "", format, args...) }
	inner, isMagic := strings.CutPrefix(name, "%")
	switch {
	case isMagic && slices.Contains(magics, inner):
		bad("%%%s can only stand in a cell's first line", name)
	case !slices.Contains(names, name):
		bad("%%%s is no command of this kernel; %%help lists them", name)
	case name == "env":
		c.env(command)
	case name == "cd" && count > 1:
		bad("%%cd takes one folder; put quotes around a name with blanks: %%cd %q", command.Text)
	case name == "capture" && !oneFile(command.Args):
		bad("%%capture needs the name of one file, as in %%capture out.txt (or %%capture -a out.txt to append)")
	case (name == "rm" || name == "remove") && count == 0:
		bad("%%%s needs the names that are to be forgotten; %%ls lists them", name)
	case name == "reset" && count > 0 && (count > 1 || command.Args[0] != "go.mod"):
		bad("%%reset takes nothing behind it, or go.mod")
	case name == "untrack" && count != 1:
		bad("%%untrack takes one file or folder")
	}
}

// env makes of %env NAME=value, of %env NAME value and of %env NAME = value the two arguments NAME and value. The value
// is the rest of the line; quotes around all of it, or of both, are dropped.
func (c *Cell) env(command *Command) {
	text := command.Text
	if words, _ := split(text); len(words) == 1 && strings.ContainsAny(text[:1], `"'`) {
		text = words[0]
	}
	at := strings.IndexAny(text, "= \t")
	if at <= 0 || strings.ContainsAny(text[:at], `"'`) || strings.Contains(text, "\x00") {
		c.problem(command.Offset, "", "%%env needs a name and a value, as in %%env NAME=value")
		return
	}
	name, value := text[:at], strings.TrimSpace(text[at+1:])
	if text[at] != '=' {
		value = strings.TrimSpace(strings.TrimPrefix(value, "="))
	}
	if words, unclosed := split(value); len(words) == 1 && !unclosed {
		value = words[0]
	}
	command.Args = []string{name, value}
}
