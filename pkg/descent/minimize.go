//go:build !engine

package descent

import "gonum.org/v1/gonum/optimize"

// Minimize lets one of gonum's methods descend from θ and records its way as Run
// does: a point for every major iteration, with its loss and gradient norm.
//
//	run, err := descent.Minimize(L, θ, descent.Settings{Tol: 1e-9}, &optimize.BFGS{})
//
// Of the settings, Rate, Rule, Schedule and Every have no meaning here; a nil
// method stands for gonum's default, L-BFGS. The status is that of [Status], with
// two additions: it is Converged too if the method itself says that the ground is
// level (most do at a largest |∂L/∂θ_i| below 10⁻¹²), and Stopped if the method
// ends for a reason of its own. If that is an error, such as a line search that
// finds no lower point, it is returned together with the run so far.
//
// For the record, L and ∇L are evaluated once more at every major iteration. A loss whose
// gradient changes from call to call, such as a [Minibatches], is none for a line search.
//
// It panics where Run does and, in gonum's words, if the method needs what L does not
// have, such as Newton a Hessian; see [Problem].
func Minimize(L Objective, θ []float64, s Settings, method optimize.Method) (Result, error) {
	check(L, θ, s)
	var w follower
	w.start(L, θ, s)
	w.run.Record(w.state)
	if w.state.Status != Running {
		return w.run.full(), nil
	}
	end, err := optimize.Minimize(Problem(L), θ, &optimize.Settings{Converger: &w}, method)
	if w.state.Status == Running {
		w.run.Status = Stopped
		if end != nil && end.Status == optimize.GradientThreshold {
			w.run.Status = Converged
		}
	}
	return w.run.full(), err
}

// follower goes where gonum goes. It is a Converger because that is asked at every
// major iteration, the last one included.
type follower struct {
	walker
	run Result
}

func (w *follower) Init(dim int) {}

func (w *follower) Converged(at *optimize.Location) optimize.Status {
	s := &w.state
	moved := false
	for i, v := range at.X {
		w.move[i] = v - s.Theta[i]
		moved = moved || w.move[i] != 0
	}
	if s.N == 0 && !moved {
		return optimize.NotTerminated // the start, which is recorded already
	}
	copy(s.Theta, at.X)
	w.length = Norm(w.move)
	s.N++
	w.look()
	w.judge()
	w.run.Record(*s)
	if s.Status == Running {
		return optimize.NotTerminated
	}
	return optimize.Success
}
