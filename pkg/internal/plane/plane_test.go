package plane

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestStepsAreOneTwoOrFiveTimesAPowerOfTen(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		x := math.Pow(10, 600*rng.Float64()-300)
		for name, s := range map[string]float64{"below": StepBelow(x), "above": StepAbove(x), "near": StepNear(x)} {
			_, e := split(s, 0)
			if m := s / Pow10(e); math.Abs(m-1) > 1e-14 && math.Abs(m-2) > 1e-14 && math.Abs(m-5) > 1e-14 {
				t.Fatalf("%s %v: %v is %v times a power of ten", name, x, s, m)
			}
			lo, hi := 0.4, 2.5
			switch name {
			case "below":
				hi = 1 + 1e-14
			case "above":
				lo = 1 - 1e-14
			case "near":
				lo, hi = 1/math.Sqrt(2.6), math.Sqrt(2.6)
			}
			if s < lo*x || s > hi*x {
				t.Fatalf("%s %v: %v", name, x, s)
			}
		}
	}
	for x, want := range map[float64][3]float64{1: {1, 1, 1}, 2: {2, 2, 2}, 5: {5, 5, 5}, 3: {2, 5, 2}, 4: {2, 5, 5}, 9: {5, 10, 10}, 0.03: {0.02, 0.05, 0.02}} {
		if got := [3]float64{StepBelow(x), StepAbove(x), StepNear(x)}; got != want {
			t.Errorf("%v: %v, want %v", x, got, want)
		}
	}
}

func TestNumbersAreWrittenInOneWay(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Plain(0), "0"}, {Plain(0.5), "0.5"}, {Plain(-25), "−25"}, {Plain(1e-5), "10⁻⁵"}, {Plain(-1e6), "−10⁶"}, {Plain(1.5e6), "1.5·10⁶"}, {Plain(1000000.5), "1000000.5"},
		{Neat(1e-5), "10⁻⁵"}, {Neat(-1e-5), "−10⁻⁵"}, {Neat(3.14159e-7), "3.14·10⁻⁷"}, {Neat(123456), "1.23·10⁵"}, {Neat(0.1), "0.1"}, {Neat(100), "100"}, {Neat(0), "0"}, {Neat(-1.106), "−1.11"},
		{Short(0.1, 3), "0.100"}, {Short(1e-5, 3), "1.00·10⁻⁵"}, {Fixed(-0.001, 2), "0.00"}, {Neat(math.Inf(-1)), "−∞"}, {Plain(math.NaN()), "undefined"},
		{Times("2.50", 3), "2.5·10³"}, {Times("0.0", 3), "0"}, {Trim("100"), "100"}, {Trim("1.50"), "1.5"}, {Trim("2.00"), "2"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}

func TestMathematicsIsItalicAndWordsAreNot(t *testing.T) {
	for text, want := range map[string]string{
		"w": "w", "a": "a", "a loss": "", "I am": "", "don't go": "", "31 °F": "", "θ + ηu": "θηu", "L(w, b)": "Lwb", "wt + b": "wtb",
		"u·∇L": "uL", "ŷ": "ŷ", "order 2": "", "step n": "n", "the L of it": "L", "don’t": "", "A": "A", "x²": "x",
	} {
		rs, got := []rune(text), ""
		for i, r := range rs {
			if Italic(rs, i) {
				got += string(r)
			}
		}
		if got != want {
			t.Errorf("%q: %q is italic, want %q", text, got, want)
		}
	}
}

// A clipped line is where the line is inside, by an oracle that walks along it.
func TestClippedLinesAreWhatIsInside(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	r := Rect{-1, -2, 3, 1}
	in := func(p Point) bool { return p[0] >= r.X0 && p[0] <= r.X1 && p[1] >= r.Y0 && p[1] <= r.Y1 }
	for range 2000 {
		p, q := Point{8*rng.Float64() - 4, 8*rng.Float64() - 4}, Point{8*rng.Float64() - 4, 8*rng.Float64() - 4}
		t0, t1, ok := r.Segment(p, q)
		for i := range 101 {
			s := float64(i) / 100
			if want, got := in(Between(p, q, s)), ok && s >= t0 && s <= t1; want != got {
				t.Fatalf("%v–%v at %v: inside %v, kept %v (%v to %v)", p, q, s, want, got, t0, t1)
			}
		}
	}
	pieces := r.Line([]Point{{0, 0}, {0, 5}, {2, 5}, {2, 0}, {math.NaN(), 0}, {1, 0}, {2, -1}})
	// Where a line crosses a border is a division and a product, each rounded: processors differ in the last bit.
	near := func(a, b float64) bool { return math.Abs(a-b) <= 1e-14*math.Abs(b) }
	if len(pieces) != 3 || pieces[0][1][0] != 0 || !near(pieces[0][1][1], 1) || pieces[1][0][0] != 2 || !near(pieces[1][0][1], 1) || len(pieces[2]) != 2 {
		t.Errorf("pieces %v", pieces)
	}
	area := func(poly []Point) (a float64) {
		for i, p := range poly {
			q := poly[(i+1)%len(poly)]
			a += (p[0]*q[1] - p[1]*q[0]) / 2
		}
		return a
	}
	if a := area(r.Polygon([]Point{{-9, -9}, {9, -9}, {9, 9}, {-9, 9}})); !near(a, 12) {
		t.Errorf("a polygon round the rectangle leaves an area of %v, want 12", a)
	}
	if poly := Side([]Point{{0, 0}, {2, 0}, {2, 2}, {0, 2}}, func(p Point) float64 { return 1 - p[0] }); !near(area(poly), 2) {
		t.Errorf("half a square is %v", poly)
	}
}

// Points of contours lie on the level, whatever the function's infinities; saddles and
// corners on the level are resolved the same way everywhere.
func TestContoursLieOnTheLevel(t *testing.T) {
	over := Rect{-2, -1.5, 2, 1.5}
	for name, c := range map[string]struct {
		f     func(x, y float64) float64
		level float64
		tol   float64
	}{
		"plane":  {func(x, y float64) float64 { return x - 2*y }, 0.3, 1e-14},
		"circle": {func(x, y float64) float64 { return x*x + y*y }, 1, 3e-3}, // h²/8·f″ in each direction, h = 0.1
		"saddle": {func(x, y float64) float64 { return x * y }, 0, 1.1e-3},   // in the cell of the saddle itself h²/4… of its corners
		"half":   {func(x, y float64) float64 { return math.Log(x) + y }, 0, 2e-2},
	} {
		lines := NewGrid(c.f, over, 41, 31).Lines(c.level)
		n := 0
		for _, line := range lines {
			for _, p := range line {
				if n++; !(math.Abs(c.f(p[0], p[1])-c.level) <= c.tol) {
					t.Errorf("%s: f = %v at %v, want %v", name, c.f(p[0], p[1]), p, c.level)
				}
			}
		}
		if n < 20 {
			t.Errorf("%s: %d points", name, n)
		}
	}
	// With an infinite corner on either side a cell has no line: pictures have no side.
	for _, s := range []float64{1, -1} {
		f := func(x, y float64) float64 {
			if s*x > 0.5 {
				return math.Inf(1)
			}
			return y
		}
		for _, line := range NewGrid(f, over, 40, 30).Lines(0.01) {
			for _, p := range line {
				if s*p[0] > 0.5 || math.Abs(p[1]-0.01) > 1e-12 {
					t.Errorf("a line reaches %v, where f is infinite or not on the level", p)
				}
			}
		}
	}
}

func TestLevelsAscendBetweenTheLeastValueAndTheGreatest(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	check := func(v []float64, n int) {
		last := v[0]
		for _, l := range Levels(v, n) {
			if !(l > last && l < v[len(v)-1]) {
				t.Errorf("%d levels of %v … %v: %v", n, v[0], v[len(v)-1], Levels(v, n))
				return
			}
			last = l
		}
	}
	check([]float64{0, 0.95, 0.96, 1}, 1) // rounded to 1, it would be the greatest value
	for range 2000 {
		v := make([]float64, 2+rng.IntN(40))
		at := 10 * rng.NormFloat64()
		for i := range v {
			at += rng.ExpFloat64() * math.Pow(10, float64(rng.IntN(5)-2))
			v[i] = at
		}
		check(v, 1+rng.IntN(12))
	}
	if Levels([]float64{1, 1, 1}, 5) != nil || Levels(nil, 5) != nil {
		t.Error("what is flat has levels")
	}
}
