package cell

import (
	"go/token"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// A Program is what is compiled for a cell: the declarations of earlier cells that it needs, its own, and its main.
type Program struct {
	// Name is what the file is called, main.go or main_test.go, and Source what it holds.
	Name, Source string

	// Imports are the paths the program imports, sorted, each once.
	Imports []string

	// Missing are names of packages, as it seems, that the cell uses and that neither it nor an earlier cell
	// imports, nor the resolver knows.
	Missing []Missing

	// Silent says that the program, if it ran, would do nothing: it declares, and that is all.
	Silent bool

	// Cell is the cell it was made for, and Number that cell's.
	Cell   *Cell
	Number int

	// Dir is the folder in which the program is built: its name, followed by a slash, is left out of what is told.
	// Root is where Go itself is installed. The kernel sets both, if it likes.
	Dir, Root string

	after Memory
	own   map[string]bool // the keys of what the cell itself declares
	marks []mark          // in the order of the lines
	lines []string        // of Source
}

// Missing is a package that nothing imports.
type Missing struct {
	Name      string
	Selectors []string // what the cell wants of it, sorted
}

// Program makes the program for a cell with the given number, 1 or more. The resolver may be nil: then nothing is
// imported that no cell imports. If the cell cannot be run, the program is nil and the report says why. The memory
// is not changed: Keep does that, once the program has compiled.
func (m *Memory) Program(c *Cell, number int, r Resolver) (*Program, *Report) {
	if len(c.Problems) > 0 {
		return nil, c.Report()
	}
	return m.program(c, number, r, false), nil
}

// Draft makes a program of any cell, one that is being written or does not even parse, for tools that complete and
// explain. All declarations of earlier cells are in it.
func (m *Memory) Draft(c *Cell, r Resolver) *Program { return m.program(c, 0, r, true) }

func (m *Memory) program(c *Cell, number int, r Resolver, draft bool) *Program {
	p := &Program{Name: "main.go", Cell: c, Number: number, after: m.with(c, number, r)}
	if c.Test {
		p.Name = "main_test.go"
	}
	p.own = map[string]bool{}
	for _, decl := range c.Decls {
		p.own[decl.key()] = true
	}
	needed, used := p.needed(draft)
	specs := p.imports(needed, used, r, draft)
	withMain := c.main >= 0 || !c.hasMain && !c.Test
	flagName := ""
	if !c.Test && (c.main >= 0 || c.Args != nil && withMain) {
		flagName = flagImport(&specs, p.declares)
	}
	b := builder{program: p}
	b.write("package main\n\n")
	if len(specs) > 0 {
		b.write("import (\n")
		for _, spec := range specs {
			b.write("\t")
			text := strconv.Quote(spec.Path)
			if spec.Name != "" {
				text = spec.Name + " " + text
			}
			if spec.cell >= 0 {
				b.copy(text, spec.cell, spec.line, spec.column, !p.ownImport(spec))
			} else {
				b.write(text)
			}
			b.write("\n")
		}
		b.write(")\n\n")
	}
	for _, decl := range needed {
		for i, text := range decl.texts {
			if i == len(decl.texts)-1 {
				b.write(decl.prefix)
			}
			b.copy(text.Text, decl.cell, text.Line, text.Column, true)
			b.write("\n")
		}
		b.write("\n")
	}
	body := c.bodyOffset()
	if draft && c.loose >= 0 {
		body = c.loose
	}
	if c.Magic == nil {
		b.copyCell(c, 0, body, number, draft)
	}
	if withMain {
		line := 0
		if c.main >= 0 {
			line = c.Commands[c.main].Line
		}
		b.generate("func "+mainName(c.Test)+"() {", number, line)
		if flagName != "" {
			b.generate("\t"+flagName+".Parse()", number, line)
		}
		if c.main >= 0 && c.Commands[c.main].Name == "exec" {
			if args := c.Commands[c.main].Args; len(args) > 0 {
				b.generate("\t"+args[0]+"()", number, line)
			}
		}
		if c.main >= 0 || body < len(c.Text) {
			b.copyCell(c, body, len(c.Text), number, draft && c.Magic == nil)
		}
		b.write("}\n")
	}
	if inits := p.inits(needed); len(inits) > 0 && !draft {
		b.write("\nfunc init() {\n\t" + strings.Join(inits, "()\n\t") + "()\n}\n")
	}
	p.Source = b.text.String()
	p.lines = strings.Split(p.Source, "\n")
	for _, spec := range specs {
		p.Imports = append(p.Imports, spec.Path)
	}
	slices.Sort(p.Imports)
	p.Imports = slices.Compact(p.Imports)
	p.Silent = !draft && !c.Test && c.main < 0 && !c.hasMain && p.silent(needed)
	return p
}

// inits are the functions that are called before main under names of their own, in the order of these.
func (p *Program) inits(needed []*Decl) []string {
	var names []string
	for _, decl := range slices.Concat(needed, p.Cell.Decls) {
		if decl.init && decl.Names[0] != "init" {
			names = append(names, decl.Names[0])
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// mainName is what the function is called that holds the statements: of a test program, which `go test` or TestMain
// gives its main, it only has to compile.
func mainName(test bool) string {
	if test {
		return "_"
	}
	return "main"
}

// declares reports whether a name is declared in the program's cell or remembered.
func (p *Program) declares(name string) bool {
	for _, decl := range p.after.decls {
		if slices.Contains(decl.Names, name) {
			return true
		}
	}
	return false
}

// needed are the declarations of earlier cells that the cell needs, directly or through others, and all names that
// these and the cell use without declaring them. What is not needed is left out: it would cost time, and could stand
// in the way of a name declared anew. Functions init always count.
func (p *Program) needed(all bool) ([]*Decl, uses) {
	byName := map[string][]*Decl{}
	for _, decl := range p.after.decls {
		for _, name := range decl.Names {
			if decl.receiver != "" {
				name = decl.receiver + "."
			}
			byName[name] = append(byName[name], decl)
		}
	}
	used, taken := uses{}, map[*Decl]bool{}
	var need func(decl *Decl)
	var needNames func(free uses)
	needNames = func(free uses) {
		for name, selectors := range free {
			for selector := range selectors {
				used.add(name, selector)
			}
			for _, decl := range byName[name] {
				need(decl)
			}
		}
	}
	need = func(decl *Decl) {
		if taken[decl] {
			return
		}
		taken[decl] = true
		needNames(decl.free)
		if decl.Kind == token.TYPE {
			for _, method := range byName[decl.Names[0]+"."] {
				need(method)
			}
		}
	}
	needNames(p.Cell.free)
	for _, decl := range p.after.decls {
		if all || p.isOwn(decl) || p.isRoot(decl) {
			need(decl)
		}
	}
	var needed []*Decl
	for _, decl := range p.after.decls {
		if taken[decl] && !p.isOwn(decl) {
			needed = append(needed, decl)
		}
	}
	return needed, used
}

func (p *Program) isOwn(decl *Decl) bool { return decl.cell == p.Number && p.own[decl.key()] }

// ownImport reports whether an import stands in the cell itself.
func (p *Program) ownImport(spec kept) bool {
	return spec.cell == p.Number && slices.Contains(p.Cell.Imports, spec.Import)
}

// isRoot reports whether a declaration is in every program: func init, in one with arguments the flags they may be
// for, and in one with %test what go test would find.
func (p *Program) isRoot(decl *Decl) bool {
	if decl.Kind == token.VAR && decl.free["flag"] != nil {
		return len(p.Cell.Args) > 0
	}
	if decl.Kind != token.FUNC || decl.receiver != "" {
		return false
	}
	return decl.init || p.Cell.Test && decl.test
}

// imports are those of the program: remembered ones that are used, blank ones, and those that the resolver finds for
// names nobody declares.
func (p *Program) imports(needed []*Decl, used uses, r Resolver, draft bool) []kept {
	var specs []kept
	found := map[string]bool{}
	for _, spec := range p.after.imports {
		switch spec.Name {
		case "_":
			specs = append(specs, spec)
		case ".":
			if p.usesDot(spec, used, r) || draft {
				specs = append(specs, spec)
			}
		default:
			name := spec.packageName(r)
			if selectors := used[name]; len(selectors) > 0 || draft && p.ownImport(spec) {
				specs = append(specs, spec)
				found[name] = true
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(used)) {
		if found[name] || universe[name] || p.declares(name) {
			continue
		}
		selectors := slices.Sorted(maps.Keys(used[name]))
		selectors = slices.DeleteFunc(selectors, func(s string) bool { return s == "" })
		isHidden := func(selector string) bool { return !token.IsExported(selector) }
		if len(selectors) == 0 || slices.ContainsFunc(selectors, isHidden) && !draft {
			continue
		}
		if r != nil {
			if path := r.Find(name, selectors); path != "" {
				spec := kept{Import: Import{Path: path}, cell: -1}
				if spec.packageName(nil) != name {
					spec.Name = name
				}
				specs = append(specs, spec)
				continue
			}
		}
		p.Missing = append(p.Missing, Missing{name, selectors})
	}
	sortByPath(specs)
	return specs
}

func sortByPath(specs []kept) {
	slices.SortStableFunc(specs, func(a, b kept) int { return strings.Compare(a.Path, b.Path) })
}

// usesDot reports whether the program uses something that a dot import may bring: surely, if it is known what the
// package exports.
func (p *Program) usesDot(spec kept, used uses, r Resolver) bool {
	exports := func(string) bool { return true }
	if r != nil {
		if _, known, ok := r.Package(spec.Path); ok {
			exports = known
		}
	}
	for name := range used {
		if token.IsExported(name) && !universe[name] && !p.declares(name) && exports(name) {
			return true
		}
	}
	return false
}

// flagImport returns the name under which the program has package flag, and imports it if nothing does.
func flagImport(specs *[]kept, declares func(string) bool) string {
	taken := declares("flag")
	for _, spec := range *specs {
		if spec.Path == "flag" && spec.Name != "_" && spec.Name != "." {
			return spec.packageName(nil)
		}
		taken = taken || spec.packageName(nil) == "flag"
	}
	spec := kept{Import: Import{Path: "flag"}, cell: -1}
	if taken {
		spec.Name = "flagOfMain"
	}
	*specs = append(*specs, spec)
	sortByPath(*specs)
	return spec.packageName(nil)
}

// Args are the arguments with which the program runs. Of a test program without any of its own, they ask for the
// tests that the cell declares.
func (p *Program) Args() []string {
	if !p.Cell.Test || len(p.Cell.Args) > 0 {
		return p.Cell.Args
	}
	args := []string{"-test.v"}
	if len(p.Cell.Benchmarks) > 0 {
		args = append(args, "-test.bench=^("+strings.Join(p.Cell.Benchmarks, "|")+")$")
	}
	names := slices.Concat(p.Cell.Tests, p.Cell.Benchmarks)
	for i, name := range names {
		names[i] = "^" + name + "$"
	}
	if len(names) > 0 {
		args = append(args, "-test.run="+strings.Join(names, "|"))
	}
	return args
}
