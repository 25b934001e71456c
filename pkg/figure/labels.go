package figure

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"

	"github.com/downhill-go/downhill/pkg/ink"
)

// A layout gathers, while the elements of a figure draw themselves, the labels
// they want and the lines and marks that labels should keep off, and then
// places the labels one by one where they clash least.
type layout struct {
	frame, page vg.Rectangle
	segments    []segment
	boxes       []vg.Rectangle // marks and labels placed: not to be covered
	labels      []label
	levels      []levelLabel
	owner       int // the line being drawn

	placed bool // from here on nothing is gathered
	out    []placedLabel
	holes  []hole // where contours give way to labels

	contours map[*ContoursPlot][][][]vg.Point // lines by level, found once a drawing
}

// How much it hurts a label to cover 1 px of a line.
const (
	gridWeight    = 0.02
	contourWeight = 0.12
	lineWeight    = 1.0 // and more: lines that labels must not hide
)

// A placedLabel is a line of text at its place: the start of its baseline and
// its turn.
type placedLabel struct {
	text  string
	size  float64
	color ink.Color
	at    vg.Point
	angle float64
	rim   bool // it stands on a line
}

type segment struct {
	a, b   vg.Point
	weight float64 // how much it hurts to cover 1 px of it
	owner  int     // the line it is part of
}

// hair is by how much a place must be better to be taken over an earlier one.
// Along a straight line all places are equally good but for rounding, and that
// differs between processors: it must not decide where a text stands.
const hair = 1e-6

// A label is a text with the places it may stand, best first.
type label struct {
	text  string
	size  float64
	color ink.Color
	spots []spot
	free  bool // any spot along a line will do: placed after the others
	owner int  // the line it names, 0 for none: it keeps away from others
}

// A spot is a point with the side of it on which the text stands: h and v are
// −1 (left, below), 0 (centred) or 1 (right, above).
type spot struct {
	at   vg.Point
	h, v float64
	gap  float64 // px between point and text
	cost float64
}

// box returns the rectangle of a w × h text at s.
func (s spot) box(w, h float64) vg.Rectangle {
	// On a diagonal the text moves nearer: its corner is the near point.
	gap := s.gap
	if s.h != 0 && s.v != 0 {
		gap *= 0.75
	}
	x := s.at.X.Points() + s.h*gap + (s.h-1)*w/2
	y := s.at.Y.Points() + s.v*gap + (s.v-1)*h/2
	return vg.Rectangle{
		Min: vg.Point{X: vg.Length(x), Y: vg.Length(y)},
		Max: vg.Point{X: vg.Length(x + w), Y: vg.Length(y + h)},
	}
}

// keepOff asks labels to stay off a polyline.
func (l *layout) keepOff(pts []vg.Point, weight float64) {
	if l == nil || l.placed {
		return
	}
	for i := 1; i < len(pts); i++ {
		l.segments = append(l.segments, segment{pts[i-1], pts[i], weight, l.owner})
	}
}

// newLine begins a line whose name is to stand nearer to it than to any other,
// and returns its number.
func (l *layout) newLine() int {
	if l == nil {
		return 0
	}
	l.owner++
	return l.owner
}

// block asks labels to stay off a disc of radius r.
func (l *layout) block(at vg.Point, r float64) {
	if l == nil || l.placed {
		return
	}
	l.boxes = append(l.boxes, grown(vg.Rectangle{Min: at, Max: at}, vg.Length(r)))
}

// cover asks labels to stay off a text of w × h px with its baseline's start at
// pt.
func (l *layout) cover(pt vg.Point, w, h float64) {
	if l.placed {
		return
	}
	l.boxes = append(l.boxes, vg.Rectangle{
		Min: vg.Point{X: pt.X - 6, Y: pt.Y - 4}, Max: vg.Point{X: pt.X + vg.Length(w) + 6, Y: pt.Y + vg.Length(h) + 4},
	})
}

// add asks for a label. Outside Draw, where nobody gathers labels, it is drawn
// at its first spot at once.
func (l *layout) add(c vg.Canvas, p *plot.Plot, b label) {
	if b.text == "" || len(b.spots) == 0 {
		return
	}
	if l == nil {
		hand, ok := p.TextHandler.(*typesetter)
		if !ok {
			hand = &typesetter{look: &look{}}
		}
		w, h := textSize(hand, b.text, b.size)
		drawLabel(c, hand, b.text, b.size, b.color, b.spots[0].box(w, h).Min)
		return
	}
	if !l.placed {
		l.labels = append(l.labels, b)
	}
}

// layoutOf returns the layout of the figure being drawn, or nil.
func layoutOf(p *plot.Plot) *layout {
	if k := lookOf(p); k != nil {
		return k.layout
	}
	return nil
}

// place finds a place for every label: for names first, for contour levels in
// what room is left.
func (l *layout) place(hand *typesetter) {
	// Names that may stand anywhere along a line give way to the others.
	last := slices.DeleteFunc(slices.Clone(l.labels), func(b label) bool { return !b.free })
	first := slices.DeleteFunc(l.labels, func(b label) bool { return b.free })
	for _, b := range append(first, last...) {
		w, h := textSize(hand, b.text, b.size)
		best, at := math.Inf(1), vg.Rectangle{}
		for _, s := range b.spots {
			r := s.box(w, h)
			if cost := s.cost + l.clash(reach(r, b.size), b.owner); cost < best-hair {
				best, at = cost, r
			}
		}
		at = l.shove(at, w, h)
		l.out = append(l.out, placedLabel{b.text, b.size, b.color, at.Min, 0, l.crossed(reach(at, b.size))})
		l.boxes = append(l.boxes, reach(at, b.size))
		l.holes = append(l.holes, hole{at: at.Min, w: w, h: h})
	}
	l.placeLevels(hand)
	l.placed = true
}

// reach is the room a line of text takes: its capitals' box r, a little air, and
// what hangs below the baseline.
func reach(r vg.Rectangle, size float64) vg.Rectangle {
	return vg.Rectangle{
		Min: vg.Point{X: r.Min.X - 3, Y: r.Min.Y - vg.Length(0.28*size)},
		Max: vg.Point{X: r.Max.X + 3, Y: r.Max.Y + 2},
	}
}

// crossed reports whether a line other than a contour crosses r.
func (l *layout) crossed(r vg.Rectangle) bool {
	for _, s := range l.segments {
		if s.weight != contourWeight {
			if _, _, ok := clipSegment(s.a, s.b, r); ok {
				return true
			}
		}
	}
	return false
}

// draw draws the labels where they were placed.
func (l *layout) draw(c vg.Canvas, hand *typesetter) {
	for _, b := range l.out {
		c.Push()
		c.Translate(b.at)
		if b.angle != 0 {
			c.Rotate(b.angle)
		}
		if b.rim {
			drawLabel(c, hand, b.text, b.size, b.color, vg.Point{})
		} else {
			drawPlain(c, hand, b.text, vg.Length(b.size), b.color, vg.Point{})
		}
		c.Pop()
	}
}

// shove moves a label that would leave the card back onto it.
func (l *layout) shove(r vg.Rectangle, w, h float64) vg.Rectangle {
	if over := r.Min.X + vg.Length(w) - l.page.Max.X; over > 0 {
		r.Min.X -= over
	}
	if r.Min.X < l.page.Min.X {
		r.Min.X = l.page.Min.X
	}
	r.Min.Y = min(max(r.Min.Y, l.page.Min.Y+3), l.page.Max.Y-vg.Length(h))
	r.Max = vg.Point{X: r.Min.X + vg.Length(w), Y: r.Min.Y + vg.Length(h)}
	return r
}

// clash returns how bad it is for a label to cover r: 0 if nothing else is
// there. The name of a line also keeps some distance from other lines.
func (l *layout) clash(r vg.Rectangle, owner int) float64 {
	cost, near := 0.0, 0.0
	out := func(bounds vg.Rectangle) float64 {
		o := max(0, bounds.Min.X-r.Min.X) + max(0, r.Max.X-bounds.Max.X) +
			max(0, bounds.Min.Y-r.Min.Y) + max(0, r.Max.Y-bounds.Max.Y)
		return o.Points()
	}
	if o := out(l.page); o > 0 {
		cost += 1000 + 50*o
	}
	if o := out(l.frame); o > 0 {
		cost += 30 + 4*o
	}
	for _, b := range l.boxes {
		w := min(r.Max.X, b.Max.X) - max(r.Min.X, b.Min.X)
		h := min(r.Max.Y, b.Max.Y) - max(r.Min.Y, b.Min.Y)
		if w > 0 && h > 0 {
			cost += 200 + (w * h).Points()
		}
	}
	for _, s := range l.segments {
		if a, b, ok := clipSegment(s.a, s.b, r); ok {
			cost += s.weight * (20 + 1.5*distance(a, b))
		} else if owner != 0 && s.owner != owner && s.weight >= lineWeight {
			if a, b, ok := clipSegment(s.a, s.b, grown(r, 9)); ok {
				near += distance(a, b)
			}
		}
	}
	return cost + min(0.4*near, 25)
}

// around returns the spots round a point, the diagonal ones first.
func around(at vg.Point, gap float64) []spot {
	var near, far []spot
	for i, s := range [...][2]float64{{1, 1}, {1, -1}, {-1, 1}, {-1, -1}, {1, 0}, {0, 1}, {-1, 0}, {0, -1}} {
		near = append(near, spot{at: at, h: s[0], v: s[1], gap: gap, cost: 2 * float64(i)})
		far = append(far, spot{at: at, h: s[0], v: s[1], gap: 2.5 * gap, cost: 30 + 2*float64(i)})
	}
	return append(near, far...)
}

// along returns the spots beside a polyline, its end first: above and below it,
// and past its last point.
func along(pts []vg.Point, gap float64) []spot {
	n := len(pts)
	if n == 0 {
		return nil
	}
	out := []spot{{at: pts[n-1], h: 1, gap: gap}}
	total := length(pts)
	const steps = 24
	walked, next := 0.0, 0
	for i := 1; i < n; i++ {
		d := distance(pts[i-1], pts[i])
		for ; next <= steps && float64(next)*total/steps <= walked+d; next++ {
			t := 0.0
			if d > 0 {
				t = (float64(next)*total/steps - walked) / d
			}
			at := between(pts[i-1], pts[i], t)
			far := 0.8 * float64(steps-next)
			for k, s := range [...][2]float64{{0, 1}, {0, -1}, {-1, 1}, {1, 1}, {-1, -1}, {1, -1}, {1, 0}, {-1, 0}} {
				out = append(out, spot{at: at, h: s[0], v: s[1], gap: gap, cost: 4 + far + 1.5*float64(k)})
			}
		}
		walked += d
	}
	return out
}

// drawPlain sets one line without a rim.
func drawPlain(c vg.Canvas, hand *typesetter, s string, size vg.Length, col color.Color, pt vg.Point) {
	c.SetColor(col)
	drawRuns(c, hand.set(s, typeface(size.Points())), pt)
}
