// Command overlay makes Go's compiler and linker smaller for the browser's tab, and one program of them: it
// writes copies of a few files of the Go tree that know WebAssembly alone, the JSON file that `go build -overlay`
// reads, and in tools/ that program. The other processors' code is then called from nowhere, and the linker
// leaves it out.
//
//	overlay FOLDER [whole]
//
// The copies are made when the toolchain is built, from whatever Go is there. Where a file is not as expected
// it says which and ends with status 1; with "whole" nothing is left out, and the tools are a third larger.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

const kept = `"wasm"`

// edits are files below GOROOT/src/cmd and what may go from each.
var edits = map[string]func(*source) error{
	"compile/main.go":                           (*source).otherInits,
	"link/main.go":                              (*source).otherCases,
	"compile/internal/ssa/config.go":            (*source).otherCases,
	"compile/internal/ssagen/simdintrinsics.go": (*source).bodies,
	"internal/obj/arm/obj5.go":                  (*source).arch,
	"internal/obj/arm64/obj7.go":                (*source).arch,
	"internal/obj/loong64/obj.go":               (*source).arch,
	"internal/obj/mips/obj0.go":                 (*source).arch,
	"internal/obj/ppc64/obj9.go":                (*source).arch,
	"internal/obj/riscv/obj.go":                 (*source).arch,
	"internal/obj/s390x/objz.go":                (*source).arch,
	"internal/obj/x86/obj6.go":                  (*source).arch,
	"link/internal/wasm/asm.go":                 (*source).functions,
	"link/internal/ld/outbuf.go":                (*source).output,
}

// both is the program of compiler and linker: it is what its zeroth argument says. The linker's flags are there
// from the start, so the compiler gets a set of its own.
const both = `package main

import (
	"flag"
	"os"
)

func main() {
	if os.Args[0] == "link" {
		linkMain()
		return
	}
	flag.CommandLine = flag.NewFlagSet(os.Args[0], flag.ExitOnError)
	compileMain()
}
`

func main() {
	if len(os.Args) != 2 && (len(os.Args) != 3 || os.Args[2] != "whole") {
		fail("usage: overlay FOLDER [whole]")
	}
	if err := write(os.Args[1], len(os.Args) == 3); err != nil {
		fail(err.Error())
	}
}

func fail(why string) {
	fmt.Fprintln(os.Stderr, "overlay: "+why)
	os.Exit(1)
}

func write(folder string, whole bool) error {
	said, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("go env GOROOT: %w", err)
	}
	cmd := filepath.Join(strings.TrimSpace(string(said)), "src", "cmd")
	replace := map[string]string{}
	for name, change := range edits {
		if whole {
			break
		}
		from := filepath.Join(cmd, filepath.FromSlash(name))
		small, err := smaller(from, change)
		if err != nil {
			return fmt.Errorf("cmd/%s of this Go is not as expected: %w", name, err)
		}
		to := filepath.Join(folder, strings.ReplaceAll(name, "/", "_"))
		if err := os.WriteFile(to, small, 0o644); err != nil {
			return err
		}
		replace[from] = to
	}
	tools := filepath.Join(folder, "tools")
	if err := os.MkdirAll(tools, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(tools, "main.go"), []byte(both), 0o644); err != nil {
		return err
	}
	for _, name := range []string{"compile", "link"} {
		from := filepath.Join(cmd, name, "main.go")
		if to, ok := replace[from]; ok {
			from = to
		}
		text, err := renamed(from, name+"Main")
		if err != nil {
			return fmt.Errorf("cmd/%s/main.go of this Go is not as expected: %w", name, err)
		}
		if err := os.WriteFile(filepath.Join(tools, name+".go"), text, 0o644); err != nil {
			return err
		}
	}
	table, err := json.MarshalIndent(map[string]any{"Replace": replace}, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "overlay.json"), table, 0o644)
}

// renamed is a file whose function main has another name.
func renamed(path, name string) ([]byte, error) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path, nil, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "main" {
			f.Name.Name = name
			var out bytes.Buffer
			err := format.Node(&out, files, file)
			return out.Bytes(), err
		}
	}
	return nil, fmt.Errorf("it has no function main")
}

// A source is a file and the stretches of it that go.
type source struct {
	text  []byte
	files *token.FileSet
	file  *ast.File
	gone  []edit
}

// An edit is a stretch of a file that goes, and what stands there then.
type edit struct {
	from, to int
	instead  string
}

func smaller(path string, change func(*source) error) ([]byte, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	s := &source{text: text, files: token.NewFileSet()}
	if s.file, err = parser.ParseFile(s.files, path, text, 0); err != nil {
		return nil, err
	}
	if err := change(s); err != nil {
		return nil, err
	}
	if len(s.gone) == 0 {
		return nil, fmt.Errorf("nothing that may go was found in it")
	}
	// What the rest does not name any more need not be imported.
	rest, files := s.rest(), token.NewFileSet()
	file, err := parser.ParseFile(files, path, rest, 0)
	if err != nil {
		return nil, err
	}
	used := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if name, ok := sel.X.(*ast.Ident); ok {
				used[name.Name] = true
			}
		}
		return true
	})
	t := &source{text: rest, files: files, file: file}
	for _, spec := range file.Imports {
		path, _ := strconv.Unquote(spec.Path.Value)
		if name := path[strings.LastIndexByte(path, '/')+1:]; spec.Name == nil && !used[name] {
			t.drop(spec)
		}
	}
	return format.Source(t.rest())
}

// drop notes that a node goes.
func (s *source) drop(n ast.Node) {
	s.gone = append(s.gone, edit{s.files.Position(n.Pos()).Offset, s.files.Position(n.End()).Offset, ""})
}

// rest is the text without what goes; a comma after it goes, too.
func (s *source) rest() []byte {
	slices.SortFunc(s.gone, func(a, b edit) int { return a.from - b.from })
	var out []byte
	at := 0
	for _, g := range s.gone {
		out, at = append(append(out, s.text[at:g.from]...), g.instead...), g.to
		if g.instead == "" && at < len(s.text) && s.text[at] == ',' {
			at++
		}
	}
	return append(out, s.text[at:]...)
}

// otherInits drops the entries of a table from processors' names to their Init that are not for WebAssembly.
func (s *source) otherInits() error {
	seen := false
	ast.Inspect(s.file, func(n ast.Node) bool {
		if e, ok := n.(*ast.KeyValueExpr); ok {
			if key, ok := e.Key.(*ast.BasicLit); ok && key.Kind == token.STRING {
				if key.Value == kept {
					seen = true
				} else {
					s.drop(e)
				}
				return false
			}
		}
		return true
	})
	return wasmIsThere(seen)
}

// otherCases drops the cases of the switch over processors' names that are not for WebAssembly.
func (s *source) otherCases() error {
	seen := false
	ast.Inspect(s.file, func(n ast.Node) bool {
		w, ok := n.(*ast.SwitchStmt)
		if !ok || !hasCase(w, kept) {
			return true
		}
		seen = true
		for _, c := range w.Body.List {
			if c := c.(*ast.CaseClause); c.List != nil && !names(c, kept) {
				s.drop(c)
			}
		}
		return false
	})
	return wasmIsThere(seen)
}

// bodies empties every function.
func (s *source) bodies() error {
	for _, d := range s.file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok {
			if f.Type.Results != nil {
				return fmt.Errorf("func %s has results", f.Name.Name)
			}
			for _, statement := range f.Body.List {
				s.drop(statement)
			}
		}
	}
	return nil
}

// arch drops the variables by which an assembler is known: LinkArch values, made when the program starts.
func (s *source) arch() error {
	for _, d := range s.file.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.VAR && strings.HasPrefix(g.Specs[0].(*ast.ValueSpec).Names[0].Name, "Link") {
			s.drop(g)
		}
	}
	return nil
}

// functions leaves out that every function gets a name, by a regular expression, for a section that is not written.
// And a function's buffer is made as large as it will be.
func (s *source) functions() error {
	if err := s.instead(`nameRegexp.ReplaceAllString(ldr.SymName(fn), "_")`, `""`); err != nil {
		return err
	}
	if err := s.instead("P := ldr.Data(fn)\n", "P := ldr.Data(fn)\nwfn.Grow(len(P) + 5*relocs.Count())\n"); err != nil {
		return err
	}
	for _, d := range s.file.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.VAR && g.Specs[0].(*ast.ValueSpec).Names[0].Name == "nameRegexp" {
			s.drop(g)
		}
	}
	return nil
}

// output makes the program that is written large enough at once: where files cannot be mapped into memory it grew by
// a quarter at a time, which copied it many times and left all the copies behind.
func (s *source) output() error {
	return s.instead("out.heap = append(out.heap, make([]byte, lenNeeded-heapLen)...)", `if lenNeeded > int64(cap(out.heap)) {
			out.heap = append(make([]byte, 0, max(16<<20, 2*lenNeeded)), out.heap...)
		}
		out.heap = out.heap[:lenNeeded]`)
}

// instead puts a text in another's place.
func (s *source) instead(old, text string) error {
	at := bytes.Index(s.text, []byte(old))
	if at < 0 {
		return fmt.Errorf("%q is not in it", old)
	}
	s.gone = append(s.gone, edit{at, at + len(old), text})
	return nil
}

func wasmIsThere(seen bool) error {
	if !seen {
		return fmt.Errorf("WebAssembly is not named in it")
	}
	return nil
}

func hasCase(w *ast.SwitchStmt, name string) bool {
	for _, c := range w.Body.List {
		if names(c.(*ast.CaseClause), name) {
			return true
		}
	}
	return false
}

func names(c *ast.CaseClause, name string) bool {
	for _, e := range c.List {
		if l, ok := e.(*ast.BasicLit); ok && l.Value == name {
			return true
		}
	}
	return false
}
