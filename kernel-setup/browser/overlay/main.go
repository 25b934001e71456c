// Command overlay makes Go's compiler and linker smaller for the browser's tab: it writes copies of a few files
// of the Go tree that know WebAssembly alone, and the JSON file that `go build -overlay` reads. The other
// processors' code is then called from nowhere, and the linker leaves it out.
//
//	overlay FOLDER
//
// The copies are made when the toolchain is built, from whatever Go is there. Where a file is not as expected
// it says which and ends with status 1; the tools can be built without an overlay, and are a third larger.
package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
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
}

func main() {
	if len(os.Args) != 2 {
		fail("usage: overlay FOLDER")
	}
	if err := write(os.Args[1]); err != nil {
		fail(err.Error())
	}
}

func fail(why string) {
	fmt.Fprintln(os.Stderr, "overlay: "+why)
	os.Exit(1)
}

func write(folder string) error {
	said, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("go env GOROOT: %w", err)
	}
	cmd := filepath.Join(strings.TrimSpace(string(said)), "src", "cmd")
	replace := map[string]string{}
	for name, edit := range edits {
		from := filepath.Join(cmd, filepath.FromSlash(name))
		small, err := smaller(from, edit)
		if err != nil {
			return fmt.Errorf("cmd/%s of this Go is not as expected: %w", name, err)
		}
		to := filepath.Join(folder, strings.ReplaceAll(name, "/", "_"))
		if err := os.WriteFile(to, small, 0o644); err != nil {
			return err
		}
		replace[from] = to
	}
	table, err := json.MarshalIndent(map[string]any{"Replace": replace}, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "overlay.json"), table, 0o644)
}

// A source is a file and the stretches of it that go.
type source struct {
	text  []byte
	files *token.FileSet
	file  *ast.File
	gone  [][2]int
}

func smaller(path string, edit func(*source) error) ([]byte, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	s := &source{text: text, files: token.NewFileSet()}
	if s.file, err = parser.ParseFile(s.files, path, text, 0); err != nil {
		return nil, err
	}
	if err := edit(s); err != nil {
		return nil, err
	}
	if len(s.gone) == 0 {
		return nil, fmt.Errorf("nothing of other processors was found in it")
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
	s.gone = append(s.gone, [2]int{s.files.Position(n.Pos()).Offset, s.files.Position(n.End()).Offset})
}

// rest is the text without what goes; a comma after it goes, too.
func (s *source) rest() []byte {
	var out []byte
	at := 0
	for _, g := range s.gone {
		out, at = append(out, s.text[at:g[0]]...), g[1]
		if at < len(s.text) && s.text[at] == ',' {
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
