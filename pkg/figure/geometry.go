package figure

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/downhill-go/downhill/pkg/internal/lean"
	"github.com/downhill-go/downhill/pkg/internal/plane"
)

func distance(a, b vg.Point) float64 {
	return math.Hypot((a.X - b.X).Points(), (a.Y - b.Y).Points())
}

// between returns the point a share t of the way from a to b.
func between(a, b vg.Point, t float64) vg.Point {
	return vg.Point{X: a.X + vg.Length(t)*(b.X-a.X), Y: a.Y + vg.Length(t)*(b.Y-a.Y)}
}

// grown returns r with room on all sides.
func grown(r vg.Rectangle, room vg.Length) vg.Rectangle {
	return vg.Rectangle{Min: vg.Point{X: r.Min.X - room, Y: r.Min.Y - room}, Max: vg.Point{X: r.Max.X + room, Y: r.Max.Y + room}}
}

// toPlane returns a point as package plane has it, and fromPlane the way back.
func toPlane(p vg.Point) plane.Point   { return plane.Point{p.X.Points(), p.Y.Points()} }
func fromPlane(p plane.Point) vg.Point { return vg.Point{X: vg.Length(p[0]), Y: vg.Length(p[1])} }

func rect(r vg.Rectangle) plane.Rect {
	return plane.Rect{X0: r.Min.X.Points(), Y0: r.Min.Y.Points(), X1: r.Max.X.Points(), Y1: r.Max.Y.Points()}
}

// clipSegment returns the part of a–b inside r and whether there is one.
func clipSegment(a, b vg.Point, r vg.Rectangle) (p, q vg.Point, ok bool) {
	t0, t1, ok := rect(r).Segment(toPlane(a), toPlane(b))
	if !ok {
		return p, q, false
	}
	return fromPlane(plane.Between(toPlane(a), toPlane(b), t0)), fromPlane(plane.Between(toPlane(a), toPlane(b), t1)), true
}

// clipLine cuts a polyline at the edges of r into the pieces inside it. Points
// that are not finite part it.
func clipLine(pts []vg.Point, r vg.Rectangle) [][]vg.Point {
	var out [][]vg.Point
	for _, piece := range rect(r).Line(all(pts, toPlane)) {
		out = append(out, all(piece, fromPlane))
	}
	return out
}

// clipPolygon returns the part of a polygon inside r.
func clipPolygon(poly []vg.Point, r vg.Rectangle) []vg.Point {
	return all(rect(r).Polygon(all(poly, toPlane)), fromPlane)
}

func all[A, B any](in []A, f func(A) B) []B {
	out := make([]B, len(in))
	for i, v := range in {
		out[i] = f(v)
	}
	return out
}

func finite(p vg.Point) bool {
	return lean.Finite(p.X.Points()) && lean.Finite(p.Y.Points())
}

// simplify drops the points of a polyline that lie within tol px of it without
// them (Douglas & Peucker, Cartographica 10, 1973). It keeps both ends, and every
// thousandth point: its time may grow with the square of a piece's length.
func simplify(pts []vg.Point, tol float64) []vg.Point {
	const piece = 1000
	if len(pts) < 3 {
		return pts
	}
	if len(pts) > piece+1 {
		out := simplify(pts[:piece+1], tol)
		for i := piece; i < len(pts)-1; i += piece {
			out = append(out[:len(out):len(out)], simplify(pts[i:min(i+piece+1, len(pts))], tol)[1:]...)
		}
		return out
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

// thin drops the points of a long polyline that cannot be seen: of a run of points in one
// column or row of half a pixel it keeps the first, the last and those farthest along it.
// A polyline that goes to and fro 200,000 times across 600 px is no more than a block.
func thin(pts []vg.Point) []vg.Point {
	const short, px = 5000, 0.5
	if len(pts) <= short {
		return pts
	}
	along := func(pts []vg.Point, strip, pos func(vg.Point) float64) []vg.Point {
		var out []vg.Point
		for i := 0; i < len(pts); {
			k := math.Floor(strip(pts[i]) / px)
			lo, hi, j := i, i, i
			for ; j < len(pts) && math.Floor(strip(pts[j])/px) == k && finite(pts[j]); j++ {
				if pos(pts[j]) < pos(pts[lo]) {
					lo = j
				}
				if pos(pts[j]) > pos(pts[hi]) {
					hi = j
				}
			}
			j = max(j, i+1)
			keep := []int{i, min(lo, hi), max(lo, hi), j - 1}
			for n, at := range keep {
				if n == 0 || at > keep[n-1] {
					out = append(out, pts[at])
				}
			}
			i = j
		}
		return out
	}
	x := func(p vg.Point) float64 { return p.X.Points() }
	y := func(p vg.Point) float64 { return p.Y.Points() }
	return along(along(pts, x, y), y, x)
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
	parts := clipLine(thin(pts), c.Rectangle)
	c.SetLineStyle(sty)
	for i, part := range parts {
		parts[i] = simplify(part, 0.08)
		layoutOf(p).keepOff(parts[i], 1)
	}
	strokeAll(c, parts)
	return parts
}

// strokeAll draws lines as one path.
func strokeAll(c draw.Canvas, lines [][]vg.Point) {
	if len(lines) > 0 {
		c.Stroke(pathOf(lines...))
	}
}

// pathOf returns the path through the points of each line.
func pathOf(lines ...[]vg.Point) (path vg.Path) {
	for _, line := range lines {
		path.Move(line[0])
		for _, q := range line[1:] {
			path.Line(q)
		}
	}
	return path
}

func disc(c draw.Canvas, at vg.Point, r float64) {
	var path vg.Path
	path.Move(vg.Point{X: at.X + vg.Length(r), Y: at.Y})
	path.Arc(at, vg.Length(r), 0, 2*math.Pi)
	path.Close()
	c.Fill(path)
}
