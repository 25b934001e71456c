// Package plane is what still figures and live ones have in common of the plane: contour
// lines, clipping, round steps and levels, the text of numbers, and which letters of a
// label are mathematics. It depends on nothing but math, strconv, unicode/utf8 and package lean.
//
// What they do not share has a reason: figure draws outlines of glyphs on gonum/plot's
// canvases, tries many places for each label and may take milliseconds; live writes SVG
// with the reader's own fonts and must be done in a frame. So each has its own writer, axes
// and places for labels.
package plane

import "github.com/downhill-go/downhill/pkg/internal/lean"

// A Point is a place in the plane, in data or in px.
type Point = [2]float64

// A Rect is a rectangle with sides along the axes, X0 ≤ X1 and Y0 ≤ Y1.
type Rect struct{ X0, Y0, X1, Y1 float64 }

// Segment returns which part of the segment from p to q is inside r, from p + t0(q−p) to
// p + t1(q−p), and whether there is one (Liang & Barsky, ACM Transactions on Graphics 3,
// 1984: each edge's inequality holds for a part of the parameter). A segment with an end
// that is not finite is nowhere.
func (r Rect) Segment(p, q Point) (t0, t1 float64, ok bool) {
	if !lean.Finite(p[0]) || !lean.Finite(p[1]) || !lean.Finite(q[0]) || !lean.Finite(q[1]) {
		return 0, 0, false
	}
	t1 = 1
	dx, dy := q[0]-p[0], q[1]-p[1]
	for _, e := range [...][2]float64{{-dx, p[0] - r.X0}, {dx, r.X1 - p[0]}, {-dy, p[1] - r.Y0}, {dy, r.Y1 - p[1]}} {
		switch d, room := e[0], e[1]; {
		case d == 0 && room < 0:
			return 0, 0, false
		case d < 0:
			t0 = max(t0, room/d)
		case d > 0:
			t1 = min(t1, room/d)
		}
	}
	return t0, t1, t0 <= t1
}

// Between returns p + t(q−p), and exactly p and q at 0 and 1.
func Between(p, q Point, t float64) Point {
	switch t {
	case 0:
		return p
	case 1:
		return q
	}
	return Point{p[0] + t*(q[0]-p[0]), p[1] + t*(q[1]-p[1])}
}

// Line cuts a line at the edges of r into the pieces inside it. Points that are not finite
// part it.
func (r Rect) Line(points []Point) (pieces [][]Point) {
	var piece []Point
	end := func() {
		if len(piece) > 1 {
			pieces = append(pieces, piece)
		}
		piece = nil
	}
	for i := 1; i < len(points); i++ {
		p, q := points[i-1], points[i]
		t0, t1, ok := r.Segment(p, q)
		if !ok || t0 == t1 && p != q { // a corner touched
			end()
			continue
		}
		if t0 > 0 {
			end()
		}
		if len(piece) == 0 {
			piece = append(make([]Point, 0, len(points)-i+1), Between(p, q, t0))
		}
		piece = append(piece, Between(p, q, t1))
		if t1 < 1 {
			end()
		}
	}
	end()
	return pieces
}

// Polygon returns the part of a polygon inside r.
func (r Rect) Polygon(poly []Point) []Point {
	poly = Side(poly, func(p Point) float64 { return p[0] - r.X0 })
	poly = Side(poly, func(p Point) float64 { return r.X1 - p[0] })
	poly = Side(poly, func(p Point) float64 { return p[1] - r.Y0 })
	return Side(poly, func(p Point) float64 { return r.Y1 - p[1] })
}

// Side returns the part of a polygon where a linear function of the place is not negative
// (Sutherland & Hodgman, CACM 17, 1974).
func Side(poly []Point, room func(Point) float64) (kept []Point) {
	for i, q := range poly {
		p := poly[(i+len(poly)-1)%len(poly)]
		rp, rq := room(p), room(q)
		if (rp < 0) != (rq < 0) {
			kept = append(kept, Between(p, q, rp/(rp-rq)))
		}
		if rq >= 0 {
			kept = append(kept, q)
		}
	}
	return kept
}
