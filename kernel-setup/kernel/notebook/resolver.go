package notebook

import (
	"context"
	"encoding/json"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/downhill-go/downhill/kernel-setup/cell"
	"github.com/downhill-go/downhill/kernel-setup/kernel/process"
)

// resolver finds the packages that a cell uses without importing them: first in the index that set-up has made, then by goimports, which knows the modules
// that the notebook may import but takes a quarter of a second.
type resolver struct {
	cell.Index
	dir string

	mu    sync.Mutex
	found map[string]string // by what was asked for
}

// IndexEnv names the file with the index of packages.
const IndexEnv = "DOWNHILL_PACKAGES"

func newResolver(dir string) *resolver {
	r := &resolver{dir: dir, found: map[string]string{}}
	if content, err := os.ReadFile(os.Getenv(IndexEnv)); err == nil {
		_ = json.Unmarshal(content, &r.Index) // Without it goimports finds all.
	}
	return r
}

// Find is cell.Resolver's.
func (r *resolver) Find(name string, selectors []string) string {
	path := r.Index.Find(name, selectors)
	if path != "" && r.hasAll(path, selectors) {
		return path
	}
	r.search(name, selectors)
	if found := r.known(name, selectors); found != "" {
		return found
	}
	return path
}

// search asks goimports, unless it has been asked this before, and reports whether it has found something now.
func (r *resolver) search(name string, selectors []string) bool {
	key := keyOf(name, selectors)
	r.mu.Lock()
	_, asked := r.found[key]
	r.mu.Unlock()
	if asked {
		return false
	}
	path := r.goimports(name, selectors)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.found[key] = path
	return path != ""
}

func (r *resolver) known(name string, selectors []string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.found[keyOf(name, selectors)]
}

func keyOf(name string, selectors []string) string { return name + " " + strings.Join(selectors, " ") }

// indexOnly is a resolver that looks up what is known, and asks nobody: for a word that is not complete goimports would look through the whole module cache.
type indexOnly struct{ *resolver }

func (r indexOnly) Find(name string, selectors []string) string {
	if path := r.Index.Find(name, selectors); path != "" {
		return path
	}
	return r.known(name, selectors)
}

// usual are packages that a course's cells import: its own, what draws, and of Go's what most programs use.
func (r *resolver) usual() []string {
	paths := []string{"bufio", "bytes", "context", "encoding/csv", "encoding/json", "errors", "flag", "fmt", "image/color", "io", "maps", "math", "math/big",
		"math/cmplx", "math/rand", "math/rand/v2", "os", "os/exec", "os/signal", "regexp", "slices", "sort", "strconv", "strings", "sync", "text/tabwriter", "time"}
	for _, one := range r.Index {
		if strings.HasPrefix(one.Path, "github.com/downhill-go/downhill/pkg/") || slices.Contains(drawing, one.Path) {
			paths = append(paths, one.Path)
		}
	}
	return paths
}

var drawing = []string{"gonum.org/v1/plot", "gonum.org/v1/plot/plotter", "gonum.org/v1/plot/vg", "gonum.org/v1/plot/vg/draw", "gonum.org/v1/plot/vg/vgsvg",
	"github.com/janpfeifer/gonb/gonbui"}

func (r *resolver) hasAll(path string, selectors []string) bool {
	_, exports, ok := r.Package(path)
	for _, selector := range selectors {
		ok = ok && exports(selector)
	}
	return ok
}

// goimports asks the program of that name, which must be on the PATH.
func (r *resolver) goimports(name string, selectors []string) string {
	var program strings.Builder
	program.WriteString("package main\n")
	for _, selector := range selectors {
		program.WriteString("var _ = " + name + "." + selector + "\n")
	}
	cmd := exec.Command("goimports", "-srcdir", filepath.Join(r.dir, "main.go"))
	cmd.Dir, cmd.Stdin = r.dir, strings.NewReader(program.String())
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	said, err := process.Output(ctx, cmd)
	if err != nil {
		return ""
	}
	file, err := parser.ParseFile(token.NewFileSet(), "", said, parser.ImportsOnly)
	if err != nil || len(file.Imports) != 1 {
		return ""
	}
	path, _ := strconv.Unquote(file.Imports[0].Path.Value)
	return path
}
