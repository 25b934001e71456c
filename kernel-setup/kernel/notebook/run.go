package notebook

import (
	"errors"
	"io"
	"io/fs"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/downhill-go/downhill/kernel-setup/cell"
)

// A Stderr takes what a cell's program writes to its standard error: see cell.Stderr.
type Stderr struct {
	mu      sync.Mutex
	to      cell.Stderr
	stopped bool
	timer   *time.Timer
	ended   bool
}

// quiet is how long nothing must come until words that only look like a crash are shown.
const quiet = 200 * time.Millisecond

// NewStderr passes on to to. end ends the program.
func NewStderr(to io.Writer, end func()) *Stderr {
	s := &Stderr{}
	s.to = cell.Stderr{To: to, Enough: func() {
		s.stopped = true
		end()
	}}
	return s
}

// Of makes it that of a program: what the program says of places in its own file is said of the cell.
func (s *Stderr) Of(p *cell.Program) *Stderr {
	s.to.Words = p.OwnPlaces
	return s
}

func (s *Stderr) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.timer == nil {
		s.timer = time.AfterFunc(quiet, s.idle)
	} else {
		s.timer.Reset(quiet)
	}
	return s.to.Write(p)
}

func (s *Stderr) idle() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.ended {
		_ = s.to.Idle()
		s.timer.Reset(quiet)
	}
}

// End tells how a program ended, err being what exec.Cmd's Wait returned; it is nil if the program ended well.
func End(p *cell.Program, s *Stderr, err error, interrupted bool, memory uint64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ended = true
	if s.timer != nil {
		s.timer.Stop()
	}
	end := cell.End{Interrupted: interrupted, Memory: memory, Stopped: s.stopped}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		if status, ok := exit.Sys().(syscall.WaitStatus); ok && status.Signaled() {
			end.Signal = status.Signal().String()
		} else {
			end.Status = exit.ExitCode()
		}
	} else if err != nil {
		return err
	}
	if report := p.End(&s.to, end); report != nil {
		return report
	}
	return nil
}

// NoInput is what a program is told that wants input where nobody can be asked for it, and "" if it seems to want none.
func NoInput(p *cell.Program) string {
	for _, mark := range []string{"os.Stdin", "fmt.Scan"} {
		if strings.Contains(p.Source, mark) {
			return "Nobody can be asked for input here: the program's standard input is empty.\n"
		}
	}
	return ""
}

// Ended tells how a command ended that is no Go program, err being what exec.Cmd's Wait returned.
func Ended(err error, interrupted bool) error {
	switch {
	case interrupted:
		return Interrupted()
	case err != nil:
		return &cell.Report{Name: "exit", Lines: []string{err.Error()}}
	}
	return nil
}

// NotStarted tells why a cell's program could not be started.
func NotStarted(err error) error {
	var of *fs.PathError
	if errors.As(err, &of) {
		err = of.Err
	}
	return &cell.Report{Name: "exit", Lines: []string{"the program could not be started: " + err.Error()}}
}

// Compiler tells what the go command, the compiler or the linker said of a program; if that is nothing, why they were not run.
func Compiler(p *cell.Program, said string, err error) error {
	if strings.TrimSpace(said) == "" {
		said = err.Error()
	}
	if strings.Contains(said, syscall.ENOSPC.Error()) {
		return diskFull(p.Dir)
	}
	return p.Compiler(said)
}

func diskFull(dir string) error {
	return &cell.Report{Name: "disk full", Lines: []string{
		"the disk is full: no cell can be built in " + filepath.Dir(dir) + " until something there is deleted"}}
}
