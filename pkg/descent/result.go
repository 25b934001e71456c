package descent

// Result is a recorded descent, θ_0, θ_1, …, θ_N, and its recorder. Run returns one;
// Record makes one of states from elsewhere.
type Result struct {
	// Status says how the descent ended.
	Status Status
	// Losses has L(θ_n) at n.
	Losses []float64
	// Norms has ‖∇L(θ_n)‖ at n.
	Norms []float64
	// Evaluations counts how often L was asked.
	Evaluations Evaluations

	dim    int
	points []float64 // row-major, one point a kept step
	walker *walker   // kept by a Result that runs again
}

// Run empties r and records the descent from θ in it, like the function [Run], but
// in the memory that r has from before: from the second descent of the same size
// on nothing is allocated, and what r's methods returned before is overwritten.
func (r *Result) Run(L Objective, θ []float64, s Settings) {
	check(L, θ, s)
	checkRate(s)
	if r.walker == nil {
		r.walker = new(walker)
	}
	w := r.walker
	w.start(L, θ, s)
	r.Status, r.dim = Running, len(θ)
	r.Losses, r.Norms, r.points = r.Losses[:0], r.Norms[:0], r.points[:0]
	if r.Losses == nil {
		// Most descents end long before their last step; do not pay for it now.
		n := min(w.set.Steps+1, 256)
		r.Losses, r.Norms = make([]float64, 0, n), make([]float64, 0, n)
		if s.Every == LastOnly {
			n = 1
		}
		r.points = make([]float64, 0, n*len(θ))
	}
	for {
		r.record(&w.state, w.state.Status != Running || s.keeps(w.state.N))
		if !w.next() {
			return
		}
	}
}

// Record appends a state, the first of a descent or the one after the last
// recorded: what Run does with every state, for loops of one's own over [Steps]. The
// first state of a descent from where another has ended is that one's last: to go on in
// the same record, leave it out. It panics if the dimension of θ is not that of the
// states before.
func (r *Result) Record(s State) {
	if len(r.Losses) > 0 && len(s.Theta) != r.dim {
		panic("descent: states of different dimension")
	}
	r.dim = len(s.Theta)
	r.record(&s, true)
}

func (r *Result) record(s *State, keep bool) {
	r.Status, r.Evaluations = s.Status, s.Evaluations
	r.Losses = append(r.Losses, s.Loss)
	r.Norms = append(r.Norms, s.Norm)
	if keep {
		r.points = append(r.points, s.Theta...)
	}
}

// full returns r without room to append: copies of it may each be recorded in further.
func (r Result) full() Result {
	n, m := len(r.Losses), len(r.points)
	r.Losses, r.Norms, r.points = r.Losses[:n:n], r.Norms[:n:n], r.points[:m:m]
	return r
}

// Steps returns N, the number of steps made.
func (r Result) Steps() int { return max(0, len(r.Losses)-1) }

// Path returns the points θ_0 … θ_N, or what [Settings].Every left of them, as
// figures and loops want them. They share the memory of r.
func (r Result) Path() [][]float64 {
	if r.dim == 0 {
		return nil
	}
	path := make([][]float64, len(r.points)/r.dim)
	for i := range path {
		path[i] = r.points[i*r.dim : (i+1)*r.dim : (i+1)*r.dim]
	}
	return path
}

// Points returns the points of Path in one slice, row-major, len(Path()) × Dim.
func (r Result) Points() []float64 { return r.points }

// Last returns θ_N, where the descent ended, or nil if nothing is recorded. It
// shares the memory of r.
func (r Result) Last() []float64 {
	if len(r.points) == 0 {
		return nil
	}
	return r.points[len(r.points)-r.dim:]
}

// LossesOf returns L(θ) at each point of Path. After a descent on [Minibatches], whose
// losses are of a few rows each, it is the loss of the whole data, or of data held out:
//
//	run := descent.Run(b, θ, descent.Settings{Rate: 0.1, Tol: -1, Steps: 10 * b.StepsPerEpoch(), Every: b.StepsPerEpoch()})
//	fmt.Println(run.LossesOf(b.L)) // after 0, 1, 2 … epochs
//
// It panics if L is not of the path's dimension.
func (r Result) LossesOf(L Objective) []float64 {
	if r.dim != 0 && L.Dim() != r.dim {
		panic("descent: the path has the wrong dimension for L")
	}
	path := r.Path()
	losses := make([]float64, len(path))
	for i, θ := range path {
		losses[i] = L.Value(θ)
	}
	return losses
}

// Loss returns L(θ_N), the loss where the descent ended. It panics if nothing is
// recorded.
func (r Result) Loss() float64 { return last(r.Losses) }

// Norm returns ‖∇L(θ_N)‖ where the descent ended. It panics if nothing is
// recorded.
func (r Result) Norm() float64 { return last(r.Norms) }

func last(v []float64) float64 {
	if len(v) == 0 {
		panic("descent: nothing is recorded")
	}
	return v[len(v)-1]
}
