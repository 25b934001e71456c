package live

import (
	"math"
	"slices"

	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/internal/lean"
	"github.com/downhill-go/downhill/pkg/internal/plane"
)

// Curve draws y = f(x) over the window at n+1 places, cut at the panel's edge
// and broken where f is not finite. Labels keep off it where they can.
func (a *Axes) Curve(c *Canvas, f func(x float64) float64, n int, p Pen) {
	points := make([][2]float64, n+1)
	for i := range points {
		t := float64(i) / float64(n)
		x := a.X0 + t*(a.X1-a.X0)
		if a.XLog {
			x = a.X0 * math.Pow(a.X1/a.X0, t)
		}
		points[i] = a.XY(x, f(x))
		if i%4 == 0 && a.Inside(points[i]) {
			c.Keep(points[i][0], points[i][1], 5)
		}
	}
	a.Polyline(c, points, p)
}

// Polyline draws a line through px places, cut at the panel's edge.
func (a *Axes) Polyline(c *Canvas, points [][2]float64, p Pen) {
	if pieces := a.rect().Line(points); len(pieces) > 0 {
		c.Path(p, pieces...)
	}
}

// Vector draws an arrow from (x, y) to (x+dx, y+dy) in the data's coordinates.
// One that leaves the panel is cut at its edge and has no head there.
func (a *Axes) Vector(c *Canvas, x, y, dx, dy float64, p Pen) {
	from, to := a.XY(x, y), a.XY(x+dx, y+dy)
	if a.Inside(from) && a.Inside(to) {
		c.Arrow(from[0], from[1], to[0], to[1], p)
		return
	}
	a.Polyline(c, [][2]float64{from, to}, p)
}

// Dot marks a place with a filled disc, if it lies in the panel.
func (a *Axes) Dot(c *Canvas, x, y, r float64, fill ink.Color) {
	if p := a.XY(x, y); a.Inside(p) {
		c.Disc(p[0], p[1], r, fill)
	}
}

// HLine and VLine draw a reference line across the panel, if it lies in it.
func (a *Axes) HLine(c *Canvas, y float64, p Pen) {
	a.Polyline(c, [][2]float64{{a.Left, a.Y(y)}, {a.Left + a.Width, a.Y(y)}}, p)
}

// VLine: see HLine.
func (a *Axes) VLine(c *Canvas, x float64, p Pen) {
	a.Polyline(c, [][2]float64{{a.X(x), a.Top}, {a.X(x), a.Top + a.Height}}, p)
}

// HalfPlane shades the part of the panel on the side of (x, y) to which the
// direction (dx, dy) points, and draws the edge.
func (a *Axes) HalfPlane(c *Canvas, x, y, dx, dy float64, fill, edge ink.Color) {
	if dx == 0 && dy == 0 || !lean.Finite(dx) || !lean.Finite(dy) {
		return
	}
	o := a.XY(x, y)
	side := func(p [2]float64) float64 { // px: y runs down
		return (p[0]-o[0])*dx*a.Height*(a.X1-a.X0) - (p[1]-o[1])*dy*a.Width*(a.Y1-a.Y0)
	}
	r, b := a.Left+a.Width, a.Top+a.Height
	corners := [][2]float64{{a.Left, a.Top}, {r, a.Top}, {r, b}, {a.Left, b}}
	kept := plane.Side(corners, side)
	c.Area(kept, fill, 0.13)
	var cut [][2]float64
	for _, p := range kept {
		if !slices.Contains(corners, p) {
			cut = append(cut, p)
		}
	}
	if len(cut) == 2 {
		c.Path(Pen{Color: edge, Width: ink.Thin, Dash: true}, cut)
	}
}
