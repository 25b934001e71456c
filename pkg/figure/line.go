package figure

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/downhill-go/downhill/pkg/ink"
)

// A LinePlot joins given points.
type LinePlot struct {
	X, Y   []float64
	Label  string
	Color  ink.Color
	Dashed bool
}

// Line returns the line through the points (xs[i], ys[i]) in their order, with
// its name beside it. A point that is not finite parts it. It widens the window
// to the finite points.
//
// It panics if xs and ys differ in length.
func Line(xs, ys []float64, label string, c ink.Color) *LinePlot {
	sameLength(xs, ys)
	return &LinePlot{X: xs, Y: ys, Label: label, Color: c}
}

// Dash makes the line dashed and returns it.
func (l *LinePlot) Dash() *LinePlot { l.Dashed = true; return l }

// DataRange returns the range of the points.
func (l *LinePlot) DataRange() (xmin, xmax, ymin, ymax float64) { return rangeOf(l.X, l.Y) }

// Plot draws the line.
func (l *LinePlot) Plot(c draw.Canvas, p *plot.Plot) {
	to := place(&c, p)
	pts := make([]vg.Point, len(l.X))
	for i := range l.X {
		pts[i] = to(l.X[i], l.Y[i])
	}
	line(c, p, pts, l.Label, l.Color, l.Dashed)
}

func sameLength(xs, ys []float64) {
	if len(xs) != len(ys) {
		panic("figure: xs and ys differ in length")
	}
}

// rangeOf returns the range of the finite points. Those beyond ±1e300, on the
// way to overflow, count as infinite: the room round them would be.
func rangeOf(xs, ys []float64) (xmin, xmax, ymin, ymax float64) {
	xmin, ymin = math.Inf(1), math.Inf(1)
	xmax, ymax = math.Inf(-1), math.Inf(-1)
	for i := range xs {
		x, y := xs[i], ys[i]
		if !(math.Abs(x) <= 1e300 && math.Abs(y) <= 1e300) {
			continue
		}
		xmin, xmax = min(xmin, x), max(xmax, x)
		ymin, ymax = min(ymin, y), max(ymax, y)
	}
	return xmin, xmax, ymin, ymax
}
