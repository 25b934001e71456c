package descent_test

import (
	"fmt"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/optimize"

	"github.com/downhill-go/downhill/pkg/dataset"
	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/loss"
)

// launches returns what the course's notebooks begin with: the loss of a neuron on the
// 23 launches before Challenger, a place θ and a direction u.
func launches() (L *loss.Neuron, θ, u []float64) {
	rings, _ := dataset.ORings().Standardize()
	L = loss.Must(loss.NewNeuron(loss.CrossEntropy, rings.X, rings.Y))
	return L, []float64{1, 1}, []float64{-1.5, -0.5}
}

// A stride ten times as long, a tenth of it taken: the same place. Notebook 02, cell rescale.
func ExampleStep() {
	θ := []float64{1, 1}
	fmt.Printf("%.4f\n", descent.Step(nil, θ, 0.5, []float64{-1.5, -0.5}))
	fmt.Printf("%.4f\n", descent.Step(nil, θ, 0.05, []float64{-15, -5}))
	// Output:
	// [0.2500 0.7500]
	// [0.2500 0.7500]
}

// What the tangent promises, and what becomes of it. Notebook 04, cell predict.
func ExampleFirstOrder() {
	L, θ, u := launches()
	η := 0.1
	fmt.Printf("predicted %.4f\n", descent.FirstOrder(L, θ, η, u))
	fmt.Printf("real      %.4f\n", L.Value(descent.Step(nil, θ, η, u)))
	// Output:
	// predicted 1.2794
	// real      1.2811
}

// The sign of u·∇L tells which moves go down. Notebook 05, cell three.
func ExampleSlope() {
	L, θ, _ := launches()
	g := L.Gradient(nil, θ)
	η := 0.1 // of the real change
	for _, u := range [][]float64{{-1, 0.5}, {1, -0.5}, {0.5, -0.5}, {-1, -1}} {
		real := L.Value(descent.Step(nil, θ, η, u)) - L.Value(θ)
		fmt.Printf("u = %4.1f  u·∇L = %7.4f  really %8.5f\n",
			u, descent.Slope(u, g), real)
	}
	// Output:
	// u = [-1.0  0.5]  u·∇L = -0.2514  really -0.02393
	// u = [ 1.0 -0.5]  u·∇L =  0.2514  really  0.02628
	// u = [ 0.5 -0.5]  u·∇L =  0.0265  really  0.00315
	// u = [-1.0 -1.0]  u·∇L = -0.8463  really -0.08337
}

// Between u and ∇L stands β, and cos β is the share of k that u·∇L reaches. Notebook 06, cell angle.
func ExampleAngle() {
	L, _, _ := launches()
	θ := []float64{-4, -1}
	g := L.Gradient(nil, θ)
	u := []float64{1, 0.5}
	fmt.Printf("u·∇L = %.4f   k = ‖u‖‖∇L‖ = %.4f\n",
		descent.Slope(u, g), descent.Bound(u, g))
	fmt.Printf("cos β = %.3f   β = %.1f°\n",
		descent.Slope(u, g)/descent.Bound(u, g), descent.Angle(u, g)*180/math.Pi)
	// Output:
	// u·∇L = -0.0518   k = ‖u‖‖∇L‖ = 0.1157
	// cos β = -0.448   β = 116.6°
}

// u·∇L reaches −k at β = 180°. Notebook 06, cell opposite.
func ExampleBound() {
	L, _, _ := launches()
	θ := []float64{-4, -1}
	g := L.Gradient(nil, θ)
	u := []float64{-g[0], -g[1]}
	fmt.Printf("β = %.1f°   u·∇L = %.6f   −k = %.6f\n",
		descent.Angle(u, g)*180/math.Pi, descent.Slope(u, g), -descent.Bound(u, g))
	fmt.Printf("and it satisfies (6): u·∇L = −‖∇L‖² < 0\n")
	// Output:
	// β = 180.0°   u·∇L = -0.010706   −k = -0.010706
	// and it satisfies (6): u·∇L = −‖∇L‖² < 0
}

// Ten thousand directions: how many keep what the sign of u·∇L promises?
func ExampleDirections() {
	L, θ, _ := launches()
	g, l := L.Gradient(nil, θ), L.Value(θ)
	for _, η := range []float64{4, 1, 0.1, 0.01} {
		kept := 0
		for _, u := range descent.Directions(rand.New(rand.NewPCG(5, 6)), 10000, 2) {
			if (descent.Slope(u, g) < 0) == (L.Value(descent.Step(nil, θ, η, u)) < l) {
				kept++
			}
		}
		fmt.Printf("η = %-4g   %d\n", η, kept)
	}
	// Output:
	// η = 4      8302
	// η = 1      9463
	// η = 0.1    9956
	// η = 0.01   9994
}

// The loss along u as a series: the slope is c_1, the curvature 2c_2. Notebook 03, cell expand.
func ExampleExpand() {
	L, θ, u := launches()
	e := descent.Expand(L, θ, u, 6)
	for k, c := range e.Coeffs {
		fmt.Printf("c%d = %9.6f\n", k, c)
	}
	fmt.Printf("\nu·∇L = c1 = %.4f      uᵀ∇²L u = 2·c2 = %.4f\n",
		e.Slope(), e.Curvature())
	// Output:
	// c0 =  1.366663
	// c1 = -0.872849
	// c2 =  0.162131
	// c3 =  0.073111
	// c4 =  0.009953
	// c5 = -0.012776
	// c6 = -0.009242
	//
	// u·∇L = c1 = -0.8728      uᵀ∇²L u = 2·c2 = 0.3243
}

// Each order comes closer. Notebook 03, cell orders.
func ExampleExpansion_At() {
	L, θ, u := launches()
	e := descent.Expand(L, θ, u, 6)
	η := 0.1
	real := L.Value(descent.Step(nil, θ, η, u))
	fmt.Printf("real loss %.9f\n", real)
	for K := range 7 {
		fmt.Printf("order %d   %.9f   error %9.1e\n", K, e.At(η, K), real-e.At(η, K))
	}
	// Output:
	// real loss 1.281073258
	// order 0   1.366662884   error  -8.6e-02
	// order 1   1.279377978   error   1.7e-03
	// order 2   1.280999289   error   7.4e-05
	// order 3   1.281072400   error   8.6e-07
	// order 4   1.281073395   error  -1.4e-07
	// order 5   1.281073268   error  -9.2e-09
	// order 6   1.281073258   error   5.9e-11
}

// On logarithmic axes the remainder of order K has slope K+1. Notebook 03, cell slopes.
func ExampleExpansion_Remainder() {
	L, θ, u := launches()
	e := descent.Expand(L, θ, u, 30)
	for K := range 5 {
		rise := math.Log10(math.Abs(e.Remainder(1e-2, K) / e.Remainder(1e-3, K)))
		fmt.Printf("order %d   slope %.3f\n", K, rise)
	}
	// Output:
	// order 0   slope 0.999
	// order 1   slope 2.002
	// order 2   slope 3.001
	// order 3   slope 3.995
	// order 4   slope 5.003
}

// The loop, until the gradient is all but 0. Notebook 07, cell run.
func ExampleRun() {
	L, _, _ := launches()
	s := descent.Settings{Rate: 4, Steps: 1000, Tol: 1e-6}
	run := descent.Run(L, []float64{-4, -1}, s)
	fmt.Printf("%v after %d steps, θ = %.4f\n", run.Status, run.Steps(), run.Last())
	// Output:
	// converged after 42 steps, θ = [-1.6024 -1.1076]
}

// From [1, 1] to the minimum that the statisticians published.
func ExampleRun_published() {
	rings, scaling := dataset.ORings().Standardize()
	L := loss.Must(loss.NewNeuron(loss.CrossEntropy, rings.X, rings.Y))
	run := descent.Run(L, []float64{1, 1}, descent.Settings{Rate: 8, Tol: 1e-12})
	θ := scaling.Unscale(run.Last())
	fmt.Printf("%v after %d steps: slope %.6f per °F, intercept %.4f\n", run.Status, run.Steps(), θ[0], θ[1])
	fmt.Printf("P(distress at 31 °F) = %.4f\n", L.Predict(run.Last(), scaling.To(31)))
	// Output:
	// converged after 34 steps: slope -0.232163 per °F, intercept 15.0429
	// P(distress at 31 °F) = 0.9996
}

// Too small, right, too large. Notebook 07, cell rates.
func ExampleStatus() {
	L, _, _ := launches()
	for _, η := range []float64{0.05, 1, 4, 8, 10, 12, 14, 30} {
		s := descent.Settings{Rate: η, Steps: 5000, Tol: 1e-6}
		run := descent.Run(L, []float64{-4, -1}, s)
		fmt.Printf("η = %-5g  %-14v  %4d steps   loss %.6f\n",
			η, run.Status, run.Steps(), run.Loss())
	}
	// Output:
	// η = 0.05   converged       3762 steps   loss 0.441635
	// η = 1      converged        183 steps   loss 0.441635
	// η = 4      converged         42 steps   loss 0.441635
	// η = 8      converged         18 steps   loss 0.441635
	// η = 10     converged         13 steps   loss 0.441635
	// η = 12     converged         61 steps   loss 0.441635
	// η = 14     not settling    5000 steps   loss 0.494001
	// η = 30     not settling    5000 steps   loss 0.848191
}

// The loop itself, to look into while it runs.
func ExampleSteps() {
	L, θ, _ := launches()
	for s := range descent.Steps(L, θ, descent.Settings{Rate: 4, Tol: 1e-9}) {
		if s.N < 3 || s.Status != descent.Running {
			fmt.Printf("%-2d   θ = %.4f   loss %.4f   %v\n", s.N, s.Theta, s.Loss, s.Status)
		}
	}
	// Output:
	// 0    θ = [1.0000 1.0000]   loss 1.3667   running
	// 1    θ = [-0.7987 -0.5865]   loss 0.4864   running
	// 2    θ = [-1.1433 -0.8505]   loss 0.4533   running
	// 54   θ = [-1.6024 -1.1076]   loss 0.4416   converged
}

// With momentum μ the limit of η is 2(1+μ)/λmax. Notebook 09, cell momentum-limit.
func ExampleMomentum() {
	Q := loss.NewQuadratic([]float64{1, 0, 0, 10}, nil, 0) // ½ θᵀAθ
	for _, η := range []float64{0.29, 0.30, 0.31} {
		s := descent.Settings{Rate: η, Rule: descent.Momentum{Mu: 0.5}, Steps: 60}
		run := descent.Run(Q, []float64{1, 1}, s)
		fmt.Printf("η = %.2f = %.1f/λmax   after %d steps |b| = %9.2g\n",
			η, η*10, run.Steps(), math.Abs(run.Last()[1]))
	}
	// Output:
	// η = 0.29 = 2.9/λmax   after 60 steps |b| =   8.3e-09
	// η = 0.30 = 3.0/λmax   after 60 steps |b| =         3
	// η = 0.31 = 3.1/λmax   after 60 steps |b| =   3.4e+04
}

// Three rulers, three steepest directions. Notebook 08, cell norms.
func ExamplePNorm_Steepest() {
	g := []float64{3, 1}
	for _, p := range []descent.PNorm{descent.L1, descent.L2, descent.LInf} {
		u := p.Steepest(nil, g)
		fmt.Printf("%-2v  u = %6.3f  u·∇L = %.3f  β = %.1f°\n",
			p, u, descent.Slope(u, g), descent.Angle(u, g)*180/math.Pi)
	}
	// Output:
	// ℓ1  u = [-1.000  0.000]  u·∇L = -3.000  β = 161.6°
	// ℓ2  u = [-0.949 -0.316]  u·∇L = -3.162  β = 180.0°
	// ℓ∞  u = [-1.000 -1.000]  u·∇L = -4.000  β = 153.4°
}

// Gonum's methods, on the launches standardised and in °F. Notebook 09, cell gonum.
func ExampleMinimize() {
	L, _, _ := launches()
	launched := dataset.ORings()
	raw := loss.Must(loss.NewNeuron(loss.CrossEntropy, launched.X, launched.Y))
	try := func(name string, method optimize.Method) {
		s, start := descent.Settings{Tol: 1e-6, Steps: 1000}, []float64{0, 0}
		standard := loss.Must(descent.Minimize(L, start, s, method))
		inF := loss.Must(descent.Minimize(raw, start, s, method))
		fmt.Printf("%-20s %3d steps; °F: %4d, %v\n",
			name, standard.Steps(), inF.Steps(), inF.Status)
	}
	try("conjugate gradients", &optimize.CG{})
	try("BFGS", &optimize.BFGS{})
	try("Newton", &optimize.Newton{})
	// Output:
	// conjugate gradients    4 steps; °F:    7, converged
	// BFGS                   8 steps; °F:   24, converged
	// Newton                 5 steps; °F:    5, converged
}

// A saddle goes up one way and down another: from exactly the wrong place a descent ends on it. Notebook 09, cell saddle.
func ExampleRun_saddle() {
	var S = loss.Saddle()
	fmt.Println("eigenvalues at [0, 0]:", loss.Spectrum(S, []float64{0, 0}))
	for _, b := range []float64{0, 1e-9, 0.001} {
		s := descent.Settings{Rate: 0.2, Steps: 1000, Tol: 1e-6}
		run := descent.Run(S, []float64{1.2, b}, s)
		fmt.Printf("b = %-5g  %v in %d steps at [%.3f, %.3f]\n",
			b, run.Status, run.Steps(), run.Last()[0], run.Last()[1])
	}
	// Output:
	// eigenvalues at [0, 0]: [-1 1]
	// b = 0      converged in 63 steps at [0.000, 0.000]
	// b = 1e-09  converged in 141 steps at [0.000, 1.000]
	// b = 0.001  converged in 66 steps at [0.000, 1.000]
}

// Which valley a descent ends in is decided where it starts. Notebook 09, cell valleys.
func ExampleRun_valleys() {
	var V = loss.TwoValleys()
	for _, start := range [][]float64{{-0.3, 1.2}, {0.3, 1.2}} {
		s := descent.Settings{Rate: 0.1, Steps: 1000, Tol: 1e-6}
		run := descent.Run(V, start, s)
		fmt.Printf("from [%4.1f, %4.1f] to w = %6.3f, loss %6.3f\n",
			start[0], start[1], run.Last()[0], run.Loss())
	}
	// Output:
	// from [-0.3,  1.2] to w = -1.036, loss -0.305
	// from [ 0.3,  1.2] to w =  0.960, loss  0.294
}

// The learning rate found by trying: from 64 on it is halved until the loss has gone down by
// a share of what the tangent promises.
func ExampleBacktracking() {
	L, θ, _ := launches()
	search := descent.Settings{Rate: 64, Rule: descent.Backtracking{}, Tol: 1e-9}
	for s := range descent.Steps(L, θ, search) {
		if s.N < 4 || s.Status != descent.Running {
			fmt.Printf("%-2d   η = %-4g   loss %.6f   %v\n", s.N, s.Rate, s.Loss, s.Status)
		}
	}
	// Output:
	// 0    η = 64     loss 1.366663   running
	// 1    η = 16     loss 0.976273   running
	// 2    η = 32     loss 0.686860   running
	// 3    η = 16     loss 0.557673   running
	// 21   η = 8      loss 0.441635   converged
}

// A valley that bends, and five rules at the learning rate that suits each.
func ExampleRule() {
	L := loss.Rosenbrock(2)
	for _, c := range []struct {
		name string
		η    float64
		rule descent.Rule
	}{
		{"plain", 0.001, descent.Plain{}},
		{"backtracking", 1, descent.Backtracking{}},
		{"momentum", 0.001, descent.Momentum{Mu: 0.95}},
		{"Nesterov", 0.001, descent.Nesterov{Mu: 0.95}},
		{"Adam", 0.1, descent.Adam{}},
	} {
		s := descent.Settings{Rate: c.η, Rule: c.rule, Steps: 50000, Tol: 1e-6}
		run := descent.Run(L, []float64{-1.2, 1}, s)
		fmt.Printf("%-12s  %v after %5d steps\n", c.name, run.Status, run.Steps())
	}
	// Output:
	// plain         converged after 32076 steps
	// backtracking  converged after 13756 steps
	// momentum      converged after  1324 steps
	// Nesterov      converged after  1168 steps
	// Adam          converged after  1706 steps
}

// Four rows of twenty-three at a time. With a constant learning rate the descent strays about
// the minimum, as each batch has another; a rate that falls brings it to rest.
func ExampleMinibatches() {
	L, θ, _ := launches()
	best := descent.Run(L, θ, descent.Settings{Rate: 4, Tol: 1e-9}).Loss()
	for _, c := range []struct {
		name     string
		schedule descent.Schedule
	}{
		{"constant", nil},
		{"1/(1 + n/50)", descent.Harmonic(50)},
	} {
		B := descent.NewMinibatches(L, 4, rand.New(rand.NewPCG(1, 2)))
		run := descent.Run(B, θ, descent.Settings{Rate: 1, Steps: 5000, Tol: -1, Schedule: c.schedule})
		fmt.Printf("%-12s  loss above the least: %.1e\n", c.name, L.Value(run.Last())-best)
	}
	// Output:
	// constant      loss above the least: 2.7e-03
	// 1/(1 + n/50)  loss above the least: 3.8e-07
}

// A loss that exists as gonum's Problem, without a gradient, lowered by this package's rule.
func ExampleFromProblem() {
	p := optimize.Problem{Func: func(x []float64) float64 {
		return (x[0]-1)*(x[0]-1) + 10*(x[1]+2)*(x[1]+2)
	}}
	L := descent.FromProblem(p, 2)
	run := descent.Run(L, []float64{0, 0}, descent.Settings{Rate: 0.09, Tol: 1e-6})
	fmt.Printf("%v after %d steps at %.4f\n", run.Status, run.Steps(), run.Last())
	// Output:
	// converged after 79 steps at [1.0000 -2.0000]
}
