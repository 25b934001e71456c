package descent_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/loss"
)

func TestMisusePanicsWithTheReason(t *testing.T) {
	L, θ, u := launches()
	e := descent.Expand(L, θ, u, 1)
	rng := rand.New(rand.NewPCG(1, 1))
	s := descent.Settings{Rate: 1}
	for _, c := range []struct {
		want   string
		misuse func()
	}{
		{"descent: u and g differ in length", func() { descent.Slope(u, u[:1]) }},
		{"descent: u and g differ in length", func() { descent.Bound(u[:1], u) }},
		{"descent: u and g differ in length", func() { descent.Angle(u, nil) }},
		{"descent: u and g differ in length", func() { descent.Cosine(u, nil) }},
		{"descent: θ and u differ in length", func() { descent.Step(nil, θ, 1, u[:1]) }},
		{"descent: θ and u differ in length", func() { descent.FirstOrder(L, θ, 1, u[:1]) }},
		{"descent: dst has the wrong length", func() { descent.Step(make([]float64, 3), θ, 1, u) }},
		{"descent: dst has the wrong length", func() { descent.L1.Steepest(make([]float64, 3), θ) }},
		{"descent: unknown norm", func() { descent.PNorm(7).Steepest(nil, θ) }},
		{"descent: unknown norm", func() { descent.PNorm(7).Of(θ) }},
		{"descent: unknown norm", func() { descent.PNorm(7).Dual() }},
		{"descent: θ or u has the wrong length for L", func() { descent.Expand(L, θ, u[:1], 2) }},
		{"descent: negative order", func() { descent.Expand(L, θ, u, -1) }},
		{"descent: K is not an order of the expansion", func() { e.At(0, 2) }},
		{"descent: K is not an order of the expansion", func() { e.Remainder(0, -1) }},
		{"descent: a curvature needs order 2", func() { e.Curvature() }},
		{"descent: a slope needs order 1", func() { descent.Expand(L, θ, u, 0).Slope() }},
		{"descent: θ has the wrong length for L", func() { descent.Run(L, θ[:1], s) }},
		{"descent: θ has the wrong length for L", func() { descent.Steps(L, nil, s) }},
		{"descent: negative number of steps", func() { descent.Run(L, θ, descent.Settings{Steps: -1}) }},
		{"descent: Tol is not a number", func() { descent.Run(L, θ, descent.Settings{Tol: math.NaN()}) }},
		{"descent: Epsilon is not positive", func() {
			descent.Run(L, θ, descent.Settings{Rate: 1, Rule: descent.Adam{Epsilon: -1}})
		}},
		{"descent: no random numbers for directions", func() { descent.Directions(nil, 1, 2) }},
		{"descent: no random numbers for minibatches", func() { descent.NewMinibatches(L, 1, nil) }},
		{"descent: minibatches that NewMinibatches has not made", func() { (&descent.Minibatches{L: L}).Gradient(nil, θ) }},
		{"descent: θ has the wrong length for L", func() { descent.FromProblem(descent.Problem(L), 2).Value(θ[:1]) }},
		{"descent: Every is negative", func() { descent.Run(L, θ, descent.Settings{Rate: 1, Every: -2}) }},
		{"descent: Settings.Rate is 0, which makes no step", func() { descent.Run(L, θ, descent.Settings{}) }},
		{"descent: Settings.Rate is 0, which makes no step", func() {
			descent.Steps(L, θ, descent.Settings{Rule: descent.Backtracking{}})
		}},
		{"descent: Mu is not at least 0 and below 1", func() {
			descent.Run(L, θ, descent.Settings{Rate: 1, Rule: descent.Momentum{Mu: 1}})
		}},
		{"descent: Mu is not at least 0 and below 1", func() {
			descent.Run(L, θ, descent.Settings{Rate: 1, Rule: descent.Nesterov{Mu: -0.1}})
		}},
		{"descent: P has neither n nor n² entries", func() {
			descent.Run(L, θ, descent.Settings{Rate: 1, Rule: descent.Preconditioned{P: []float64{1, 2, 3}}})
		}},
		{"descent: P is not positive definite", func() {
			descent.Run(L, θ, descent.Settings{Rate: 1, Rule: descent.Preconditioned{P: []float64{1, 2, 2, 1}}})
		}},
		{"descent: P is not positive definite", func() {
			descent.Run(L, θ, descent.Settings{Rate: 1, Rule: descent.Preconditioned{P: []float64{1, 0}}})
		}},
		{"descent: ExactLineSearch needs an L with a method HessianVector or Taylor", func() {
			descent.Run(own{L}, θ, descent.Settings{Rate: 1, Rule: descent.ExactLineSearch{}})
		}},
		{"descent: an Expansion that Expand has not made", func() { descent.Expansion{Coeffs: []float64{1}}.Remainder(1, 0) }},
		{"descent: an Expansion that Expand has not made", func() { descent.Expansion{}.Radius() }},
		{"descent: an Expansion that Expand has not made", func() { descent.Expansion{}.RemainderBound(1, 0) }},
		{"descent: dimension is not positive", func() { descent.Func(0, L.Value, nil) }},
		{"descent: value is nil", func() { descent.Func(1, nil, nil) }},
		{"descent: the path has the wrong dimension for L", func() {
			descent.Run(L, θ, s).LossesOf(loss.Rosenbrock(3))
		}},
		{"descent: negative number of directions", func() { descent.Directions(rng, -1, 2) }},
		{"descent: dimension is not positive", func() { descent.Directions(rng, 1, 0) }},
		{"descent: a schedule's steps are not positive", func() { descent.Halving(0) }},
		{"descent: a schedule's steps are not positive", func() { descent.Harmonic(math.NaN()) }},
		{"descent: a schedule's steps are not positive", func() { descent.HalfCosine(0) }},
		{"descent: a schedule's steps are negative", func() { descent.Warmup(-1, nil) }},
		{"descent: Shrink is not between 0 and 1", func() {
			descent.Run(L, θ, descent.Settings{Rate: 1, Rule: descent.Backtracking{Shrink: 1}})
		}},
		{"descent: Decrease is not between 0 and 1/2", func() {
			descent.Run(L, θ, descent.Settings{Rate: 1, Rule: descent.Backtracking{Decrease: 0.5}})
		}},
		{"descent: Backtracking cannot go along the gradient: the rate is negative", func() {
			descent.Run(L, θ, descent.Settings{Rate: -1, Rule: descent.Backtracking{}})
		}},
		{"descent: Beta1 or Beta2 is not between 0 and 1", func() {
			descent.Run(L, θ, descent.Settings{Rate: 1, Rule: descent.Adam{Beta1: 1}})
		}},
		{"descent: Beta1 or Beta2 is not between 0 and 1", func() {
			descent.Run(L, θ, descent.Settings{Rate: 1, Rule: descent.Adam{Beta2: math.NaN()}})
		}},
		{"descent: nothing is recorded", func() { descent.Result{}.Loss() }},
		{"descent: nothing is recorded", func() { descent.Result{}.Norm() }},
		{"descent: θ or dst has the wrong length for L", func() {
			descent.FromProblem(descent.Problem(L), 2).Gradient(make([]float64, 3), θ)
		}},
	} {
		t.Run(c.want, func(t *testing.T) {
			defer func() {
				if got, _ := recover().(string); got != c.want {
					t.Errorf("panic %q, want %q", got, c.want)
				}
			}()
			c.misuse()
		})
	}
}
