package descent_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/optimize"

	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/loss"
	"github.com/downhill-go/downhill/pkg/taylor"
)

// counted counts what is asked of an objective and has its three methods alone.
type counted struct {
	descent.Objective
	values, gradients int
}

func (c *counted) Value(θ []float64) float64 { c.values++; return c.Objective.Value(θ) }

func (c *counted) Gradient(dst, θ []float64) []float64 {
	c.gradients++
	return c.Objective.Gradient(dst, θ)
}

func someBatches() *descent.Minibatches {
	return descent.NewMinibatches(clouds(60), 10, rand.New(rand.NewPCG(5, 6)))
}

// A wrapper that hides what Minibatches can do besides sees the same rows in the same
// order, and the loss of a state is that of its gradient's rows.
func TestWrappedMinibatchesDescendAsTheBareOnes(t *testing.T) {
	for _, rule := range []descent.Rule{descent.Plain{}, descent.Momentum{Mu: 0.5}, descent.Adam{}, descent.Backtracking{}, descent.Polyak{}} {
		s := descent.Settings{Rate: 0.1, Rule: rule, Steps: 200, Tol: -1}
		b := someBatches()
		θ := make([]float64, b.Dim())
		want := descent.Run(b, θ, s)
		c := &counted{Objective: someBatches()}
		got := descent.Run(c, θ, s)
		if got.Status != want.Status || !close(got.Losses, want.Losses, 1e-12) {
			t.Errorf("%T: wrapped, %d steps to %v; bare, %d steps to %v", rule, got.Steps(), got.Loss(), want.Steps(), want.Loss())
		}
		if e := got.Evaluations; e.Values != c.values || e.Gradients != c.gradients {
			t.Errorf("%T: %+v, but asked for %d values and %d gradients", rule, e, c.values, c.gradients)
		}
	}
}

func close(a, b []float64, tol float64) bool {
	return slices.EqualFunc(a, b, func(x, y float64) bool { return math.Abs(x-y) <= tol })
}

func TestBacktrackingGoesOnWhereAWrapperHidesOtherRows(t *testing.T) {
	b := someBatches()
	θ := descent.Run(b.L, make([]float64, b.Dim()), descent.Settings{Rate: 1, Steps: 5000, Tol: 1e-13}).Last()
	s := descent.Settings{Rate: 1e-14, Rule: descent.Backtracking{}, Steps: 20, Tol: -1}
	if run := descent.Run(&counted{Objective: b}, θ, s); run.Steps() != 20 {
		t.Errorf("%v after %d steps: the next rows were not asked", run.Status, run.Steps())
	}
}

func TestEvaluationsAreCountedAsTheyAreAsked(t *testing.T) {
	for _, rule := range []descent.Rule{nil, descent.Backtracking{}, descent.Nesterov{Mu: 0.5}} {
		c := &counted{Objective: loss.Rosenbrock(2)}
		run := descent.Run(c, []float64{-1.2, 1}, descent.Settings{Rate: 1e-3, Rule: rule, Steps: 60})
		if e := run.Evaluations; e.Values != c.values || e.Gradients != c.gradients {
			t.Errorf("%T: counted %+v, asked for %d and %d", rule, e, c.values, c.gradients)
		}
	}
	c := &counted{Objective: loss.Rosenbrock(2)}
	run, err := descent.Minimize(c, []float64{-1.2, 1}, descent.Settings{Tol: 1e-6}, nil)
	if e := run.Evaluations; err != nil || e.Values != c.values || e.Gradients != c.gradients {
		t.Errorf("Minimize: counted %+v, asked for %d and %d, %v", e, c.values, c.gradients, err)
	}
}

func TestLastOnlyKeepsTheEndAndNoWay(t *testing.T) {
	L := loss.Rosenbrock(2)
	s := descent.Settings{Rate: 1e-3, Steps: 50}
	all := descent.Run(L, []float64{-1.2, 1}, s)
	s.Every = descent.LastOnly
	run := descent.Run(L, []float64{-1.2, 1}, s)
	if len(run.Path()) != 1 || !slices.Equal(run.Last(), all.Last()) || !slices.Equal(run.Losses, all.Losses) {
		t.Errorf("%d points, the last %v; want one, %v", len(run.Path()), run.Last(), all.Last())
	}
	for every, want := range map[int]int{descent.LastOnly: 1, 0: 0, 7: 0} {
		full, _ := descent.Minimize(L, []float64{-1.2, 1}, descent.Settings{Tol: 1e-6}, nil)
		run, _ := descent.Minimize(L, []float64{-1.2, 1}, descent.Settings{Tol: 1e-6, Every: every}, nil)
		n := run.Steps()
		switch {
		case every == 0:
			want = n + 1
		case every > 0:
			want = n/every + 1
			if n%every != 0 {
				want++
			}
		}
		if len(run.Path()) != want || !slices.Equal(run.Last(), full.Last()) {
			t.Errorf("Minimize, Every %d: %d points of %d steps, want %d", every, len(run.Path()), n, want)
		}
	}
}

// In steps of 10⁻⁸ from the edge of its domain, gonum's line search for x − ln x does not
// come to an end by itself.
func TestMinimizeEndsWithinItsLimits(t *testing.T) {
	L := loss.New(1, func(_ *taylor.Workspace, θ []taylor.Series) taylor.Series { return θ[0].Sub(θ[0].Log()) })
	for _, method := range []optimize.Method{&optimize.CG{}, &optimize.BFGS{}, &optimize.LBFGS{}, &optimize.GradientDescent{}, nil} {
		c := &counted{Objective: L}
		run, _ := descent.Minimize(c, []float64{1e-8}, descent.Settings{Steps: 200}, method)
		if run.Status == descent.Running || c.values > 100*200+2*len(run.Losses)+2 || len(run.Last()) != 1 {
			t.Errorf("%T: %v after %d values", method, run.Status, c.values)
		}
	}
}

func TestEpochsOfMinibatchesAndTheLossOfTheWholeData(t *testing.T) {
	b := someBatches()
	if n := b.StepsPerEpoch(); n != 6 {
		t.Fatalf("60 rows, 10 at a time: %d steps", n)
	}
	if n := descent.NewMinibatches(b.L, 7, rand.New(rand.NewPCG(1, 1))).StepsPerEpoch(); n != 9 {
		t.Errorf("60 rows, 7 at a time: %d steps", n)
	}
	run := descent.Run(b, make([]float64, b.Dim()), descent.Settings{Rate: 0.5, Steps: 5 * 6, Every: 6, Tol: -1})
	whole := run.LossesOf(b.L)
	if len(whole) != 6 || math.Abs(whole[0]-math.Log(3)) > 1e-12 {
		t.Fatalf("after 0, 1 … 5 epochs: %v", whole)
	}
	for i, θ := range run.Path() {
		if whole[i] != b.L.Value(θ) {
			t.Errorf("epoch %d: %v, want %v", i, whole[i], b.L.Value(θ))
		}
	}
	if !(whole[5] < whole[0]) {
		t.Errorf("it learns nothing: %v", whole)
	}
}

func TestAFuncIsAnObjective(t *testing.T) {
	value := func(θ []float64) float64 { return math.Exp(θ[0]) + θ[0]*θ[1]*θ[1] }
	exact := descent.Func(2, value, func(dst, θ []float64) {
		dst[0], dst[1] = math.Exp(θ[0])+θ[1]*θ[1], 2*θ[0]*θ[1]
	})
	numeric := descent.Func(2, value, nil)
	rng := rand.New(rand.NewPCG(1, 9))
	for range 100 {
		θ := []float64{3 * rng.NormFloat64(), 3 * rng.NormFloat64()}
		before := slices.Clone(θ)
		want, got := exact.Gradient(nil, θ), numeric.Gradient(nil, θ)
		// Rounding 2⁻⁵³|L|/h and the formula's h²L‴/6.
		tol := 1e-9 * max(1, math.Abs(value(θ)), math.Exp(θ[0]))
		if !close(got, want, tol) || !slices.Equal(θ, before) {
			t.Errorf("at %v: %v, want %v", θ, got, want)
		}
	}
	if run := descent.Run(descent.Func(1, func(θ []float64) float64 { return (θ[0] - 3) * (θ[0] - 3) }, nil), []float64{0}, descent.Settings{Rate: 0.5, Tol: 1e-8}); math.Abs(run.Last()[0]-3) > 1e-6 {
		t.Errorf("ends at %v, want 3", run.Last())
	}
}

func TestExpandAsksForNoMoreThanIsAskedOfIt(t *testing.T) {
	c := &orders{Objective: loss.Rosenbrock(2)}
	e := descent.Expand(c, []float64{-1.2, 1}, []float64{1, 0}, 1)
	if e.Slope(); !slices.Equal(c.asked, []int{2}) {
		t.Errorf("coefficients asked for: %v, want 2 once", c.asked)
	}
	e.Remainder(0.1, 1)
	e.Radius()
	if len(c.asked) != 2 {
		t.Errorf("coefficients asked for: %v, want two askings", c.asked)
	}
}

type orders struct {
	descent.Objective
	asked []int
}

func (o *orders) Taylor(dst, θ, u []float64) []float64 {
	o.asked = append(o.asked, len(dst))
	return o.Objective.(descent.Expander).Taylor(dst, θ, u)
}
