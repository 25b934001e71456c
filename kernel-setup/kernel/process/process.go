// Package process starts programs that can be ended with all that they have started.
package process

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"runtime"
	"sync"
	"syscall"
	"time"
)

// Patience is how long a program that was interrupted has until it is killed: long enough to save something.
const Patience = 2 * time.Second

// Start starts cmd as the head of a process group. On Linux the program ends with this process, however that ends.
func Start(cmd *exec.Cmd) error {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setpgid = true
	endWithUs(cmd.SysProcAttr)
	return onOneThread(cmd.Start)
}

// onOneThread calls f on a thread that lives as long as this process: on Linux a child ends with the thread that started it, and Go's other threads
// may end before (go.dev/issue/27505).
func onOneThread(f func() error) error {
	starter.Do(func() {
		calls = make(chan func())
		go func() {
			runtime.LockOSThread()
			for call := range calls {
				call()
			}
		}()
	})
	done := make(chan error)
	calls <- func() { done <- f() }
	return <-done
}

var (
	starter sync.Once
	calls   chan func()
)

// Signal sends a signal to a program that Start has started, and to all that it has started: they may outlive it, and hold its output open.
func Signal(cmd *exec.Cmd, signal syscall.Signal) {
	if cmd.Process != nil {
		_ = syscall.Kill(-cmd.Process.Pid, signal)
	}
}

// Output runs cmd and returns what it writes to stdout and stderr. When ctx ends, the program and all that it has started are interrupted, so that
// they can tidy up, and killed after Patience; the error is then that of ctx.
func Output(ctx context.Context, cmd *exec.Cmd) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	cmd.WaitDelay = time.Second // for a process that was left behind and holds the output open
	if err := Start(cmd); err != nil {
		return nil, err
	}
	ended := make(chan struct{})
	go func() {
		select {
		case <-ended:
			return
		case <-ctx.Done():
		}
		Signal(cmd, syscall.SIGINT)
		select {
		case <-ended:
		case <-time.After(Patience):
			Signal(cmd, syscall.SIGKILL)
		}
	}()
	err := cmd.Wait()
	close(ended)
	if ctx.Err() != nil {
		Signal(cmd, syscall.SIGKILL) // what did not go with it
		return output.Bytes(), ctx.Err()
	}
	if errors.Is(err, exec.ErrWaitDelay) {
		err = nil
	}
	return output.Bytes(), err
}
