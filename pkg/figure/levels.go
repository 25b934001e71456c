package figure

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/internal/lean"
	"github.com/downhill-go/downhill/pkg/internal/plane"
)

// Levels chooses about n contour levels for a surface over a window: quantiles
// of its values there, so that the lines share the window's area between them,
// with more of them near the lowest value, where a descent ends; each rounded to
// as few digits as keep it apart from its neighbours. They ascend.
//
// It returns nil for a surface that is constant or nowhere finite. It panics if
// the window is empty or not finite, or if n < 1.
func Levels(L Surface, win Window, n int) []float64 {
	win.check()
	if n < 1 {
		panic("figure: no levels asked for")
	}
	var v []float64
	for _, x := range sample(L, win.XMin, win.XMax, win.YMin, win.YMax, 72, 54).Z {
		if lean.Finite(x) {
			v = append(v, x)
		}
	}
	slices.Sort(v)
	return plane.Levels(v, n)
}

// A levelLabel is the number of a level with the lines it may stand on.
type levelLabel struct {
	text  string
	lines [][]vg.Point
}

// placeLevels finds places for the numbers of contour lines on them, one on
// each long line, where the line is straight and nothing else is near. A line
// without such a place has no number.
func (l *layout) placeLevels(hand *typesetter) {
	var taken []segment // the middles of the labels placed
	// Lowest levels first: their lines are shortest and have least choice.
	for _, lv := range l.levels {
		w, h := textSize(hand, lv.text, ink.LevelSize)
		for _, line := range lv.lines {
			best, at, angle := 60.0, vg.Point{}, 0.0
			total := length(line)
			if total < 2.2*w {
				continue
			}
			for s := w/2 + 4; s < total-w/2-4; s += 6 {
				a, m, b := pointAt(line, s-w/2), pointAt(line, s), pointAt(line, s+w/2)
				bend := offLine(m, a, b)
				if bend > 0.2*w || distance(a, b) < 0.8*w {
					continue
				}
				if a.X > b.X {
					a, b = b, a
				}
				turn := math.Atan2((b.Y - a.Y).Points(), (b.X - a.X).Points())
				cost := 4*bend + 9*math.Abs(turn)
				if cost >= best-hair {
					continue
				}
				cost += l.levelClash(a, b, h)
				for _, t := range taken {
					// Two numbers of one figure keep some distance, so that each
					// belongs to its line.
					if d := gapBetween(a, b, t.a, t.b); d < 2.2*h {
						cost += 100
					} else if d < 6*h {
						cost += 3 * (6 - d/h)
					}
				}
				if cost < best-hair {
					best, angle = cost, turn
					mid := vg.Point{X: (a.X + b.X + m.X) / 3, Y: (a.Y + b.Y + m.Y) / 3}
					sin, cos := math.Sincos(turn)
					at = vg.Point{
						X: mid.X - vg.Length(cos*w/2-sin*h/2),
						Y: mid.Y - vg.Length(sin*w/2+cos*h/2),
					}
				}
			}
			if best >= 60 {
				continue
			}
			sin, cos := math.Sincos(angle)
			base := vg.Point{X: at.X - vg.Length(sin*h/2), Y: at.Y + vg.Length(cos*h/2)}
			end := vg.Point{X: base.X + vg.Length(cos*w), Y: base.Y + vg.Length(sin*w)}
			taken = append(taken, segment{a: base, b: end})
			l.out = append(l.out, placedLabel{lv.text, ink.LevelSize, ink.Level, at, angle, false})
			l.holes = append(l.holes, hole{at: at, angle: angle, w: w, h: h})
		}
	}
}

// A hole is the box of a label, its baseline from at, turned by angle.
type hole struct {
	at    vg.Point
	angle float64
	w, h  float64
}

// cut returns the pieces of a line outside a hole. The line ends a little off
// the label: a rim round the letters would let it through beside a decimal
// point and make a colon of it.
func (o hole) cut(line []vg.Point) [][]vg.Point {
	const air = 2.5
	box := vg.Rectangle{Min: vg.Point{X: -air, Y: -air}, Max: vg.Point{X: vg.Length(o.w) + air, Y: vg.Length(o.h) + air}}
	sin64, cos64 := math.Sincos(o.angle)
	sin, cos := vg.Length(sin64), vg.Length(cos64)
	local := func(p vg.Point) vg.Point {
		dx, dy := p.X-o.at.X, p.Y-o.at.Y
		return vg.Point{X: cos*dx + sin*dy, Y: cos*dy - sin*dx}
	}
	back := func(p vg.Point) vg.Point {
		return vg.Point{X: o.at.X + cos*p.X - sin*p.Y, Y: o.at.Y + sin*p.X + cos*p.Y}
	}
	var out [][]vg.Point
	cur := []vg.Point{line[0]}
	for i := 1; i < len(line); i++ {
		a, b := local(line[i-1]), local(line[i])
		p, q, ok := clipSegment(a, b, box)
		if !ok {
			cur = append(cur, line[i])
			continue
		}
		if p != a {
			cur = append(cur, back(p))
		}
		if len(cur) > 1 {
			out = append(out, cur)
		}
		cur = nil
		if q != b {
			cur = []vg.Point{back(q), line[i]}
		} else {
			cur = []vg.Point{line[i]}
		}
	}
	if len(cur) > 1 {
		out = append(out, cur)
	}
	return out
}

// levelClash returns how bad it is to set a number of height h along a–b.
func (l *layout) levelClash(a, b vg.Point, h float64) float64 {
	cost := 0.0
	room := vg.Length(h/2 + 4)
	for _, p := range []vg.Point{a, b} {
		if p.X < l.frame.Min.X+room || p.X > l.frame.Max.X-room || p.Y < l.frame.Min.Y+room || p.Y > l.frame.Max.Y-room {
			return 1000
		}
	}
	for _, box := range l.boxes {
		if _, _, ok := clipSegment(a, b, grown(box, room)); ok {
			return 1000
		}
	}
	lo := vg.Point{X: min(a.X, b.X) - room, Y: min(a.Y, b.Y) - room}
	hi := vg.Point{X: max(a.X, b.X) + room, Y: max(a.Y, b.Y) + room}
	for _, s := range l.segments {
		if s.a.X < lo.X && s.b.X < lo.X || s.a.X > hi.X && s.b.X > hi.X || s.a.Y < lo.Y && s.b.Y < lo.Y || s.a.Y > hi.Y && s.b.Y > hi.Y {
			continue // most are far away
		}
		d := gapBetween(a, b, s.a, s.b)
		switch {
		case s.weight >= lineWeight: // a path, an arrow, a curve
			if d < h/2+3 {
				return 1000
			}
		case s.weight == contourWeight && d > 2.5 && d < h/2+1: // a neighbouring contour under the number
			cost += 8
		}
	}
	return cost
}

func length(line []vg.Point) float64 {
	sum := 0.0
	for i := 1; i < len(line); i++ {
		sum += distance(line[i-1], line[i])
	}
	return sum
}

// pointAt returns the point s px along a line.
func pointAt(line []vg.Point, s float64) vg.Point {
	for i := 1; i < len(line); i++ {
		d := distance(line[i-1], line[i])
		if s <= d && d > 0 {
			return between(line[i-1], line[i], s/d)
		}
		s -= d
	}
	return line[len(line)-1]
}

// gapBetween returns the distance of two segments: 0 if they cross.
func gapBetween(a, b, c, d vg.Point) float64 {
	side := func(p, q, r vg.Point) vg.Length { return (q.X-p.X)*(r.Y-p.Y) - (q.Y-p.Y)*(r.X-p.X) }
	if side(a, b, c)*side(a, b, d) < 0 && side(c, d, a)*side(c, d, b) < 0 {
		return 0
	}
	return min(offLine(a, c, d), offLine(b, c, d), offLine(c, a, b), offLine(d, a, b))
}
