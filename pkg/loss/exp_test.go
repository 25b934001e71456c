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
		got, want := exp(x), math.Exp(x)
		worst = max(worst, math.Abs(got-want)/want)
	}
	// Each of the two has an error of about one unit, 2.2e-16.
	if worst > 4.5e-16 {
		t.Errorf("largest relative difference from math.Exp is %g", worst)
	}
	if exp(0) != 1 || !math.IsNaN(exp(math.NaN())) {
		t.Errorf("exp(0) = %g, exp(NaN) = %g", exp(0), exp(math.NaN()))
	}
}
