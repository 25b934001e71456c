//go:build engine

package main

import (
	"unsafe"

	"github.com/downhill-go/downhill/pkg/live"
)

// What page and module share. The page writes a spec or texts into in and
// numbers into state, calls, and reads out, state and places. Their addresses
// may change with every call, as does the memory's buffer in the page when it
// grows: the page asks anew each time.
var (
	the    engine
	in     []byte
	out    []byte
	state  [64]float64
	places [64]float64
	shown  int32 // the ground of the last frame
)

func main() {}

//go:wasmexport input
func input(n int32) unsafe.Pointer {
	if int(n) > cap(in) {
		in = make([]byte, n)
	}
	in = in[:n]
	return unsafe.Pointer(unsafe.SliceData(in))
}

//go:wasmexport output
func output() unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(out)) }

//go:wasmexport numbers
func numbers() unsafe.Pointer { return unsafe.Pointer(&state) }

//go:wasmexport handles
func handles() unsafe.Pointer { return unsafe.Pointer(&places) }

//go:wasmexport ground
func groundShown() int32 { return shown }

// open reads the spec in the input and returns the length of the answer, or
// minus the length of the reason why not. 0 is a panic that was caught.
//
//go:wasmexport open
func open() (n int32) {
	defer caught(&n)
	answer, err := the.open(string(in))
	if err != nil {
		out = append(out[:0], err.Error()...)
		return -int32(len(out))
	}
	out = append(out[:0], answer...)
	return int32(len(out))
}

// draw draws figure i in the state that the page wrote, and returns the length
// of "ground NUL front NUL reading"; 0 is a panic that was caught.
//
//go:wasmexport draw
func draw(i, have int32) (n int32) {
	defer caught(&n)
	fr, id, s, ok := the.draw(int(i), state[:], texts(), have)
	if !ok {
		return 0
	}
	shown = id
	copy(state[:], s.Nums())
	for k, p := range fr.Places {
		copy(places[4*k:], []float64{p.A, p.B, p.C, p.D})
	}
	out = append(append(out[:0], fr.Ground...), 0)
	out = append(append(out, fr.Front...), 0)
	out = append(out, fr.Reading...)
	return int32(len(out))
}

// cell is the notebook cell that shows figure i in the page's state.
//
//go:wasmexport cell
func cell(i int32) (n int32) {
	defer caught(&n)
	out = append(out[:0], the.cell(int(i), state[:], texts())...)
	return int32(len(out))
}

// refuse reads a text for text control k of figure i in the input and returns the
// length of what is wrong with it, 0 if nothing is.
//
//go:wasmexport refuse
func refuseExport(i, k int32) (n int32) {
	defer caught(&n)
	out = append(out[:0], refuse(int(i), int(k), string(in))...)
	return int32(len(out))
}

// texts are the input's, each ended by a NUL.
func texts() (all []string) {
	from := 0
	for i, b := range in {
		if b == 0 {
			all = append(all, string(in[from:i]))
			from = i + 1
		}
	}
	return all
}

// caught turns a panic into the answer 0. The module is still good then: a
// figure keeps nothing between two frames.
func caught(n *int32) {
	if recover() != nil {
		*n = 0
	}
}

// refuse says what is wrong with a text for text control number k of figure i,
// or "".
func refuse(i, k int, text string) string {
	if i < 0 || i >= len(figures) {
		return ""
	}
	for j := range figures[i].Controls {
		if c := &figures[i].Controls[j]; c.Kind == live.Text {
			if k == 0 {
				return c.Refuse(text)
			}
			k--
		}
	}
	return ""
}
