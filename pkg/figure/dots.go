package figure

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/downhill-go/downhill/pkg/ink"
)

// A DotsPlot is a set of points.
type DotsPlot struct {
	X, Y  []float64
	Label string
	Color ink.Color
}

// many is the number of points from which they are drawn as a cloud.
const many = 300

// Dots returns the points (xs[i], ys[i]) as small discs; more than 300 of them
// as a cloud of specks on a grid of 2 px, each drawn once, so that ten thousand
// stay a small picture. It widens the window to the finite points.
//
// It panics if xs and ys differ in length.
func Dots(xs, ys []float64, label string, c ink.Color) *DotsPlot {
	sameLength(xs, ys)
	return &DotsPlot{X: xs, Y: ys, Label: label, Color: c}
}

// DataRange returns the range of the points.
func (d *DotsPlot) DataRange() (xmin, xmax, ymin, ymax float64) { return rangeOf(d.X, d.Y) }

// Plot draws the points.
func (d *DotsPlot) Plot(c draw.Canvas, p *plot.Plot) {
	to := place(&c, p)
	var pts []vg.Point
	for i := range d.X {
		if q := to(d.X[i], d.Y[i]); finite(q) && inside(c.Rectangle, q) {
			pts = append(pts, q)
		}
	}
	if len(pts) == 0 {
		return
	}
	radius := 3.2
	l := layoutOf(p)
	if len(d.X) > many {
		radius = 0.9
		pts = snap(pts, 2)
		for _, q := range snap(slices.Clone(pts), 10) {
			l.keepOff([]vg.Point{{X: q.X - 5, Y: q.Y}, {X: q.X + 5, Y: q.Y}}, 2)
		}
	} else {
		for _, q := range pts {
			l.block(q, radius)
		}
	}
	if out, ok := backing(c.Canvas).(*canvas); ok {
		out.dots(pts, radius, d.Color)
	} else {
		c.SetColor(d.Color)
		for _, q := range pts {
			disc(c, q, radius)
		}
	}
	if d.Label == "" {
		return
	}
	slices.SortFunc(pts, func(a, b vg.Point) int { return cmp.Compare(b.X, a.X) })
	var spots []spot
	for i := 0; i < len(pts); i += 1 + len(pts)/30 { // any 30 of them will do
		spots = append(spots, around(pts[i], radius+4)...)
	}
	l.add(c.Canvas, p, label{text: d.Label, size: ink.NoteSize, color: d.Color, spots: spots, free: true})
}

// snap moves points to a grid of g px and returns each place once, row by row.
func snap(pts []vg.Point, g float64) []vg.Point {
	for i, q := range pts {
		pts[i] = vg.Point{
			X: vg.Length(g * math.Round(q.X.Points()/g)),
			Y: vg.Length(g * math.Round(q.Y.Points()/g)),
		}
	}
	slices.SortFunc(pts, func(a, b vg.Point) int {
		return cmp.Or(cmp.Compare(a.Y, b.Y), cmp.Compare(a.X, b.X))
	})
	return slices.Compact(pts)
}
