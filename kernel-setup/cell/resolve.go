package cell

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// A Resolver knows packages: those that a cell may use without importing them, and what the imported ones are called.
type Resolver interface {
	// Find returns the import path of the package that a cell means which uses name.selector for each of the
	// selectors and imports nothing of that name. It returns "" if there is none. If there is a package of the name,
	// but without all the selectors, it may return that: the compiler then says what is missing.
	Find(name string, selectors []string) string
	// Package returns what the package with an import path is called, and whether it exports a name; ok is false if
	// it is not known.
	Package(path string) (name string, exports func(string) bool, ok bool)
}

// An Index is a Resolver made of a list of packages, which may come from a file (encoding/json).
type Index []Package

// A Package is what an Index knows of one. Of several with one name and all the wanted selectors the first in the
// list is taken.
type Package struct {
	Path    string   `json:"path"`
	Name    string   `json:"name"`
	Exports []string `json:"exports"` // sorted
	// Imported says that the package is taken only where it is imported.
	Imported bool `json:"imported,omitempty"`
}

// Find is a Resolver's.
func (index Index) Find(name string, selectors []string) string {
	second := ""
	for i := range index {
		if index[i].Name != name || index[i].Imported {
			continue
		}
		if !slices.ContainsFunc(selectors, func(s string) bool { return !index[i].exports(s) }) {
			return index[i].Path
		}
		if second == "" || index[i].Path == name {
			second = index[i].Path
		}
	}
	return second
}

// Package is a Resolver's.
func (index Index) Package(path string) (string, func(string) bool, bool) {
	for i := range index {
		if index[i].Path == path {
			return index[i].Name, index[i].exports, true
		}
	}
	return "", nil, false
}

func (p *Package) exports(name string) bool {
	_, found := slices.BinarySearch(p.Exports, name)
	return found
}

var (
	reVersion = regexp.MustCompile(`^v[0-9]+$`)
	reDotted  = regexp.MustCompile(`\.v[0-9]+$`)
)

// guessName is what a package is probably called that no resolver knows: the last part of its path that is no
// version, as goimports has it.
func guessName(of string) string {
	base := path.Base(of)
	if reVersion.MatchString(base) && strings.Contains(of, "/") {
		base = path.Base(path.Dir(of))
	}
	base = strings.TrimPrefix(reDotted.ReplaceAllString(base, ""), "go-")
	if end := strings.IndexFunc(base, func(r rune) bool { return !isLetterOrDigit(r) }); end > 0 {
		base = base[:end]
	}
	return base
}

// universe are the names that are declared in every Go program.
var universe = func() map[string]bool {
	names := map[string]bool{}
	for _, name := range strings.Fields(`any bool byte comparable complex64 complex128 error float32 float64
		int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr true false iota nil
		append cap clear close complex copy delete imag len make max min new panic print println real recover _`) {
		names[name] = true
	}
	return names
}()
