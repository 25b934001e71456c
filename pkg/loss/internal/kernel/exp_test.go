package kernel

import (
	"math"
	"testing"
)

func TestExpIsWithinAUnitInTheLastPlace(t *testing.T) {
	worst := 0.0
	for i := range 400000 {
		x := -ExpMax + float64(i)*(2*ExpMax/400000.) + 1e-7*float64(i%13)
		x = max(min(x, ExpMax), -ExpMax)
		// Eleven: a block of the widest loop, and a rest.
		var block [11]float64
		for j := range block {
			block[j] = -x
		}
		Exps(block[:])
		want := math.Exp(x)
		worst = max(worst, math.Abs(Exp(x)-want)/want, math.Abs(block[i%11]-want)/want)
	}
	// Each of the two has an error of about one unit, 2.2e-16.
	if worst > 4.5e-16 {
		t.Errorf("largest relative difference from math.Exp is %g", worst)
	}
	if Exp(0) != 1 || !math.IsNaN(Exp(math.NaN())) {
		t.Errorf("Exp(0) = %g, Exp(NaN) = %g", Exp(0), Exp(math.NaN()))
	}
}

// A NaN carries bits of its own, which no arithmetic on bits may take for a number's.
func TestEveryNaNStaysOneInEveryPlaceOfABlock(t *testing.T) {
	for _, bits := range []uint64{0x7ff8000000000000, 0x7ff8000000000001, 0xfff8000000000000, 0x7ff8000000000abc, 0xfff8000000000fff} {
		for at := range 11 {
			var block [11]float64
			block[at] = math.Float64frombits(bits)
			Exps(block[:])
			for j, e := range block {
				if j == at && !math.IsNaN(e) || j != at && e != 1 {
					t.Errorf("with the NaN %x at %d, e⁰ at %d is %g", bits, at, j, e)
				}
			}
		}
	}
}
