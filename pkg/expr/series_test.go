package expr

import (
	"math"
	"testing"

	"github.com/downhill-go/downhill/pkg/taylor"
)

// Two oracles: the polynomial's value against Eval at a small η, and the
// second coefficient against a central second difference of Eval.
func TestSeriesIsTheExpansionOfEval(t *testing.T) {
	const order = 12
	ws := taylor.NewWorkspace(order)
	for _, src := range []string{
		"w*w + 3*w*b - b", "exp(-w*w) + expm1(b)", "log(w) + log1p(w) + log2(w) + log10(w)", "sqrt(w*w + b*b)",
		"pow(w, 3) + pow(w, 2.5) + pow(w, -2)", "pow(w, b)", "sin(w)*cos(b) + tan(b)/4", "tanh(w) + atan(b)",
		"sigmoid(w*b) + softplus(w - b)", "abs(b) + max(w, b) - min(w, b)", "1/(1 + exp(-(2*w + b)))", "-w/b + pi*e",
	} {
		e, err := Parse(src, "w", "b")
		if err != nil {
			t.Fatal(err)
		}
		ws.Reset()
		φ := func(η float64) float64 { return e.Eval(1.25+0.5*η, -0.75+0.25*η) }
		s := e.Series(ws, ws.Line(1.25, 0.5), ws.Line(-0.75, 0.25))
		// The nearest singularity is at |η| ≥ 2.5, so what twelve orders leave out
		// at η = 0.1 is below 25⁻¹³, and rounding is all that is left.
		for _, η := range []float64{0, 0.1, -0.1} {
			if got, want := s.Eval(η), φ(η); math.Abs(got-want) > 1e-13*max(1, math.Abs(want)) {
				t.Errorf("%s at η = %v: %v, want %v", src, η, got, want)
			}
		}
		// h² times a fourth derivative of order 10, and 1e-16/h² of rounding.
		const h = 1e-3
		if d := (φ(h) - 2*φ(0) + φ(-h)) / (h * h); math.Abs(2*s.Coeff(2)-d) > 1e-4 {
			t.Errorf("%s: second derivative %v, by differences %v", src, 2*s.Coeff(2), d)
		}
	}
}

func TestCornersHaveAValueAndNoDerivative(t *testing.T) {
	ws := taylor.NewWorkspace(3)
	for _, src := range []string{"abs(w)", "max(w, 0)", "min(w, 0)", "max(w, 2*w)"} {
		e, err := Parse(src, "w")
		if err != nil {
			t.Fatal(err)
		}
		s := e.Series(ws, ws.Line(0, 1))
		if s.Coeff(0) != 0 || !math.IsNaN(s.Coeff(1)) {
			t.Errorf("%s at its corner: %v", src, s)
		}
	}
	// Along b the corner of |w| is not met.
	ridge, _ := Parse("abs(w) + b*b/4", "w", "b")
	if s := ridge.Series(ws, ws.Line(0, 0), ws.Line(2, 1)); s.Coeff(0) != 1 || s.Coeff(1) != 1 || s.Coeff(2) != 0.25 {
		t.Errorf("|w| + b²/4 along the line w = 0: %v", s)
	}
	e, _ := Parse("max(w, w)", "w")
	if s := e.Series(ws, ws.Line(2, 1)); s.Coeff(0) != 2 || s.Coeff(1) != 1 {
		t.Errorf("max(w, w) = %v", s)
	}
}

// Each row of the table says the same thing twice, over numbers and over series.
func TestEachFunctionOverSeriesIsTheOneOverNumbers(t *testing.T) {
	ws := taylor.NewWorkspace(12)
	near := func(name string, s taylor.Series, φ func(η float64) float64) {
		for _, η := range []float64{0, 0.02, -0.02} {
			// The nearest singularity is at a distance of 0.25 or more: what is left out is
			// below (0.02/0.25)¹³ of M ≤ 10.
			if got, want := s.Eval(η), φ(η); !(math.Abs(got-want) <= 1e-13*max(1, math.Abs(want))) {
				t.Errorf("%s at η = %v: %v, want %v", name, η, got, want)
			}
		}
	}
	for _, f := range functions {
		if f.one != nil {
			for _, x := range []float64{0.25, 0.75} {
				near(f.name, f.series(ws.Line(x, 1)), func(η float64) float64 { return f.one(x + η) })
			}
			continue
		}
		for _, at := range [][2]float64{{0.5, 1.5}, {1.5, 0.5}} {
			x, y := ws.Line(at[0], 1), ws.Line(at[1], -0.5)
			near(f.name, f.seriesTwo(ws, x, y), func(η float64) float64 { return f.two(at[0]+η, at[1]-0.5*η) })
		}
	}
}
