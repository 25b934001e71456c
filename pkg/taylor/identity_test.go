package taylor

import (
	"math"
	"testing"
)

// near reports whether all coefficients of a and b agree within tol, relative to
// the largest coefficient of either.
func near(t *testing.T, what string, a, b Series, tol float64) {
	t.Helper()
	scale := 0.0
	for _, c := range append(a.CopyTo(nil), b.CopyTo(nil)...) {
		scale = max(scale, math.Abs(c))
	}
	for k := range a.workspace().order + 1 {
		if d := math.Abs(a.Coeff(k) - b.Coeff(k)); !(d <= tol*scale) {
			t.Errorf("%s: coefficient %d is %.17g, want %.17g", what, k, a.Coeff(k), b.Coeff(k))
		}
	}
}

// TestFourSquares checks Euler's identity: a product of sums of four squares is
// a sum of four squares. With small integers as coefficients it is exact.
func TestFourSquares(t *testing.T) {
	ws := NewWorkspace(6)
	var a, b [4]Series
	for i := range a {
		f := float64(i)
		a[i] = ws.Coeffs(1+f, f-2, 3, f)
		b[i] = ws.Coeffs(2-f, 5, f-1, 1)
	}
	squares := func(q [4]Series) (s Series) {
		for _, x := range q {
			s.Acc(x.Sqr())
		}
		return s
	}
	combine := func(signs [4]float64, index [4]int) (s Series) {
		for i, j := range index {
			s.Acc(a[i].Mul(b[j]).Scale(signs[i]))
		}
		return s
	}
	right := squares([4]Series{
		combine([4]float64{1, 1, 1, 1}, [4]int{0, 1, 2, 3}),
		combine([4]float64{1, -1, 1, -1}, [4]int{1, 0, 3, 2}),
		combine([4]float64{1, -1, -1, 1}, [4]int{2, 3, 0, 1}),
		combine([4]float64{1, 1, -1, -1}, [4]int{3, 2, 1, 0}),
	})
	near(t, "Euler's four squares", squares(a).Mul(squares(b)), right, 0)
}
