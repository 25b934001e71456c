package figure

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"

	"github.com/downhill-go/downhill/pkg/ink"
)

// arrowTip returns the place of the tip of the one arrow in the probe colour.
func arrowTip(t *testing.T, es []element) xy {
	t.Helper()
	heads := with(es, "path", "fill", probe.Hex())
	if len(heads) != 1 {
		t.Fatalf("%d arrow heads, want 1", len(heads))
	}
	return points(t, heads[0].attr["d"])[0][0]
}

func circle(t *testing.T, e element) xy {
	t.Helper()
	x, errX := strconv.ParseFloat(e.attr["cx"], 64)
	y, errY := strconv.ParseFloat(e.attr["cy"], 64)
	if errX != nil || errY != nil {
		t.Fatalf("circle has %v", e.attr)
	}
	return xy{x, y}
}

func TestArrowTipLiesOnItsPoint(t *testing.T) {
	other := ink.Color{R: 3, G: 2, B: 1}
	for _, u := range [][]float64{{1, 0}, {0, 1}, {-1, -1}, {0.01, 0.02}, {1.7, -0.3}} {
		p := Contours(SurfaceFunc(bowl), Window{-2, 2, -2, 2})
		p.Add(Vector([]float64{0.1, 0.2}, u, "u", probe), Point([]float64{0.1 + u[0], 0.2 + u[1]}, "", other))
		es := drawn(t, p)
		tip, want := arrowTip(t, es), circle(t, with(es, "circle", "fill", other.Hex())[0])
		// Both are rounded to 0.01 px.
		if d := math.Hypot(tip.x-want.x, tip.y-want.y); d > 0.021 {
			t.Errorf("u = %v: the tip is %.3f px off its point", u, d)
		}
	}
}

func TestEqualAxesHaveEqualUnitsInThePicture(t *testing.T) {
	for name, p := range map[string]*plot.Plot{
		"tall window":  Contours(SurfaceFunc(bowl), Window{-1, 1, -5, 5}),
		"wide window":  Contours(SurfaceFunc(bowl), Window{-50, 50, -1, 3}),
		"given size":   Size(Contours(SurfaceFunc(bowl), bowlWindow), 300, 500),
		"vectors":      Vectors(Vector([]float64{0, 0}, []float64{3, 1}, "u", ink.Direction)),
		"good moves":   GoodMoves([]float64{0, 0}, []float64{1, 1}, 2),
		"made equal":   Equal(Lines("x", "y", Series{X: []float64{-1, 3}, Y: []float64{-1, 9}})),
		"large offset": Contours(SurfaceFunc(bowl), Window{1e6, 1e6 + 1, -0.5, 0.5}),
	} {
		x, y := (p.X.Min+p.X.Max)/2, (p.Y.Min+p.Y.Max)/2
		unit := 0.25 * min(p.X.Max-p.X.Min, p.Y.Max-p.Y.Min)
		c := [3]ink.Color{{R: 9, G: 0, B: 1}, {R: 9, G: 0, B: 2}, {R: 9, G: 0, B: 3}}
		p.Add(Point([]float64{x, y}, "", c[0]), Point([]float64{x + unit, y}, "", c[1]), Point([]float64{x, y + unit}, "", c[2]))
		es := drawn(t, p)
		var at [3]xy
		for i, k := range c {
			at[i] = circle(t, with(es, "circle", "fill", k.Hex())[0])
		}
		right, up := at[1].x-at[0].x, at[0].y-at[2].y
		if right < 2 || math.Abs(right-up) > 0.03 || at[1].y != at[0].y || at[2].x != at[0].x {
			t.Errorf("%s: a unit is %.2f px of x and %.2f px of y", name, right, up)
		}
	}
}

func TestUnequalAxesFillTheWindow(t *testing.T) {
	p := Unequal(Contours(SurfaceFunc(bowl), Window{-1, 1, -500, 500}))
	p.Add(Point([]float64{1, 500}, "", probe))
	es := drawn(t, p)
	corner := circle(t, with(es, "circle", "fill", probe.Hex())[0])
	var right, top float64 = 0, math.Inf(1)
	for _, e := range with(es, "path", "stroke", ink.Soft.Hex()) {
		for _, part := range points(t, e.attr["d"]) {
			for _, q := range part {
				right, top = max(right, q.x), min(top, q.y)
			}
		}
	}
	if math.Abs(corner.x-right) > 0.02 || math.Abs(corner.y-top) > 0.02 {
		t.Errorf("the corner of the window is at %v, that of the frame at %g, %g", corner, right, top)
	}
}

func TestAnArrowThatLeavesTheWindowHasNoHead(t *testing.T) {
	p := Contours(SurfaceFunc(bowl), bowlWindow)
	p.Add(Vector([]float64{0, 0}, []float64{100, 0}, "u", probe))
	es := drawn(t, p)
	if n := len(with(es, "path", "fill", probe.Hex())); n != 0 {
		t.Errorf("%d heads", n)
	}
	if n := len(with(es, "path", "stroke", probe.Hex())); n != 1 {
		t.Errorf("%d shafts, want 1", n)
	}
}

func TestAZeroVectorHasNoArrow(t *testing.T) {
	p := Vectors(Vector([]float64{1, 1}, []float64{0, 0}, "u", probe))
	for _, e := range drawn(t, p) {
		if e.attr["fill"] == probe.Hex() || e.attr["stroke"] == probe.Hex() {
			t.Errorf("drawn: %v", e)
		}
	}
}

var square = vg.Rectangle{Min: vg.Point{X: 0, Y: 0}, Max: vg.Point{X: 10, Y: 10}}

func TestClippedSegmentIsThePartInside(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		coord := func() vg.Length { return vg.Length(30*r.Float64() - 10) }
		a, b := vg.Point{X: coord(), Y: coord()}, vg.Point{X: coord(), Y: coord()}
		p, q, ok := clipSegment(a, b, square)
		// The oracle walks along the segment.
		first, last := -1.0, -1.0
		const n = 2000
		for i := range n + 1 {
			s := float64(i) / n
			at := vg.Point{X: a.X + vg.Length(s)*(b.X-a.X), Y: a.Y + vg.Length(s)*(b.Y-a.Y)}
			if inside(square, at) {
				if first < 0 {
					first = s
				}
				last = s
			}
		}
		if first < 0 {
			// The walk may step over a corner cut of less than a step.
			if ok && distance(p, q) > 2*distance(a, b)/n {
				t.Fatalf("%v–%v: clipped to %v–%v, yet outside", a, b, p, q)
			}
			continue
		}
		step := distance(a, b) / n
		if !ok || math.Abs(distance(a, p)-first*distance(a, b)) > step || math.Abs(distance(a, q)-last*distance(a, b)) > step {
			t.Fatalf("%v–%v: clipped to %v–%v (%v), want [%g, %g] of it", a, b, p, q, ok, first, last)
		}
	}
}

func TestClippedLineIsPartedAtTheEdgeAndAtNaN(t *testing.T) {
	nan := vg.Length(math.NaN())
	parts := clipLine([]vg.Point{{X: 1, Y: 1}, {X: 1, Y: 20}, {X: 5, Y: 20}, {X: 5, Y: 5}, {X: nan, Y: 5}, {X: 6, Y: 5}, {X: 7, Y: 5}}, square)
	want := [][]vg.Point{{{X: 1, Y: 1}, {X: 1, Y: 10}}, {{X: 5, Y: 10}, {X: 5, Y: 5}}, {{X: 6, Y: 5}, {X: 7, Y: 5}}}
	if len(parts) != len(want) {
		t.Fatalf("%d parts: %v, want %v", len(parts), parts, want)
	}
	for i := range want {
		for j := range want[i] {
			if len(parts[i]) != len(want[i]) || distance(parts[i][j], want[i][j]) > 1e-12 {
				t.Errorf("part %d is %v, want %v", i, parts[i], want[i])
				break
			}
		}
	}
}

func TestSimplifiedLineStaysWithinItsTolerance(t *testing.T) {
	var pts []vg.Point
	for i := range 400 {
		x := float64(i) / 4
		pts = append(pts, vg.Point{X: vg.Length(x), Y: vg.Length(20 * math.Sin(x/7))})
	}
	const tol = 0.1
	few := simplify(pts, tol)
	if len(few) > len(pts)/4 {
		t.Errorf("%d of %d points kept", len(few), len(pts))
	}
	for _, p := range pts {
		off := math.Inf(1)
		for i := 1; i < len(few); i++ {
			off = min(off, offLine(p, few[i-1], few[i]))
		}
		if off > tol {
			t.Fatalf("%v is %.3f off the simplified line", p, off)
		}
	}
}

func TestACurveStaysInsideTheFrame(t *testing.T) {
	p := New()
	p.Add(Curve(func(x float64) float64 { return 1 / x }, -1, 1, "1/x", probe))
	p.Y.Min, p.Y.Max = -5, 5
	es := drawn(t, p)
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, e := range with(es, "path", "stroke", ink.Soft.Hex()) {
		for _, part := range points(t, e.attr["d"]) {
			for _, q := range part {
				lo, hi = min(lo, q.y), max(hi, q.y)
			}
		}
	}
	curve := with(es, "path", "stroke", probe.Hex())
	if len(curve) != 1 {
		t.Fatalf("%d curves", len(curve))
	}
	parts := points(t, curve[0].attr["d"])
	if len(parts) != 2 {
		t.Errorf("1/x has %d branches in the picture, want 2", len(parts))
	}
	for _, part := range parts {
		for _, q := range part {
			if q.y < lo-0.01 || q.y > hi+0.01 {
				t.Fatalf("the curve leaves the frame at %v", q)
			}
		}
	}
}
