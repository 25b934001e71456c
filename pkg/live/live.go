// Package live draws figures that a hand can move: a Figure has controls, a
// state that the controls set, and a pure function from that state to a picture
// and a reading, one sentence for eyes and screen readers.
//
// Nothing in it knows of notebooks or browsers. The same code draws the still
// frame in a Go program and, compiled to WebAssembly (package engine), every
// frame that a page shows while a reader drags. Both write the same bytes:
// coordinates are rounded to a tenth of a pixel where they are written.
//
// A new figure is a function in package explore that returns a *Figure, and an entry in
// explore.All: Name, Title and Try in words; Controls made by NewRange, NewPoint,
// NewDirection, NewToggle, NewChoice or NewText; a Ground with Axes, contours and what else
// the controls in GroundOf decide alone; and a Draw that reads the state (s.Num, s.At, s.On),
// draws with the Axes' methods, puts handles by Canvas.Handle and returns the reading. What
// it shows is held against its mathematics in explore/meaning_test.go. In a notebook it is
// show.Live("name").
//
// The package is part of that module, whose size is paid for by every reader,
// so it stands on little: no fmt, no encoding/json, no strings, no reflection.
package live

// A Figure is a picture with controls. It holds no state of its own: Frame is
// a function of the State alone, and the same state gives the same bytes.
type Figure struct {
	Name   string // how a notebook asks for it: "dial"
	Title  string // what the picture shows; the name that a screen reader says
	Try    string // the one thing to try, as a sentence
	Height float64

	Controls []Control

	// Ground draws what changes seldom (axes, contours). It may read only the
	// controls named in GroundOf, so that a page keeps the ground while the
	// rest of the picture moves. nil if there is nothing of the kind.
	Ground   func(c *Canvas, s State)
	GroundOf []string

	// Draw draws what moves, tells the canvas where the handles are, and
	// returns the reading.
	Draw func(c *Canvas, s State) string
}

// A Frame is one picture: the two layers' SVG elements, without the <svg>
// around them, the reading, and where the handles are.
type Frame struct {
	Ground, Front []byte
	Reading       string
	Places        []Place
}

// Start is the state a figure begins with.
func (f *Figure) Start() State {
	s := State{figure: f, nums: make([]float64, f.Slots()), text: make([]string, f.texts())}
	i, t := 0, 0
	for _, c := range f.Controls {
		if c.Kind == Text {
			s.text[t] = c.Options[0]
			t++
			continue
		}
		i += copy(s.nums[i:], c.Start[:c.Slots()])
	}
	return s
}

// Frame draws the figure in state s, which is taken as clamped (State.Clamp).
func (f *Figure) Frame(s State) Frame {
	ground := f.DrawGround(s)
	front, reading, places := f.DrawFront(s)
	return Frame{Ground: ground, Front: front, Reading: reading, Places: places}
}

// DrawGround draws the layer that changes seldom.
func (f *Figure) DrawGround(s State) []byte {
	if f.Ground == nil {
		return nil
	}
	var c Canvas
	f.Ground(&c, s)
	c.flush()
	return c.w.b
}

// DrawFront draws the layer that moves.
func (f *Figure) DrawFront(s State) (svg []byte, reading string, places []Place) {
	c := Canvas{places: make([]Place, len(f.Controls)), figure: f}
	reading = f.Draw(&c, s)
	c.flush()
	return c.w.b, reading, c.places
}

// SVG is the frame as a document of its own, on an opaque card, with the title
// and the reading as its accessible name and description.
func (f *Figure) SVG(fr Frame) []byte {
	var w writer
	w.raw(`<svg xmlns="http://www.w3.org/2000/svg"`).attr("width", Width).attr("height", f.Height)
	w.raw(` viewBox="0 0 `).num(Width).raw(" ").num(f.Height).raw(`" role="img"`).raw(Font).raw(">")
	w.raw("<title>").escape(f.Title).raw("</title><desc>").escape(fr.Reading).raw("</desc>")
	w.raw(`<rect width="100%" height="100%" fill="#ffffff"/>`)
	w.b = append(w.b, fr.Ground...)
	w.b = append(w.b, fr.Front...)
	w.raw("</svg>\n")
	return w.b
}

// Alt is the text that stands for the frame where it cannot be seen.
func (f *Figure) Alt(fr Frame) string { return f.Title + ". " + fr.Reading }

// Find returns the figure of that name, or nil.
func Find(figures []*Figure, name string) *Figure {
	for _, f := range figures {
		if f.Name == name {
			return f
		}
	}
	return nil
}
