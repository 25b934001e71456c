package descent_test

import (
	"context"
	"math"
	"testing"
	"time"

	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/loss"
	"github.com/downhill-go/downhill/pkg/taylor"
)

// bowl is ½(w² + 10b²): λmax = 10.
var bowl = loss.NewQuadratic([]float64{1, 0, 0, 10}, nil, 0)

func TestStatusOfRunsOfEveryKind(t *testing.T) {
	L, θ, _ := launches()
	root := loss.New(1, func(_ *taylor.Workspace, θ []taylor.Series) taylor.Series { return θ[0].Sqrt() })
	for _, c := range []struct {
		name  string
		L     descent.Objective
		θ     []float64
		s     descent.Settings
		want  descent.Status
		steps int // −1: not told
	}{
		{"a good rate", L, θ, descent.Settings{Rate: 4, Tol: 1e-9}, descent.Converged, 54},
		{"a rate near the limit 2/λmax = 13.1", L, θ, descent.Settings{Rate: 12, Steps: 5000, Tol: 1e-9}, descent.Converged, -1},
		{"no tolerance", L, θ, descent.Settings{Rate: 4, Steps: 100, Tol: -1}, descent.OutOfSteps, 100},
		{"a small rate", L, θ, descent.Settings{Rate: 0.05, Steps: 500, Tol: 1e-9}, descent.OutOfSteps, 500},
		{"a rate too large where gradients are bounded", L, θ, descent.Settings{Rate: 14, Steps: 5000, Tol: 1e-9}, descent.NotSettling, 5000},
		{"a rate far too large there", L, θ, descent.Settings{Rate: 1000, Steps: 200, Tol: 1e-9}, descent.NotSettling, 200},
		{"too few steps to tell", L, θ, descent.Settings{Rate: 14, Steps: 15}, descent.OutOfSteps, 15},
		{"η just below 2/λmax", bowl, []float64{1, 1}, descent.Settings{Rate: 0.19, Steps: 200}, descent.OutOfSteps, 200},
		{"η = 2/λmax", bowl, []float64{1, 1}, descent.Settings{Rate: 0.2, Steps: 200}, descent.NotSettling, 200},
		{"η just above 2/λmax", bowl, []float64{1, 1}, descent.Settings{Rate: 0.21, Steps: 200}, descent.Diverged, -1},
		{"the same, not far yet", bowl, []float64{1, 1}, descent.Settings{Rate: 0.21, Steps: 50}, descent.NotSettling, 50},
		{"at the minimum", bowl, []float64{0, 0}, descent.Settings{Rate: 0.1}, descent.Converged, 0},
		{"at the minimum, told not to stop", bowl, []float64{0, 0}, descent.Settings{Rate: 0.1, Steps: 20, Tol: -1}, descent.OutOfSteps, 20},
		{"on a saddle", loss.Saddle(), []float64{0, 0}, descent.Settings{Rate: 0.1}, descent.Converged, 0},
		{"no step allowed that would be needed", bowl, []float64{1, 1}, descent.Settings{Rate: 0.1, Steps: 1}, descent.OutOfSteps, 1},
		{"a NaN in θ", L, []float64{math.NaN(), 0}, descent.Settings{Rate: 1}, descent.NotFinite, 0},
		{"an infinite θ", bowl, []float64{math.Inf(1), 0}, descent.Settings{Rate: 1}, descent.NotFinite, 0},
		{"a rate that is NaN", L, θ, descent.Settings{Rate: math.NaN()}, descent.NotFinite, 1},
		{"out of the loss's domain", root, []float64{1}, descent.Settings{Rate: 1, Steps: 50}, descent.NotFinite, -1},
		{"an overflow in one step", bowl, []float64{1, 1}, descent.Settings{Rate: 1e308}, descent.NotFinite, 1},
		{"a stop rule", L, θ, descent.Settings{Rate: 4, Stop: func(s descent.State) bool { return s.Loss < 0.5 }}, descent.Stopped, -1},
	} {
		run := descent.Run(c.L, c.θ, c.s)
		if run.Status != c.want || c.steps >= 0 && run.Steps() != c.steps {
			t.Errorf("%s: %v after %d steps, want %v after %d", c.name, run.Status, run.Steps(), c.want, c.steps)
		}
	}
}

// flat is constant: level everywhere, infinitely far out too.
type flat struct{}

func (flat) Dim() int                            { return 1 }
func (flat) Value([]float64) float64             { return 1 }
func (flat) Gradient(dst, _ []float64) []float64 { dst[0] = 0; return dst }

func TestLevelGroundAtAnInfinitePlaceIsNotConvergence(t *testing.T) {
	if run := descent.Run(flat{}, []float64{math.Inf(-1)}, descent.Settings{Rate: 1}); run.Status != descent.NotFinite {
		t.Errorf("%v", run.Status)
	}
	if run := descent.Run(flat{}, []float64{math.NaN()}, descent.Settings{Rate: 1, Tol: -1}); run.Status != descent.NotFinite {
		t.Errorf("without a tolerance: %v", run.Status)
	}
	// θ is finite, though ‖θ‖ is not.
	if run := descent.Run(flat{}, []float64{1e308}, descent.Settings{Rate: 1}); run.Status != descent.Converged {
		t.Errorf("far out: %v", run.Status)
	}
}

func TestStopEndsADescentWhoseTimeIsOut(t *testing.T) {
	L, θ, _ := launches()
	ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
	defer cancel()
	run := descent.Run(L, θ, descent.Settings{Rate: 1e-6, Steps: 1 << 40, Every: 1 << 20, Stop: func(descent.State) bool { return ctx.Err() != nil }})
	if run.Status != descent.Stopped {
		t.Errorf("%v after %d steps", run.Status, run.Steps())
	}
}

func TestConvergedMeansThatTheGradientIsWithinTol(t *testing.T) {
	L, θ, _ := launches()
	for _, tol := range []float64{1, 1e-3, 1e-12} {
		run := descent.Run(L, θ, descent.Settings{Rate: 4, Tol: tol})
		n := run.Steps()
		if run.Status != descent.Converged || run.Norms[n] > tol || n > 0 && run.Norms[n-1] <= tol {
			t.Errorf("tol %g: %v, ‖∇L‖ = %v", tol, run.Status, run.Norm())
		}
		if got := descent.Norm(L.Gradient(nil, run.Last())); math.Abs(got-run.Norm()) > 1e-15 {
			t.Errorf("‖∇L‖ recorded %v, real %v", run.Norm(), got)
		}
	}
}

func TestStatusesHaveNames(t *testing.T) {
	for s, want := range map[descent.Status]string{
		descent.Running: "running", descent.NotFinite: "not finite", descent.Converged: "converged",
		descent.Diverged: "diverged", descent.Stopped: "stopped", descent.NotSettling: "not settling",
		descent.OutOfSteps: "out of steps", -1: "unknown status",
	} {
		if s.String() != want {
			t.Errorf("%d: %q, want %q", int(s), s.String(), want)
		}
	}
}

// scripted makes the steps that it is told.
type scripted []float64

func (scripted) Memory(int) int { return 0 }

func (r scripted) Move(dst, _ []float64, _ descent.Objective, s *descent.State) float64 {
	dst[0] = r[s.N]
	return s.Rate
}

// The last quarter of the steps is NotSettling's matter: its length against that of the
// quarter before, 0.8, and how far it leads against its length, one half.
func TestNotSettlingIsDrawnAtItsTwoNumbers(t *testing.T) {
	L := descent.Func(1, func(θ []float64) float64 { return θ[0] }, func(dst, _ []float64) { dst[0] = 1 })
	for _, c := range []struct {
		third, fourth []float64
		want          descent.Status
	}{
		{[]float64{1, -1, 1, -1}, []float64{0.81, -0.81, 0.81, -0.81}, descent.NotSettling},
		{[]float64{1, -1, 1, -1}, []float64{0.79, -0.79, 0.79, -0.79}, descent.OutOfSteps},
		{[]float64{1, -1, 1, -1}, []float64{1, 1, 1, -1.01}, descent.NotSettling},
		{[]float64{1, -1, 1, -1}, []float64{1, 1, 1, -0.99}, descent.OutOfSteps},
	} {
		rule := scripted(append([]float64{1, -1, 1, -1, 1, -1, 1, -1}, append(c.third, c.fourth...)...))
		if run := descent.Run(L, []float64{5}, descent.Settings{Rate: 1, Rule: rule, Steps: 16}); run.Status != c.want {
			t.Errorf("steps %v, then %v: %v, want %v", c.third, c.fourth, run.Status, c.want)
		}
	}
}
