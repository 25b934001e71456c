package figure

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/downhill-go/downhill/pkg/ink"
)

// A PointPlot is a point with its name.
type PointPlot struct {
	X, Y  float64
	Label string
	Color ink.Color
	Open  bool // a ring rather than a disc
}

// Point returns a disc at a point of the plane with its name beside it, where
// there is room. It does not widen the figure's window, and outside the window
// nothing is drawn.
//
// It panics if at has not two components.
func Point(at []float64, label string, c ink.Color) *PointPlot {
	x, y := two(at)
	return &PointPlot{X: x, Y: y, Label: label, Color: c}
}

// Ring makes the marker a ring rather than a disc, and returns it.
func (m *PointPlot) Ring() *PointPlot { m.Open = true; return m }

// Plot draws the marker.
func (m *PointPlot) Plot(c draw.Canvas, p *plot.Plot) {
	at := place(&c, p)(m.X, m.Y)
	if !finite(at) || !inside(c.Rectangle, at) {
		return
	}
	c.SetColor(ink.Card)
	disc(c, at, ink.Dot+1.5)
	c.SetColor(m.Color)
	disc(c, at, ink.Dot)
	if m.Open {
		c.SetColor(ink.Card)
		disc(c, at, ink.Dot-ink.Line)
	}
	l := layoutOf(p)
	l.block(at, ink.Dot)
	l.add(c.Canvas, p, label{text: m.Label, size: ink.LabelSize, color: m.Color, spots: around(at, ink.Dot+4)})
}

// two returns the two components of a vector of the plane.
func two(v []float64) (x, y float64) {
	if len(v) != 2 {
		panic("figure: not a vector of the plane")
	}
	return v[0], v[1]
}

// inside tells whether p lies in r, or a rounding error off it.
func inside(r vg.Rectangle, p vg.Point) bool {
	const eps = 1e-6
	return p.X >= r.Min.X-eps && p.X <= r.Max.X+eps && p.Y >= r.Min.Y-eps && p.Y <= r.Max.Y+eps
}

// A GapPlot is a vertical distance, marked by a bar with feet.
type GapPlot struct {
	X, Y0, Y1 float64
	Label     string
	Color     ink.Color
}

// Gap returns a bar from (x, y0) to (x, y1) that marks the difference of the
// two: an error, a residual. It does not widen the window and is clipped by it.
func Gap(x, y0, y1 float64, label string, c ink.Color) *GapPlot {
	return &GapPlot{X: x, Y0: y0, Y1: y1, Label: label, Color: c}
}

// Plot draws the bar.
func (d *GapPlot) Plot(c draw.Canvas, p *plot.Plot) {
	to := place(&c, p)
	a, b := to(d.X, d.Y0), to(d.X, d.Y1)
	if !finite(a) || !finite(b) {
		return
	}
	parts := stroke(c, p, draw.LineStyle{Color: d.Color, Width: ink.Line}, []vg.Point{a, b})
	if len(parts) == 0 {
		return
	}
	// Feet, where the bar is long enough for them to be told from a cross.
	if distance(a, b) > 8 {
		for _, e := range []vg.Point{a, b} {
			if inside(c.Rectangle, e) {
				c.StrokeLine2(draw.LineStyle{Color: d.Color, Width: ink.Thin}, e.X-4, e.Y, e.X+4, e.Y)
			}
		}
	}
	mid := vg.Point{X: a.X, Y: (parts[0][0].Y + parts[0][len(parts[0])-1].Y) / 2}
	spots := []spot{{at: mid, h: 1, gap: 8}, {at: mid, h: -1, gap: 8, cost: 3}}
	spots = append(spots, around(a, 10)...)
	spots = append(spots, around(b, 10)...)
	layoutOf(p).add(c.Canvas, p, label{text: d.Label, size: ink.NoteSize, color: d.Color, spots: spots})
}

// A RulePlot is a straight line across the figure at one value of x or y.
type RulePlot struct {
	At    float64
	Label string
	Color ink.Color
	level bool
}

// HLine returns a dashed level line at y across the figure: a bound, a least
// loss. It does not widen the window.
func HLine(y float64, label string, c ink.Color) *RulePlot {
	return &RulePlot{At: y, Label: label, Color: c, level: true}
}

// VLine returns a dashed upright line at x across the figure: a radius of
// convergence, the temperature of a launch. It does not widen the window.
func VLine(x float64, label string, c ink.Color) *RulePlot {
	return &RulePlot{At: x, Label: label, Color: c}
}

// Plot draws the line.
func (r *RulePlot) Plot(c draw.Canvas, p *plot.Plot) {
	to := place(&c, p)
	var a, b vg.Point
	if r.level {
		y := to(p.X.Min, r.At).Y
		a, b = vg.Point{X: c.Min.X, Y: y}, vg.Point{X: c.Max.X, Y: y}
	} else {
		x := to(r.At, p.Y.Min).X
		a, b = vg.Point{X: x, Y: c.Min.Y}, vg.Point{X: x, Y: c.Max.Y}
	}
	if !finite(a) || !inside(c.Rectangle, a) {
		return
	}
	sty := draw.LineStyle{Color: r.Color, Width: ink.Thin, Dashes: []vg.Length{6, 4}}
	stroke(c, p, sty, []vg.Point{a, b})
	var spots []spot
	h, v := 1.0, -1.0
	if r.level {
		h, v = -1, 1
	}
	for i := range 21 {
		at := between(b, a, float64(i)/20)
		spots = append(spots, spot{at: at, h: h, v: v, gap: 9, cost: float64(i)}, spot{at: at, h: -1, v: -1, gap: 9, cost: float64(i) + 1})
	}
	layoutOf(p).add(c.Canvas, p, label{text: r.Label, size: ink.NoteSize, color: r.Color, spots: spots, free: true})
}

// A BandPlot is a level strip across the figure.
type BandPlot struct {
	Y0, Y1 float64
	Color  ink.Color
}

// HBand returns the strip y0 ≤ y ≤ y1, tinted. Add it before what is to be seen
// on it. It does not widen the window.
func HBand(y0, y1 float64, c ink.Color) *BandPlot { return &BandPlot{y0, y1, c} }

// Plot draws the strip.
func (b *BandPlot) Plot(c draw.Canvas, p *plot.Plot) {
	to := place(&c, p)
	lo, hi := to(p.X.Min, min(b.Y0, b.Y1)).Y, to(p.X.Min, max(b.Y0, b.Y1)).Y
	if math.IsNaN(lo.Points()) || math.IsNaN(hi.Points()) {
		return
	}
	lo, hi = max(lo, c.Min.Y), min(hi, c.Max.Y)
	if lo < hi {
		c.SetColor(b.Color)
		c.Fill(vg.Rectangle{Min: vg.Point{X: c.Min.X, Y: lo}, Max: vg.Point{X: c.Max.X, Y: hi}}.Path())
	}
}

// A TextPlot is a text at a point.
type TextPlot struct {
	X, Y  float64
	Label string
	Color ink.Color
}

// Text returns a text centred at (x, y), moved a little if something else
// stands there. It does not widen the window.
func Text(x, y float64, s string, c ink.Color) *TextPlot { return &TextPlot{x, y, s, c} }

// Plot draws the text.
func (n *TextPlot) Plot(c draw.Canvas, p *plot.Plot) {
	at := place(&c, p)(n.X, n.Y)
	if !finite(at) || !inside(c.Rectangle, at) {
		return
	}
	spots := append([]spot{{at: at}}, around(at, 8)...)
	for i := range spots[1:] {
		spots[i+1].cost += 4
	}
	layoutOf(p).add(c.Canvas, p, label{text: n.Label, size: ink.NoteSize, color: n.Color, spots: spots})
}
