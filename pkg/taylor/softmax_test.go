package taylor

import (
	"math"
	"testing"
)

// N equal arguments b + η beside a 0 are one argument b + log N + η.
func TestManyArgumentsTogetherAreOneThatIsGreater(t *testing.T) {
	for _, n := range []int{1, 2, 9, 100, 1000} {
		for _, b := range []float64{-1e-9, 0, 0.5, -3, 40, -40} {
			ws := NewWorkspace(21)
			z := []Series{ws.Const(0)}
			for range n {
				z = append(z, ws.Line(b, 1))
			}
			want := ws.Line(b+math.Log(float64(n)), 1).Softplus()
			alike(t, "LogSumExp", LogSumExp(z...), want)
			if n > 9 {
				continue
			}
			// Seen from one of them, with which it is log(n + e^{−b−η}).
			alike(t, "SoftmaxCrossEntropy", SoftmaxCrossEntropy(n, z...), ws.Line(-b-math.Log(float64(n)), -1).Softplus().Shift(math.Log(float64(n))))
		}
	}
}

// A class that is out of the question takes part in its own cross-entropy by its logit
// alone, however fast that grows.
func TestAnImprobableClassLeavesTheOthersTheirDigits(t *testing.T) {
	for _, v := range []float64{1, 1e4, -1e8} {
		ws := NewWorkspace(10)
		a, b, own := ws.Line(0.125, 1./3), ws.Line(0.5, -0.7), ws.Line(-700, v)
		got, others := SoftmaxCrossEntropy(2, a, b, own), LogSumExp(a, b)
		for k := 2; k <= 10; k++ {
			if c, want := got.Coeff(k), others.Coeff(k); math.Abs(c-want) > 1e-14*math.Abs(want) {
				t.Errorf("v = %g: c_%d = %.17g, want %.17g", v, k, c, want)
			}
		}
		if c, want := got.Coeff(1), others.Coeff(1)-v; math.Abs(c-want) > 1e-15*math.Abs(want) {
			t.Errorf("v = %g: c_1 = %.17g, want %.17g", v, c, want)
		}
	}
}

// alike holds each coefficient but the last to 10⁻¹³ of scaleOf.
func alike(t *testing.T, what string, got, want Series) {
	t.Helper()
	c := want.Full().c
	for k := range len(c) - 1 {
		if !(math.Abs(got.Coeff(k)-c[k]) <= 1e-13*scaleOf(c, k)) {
			t.Errorf("%s of %v: c_%d = %.17g, want %.17g", what, want, k, got.Coeff(k), c[k])
		}
	}
}
