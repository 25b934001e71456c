package descent

// State is a descent after n steps.
type State struct {
	// N is the number n of steps made.
	N int
	// Theta is θ_n. The slice is overwritten by the next step.
	Theta []float64
	// Loss is L(θ_n).
	Loss float64
	// Gradient is ∇L(θ_n). The slice is overwritten by the next step.
	Gradient []float64
	// Norm is ‖∇L(θ_n)‖.
	Norm float64
	// Rate is the learning rate: after a step, the one which led here; given to a
	// Rule, the one to use.
	Rate float64
	// Evaluations counts how often L has been asked until here.
	Evaluations Evaluations
	// Status is Running unless this is the last state.
	Status Status
}

// Evaluations counts how often the value and the gradient of an [Objective] were asked
// for. A ValueGradient counts as one of each.
type Evaluations struct{ Values, Gradients int }

// Evaluated counts values and gradients that a [Rule] has asked of L by itself.
func (s *State) Evaluated(values, gradients int) {
	s.Evaluations.Values += values
	s.Evaluations.Gradients += gradients
}
