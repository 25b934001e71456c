//go:build unix

package show

import (
	"encoding/gob"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/janpfeifer/gonb/gonbui/protocol"

	"github.com/downhill-go/downhill/pkg/figure"
)

// TestCell is the program of a cell when it is run by the next test.
func TestCell(t *testing.T) {
	if os.Getenv("SHOW_TEST_CELL") == "" {
		t.Skip("only as the child of TestPlotWaitsUntilTheKernelHasIt")
	}
	Plot(figure.New(), "two axes", "empty")
	os.Exit(0)
}

func TestPlotWaitsUntilTheKernelHasIt(t *testing.T) {
	dir := t.TempDir()
	out, back := filepath.Join(dir, "out"), filepath.Join(dir, "back")
	for _, f := range []string{out, back} {
		if err := syscall.Mkfifo(f, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cell := exec.Command(os.Args[0], "-test.run=^TestCell$")
	cell.Env = append(os.Environ(), "SHOW_TEST_CELL=1", protocol.GONB_PIPE_ENV+"="+out, protocol.GONB_PIPE_BACK_ENV+"="+back)
	if err := cell.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cell.Wait() }()

	// Opened for both directions a pipe does not block when the cell fails to
	// open its end.
	r, err := os.OpenFile(out, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	w, err := os.OpenFile(back, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	got := make(chan *protocol.DisplayData, 2)
	go func() {
		for d := gob.NewDecoder(r); ; {
			data := new(protocol.DisplayData)
			if d.Decode(data) != nil {
				return
			}
			got <- data
		}
	}()
	receive := func() *protocol.DisplayData {
		select {
		case data := <-got:
			return data
		case err := <-ended:
			t.Fatalf("the cell ended (%v) before the kernel had its output", err)
		case <-time.After(time.Minute): // only so that a failure ends
			cell.Process.Kill()
			t.Fatal("nothing came from the cell")
		}
		return nil
	}
	shown := receive()
	if s, _ := shown.Data[protocol.MIMETextHTML].(string); !strings.Contains(s, `alt="two axes"`) {
		t.Errorf("HTML is %.100q", s)
	}
	if s := shown.Data[protocol.MIMETextPlain]; s != "two axes\nempty" {
		t.Errorf("plain text is %q", s)
	}
	asked := receive().Data[protocol.MIMECommValue]
	sync, ok := asked.(protocol.CommValue)
	if !ok {
		t.Fatalf("the cell does not ask whether its output has come, but sends %T", asked)
	}
	if err := gob.NewEncoder(w).Encode(&protocol.CommValue{Address: protocol.GonbuiSyncAckAddress, Value: sync.Value}); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("the cell failed: %v", err)
		}
	case <-time.After(time.Minute):
		cell.Process.Kill()
		t.Error("the cell waits on though the kernel has answered")
	}
}

// A cell's time is the time to link it: what a plot has no use for stays out,
// and a cell that shows a plot holds neither exercises nor live figures.
func TestACellThatPlotsIsLinkedWithoutWhatItDoesNotUse(t *testing.T) {
	deps, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, dep := range strings.Fields(string(deps)) {
		switch dep {
		case "net", "database/sql", "k8s.io/klog/v2", "github.com/janpfeifer/gonb/gonbui":
			t.Errorf("package show brings %s", dep)
		}
	}

	folder := t.TempDir()
	program := filepath.Join(folder, "plot.go")
	if err := os.WriteFile(program, []byte(`package main

import (
	"github.com/downhill-go/downhill/pkg/figure"
	"github.com/downhill-go/downhill/pkg/show"
)

func main() { show.Plot(figure.New(), "two axes", "") }
`), 0o600); err != nil {
		t.Fatal(err)
	}
	built := filepath.Join(folder, "plot")
	if out, err := exec.Command("go", "build", "-ldflags=", "-o", built, program).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	symbols, err := exec.Command("go", "tool", "nm", built).Output()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(symbols), "downhill/pkg/show.Plot") {
		t.Fatal("the program's symbols were not read")
	}
	for _, unused := range []string{"exercise", "explore"} {
		if i := strings.Index(string(symbols), " github.com/downhill-go/downhill/pkg/"+unused+"."); i >= 0 {
			t.Errorf("a plot is linked with package %s: %.100s", unused, symbols[i:])
		}
	}
}
