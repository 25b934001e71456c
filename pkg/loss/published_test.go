package loss

import (
	"math"
	"testing"

	"github.com/downhill-go/downhill/pkg/dataset"
)

// orings is the running example on its own axis, °F.
func orings(kind Kind, opts ...Option) *Neuron {
	p := dataset.ORings()
	return Must(NewNeuron(kind, p.X, p.Y, opts...))
}

// published is the maximum-likelihood estimate on °F, [slope, intercept].
var published = []float64{-0.232162744219, 15.0429016477}

func TestPublishedEstimateIsStationaryAndHasThePublishedDeviance(t *testing.T) {
	L := orings(CrossEntropy)
	// The estimate is printed to 12 digits; its error of 5e-13 and 5e-11 moves the
	// gradient by at most λ_max ≈ 1.2e3/4 times that: 1e-9 leaves room and would
	// notice a wrong digit in the eleventh place.
	for i, g := range L.Gradient(nil, published) {
		if math.Abs(g) > 1e-9 {
			t.Errorf("∂L/∂θ_%d = %g at the published estimate, want 0", i, g)
		}
	}
	// deviance = 2 n L; printed to 10 digits.
	if d := 2 * 23 * L.Value(published); math.Abs(d-20.31519269) > 5e-9 {
		t.Errorf("deviance %.10f, want 20.31519269", d)
	}
}

func TestStandardisedAxisGivesTheSameLoss(t *testing.T) {
	p, s := dataset.ORings().Standardize()
	L := Must(NewNeuron(CrossEntropy, p.X, p.Y))
	θ := s.Rescale(published)
	// The two differ by rounding in z ≤ 4 alone: a few units of 2⁻⁵².
	if a, b := L.Value(θ), orings(CrossEntropy).Value(published); math.Abs(a-b) > 1e-14 {
		t.Errorf("L = %.17g standardised, %.17g in °F", a, b)
	}
	if p := L.Predict(θ, s.To(31)); math.Abs(p-0.9996) > 5e-5 {
		t.Errorf("P(31 °F) = %.6f, want 0.9996", p)
	}
}

func TestTwoPointsSquaredErrorReachesZero(t *testing.T) {
	p := dataset.TwoPoints()
	L := Must(NewNeuron(SquaredError, p.X, p.Y))
	θ := []float64{math.Log(6), -math.Log(6)/2 - math.Log(4)}
	// Residuals are rounding errors of about 1e-16; their squares about 1e-32.
	if v := L.Value(θ); v > 1e-30 {
		t.Errorf("L = %g at the exact fit, want 0", v)
	}
}
