package descent

import (
	"math"
	"slices"

	"github.com/downhill-go/downhill/pkg/internal/lean"
)

// Backtracking is the step against the gradient with a learning rate that is tried
// out: from η = s.Rate on, η is multiplied by Shrink until the loss has gone down
// by a share of what the tangent promises,
//
//	L(θ−η∇L) ≤ L(θ) − c η‖∇L‖²
//
// (L. Armijo, Pacific Journal of Mathematics 16, 1966, 1–3; Boyd and Vandenberghe,
// Convex Optimization, 2004, algorithm 9.2). For small enough η that holds, so the
// loss never goes up but for its rounding, however large the Rate one begins with. With
// [Minibatches] the loss compared is that of the current batch.
//
// Near a minimum the change of the loss drowns in the rounding of its value. There
// the condition is put to the slope at the new place instead, which for a
// quadratic is the same:
//
//	∇L(θ−η∇L)·∇L(θ) ≥ −(1−2c)‖∇L(θ)‖²
//
// (W. W. Hager and H. Zhang, SIAM Journal on Optimization 16, 2005, 170–192.)
type Backtracking struct {
	// Shrink is between 0 and 1; 0 stands for ½.
	Shrink float64
	// Decrease is c, between 0 and ½; 0 stands for 10⁻⁴.
	Decrease float64
}

// Memory returns 2 dim: the place tried and its gradient.
func (Backtracking) Memory(dim int) int { return 2 * dim }

// Move sets dst to −η∇L and returns the η found. If none is found before θ−η∇L is θ, as
// where rounding leaves no lower place or the loss is not smooth, the move and η are 0,
// which ends the descent (but not of [Minibatches], whose next rows may know one: there η
// is the last one tried). A Rate that is infinite or NaN is not searched: it is the η.
//
// It panics if Shrink is not between 0 and 1, Decrease not between 0 and ½, or s.Rate
// negative.
func (r Backtracking) Move(dst, memory []float64, L Objective, s *State) float64 {
	shrink, c := r.Shrink, r.Decrease
	if shrink == 0 {
		shrink = 0.5
	}
	if c == 0 {
		c = 1e-4
	}
	if !(shrink > 0 && shrink < 1) {
		panic("descent: Shrink is not between 0 and 1")
	}
	if !(c > 0 && c < 0.5) {
		panic("descent: Decrease is not between 0 and 1/2")
	}
	if s.Rate < 0 {
		panic("descent: Backtracking cannot go along the gradient: the rate is negative")
	}
	n := len(dst)
	trial, g := memory[:n], memory[n:]
	rows, sampled := L.(Sampler)
	_, expands := L.(Expander)
	mayHide := !sampled && !expands
	η := s.Rate
	if !lean.Finite(η) {
		return along(dst, s, η)
	}
	for η != 0 {
		Step(trial, s.Theta, -η, s.Gradient)
		if slices.Equal(trial, s.Theta) {
			break
		}
		value := L.Value(trial)
		s.Evaluated(1, 0)
		change := value - s.Loss
		ok := change <= -c*(η*s.Norm)*s.Norm // ‖∇L‖² itself may overflow
		// A change that rounding could have made says nothing.
		if math.Abs(change) <= 0x1p-50*math.Abs(s.Loss) {
			s.Evaluated(0, 1)
			if sampled {
				rows.GradientAgain(g, trial)
			} else if gradient(L, g, trial); mayHide {
				// A wrapper may hide that this gradient is of other rows. Then it tells
				// nothing, and they get their turn.
				s.Evaluated(1, 0)
				if sampled = L.Value(trial) != value; sampled {
					break
				}
			}
			ok = Slope(g, s.Gradient) >= -(1-2*c)*s.Norm*s.Norm
		}
		if ok {
			return along(dst, s, η)
		}
		smaller := η * shrink
		if smaller == η { // the least there is
			break
		}
		η = smaller
	}
	clear(dst)
	if sampled {
		return η
	}
	return 0
}
