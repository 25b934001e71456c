package cell

import (
	"go/build/constraint"
	"go/format"
	"go/scanner"
	"go/token"
	"strconv"
	"strings"
)

// A State says whether what has been typed so far is a whole cell, for a console that runs it at Enter.
type State string

const (
	Complete   State = "complete"
	Incomplete State = "incomplete" // a bracket, a string, a comment or an expression is still open, or a line ends in \
	Invalid    State = "invalid"    // and nothing more that is typed would help
)

// Completeness says whether the text is a whole cell, and, if it is not, how far the next line is to be indented. In
// a console one line follows the other, so %% alone is no whole cell; a blank line ends it.
func Completeness(text string) (state State, indent string) {
	c := Read(text)
	lines := strings.Split(text, "\n")
	last := lines[len(lines)-1]
	ended := len(lines) > 1 && strings.TrimSpace(last) == ""
	if c.Magic != nil {
		if ended || len(c.Problems) > 0 {
			return Complete, ""
		}
		return Incomplete, ""
	}
	if n := len(c.Commands); n > 0 && c.Commands[n-1].LastLine == len(c.lines) && strings.HasSuffix(c.Line(len(c.lines)), "\\") {
		return Incomplete, ""
	}
	depth, goesOn, state := balance(c.code)
	switch {
	case goesOn && state == Complete && !ended:
		return Incomplete, ""
	case state != Complete:
		return state, strings.Repeat("\t", depth)
	case c.main >= 0 && c.Commands[c.main].Name != "exec" && !ended:
		return Incomplete, ""
	}
	return Complete, ""
}

// balance counts the brackets that are open at the end. goesOn says that the last line needs another one: it ends in
// an operator, say.
func balance(code []byte) (depth int, goesOn bool, state State) {
	file := token.NewFileSet().AddFile("", -1, len(code))
	open := false // a string or a comment at the end
	var scan scanner.Scanner
	scan.Init(file, append([]byte(nil), code...), func(_ token.Position, message string) {
		open = open || message == "raw string literal not terminated" || message == "comment not terminated"
	}, scanner.ScanComments)
	var brackets []token.Token
	for last := token.SEMICOLON; ; {
		_, tok, _ := scan.Scan()
		switch tok {
		case token.LPAREN, token.LBRACE, token.LBRACK:
			brackets = append(brackets, tok)
		case token.RPAREN, token.RBRACE, token.RBRACK:
			if len(brackets) == 0 || tok-brackets[len(brackets)-1] != token.RPAREN-token.LPAREN {
				return 0, false, Invalid
			}
			brackets = brackets[:len(brackets)-1]
		case token.EOF:
			if open {
				return 0, false, Incomplete
			}
			if len(brackets) > 0 {
				return len(brackets), false, Incomplete
			}
			// Where a statement may end, the scanner puts a semicolon.
			return 0, last.IsKeyword() || last.IsOperator() && last != token.SEMICOLON && last != token.COLON, Complete
		}
		if tok != token.COMMENT {
			last = tok
		}
	}
}

// standIn is a comment in place of a command, while gofmt looks at the Go around it.
const standIn, standInEnd = "/*gonb-command:", "*/"

// Format is the cell as gofmt writes Go; commands remain as they are. It returns the text unchanged, and false, if
// that is not possible: of a magic, if the Go does not parse, or if it has a build constraint.
func Format(text string) (string, bool) {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	c := Read(text)
	if c.Magic != nil || len(c.Problems) > 0 {
		return text, false
	}
	// gofmt moves a build constraint to the top of a file, above the package clause that it gives to what has none.
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if constraint.IsGoBuild(line) || constraint.IsPlusBuild(line) {
			return text, false
		}
	}
	var parts [2]strings.Builder // above %% and below it
	part := 0
	var between string
	commands := c.Commands
	for number := 1; number <= len(c.lines); number++ {
		line := c.Line(number)
		if len(commands) > 0 && commands[0].Line == number {
			end := commands[0].LastLine
			whole := text[c.lines[number-1] : c.lines[end-1]+len(c.Line(end))]
			if c.main == len(c.Commands)-len(commands) && commands[0].Name != "exec" {
				part, between = 1, whole+"\n"
				line = ""
			} else {
				line = standIn + strconv.Itoa(len(c.Commands)-len(commands)) + standInEnd
			}
			commands = commands[1:]
			number = end
			if between != "" && line == "" {
				continue
			}
		}
		parts[part].WriteString(line + "\n")
	}
	out := ""
	for i := range parts {
		done, err := format.Source([]byte(parts[i].String()))
		if err != nil {
			return text, false
		}
		if i == 1 {
			out += between
		}
		out += string(done)
	}
	lines := strings.Split(out, "\n")
	for i, line := range lines {
		if number, found := strings.CutPrefix(strings.TrimSpace(line), standIn); found {
			if at, err := strconv.Atoi(strings.TrimSuffix(number, standInEnd)); err == nil && at < len(c.Commands) {
				command := c.Commands[at]
				lines[i] = text[c.lines[command.Line-1] : c.lines[command.LastLine-1]+len(c.Line(command.LastLine))]
			}
		}
	}
	return strings.TrimSuffix(strings.Join(lines, "\n"), "\n"), true
}
