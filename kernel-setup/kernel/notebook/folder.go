package notebook

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
)

// TempEnv names the folder for the kernels' folders. Where the system keeps its temporary files it cleans them, too: a laptop that slept for days does so when
// it wakes, under a kernel that still builds there.
const TempEnv = "DOWNHILL_TMP"

// pidFile holds, in a kernel's folder, the kernel's process.
const pidFile = "kernel.pid"

// TempDir is the folder for the kernels' folders: that of TempEnv, unless the environment asks for another one or nobody can write there. What kernels that were
// killed have left in it is cleared away.
func TempDir() string {
	dir := os.Getenv(TempEnv)
	if dir == "" || os.Getenv("TMPDIR") != "" || os.MkdirAll(dir, 0o700) != nil {
		return os.TempDir()
	}
	probe, err := os.MkdirTemp(dir, "probe-")
	if err != nil {
		return os.TempDir()
	}
	_ = os.Remove(probe)
	left, _ := filepath.Glob(filepath.Join(dir, "gonb_*"))
	for _, name := range left {
		content, err := os.ReadFile(filepath.Join(name, pidFile))
		if id, wrong := strconv.Atoi(string(content)); err == nil && wrong == nil && errors.Is(syscall.Kill(id, 0), syscall.ESRCH) {
			_ = os.RemoveAll(name)
		}
	}
	return dir
}

// folder is the kernel's folder. All declarations are in memory; what else a cell is built from, the module files, is remembered here, should the folder be
// deleted.
type folder struct {
	dir string

	mu     sync.Mutex
	files  map[string][]byte
	copies int // how often it was made anew
}

func newFolder(dir string) *folder {
	_ = os.WriteFile(filepath.Join(dir, pidFile), []byte(strconv.Itoa(os.Getpid())), 0o600)
	return &folder{dir: dir}
}

// keep makes the folder anew if it was deleted, and returns how often that has happened.
func (f *folder) keep() (copies int, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, err := os.Stat(filepath.Join(f.dir, "go.mod")); err == nil || f.files == nil {
		f.files = map[string][]byte{}
		for _, name := range []string{"go.mod", "go.sum", "go.work", "go.work.sum", pidFile} {
			if content, err := os.ReadFile(filepath.Join(f.dir, name)); err == nil {
				f.files[name] = content
			}
		}
		return f.copies, nil
	}
	if err := os.MkdirAll(f.dir, 0o700); err != nil {
		return f.copies, err
	}
	for name, content := range f.files {
		if err := os.WriteFile(filepath.Join(f.dir, name), content, 0o600); err != nil {
			return f.copies, err
		}
	}
	f.copies++
	return f.copies, nil
}
