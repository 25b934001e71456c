package process

import (
	"context"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestWhatAProgramWritesComesBack(t *testing.T) {
	said, err := Output(t.Context(), exec.Command("sh", "-c", "echo out; echo err >&2; exit 3"))
	if string(said) != "out\nerr\n" || err == nil || err.Error() != "exit status 3" {
		t.Errorf("%q, %v", said, err)
	}
}

// An interrupt reaches what the program has started, too, and a program may tidy up.
func TestAnInterruptEndsAProgramAndItsChildren(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	cmd := exec.Command("sh", "-c", "trap 'echo tidy; exit 1' INT; sleep 1000 & echo $!; wait")
	time.AfterFunc(200*time.Millisecond, interrupt)
	said, err := Output(ctx, cmd)
	if err != context.Canceled || !strings.Contains(string(said), "tidy") {
		t.Fatalf("%q, %v", said, err)
	}
	child := strings.Fields(string(said))[0]
	for range 100 {
		state, _ := exec.Command("ps", "-o", "stat=", "-p", child).Output()
		if len(state) == 0 || state[0] == 'Z' { // a zombie, if nobody waits for orphans here
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("the child lives on")
}

func TestNothingIsStartedAfterAnInterrupt(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	interrupt()
	cmd := exec.Command("false")
	if _, err := Output(ctx, cmd); err != context.Canceled || cmd.Process != nil {
		t.Errorf("%v, %v", err, cmd.Process)
	}
}

// A child that keeps the output open does not keep the caller waiting.
func TestAChildLeftBehindIsNotWaitedFor(t *testing.T) {
	cmd := exec.Command("sh", "-c", "sleep 1000 & echo done")
	said, err := Output(t.Context(), cmd)
	if string(said) != "done\n" || err != nil {
		t.Errorf("%q, %v", said, err)
	}
	Signal(cmd, syscall.SIGKILL)
}

func TestAProgramThatWaitsForInputIsSeen(t *testing.T) {
	cmd := exec.Command("sh", "-c", "sleep 0.3; read line; echo got $line; sleep 1000")
	in, _ := cmd.StdinPipe()
	out, _ := cmd.StdoutPipe()
	if err := Start(cmd); err != nil {
		t.Fatal(err)
	}
	defer func() {
		Signal(cmd, syscall.SIGKILL)
		_ = cmd.Wait()
	}()
	if _, known := ReadsInput(cmd.Process.Pid); !known {
		t.Skip("this system does not show what a program waits for")
	}
	done := make(chan struct{})
	if !AwaitRead(cmd.Process.Pid, done) {
		t.Fatal("not seen")
	}
	in.Write([]byte("line\n"))
	said := make([]byte, 9)
	if _, err := out.Read(said); err != nil || string(said) != "got line\n" {
		t.Fatalf("%q, %v", said, err)
	}
	time.AfterFunc(300*time.Millisecond, func() { close(done) })
	if AwaitRead(cmd.Process.Pid, done) {
		t.Error("it waits for a clock, not for input")
	}
}
