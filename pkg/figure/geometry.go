package figure

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

func distance(a, b vg.Point) float64 {
	return math.Hypot((a.X - b.X).Points(), (a.Y - b.Y).Points())
}

// clipSegment returns the part of a–b inside r (Liang & Barsky, ACM TOG 3, 1984)
// and whether there is one.
func clipSegment(a, b vg.Point, r vg.Rectangle) (p, q vg.Point, ok bool) {
	t0, t1 := vg.Length(0), vg.Length(1)
	dx, dy := b.X-a.X, b.Y-a.Y
	edge := func(d, room vg.Length) bool {
		switch {
		case d == 0:
			return room >= 0
		case d < 0:
			t0 = max(t0, room/d)
		default:
			t1 = min(t1, room/d)
		}
		return t0 <= t1
	}
	if !edge(-dx, a.X-r.Min.X) || !edge(dx, r.Max.X-a.X) || !edge(-dy, a.Y-r.Min.Y) || !edge(dy, r.Max.Y-a.Y) {
		return p, q, false
	}
	return vg.Point{X: a.X + t0*dx, Y: a.Y + t0*dy}, vg.Point{X: a.X + t1*dx, Y: a.Y + t1*dy}, true
}

// clipLine cuts a polyline at the edges of r into the pieces inside it. Points
// that are not finite part it.
func clipLine(pts []vg.Point, r vg.Rectangle) [][]vg.Point {
	var out [][]vg.Point
	var cur []vg.Point
	end := func() {
		if len(cur) > 1 {
			out = append(out, cur)
		}
		cur = nil
	}
	for i := 1; i < len(pts); i++ {
		a, b := pts[i-1], pts[i]
		if !finite(a) || !finite(b) {
			end()
			continue
		}
		p, q, ok := clipSegment(a, b, r)
		if !ok {
			end()
			continue
		}
		if len(cur) == 0 {
			cur = append(cur, p)
		} else if cur[len(cur)-1] != p {
			end()
			cur = append(cur, p)
		}
		cur = append(cur, q)
		if q != b {
			end()
		}
	}
	end()
	return out
}

// clipPolygon returns the part of a polygon inside r (Sutherland & Hodgman,
// CACM 17, 1974).
func clipPolygon(poly []vg.Point, r vg.Rectangle) []vg.Point {
	cut := func(in []vg.Point, room func(vg.Point) vg.Length) []vg.Point {
		var out []vg.Point
		for i, b := range in {
			a := in[(i+len(in)-1)%len(in)]
			ra, rb := room(a), room(b)
			if (ra < 0) != (rb < 0) {
				t := ra / (ra - rb)
				out = append(out, vg.Point{X: a.X + t*(b.X-a.X), Y: a.Y + t*(b.Y-a.Y)})
			}
			if rb >= 0 {
				out = append(out, b)
			}
		}
		return out
	}
	poly = cut(poly, func(p vg.Point) vg.Length { return p.X - r.Min.X })
	poly = cut(poly, func(p vg.Point) vg.Length { return r.Max.X - p.X })
	poly = cut(poly, func(p vg.Point) vg.Length { return p.Y - r.Min.Y })
	return cut(poly, func(p vg.Point) vg.Length { return r.Max.Y - p.Y })
}

func finite(p vg.Point) bool {
	return !math.IsNaN(p.X.Points()) && !math.IsNaN(p.Y.Points()) && !math.IsInf(p.X.Points(), 0) && !math.IsInf(p.Y.Points(), 0)
}

// simplify drops the points of a polyline that lie within tol px of it without
// them (Douglas & Peucker, Cartographica 10, 1973). It keeps both ends.
func simplify(pts []vg.Point, tol float64) []vg.Point {
	if len(pts) < 3 {
		return pts
	}
	keep := make([]bool, len(pts))
	keep[0], keep[len(pts)-1] = true, true
	type span struct{ i, j int }
	todo := []span{{0, len(pts) - 1}}
	for len(todo) > 0 {
		s := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		worst, at := tol, -1
		for m := s.i + 1; m < s.j; m++ {
			if d := offLine(pts[m], pts[s.i], pts[s.j]); d > worst {
				worst, at = d, m
			}
		}
		if at >= 0 {
			keep[at] = true
			todo = append(todo, span{s.i, at}, span{at, s.j})
		}
	}
	var out []vg.Point
	for i, k := range keep {
		if k {
			out = append(out, pts[i])
		}
	}
	return out
}

// offLine returns the distance of p from the segment a–b.
func offLine(p, a, b vg.Point) float64 {
	dx, dy := (b.X - a.X).Points(), (b.Y - a.Y).Points()
	px, py := (p.X - a.X).Points(), (p.Y - a.Y).Points()
	t := 0.0
	if n := dx*dx + dy*dy; n > 0 {
		t = min(max((px*dx+py*dy)/n, 0), 1)
	}
	return math.Hypot(px-t*dx, py-t*dy)
}

// place maps data to the canvas as the axes of p do.
func place(c *draw.Canvas, p *plot.Plot) func(x, y float64) vg.Point {
	tx, ty := p.Transforms(c)
	return func(x, y float64) vg.Point { return vg.Point{X: tx(x), Y: ty(y)} }
}

// stroke draws a polyline clipped to the data area and asks labels to keep off
// it. It returns what was drawn.
func stroke(c draw.Canvas, p *plot.Plot, sty draw.LineStyle, pts []vg.Point) [][]vg.Point {
	parts := clipLine(pts, c.Rectangle)
	c.SetLineStyle(sty)
	var all vg.Path
	for i, part := range parts {
		part = simplify(part, 0.08)
		parts[i] = part
		all.Move(part[0])
		for _, q := range part[1:] {
			all.Line(q)
		}
		layoutOf(p).keepOff(part, 1)
	}
	if len(all) > 0 {
		c.Stroke(all)
	}
	return parts
}

func disc(c draw.Canvas, at vg.Point, r float64) {
	var path vg.Path
	path.Move(vg.Point{X: at.X + vg.Length(r), Y: at.Y})
	path.Arc(at, vg.Length(r), 0, 2*math.Pi)
	path.Close()
	c.Fill(path)
}
