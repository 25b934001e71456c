package main

import (
	"encoding/json"
	"fmt"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/gcexportdata"

	"github.com/downhill-go/downhill/kernel-setup/cell"
)

// A library is the packages that a cell may import: a folder with index.json (a cell.Index), docs.json, and the compiler's export data of
// each package as PATH.a. All is read when it is first needed. It is a cell.Resolver.
type library struct {
	folder   string
	index    cell.Index
	names    map[string]bool // the paths in index
	docs     map[string]map[string]string
	files    *token.FileSet
	imported map[string]*types.Package
}

func newLibrary(folder string) *library {
	return &library{folder: folder, files: token.NewFileSet(), imported: map[string]*types.Package{}}
}

// Import is a types.Importer's. (go/importer would bring the go command's whole search for packages along.)
func (l *library) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if p := l.imported[path]; p != nil && p.Complete() {
		return p, nil
	}
	archive, err := os.Open(filepath.Join(l.folder, filepath.FromSlash(path)+".a"))
	if err != nil {
		return nil, err
	}
	defer archive.Close()
	exports, err := gcexportdata.NewReader(archive)
	if err != nil {
		return nil, err
	}
	return gcexportdata.Read(exports, l.files, l.imported, path)
}

func (l *library) load() {
	if l.names != nil {
		return
	}
	l.names = map[string]bool{"unsafe": true}
	if err := l.read("index.json", &l.index); err != nil {
		panic(err)
	}
	for _, p := range l.index {
		l.names[p.Path] = true
	}
}

func (l *library) read(name string, into any) error {
	text, err := os.ReadFile(filepath.Join(l.folder, name))
	if err != nil {
		return err
	}
	return json.Unmarshal(text, into)
}

// Find is a cell.Resolver's.
func (l *library) Find(name string, selectors []string) string {
	l.load()
	return l.index.Find(name, selectors)
}

// Package is a cell.Resolver's.
func (l *library) Package(path string) (string, func(string) bool, bool) {
	l.load()
	return l.index.Package(path)
}

func (l *library) has(path string) bool {
	l.load()
	return l.names[path]
}

// offered says in a few words what may be imported.
func (l *library) offered() string {
	l.load()
	std, modules := 0, []string{}
	for _, p := range l.index {
		parts := strings.SplitN(p.Path, "/", 4)
		if !strings.Contains(parts[0], ".") {
			std++
			continue
		}
		if module := strings.Join(parts[:min(3, len(parts))], "/"); !strings.Contains(strings.Join(modules, " "), module) {
			modules = append(modules, module)
		}
	}
	return fmt.Sprintf("%d of Go's own packages and those of %s", std, strings.Join(modules, ", "))
}

func (l *library) version() string {
	var about struct{ Go string }
	if err := l.read("about.json", &about); err != nil {
		return "of an unknown version"
	}
	return about.Go
}

// doc is the doc comment of a name of a package (Name, Type.Method, Type.Field, "" for the package itself), "" if there is none.
func (l *library) doc(path, name string) string {
	if l.docs == nil {
		// Without documentation, names and signatures remain.
		if l.read("docs.json", &l.docs) != nil {
			return ""
		}
	}
	return l.docs[path][name]
}
