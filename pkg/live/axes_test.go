package live

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/downhill-go/downhill/pkg/ink"
)

func panel() *Axes {
	return &Axes{X0: -4, X1: 4, Y0: -3, Y1: 3, Left: 50, Top: 20, Width: 400, Height: 300}
}

func TestTicksAreRoundNumbersInsideTheWindow(t *testing.T) {
	for _, w := range [][2]float64{{0, 1}, {-5, 3}, {-0.02, 0.02}, {0, 200}, {1e-9, 3e-9}, {-1e6, 1e6}, {2.2, 2.3}} {
		ticks := (&Axes{}).ticks(nil, w[0], w[1], false, 6)
		if len(ticks) < 2 || len(ticks) > 14 {
			t.Errorf("%v: %d ticks", w, len(ticks))
		}
		for i, v := range ticks {
			slack := 1e-8 * (w[1] - w[0]) // what the search for the first tick allows
			if v < w[0]-slack || v > w[1]+slack {
				t.Errorf("%v: tick %g is outside", w, v)
			}
			if i == 0 {
				continue
			}
			step := v - ticks[i-1]
			_, e := math.Frexp(step)
			for math.Abs(step) >= 9.99 || step < 0.999 && e > -1000 {
				if step >= 9.99 {
					step /= 10
				} else {
					step *= 10
				}
			}
			if m := math.Round(step); math.Abs(step-m) > 1e-6 || m != 1 && m != 2 && m != 5 {
				t.Errorf("%v: ticks are %v apart, times a power of ten", w, step)
			}
		}
	}
}

func TestAWindowThatIsNoneHasNoTicks(t *testing.T) {
	for _, w := range [][2]float64{{1, 1}, {2, 1}, {math.NaN(), 1}, {0, math.Inf(1)}} {
		if ticks := (&Axes{}).ticks(nil, w[0], w[1], false, 6); ticks != nil {
			t.Errorf("%v: %v", w, ticks)
		}
	}
	if ticks := (&Axes{}).ticks(nil, -1, 10, true, 6); ticks != nil {
		t.Errorf("logarithmic from −1: %v", ticks)
	}
}

func TestWhatIsDrawnInAPanelStaysInIt(t *testing.T) {
	a := panel()
	for _, f := range []func(float64) float64{
		math.Exp, math.Tan, func(x float64) float64 { return 1 / x }, func(float64) float64 { return math.NaN() },
		func(x float64) float64 { return 1e300 * x },
	} {
		points := make([][2]float64, 500)
		for i := range points {
			x := a.X0 + (a.X1-a.X0)*float64(i)/499
			points[i] = a.XY(x, f(x))
		}
		for _, piece := range a.rect().Line(points) {
			for _, p := range piece {
				const slack = 1e-9 // the cut's own rounding
				if p[0] < a.Left-slack || p[0] > a.Left+a.Width+slack || p[1] < a.Top-slack || p[1] > a.Top+a.Height+slack {
					t.Fatalf("%v lies outside", p)
				}
			}
		}
	}
}

func TestALineThroughThePanelIsCutAtBothEdges(t *testing.T) {
	a := panel()
	pieces := a.rect().Line([][2]float64{{0, 170}, {600, 170}})
	if len(pieces) != 1 || pieces[0][0] != [2]float64{50, 170} || pieces[0][1] != [2]float64{450, 170} {
		t.Errorf("got %v", pieces)
	}
	if pieces := a.rect().Line([][2]float64{{0, 10}, {600, 10}}); len(pieces) != 0 {
		t.Errorf("a line past the panel leaves %v", pieces)
	}
}

func TestContoursLieOnTheirLevel(t *testing.T) {
	// Linear interpolation on a fine grid is off by its second-order term: h²/8 · max|f″| ≤ (0.1)²/8 · 2 < 0.003.
	f := func(x, y float64) float64 { return x*x + y*y/2 }
	a := panel()
	g := a.grid(f, 80, 60)
	for _, level := range []float64{0.5, 1, 2, 4} {
		n := 0
		for _, line := range panel().lines(g, level) {
			for _, p := range line {
				x := a.X0 + (p[0]-a.Left)/a.Width*(a.X1-a.X0)
				y := a.Y1 - (p[1]-a.Top)/a.Height*(a.Y1-a.Y0)
				if math.Abs(f(x, y)-level) > 0.003 {
					t.Fatalf("level %g: f = %g at (%g, %g)", level, f(x, y), x, y)
				}
				n++
			}
		}
		if n < 20 {
			t.Errorf("level %g has %d points", level, n)
		}
	}
}

func TestAClosedContourIsOneLineThatEndsWhereItBegan(t *testing.T) {
	g := panel().grid(func(x, y float64) float64 { return x*x + y*y }, 64, 40)
	lines := panel().lines(g, 4)
	if len(lines) != 1 {
		t.Fatalf("%d lines, want 1", len(lines))
	}
	if l := lines[0]; l[0] != l[len(l)-1] {
		t.Errorf("begins at %v, ends at %v", l[0], l[len(l)-1])
	}
}

func TestEverySegmentOfAContourIsDrawnOnce(t *testing.T) {
	// In every cell but a saddle's a line runs through two edges: joined lines have as many segments as there are such cells.
	f := func(x, y float64) float64 { return math.Sin(1.7*x) + math.Cos(1.3*y) + 0.3*x*y }
	g := panel().grid(f, 64, 40)
	const level = 0.41
	want := 0
	for j := range 40 {
		for i := range 64 {
			k, w := j*65+i, 65
			crossings := 0
			for _, e := range [][2]int{{k, k + 1}, {k + 1, k + w + 1}, {k + w + 1, k + w}, {k + w, k}} {
				if (g.Z[e[0]] > level) != (g.Z[e[1]] > level) {
					crossings++
				}
			}
			want += crossings / 2
		}
	}
	got := 0
	for _, l := range panel().lines(g, level) {
		got += len(l) - 1
	}
	if got != want {
		t.Errorf("%d segments, want %d", got, want)
	}
}

func TestContoursOfAFunctionWithHolesAreDrawnWhereItIsDefined(t *testing.T) {
	var c Canvas
	panel().Contours(&c, func(x, y float64) float64 { return math.Log(x) + y }, []float64{0, 1}, 40, 30)
	panel().Contours(&c, func(x, y float64) float64 { return 1 / (x * x) }, []float64{1, 100}, 40, 30)
	wellFormed(t, c.w.b)
}

func TestTheHalfPlanesAreaIsOnTheSideItPointsTo(t *testing.T) {
	a := panel()
	var c Canvas
	a.HalfPlane(&c, 0, 0, 1, 0, ink.Good, ink.Soft) // the right half: px x from 250 on
	got := string(c.w.b)
	want := `d="M250 20l200 0 0 300-200 0Z"`
	if !strings.Contains(got, want) {
		t.Errorf("got %s, want %s", got, want)
	}
	var none Canvas
	a.HalfPlane(&none, 0, 0, 0, 0, ink.Good, ink.Soft)
	a.HalfPlane(&none, 0, 0, math.NaN(), 0, ink.Good, ink.Soft)
	if len(none.w.b) != 0 {
		t.Errorf("a zero direction draws %s", none.w.b)
	}
}

// Above a decimal point a sans-serif number has a gap some 0.45 em wide: the line it stands on
// would show through a narrower rim, and 0.45 would read as 0−45.
func TestNoContourShowsThroughItsNumber(t *testing.T) {
	var c Canvas
	panel().Contours(&c, func(x, y float64) float64 { return x*x + y*y/2 }, []float64{0.5, 2.5}, 80, 60)
	numbers := 0
	for _, text := range strings.Split(string(c.w.b), "<text")[1:] {
		_, after, rimmed := strings.Cut(text, `stroke-width="`)
		wide, _, _ := strings.Cut(after, `"`)
		rim, err := strconv.ParseFloat(wide, 64)
		if !rimmed || err != nil || rim < 0.45*ink.LevelSize {
			t.Errorf("a rim of %q px: <text%s", wide, text)
		}
		numbers++
	}
	if numbers != 2 {
		t.Errorf("%d numbers on two lines", numbers)
	}
}
