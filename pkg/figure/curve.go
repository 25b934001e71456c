package figure

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/internal/lean"
)

const fullTurn = 2 * math.Pi

// A CurvePlot is the graph of a function.
type CurvePlot struct {
	F      func(float64) float64
	A, B   float64
	Label  string
	Color  ink.Color
	Dashed bool
}

// Curve returns the graph y = f(x) for a ≤ x ≤ b, clipped at the frame, with its
// name beside it. Where f is not finite there is no line. It widens the window
// to [a, b] and to the values of f there.
//
// It panics if f is nil or a < b does not hold.
func Curve(f func(float64) float64, a, b float64, label string, c ink.Color) *CurvePlot {
	if f == nil {
		panic("figure: nil function")
	}
	if !(a < b) {
		panic("figure: a curve needs a < b")
	}
	return &CurvePlot{F: f, A: a, B: b, Label: label, Color: c}
}

// Dash makes the line dashed and returns the graph.
func (g *CurvePlot) Dash() *CurvePlot { g.Dashed = true; return g }

// DataRange returns the range of the graph, with a little room above and below.
func (g *CurvePlot) DataRange() (xmin, xmax, ymin, ymax float64) {
	ymin, ymax = math.Inf(1), math.Inf(-1)
	const n = 400
	for i := range n + 1 {
		y := g.F(g.A + (g.B-g.A)*float64(i)/n)
		if lean.Finite(y) {
			ymin, ymax = min(ymin, y), max(ymax, y)
		}
	}
	room := 0.04 * (ymax - ymin)
	if !(room >= 0) {
		return g.A, g.B, ymin, ymax
	}
	if low := ymin - room; low > 0 || ymin <= 0 {
		ymin = low // never below zero for that alone: a loss has none there
	}
	return g.A, g.B, ymin, ymax + room
}

// Plot draws the graph.
func (g *CurvePlot) Plot(c draw.Canvas, p *plot.Plot) {
	a, b := max(g.A, p.X.Min), min(g.B, p.X.Max)
	if !(a < b) {
		return
	}
	to := place(&c, p)
	log := isLog(&p.X) && a > 0
	at := func(t float64) vg.Point {
		x := a + t*(b-a)
		if log {
			x = a * math.Pow(b/a, t)
		}
		return to(x, g.F(x))
	}
	// Two samples a px, halved further where the line bends or breaks.
	n := max(16, int(distance(to(a, p.Y.Min), to(b, p.Y.Min))/2))
	pts := []vg.Point{at(0)}
	for i := 1; i <= n; i++ {
		refine(&pts, at, float64(i-1)/float64(n), float64(i)/float64(n), at(float64(i)/float64(n)), c.Rectangle, 6)
	}
	line(c, p, pts, g.Label, g.Color, g.Dashed)
}

// refine appends the samples in (t0, t1] to pts, up to 2^depth of them where
// the chord leaves the curve by more than 0.2 px.
func refine(pts *[]vg.Point, at func(float64) vg.Point, t0, t1 float64, end vg.Point, r vg.Rectangle, depth int) {
	start := (*pts)[len(*pts)-1]
	if depth > 0 {
		m := at((t0 + t1) / 2)
		both := finite(start) && finite(end)
		bent := both && finite(m) && offLine(m, start, end) > 0.2
		torn := finite(start) != finite(end)
		far := func(q vg.Point) bool {
			return q.Y < r.Min.Y-50 || q.Y > r.Max.Y+50
		}
		if torn || bent && !(far(start) && far(end) && far(m)) {
			refine(pts, at, t0, (t0+t1)/2, m, r, depth-1)
			refine(pts, at, (t0+t1)/2, t1, end, r, depth-1)
			return
		}
	}
	*pts = append(*pts, end)
}

// line draws a named line.
func line(c draw.Canvas, p *plot.Plot, pts []vg.Point, name string, col ink.Color, dashed bool) {
	sty := draw.LineStyle{Color: col, Width: ink.Line}
	if dashed {
		sty.Dashes = []vg.Length{7, 4.5}
	}
	owner := layoutOf(p).newLine()
	parts := stroke(c, p, sty, pts)
	var spots []spot
	for i := len(parts) - 1; i >= 0; i-- {
		for _, s := range along(parts[i], 9) {
			s.cost += 6 * float64(len(parts)-1-i)
			spots = append(spots, s)
		}
	}
	layoutOf(p).add(c.Canvas, p, label{text: name, size: ink.NoteSize, color: col, spots: spots, owner: owner, free: true})
}
