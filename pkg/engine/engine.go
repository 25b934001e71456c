// Command engine is the course's live figures as one WebAssembly module: a WASI
// reactor that a page loads once and asks for frames.
//
//	GOOS=wasip1 GOARCH=wasm go build -tags engine -buildmode=c-shared -o engine.wasm ./pkg/engine
//
// Built without that tag it is a program that draws the same frames natively:
// one frame as SVG, or many random states with their hashes, against which the
// module is tested.
package main

import (
	"slices"
	"strconv"

	"github.com/downhill-go/downhill/pkg/explore"
	"github.com/downhill-go/downhill/pkg/live"
)

var figures = explore.All()

// engine draws frames and remembers the last grounds, so that a page which has
// one already is not sent it again.
type engine struct {
	grounds []ground // the latest last
	serial  int32
}

// ground is the layer of a figure that changes seldom, for one setting of the
// controls it depends on.
type ground struct {
	figure *live.Figure
	nums   []float64
	text   []string
	id     int32
	svg    []byte
}

const keptGrounds = 24

// open reads a spec and answers with what a page needs to mount the figure: its
// index, its description, its start, the state asked for.
func (e *engine) open(spec string) (answer string, err error) {
	f, s, err := live.Decode(figures, spec)
	if err != nil {
		return "", err
	}
	start := f.Start()
	return `{"index":` + strconv.Itoa(slices.Index(figures, f)) + `,"figure":` + f.Describe() +
		`,"state":` + live.StateJSON(s) + `,"start":` + live.StateJSON(start) + "}", nil
}

// draw draws a frame of figure i. have is the ground the page shows, or 0; if
// it is the frame's own, the answer leaves it out.
func (e *engine) draw(i int, nums []float64, text []string, have int32) (fr live.Frame, id int32, s live.State, ok bool) {
	if i < 0 || i >= len(figures) {
		return live.Frame{}, 0, live.State{}, false
	}
	f := figures[i]
	s = f.NewState(nums, text)
	fr.Front, fr.Reading, fr.Places = f.DrawFront(s)
	g := e.ground(f, s)
	if g.id != have {
		fr.Ground = g.svg
	}
	return fr, g.id, s, true
}

func (e *engine) ground(f *live.Figure, s live.State) *ground {
	nums, text := s.GroundKey()
	for i := len(e.grounds) - 1; i >= 0; i-- {
		g := &e.grounds[i]
		if g.figure == f && slices.Equal(g.nums, nums) && slices.Equal(g.text, text) {
			return g
		}
	}
	if len(e.grounds) == keptGrounds {
		e.grounds = slices.Delete(e.grounds, 0, 1)
	}
	e.serial++
	e.grounds = append(e.grounds, ground{f, nums, text, e.serial, f.DrawGround(s)})
	return &e.grounds[len(e.grounds)-1]
}

// cell is the line of Go that shows figure i in this state.
func (e *engine) cell(i int, nums []float64, text []string) string {
	if i < 0 || i >= len(figures) {
		return ""
	}
	return live.Go(figures[i].NewState(nums, text))
}
