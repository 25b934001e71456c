package figure

import (
	"bytes"
	"math"
	"testing"

	"gonum.org/v1/plot"

	"github.com/downhill-go/downhill/pkg/ink"
)

// What has no extent, or one that rounding made, is drawn at a scale that says so: each of
// these once drew for ever.
func TestFlatAndTinyFiguresAreDrawn(t *testing.T) {
	ulp := func(x float64) float64 { return math.Nextafter(x, math.Inf(1)) }
	flat := []float64{0.44, ulp(0.44), 0.44}
	x := []float64{0, 1, 2}
	window := func(p *plot.Plot, x0, x1, y0, y1 float64) *plot.Plot {
		p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = x0, x1, y0, y1
		return p
	}
	jitter := func(η float64) float64 { return 1 + 1e-16*math.Sin(1e3*η) }
	for name, p := range map[string]*plot.Plot{
		"flat lines":        Lines("n", "L", Series{X: x, Y: flat}),
		"flat, logarithmic": LogY(Lines("n", "L", Series{X: x, Y: flat})),
		"flat both ways":    LogX(LogY(Lines("n", "L", Series{X: flat, Y: flat}))),
		"flat losses":       LossBySteps(Run("", flat)),
		"flat data":         Data(x, flat, "x", "y"),
		"flat x":            Data(flat, x, "x", "y"),
		"flat curve":        Polynomials(jitter, []float64{1, 1e-17}, 0, 1),
		"flat tangent":      Tangent(jitter, []float64{1, 0}, 0, 1),
		"window of an ulp":  window(Lines("x", "y", Series{X: x, Y: x}), 1, ulp(1), 1e16, ulp(1e16)),
		"tangent of an ulp": Tangent(func(η float64) float64 { return η }, []float64{0, 1}, 1, ulp(1)),
		"contours":          Contours(SurfaceFunc(func(w, b float64) float64 { return w * b }), Window{1, ulp(1), 1, ulp(1)}),
		"flat contours":     Contours(SurfaceFunc(func(w, b float64) float64 { return 1 }), Window{0, 1, 0, 1}),
		"moves far out":     GoodMoves([]float64{1e16, 1e16}, []float64{1, 2}, 1),
		"moves next to 0":   GoodMoves([]float64{0, 0}, []float64{1, 2}, 5e-324),
		"the least k":       CosineBand(5e-324),
		"the greatest k":    CosineBand(math.MaxFloat64),
		"dots of least k":   DotProducts([]float64{0, 5e-324}, 5e-324),
		"remainders":        Remainders([]float64{0.1, ulp(0.1)}, [][]float64{{1e-300, 1e-300}}),
		"vectors":           Vectors(Vector([]float64{1e16, 1e16}, []float64{1, 1}, "u", ink.Theta)),
		"agreement":         Agreement([]string{"a"}, []float64{5e-324}),
	} {
		svg := SVG(p, 0, 0, name, name)
		if len(svg) < 500 || len(svg) > 100_000 || bytes.Contains(svg, []byte("NaN")) || bytes.Contains(svg, []byte("Inf")) {
			t.Errorf("%s: %d bytes", name, len(svg))
		}
	}
}

func TestTicksAreBounded(t *testing.T) {
	for _, lo := range []float64{0, 1, -1, 1e-300, 1e16, -1e300, 5e-324} {
		for _, width := range []float64{0, 5e-324, 1e-16, 1, 1e16, 1e300, math.Inf(1), math.NaN()} {
			for _, marks := range []plot.Ticker{Ticks{}, Ticks{Want: 7, Whole: true}, LogTicks{}, LogTicks{Want: 3}} {
				// A logarithmic axis has a mark a decade, of which there are 632.
				if n := len(marks.Ticks(lo, lo+width)); n > 700 {
					t.Errorf("%T in [%v, %v + %v]: %d marks", marks, lo, lo, width, n)
				}
			}
		}
	}
}

// The picture of 200,000 points is no larger than one of what can be seen of them. Its time
// is checked by its work: how many points are left to be simplified and kept clear of.
func TestManyPointsAreNoMoreThanCanBeSeen(t *testing.T) {
	const n = 200_000
	x, y := make([]float64, n), make([]float64, n)
	path := make([][]float64, n)
	for i := range x {
		x[i], y[i] = float64(i)/n, float64(i%2)
		path[i] = []float64{x[i], y[i]}
	}
	window := New()
	window.Add(Path(path, "path", ink.Path))
	window.X.Min, window.X.Max, window.Y.Min, window.Y.Max = 0, 1, 0, 1
	for name, p := range map[string]*plot.Plot{
		"zigzag":         Lines("x", "y", Series{X: x, Y: y, Label: "zigzag"}),
		"zigzag upwards": Lines("x", "y", Series{X: y, Y: x, Label: "zigzag"}),
		"losses":         LossBySteps(Run("losses", y)),
		"dots":           Lines("x", "y", Series{X: x, Y: y, Dots: true}),
		"data":           Data(x, y, "x", "y"),
		"path":           window,
	} {
		if svg := SVG(p, 0, 0, name, name); len(svg) > 300_000 {
			t.Errorf("%s: %d bytes", name, len(svg))
		}
	}
}
