package descent_test

import (
	"math"
	"slices"
	"sync"
	"testing"

	"github.com/downhill-go/downhill/pkg/dataset"
	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/loss"
)

func TestRunReachesThePublishedEstimateOfTheLaunches(t *testing.T) {
	data := dataset.ORings()
	rings, scaling := data.Standardize()
	L := loss.Must(loss.NewNeuron(loss.CrossEntropy, rings.X, rings.Y))
	run := descent.Run(L, []float64{1, 1}, descent.Settings{Rate: 8, Tol: 1e-13})
	θ := scaling.Unscale(run.Last())
	for _, c := range []struct {
		name            string
		got, want, unit float64
	}{
		// Dalal, Fowlkes and Hoadley (1989), the maximum of their likelihood to all
		// the digits given: half a unit of the last one.
		{"slope", θ[0], -0.232162744219, 1e-12},
		{"intercept", θ[1], 15.0429016477, 1e-10},
		{"deviance", 2 * 23 * run.Loss(), 20.31519269, 1e-8},
	} {
		if math.Abs(c.got-c.want) > 0.501*c.unit {
			t.Errorf("%s: %.14g, want %.12g", c.name, c.got, c.want)
		}
	}
	// P(31 °F), and the same by hand.
	z := θ[0]*31 + θ[1]
	if p := 1 / (1 + math.Exp(-z)); math.Abs(p-0.9996) > 5e-5 {
		t.Errorf("P(31 °F) = %v", p)
	}
}

func TestRunIsTheLoopWrittenOut(t *testing.T) {
	L, θ, _ := launches()
	run := descent.Run(L, θ, descent.Settings{Rate: 4, Steps: 30})
	path := run.Path()
	if len(path) != 31 || len(run.Losses) != 31 || len(run.Norms) != 31 || run.Steps() != 30 {
		t.Fatalf("%d points, %d losses, %d norms, %d steps", len(path), len(run.Losses), len(run.Norms), run.Steps())
	}
	at := slices.Clone(θ)
	for n := range 31 {
		g := L.Gradient(nil, at)
		// Value and gradient may come from one pass over the data: rounding differs.
		if d := math.Hypot(path[n][0]-at[0], path[n][1]-at[1]); d > 1e-13 {
			t.Fatalf("step %d: %v, want %v", n, path[n], at)
		}
		if math.Abs(run.Losses[n]-L.Value(at)) > 1e-13 || math.Abs(run.Norms[n]-descent.Norm(g)) > 1e-13 {
			t.Fatalf("step %d: loss %v, want %v; ‖∇L‖ %v, want %v", n, run.Losses[n], L.Value(at), run.Norms[n], descent.Norm(g))
		}
		descent.Step(at, at, -4, g)
	}
	if θ[0] != 1 || θ[1] != 1 {
		t.Errorf("the start was changed to %v", θ)
	}
}

// On a quadratic everything is known: θ_n = (1−ηλ)ⁿ θ_0 along each eigenvector.
func TestStepsOnAQuadraticAreGeometric(t *testing.T) {
	for _, η := range []float64{0.05, 0.1, 0.19, 0.2, 0.21} {
		run := descent.Run(bowl, []float64{1, 1}, descent.Settings{Rate: η, Steps: 40})
		for n, θ := range run.Path() {
			w, b := math.Pow(1-η, float64(n)), math.Pow(1-10*η, float64(n))
			// A rounding of θ a step, carried along with a factor of at most 1.1.
			if math.Abs(θ[0]-w) > 1e-14 || math.Abs(θ[1]-b) > 1e-13*(1+math.Abs(b)) {
				t.Fatalf("η = %v, n = %d: %v, want [%v, %v]", η, n, θ, w, b)
			}
		}
	}
}

func TestTwoOverLambdaMaxIsExactlyNeutral(t *testing.T) {
	run := descent.Run(bowl, []float64{0, 1}, descent.Settings{Rate: 0.2, Steps: 1000})
	for n, θ := range run.Path() {
		if want := 1 - 2*float64(n%2); θ[1] != want {
			t.Fatalf("n = %d: b = %v, want %v", n, θ[1], want)
		}
	}
}

func TestStepsYieldsWhatRunRecords(t *testing.T) {
	L, θ, _ := launches()
	s := descent.Settings{Rate: 2, Steps: 25, Rule: descent.Momentum{Mu: 0.5}, Schedule: descent.Halving(10)}
	run := descent.Run(L, θ, s)
	var again descent.Result
	n := 0
	for state := range descent.Steps(L, θ, s) {
		if state.N != n || !slices.Equal(state.Theta, run.Path()[n]) || state.Loss != run.Losses[n] || state.Norm != run.Norms[n] {
			t.Fatalf("state %d: %+v", n, state)
		}
		if want := 2 * math.Pow(2, -float64((max(n, 1)-1)/10)); state.Rate != want {
			t.Fatalf("state %d: rate %v, want %v", n, state.Rate, want)
		}
		if last := n == 25; last != (state.Status != descent.Running) {
			t.Fatalf("state %d: %v", n, state.Status)
		}
		again.Record(state)
		n++
	}
	if n != 26 || again.Status != run.Status || !slices.Equal(again.Points(), run.Points()) {
		t.Errorf("%d states, status %v", n, again.Status)
	}
}

func TestALoopOverStepsMayBeLeftAndBegunAgain(t *testing.T) {
	L, θ, _ := launches()
	steps := descent.Steps(L, θ, descent.Settings{Rate: 1})
	for range 2 {
		for s := range steps {
			if s.N == 0 && (s.Theta[0] != 1 || s.Theta[1] != 1) {
				t.Fatalf("begins at %v", s.Theta)
			}
			if s.N == 3 {
				break
			}
		}
	}
}

func TestEveryThinsThePathAndNothingElse(t *testing.T) {
	L, θ, _ := launches()
	all := descent.Run(L, θ, descent.Settings{Rate: 1, Steps: 25})
	few := descent.Run(L, θ, descent.Settings{Rate: 1, Steps: 25, Every: 10})
	if !slices.Equal(all.Losses, few.Losses) || !slices.Equal(all.Norms, few.Norms) || all.Status != few.Status {
		t.Error("losses, norms or status differ")
	}
	path := few.Path()
	if len(path) != 4 {
		t.Fatalf("%d points", len(path))
	}
	for i, n := range []int{0, 10, 20, 25} {
		if !slices.Equal(path[i], all.Path()[n]) {
			t.Errorf("point %d is not that of step %d", i, n)
		}
	}
	if !slices.Equal(few.Last(), all.Last()) {
		t.Errorf("ends at %v, want %v", few.Last(), all.Last())
	}
}

func TestAnEmptyResultHasNothing(t *testing.T) {
	var r descent.Result
	if r.Steps() != 0 || r.Path() != nil || r.Last() != nil || r.Points() != nil {
		t.Errorf("%+v", r)
	}
}

func TestStatesOfDifferentDimensionDoNotMix(t *testing.T) {
	defer func() {
		if recover() != "descent: states of different dimension" {
			t.Error("no panic")
		}
	}()
	var r descent.Result
	r.Record(descent.State{Theta: []float64{1, 2}})
	r.Record(descent.State{Theta: []float64{1}})
}

func TestAResultThatRunsAgainForgetsTheRunBefore(t *testing.T) {
	L, θ, _ := launches()
	var r descent.Result
	r.Run(loss.Conditioned(5, 3), []float64{1, 1, 1, 1, 1}, descent.Settings{Rate: 0.1, Steps: 300, Rule: descent.Adam{}})
	r.Run(L, θ, descent.Settings{Rate: 4, Tol: 1e-9, Rule: descent.Momentum{Mu: 0.3}})
	want := descent.Run(L, θ, descent.Settings{Rate: 4, Tol: 1e-9, Rule: descent.Momentum{Mu: 0.3}})
	if r.Status != want.Status || !slices.Equal(r.Points(), want.Points()) || !slices.Equal(r.Losses, want.Losses) {
		t.Errorf("%v after %d steps, want %v after %d", r.Status, r.Steps(), want.Status, want.Steps())
	}
}

func TestRunningAgainAllocatesNothing(t *testing.T) {
	L, θ, _ := launches()
	var rule descent.Rule = descent.Momentum{Mu: 0.5}
	var r descent.Result
	for _, s := range []descent.Settings{{Rate: 1, Tol: -1}, {Rate: 1, Tol: -1, Rule: rule}} {
		r.Run(L, θ, s)
		if n := testing.AllocsPerRun(10, func() { r.Run(L, θ, s) }); n != 0 {
			t.Errorf("%v allocations in 1,000 steps, rule %v", n, s.Rule)
		}
	}
}

func TestStepsOfEveryRuleAllocateNothing(t *testing.T) {
	θ := []float64{1, 1}
	for name, rule := range rules() {
		allocs := func(steps int) float64 {
			return testing.AllocsPerRun(5, func() {
				for range descent.Steps(bowl, θ, descent.Settings{Rate: 0.01, Steps: steps, Tol: -1, Rule: rule}) {
				}
			})
		}
		if few, many := allocs(10), allocs(1000); few != many {
			t.Errorf("%s: %v allocations in 10 steps, %v in 1,000", name, few, many)
		}
	}
}

// Values of rules and losses may be shared: run with -race.
func TestDescentsOfOneLossAndRuleMayRunAtOnce(t *testing.T) {
	L, θ, _ := launches()
	for name, rule := range rules() {
		s := descent.Settings{Rate: 1, Steps: 100, Rule: rule, Schedule: descent.Harmonic(20)}
		want := descent.Run(L, θ, s)
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if got := descent.Run(L, θ, s); !slices.Equal(got.Points(), want.Points()) {
					t.Errorf("%s: ends at %v, want %v", name, got.Last(), want.Last())
				}
			})
		}
		all.Wait()
	}
}

// rules has one of each.
func rules() map[string]descent.Rule {
	return map[string]descent.Rule{
		"plain":        descent.Plain{},
		"momentum":     descent.Momentum{Mu: 0.8},
		"nesterov":     descent.Nesterov{Mu: 0.8},
		"adam":         descent.Adam{},
		"backtracking": descent.Backtracking{},
		"steepest ℓ1":  descent.Steepest{In: descent.L1},
		"steepest ℓ2":  descent.Steepest{In: descent.L2},
		"steepest ℓ∞":  descent.Steepest{In: descent.LInf},
	}
}

func TestCopiesOfAResultAreRecordedInApart(t *testing.T) {
	L, θ, _ := launches()
	a := descent.Run(L, θ, descent.Settings{Rate: 1, Steps: 3})
	b := a
	a.Record(descent.State{Theta: []float64{1, 2}, Loss: 3})
	b.Record(descent.State{Theta: []float64{4, 5}, Loss: 6})
	if a.Loss() != 3 || a.Last()[0] != 1 || b.Loss() != 6 || b.Last()[0] != 4 {
		t.Errorf("one ends at %v with %v, the other at %v with %v", a.Last(), a.Loss(), b.Last(), b.Loss())
	}
}
