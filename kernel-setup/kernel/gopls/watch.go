package gopls

import (
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/mod/modfile"
)

// A Watch knows the Go files of the modules that a notebook works on, and finds those that have changed. It looks when it is asked: nothing is left running, and
// folders made later and files that an editor replaces are seen.
type Watch struct {
	dir     string // the kernel's folder, with go.mod and go.work
	folders map[string]*folder
	files   map[string]stamp
}

type folder struct {
	changed time.Time
	files   []string
	below   []string
}

type stamp struct {
	changed time.Time
	size    int64
}

// NewWatch watches for a kernel that builds in dir.
func NewWatch(dir string) *Watch {
	return &Watch{dir: dir, folders: map[string]*folder{}, files: map[string]stamp{}}
}

// Changes are the files that are not what they were at the last call. At the first call there are none. more are files, or folders, to be watched, too.
func (w *Watch) Changes(more ...string) (changes []Change) {
	first := len(w.files) == 0
	now := map[string]stamp{}
	look := func(name string) {
		if info, err := os.Stat(name); err == nil && !info.IsDir() {
			now[name] = stamp{info.ModTime(), info.Size()}
		}
	}
	for _, name := range []string{"go.mod", "go.sum", "go.work", "go.work.sum"} {
		look(filepath.Join(w.dir, name))
	}
	for _, root := range append(w.modules(), more...) {
		look(root)
		w.walk(root, look)
	}
	for name, stamp := range now {
		if before, known := w.files[name]; !first && (!known || before != stamp) {
			changes = append(changes, Change{Path: name})
		}
	}
	for name := range w.files {
		if _, there := now[name]; !there {
			changes = append(changes, Change{Path: name, Gone: true})
		}
	}
	w.files = now
	return changes
}

// Folders are those that are watched.
func (w *Watch) Folders() (names []string) {
	for name := range w.folders {
		names = append(names, name)
	}
	return names
}

// walk calls look for the Go files in root and in the folders of its module. A folder is read again only if it has changed.
func (w *Watch) walk(root string, look func(string)) {
	info, err := os.Stat(root)
	if err != nil || !info.IsDir() {
		delete(w.folders, root)
		return
	}
	known := w.folders[root]
	if known == nil || !known.changed.Equal(info.ModTime()) {
		known = &folder{changed: info.ModTime()}
		entries, _ := os.ReadDir(root)
		for _, entry := range entries {
			name := filepath.Join(root, entry.Name())
			switch {
			case entry.IsDir():
				known.below = append(known.below, name)
			case strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go"), entry.Name() == "go.mod", entry.Name() == "go.sum":
				known.files = append(known.files, name)
			}
		}
		w.folders[root] = known
	}
	for _, name := range known.files {
		look(name)
	}
	for _, name := range known.below {
		if !isOutside(name) {
			w.walk(name, look)
		}
	}
}

// isOutside tells the folders below a module that the go command does not count to it: hidden ones, test data, other modules; and Python environments, with
// their thousands of files.
func isOutside(dir string) bool {
	name := filepath.Base(dir)
	if name[0] == '.' || name[0] == '_' || name == "testdata" || name == "node_modules" {
		return true
	}
	for _, mark := range []string{"go.mod", "pyvenv.cfg"} {
		if _, err := os.Stat(filepath.Join(dir, mark)); err == nil {
			return true
		}
	}
	return false
}

// modules are the folders of the modules that go.work uses and go.mod replaces by folders.
func (w *Watch) modules() (roots []string) {
	absolute := func(path string) string {
		if filepath.IsAbs(path) {
			return path
		}
		return filepath.Join(w.dir, path)
	}
	if content, err := os.ReadFile(filepath.Join(w.dir, "go.work")); err == nil {
		if work, err := modfile.ParseWork("go.work", content, nil); err == nil {
			for _, use := range work.Use {
				if path := absolute(use.Path); path != filepath.Clean(w.dir) {
					roots = append(roots, path)
				}
			}
		}
	}
	if content, err := os.ReadFile(filepath.Join(w.dir, "go.mod")); err == nil {
		if module, err := modfile.Parse("go.mod", content, nil); err == nil {
			for _, replace := range module.Replace {
				if replace.New.Version == "" {
					roots = append(roots, absolute(replace.New.Path))
				}
			}
		}
	}
	return roots
}
