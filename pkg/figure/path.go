package figure

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/downhill-go/downhill/pkg/ink"
)

// A PathPlot is the path of a descent.
type PathPlot struct {
	At    [][]float64
	Label string
	Color ink.Color
}

// Path returns the path θ₀, θ₁, … of a descent: a line with a dot a step, a
// ring where it starts and a disc where it ends. Steps too close together to be
// told apart share a dot. The label stands beside the path. It does not widen
// the window and is clipped by it; what comes after a point that is not finite
// is left out.
//
// It panics if a point has not two components.
func Path(at [][]float64, label string, c ink.Color) *PathPlot {
	for _, θ := range at {
		two(θ)
	}
	return &PathPlot{At: at, Label: label, Color: c}
}

// Plot draws the path.
func (t *PathPlot) Plot(c draw.Canvas, p *plot.Plot) {
	to := place(&c, p)
	var pts []vg.Point
	for _, θ := range t.At {
		q := to(θ[0], θ[1])
		if !finite(q) {
			break
		}
		pts = append(pts, q)
	}
	if len(pts) == 0 {
		return
	}
	owner := layoutOf(p).newLine()
	parts := stroke(c, p, draw.LineStyle{Color: t.Color, Width: ink.Line * 0.8}, pts)
	c.SetColor(t.Color)
	var steps vg.Path
	last := pts[0]
	dotted := make(map[[2]int]bool) // places, to a dot's radius, that have one already
	for _, q := range pts[1:] {
		spot := [2]int{int(q.X / ink.Step), int(q.Y / ink.Step)}
		if inside(c.Rectangle, q) && distance(q, last) > 2.2*ink.Step && !dotted[spot] {
			dotted[spot] = true
			steps.Move(vg.Point{X: q.X + ink.Step, Y: q.Y})
			steps.Arc(q, ink.Step, 0, fullTurn)
			steps.Close()
			last = q
		}
	}
	if len(steps) > 0 {
		c.Fill(steps)
	}
	l := layoutOf(p)
	if start := pts[0]; inside(c.Rectangle, start) {
		c.SetColor(t.Color)
		disc(c, start, ink.Dot+0.5)
		c.SetColor(ink.Card)
		disc(c, start, ink.Dot-1.5)
		l.block(start, ink.Dot)
	}
	if end := pts[len(pts)-1]; len(pts) > 1 && inside(c.Rectangle, end) {
		c.SetColor(ink.Card)
		disc(c, end, ink.Dot+1)
		c.SetColor(t.Color)
		disc(c, end, ink.Dot)
		l.block(end, ink.Dot)
	}
	var spots []spot
	for _, part := range parts {
		// Anywhere beside it: paths often share their start, or their end.
		for _, s := range along(part, 9) {
			s.cost *= 0.3
			spots = append(spots, s)
		}
	}
	if len(parts) == 0 && inside(c.Rectangle, pts[0]) {
		spots = around(pts[0], ink.Dot+4)
	}
	l.add(c.Canvas, p, label{text: t.Label, size: ink.NoteSize, color: t.Color, spots: spots, owner: owner, free: true})
}
