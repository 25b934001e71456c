package descent_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/loss"
)

func TestBacktrackingNeverGoesUpHoweverLargeTheRate(t *testing.T) {
	L, θ, _ := launches()
	for name, c := range map[string]struct {
		L descent.Objective
		θ []float64
	}{
		"launches": {L, θ}, "bowl": {bowl, []float64{1, 1}},
		"Rosenbrock": {loss.Rosenbrock(2), []float64{-1.2, 1}}, "Himmelblau": {loss.Himmelblau(), []float64{0, 0}},
	} {
		for _, rate := range []float64{1, 100, 1e6} {
			run := descent.Run(c.L, c.θ, descent.Settings{Rate: rate, Rule: descent.Backtracking{}, Steps: 300})
			for n := 1; n < len(run.Losses); n++ {
				// What the rounding of the value may add near the minimum.
				if run.Losses[n] > run.Losses[n-1]*(1+1e-14) {
					t.Errorf("%s, rate %g: step %d goes from %v up to %v", name, rate, n, run.Losses[n-1], run.Losses[n])
				}
			}
		}
	}
}

// By the loss alone Armijo's condition would drown at ‖∇L‖ ≈ √ε ≈ 10⁻⁸.
func TestBacktrackingReachesGradientsBelowTheRootOfRounding(t *testing.T) {
	L, θ, _ := launches()
	for _, rate := range []float64{1, 100, 12345} {
		run := descent.Run(L, θ, descent.Settings{Rate: rate, Rule: descent.Backtracking{}, Tol: 1e-13})
		if run.Status != descent.Converged {
			t.Errorf("rate %g: %v, ‖∇L‖ = %v", rate, run.Status, run.Norm())
		}
	}
}

func TestBacktrackingSaysWhichRateItTook(t *testing.T) {
	for s := range descent.Steps(bowl, []float64{0, 1}, descent.Settings{Rate: 1, Rule: descent.Backtracking{}, Steps: 1}) {
		// 1−10η for η = 1, ½, ¼, ⅛: only the last makes b² less.
		if s.N == 1 && (s.Rate != 0.125 || s.Theta[1] != -0.25) {
			t.Errorf("η = %v, θ = %v", s.Rate, s.Theta)
		}
	}
}

// On a quadratic with curvature λ Armijo's condition is η ≤ 2(1−c)/λ = 0.12, also
// where the change of the loss is lost in its rounding.
func TestBacktrackingAsksForTheDecreaseItIsGiven(t *testing.T) {
	offset := loss.NewQuadratic([]float64{1, 0, 0, 10}, nil, 1)
	for _, b := range []float64{1, 1e-12} {
		for rate, want := range map[float64]float64{0.11: 0.11, 0.16: 0.08} {
			s := descent.Settings{Rate: rate, Rule: descent.Backtracking{Decrease: 0.4}, Steps: 1, Tol: -1}
			for at := range descent.Steps(offset, []float64{0, b}, s) {
				if at.N == 1 && at.Rate != want {
					t.Errorf("b = %g: of %v it took %v, want %v", b, rate, at.Rate, want)
				}
			}
		}
	}
}

// steep is a line whose slope squared is beyond all numbers.
type steep struct{}

func (steep) Dim() int                            { return 1 }
func (steep) Value(θ []float64) float64           { return 1e200 * θ[0] }
func (steep) Gradient(dst, _ []float64) []float64 { dst[0] = 1e200; return dst }

func TestBacktrackingGoesDownWhereTheSquareOfTheGradientOverflows(t *testing.T) {
	run := descent.Run(steep{}, []float64{1}, descent.Settings{Rate: 1e-150, Rule: descent.Backtracking{}, Steps: 1})
	if run.Last()[0] != 1-1e50 {
		t.Errorf("%v at %v", run.Status, run.Last())
	}
}

func TestBacktrackingComparesLossesOfTheSameRows(t *testing.T) {
	// So near the minimum that the losses differ by rounding and gradients must decide.
	L := clouds(60)
	θ := descent.Run(L, make([]float64, L.Dim()), descent.Settings{Rate: 1, Steps: 20000, Tol: 1e-9}).Last()
	b := descent.NewMinibatches(L, 10, rand.New(rand.NewPCG(3, 3)))
	seen, n := map[int]int{}, 0
	for s := range descent.Steps(b, θ, descent.Settings{Rate: 1e-17, Rule: descent.Backtracking{}, Steps: 5, Tol: -1}) {
		for _, i := range b.Rows() {
			seen[i]++
		}
		n = s.N
	}
	if n != 5 || len(seen) != L.Rows() {
		t.Errorf("%d steps of ten rows each have seen %d rows of %d", n, len(seen), L.Rows())
	}
}

// spike has a gradient that promises a descent which never comes.
type spike struct{}

func (spike) Dim() int                            { return 1 }
func (spike) Value(θ []float64) float64           { return math.Abs(θ[0]) }
func (spike) Gradient(dst, _ []float64) []float64 { dst[0] = 1; return dst }

func TestBacktrackingStopsWhereNoRateGoesDown(t *testing.T) {
	for _, shrink := range []float64{0.5, 0.99} {
		run := descent.Run(spike{}, []float64{0}, descent.Settings{Rate: 1, Rule: descent.Backtracking{Shrink: shrink}, Steps: 3})
		if run.Last()[0] != 0 || run.Status != descent.Stopped || run.Steps() != 1 {
			t.Errorf("%v after %d steps at %v", run.Status, run.Steps(), run.Last())
		}
	}
}

func TestBacktrackingFindsTheRateHoweverFarAndSlowlyItSearches(t *testing.T) {
	for _, c := range []struct{ rate, shrink float64 }{{1e300, 0.5}, {1, 0.999}} {
		L := loss.Rosenbrock(2)
		s := descent.Settings{Rate: c.rate, Rule: descent.Backtracking{Shrink: c.shrink}, Steps: 3}
		if run := descent.Run(L, []float64{-1.2, 1}, s); !(run.Loss() < 24) { // 24.2 at the start
			t.Errorf("rate %g, shrink %g: %v, loss %g", c.rate, c.shrink, run.Status, run.Loss())
		}
	}
	for _, rate := range []float64{math.NaN(), math.Inf(1)} {
		run := descent.Run(bowl, []float64{1, 1}, descent.Settings{Rate: rate, Rule: descent.Backtracking{}})
		if run.Status != descent.NotFinite || run.Steps() != 1 {
			t.Errorf("rate %g: %v after %d steps", rate, run.Status, run.Steps())
		}
	}
}

// At Tol 0 a search goes on until rounding leaves no lower place, and not for all its steps.
func TestBacktrackingEndsAtTheLowestPlaceThereIs(t *testing.T) {
	L, θ, _ := launches()
	run := descent.Run(L, θ, descent.Settings{Rate: 64, Rule: descent.Backtracking{}})
	if (run.Status != descent.Stopped && run.Status != descent.Converged) || run.Norm() > 1e-14 {
		t.Errorf("%v after %d steps, ‖∇L‖ = %g", run.Status, run.Steps(), run.Norm())
	}
}
