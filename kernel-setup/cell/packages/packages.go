// Package packages lists what packages a cell may use, for the reader of cells: see cell.Index.
package packages

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/downhill-go/downhill/kernel-setup/cell"
)

// preferred come before other packages of their name. A cell that says rand.Int() wants a number, not crypto/rand's
// function of the same name.
var preferred = []string{"math/rand/v2", "crypto/rand", "math/rand", "text/scanner", "runtime/pprof"}

// List makes the index of the packages that the patterns name, as `go list` takes them (std,
// example.com/module/...), seen from a folder. Programs, and what is internal to other packages, are left out.
func List(folder string, patterns ...string) (cell.Index, error) {
	list := exec.Command("go", append([]string{"list", "-e", "-json=ImportPath,Name,Dir,GoFiles,CgoFiles"}, patterns...)...)
	list.Dir = folder
	var said bytes.Buffer
	list.Stderr = &said
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w: %s", err, strings.TrimSpace(said.String()))
	}
	var index cell.Index
	for decode := json.NewDecoder(bytes.NewReader(out)); ; {
		var found struct {
			ImportPath, Name, Dir string
			GoFiles, CgoFiles     []string
		}
		if err := decode.Decode(&found); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		if found.Name == "" || found.Name == "main" || isInternal(found.ImportPath) {
			continue
		}
		exports, err := exported(found.Dir, slices.Concat(found.GoFiles, found.CgoFiles))
		if err != nil {
			return nil, err
		}
		index = append(index, cell.Package{Path: found.ImportPath, Name: found.Name, Exports: exports})
	}
	slices.SortFunc(index, func(a, b cell.Package) int {
		if order := rank(a.Path) - rank(b.Path); order != 0 {
			return order
		}
		return strings.Compare(a.Path, b.Path)
	})
	return slices.CompactFunc(index, func(a, b cell.Package) bool { return a.Path == b.Path }), nil
}

func isInternal(path string) bool {
	return slices.ContainsFunc(strings.Split(path, "/"), func(part string) bool { return part == "internal" || part == "vendor" })
}

// rank puts Go's own packages before others, and of those the preferred ones first.
func rank(path string) int {
	if at := slices.Index(preferred, path); at >= 0 {
		return at
	}
	if first, _, _ := strings.Cut(path, "/"); !strings.Contains(first, ".") {
		return len(preferred)
	}
	return len(preferred) + 1
}

// exported are the names that the files declare for other packages, sorted.
func exported(folder string, files []string) ([]string, error) {
	var names []string
	add := func(idents ...*ast.Ident) {
		for _, ident := range idents {
			if ident.IsExported() {
				names = append(names, ident.Name)
			}
		}
	}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(folder, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, decl := range file.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				if decl.Recv == nil {
					add(decl.Name)
				}
			case *ast.GenDecl:
				for _, spec := range decl.Specs {
					switch spec := spec.(type) {
					case *ast.ValueSpec:
						add(spec.Names...)
					case *ast.TypeSpec:
						add(spec.Name)
					}
				}
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}
