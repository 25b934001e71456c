package figure

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/downhill-go/downhill/pkg/ink"
)

// A VectorPlot is a vector drawn from a point.
type VectorPlot struct {
	FromX, FromY float64
	DX, DY       float64
	Label        string
	Color        ink.Color
	Dashed       bool
}

// Size of an arrow's head in px.
const (
	headLong = 14.0
	headWide = 5.2 // half its width
)

// Vector returns the arrow from the point `from` to from + u, with its name
// beside it. Its tip lies on that point exactly. It does not widen the window;
// an arrow that leaves the window is cut at the edge and has no head there. A
// zero vector has no arrow.
//
// Directions look right only on equal axes (Contours, Vectors, GoodMoves, or
// Equal).
//
// It panics unless from and u have two components.
func Vector(from, u []float64, label string, c ink.Color) *VectorPlot {
	x, y := two(from)
	dx, dy := two(u)
	return &VectorPlot{FromX: x, FromY: y, DX: dx, DY: dy, Label: label, Color: c}
}

// Dash makes the shaft dashed (a vector that was moved, a move not made) and
// returns the arrow.
func (a *VectorPlot) Dash() *VectorPlot { a.Dashed = true; return a }

// Plot draws the arrow.
func (a *VectorPlot) Plot(c draw.Canvas, p *plot.Plot) {
	to := place(&c, p)
	from, tip := to(a.FromX, a.FromY), to(a.FromX+a.DX, a.FromY+a.DY)
	long := distance(from, tip)
	if !finite(from) || !finite(tip) || long < 0.05 {
		return
	}
	ux, uy := (tip.X-from.X)/vg.Length(long), (tip.Y-from.Y)/vg.Length(long)
	// A head longer than a short arrow's shaft would hide where it starts.
	shrink := min(1, 0.75*long/headLong)
	hl, hw := vg.Length(headLong*shrink), vg.Length(headWide*shrink)
	end := tip
	seen := inside(c.Rectangle, tip)
	if seen {
		// The shaft ends inside the head, so that its square end does not
		// blunt the tip.
		end = vg.Point{X: tip.X - 0.8*hl*ux, Y: tip.Y - 0.8*hl*uy}
	}
	sty := draw.LineStyle{Color: a.Color, Width: vg.Length(min(ink.Heavy, max(1, long/5)))}
	if a.Dashed {
		sty.Dashes = []vg.Length{7, 5}
	}
	if parts := clipLine([]vg.Point{from, end}, c.Rectangle); len(parts) > 0 {
		c.SetLineStyle(sty)
		c.Stroke(pathOf(parts[0]))
	}
	if seen {
		head := pathOf([]vg.Point{
			tip,
			{X: tip.X - hl*ux - hw*uy, Y: tip.Y - hl*uy + hw*ux},
			{X: tip.X - 0.75*hl*ux, Y: tip.Y - 0.75*hl*uy},
			{X: tip.X - hl*ux + hw*uy, Y: tip.Y - hl*uy - hw*ux},
		})
		head.Close()
		c.SetColor(a.Color)
		c.Fill(head)
	}
	parts := clipLine([]vg.Point{from, tip}, c.Rectangle)
	if len(parts) == 0 {
		return
	}
	f, t := parts[0][0], parts[0][1]
	l := layoutOf(p)
	owner := l.newLine()
	l.keepOff([]vg.Point{f, t}, 3)
	l.add(c.Canvas, p, label{text: a.Label, size: ink.LabelSize, color: a.Color, spots: beside(f, t), owner: owner})
}

// beside returns the spots for the name of an arrow: either side of its middle,
// then of its other parts, then beyond its tip.
func beside(from, tip vg.Point) []spot {
	ux, uy := (tip.X - from.X).Points(), (tip.Y - from.Y).Points()
	n := math.Hypot(ux, uy)
	ux, uy = ux/n, uy/n
	var out []spot
	for i, t := range []float64{0.55, 0.7, 0.4, 0.85, 0.25, 1} {
		at := between(from, tip, t)
		for k, side := range []float64{1, -1} {
			// The side vector (−uy, ux) decides which corner or edge of the
			// text faces the arrow.
			h, v := -uy*side, ux*side
			out = append(out, spot{at: at, h: h / max(math.Abs(h), math.Abs(v)), v: v / max(math.Abs(h), math.Abs(v)), gap: 9, cost: 3*float64(i) + float64(k)})
		}
	}
	m := max(math.Abs(ux), math.Abs(uy))
	return append(out, spot{at: tip, h: ux / m, v: uy / m, gap: 8, cost: 6})
}

// Vectors returns a figure of arrows on equal axes, its window fitted round
// them and the origin.
func Vectors(arrows ...*VectorPlot) *plot.Plot {
	x0, x1, y0, y1 := 0.0, 0.0, 0.0, 0.0
	for _, a := range arrows {
		x0, x1 = min(x0, a.FromX, a.FromX+a.DX), max(x1, a.FromX, a.FromX+a.DX)
		y0, y1 = min(y0, a.FromY, a.FromY+a.DY), max(y1, a.FromY, a.FromY+a.DY)
	}
	room := 0.12 * max(x1-x0, y1-y0)
	if !(room > 0) || math.IsInf(room, 0) {
		room = 1
	}
	p := newMap(Window{x0 - room, x1 + room, y0 - room, y1 + room})
	for _, a := range arrows {
		p.Add(a)
	}
	return p
}
