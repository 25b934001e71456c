//go:build !engine && !lean

// The kernel builds cells that name nothing of gonum's with the tag lean: the linker reads package optimize even if nobody calls it.

package descent

import (
	"slices"

	"gonum.org/v1/gonum/optimize"
)

// Minimize lets one of gonum's methods descend from θ and records its way as Run
// does: a point for every major iteration, with its loss and gradient norm.
//
//	run, err := descent.Minimize(L, θ, descent.Settings{Tol: 1e-9}, &optimize.BFGS{})
//
// Of the settings, Rate, Rule and Schedule have no meaning here; a nil
// method stands for gonum's default, L-BFGS. Between two major iterations a method may
// search along a line: it ends as OutOfSteps too when L has been asked for its value or
// its gradient 100 times Steps. The status is that of [Status], with
// two additions: it is Converged too if the method itself says that the ground is
// level (most do at a largest |∂L/∂θ_i| below 10⁻¹²), and Stopped if the method
// ends for a reason of its own. If that is an error, such as a line search that
// finds no lower point, it is returned together with the run so far.
//
// For the record, L and ∇L are evaluated once more at every major iteration, which
// Evaluations counts too. A loss whose
// gradient changes from call to call, such as a [Minibatches], is none for a line search.
//
// It panics where Run does and, in gonum's words, if the method needs what L does not
// have, such as Newton a Hessian; see [Problem].
func Minimize(L Objective, θ []float64, s Settings, method optimize.Method) (Result, error) {
	check(L, θ, s)
	var w follower
	w.start(L, θ, s)
	w.run.dim = len(θ)
	w.record()
	if w.state.Status != Running {
		return w.run.full(), nil
	}
	most := 100 * w.set.Steps
	end, err := optimize.Minimize(Problem(L), θ, &optimize.Settings{Converger: &w, FuncEvaluations: most, GradEvaluations: most}, method)
	if w.state.Status == Running {
		w.run.Status = Stopped
		switch {
		case end == nil:
		case end.Status == optimize.GradientThreshold:
			w.run.Status = Converged
		case end.Status == optimize.FunctionEvaluationLimit || end.Status == optimize.GradientEvaluationLimit:
			w.run.Status = OutOfSteps
		}
		if len(w.run.points) == 0 || !slices.Equal(w.run.Last(), w.state.Theta) {
			w.run.points = append(w.run.points, w.state.Theta...)
		}
	}
	if end != nil {
		w.run.Evaluations.Values += end.Stats.FuncEvaluations
		w.run.Evaluations.Gradients += end.Stats.GradEvaluations
	}
	return w.run.full(), err
}

func (w *follower) record() {
	w.run.record(&w.state, w.state.Status != Running || w.set.keeps(w.state.N))
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
	w.evaluate()
	w.setStatus()
	w.record()
	if s.Status == Running {
		return optimize.NotTerminated
	}
	return optimize.Success
}
