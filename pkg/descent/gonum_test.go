package descent_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize"
	"gonum.org/v1/gonum/optimize/functions"

	"github.com/downhill-go/downhill/pkg/dataset"
	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/loss"
)

func TestProblemHasTheLossItsGradientAndItsHessian(t *testing.T) {
	L, _, _ := launches()
	rng := rand.New(rand.NewPCG(1, 1))
	for name, L := range map[string]descent.Objective{
		"neuron":             L,
		"by polarization":    struct{ descent.Expander }{L},
		"Rosenbrock of 4":    loss.Rosenbrock(4),
		"polarized the same": struct{ descent.Expander }{loss.Rosenbrock(4)},
	} {
		p := descent.Problem(L)
		θ := normal(rng, L.Dim())
		if p.Func(θ) != L.Value(θ) {
			t.Errorf("%s: value", name)
		}
		g := make([]float64, L.Dim())
		p.Grad(g, θ)
		want := fd.Gradient(nil, p.Func, θ, &fd.Settings{Formula: fd.Central})
		for i := range g {
			// Central differences of a loss of size 10³ err by about 10⁻⁷.
			if math.Abs(g[i]-want[i]) > 1e-6*(1+math.Abs(want[i])) {
				t.Errorf("%s: gradient %v, by differences %v", name, g, want)
			}
		}
		H, J := mat.NewSymDense(L.Dim(), nil), mat.NewDense(L.Dim(), L.Dim(), nil)
		p.Hess(H, θ)
		fd.Jacobian(J, p.Grad, θ, &fd.JacobianSettings{Formula: fd.Central})
		var d mat.Dense
		if d.Sub(H, J); mat.Norm(&d, 1) > 1e-6*(1+mat.Norm(J, 1)) {
			t.Errorf("%s: Hessian\n%v\nby differences\n%v", name, mat.Formatted(H), mat.Formatted(J))
		}
	}
	if p := descent.Problem(struct{ descent.Objective }{L}); p.Hess != nil {
		t.Error("a Hessian from nowhere")
	}
}

func TestFromProblemDescendsOnGonumsOwnFunctions(t *testing.T) {
	f := functions.ExtendedRosenbrock{}
	full := descent.FromProblem(optimize.Problem{Func: f.Func, Grad: f.Grad}, 2)
	bare := descent.FromProblem(optimize.Problem{Func: f.Func}, 2)
	θ := []float64{-1.2, 1}
	a, b := full.Gradient(nil, θ), bare.Gradient(nil, θ)
	for i := range a {
		if math.Abs(a[i]-b[i]) > 1e-5*math.Abs(a[i]) {
			t.Errorf("gradient %v, by differences %v", a, b)
		}
	}
	want := loss.Rosenbrock(2)
	if full.Dim() != 2 || math.Abs(full.Value(θ)-want.Value(θ)) > 1e-13*want.Value(θ) {
		t.Errorf("value %v, want %v", full.Value(θ), want.Value(θ))
	}
	run := descent.Run(full, θ, descent.Settings{Rate: 1, Rule: descent.Backtracking{}, Steps: 50000, Tol: 1e-6})
	if run.Status != descent.Converged || math.Hypot(run.Last()[0]-1, run.Last()[1]-1) > 1e-5 {
		t.Errorf("%v at %v", run.Status, run.Last())
	}
	for _, misuse := range []func(){
		func() { descent.FromProblem(optimize.Problem{}, 2) },
		func() { descent.FromProblem(optimize.Problem{Func: f.Func}, 0) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			misuse()
		}()
	}
}

// The launches as they are, in °F, where plain descent has no chance.
func rawLaunches() *loss.Neuron {
	data := dataset.ORings()
	return loss.Must(loss.NewNeuron(loss.CrossEntropy, data.X, data.Y))
}

func TestAProblemThereAndBackKeepsItsHessian(t *testing.T) {
	p := optimize.Problem{
		Func: func(θ []float64) float64 { return θ[0]*θ[0] + 3*θ[1]*θ[1] },
		Hess: func(h *mat.SymDense, _ []float64) { h.SetSym(0, 0, 2); h.SetSym(0, 1, 0); h.SetSym(1, 1, 6) },
	}
	run, err := descent.Minimize(descent.FromProblem(p, 2), []float64{1, 1}, descent.Settings{Tol: 1e-6}, &optimize.Newton{})
	if err != nil || run.Status != descent.Converged || run.Steps() > 2 {
		t.Errorf("%v after %d steps, %v", run.Status, run.Steps(), err)
	}
}

// By central differences over an absolute step θ = 10¹² would not be moved at all.
func TestAProblemWithoutGradientHasOneAtEveryScale(t *testing.T) {
	for _, scale := range []float64{1, 1e6, 1e12} {
		L := descent.FromProblem(optimize.Problem{Func: func(θ []float64) float64 { return θ[0] * θ[0] / scale }}, 1)
		if g := L.Gradient(nil, []float64{3 * scale})[0]; math.Abs(g-6) > 1e-8 {
			t.Errorf("at %g: %v, want 6", 3*scale, g)
		}
	}
}

func TestGonumsMethodsReachThePublishedEstimate(t *testing.T) {
	L := rawLaunches()
	for name, method := range map[string]optimize.Method{
		"the default": nil, "BFGS": &optimize.BFGS{}, "L-BFGS": &optimize.LBFGS{}, "Newton": &optimize.Newton{},
	} {
		run, err := descent.Minimize(L, []float64{0, 0}, descent.Settings{Tol: 1e-7}, method)
		if err != nil || run.Status != descent.Converged {
			t.Errorf("%s: %v, %v", name, run.Status, err)
			continue
		}
		// A gradient of 1e-7 beside a least curvature of 3e-5 leaves this.
		θ := run.Last()
		if math.Abs(θ[0]+0.232162744219) > 1e-4 || math.Abs(θ[1]-15.0429016477) > 1e-2 {
			t.Errorf("%s: θ = %v", name, θ)
		}
	}
}

func TestMinimizeRecordsTheWholeWay(t *testing.T) {
	L, θ, _ := launches()
	for name, method := range map[string]optimize.Method{
		"gradient descent": &optimize.GradientDescent{}, "CG": &optimize.CG{}, "BFGS": &optimize.BFGS{},
		"Newton": &optimize.Newton{}, "Nelder–Mead, without gradients": &optimize.NelderMead{},
	} {
		run, err := descent.Minimize(L, θ, descent.Settings{Tol: 1e-6, Steps: 500}, method)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		path := run.Path()
		if !slices.Equal(path[0], []float64{1, 1}) {
			t.Errorf("%s: begins at %v", name, path[0])
		}
		if run.Steps() < 2 || slices.Equal(path[1], path[0]) {
			t.Errorf("%s: %d steps, the first to %v", name, run.Steps(), path[1])
		}
		for n, θ := range path {
			if math.Abs(run.Losses[n]-L.Value(θ)) > 1e-14 || math.Abs(run.Norms[n]-descent.Norm(L.Gradient(nil, θ))) > 1e-14 {
				t.Errorf("%s: point %d has loss %v, ‖∇L‖ %v", name, n, run.Losses[n], run.Norms[n])
			}
		}
		if run.Status != descent.Converged || run.Norm() > 1e-6 {
			t.Errorf("%s: %v, ‖∇L‖ = %v", name, run.Status, run.Norm())
		}
	}
}

func TestMinimizeKeepsToItsSettings(t *testing.T) {
	L := rawLaunches()
	start := []float64{0, 0}
	if run, err := descent.Minimize(L, start, descent.Settings{Steps: 3}, &optimize.BFGS{}); err != nil || run.Steps() != 3 || run.Status != descent.OutOfSteps {
		t.Errorf("%v after %d steps, %v", run.Status, run.Steps(), err)
	}
	stop := func(s descent.State) bool { return s.Loss < 0.5 }
	if run, err := descent.Minimize(L, start, descent.Settings{Stop: stop}, &optimize.BFGS{}); err != nil || run.Loss() >= 0.5 || run.Status != descent.Stopped {
		t.Errorf("%v at %v, %v", run.Status, run.Loss(), err)
	}
	if run, err := descent.Minimize(bowl, start, descent.Settings{}, &optimize.BFGS{}); err != nil || run.Steps() != 0 || run.Status != descent.Converged {
		t.Errorf("at the minimum: %v after %d steps, %v", run.Status, run.Steps(), err)
	}
	if run, err := descent.Minimize(L, []float64{math.NaN(), 0}, descent.Settings{}, &optimize.BFGS{}); err != nil || run.Status != descent.NotFinite {
		t.Errorf("at NaN: %v, %v", run.Status, err)
	}
	// Without a tolerance of ours the method's own ends it.
	if run, err := descent.Minimize(bowl, []float64{1, 1}, descent.Settings{Tol: -1}, &optimize.Newton{}); err != nil || run.Status != descent.Converged {
		t.Errorf("by the method's tolerance: %v, %v", run.Status, err)
	}
}

func TestAMethodThatFailsReturnsTheRunSoFarAndTheError(t *testing.T) {
	run, err := descent.Minimize(spike{}, []float64{0}, descent.Settings{}, &optimize.GradientDescent{})
	if err == nil || len(run.Losses) == 0 || run.Status != descent.Stopped {
		t.Errorf("%v after %d steps, %v", run.Status, run.Steps(), err)
	}
}

func TestRunAndGonumAgreeOnTheMinimum(t *testing.T) {
	L, θ, _ := launches()
	ours := descent.Run(L, θ, descent.Settings{Rate: 8, Tol: 1e-12})
	theirs, err := descent.Minimize(L, θ, descent.Settings{Tol: 1e-9}, &optimize.Newton{})
	if err != nil {
		t.Fatal(err)
	}
	// Gradients below 1e-9 and 1e-12, the least curvature above 0.05.
	if d := math.Hypot(ours.Last()[0]-theirs.Last()[0], ours.Last()[1]-theirs.Last()[1]); d > 2e-8 {
		t.Errorf("%v and %v", ours.Last(), theirs.Last())
	}
}
