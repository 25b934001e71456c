package figure

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"gonum.org/v1/plot"

	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/internal/plane"
)

func TestContourOfAPlaneIsExact(t *testing.T) {
	// Linear interpolation makes no error on a linear function but rounding.
	slope := SurfaceFunc(func(w, b float64) float64 { return 3*w - 2*b + 1 })
	lines := sample(slope, -1, 1, -1, 1, 17, 13).Lines(0.3)
	if len(lines) != 1 {
		t.Fatalf("%d lines, want 1", len(lines))
	}
	for _, q := range lines[0] {
		if e := math.Abs(slope(q[0], q[1]) - 0.3); e > 1e-14 {
			t.Errorf("%v is off the line by %g", q, e)
		}
	}
	for _, end := range [][2]float64{lines[0][0], lines[0][len(lines[0])-1]} {
		if math.Abs(end[0]) < 1-1e-12 && math.Abs(end[1]) < 1-1e-12 {
			t.Errorf("the line ends at %v, inside the window", end)
		}
	}
}

func TestContourOfABowlIsOneClosedLineNearItsEllipse(t *testing.T) {
	const n, level = 80, 0.9
	lines := sample(SurfaceFunc(bowl), -2, 2, -2, 2, n, n).Lines(level)
	if len(lines) != 1 {
		t.Fatalf("%d lines, want 1", len(lines))
	}
	if first, last := lines[0][0], lines[0][len(lines[0])-1]; first != last {
		t.Errorf("begins at %v, ends at %v", first, last)
	}
	// On an edge of length h linear interpolation is off by at most h²/8 times
	// the second derivative, here 4.
	h := 4.0 / n
	for _, q := range lines[0] {
		if e := math.Abs(bowl(q[0], q[1]) - level); e > h*h/8*4+1e-12 {
			t.Errorf("value %g at %v, want %g", bowl(q[0], q[1]), q, level)
		}
	}
}

func TestContoursOfASaddleDoNotCross(t *testing.T) {
	saddle := SurfaceFunc(func(w, b float64) float64 { return w * b })
	for _, level := range []float64{0.004, -0.004} {
		// An odd number of cells puts the saddle into the middle of one, whose
		// corners have the values ±0.0083.
		lines := sample(saddle, -1, 1, -1, 1, 11, 11).Lines(level)
		if len(lines) != 2 {
			t.Errorf("level %g: %d lines, want 2 branches", level, len(lines))
		}
		for _, line := range lines {
			for _, q := range line {
				if q[0]*line[0][0] < 0 || q[1]*line[0][1] < 0 {
					t.Errorf("level %g: a branch goes from %v to %v, through the saddle", level, line[0], q)
				}
			}
		}
	}
}

func TestContoursSkipWhatIsNotFinite(t *testing.T) {
	half := SurfaceFunc(func(w, b float64) float64 { return math.Log(w) + b*b })
	for _, line := range sample(half, -1, 1, -1, 1, 40, 40).Lines(0) {
		for _, q := range line {
			if !(q[0] > 0) || math.IsNaN(q[1]) {
				t.Fatalf("contour passes %v, where log w is not defined", q)
			}
		}
	}
}

func TestLevelsAreShortNumbersInOrderInsideTheRange(t *testing.T) {
	for name, L := range map[string]SurfaceFunc{
		"bowl":       bowl,
		"steep":      func(w, b float64) float64 { return math.Exp(6 * bowl(w, b)) },
		"flat":       func(w, b float64) float64 { return 1e-9 * bowl(w, b) },
		"high":       func(w, b float64) float64 { return 1e6 + bowl(w, b) },
		"below zero": func(w, b float64) float64 { return -5 + w*w - b*b },
		"with holes": func(w, b float64) float64 { return math.Log(bowl(w, b) - 0.5) },
	} {
		levels := Levels(L, bowlWindow, 9)
		if len(levels) < 6 || len(levels) > 9 {
			t.Errorf("%s: %d levels, want about 9: %v", name, len(levels), levels)
		}
		if !slices.IsSorted(levels) {
			t.Errorf("%s: %v do not ascend", name, levels)
		}
		g := sample(L, -2, 2, -1.5, 1.5, 50, 50)
		lo, hi := math.Inf(1), math.Inf(-1)
		for _, v := range g.Z {
			if !math.IsNaN(v) && !math.IsInf(v, 0) {
				lo, hi = min(lo, v), max(hi, v)
			}
		}
		for _, v := range levels {
			// The window of 50 × 50 samples may miss the ends by a little.
			if slack := 0.01 * (hi - lo); v < lo-slack || v > hi+slack {
				t.Errorf("%s: level %g outside [%g, %g]", name, v, lo, hi)
			}
			if s := plane.Plain(v); len([]rune(s)) > 12 {
				t.Errorf("%s: level is written %q", name, s)
			}
		}
	}
	if got := Levels(SurfaceFunc(func(w, b float64) float64 { return 7 }), bowlWindow, 5); got != nil {
		t.Errorf("a constant has levels %v", got)
	}
	if got := Levels(SurfaceFunc(func(w, b float64) float64 { return math.NaN() }), bowlWindow, 5); got != nil {
		t.Errorf("a surface that is nowhere a number has levels %v", got)
	}
}

var matrixed = regexp.MustCompile(`^matrix\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)$`)

// plates returns the boxes of the contours' numbers.
func plates(t *testing.T, es []element) [][]xy {
	t.Helper()
	var out [][]xy
	for i, e := range es {
		if e.name != "g" || e.attr["fill"] != ink.Level.Hex() {
			continue
		}
		var m [6]float64
		if !scanTranslate(e.attr["transform"], &m[4], &m[5], &m[0]) {
			v := matrixed.FindStringSubmatch(e.attr["transform"])
			if v == nil {
				t.Fatalf("transform %q", e.attr["transform"])
			}
			for k := range m {
				m[k], _ = strconv.ParseFloat(v[k+1], 64)
			}
		} else {
			m[3] = -m[0]
		}
		last := 0.0
		for _, u := range es[i+1:] {
			if u.name != "use" {
				break
			}
			if x := u.attr["x"]; x != "" {
				last, _ = strconv.ParseFloat(x, 64)
			}
		}
		// Font units: a digit is 1139 wide and 1409 tall.
		var box []xy
		for _, q := range []xy{{0, 0}, {last + 1139, 0}, {last + 1139, 1409}, {0, 1409}} {
			box = append(box, xy{m[0]*q.x + m[2]*q.y + m[4], m[1]*q.x + m[3]*q.y + m[5]})
		}
		out = append(out, box)
	}
	return out
}

// apart tells whether two convex polygons do not meet, by the axes of their
// sides.
func apart(a, b []xy) bool {
	for _, poly := range [][]xy{a, b} {
		for i := range poly {
			p, q := poly[i], poly[(i+1)%len(poly)]
			nx, ny := p.y-q.y, q.x-p.x
			reach := func(c []xy) (lo, hi float64) {
				lo, hi = math.Inf(1), math.Inf(-1)
				for _, v := range c {
					d := v.x*nx + v.y*ny
					lo, hi = min(lo, d), max(hi, d)
				}
				return lo, hi
			}
			a0, a1 := reach(a)
			b0, b1 := reach(b)
			if a1 < b0 || b1 < a0 {
				return true
			}
		}
	}
	return false
}

func TestContourNumbersStandInsideTheFrameAndApart(t *testing.T) {
	himmelblau := SurfaceFunc(func(x, y float64) float64 {
		return math.Pow(x*x+y-11, 2) + math.Pow(x+y*y-7, 2)
	})
	for name, p := range map[string]*plot.Plot{
		"bowl":       Contours(SurfaceFunc(bowl), bowlWindow),
		"himmelblau": Contours(himmelblau, Window{-6, 6, -5, 5}),
		"narrow":     Size(Contours(himmelblau, Window{-6, 6, -5, 5}), 360, 0),
	} {
		es := drawn(t, p)
		frame := points(t, with(es, "path", "stroke", ink.Soft.Hex())[0].attr["d"])[0]
		left, right, top, bottom := math.Inf(1), 0.0, math.Inf(1), 0.0
		for _, q := range frame {
			left, right, top, bottom = min(left, q.x), max(right, q.x), min(top, q.y), max(bottom, q.y)
		}
		ps := plates(t, es)
		if len(ps) < 4 {
			t.Errorf("%s: only %d numbers", name, len(ps))
		}
		for i, a := range ps {
			for _, q := range a {
				if q.x < left || q.x > right || q.y < top || q.y > bottom {
					t.Errorf("%s: number %d leaves the frame at %v", name, i, q)
				}
			}
			for j := range i {
				if !apart(a, ps[j]) {
					t.Errorf("%s: numbers %d and %d overlap", name, i, j)
				}
			}
		}
	}
}

func TestALineAlongTheFrameHasNoNumber(t *testing.T) {
	// Upright lines about 3 px from the left and the right edge, level ones 3 px
	// from the lower and the upper: a number on one would leave the frame.
	for name, L := range map[string]SurfaceFunc{
		"upright": func(w, b float64) float64 { return w },
		"level":   func(w, b float64) float64 { return b },
	} {
		p := Contours(L, Window{-1, 1, -1, 1}, -0.985, 0.985)
		if n := len(plates(t, drawn(t, Unequal(p)))); n != 0 {
			t.Errorf("%s: %d numbers", name, n)
		}
	}
}

func TestContoursHaveGapsForTheirNumbers(t *testing.T) {
	p := Contours(SurfaceFunc(bowl), bowlWindow)
	es := drawn(t, p)
	numbers := plates(t, es)
	lines := 0
	for _, e := range es {
		if e.name != "path" || e.attr["fill"] != "none" || e.attr["stroke"] == ink.Soft.Hex() {
			continue
		}
		lines++
		for _, part := range points(t, e.attr["d"]) {
			for i := 1; i < len(part); i++ {
				for _, box := range numbers {
					if !apart(box, []xy{part[i-1], part[i]}) {
						t.Errorf("a contour runs through a number at %v", part[i])
					}
				}
			}
		}
	}
	if lines < 5 || len(numbers) < 4 {
		t.Errorf("%d lines and %d numbers: too few to tell", lines, len(numbers))
	}
}

func TestContourNumbersKeepOffAPath(t *testing.T) {
	p := Contours(SurfaceFunc(bowl), bowlWindow)
	at, _ := descent(0.1, 40)
	p.Add(Path(at, "", probe))
	es := drawn(t, p)
	for _, e := range with(es, "path", "stroke", probe.Hex()) {
		for _, part := range points(t, e.attr["d"]) {
			for i := 1; i < len(part); i++ {
				for _, plate := range plates(t, es) {
					if !apart(plate, []xy{part[i-1], part[i]}) {
						t.Errorf("a number covers the path at %v", part[i])
					}
				}
			}
		}
	}
}
