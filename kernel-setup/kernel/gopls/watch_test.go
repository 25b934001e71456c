package gopls

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestTheGoFilesOfTheModulesAreWatchedAndNothingElse(t *testing.T) {
	dir, module := t.TempDir(), t.TempDir()
	write(t, filepath.Join(dir, "go.mod"), "module gonb_x\n\ngo 1.26.0\n")
	write(t, filepath.Join(dir, "go.work"), "go 1.26.0\n\nuse (\n\t.\n\t"+module+"\n)\n")
	inside := func(name string) string { return filepath.Join(module, name) }
	for _, name := range []string{"go.mod", "a/a.go", "a/b.go", ".venv/lib/x.go", "a/testdata/x.go", "_old/x.go", "other/go.mod", "other/x.go",
		"python/pyvenv.cfg", "python/lib/x.go", "node_modules/x.go"} {
		write(t, inside(name), "")
	}
	w := NewWatch(dir)
	if changes := w.Changes(); len(changes) != 0 {
		t.Errorf("at first: %v", changes)
	}
	folders := w.Folders()
	slices.Sort(folders)
	if want := []string{module, inside("a")}; !slices.Equal(folders, want) {
		t.Errorf("watched are %v, not %v", folders, want)
	}

	write(t, inside("a/a.go"), "package a\n")
	write(t, inside("a/new/deep/c.go"), "package deep\n") // a folder made later
	replaced := inside("a/b.go")                          // as editors do
	write(t, replaced+"~", "package a // new\n")
	if err := os.Rename(replaced+"~", replaced); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{".venv/lib/x.go", "other/x.go"} {
		write(t, inside(name), "package x\n")
	}
	want := []string{inside("a/a.go"), inside("a/b.go"), inside("a/new/deep/c.go")}
	if got := paths(w.Changes()); !slices.Equal(got, want) {
		t.Errorf("changed are %v, not %v", got, want)
	}
	if changes := w.Changes(); len(changes) != 0 {
		t.Errorf("told twice: %v", changes)
	}
	os.RemoveAll(inside("a/new"))
	if got := fmt.Sprint(w.Changes()); got != fmt.Sprint([]Change{{inside("a/new/deep/c.go"), true}}) {
		t.Errorf("after it was removed: %v", got)
	}
}

func paths(changes []Change) (names []string) {
	for _, change := range changes {
		names = append(names, change.Path)
	}
	slices.Sort(names)
	return names
}

func TestWhatTheLearnerTracksIsWatchedToo(t *testing.T) {
	dir, more := t.TempDir(), t.TempDir()
	write(t, filepath.Join(dir, "go.mod"), "module gonb_x\n")
	file := filepath.Join(more, "loose.go")
	write(t, file, "package loose\n")
	w := NewWatch(dir)
	w.Changes(file)
	write(t, file, "package loose // changed\n")
	if got := paths(w.Changes(file)); !slices.Equal(got, []string{file}) {
		t.Errorf("changed are %v", got)
	}
}

// Characters are those of UTF-16: a letter beyond U+FFFF counts twice.
func TestPlacesAreCountedAsTheProtocolDoes(t *testing.T) {
	const text = "a\n𝜃η x\n"
	for offset, want := range map[int][2]int{0: {0, 0}, 1: {0, 1}, 2: {1, 0}, 6: {1, 2}, 8: {1, 3}, 9: {1, 4}, 11: {2, 0}, 99: {2, 0}, -1: {0, 0}} {
		line, character := position(text, offset)
		if line != want[0] || character != want[1] {
			t.Errorf("offset %d is at %d:%d, want %v", offset, line, character, want)
		}
		if offset >= 0 && offset < len(text) && offsetOf(text, line, character) != offset {
			t.Errorf("%d:%d is at offset %d, want %d", line, character, offsetOf(text, line, character), offset)
		}
	}
}
