package descent

import "math"

// DefaultSteps is the greatest number of steps where Settings.Steps is 0.
const DefaultSteps = 1000

// Settings say how to descend. Only Rate has no default: with η = 0 a descent
// would stand still, and [Run] and [Steps] panic.
type Settings struct {
	// Rate is the learning rate η. How large it may be depends on the curvature,
	// not on its being less than 1: near a minimum gradient descent settles for
	// η < 2/λmax, λmax being the greatest eigenvalue of ∇²L there. A negative one
	// climbs.
	Rate float64
	// Steps is the greatest number of steps; 0 stands for DefaultSteps.
	Steps int
	// Tol is the ‖∇L‖ at which the ground counts as level. At 0 only a gradient of
	// exactly zero does, below 0 none; it must not be NaN.
	Tol float64
	// Rule makes a step of the gradient; nil stands for Plain: Δθ = −η∇L.
	Rule Rule
	// Schedule, if not nil, changes the rate by step: η_n = Rate·Schedule(n).
	Schedule Schedule
	// Stop, if not nil, is asked at every state, the start included, whether to end
	// there. It must not keep the State's slices.
	Stop func(s State) bool
	// Every thins the path that a Result keeps to every Every-th point and the
	// last; 0 and 1 keep all, [LastOnly] none but the last. Losses and gradient norms
	// are kept in any case.
	Every int
}

// LastOnly as Settings.Every keeps of the path θ_N alone: a thousand steps with ten
// thousand parameters would be 80 MB.
const LastOnly = -1

// Zero is a number as good as 0, the least above it, for settings where 0 itself stands
// for a default: Adam{Beta1: Zero} has β₁ = 0.
const Zero = math.SmallestNonzeroFloat64

// keeps tells whether the path has the n-th point, if it is not the last.
func (s *Settings) keeps(n int) bool { return s.Every != LastOnly && n%max(1, s.Every) == 0 }
