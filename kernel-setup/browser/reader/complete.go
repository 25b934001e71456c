package main

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// words are what may stand in place of the text between two places of the cell, in UTF-16 units.
type words struct {
	From    int    `json:"from"`
	To      int    `json:"to"`
	Matches []word `json:"matches"`
}

type word struct {
	Text string `json:"text"`
	Kind string `json:"kind"` // "function", "method", "field", "variable", "constant", "type", "package", "keyword"
	Sign string `json:"sign"` // its declaration, shortly
}

// standIn takes the place of the identifier that is being typed, so that the cell parses and can be found again.
const standIn = "Xx_downhill_xX"

// complete lists what may stand at the cursor.
func (s *session) complete(text string, cursor int) *words {
	at := bytesOf(text, cursor)
	from, to := identifier(text, at)
	prefix := text[from:at]
	found := &words{From: unitsOf(text, from), To: unitsOf(text, at), Matches: []word{}}
	if from < at && prefix[0] >= '0' && prefix[0] <= '9' {
		return found // a number
	}
	d := s.check(text[:from]+standIn+text[to:], from)
	if d == nil {
		return found
	}
	taken := map[string]bool{}
	add := func(name, kind, sign string) {
		if !strings.HasPrefix(strings.ToLower(name), strings.ToLower(prefix)) || taken[name] || name == "_" || strings.Contains(name, standIn) {
			return
		}
		taken[name] = true
		found.Matches = append(found.Matches, word{name, kind, sign})
	}
	path := d.path(s)
	if len(path) < 2 {
		return found
	}
	if _, ok := path[0].(*ast.Ident); !ok {
		return found // in a comment or a string
	}
	if selector, ok := path[1].(*ast.SelectorExpr); ok && selector.Sel == path[0] {
		d.selected(selector, add)
	} else {
		d.keys(path, add)
		d.inScope(path[0].Pos(), add)
		s.unimported(add)
	}
	// What continues as it was typed comes first.
	slices.SortStableFunc(found.Matches, func(a, b word) int {
		exactly := func(w word) int {
			if strings.HasPrefix(w.Text, prefix) {
				return 0
			}
			return 1
		}
		return exactly(a) - exactly(b)
	})
	return found
}

type adding func(name, kind, sign string)

func (d *draft) object(o types.Object, add adding) {
	add(o.Name(), kindOf(o), types.ObjectString(o, shortly(d.scope)))
}

func kindOf(o types.Object) string {
	switch o := o.(type) {
	case *types.Func:
		if o.Signature().Recv() != nil {
			return "method"
		}
		return "function"
	case *types.Builtin:
		return "function"
	case *types.Var:
		if o.IsField() {
			return "field"
		}
		return "variable"
	case *types.Const, *types.Nil:
		return "constant"
	case *types.TypeName:
		return "type"
	case *types.PkgName:
		return "package"
	}
	return "name"
}

// selected adds what may stand behind the dot: names of a package, or fields and methods.
func (d *draft) selected(selector *ast.SelectorExpr, add adding) {
	if name, ok := selector.X.(*ast.Ident); ok {
		if of, ok := d.info.Uses[name].(*types.PkgName); ok {
			scope := of.Imported().Scope()
			for _, name := range scope.Names() {
				if token.IsExported(name) {
					d.object(scope.Lookup(name), add)
				}
			}
			return
		}
	}
	of := d.info.Types[selector.X].Type
	if of == nil {
		return
	}
	seen := map[types.Type]bool{}
	d.fields(of, seen, add)
	methods := of
	if _, isPointer := of.Underlying().(*types.Pointer); !isPointer && !types.IsInterface(of) {
		methods = types.NewPointer(of) // a variable's address is taken where a method wants it
	}
	for method := range types.NewMethodSet(methods).Methods() {
		if o := method.Obj(); o.Exported() || o.Pkg() == d.scope {
			d.object(o, add)
		}
	}
}

// fields adds a struct's fields and those of what it embeds.
func (d *draft) fields(of types.Type, seen map[types.Type]bool, add adding) {
	if p, ok := of.Underlying().(*types.Pointer); ok {
		of = p.Elem()
	}
	structure, ok := of.Underlying().(*types.Struct)
	if !ok || seen[of] {
		return
	}
	seen[of] = true
	for field := range structure.Fields() {
		if field.Exported() || field.Pkg() == d.scope {
			d.object(field, add)
		}
	}
	for field := range structure.Fields() {
		if field.Embedded() {
			d.fields(field.Type(), seen, add)
		}
	}
}

// keys adds the fields of the struct whose literal the cursor is in.
func (d *draft) keys(path []ast.Node, add adding) {
	at := path[1]
	if pair, ok := at.(*ast.KeyValueExpr); ok && len(path) > 2 {
		if pair.Key != path[0] {
			return
		}
		at = path[2]
	}
	literal, ok := at.(*ast.CompositeLit)
	if !ok {
		return
	}
	of := d.info.Types[literal].Type
	if of == nil {
		return
	}
	structure, ok := of.Underlying().(*types.Struct)
	if !ok {
		return
	}
	for field := range structure.Fields() {
		if field.Exported() || field.Pkg() == d.scope {
			d.object(field, add)
		}
	}
}

// inScope adds the names that are declared where the cursor is, and Go's keywords.
func (d *draft) inScope(pos token.Pos, add adding) {
	innermost := d.scope.Scope().Innermost(pos)
	if innermost == nil {
		innermost = d.scope.Scope()
	}
	for scope := innermost; scope != nil; scope = scope.Parent() {
		for _, name := range scope.Names() {
			o := scope.Lookup(name)
			// A local name counts from its declaration on.
			if scope.Parent() != types.Universe && scope != types.Universe && o.Parent() != d.scope.Scope() && o.Pos() > pos {
				continue
			}
			if name != "main" && name != "init" {
				d.object(o, add)
			}
		}
	}
	for keyword := token.BREAK; keyword <= token.VAR; keyword++ {
		add(keyword.String(), "keyword", "")
	}
}

// unimported adds the packages that are imported when they are used.
func (s *session) unimported(add adding) {
	s.library.load()
	for _, p := range s.library.index {
		add(p.Name, "package", "package "+p.Name+` ("`+p.Path+`")`)
	}
}
