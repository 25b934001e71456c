package live

import (
	"math"

	"github.com/downhill-go/downhill/pkg/ink"
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
	if pieces := a.clip(points); len(pieces) > 0 {
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

// clip cuts a line at the panel's edge into the pieces inside (Liang and
// Barsky, ACM Transactions on Graphics 3, 1984: each segment keeps the part of
// its parameter that satisfies the four edges' inequalities).
func (a *Axes) clip(points [][2]float64) [][][2]float64 {
	var pieces [][][2]float64
	var piece [][2]float64
	end := func() {
		if len(piece) > 1 {
			pieces = append(pieces, piece)
		}
		piece = nil
	}
	for i := 1; i < len(points); i++ {
		p, q := points[i-1], points[i]
		t0, t1, ok := a.inside(p, q)
		if !ok {
			end()
			continue
		}
		from := [2]float64{p[0] + t0*(q[0]-p[0]), p[1] + t0*(q[1]-p[1])}
		to := [2]float64{p[0] + t1*(q[0]-p[0]), p[1] + t1*(q[1]-p[1])}
		if t0 > 0 {
			end()
		}
		if len(piece) == 0 {
			piece = append(make([][2]float64, 0, len(points)-i+1), from)
		}
		piece = append(piece, to)
		if t1 < 1 {
			end()
		}
	}
	end()
	return pieces
}

func (a *Axes) inside(p, q [2]float64) (t0, t1 float64, ok bool) {
	if bad(p[0]) || bad(p[1]) || bad(q[0]) || bad(q[1]) {
		return 0, 0, false
	}
	t1 = 1
	dx, dy := q[0]-p[0], q[1]-p[1]
	for _, e := range [...][2]float64{
		{-dx, p[0] - a.Left}, {dx, a.Left + a.Width - p[0]},
		{-dy, p[1] - a.Top}, {dy, a.Top + a.Height - p[1]},
	} {
		switch d, room := e[0], e[1]; {
		case d == 0 && room < 0:
			return 0, 0, false
		case d < 0:
			t0 = max(t0, room/d)
		case d > 0:
			t1 = min(t1, room/d)
		}
	}
	return t0, t1, t0 < t1 || t0 == t1 && p == q
}

func bad(x float64) bool { return math.IsNaN(x) || math.IsInf(x, 0) }

// HalfPlane shades the part of the panel on the side of (x, y) to which the
// direction (dx, dy) points, and draws the edge.
func (a *Axes) HalfPlane(c *Canvas, x, y, dx, dy float64, fill, edge ink.Color) {
	if dx == 0 && dy == 0 || bad(dx) || bad(dy) {
		return
	}
	// Sutherland and Hodgman's rule with one line: keep what lies on the good side, and where an edge crosses, the crossing.
	o := a.XY(x, y)
	side := func(p [2]float64) float64 { // px: y runs down
		return (p[0]-o[0])*dx*a.Height*(a.X1-a.X0) - (p[1]-o[1])*dy*a.Width*(a.Y1-a.Y0)
	}
	r, b := a.Left+a.Width, a.Top+a.Height
	corners := [][2]float64{{a.Left, a.Top}, {r, a.Top}, {r, b}, {a.Left, b}}
	var kept, cut [][2]float64
	for i, p := range corners {
		q := corners[(i+1)%4]
		sp, sq := side(p), side(q)
		if sp >= 0 {
			kept = append(kept, p)
		}
		if sp >= 0 != (sq >= 0) {
			t := sp / (sp - sq)
			m := [2]float64{p[0] + t*(q[0]-p[0]), p[1] + t*(q[1]-p[1])}
			kept, cut = append(kept, m), append(cut, m)
		}
	}
	c.Area(kept, fill, 0.13)
	if len(cut) == 2 {
		c.Path(Pen{Color: edge, Width: ink.Thin, Dash: true}, cut)
	}
}
