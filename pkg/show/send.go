//go:build !wasip1

package show

import (
	"encoding/gob"
	"os"
	"runtime/debug"
	"sync"

	"github.com/janpfeifer/gonb/gonbui/protocol"
)

// GoNB's own sender, package gonbui, brings Go's network, database/sql and a
// logger into every cell that shows something, and a plot cell's time is the
// time to link it. This is what is needed of its protocol: values of encoding/gob
// into the named pipe that GONB_PIPE tells, answers out of the one that
// GONB_PIPE_BACK tells.

// A bundle is one output in its several forms. The kernel takes only strings
// and []byte.
type bundle map[string]any

// display is protocol.DisplayData to the reader of the pipe, who goes by the
// names of fields. It is a type of its own because a pipe must not be told of a
// type twice: a cell may use gonbui, too, which has an encoder of its own.
type display struct{ Data bundle }

// pipes are the two pipes, opened when the first bundle is sent.
type pipes struct {
	mu      sync.Mutex
	tried   bool
	encoder *gob.Encoder
	decoder *gob.Decoder // nil if gonbui reads the answers
	sent    int          // bundles
}

var toKernel pipes

// send gives the kernel a bundle and waits until it has it: a program that
// ended first would take its output with it, and one that printed first would
// print above it. If the kernel does not read, the output is lost as that of a
// closed standard output is.
func send(b bundle) {
	if os.Getenv(protocol.GONB_PIPE_ENV) == "" {
		return
	}
	toKernel.mu.Lock()
	defer toKernel.mu.Unlock()
	if !toKernel.open() || toKernel.encoder.Encode(display{b}) != nil || toKernel.decoder == nil {
		return
	}
	ask := protocol.CommValue{Address: protocol.GonbuiSyncAddress, Value: toKernel.sent}
	toKernel.sent++
	if toKernel.encoder.Encode(display{bundle{string(protocol.MIMECommValue): ask}}) != nil {
		return
	}
	for {
		var answer protocol.CommValue
		if toKernel.decoder.Decode(&answer) != nil || answer.Address == protocol.GonbuiSyncAckAddress && answer.Value == ask.Value {
			return
		}
	}
}

// open opens the pipes, once, and reports whether there is somewhere to send to.
func (p *pipes) open() bool {
	if p.tried {
		return p.encoder != nil
	}
	p.tried = true
	out, err := os.OpenFile(os.Getenv(protocol.GONB_PIPE_ENV), os.O_WRONLY, 0)
	if err != nil {
		return false
	}
	p.encoder = gob.NewEncoder(out)
	if gonbuiIsThere() {
		return true
	}
	if back, err := os.Open(os.Getenv(protocol.GONB_PIPE_BACK_ENV)); err == nil {
		p.decoder = gob.NewDecoder(back)
	}
	return true
}

// gonbuiIsThere reports whether the program holds package gonbui, by the logger
// that it needs. Then the answers are gonbui's: two cannot read one pipe. Such a
// cell calls gonbui.Sync at its end, as it must for its own displays.
func gonbuiIsThere() bool {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return false
	}
	for _, module := range info.Deps {
		if module.Path == "k8s.io/klog/v2" {
			return true
		}
	}
	return false
}
