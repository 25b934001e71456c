package figure

import (
	"io"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"

	"github.com/downhill-go/downhill/pkg/ink"
)

func TestMisusePanicsWithTheReason(t *testing.T) {
	θ, three := []float64{1, 2}, []float64{1, 2, 3}
	id := func(x float64) float64 { return x }
	bowlSurface := SurfaceFunc(bowl)
	for name, f := range map[string]func(){
		"point in space":         func() { Point(three, "", ink.Theta) },
		"vector in space":        func() { Vector(θ, three, "", ink.Theta) },
		"vector from space":      func() { Vector(three, θ, "", ink.Theta) },
		"path in space":          func() { Path([][]float64{θ, three}, "", ink.Path) },
		"outline in space":       func() { Outline([][]float64{three}, "", ink.Path) },
		"half-plane in space":    func() { HalfPlane(three, θ) },
		"nil surface":            func() { Contours(nil, bowlWindow) },
		"empty window":           func() { Contours(bowlSurface, Window{1, 1, 0, 2}) },
		"window with NaN":        func() { Contours(bowlSurface, Window{math.NaN(), 1, 0, 2}) },
		"no levels":              func() { Levels(bowlSurface, bowlWindow, 0) },
		"nil function":           func() { Curve(nil, 0, 1, "", ink.Curve) },
		"curve backwards":        func() { Curve(id, 1, 0, "", ink.Curve) },
		"line of unequal halves": func() { Line(θ, three, "", ink.Curve) },
		"dots of unequal halves": func() { Dots(θ, three, "", ink.Curve) },
		"data of unequal halves": func() { Data(θ, three, "", "") },
		"no coefficients":        func() { Polynomials(id, nil, 0, 1) },
		"order beyond":           func() { Polynomials(id, θ, 0, 1, 2) },
		"tangent of a constant":  func() { Tangent(id, []float64{1}, 0, 1) },
		"remainders of unequal":  func() { Remainders(θ, [][]float64{three}) },
		"no reach":               func() { GoodMoves(θ, θ, 0) },
		"no bound":               func() { CosineBand(0) },
		"infinite bound":         func() { DotProducts(θ, math.Inf(1)) },
		"no tiles":               func() { Tiles(8, 10) },
		"tiles without columns":  func() { Tiles(2, 0, Tile{Pixels: θ}) },
		"a tile cut short":       func() { Tiles(2, 1, Tile{Pixels: three}) },
		"tiles of two sizes":     func() { Tiles(1, 2, Tile{Pixels: θ}, Tile{Pixels: three}) },
		"labels without bars":    func() { Agreement([]string{"a"}, nil) },
		"more than all":          func() { Agreement([]string{"a"}, []float64{1.1}) },
		"foreign plot":           func() { Equal(plot.New()) },
		"negative size":          func() { Size(New(), -1, 0) },
		"infinite picture":       func() { SVG(New(), math.Inf(1), 0, "", "") },
	} {
		func() {
			defer func() {
				s, ok := recover().(string)
				if !ok || !strings.HasPrefix(s, "figure: ") {
					t.Errorf("%s: panic %q, want one that begins with figure:", name, s)
				}
			}()
			f()
		}()
	}
}

func TestRowsThatAgreeAreStackedInsideTheFigure(t *testing.T) {
	// Four launches at 70 °F, two of them with distress: four marks, no two of
	// which cover each other.
	p := Data([]float64{70, 70, 70, 70, 60}, []float64{1, 0, 1, 0, 1}, "", "")
	var at []xy
	for _, e := range drawn(t, p) {
		if e.name == "circle" && (e.attr["fill"] == ink.Yes.Hex() || e.attr["fill"] == ink.No.Hex()) {
			at = append(at, circle(t, e))
		}
	}
	if len(at) != 5 {
		t.Fatalf("%d marks, want 5", len(at))
	}
	for i, a := range at {
		for _, b := range at[:i] {
			if math.Hypot(a.x-b.x, a.y-b.y) < 2*dataRadius-0.02 {
				t.Errorf("marks at %v and %v cover each other", a, b)
			}
		}
	}
}

func TestHistogramCountsEveryDotProduct(t *testing.T) {
	const k = 2.0
	for _, v := range [][]float64{
		{-2, 2, 0, 1.999, -1.999},
		{math.Nextafter(2, 3), math.Nextafter(-2, -3)}, // a rounding error outside
		{-7, 9, 1e300, -1e300},                         // a bound that does not hold shows
	} {
		h := &bins{lo: -k, step: k / 20, n: make([]int, 40)}
		for _, x := range v {
			h.count(x, k)
		}
		sum := 0
		for _, n := range h.n {
			sum += n
		}
		if sum != len(v) {
			t.Errorf("%v: %d counted", v, sum)
		}
	}
	h := &bins{lo: -k, step: k / 20, n: make([]int, 40)}
	h.count(-k, k)
	h.count(k, k)
	h.count(math.Nextafter(k, 3), k)
	if len(h.n) != 40 || h.n[0] != 1 || h.n[39] != 2 {
		t.Errorf("the bounds belong to the outermost bins, got %v", h.n)
	}
}

func TestPercentSaysAllOnlyOfAll(t *testing.T) {
	for f, want := range map[float64]string{0: "0 %", 1: "100.0 %", 0.99996: "99.9 %", 0.00001: "0.1 %", 0.5: "50.0 %", 0.8431: "84.3 %"} {
		if got := percent(f); got != want {
			t.Errorf("percent(%g) = %q, want %q", f, got, want)
		}
	}
}

func TestLossAxisBeginsAtZeroUnlessToldOtherwise(t *testing.T) {
	losses := []float64{2, 1, 0.5}
	begins := func(p *plot.Plot) float64 {
		q := *p
		ranges(&q, lookOf(p))
		return q.Y.Min
	}
	if got := begins(LossBySteps(Run("", losses))); got != 0 {
		t.Errorf("begins at %g, want 0", got)
	}
	p := LossBySteps(Run("", losses))
	p.Y.Min = 0.4
	if got := begins(p); got != 0.4 {
		t.Errorf("begins at %g, want the 0.4 that was set", got)
	}
	if got := begins(LossBySteps(Run("", []float64{1, -1}))); got >= -1 {
		t.Errorf("begins at %g, above the least loss", got)
	}
	if got := begins(LogY(LossBySteps(Run("", losses)))); !(got > 0.2 && got < 0.5) {
		t.Errorf("logarithmic axis begins at %g, want a little below 0.5", got)
	}
	// A loss that reaches 0 does not stretch the axis to the edge of float64.
	if got := begins(LogY(LossBySteps(Run("", []float64{1, 1e-3, 0})))); !(got > 1e-4 && got <= 1e-3) {
		t.Errorf("logarithmic axis begins at %g, want a little below 1e-3", got)
	}
}

func TestRemainderLinesHaveSlopeKPlusOne(t *testing.T) {
	η := []float64{0.1, 0.01, 1} // in any order
	p := Remainders(η, [][]float64{{0.1, 0.01, 1}, {-0.01, -0.0001, -1}})
	// On logarithmic axes a slope is a ratio of pixels; the two lines share
	// their axes, so their slopes are as 1 to 2.
	var slope [2]float64
	es := drawn(t, p)
	for k := range slope {
		for _, e := range with(es, "path", "stroke", ink.Cycle[k].Hex()) {
			if e.attr["stroke-linecap"] == "" {
				line := points(t, e.attr["d"])[0]
				slope[k] = (line[1].y - line[0].y) / (line[1].x - line[0].x)
			}
		}
	}
	if r := slope[1] / slope[0]; math.Abs(r-2) > 1e-3 {
		t.Errorf("slopes %v are as 1 to %g, want 2", slope, r)
	}
}

func TestNothingToDrawIsNoMistake(t *testing.T) {
	nan := math.NaN()
	for name, p := range map[string]*plot.Plot{
		"no data":         Data(nil, nil, "x", "y"),
		"no runs":         LossBySteps(),
		"an empty run":    LossBySteps(Run("η", nil)),
		"a run of NaN":    LogY(LossBySteps(Run("η", []float64{nan, nan}))),
		"one loss":        LogY(LossBySteps(Run("η", []float64{1}))),
		"all zero, log":   LogY(LossBySteps(Run("η", []float64{0, 0}))),
		"no remainders":   Remainders(nil, nil),
		"zero remainders": Remainders([]float64{1}, [][]float64{{0}}),
		"zero gradient":   GoodMoves([]float64{0, 0}, []float64{0, 0}, 1),
		"nowhere finite":  Contours(SurfaceFunc(func(w, b float64) float64 { return nan }), bowlWindow),
		"constant":        Contours(SurfaceFunc(func(w, b float64) float64 { return 1 }), bowlWindow),
		"no arrows":       Vectors(),
		"no dot products": DotProducts(nil, 1),
		"overflow":        LossBySteps(Run("η", []float64{1, 1e299, math.MaxFloat64})),
		"overflow, log":   LogY(LossBySteps(Run("η", []float64{1, 1e299, math.MaxFloat64}))),
		"infinite losses": LossBySteps(Run("η", []float64{1, 10, math.Inf(1)})),
	} {
		p.Add(Path(nil, "", ink.Path), Path([][]float64{{nan, 1}}, "", ink.Path), Point([]float64{nan, 1}, "", ink.Theta), Outline(nil, "", ink.Path))
		for _, e := range drawn(t, p) {
			if strings.Contains(e.attr["d"], "NaN") {
				t.Errorf("%s: NaN in the picture", name)
			}
		}
	}
}

func TestGonumsOwnDrawingStillWorks(t *testing.T) {
	// Without equal axes and placed labels, but with everything there.
	for name, make := range gallery() {
		for _, format := range []string{"png", "svg"} {
			w, err := make().WriterTo(300, 200, format)
			if err != nil {
				t.Fatal(err)
			}
			if n, err := w.WriteTo(io.Discard); err != nil || n < 500 {
				t.Errorf("%s as %s: %d bytes, error %v", name, format, n, err)
			}
		}
	}
}

func TestDrawOnAnotherCanvas(t *testing.T) {
	for name, make := range gallery() {
		c := vgimg.New(300, 200)
		Draw(make(), draw.New(c))
		img, card := c.Image(), false
		b := img.Bounds()
		for y := b.Min.Y; y < b.Max.Y; y++ {
			if r, g, bl, a := img.At(b.Min.X+2, y).RGBA(); a != 0xffff {
				t.Fatalf("%s is not opaque", name)
			} else if r+g+bl == 3*0xffff {
				card = true
			}
		}
		if !card {
			t.Errorf("%s has no white card", name)
		}
	}
}
