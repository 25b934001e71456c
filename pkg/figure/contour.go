package figure

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/internal/plane"
)

// A Surface is a function of θ = [w, b], such as a loss.
type Surface interface {
	Value(θ []float64) float64
}

// SurfaceFunc makes a function of two numbers a Surface.
type SurfaceFunc func(w, b float64) float64

// Value returns f(θ[0], θ[1]).
func (f SurfaceFunc) Value(θ []float64) float64 { return f(θ[0], θ[1]) }

// A Window is a rectangle of the plane.
type Window struct{ XMin, XMax, YMin, YMax float64 }

// Contours returns the contour lines of a surface over a window: θ = [w, b]
// with w to the right and b upward, on equal axes, each line with its level
// written on it where there is room. Without levels, they are chosen by Levels.
// With equal axes the window may be widened on one side; the lines then go on
// to the edge. Where the surface is not finite there are no lines.
//
// It panics if the window is empty or not finite, or if L is nil.
func Contours(L Surface, win Window, levels ...float64) *plot.Plot {
	if L == nil {
		panic("figure: nil surface")
	}
	win.check()
	p := newMap(win)
	if len(levels) == 0 {
		levels = Levels(L, win, 10)
	}
	p.Add(&ContoursPlot{L: L, Levels: levels})
	return p
}

// newMap returns an empty figure of θ = [w, b] over a window, on equal axes.
func newMap(win Window) *plot.Plot {
	p := New()
	Equal(p)
	lookOf(p).box = true
	p.X.Label.Text, p.Y.Label.Text = "w", "b"
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = win.XMin, win.XMax, win.YMin, win.YMax
	return p
}

func (w Window) check() {
	if !(w.XMin < w.XMax && w.YMin < w.YMax) ||
		math.IsInf(w.XMin, 0) || math.IsInf(w.XMax, 0) || math.IsInf(w.YMin, 0) || math.IsInf(w.YMax, 0) {
		panic("figure: empty window")
	}
}

// ContoursPlot draws the contour lines of a surface in the window of the figure it
// is added to. It does not widen the window.
type ContoursPlot struct {
	L      Surface
	Levels []float64
}

const cell = 3.0 // px between the samples of a surface

// Plot draws the lines, with gaps for labels, and asks for their numbers.
func (s *ContoursPlot) Plot(c draw.Canvas, p *plot.Plot) {
	l := layoutOf(p)
	for i, lines := range s.lines(c, p, l) {
		t := 0.0
		if len(s.Levels) > 1 {
			t = float64(i) / float64(len(s.Levels)-1)
		}
		var parts [][]vg.Point
		for _, line := range lines {
			l.keepOff(line, contourWeight)
			parts = append(parts, l.gaps(line)...)
		}
		if len(parts) == 0 {
			continue
		}
		c.SetLineStyle(draw.LineStyle{Color: ink.Low.Mix(ink.High, t), Width: ink.Thin})
		c.Stroke(pathOf(parts...))
		if l != nil && !l.placed {
			l.levels = append(l.levels, levelLabel{text: plane.Plain(s.Levels[i]), lines: lines})
		}
	}
}

// lines returns the lines of each level on the canvas. A drawing asks twice for
// the same ones; the surface is sampled once.
func (s *ContoursPlot) lines(c draw.Canvas, p *plot.Plot, l *layout) [][][]vg.Point {
	if l != nil && l.contours[s] != nil {
		return l.contours[s]
	}
	size := c.Size()
	g := sample(s.L, p.X.Min, p.X.Max, p.Y.Min, p.Y.Max,
		max(8, int(size.X.Points()/cell)), max(8, int(size.Y.Points()/cell)))
	to := place(&c, p)
	out := make([][][]vg.Point, len(s.Levels))
	for i, level := range s.Levels {
		for _, chain := range g.Lines(level) {
			pts := make([]vg.Point, len(chain))
			for j, q := range chain {
				pts[j] = to(q[0], q[1])
			}
			out[i] = append(out[i], simplify(pts, 0.12))
		}
	}
	if l != nil {
		if l.contours == nil {
			l.contours = make(map[*ContoursPlot][][][]vg.Point)
		}
		l.contours[s] = out
	}
	return out
}

// gaps returns a contour line less where labels stand.
func (l *layout) gaps(line []vg.Point) [][]vg.Point {
	parts := [][]vg.Point{line}
	if l == nil || !l.placed {
		return parts
	}
	for _, o := range l.holes {
		var next [][]vg.Point
		for _, part := range parts {
			next = append(next, o.cut(part)...)
		}
		parts = next
	}
	return parts
}

// sample evaluates a surface over a window.
func sample(L Surface, x0, x1, y0, y1 float64, n, m int) *plane.Grid {
	θ := make([]float64, 2)
	return plane.NewGrid(func(w, b float64) float64 {
		θ[0], θ[1] = w, b // a surface may keep or change its argument: fresh numbers each time
		return L.Value(θ)
	}, plane.Rect{X0: x0, Y0: y0, X1: x1, Y1: y1}, n, m)
}
