package cell

import (
	"bytes"
	"errors"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// Go is what a cell holds for the Go compiler.
type Go struct {
	Imports []Import
	Decls   []*Decl // in the order in which they stand

	// Tests are the names of the cell's functions Test…, Example… and Fuzz…, Benchmarks those of Benchmark….
	Tests, Benchmarks []string

	hasMain bool // the cell declares func main itself
	acts    bool // something happens when its variables get their values
	free    uses // names the cell uses and does not declare
}

// An Import is one import of a cell.
type Import struct {
	Name   string // as written before the path: "", "_", "." or a name
	Path   string
	Offset int // of the name or the path
	Length int
}

// uses holds, by name, with which selectors a name is used: strings in strings.ToUpper and strings.Fields is
// {"strings": {"ToUpper", "Fields"}}. A plain use is the selector "".
type uses map[string]map[string]bool

func (u uses) add(name, selector string) {
	if u[name] == nil {
		u[name] = map[string]bool{}
	}
	u[name][selector] = true
}

// bodyOffset is where the statements of main begin in the text of the cell, and so where its declarations end.
func (c *Cell) bodyOffset() int {
	if c.main < 0 || c.Commands[c.main].Name == "exec" {
		return len(c.Text)
	}
	if last := c.Commands[c.main].LastLine; last < len(c.lines) {
		return c.lines[last]
	}
	return len(c.Text)
}

const (
	header = "package main;"
	opened = "func main() {\n"
	closed = "\n}\n"
)

// parse reads the cell's Go. The text that is parsed is the cell's own behind a header, and a function around what
// stands below %%. Of a cell with problems it takes what can be had, for drafts.
func (c *Cell) parse() {
	c.neutralise()
	body := c.bodyOffset()
	c.beginnings(0, body, true)
	c.beginnings(body, len(c.Text), false)
	if c.loose >= 0 {
		body = c.loose
	}
	text := header + string(c.code[:body])
	hasBody := body < len(c.Text)
	if hasBody {
		text += opened + string(c.code[body:]) + closed
	}
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "", text, parser.ParseComments)
	inText := func(pos token.Pos) int { return files.File(file.FileStart).Offset(pos) }
	offset := func(pos token.Pos) int {
		at := inText(pos) - len(header)
		if hasBody && at >= body {
			at = max(body, at-len(opened))
		}
		return max(0, min(at, len(c.Text)))
	}
	if err == nil && hasBody {
		main, ok := file.Decls[len(file.Decls)-1].(*ast.FuncDecl)
		if !ok || inText(main.Pos()) != len(header)+body || inText(main.Body.Rbrace) != len(text)-2 {
			err = errors.New("brackets do not match")
		}
	}
	if err != nil && len(c.Problems) == 0 {
		c.syntax(0, body, header, "\n")
		if hasBody {
			c.syntax(body, len(c.Text), header+opened, closed)
		}
		if len(c.Problems) == 0 {
			c.problem(-1, "", "%v", err)
		}
	}
	if file == nil {
		return
	}
	c.free = freeNames(file)
	if c.main >= 0 && c.Commands[c.main].Name == "exec" && len(c.Commands[c.main].Args) > 0 {
		c.free.add(c.Commands[c.main].Args[0], "")
	}
	if hasBody { // Its function is none of the cell's declarations.
		file.Decls = slices.DeleteFunc(file.Decls, func(decl ast.Decl) bool {
			return inText(decl.Pos()) >= len(header)+body
		})
	}
	c.take(file, offset)
}

// neutralise changes comments that would be directives for the compiler into plain ones, or complains about what no
// cell can have: positions must remain those of the cell, and a program made of cells has no folder whose files it
// could embed.
func (c *Cell) neutralise() {
	body := c.bodyOffset()
	for _, part := range [][2]int{{0, body}, {body, len(c.Text)}} {
		source := c.code[part[0]:part[1]]
		file := token.NewFileSet().AddFile("", -1, len(source))
		var scan scanner.Scanner
		scan.Init(file, source, nil, scanner.ScanComments)
		for {
			pos, tok, literal := scan.Scan()
			if tok == token.EOF {
				break
			}
			if tok != token.COMMENT {
				continue
			}
			at := part[0] + file.Offset(pos)
			switch {
			case strings.HasPrefix(literal, "//line "), strings.HasPrefix(literal, "/*line "), strings.HasPrefix(literal, "//go:build "):
				c.code[at+2] = '-'
			case strings.HasPrefix(literal, "//go:embed ") || strings.HasPrefix(literal, "//go:embed\t"):
				name := strings.Join(strings.Fields(literal[len("//go:embed"):]), " ")
				c.problem(at, "",
					"a cell cannot embed files; read the file when the program runs: os.ReadFile(%q)", name)
			}
		}
	}
}

// An item is a token of a cell.
type item struct {
	at, end int
	tok     token.Token
	literal string
}

// beginnings looks at how the statements of a part of the cell begin, as far as they are in no bracket: above %%
// there are declarations, below it statements. It takes the imports out, for they have a place of their own in the
// program, and a line like `package abc`: whatever it says, as in GoNB, a cell belongs to package main.
func (c *Cell) beginnings(from, to int, declarations bool) {
	source := c.code[from:to]
	file := token.NewFileSet().AddFile("", -1, len(source))
	var scan scanner.Scanner
	scan.Init(file, append([]byte(nil), source...), nil, 0)
	var statement []item
	depth, complained := 0, false
	for {
		pos, tok, literal := scan.Scan()
		at := from + file.Offset(pos)
		if depth == 0 && (tok == token.SEMICOLON || tok == token.EOF) {
			end := at
			if literal == ";" {
				end++
			}
			c.endOfStatement(statement, end, declarations)
			statement = nil
		} else if depth == 0 && len(statement) < 4 || len(statement) > 0 && statement[0].tok == token.IMPORT {
			statement = append(statement, item{at, from + tokenEnd(source, at-from, tok, literal), tok, literal})
			complained = complained || depth == 0 && c.beginning(statement, declarations)
		}
		switch tok {
		case token.EOF:
			return
		case token.LPAREN, token.LBRACE, token.LBRACK:
			depth++
		case token.RPAREN, token.RBRACE, token.RBRACK:
			depth = max(0, depth-1)
		}
	}
}

// endOfStatement takes out what the program has elsewhere.
func (c *Cell) endOfStatement(statement []item, end int, declarations bool) {
	if len(statement) < 2 {
		return
	}
	if isPackage(statement) || declarations && statement[0].tok == token.IMPORT && c.takeImport(statement[1:]) {
		blank(c.code[statement[0].at:end])
	}
}

func isPackage(statement []item) bool {
	return len(statement) == 2 && statement[0].tok == token.PACKAGE && statement[1].tok == token.IDENT
}

// takeImport notes the imports that follow the word import; it returns false if they are not what Go's grammar asks
// for, which the parser will say.
func (c *Cell) takeImport(items []item) bool {
	if items[0].tok == token.LPAREN {
		if items[len(items)-1].tok != token.RPAREN {
			return false
		}
		items = items[1 : len(items)-1]
	}
	var made []Import
	for i := 0; i < len(items); i++ {
		spec := Import{Offset: items[i].at}
		switch items[i].tok {
		case token.SEMICOLON:
			continue
		case token.IDENT:
			spec.Name = items[i].literal
			i++
		case token.PERIOD:
			spec.Name = "."
			i++
		}
		if i >= len(items) || items[i].tok != token.STRING || i+1 < len(items) && items[i+1].tok != token.SEMICOLON {
			return false
		}
		path, err := strconv.Unquote(items[i].literal)
		if err != nil {
			return false
		}
		if path == "" || strings.ContainsAny(path, " \t\\!\"#$%&'()*,:;<=>?[]^`{|}") { // as go/parser has it
			c.problem(spec.Offset, "", "an import needs the path of a package, as in import \"strings\"")
		}
		spec.Path, spec.Length = path, items[i].end-spec.Offset
		made = append(made, spec)
	}
	for _, spec := range made {
		if spec.Path == "C" {
			c.problem(spec.Offset, "",
				"a cell cannot hold C; put the code that uses it into a package, and import that")
		}
	}
	c.Imports = append(c.Imports, made...)
	return true
}

// ofDeclarations begin what stands above %%, or are a mistake, which the parser will tell.
var ofDeclarations = []token.Token{
	token.PACKAGE, token.IMPORT, token.CONST, token.TYPE, token.VAR, token.FUNC,
	token.RBRACE, token.RPAREN, token.RBRACK, token.ILLEGAL,
}

// beginning judges the tokens with which a statement begins; it reports whether it complained.
func (c *Cell) beginning(statement []item, declarations bool) bool {
	count, at := len(statement), statement[0].at
	is := func(tokens ...token.Token) bool {
		for i, tok := range tokens {
			if i >= count || statement[i].tok != tok {
				return false
			}
		}
		return count == len(tokens)
	}
	isLiteral := count > 2 && statement[0].tok == token.FUNC && statement[1].tok == token.LPAREN &&
		(count == 3 && statement[2].tok != token.IDENT || // func() {
			count == 4 && statement[2].tok == token.IDENT && statement[3].tok == token.LBRACE) // func() int {
	switch {
	case declarations && (count == 1 && !slices.Contains(ofDeclarations, statement[0].tok) || isLiteral):
		if c.main >= 0 && c.Commands[c.main].Name != "exec" {
			c.problem(at, "", "this is a statement; "+
				"statements stand below %%%%, above it are declarations (import, const, type, var, func)")
		} else {
			c.loose = c.lines[sort.SearchInts(c.lines, at+1)-1]
			c.problem(at, "Above %% stand declarations (import, const, type, var, func), if there are any.",
				"this is a statement; write %%%% on a line of its own above the statements that are to run")
		}
		return true
	case !declarations && is(token.IMPORT):
		c.problem(at, "", "import stands below %%%%; imports belong above it")
		return true
	case !declarations && (is(token.FUNC, token.IDENT) || is(token.FUNC, token.LPAREN, token.IDENT, token.LPAREN)):
		c.problem(at, "", "a function with a name is declared below %%%%; "+
			"func belongs above it (below it, write name := func…)")
		return true
	}
	return false
}

var reFound = regexp.MustCompile(`found ('}'|'EOF'|newline)$`)

// syntax complains about the first mistake in a part of the cell, which is parsed between before and after.
func (c *Cell) syntax(from, to int, before, after string) {
	source := c.code[from:to]
	text := before + string(source) + after
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "", text, parser.SkipObjectResolution)
	inside := func(at int) int { return from + max(0, min(at-len(before), len(bytes.TrimRight(source, " \t\r\n")))) }
	var list scanner.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		first := list[0]
		at := first.Pos.Offset
		unopened, open, bracket := brackets(source)
		if unopened >= 0 && at >= len(before)+unopened {
			c.problem(from+unopened, "", "this %s closes nothing", bracket)
			return
		}
		if open >= 0 && at >= len(before)+len(bytes.TrimRight(source, " \t\r\n")) {
			c.problem(from+open, "", "this %s is never closed", bracket)
			return
		}
		words := first.Msg
		if at >= len(before)+len(bytes.TrimRight(source, " \t\r\n")) { // What is found there is none of the cell's.
			words = reFound.ReplaceAllString(words, "found the end")
		} else if open < 0 && (words == "expected '}', found 'case'" || words == "expected '}', found 'default'") {
			words = strings.Replace(words, "'}'", "statement", 1) // The } is that of the function around it.
		}
		c.problem(inside(at), "", "%s", words)
		return
	}
	if !strings.HasSuffix(before, opened) {
		return
	}
	if main, ok := file.Decls[0].(*ast.FuncDecl); ok {
		if at := files.File(file.Package).Offset(main.Body.Rbrace); at != len(text)-2 {
			c.problem(inside(at), "", "this } closes nothing")
		}
	}
}

// brackets returns the offset of the first bracket that closes nothing; if there is none, that of the innermost one
// that is open at the end; and the bracket. What there is none of is -1.
func brackets(source []byte) (unopened, open int, bracket string) {
	file := token.NewFileSet().AddFile("", -1, len(source))
	var scan scanner.Scanner
	scan.Init(file, append([]byte(nil), source...), nil, 0)
	var stack []item
	for {
		pos, tok, _ := scan.Scan()
		switch tok {
		case token.LPAREN, token.LBRACE, token.LBRACK:
			stack = append(stack, item{at: file.Offset(pos), tok: tok})
		case token.RPAREN, token.RBRACE, token.RBRACK:
			if len(stack) == 0 {
				return file.Offset(pos), -1, tok.String()
			}
			stack = stack[:len(stack)-1]
		case token.EOF:
			if len(stack) == 0 {
				return -1, -1, ""
			}
			last := stack[len(stack)-1]
			return -1, last.at, last.tok.String()
		}
	}
}

// freeNames are the names that a file uses and does not declare, those of packages included.
func freeNames(file *ast.File) uses {
	free := uses{}
	unresolved := map[*ast.Ident]bool{}
	for _, name := range file.Unresolved {
		unresolved[name] = true
	}
	ast.Inspect(file, func(node ast.Node) bool {
		if selector, ok := node.(*ast.SelectorExpr); ok {
			if name, ok := selector.X.(*ast.Ident); ok && unresolved[name] {
				free.add(name.Name, selector.Sel.Name)
				delete(unresolved, name)
			}
		}
		return true
	})
	for name := range unresolved {
		free.add(name.Name, "")
	}
	return free
}
