package descent

// Status says how a descent stands, or how it ended. The first of the following
// that applies at θ_n is its status there; all but Running end it.
type Status int

const (
	// Running: none of the others applies; another step follows.
	Running Status = iota
	// NotFinite: L(θ_n), ‖∇L(θ_n)‖ or an entry of θ_n is infinite or NaN.
	NotFinite
	// Converged: ‖∇L(θ_n)‖ ≤ Tol. The ground is level: a minimum perhaps, or a
	// saddle, or a plateau. With Tol = 0 this takes a gradient of exactly zero.
	Converged
	// Diverged: ‖∇L(θ_n)‖ > 10⁶ (1 + ‖∇L(θ_0)‖). The steps have grown a
	// millionfold. Where the gradient is bounded, as a neuron's is, a descent with
	// too large an η does not diverge but ends as NotSettling.
	Diverged
	// Stopped: Settings.Stop said so, or the Rule has found no step to make, as
	// Backtracking where rounding leaves no lower place.
	Stopped
	// NotSettling: all steps are used up and θ still goes to and fro, for ever or with
	// strides that shrink too slowly to tell: a bowl at η = 1.998/λmax does settle in
	// the end. Precisely: the last quarter of the steps is, added up, at least 0.8
	// times as long as the quarter before, yet leads no further than half its own
	// length, and its steps are longer than rounding (10⁻¹²‖θ_n‖). It takes 16
	// steps or more to tell.
	NotSettling
	// OutOfSteps: all steps are used up, and the descent was still on its way.
	OutOfSteps
)

// String returns the status in words, such as "converged" and "out of steps".
func (s Status) String() string {
	if s < 0 || int(s) >= len(statusNames) {
		return "unknown status"
	}
	return statusNames[s]
}

var statusNames = [...]string{"running", "not finite", "converged", "diverged", "stopped", "not settling", "out of steps"}
