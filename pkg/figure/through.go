package figure

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg/draw"

	"github.com/downhill-go/downhill/pkg/ink"
)

// A ThroughPlot is one contour line, drawn as a line of its own among the others.
type ThroughPlot struct{ s ContoursPlot }

// Through returns the contour line of L on which the place θ lies: where the
// loss is L(θ). It is drawn in the window of the figure it is added to.
//
// It panics if L is nil or θ has not two entries.
func Through(L Surface, θ []float64) *ThroughPlot {
	if L == nil {
		panic("figure: nil surface")
	}
	if len(θ) != 2 {
		panic("figure: a contour goes through a place of two entries")
	}
	return &ThroughPlot{ContoursPlot{L: L, Levels: []float64{L.Value(θ)}}}
}

// Plot draws the line.
func (v *ThroughPlot) Plot(c draw.Canvas, p *plot.Plot) {
	c.SetLineStyle(draw.LineStyle{Color: ink.Text, Width: ink.Line})
	strokeAll(c, v.s.lines(c, p, layoutOf(p))[0])
}
