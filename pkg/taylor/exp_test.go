package taylor

import (
	"math"
	"math/rand/v2"
	"testing"
)

// math.Exp promises an error below one unit in the last place, and so does the
// algorithm of exp: the two are at most two apart.
func TestExpIsWithinTwoUnitsOfMathExp(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for i := range 200_000 {
		x := 10 * rng.NormFloat64()
		if i%3 == 0 {
			x = 1400*rng.Float64() - 700
		}
		if got, want := exp(x), math.Exp(x); math.Abs(got-want) > 0x1p-51*want {
			t.Fatalf("exp(%v) = %v, want %v", x, got, want)
		}
	}
	for _, x := range []float64{0, 1, 1e-10, -1e-300, 710, -745, -746, math.Inf(1), math.Inf(-1), math.NaN()} {
		if got, want := exp(x), math.Exp(x); got != want && !(math.IsNaN(got) && math.IsNaN(want)) {
			t.Errorf("exp(%v) = %v, want %v", x, got, want)
		}
	}
}
