package figure

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/downhill-go/downhill/pkg/ink"
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
	p := New()
	Equal(p)
	lookOf(p).box = true
	p.X.Label.Text, p.Y.Label.Text = "w", "b"
	if len(levels) == 0 {
		levels = Levels(L, win, 10)
	}
	p.Add(&Levelled{L: L, Levels: levels})
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = win.XMin, win.XMax, win.YMin, win.YMax
	return p
}

func (w Window) check() {
	if !(w.XMin < w.XMax && w.YMin < w.YMax) ||
		math.IsInf(w.XMin, 0) || math.IsInf(w.XMax, 0) || math.IsInf(w.YMin, 0) || math.IsInf(w.YMax, 0) {
		panic("figure: empty window")
	}
}

// Levelled draws the contour lines of a surface in the window of the figure it
// is added to. It does not widen the window.
type Levelled struct {
	L      Surface
	Levels []float64
}

const cell = 3.0 // px between the samples of a surface

// Plot draws the lines, with gaps for labels, and asks for their numbers.
func (s *Levelled) Plot(c draw.Canvas, p *plot.Plot) {
	l := layoutOf(p)
	for i, lines := range s.lines(c, p, l) {
		t := 0.0
		if len(s.Levels) > 1 {
			t = float64(i) / float64(len(s.Levels)-1)
		}
		var all vg.Path
		for _, line := range lines {
			l.keepOff(line, contourWeight)
			for _, part := range l.gaps(line) {
				all.Move(part[0])
				for _, q := range part[1:] {
					all.Line(q)
				}
			}
		}
		if len(all) == 0 {
			continue
		}
		c.SetLineStyle(draw.LineStyle{Color: ink.Low.Mix(ink.High, t), Width: ink.Thin})
		c.Stroke(all)
		if l != nil && !l.placed {
			l.levels = append(l.levels, levelLabel{text: plainNumber(s.Levels[i]), lines: lines})
		}
	}
}

// lines returns the lines of each level on the canvas. A drawing asks twice for
// the same ones; the surface is sampled once.
func (s *Levelled) lines(c draw.Canvas, p *plot.Plot, l *layout) [][][]vg.Point {
	if l != nil && l.contours[s] != nil {
		return l.contours[s]
	}
	size := c.Size()
	g := sample(s.L, p.X.Min, p.X.Max, p.Y.Min, p.Y.Max,
		max(8, int(size.X.Points()/cell)), max(8, int(size.Y.Points()/cell)))
	to := place(&c, p)
	out := make([][][]vg.Point, len(s.Levels))
	for i, level := range s.Levels {
		for _, chain := range g.contour(level) {
			pts := make([]vg.Point, len(chain))
			for j, q := range chain {
				pts[j] = to(q[0], q[1])
			}
			out[i] = append(out[i], simplify(pts, 0.12))
		}
	}
	if l != nil {
		if l.contours == nil {
			l.contours = make(map[*Levelled][][][]vg.Point)
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

// A grid holds the values of a surface at (n+1)·(m+1) points.
type grid struct {
	n, m           int
	x0, x1, y0, y1 float64
	v              []float64 // row by row, y upward
}

func sample(L Surface, x0, x1, y0, y1 float64, n, m int) *grid {
	g := &grid{n: n, m: m, x0: x0, x1: x1, y0: y0, y1: y1, v: make([]float64, (n+1)*(m+1))}
	θ := make([]float64, 2)
	for j := range m + 1 {
		for i := range n + 1 {
			// A surface may keep or change its argument: give it fresh numbers.
			θ[0], θ[1] = g.x(float64(i)), g.y(float64(j))
			g.v[j*(n+1)+i] = L.Value(θ)
		}
	}
	return g
}

func (g *grid) x(i float64) float64 { return g.x0 + (g.x1-g.x0)*i/float64(g.n) }
func (g *grid) y(j float64) float64 { return g.y0 + (g.y1-g.y0)*j/float64(g.m) }

// contour returns the lines on which the surface has a level, by marching
// squares with linear interpolation (Lorensen & Cline, SIGGRAPH 1987, in two
// dimensions). A saddle cell is resolved by the mean of its corners. Closed
// lines end where they begin.
func (g *grid) contour(level float64) [][][2]float64 {
	// An edge of the grid is crossed at most once. Its number is 2·corner for
	// the edge to the right of a corner, 2·corner + 1 for the one above it.
	next := make(map[int][]int) // crossed edges, joined through a cell
	var order []int
	join := func(a, b int) {
		for _, e := range [2]int{a, b} {
			if _, ok := next[e]; !ok {
				order = append(order, e)
			}
		}
		next[a] = append(next[a], b)
		next[b] = append(next[b], a)
	}
	w := g.n + 1
	for j := range g.m {
		for i := range g.n {
			k := j*w + i
			v := [4]float64{g.v[k], g.v[k+1], g.v[k+1+w], g.v[k+w]} // counter-clockwise
			sum, bits := 0.0, 0
			for b, x := range v {
				sum += x
				if x >= level {
					bits |= 1 << b
				}
			}
			if math.IsNaN(sum) || math.IsInf(sum, 0) {
				continue
			}
			bottom, right, top, left := 2*k, 2*(k+1)+1, 2*(k+w), 2*k+1
			high := sum/4 >= level
			switch bits {
			case 1, 14:
				join(left, bottom)
			case 2, 13:
				join(bottom, right)
			case 4, 11:
				join(right, top)
			case 8, 7:
				join(top, left)
			case 3, 12:
				join(left, right)
			case 6, 9:
				join(bottom, top)
			case 5:
				if high {
					join(bottom, right)
					join(top, left)
				} else {
					join(left, bottom)
					join(right, top)
				}
			case 10:
				if high {
					join(left, bottom)
					join(right, top)
				} else {
					join(bottom, right)
					join(top, left)
				}
			}
		}
	}
	at := func(e int) [2]float64 {
		k := e / 2
		i, j := float64(k%w), float64(k/w)
		other := k + 1
		if e%2 == 1 {
			other = k + w
		}
		t := (level - g.v[k]) / (g.v[other] - g.v[k])
		if e%2 == 1 {
			return [2]float64{g.x(i), g.y(j + t)}
		}
		return [2]float64{g.x(i + t), g.y(j)}
	}
	used := make(map[[2]int]bool)
	link := func(a, b int) [2]int { return [2]int{min(a, b), max(a, b)} }
	walk := func(start int) [][2]float64 {
		out := [][2]float64{at(start)}
		for e := start; ; {
			moved := false
			for _, f := range next[e] {
				if !used[link(e, f)] {
					used[link(e, f)] = true
					out = append(out, at(f))
					e, moved = f, true
					break
				}
			}
			if !moved {
				return out
			}
		}
	}
	var lines [][][2]float64
	// Open lines first, from their ends; what is left is closed.
	for _, ends := range []bool{true, false} {
		for _, e := range order {
			if ends && len(next[e]) != 1 {
				continue
			}
			if chain := walk(e); len(chain) > 1 {
				lines = append(lines, chain)
			}
		}
	}
	return lines
}
