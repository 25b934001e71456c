package cell

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"unicode"
)

// A Decl is what is declared together, and remembered together: a function, a method, a type, one line of a var ( …
// ), a whole const ( … ).
type Decl struct {
	Kind  token.Token // FUNC, TYPE, VAR or CONST
	Names []string    // what it declares; of a method Type.Name; without blank ones

	receiver string // the type that a method belongs to
	params   int    // how many type parameters the type has, or the method's receiver names
	bare     bool   // a type that can have no methods of its own: an interface, a pointer or another name for a type

	fields []string // of a struct type

	prefix string  // "var " before one line of a var ( … )
	texts  []piece // the comment before it, if there is one, and itself
	spots  []spot  // where the declared names stand
	free   uses
	test   bool // a function that go test runs
	init   bool // a func init, under this name or one with initPrefix
	acts   bool // a variable whose value is called for or received
	cell   int  // the number of the cell it was declared in; 0 for the cell that is being read
}

// A piece is a part of a cell's text.
type piece struct {
	Text         string
	Line, Column int // in the cell
}

// A spot is where a name stands in the last piece of a declaration.
type spot struct {
	name   string
	offset int
}

// initPrefix begins the names of functions that are called before main, in the order of their names, so that several
// cells can have one.
const initPrefix = "init_"

// take notes what the file declares.
func (c *Cell) take(file *ast.File, offset func(token.Pos) int) {
	for _, decl := range file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			c.takeFunc(decl, offset)
		case *ast.GenDecl:
			if decl.Tok == token.CONST {
				var names []*ast.Ident
				for _, spec := range decl.Specs {
					if spec, ok := spec.(*ast.ValueSpec); ok {
						names = append(names, spec.Names...)
					}
				}
				c.takeDecl(decl.Tok, "", decl.Doc, decl, names, offset)
				continue
			}
			for _, spec := range decl.Specs {
				c.takeSpec(decl, spec, offset)
			}
		}
	}
}

func (c *Cell) takeSpec(decl *ast.GenDecl, spec ast.Spec, offset func(token.Pos) int) {
	var node ast.Node = decl
	prefix, doc := "", decl.Doc
	if decl.Lparen.IsValid() {
		node, prefix, doc = spec, decl.Tok.String()+" ", nil
	}
	switch spec := spec.(type) {
	case *ast.ValueSpec:
		if doc == nil {
			doc = spec.Doc
		}
		acts := slices.ContainsFunc(spec.Values, acts)
		if made := c.takeDecl(token.VAR, prefix, doc, node, spec.Names, offset); made != nil {
			made.acts = acts
		}
		c.acts = c.acts || acts
	case *ast.TypeSpec:
		if doc == nil {
			doc = spec.Doc
		}
		if made := c.takeDecl(token.TYPE, prefix, doc, node, []*ast.Ident{spec.Name}, offset); made != nil {
			if spec.TypeParams != nil {
				made.params = spec.TypeParams.NumFields()
			}
			made.bare = spec.Assign.IsValid()
			switch kind := ast.Unparen(spec.Type).(type) {
			case *ast.InterfaceType, *ast.StarExpr:
				made.bare = true
			case *ast.StructType:
				for _, field := range kind.Fields.List {
					for _, name := range field.Names {
						made.fields = append(made.fields, name.Name)
					}
					if embedded, _ := receiver(field.Type); field.Names == nil {
						made.fields = append(made.fields, embedded)
					}
				}
			}
		}
	}
}

func (c *Cell) takeFunc(decl *ast.FuncDecl, offset func(token.Pos) int) {
	name := decl.Name.Name
	if decl.Recv == nil && name == "main" {
		c.hasMain = true
		if c.Test {
			copy(c.code[offset(decl.Name.Pos()):], "_   ") // See mainName.
		}
		if c.main >= 0 {
			c.problem(offset(decl.Name.Pos()), "", "func main stands beside %s on line %d, which makes one, too",
				c.mainMark(), c.Commands[c.main].Line)
		}
		return
	}
	made := c.takeDecl(token.FUNC, "", decl.Doc, decl, []*ast.Ident{decl.Name}, offset)
	if made == nil {
		return
	}
	made.init = decl.Recv == nil && (name == "init" || strings.HasPrefix(name, initPrefix) && isPlain(decl.Type))
	if decl.Recv != nil && len(decl.Recv.List) > 0 {
		made.receiver, made.params = receiver(decl.Recv.List[0].Type)
		made.Names = []string{made.receiver + "." + name}
		return
	}
	prefix, letter := testKind(name)
	if made.test = prefix != "" && isTestFunc(decl.Type, letter); prefix == "" || !c.Test {
		return
	}
	switch {
	case !made.test && letter != "":
		c.problem(offset(decl.Name.Pos()), "", "go test takes %s for one of its own, and that would have to be func %s(%s *testing.%s)",
			name, name, strings.ToLower(letter), letter)
	case prefix == "Benchmark":
		c.Benchmarks = append(c.Benchmarks, name)
	case name != "TestMain":
		c.Tests = append(c.Tests, name)
	}
}

// testKind is with what the name begins of a function that go test takes for one of its own, and the type in package
// testing that the function's parameter points to, "" for an example; the prefix is "" for other names.
func testKind(name string) (prefix, letter string) {
	if name == "TestMain" {
		return "Test", "M"
	}
	for _, kind := range [][2]string{{"Test", "T"}, {"Benchmark", "B"}, {"Fuzz", "F"}, {"Example", ""}} {
		if isTest(name, kind[0]) {
			return kind[0], kind[1]
		}
	}
	return "", ""
}

// isTestFunc reports whether a function has the parameter that go test gives it.
func isTestFunc(of *ast.FuncType, letter string) bool {
	if letter == "" {
		return isPlain(of)
	}
	if of.TypeParams != nil || of.Params.NumFields() != 1 || of.Results.NumFields() != 0 {
		return false
	}
	name, _ := receiver(of.Params.List[0].Type)
	_, isPointer := of.Params.List[0].Type.(*ast.StarExpr)
	return isPointer && name == letter
}

// isTest reports whether go test takes a function of this name for one of its own.
func isTest(name, prefix string) bool {
	rest, found := strings.CutPrefix(name, prefix)
	return found && (rest == "" || !unicode.IsLower([]rune(rest)[0]))
}

// receiver is the name of a receiver's type, or of an embedded one, and how many type parameters it names.
func receiver(expr ast.Expr) (string, int) {
	switch expr := expr.(type) {
	case *ast.Ident:
		return expr.Name, 0
	case *ast.StarExpr:
		return receiver(expr.X)
	case *ast.ParenExpr:
		return receiver(expr.X)
	case *ast.SelectorExpr:
		return expr.Sel.Name, 0
	case *ast.IndexExpr:
		name, _ := receiver(expr.X)
		return name, 1
	case *ast.IndexListExpr:
		name, _ := receiver(expr.X)
		return name, len(expr.Indices)
	}
	return "", 0
}

// takeDecl notes a declaration, unless all it declares is blank: nothing can use that later, so it counts for its
// own cell.
func (c *Cell) takeDecl(kind token.Token, prefix string, doc *ast.CommentGroup, node ast.Node, names []*ast.Ident,
	offset func(token.Pos) int) *Decl {
	made := &Decl{Kind: kind, prefix: prefix}
	start, end := offset(node.Pos()), offset(node.End())
	if start >= end {
		return nil // Of a text that does not parse.
	}
	if doc != nil && doc.Pos() < node.Pos() {
		made.texts = append(made.texts, c.piece(offset(doc.Pos()), offset(doc.End())))
	}
	made.texts = append(made.texts, c.piece(start, end))
	for _, name := range names {
		if name.Name != "_" {
			made.Names = append(made.Names, name.Name)
			made.spots = append(made.spots, spot{name.Name, offset(name.Pos()) - start})
		}
	}
	if len(made.Names) == 0 {
		return nil
	}
	// Alone, so that the names of its own cell count as names it uses.
	alone := header + prefix + made.texts[len(made.texts)-1].Text + "\n"
	if file, err := parser.ParseFile(token.NewFileSet(), "", alone, 0); err == nil {
		made.free = freeNames(file)
	}
	c.Decls = append(c.Decls, made)
	return made
}

func (c *Cell) piece(start, end int) piece {
	line, column := c.Position(start)
	return piece{string(c.code[start:end]), line, column}
}

// acts reports whether something may happen when a variable gets this value: a call, a wait, a panic.
func acts(value ast.Expr) bool {
	found := false
	ast.Inspect(value, func(node ast.Node) bool {
		switch node := node.(type) {
		case nil, *ast.BasicLit, *ast.Ident, *ast.CompositeLit, *ast.KeyValueExpr, *ast.ParenExpr, *ast.ArrayType,
			*ast.MapType:
		case *ast.FuncLit:
			return false
		case *ast.UnaryExpr:
			found = found || node.Op == token.ARROW
		case *ast.BinaryExpr:
			found = found || node.Op != token.ADD && node.Op != token.SUB && node.Op != token.MUL
		default:
			found = true
		}
		return true
	})
	return found
}

// isPlain reports whether a function takes and returns nothing.
func isPlain(of *ast.FuncType) bool {
	return of.TypeParams == nil && of.Params.NumFields() == 0 && of.Results.NumFields() == 0
}

func (c *Cell) mainMark() string {
	if name := c.Commands[c.main].Name; name != "%" {
		return "%" + name
	}
	return "%%"
}

// declares reports whether the cell declares a name.
func (c *Cell) declares(name string) bool {
	for _, decl := range c.Decls {
		if slices.Contains(decl.Names, name) {
			return true
		}
	}
	return false
}

func isLetterOrDigit(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }
