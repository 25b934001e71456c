package main

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"
)

// inspect explains, in Markdown, what stands at the cursor: its declaration and its doc comment; "" if nothing is known. In the arguments of a call,
// where no name stands, it explains the function.
func (s *session) inspect(text string, cursor int) string {
	at := bytesOf(text, cursor)
	from, to := identifier(text, at)
	if from == to {
		if from = called(text, at); from < 0 {
			return ""
		}
		from, _ = identifier(text, from)
	}
	d := s.check(text, from)
	if d == nil {
		return ""
	}
	path := d.path(s)
	if len(path) == 0 {
		return ""
	}
	name, ok := path[0].(*ast.Ident)
	if !ok {
		return ""
	}
	object := d.info.Uses[name]
	if object == nil {
		object = d.info.Defs[name]
	}
	if object == nil {
		return ""
	}
	if of, ok := object.(*types.PkgName); ok {
		path := of.Imported().Path()
		return section(fmt.Sprintf("package %s // import %q", of.Imported().Name(), path), s.library.doc(path, ""))
	}
	doc := ""
	if object.Pkg() != nil && object.Pkg() != d.scope {
		doc = s.library.doc(object.Pkg().Path(), qualified(object, d.receiver(path)))
	} else if object.Pkg() == d.scope {
		doc = d.comment(object)
	}
	return section(signature(object, d.scope), doc)
}

// called is where the name ends whose call's parentheses the place is in, -1 if there is none before it on its line.
func called(text string, at int) int {
	depth := 0
	for i := at - 1; i >= 0 && text[i] != '\n'; i-- {
		switch text[i] {
		case ')':
			depth++
		case '(':
			if depth == 0 {
				return i
			}
			depth--
		}
	}
	return -1
}

// receiver is the type whose field or method is selected at the cursor.
func (d *draft) receiver(path []ast.Node) types.Type {
	if len(path) > 1 {
		if selector, ok := path[1].(*ast.SelectorExpr); ok {
			if selection := d.info.Selections[selector]; selection != nil {
				return selection.Recv()
			}
		}
		for _, n := range path[1:] {
			if literal, ok := n.(*ast.CompositeLit); ok {
				return d.info.Types[literal].Type
			}
		}
	}
	return nil
}

// qualified is an object's name as the documentation has it: Name, Type.Method, Type.Field.
func qualified(object types.Object, selected types.Type) string {
	var of types.Type
	switch o := object.(type) {
	case *types.Func:
		if recv := o.Signature().Recv(); recv != nil {
			of = recv.Type()
		}
	case *types.Var:
		if o.IsField() {
			of = selected
		}
	}
	if of == nil {
		return object.Name()
	}
	if pointer, ok := of.(*types.Pointer); ok {
		of = pointer.Elem()
	}
	if named, ok := of.(*types.Named); ok {
		return named.Obj().Name() + "." + object.Name()
	}
	return object.Name()
}

// comment is the doc comment of something that a cell declares.
func (d *draft) comment(object types.Object) string {
	for _, decl := range d.file.Decls {
		if object.Pos() < decl.Pos() || object.Pos() > decl.End() {
			continue
		}
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			if decl.Name.Pos() == object.Pos() {
				return decl.Doc.Text()
			}
		case *ast.GenDecl:
			return decl.Doc.Text()
		}
	}
	return ""
}

// section is a declaration and what is said of it.
func section(declaration, doc string) string {
	return strings.TrimSpace("```go\n" + declaration + "\n```\n\n" + doc)
}
