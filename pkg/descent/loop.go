package descent

import (
	"iter"
	"math"

	"github.com/downhill-go/downhill/pkg/internal/lean"
)

// Steps returns the states of a descent from θ, the first before any step and the
// last with the Status that ended it:
//
//	for s := range descent.Steps(L, θ, descent.Settings{Rate: 0.5}) {
//		fmt.Println(s.N, s.Loss, s.Theta)
//	}
//
// The slices of a State are good until the next one. θ is not changed. L is asked
// for its gradient and then its value once a state, after the body of the loop has run
// for the state before: it may change its minibatch there.
//
// It panics if θ is not of L's dimension, Rate is 0, Steps is negative, Every is negative
// but not LastOnly, or Tol is NaN.
func Steps(L Objective, θ []float64, s Settings) iter.Seq[State] {
	check(L, θ, s)
	checkRate(s)
	return func(yield func(State) bool) {
		var w walker
		w.start(L, θ, s)
		for yield(w.state) && w.next() {
		}
	}
}

// Run descends from θ and returns the whole run: path, losses, gradient norms and
// how it ended. It is the loop
//
//	for ‖∇L(θ)‖ > Tol {
//		θ ← θ − η∇L(θ)
//	}
//
// with an eye on what may go wrong; [Status] says precisely what. θ itself is not
// changed. If ∇L(θ) = 0 at the start, it converges after 0 steps.
//
// It panics where [Steps] does.
func Run(L Objective, θ []float64, s Settings) Result {
	var r Result
	r.Run(L, θ, s)
	r.walker = nil
	return r.full()
}

func check(L Objective, θ []float64, s Settings) {
	if len(θ) != L.Dim() {
		panic("descent: θ has the wrong length for L")
	}
	if s.Steps < 0 {
		panic("descent: negative number of steps")
	}
	if s.Every < LastOnly {
		panic("descent: Every is negative")
	}
	if math.IsNaN(s.Tol) {
		panic("descent: Tol is not a number")
	}
}

func checkRate(s Settings) {
	if s.Rate == 0 {
		panic("descent: Settings.Rate is 0, which makes no step")
	}
}

// walker is a descent under way.
type walker struct {
	L             Objective
	valueGrad     ValueGradienter // L, if it is one
	rule          Rule            // nil for Plain
	set           Settings
	state         State
	move          []float64 // Δθ, if a rule says so
	memory        []float64 // the rule's
	length        float64   // ‖Δθ‖
	stuck         bool      // the rule has found no step
	divergedAbove float64   // ‖∇L‖ beyond which it has diverged

	// For NotSettling: the number of steps in a quarter, the lengths of the last
	// two quarters, and where the last one began.
	quarter       int
	third, fourth float64
	anchor        []float64
}

// start puts the walker at θ, using what memory it has from before.
func (w *walker) start(L Objective, θ []float64, s Settings) {
	n := len(θ)
	if s.Steps == 0 {
		s.Steps = DefaultSteps
	}
	w.L, w.set, w.rule = L, s, s.Rule
	w.valueGrad, _ = L.(ValueGradienter)
	if s.Rule == (Plain{}) {
		w.rule = nil
	}
	w.state = State{Theta: append(w.state.Theta[:0], θ...), Gradient: lean.Sized(w.state.Gradient, n), Rate: s.Rate}
	w.move, w.anchor = lean.Sized(w.move, n), lean.Sized(w.anchor, n)
	if w.rule != nil {
		w.memory = lean.Sized(w.memory, w.rule.Memory(n))
		clear(w.memory)
	}
	w.stuck = false
	w.quarter, w.third, w.fourth = s.Steps/4, 0, 0
	w.evaluate()
	w.divergedAbove = 1e6 * (1 + w.state.Norm)
	w.setStatus()
}

// next makes a step, unless the descent has ended, and tells whether it did.
func (w *walker) next() bool {
	s := &w.state
	if s.Status != Running {
		return false
	}
	s.Rate = w.set.Rate
	if w.set.Schedule != nil {
		s.Rate *= w.set.Schedule(s.N)
	}
	if w.rule == nil {
		// Plain, without a detour: it is most of what is ever run.
		η := s.Rate
		w.length = math.Abs(η) * s.Norm
		for i, g := range s.Gradient {
			s.Theta[i] -= η * g
		}
	} else {
		η := s.Rate
		s.Rate = w.rule.Move(w.move, w.memory, w.L, s)
		w.stuck = s.Rate == 0 && η != 0
		for i, Δ := range w.move {
			s.Theta[i] += Δ
		}
		w.length = Norm(w.move)
	}
	s.N++
	w.evaluate()
	w.setStatus()
	return true
}

// evaluate asks for gradient and value where the walker stands. The gradient comes first:
// it may take other rows of data, of which the value is then, too.
func (w *walker) evaluate() {
	s := &w.state
	if w.valueGrad != nil {
		s.Loss = w.valueGrad.ValueGradient(s.Gradient, s.Theta)
	} else {
		gradient(w.L, s.Gradient, s.Theta)
		s.Loss = w.L.Value(s.Theta)
	}
	s.Evaluated(1, 1)
	s.Norm = Norm(s.Gradient)
}

// setStatus settles the status of the state that the last move led to.
func (w *walker) setStatus() {
	s := &w.state
	if s.N > w.set.Steps-2*w.quarter {
		w.measure()
	}
	switch {
	case !lean.Finite(s.Loss) || !lean.Finite(s.Norm) || !allFinite(s.Theta):
		s.Status = NotFinite
	case s.Norm <= w.set.Tol:
		s.Status = Converged
	case s.Norm > w.divergedAbove:
		s.Status = Diverged
	case w.set.Stop != nil && w.set.Stop(*s), w.stuck:
		s.Status = Stopped
	case s.N >= w.set.Steps:
		s.Status = w.verdict()
	}
}

func allFinite(v []float64) bool {
	s := 0.0
	for _, x := range v {
		s += x - x
	}
	return s == 0
}

// measure adds up the lengths of the last two quarters of the steps.
func (w *walker) measure() {
	if w.state.N <= w.set.Steps-w.quarter {
		w.third += w.length
		if w.state.N == w.set.Steps-w.quarter {
			copy(w.anchor, w.state.Theta)
		}
		return
	}
	w.fourth += w.length
}

// verdict tells NotSettling from OutOfSteps, as documented there.
func (w *walker) verdict() Status {
	if w.quarter < 4 {
		return OutOfSteps
	}
	for i, v := range w.state.Theta {
		w.move[i] = v - w.anchor[i]
	}
	rests := w.fourth <= 1e-12*float64(w.quarter)*Norm(w.state.Theta)
	if !rests && w.fourth >= 0.8*w.third && Norm(w.move) <= w.fourth/2 {
		return NotSettling
	}
	return OutOfSteps
}
