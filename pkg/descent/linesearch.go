package descent

import "github.com/downhill-go/downhill/pkg/internal/lean"

// ExactLineSearch goes to the lowest point along −∇L of the parabola that φ is to second
// order, and on a quadratic, therefore, of L itself:
//
//	Δθ = −η t∇L,   t = ‖∇L‖²/(∇Lᵀ∇²L∇L)
//
// (Nocedal and Wright, Numerical Optimization, 2nd ed., 2006, equation 3.26). η is
// [Settings].Rate: 1 for the lowest point itself. Each new gradient is then at right angles
// to the last, and the way down a long valley goes to and fro. The loss falls at least by
// the factor ((κ−1)/(κ+1))² a step, κ = λmax/λmin (the same, theorem 3.3).
type ExactLineSearch struct{}

// Memory returns dim: ∇²L∇L.
func (ExactLineSearch) Memory(dim int) int { return dim }

// Move sets dst to −ηt∇L and returns ηt. Where L does not bend upwards along ∇L there is
// no lowest point, and no step. It panics if L is neither a [HessianVectorer] nor an
// [Expander].
func (ExactLineSearch) Move(dst, memory []float64, L Objective, s *State) float64 {
	switch L.(type) {
	case HessianVectorer, Expander:
	default:
		panic("descent: ExactLineSearch needs an L with a method HessianVector or Taylor")
	}
	// Along the unit vector, as ‖∇L‖² may over- or underflow.
	p, q := size(s.Gradient)
	for i, g := range s.Gradient {
		dst[i] = g / p / q
	}
	c := curvature(L, memory, s.Theta, dst)
	if !(c > 0) {
		clear(dst)
		return 0
	}
	return along(dst, s, s.Rate/c)
}

// Polyak takes its learning rate from how far the loss is above its least value L*,
//
//	Δθ = −η t∇L,   t = (L(θ) − L*)/‖∇L‖²
//
// (B. T. Polyak, Introduction to Optimization, 1987, §5.3.2). For a convex L no such step
// with 0 < η < 2 leads away from a minimum, and no curvature need be known. η is
// [Settings].Rate: 1 for Polyak's own step.
type Polyak struct {
	Min float64 // L*, the least value of L
}

// Memory returns 0.
func (Polyak) Memory(dim int) int { return 0 }

// Move sets dst to −ηt∇L and returns ηt. Where L(θ) is not above L* there is no step.
func (r Polyak) Move(dst, _ []float64, _ Objective, s *State) float64 {
	t := (s.Loss - r.Min) / s.Norm / s.Norm
	if !(t > 0) || !lean.Finite(t) {
		clear(dst)
		return 0
	}
	return along(dst, s, s.Rate*t)
}

// along sets dst to −η∇L and returns η.
func along(dst []float64, s *State, η float64) float64 {
	for i, g := range s.Gradient {
		dst[i] = -η * g
	}
	return η
}
