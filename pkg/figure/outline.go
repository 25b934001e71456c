package figure

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/downhill-go/downhill/pkg/ink"
)

// An OutlinePlot is a closed line through points.
type OutlinePlot struct {
	At    [][]float64
	Label string
	Color ink.Color
}

// Outline returns the closed polygon through the points, such as the unit ball
// of a norm, with its name beside it. It widens the window to hold it.
//
// It panics if a point has not two components.
func Outline(at [][]float64, label string, c ink.Color) *OutlinePlot {
	for _, q := range at {
		two(q)
	}
	return &OutlinePlot{At: at, Label: label, Color: c}
}

// DataRange returns the range of the corners with a rim.
func (r *OutlinePlot) DataRange() (xmin, xmax, ymin, ymax float64) {
	var xs, ys []float64
	for _, q := range r.At {
		xs, ys = append(xs, q[0]), append(ys, q[1])
	}
	xmin, xmax, ymin, ymax = rangeOf(xs, ys)
	if room := 0.1 * max(xmax-xmin, ymax-ymin); room > 0 && !math.IsInf(room, 0) {
		return xmin - room, xmax + room, ymin - room, ymax + room
	}
	return xmin, xmax, ymin, ymax
}

// Plot draws the polygon.
func (r *OutlinePlot) Plot(c draw.Canvas, p *plot.Plot) {
	to := place(&c, p)
	var pts []vg.Point
	for _, q := range r.At {
		pts = append(pts, to(q[0], q[1]))
	}
	if len(pts) == 0 {
		return
	}
	line(c, p, append(pts, pts[0]), r.Label, r.Color, false)
}
