package dataset

import (
	"math"
	"testing"
)

func TestORingsAreTheTwentyThreeLaunches(t *testing.T) {
	p := ORings()
	if p.Len() != 23 || len(p.Y) != 23 {
		t.Fatalf("%d temperatures, %d labels, want 23", len(p.X), len(p.Y))
	}
	distress, sum := 0.0, 0.0
	for i := range p.X {
		distress += p.Y[i]
		sum += p.X[i]
	}
	// Sums of small integers are exact.
	if distress != 7 || sum != 1600 {
		t.Errorf("distress on %g launches, temperatures sum to %g; want 7 and 1600", distress, sum)
	}
}

func TestEachCallReturnsAFreshCopy(t *testing.T) {
	ORings().X[0], TwoPoints().Y[0] = -1, -1
	if ORings().X[0] != 66 || TwoPoints().Y[0] != 0.2 {
		t.Error("writing to one copy changed the next")
	}
}

func TestStandardizedMeanIsZeroAndSpreadOne(t *testing.T) {
	raw := ORings()
	p, s := raw.Standardize()
	sum, sq := 0.0, 0.0
	for _, z := range p.X {
		sum += z
		sq += z * z
	}
	// 23 terms of size up to 2.4, each rounded once: a few times 23·2⁻⁵³.
	if math.Abs(sum) > 1e-13 || math.Abs(sq/23-1) > 1e-14 {
		t.Errorf("Σz = %g, Σz²/n = %.17g, want 0 and 1", sum, sq/23)
	}
	if math.Abs(s.SD-6.902) > 5e-4 || math.Abs(s.Mean-1600.0/23) > 1e-13 {
		t.Errorf("scaling %+v, want mean 69.565 and SD 6.902", s)
	}
	if raw.X[0] != 66 {
		t.Error("Standardize changed its receiver")
	}
}

func TestScalingGoesThereAndBack(t *testing.T) {
	p, s := ORings().Standardize()
	for i, x := range ORings().X {
		// One subtraction, division, product and sum of numbers below 100.
		if back := s.From(p.X[i]); math.Abs(back-x) > 1e-13 {
			t.Errorf("%g °F comes back as %.17g", x, back)
		}
	}
	θ := []float64{-1.6, -1.1}
	raw := s.Unscale(θ)
	for i, v := range s.Rescale(raw) {
		if math.Abs(v-θ[i]) > 1e-14*20 {
			t.Errorf("θ_%d = %g comes back as %.17g", i, θ[i], v)
		}
	}
	// Both neurons must see the same logit at every launch.
	for i, x := range ORings().X {
		if a, b := θ[0]*p.X[i]+θ[1], raw[0]*x+raw[1]; math.Abs(a-b) > 1e-13 {
			t.Errorf("logit %g standardised, %g in °F", a, b)
		}
	}
}

func TestStandardizeRefusesDataWithoutSpread(t *testing.T) {
	for name, x := range map[string][]float64{
		"none": {}, "equal": {3, 3}, "equal with a mean that is rounded": {0.1, 0.1, 0.1}, "NaN": {1, math.NaN()}, "Inf": {1, math.Inf(1)},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			(&Points{X: x, Y: x}).Standardize()
		}()
	}
}
