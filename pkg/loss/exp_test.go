package loss

import (
	"math"
	"testing"
)

func TestExpIsWithinAUnitInTheLastPlace(t *testing.T) {
	worst := 0.0
	for i := range 400000 {
		x := -expMax + float64(i)*(2*expMax/400000.) + 1e-7*float64(i%13)
		x = max(min(x, expMax), -expMax)
		block := [1]float64{-x}
		exps(block[:])
		want := math.Exp(x)
		worst = max(worst, math.Abs(exp(x)-want)/want, math.Abs(block[0]-want)/want)
	}
	// Each of the two has an error of about one unit, 2.2e-16.
	if worst > 4.5e-16 {
		t.Errorf("largest relative difference from math.Exp is %g", worst)
	}
	block := [2]float64{0, math.NaN()}
	exps(block[:])
	if exp(0) != 1 || !math.IsNaN(exp(math.NaN())) || block[0] != 1 || !math.IsNaN(block[1]) {
		t.Errorf("exp(0) = %g, exp(NaN) = %g; in a block %g", exp(0), exp(math.NaN()), block)
	}
}
