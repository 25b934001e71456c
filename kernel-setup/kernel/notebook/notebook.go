// Package notebook is what GoNB asks about the Go in cells: what a cell means, how its program is built, what completes it. GoNB keeps Jupyter's protocol,
// displays and widgets; see patches/README.md.
package notebook

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/fatih/color"

	"github.com/downhill-go/downhill/kernel-setup/cell"
	"github.com/downhill-go/downhill/kernel-setup/kernel/build"
)

// A Notebook is one kernel's.
type Notebook struct {
	dir     string // where programs are built
	folder  *folder
	copies  int // of the folder, when the last program was written
	builder build.Builder

	mu       sync.Mutex // held while memory and resolver are used
	memory   cell.Memory
	resolver *resolver
	tools    tools
}

// New makes the notebook of a kernel that builds in folder dir.
func New(dir string) *Notebook {
	n := &Notebook{dir: dir, folder: newFolder(dir), builder: build.Builder{Dir: dir}, resolver: newResolver(dir)}
	n.tools.alive, n.tools.stop = context.WithCancel(context.Background())
	n.tools.idle = time.AfterFunc(moment, n.warm)
	n.tools.idle.Stop() // until the first Warm
	return n
}

// Program makes the program for a cell and writes it into the kernel's folder. If there is something to tell, it is told to tell.
func (n *Notebook) Program(c *cell.Cell, number int, tell func(string)) (*cell.Program, error) {
	n.tools.idle.Stop() // until the cell has been run
	n.mu.Lock()
	defer n.mu.Unlock()
	copies, err := n.folder.keep()
	if err != nil {
		return nil, err
	}
	if copies > n.copies {
		n.copies = copies
		n.builder.Forget()
		tell("The kernel's temporary folder was deleted; it has been made anew, and your declarations are kept.\n")
	}
	p, report := n.memory.Program(c, number, n.resolver)
	if report != nil {
		return nil, report
	}
	p.Dir, p.Root = n.dir, root()
	for _, name := range []string{"main.go", "main_test.go"} {
		if err := os.Remove(filepath.Join(n.dir, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, err
		}
	}
	err = os.WriteFile(filepath.Join(n.dir, p.Name), []byte(p.Source), 0o600)
	if errors.Is(err, syscall.ENOSPC) {
		err = diskFull(n.dir)
	}
	return p, err
}

// root is where Go is installed, as far as it is known without asking the go command.
var root = sync.OnceValue(func() string {
	if set := os.Getenv("GOROOT"); set != "" {
		return set
	}
	return runtime.GOROOT() //nolint:staticcheck // what is built here is run here
})

// Build builds the program that Program has written, with flags of `go build`. A program that would do nothing is only compiled.
func (n *Notebook) Build(ctx context.Context, p *cell.Program, flags []string, binary string) ([]byte, error) {
	if p.Silent {
		binary = ""
	}
	said, _, err := n.builder.Build(ctx, flags, binary)
	return said, err
}

// Keep remembers what a program that has compiled declares.
func (n *Notebook) Keep(p *cell.Program) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.memory.Keep(p)
}

// Names are what is remembered, by kind.
func (n *Notebook) Names() []cell.Name {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.memory.Names(n.resolver)
}

// Remove forgets a name and returns what it was.
func (n *Notebook) Remove(name string) (kind string, err error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	kind, report := n.memory.Remove(name, n.resolver)
	if report != nil {
		return "", report
	}
	return kind, nil
}

// Reset forgets everything.
func (n *Notebook) Reset() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.memory.Reset()
}

// Told returns what Jupyter shows of an error that is told in words; lines that are not indented in red.
func Told(err error) (name, value string, traceback []string, ok bool) {
	var report *cell.Report
	if !errors.As(err, &report) {
		return "", "", nil, false
	}
	for _, line := range report.Lines {
		if line != "" && !strings.HasPrefix(line, " ") {
			line = color.New(color.FgRed).Sprint(line)
		}
		traceback = append(traceback, line)
	}
	return report.Name, report.Error(), traceback, true
}

// Interrupted is what a cell says that was interrupted.
func Interrupted() error { return &cell.Report{Name: "interrupted", Lines: []string{"interrupted"}} }

// Fault is what a cell says that met a fault of the kernel's own.
func Fault(panicked any) error {
	return &cell.Report{Name: "kernel fault", Lines: []string{
		"This is a fault of the kernel, not of your cell; your declarations are kept.", "    " + strings.SplitN(fmt.Sprint(panicked), "\n", 2)[0]}}
}
