package taylor

import (
	"math"
	"testing"
)

// FuzzIdentities holds every operation to its identities for arguments of degree 3
// that the fuzzer makes up. Which identity is checked is the fuzzer's choice too.
func FuzzIdentities(f *testing.F) {
	for i := range identities {
		f.Add(byte(i), byte(12), 1.5, -0.5, 0.25, 2.0, 0.75, 1.0, -1.0, 0.5)
		f.Add(byte(i), byte(12), 1e-3, 4.0, 0.0, 0.0, -20.0, 1e-9, 3.0, 0.0)
		f.Add(byte(i), byte(12), -30.0, 1.0, 0.0, 0.0, 30.0, -1.0, 0.0, 1.0)
	}
	f.Fuzz(func(t *testing.T, which, order byte, a0, a1, a2, a3, b0, b1, b2, b3 float64) {
		a, b := []float64{a0, a1, a2, a3}, []float64{b0, b1, b2, b3}
		for _, c := range [][]float64{a, b} {
			for k, x := range c {
				// Beyond these sizes the bound of some identity overflows; a constant
				// term near 0 makes the radius ρ of others vanish.
				if !(math.Abs(x) <= 40) || x != 0 && math.Abs(x) < 1e-12 || k == 0 && x != 0 && math.Abs(x) < 1e-3 {
					t.Skip()
				}
			}
		}
		if id := identities[int(which)%len(identities)]; id.valid(a0, b0) {
			id.check(t, 1+int(order)%20, a, b)
		}
	})
}

// FuzzNothingPanics applies every operation to any arguments at all: special values
// may give NaN, but nothing may panic, and the value c_0 is that of numbers.
func FuzzNothingPanics(f *testing.F) {
	f.Add(0.0, 1.0, 0.5)
	f.Add(math.Inf(1), math.NaN(), -1e308)
	f.Add(-745.2, 5e-324, math.MaxFloat64)
	scalar := map[string]func(float64) float64{
		"tanh": math.Tanh, "exp": math.Exp, "expm1": math.Expm1, "log": math.Log, "log1p": math.Log1p,
		"sin": math.Sin, "cos": math.Cos, "atan": math.Atan, "asin": math.Asin, "sinh": math.Sinh, "cosh": math.Cosh, "erf": math.Erf, "sqrt": math.Sqrt,
	}
	operations := []struct {
		name   string
		series func(a, b Series) Series
		number func(a, a1, b float64) float64
	}{
		{"a + b", Series.Add, func(a, _, b float64) float64 { return a + b }},
		{"a − b", Series.Sub, func(a, _, b float64) float64 { return a - b }},
		{"a b", Series.Mul, func(a, _, b float64) float64 { return a * b }},
		{"a/b", Series.Div, func(a, _, b float64) float64 { return a / b }},
		{"a(b)", Series.Compose, func(a, a1, b float64) float64 {
			if a1 == 0 {
				return a // a constant
			}
			return a + a1*b
		}},
		{"a²", func(a, _ Series) Series { return a.Sqr() }, func(a, _, _ float64) float64 { return a * a }},
		{"a³", func(a, _ Series) Series { return a.Powi(3) }, func(a, _, _ float64) float64 { return a * (a * a) }},
		{"a⁻²", func(a, _ Series) Series { return a.Powi(-2) }, func(a, _, _ float64) float64 { return 1 / (a * a) }},
		{"|a|", func(a, _ Series) Series { return a.Abs() }, func(a, _, _ float64) float64 { return math.Abs(a) }},
		{"−a", func(a, _ Series) Series { return a.Neg() }, func(a, _, _ float64) float64 { return -a }},
		{"a + b, added up", func(a, b Series) Series { s := a.Full(); s.Acc(b); return s }, func(a, _, b float64) float64 { return a + b }},
		{"softmax cross-entropy of one", func(a, _ Series) Series { return SoftmaxCrossEntropy(0, a, a).Shift(-math.Ln2) }, func(a, _, _ float64) float64 { return a - a }},
		{"logsumexp(a, −Inf)", func(a, _ Series) Series { return LogSumExp(a, a.workspace().Const(math.Inf(-1))) }, func(a, _, _ float64) float64 { return a }},
	}
	f.Fuzz(func(t *testing.T, a0, a1, p float64) {
		for _, order := range []int{0, 1, 7} {
			ws := NewWorkspace(order)
			slope := a1
			if order == 0 {
				slope = 0 // the line is cut off
			}
			for _, o := range operations {
				got, want := o.series(ws.Line(a0, a1), ws.Line(p, a1)).Coeff(0), o.number(a0, slope, p)
				if got != want && !(math.Abs(got-want) <= 1e-15*math.Abs(want)) && !(math.IsNaN(got) && math.IsNaN(want)) {
					t.Errorf("%s for a = %v + %v η, b_0 = %v, to order %d: c_0 = %v, want %v", o.name, a0, a1, p, order, got, want)
				}
			}
			for name, g := range functions {
				got := g(ws.Line(a0, a1), p).Coeff(0)
				h, ok := scalar[name]
				if !ok {
					continue
				}
				// The same call, or one that agrees to the last bits.
				if want := h(a0); got != want && !(math.Abs(got-want) <= 1e-15*math.Abs(want)) && !(math.IsNaN(got) && math.IsNaN(want)) {
					t.Errorf("%s(%v) = %v, want %v", name, a0, got, want)
				}
			}
		}
	})
}
