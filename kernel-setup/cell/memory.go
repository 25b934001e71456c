package cell

import (
	"go/token"
	"slices"
	"strings"
)

// A Memory holds what the cells so far have declared. The zero Memory is empty. Its methods must not be called at
// the same time by several goroutines.
type Memory struct {
	decls   []*Decl
	imports []kept
}

// kept is an import that is remembered, with its place.
type kept struct {
	Import
	cell         int
	line, column int
}

// Keep remembers what the program's cell declares. It is called once the program has compiled; a name that was
// declared before is then what the cell made of it.
func (m *Memory) Keep(p *Program) { *m = p.after }

// Declare remembers what a cell declares without compiling it; of a cell with problems nothing.
func (m *Memory) Declare(c *Cell, number int, r Resolver) {
	if len(c.Problems) == 0 && c.Magic == nil {
		*m = m.with(c, number, r)
	}
}

// Reset forgets everything.
func (m *Memory) Reset() { *m = Memory{} }

// Names are what is remembered, as %ls shows it, in the order of its declaration: Kind is "import", "const", "type",
// "var" or "func"; a method is Type.Name, an import without a name of its own what its package is called.
func (m *Memory) Names(r Resolver) []Name {
	var names []Name
	for _, spec := range m.imports {
		name := spec.key(r)
		names = append(names, Name{"import", name, spec.Path, spec.cell})
	}
	for _, decl := range m.decls {
		for _, name := range decl.Names {
			names = append(names, Name{decl.Kind.String(), name, "", decl.cell})
		}
	}
	return names
}

// A Name is something that is remembered.
type Name struct {
	Kind, Name string
	Path       string // of an import
	Cell       int    // the number of the cell that declares it
}

// Remove forgets a name, and with a type its methods. A method may be written Type.Name or, as GoNB lists it,
// Type~Name. It returns the kind; the report says that there is no such name.
func (m *Memory) Remove(name string, r Resolver) (kind string, report *Report) {
	name = strings.Replace(name, "~", ".", 1)
	for i, spec := range m.imports {
		if spec.key(r) == name || spec.Path == name {
			m.imports = slices.Delete(slices.Clone(m.imports), i, i+1)
			return "import", nil
		}
	}
	for _, decl := range m.decls {
		if slices.Contains(decl.Names, name) {
			kind := decl.Kind
			m.decls = forget(m.decls, func(other string) bool {
				return other == name || kind == token.TYPE && strings.HasPrefix(other, name+".")
			})
			return kind.String(), nil
		}
	}
	return "", &Report{Name: "command", Lines: []string{"nothing that is remembered is called " + name + "; %ls lists what is"}}
}

// packageName is the name under which a cell uses the import.
func (i *Import) packageName(r Resolver) string {
	if i.Name != "" {
		return i.Name
	}
	if r != nil {
		if name, _, ok := r.Package(i.Path); ok {
			return name
		}
	}
	return guessName(i.Path)
}

// key tells imports apart: a blank or a dot import has no name of its own.
func (i *Import) key(r Resolver) string {
	if i.Name == "_" || i.Name == "." {
		return i.Name + " " + i.Path
	}
	return i.packageName(r)
}

// forget leaves out the names that are gone. Of a declaration of several names the others remain, and _ stands in
// place of the name that is gone: in const ( … ) it counts for iota. Nothing is changed in place.
func forget(decls []*Decl, gone func(string) bool) []*Decl {
	var left []*Decl
	for _, decl := range decls {
		remain := slices.DeleteFunc(slices.Clone(decl.Names), gone)
		if len(remain) == 0 {
			continue
		}
		if len(remain) < len(decl.Names) {
			decl = decl.without(gone)
			decl.Names = remain
		}
		left = append(left, decl)
	}
	return left
}

// without is the declaration with _ in place of the names that are gone, as wide as they were.
func (d *Decl) without(gone func(string) bool) *Decl {
	made := *d
	made.texts = slices.Clone(d.texts)
	last := &made.texts[len(made.texts)-1]
	text := []byte(last.Text)
	made.spots = nil
	for _, spot := range d.spots {
		if gone(spot.name) {
			copy(text[spot.offset:], "_"+strings.Repeat(" ", len(spot.name)-1))
		} else {
			made.spots = append(made.spots, spot)
		}
	}
	last.Text = string(text)
	return &made
}

// with is the memory after the cell: the cell's own declarations, and of the old ones those that it does not
// replace. An old declaration keeps its place if the new one declares the same, so that a cell which is run again
// changes no order.
func (m *Memory) with(c *Cell, number int, r Resolver) Memory {
	var after Memory
	declared := map[string]*Decl{}
	for _, decl := range c.Decls {
		for _, name := range decl.Names {
			declared[name] = decl
		}
	}
	imported := map[string]bool{}
	for i := range c.Imports {
		imported[c.Imports[i].key(r)] = true
	}
	for _, spec := range m.imports {
		if key := spec.key(r); !imported[key] && declared[key] == nil {
			after.imports = append(after.imports, spec)
		}
	}
	for _, spec := range c.Imports {
		line, column := c.Position(spec.Offset)
		after.imports = append(after.imports, kept{spec, number, line, column})
	}

	gone := func(name string) bool {
		if declared[name] != nil || imported[name] {
			return true
		}
		typeName, method, isMethod := strings.Cut(name, ".")
		if !isMethod {
			return false
		}
		replacing := declared[typeName]
		if replacing == nil {
			return imported[typeName]
		}
		// A type declared anew keeps the methods that other cells gave it, if it can have them.
		return replacing.Kind != token.TYPE || replacing.bare || slices.Contains(replacing.fields, method)
	}
	own := map[string][]*Decl{} // those of one cell with the same names: several func init
	for _, decl := range c.Decls {
		mine := *decl
		mine.cell = number
		own[mine.key()] = append(own[mine.key()], &mine)
	}
	for _, decl := range m.decls {
		if anew := own[decl.key()]; anew != nil {
			after.decls = append(after.decls, anew...)
			delete(own, decl.key())
			continue
		}
		if replacing := declared[decl.receiver]; replacing != nil && replacing.params != decl.params {
			continue // A method of a type that had other type parameters.
		}
		after.decls = append(after.decls, forget([]*Decl{decl}, gone)...)
	}
	for _, decl := range c.Decls {
		after.decls = append(after.decls, own[decl.key()]...)
		delete(own, decl.key())
	}
	return after
}

// key tells declarations apart.
func (d *Decl) key() string { return d.Kind.String() + " " + strings.Join(d.Names, " ") }
