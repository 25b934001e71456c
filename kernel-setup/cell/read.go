package cell

import (
	"bytes"
	"fmt"
	"go/scanner"
	"go/token"
	"slices"
	"sort"
	"strings"
)

// A Cell is what the text of one cell means. Read makes it; it does not change afterwards.
type Cell struct {
	// Text is the cell as it was typed. Offsets, here and in all of this package, count its bytes from 0; lines and
	// columns count from 1, columns in bytes.
	Text string

	// Magic is not nil if the whole cell is something else than Go: %%bash, %%writefile and the like. There is
	// nothing else then.
	Magic *Magic

	// Commands are the cell's lines that are no Go, in their order: %…, !…, and %% or %main. What stands in a string
	// or a comment is none. They are obeyed before the cell's Go runs.
	Commands []Command

	// Args are the program's arguments, from %%, %main, %exec, %test or %args.
	Args []string

	// Test says that the cell is to be built as `go test` builds (%test), Wasm that it is to run in the page (GoNB's
	// %wasm).
	Test, Wasm bool

	// Inputs says that the cell's Go program, no shell command, reads what is typed (%with_inputs or %with_password
	// before Go).
	Inputs, Password bool

	// Problems are what makes the cell impossible, in the order of its lines. A cell with problems is not run, and
	// none of its commands.
	Problems []Problem

	lines []int  // the offsets at which lines begin
	code  []byte // Text with everything blanked that is not for the Go compiler; the same length, the same lines
	loose int    // where statements begin that no %% stands above; -1 if there are none
	main  int    // the index in Commands of what makes main: %%, %main or %exec; -1 if there is none
	Go
}

// A Problem is one thing that is wrong with a cell, in words.
type Problem struct {
	Offset int    // where, in the cell's text; -1 if it is the cell as a whole
	Text   string // what is wrong
	Hint   string // what to do about it; "" if Text says it
}

// Read finds out what the text of a cell means. It takes any text.
func Read(text string) *Cell {
	c := &Cell{Text: text, lines: lineStarts(text), loose: -1, main: -1}
	if c.readMagic() {
		return c
	}
	c.code = []byte(text)
	if strings.HasPrefix(text, bom) {
		blank(c.code[:len(bom)])
	}
	c.split()
	c.obey()
	ofCommands := len(c.Problems)
	c.parse()
	if ofCommands > 0 { // One thing after the other.
		c.Problems = c.Problems[:ofCommands]
	}
	sort.SliceStable(c.Problems, func(i, j int) bool { return c.Problems[i].Offset < c.Problems[j].Offset })
	return c
}

const bom = "\uFEFF"

// IsGo reports whether anything in the cell is for the Go compiler. A cell with %% or %test is, though it may be
// empty otherwise.
func (c *Cell) IsGo() bool {
	return c.Magic == nil && (c.main >= 0 || c.Test || len(c.Imports) > 0 || len(bytes.TrimSpace(c.code)) > 0)
}

// Blank reports whether nothing at all stands in the cell.
func (c *Cell) Blank() bool { return strings.TrimSpace(strings.TrimPrefix(c.Text, bom)) == "" }

// InGo reports whether what stands at offset is Go, rather than a command or the text of a magic.
func (c *Cell) InGo(offset int) bool {
	if c.Magic != nil || offset < 0 || offset > len(c.Text) {
		return false
	}
	line, _ := c.Position(offset)
	for _, command := range c.Commands {
		if command.Line <= line && line <= command.LastLine {
			return false
		}
	}
	return true
}

// Position returns the line and the column of an offset, both counted from 1. An offset outside the text counts as
// its nearest end.
func (c *Cell) Position(offset int) (line, column int) {
	offset = max(0, min(offset, len(c.Text)))
	line = sort.SearchInts(c.lines, offset+1)
	return line, offset - c.lines[line-1] + 1
}

// Offset returns the offset of a line and a column, both counted from 1. What lies outside is moved to the nearest
// place inside.
func (c *Cell) Offset(line, column int) int {
	line = max(1, min(line, len(c.lines)))
	return max(c.lines[line-1], min(c.lines[line-1]+column-1, c.lines[line-1]+len(c.Line(line))))
}

// Line returns the text of a line, counted from 1, without its end; "" outside.
func (c *Cell) Line(line int) string {
	if line < 1 || line > len(c.lines) {
		return ""
	}
	end := len(c.Text)
	if line < len(c.lines) {
		end = c.lines[line] - 1
	}
	return strings.TrimSuffix(c.Text[c.lines[line-1]:end], "\r")
}

func lineStarts(text string) []int {
	starts := []int{0}
	for i := range len(text) {
		if text[i] == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// blank puts spaces in place of everything but the ends of lines, so that whatever follows keeps its line and column.
func blank(text []byte) {
	for i, letter := range text {
		if letter != '\n' && letter != '\r' {
			text[i] = ' '
		}
	}
}

func (c *Cell) problem(offset int, hint, format string, args ...any) {
	c.Problems = append(c.Problems, Problem{Offset: offset, Text: fmt.Sprintf(format, args...), Hint: hint})
}

// split finds the commands and blanks them in c.code. Only Go's scanner knows whether the beginning of a line lies
// in a string or a comment, and it must not see what stands in a command; so it is started anew behind each.
func (c *Cell) split() {
	var flow flow
	for at := 0; at < len(c.Text); {
		if at == 0 && strings.HasPrefix(c.Text, bom) {
			at = len(bom)
		}
		if end := c.takeCommand(at, flow.mayBegin()); end > at {
			at = end
			continue
		}
		at = c.nextCommand(at, &flow)
	}
}

// nextCommand scans Go from the beginning of a line on and returns where the next command begins, or the end of the
// text.
func (c *Cell) nextCommand(from int, flow *flow) int {
	source := c.code[from:]
	file := token.NewFileSet().AddFile("", -1, len(source))
	var scan scanner.Scanner
	scan.Init(file, source, nil, scanner.ScanComments)
	line := sort.SearchInts(c.lines, from+1) // the index of the next line's beginning
	end := 0                                 // of the token before
	for {
		pos, tok, literal := scan.Scan()
		start := file.Offset(pos)
		for ; line < len(c.lines) && c.lines[line] <= from+start; line++ {
			// A beginning of a line before the end of a token lies in it.
			if begin := c.lines[line]; begin >= from+end && c.isCommand(begin, flow.mayBegin()) {
				return begin
			}
		}
		if tok == token.EOF {
			break
		}
		flow.take(tok, literal)
		if tok != token.SEMICOLON || literal == ";" {
			end = tokenEnd(source, start, tok, literal)
		}
	}
	for ; line < len(c.lines); line++ {
		if begin := c.lines[line]; begin >= from+end && c.isCommand(begin, flow.mayBegin()) {
			return begin
		}
	}
	return len(c.Text)
}

// tokenEnd is where a token ends. Its literal may be shorter than the source: the scanner drops carriage returns.
func tokenEnd(source []byte, start int, tok token.Token, literal string) int {
	rest := source[min(start, len(source)):]
	length := len(literal)
	switch {
	case tok == token.STRING && bytes.HasPrefix(rest, []byte("`")):
		length = 1 + closing(rest[1:], "`")
	case tok == token.COMMENT && bytes.HasPrefix(rest, []byte("/*")):
		length = 2 + closing(rest[2:], "*/")
	case tok == token.COMMENT:
		if length = bytes.IndexByte(rest, '\n'); length < 0 {
			length = len(rest)
		}
	case literal == "":
		length = len(tok.String())
	}
	return min(start+length, len(source))
}

func closing(text []byte, mark string) int {
	if at := bytes.Index(text, []byte(mark)); at >= 0 {
		return at + len(mark)
	}
	return len(text)
}

// flow follows tokens far enough to know whether a statement may begin: only there can a line that begins with ! be
// a command, and not the rest of an expression. (A line that begins with % never is: no operand stands before it.)
type flow struct {
	last  token.Token
	open  []level // around the present one
	level         // what is known inside the innermost bracket that is open
}

// level is what is known inside a bracket, or outside all.
type level struct {
	bracket token.Token
	values  bool // it is the { } of a value, like []bool{ }, in which no statement stands
	isType  bool // it is the { } of a struct or an interface
	control bool // a word like if or for stands here, and its block has not come yet
	body    bool // so does func
	typed   bool // what has just been read is a type like []bool: a { begins its value, even behind if or for
}

func (f *flow) take(tok token.Token, literal string) {
	typed := f.typed
	f.typed = false
	switch tok {
	case token.COMMENT:
		f.typed = typed
		return
	case token.IF, token.FOR, token.SWITCH, token.SELECT, token.ELSE:
		f.control = true
	case token.FUNC:
		f.body = true
	case token.ASSIGN, token.DEFINE, token.COMMA:
		f.body = false
	case token.SEMICOLON:
		f.body = false
		f.control = f.control && literal == ";"
	case token.MAP:
		f.typed = true
	case token.IDENT, token.PERIOD, token.MUL, token.CHAN:
		f.typed = typed
	case token.LPAREN, token.LBRACK:
		f.typed = tok == token.LBRACK && (typed || !f.endsOperand())
		f.push(level{bracket: tok})
	case token.LBRACE:
		f.brace(typed)
	case token.RPAREN, token.RBRACK, token.RBRACE:
		wasType := f.isType
		if n := len(f.open); n > 0 {
			f.level, f.open = f.open[n-1], f.open[:n-1]
		}
		f.typed = f.typed || wasType
	}
	f.last = tok
}

func (f *flow) push(inside level) {
	f.open = append(f.open, f.level)
	f.level = inside
}

// brace finds out what a { opens.
func (f *flow) brace(typed bool) {
	inside := level{bracket: token.LBRACE}
	switch {
	case f.last == token.STRUCT || f.last == token.INTERFACE:
		inside.isType = true
	case f.body:
		f.body = false
	case f.control:
		inside.values = typed
		f.control = typed
	case f.endsOperand():
		inside.values = true
	default:
		inside.values = f.values
	}
	f.push(inside)
}

// endsOperand reports whether an operand, or the name of a type, may have ended with the token before.
func (f *flow) endsOperand() bool {
	return slices.Contains([]token.Token{token.IDENT, token.RPAREN, token.RBRACK, token.RBRACE, token.STRING}, f.last)
}

func (f *flow) mayBegin() bool {
	if f.values || f.bracket == token.LPAREN || f.bracket == token.LBRACK {
		return false
	}
	switch f.last {
	case token.ILLEGAL, token.RBRACE, token.LBRACE, token.COLON:
		return true
	case token.SEMICOLON:
		return !f.control
	}
	return false
}
