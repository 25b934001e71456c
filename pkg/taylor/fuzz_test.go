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

// FuzzNothingPanics applies every function to any argument at all: special values
// may give NaN, but nothing may panic, and the value c_0 is the scalar function's.
func FuzzNothingPanics(f *testing.F) {
	f.Add(0.0, 1.0, 0.5)
	f.Add(math.Inf(1), math.NaN(), -1e308)
	f.Add(-745.2, 5e-324, math.MaxFloat64)
	scalar := map[string]func(float64) float64{
		"tanh": math.Tanh, "exp": math.Exp, "expm1": math.Expm1, "log": math.Log, "log1p": math.Log1p,
		"sin": math.Sin, "cos": math.Cos, "atan": math.Atan, "sqrt": math.Sqrt,
	}
	f.Fuzz(func(t *testing.T, a0, a1, p float64) {
		for _, order := range []int{0, 1, 7} {
			ws := NewWorkspace(order)
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
