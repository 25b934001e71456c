package descent

// A Rule makes a step from what is known at θ. Rules are small values: what they
// remember from step to step lies in memory that the loop keeps for them, so one
// value may serve several descents at once.
type Rule interface {
	// Memory returns how many numbers the rule remembers where θ has dim entries.
	Memory(dim int) int
	// Move sets dst to the step Δθ = θ_{n+1} − θ_n and returns the learning rate
	// that it used. Returning 0 although s.Rate is not 0 means that no step was found;
	// the descent ends as Stopped. Before the first step memory is zero; after that
	// it is what the last call left. s.Rate is η_n; s and what it refers to must
	// not be changed, but a Rule that evaluates L tells so by s.Evaluated.
	Move(dst, memory []float64, L Objective, s *State) float64
}

// Plain is the rule of gradient descent, the step against the gradient:
//
//	Δθ = −η∇L(θ)
type Plain struct{}

// Memory returns 0: the rule looks at nothing but the gradient.
func (Plain) Memory(dim int) int { return 0 }

// Move sets dst to −η∇L and returns η.
func (Plain) Move(dst, _ []float64, _ Objective, s *State) float64 {
	return along(dst, s, s.Rate)
}
