package live

import (
	"math"

	"github.com/downhill-go/downhill/pkg/ink"
)

// A Canvas takes what a figure draws. Coordinates are px from the figure's
// upper left corner; Axes turn data into them.
type Canvas struct {
	w      writer
	labels labels
	places []Place
	figure *Figure
}

// A Pen is how a line looks.
type Pen struct {
	Color ink.Color
	Width float64
	Dash  bool
}

// Solid is a pen of the house's usual line weight.
func Solid(c ink.Color) Pen { return Pen{Color: c, Width: ink.Line} }

// Dashed is a broken line of the usual weight.
func Dashed(c ink.Color) Pen { return Pen{Color: c, Width: ink.Line, Dash: true} }

// Faint is a thin line: axes, references.
func Faint(c ink.Color) Pen { return Pen{Color: c, Width: ink.Thin} }

func (c *Canvas) pen(p Pen) *writer {
	c.w.color("stroke", p.Color).fraction("stroke-width", p.Width)
	if p.Dash {
		c.w.raw(` stroke-dasharray="7 5"`)
	}
	return &c.w
}

// Line draws a segment.
func (c *Canvas) Line(x1, y1, x2, y2 float64, p Pen) {
	c.w.raw("<line").attr("x1", x1).attr("y1", y1).attr("x2", x2).attr("y2", y2)
	c.pen(p).raw(` stroke-linecap="round"/>`)
}

// Disc draws a filled circle.
func (c *Canvas) Disc(x, y, r float64, fill ink.Color) {
	c.w.raw("<circle").attr("cx", x).attr("cy", y).attr("r", r).color("fill", fill).raw("/>")
}

// Ring draws a circle filled with the card's colour.
func (c *Canvas) Ring(x, y, r float64, p Pen) {
	c.w.raw("<circle").attr("cx", x).attr("cy", y).attr("r", r).color("fill", ink.Card)
	c.pen(p).raw("/>")
}

// Box fills a rectangle.
func (c *Canvas) Box(x, y, w, h float64, fill ink.Color) {
	c.w.raw("<rect").attr("x", x).attr("y", y).attr("width", max(w, 0)).attr("height", max(h, 0)).color("fill", fill).raw("/>")
}

// Area fills a polygon, so lightly that what lies under it shows.
func (c *Canvas) Area(points [][2]float64, fill ink.Color, opacity float64) {
	if len(points) < 3 {
		return
	}
	c.w.raw("<path").color("fill", fill).fraction("fill-opacity", opacity).raw(` d="`)
	c.trace(points)
	c.w.raw(`Z"/>`)
}

// Path draws a line through points, which may lie in several pieces.
func (c *Canvas) Path(p Pen, pieces ...[][2]float64) {
	c.w.raw(`<path fill="none"`)
	c.pen(p).raw(` stroke-linejoin="round" d="`)
	for _, piece := range pieces {
		if len(piece) > 1 {
			c.trace(piece)
		}
	}
	c.w.raw(`"/>`)
}

// trace writes one M and relative l commands. The differences are those of
// rounded places, so rounding does not add up along the line, and a step of
// less than a tenth of a pixel is not written.
func (c *Canvas) trace(points [][2]float64) {
	x, y := tenths(points[0][0]), tenths(points[0][1])
	c.w.raw("M").tenths(x).raw(" ").tenths(y)
	started := false
	for _, p := range points[1:] {
		px, py := tenths(p[0]), tenths(p[1])
		dx, dy := px-x, py-y
		if dx == 0 && dy == 0 {
			continue
		}
		switch {
		case !started:
			c.w.raw("l")
			started = true
		case dx >= 0:
			c.w.raw(" ")
		}
		c.w.tenths(dx)
		if dy >= 0 {
			c.w.raw(" ")
		}
		c.w.tenths(dy)
		x, y = px, py
	}
}

// Arrow draws an arrow whose tip is exactly at (x2, y2). One too short for a
// head becomes a dot.
func (c *Canvas) Arrow(x1, y1, x2, y2 float64, p Pen) {
	const long, half = 13, 5.5
	dx, dy := x2-x1, y2-y1
	n := math.Hypot(dx, dy)
	if !(n > 3) {
		c.Disc(x1, y1, ink.Step, p.Color)
		return
	}
	dx, dy = dx/n, dy/n
	head := min(long, 0.6*n)
	wide := half * head / long
	bx, by := x2-head*dx, y2-head*dy
	c.Line(x1, y1, bx, by, p)
	c.w.raw("<path").color("fill", p.Color).raw(` d="`)
	c.trace([][2]float64{{x2, y2}, {bx - wide*dy, by + wide*dx}, {bx + wide*dy, by - wide*dx}})
	c.w.raw(`Z"/>`)
}

// A Place says where a control's handle is. For a point, the state's x lies at
// px A + B·x and its y at C + D·y. For a direction, the handle lies on a circle
// round (A, B) of radius D px, and C is where its angle counts from, in degrees
// counter-clockwise from the right.
type Place struct{ A, B, C, D float64 }

// Handle tells where the handle of the named control is. The name must be one
// of the figure's controls.
func (c *Canvas) Handle(name string, p Place) {
	for i := range c.figure.Controls {
		if c.figure.Controls[i].Name == name {
			c.places[i] = p
			return
		}
	}
	panic("live: handle of an unknown control")
}
