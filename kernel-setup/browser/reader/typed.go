package main

import (
	"go/ast"
	"go/format"
	"go/parser"
	"go/types"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/downhill-go/downhill/kernel-setup/cell"
)

// A draft is a cell that is being written, type-checked as far as it can be together with the declarations before it.
type draft struct {
	program *cell.Program
	file    *ast.File
	scope   *types.Package
	info    types.Info
	at      int // where in the program's source the cursor's identifier begins
}

// check type-checks a cell with the cursor's identifier at an offset; nil if there is no Go.
func (s *session) check(text string, offset int) *draft {
	c := cell.Read(text)
	if !c.InGo(offset) {
		return nil
	}
	d := &draft{program: s.memory.Draft(c, s.library)}
	at, ok := d.program.FromCell(offset)
	if !ok {
		return nil
	}
	d.at = at
	d.file, _ = parser.ParseFile(s.library.files, "main.go", d.program.Source, parser.ParseComments|parser.SkipObjectResolution|parser.AllErrors)
	if d.file == nil {
		return nil
	}
	d.info = types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Scopes: map[ast.Node]*types.Scope{}}
	config := types.Config{Importer: s.library, Error: func(error) {}, FakeImportC: true}
	d.scope, _ = config.Check("main", s.library.files, []*ast.File{d.file}, &d.info)
	return d
}

// path is the nodes around the cursor's identifier, the innermost first.
func (d *draft) path(s *session) []ast.Node {
	base := s.library.files.File(d.file.FileStart).Base()
	pos := d.at + base
	var path []ast.Node
	ast.Inspect(d.file, func(n ast.Node) bool {
		if n == nil || int(n.Pos()) > pos || int(n.End()) < pos {
			return false
		}
		path = append([]ast.Node{n}, path...)
		return true
	})
	return path
}

// identifier returns the bytes from and to between which the identifier at or before the cursor stands.
func identifier(text string, cursor int) (from, to int) {
	from, to = cursor, cursor
	for from > 0 {
		r, size := utf8.DecodeLastRuneInString(text[:from])
		if !inName(r) {
			break
		}
		from -= size
	}
	for to < len(text) {
		r, size := utf8.DecodeRuneInString(text[to:])
		if !inName(r) {
			break
		}
		to += size
	}
	return from, to
}

func inName(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// bytesOf and unitsOf turn a place in UTF-16 units, as JavaScript counts, into one in bytes and back.
func bytesOf(text string, units int) int {
	for i, r := range text {
		if units <= 0 {
			return i
		}
		units -= max(1, utf16.RuneLen(r))
	}
	return len(text)
}

func unitsOf(text string, bytes int) int {
	n := 0
	for _, r := range text[:bytes] {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// shortly writes a type with packages by their names alone.
func shortly(of *types.Package) types.Qualifier {
	return func(p *types.Package) string {
		if p == of {
			return ""
		}
		return p.Name()
	}
}

// signature is an object's declaration as a reader would write it.
func signature(object types.Object, within *types.Package) string {
	text := types.ObjectString(object, shortly(within))
	if formatted, err := format.Source([]byte(text)); err == nil {
		return string(formatted)
	}
	return text
}
