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

// Moving θ = [1, 1] by u, and by half of it.
func ExampleStep() {
	θ, u := []float64{1, 1}, []float64{-1.5, -0.5}
	fmt.Println(descent.Step(nil, θ, 1, u))
	fmt.Println(descent.Step(nil, θ, 0.5, u))
	// Output:
	// [-0.5 0.5]
	// [0.25 0.75]
}

// What the tangent promises and what becomes of it.
func ExampleFirstOrder() {
	L, θ, u := launches()
	for _, η := range []float64{1, 0.1, 0.01} {
		promised := descent.FirstOrder(L, θ, η, u)
		real := L.Value(descent.Step(nil, θ, η, u))
		fmt.Printf("η = %-4g   predicted %.5f   real %.5f\n", η, promised, real)
	}
	// Output:
	// η = 1      predicted 0.49381   real 0.72093
	// η = 0.1    predicted 1.27938   real 1.28107
	// η = 0.01   predicted 1.35793   real 1.35795
}

// The sign of u·∇L tells which moves go down.
func ExampleSlope() {
	L, θ, _ := launches()
	g := L.Gradient(nil, θ)
	for _, u := range [][]float64{{-1, 0.5}, {1, -0.5}, {0.5, -0.5}} {
		change := L.Value(descent.Step(nil, θ, 0.1, u)) - L.Value(θ)
		fmt.Printf("u = %4.1f   u·∇L = %7.4f   change at η = 0.1: %8.5f\n", u, descent.Slope(u, g), change)
	}
	// Output:
	// u = [-1.0  0.5]   u·∇L = -0.2514   change at η = 0.1: -0.02393
	// u = [ 1.0 -0.5]   u·∇L =  0.2514   change at η = 0.1:  0.02628
	// u = [ 0.5 -0.5]   u·∇L =  0.0265   change at η = 0.1:  0.00315
}

// u·∇L lies between −k and k, and reaches −k at β = 180°.
func ExampleAngle() {
	L, θ, u := launches()
	g := L.Gradient(nil, θ)
	fmt.Printf("u·∇L = %.4f   k = %.4f   β = %.1f°\n", descent.Slope(u, g), descent.Bound(u, g), descent.Angle(u, g)*180/math.Pi)
	fmt.Printf("−∇L: β = %.0f°\n", descent.Angle([]float64{-g[0], -g[1]}, g)*180/math.Pi)
	fmt.Printf("u = 0: β = %.0f\n", descent.Angle([]float64{0, 0}, g))
	// Output:
	// u·∇L = -0.8728   k = 0.9481   β = 157.0°
	// −∇L: β = 180°
	// u = 0: β = NaN
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

// The loss along u as a series: the slope is c_1, the curvature 2c_2.
func ExampleExpand() {
	L, θ, u := launches()
	e := descent.Expand(L, θ, u, 3)
	fmt.Printf("u·∇L = %.4f   uᵀ∇²Lu = %.4f   R = %.3f\n", e.Slope(), e.Curvature(), e.Radius())
	for K := range 4 {
		fmt.Printf("order %d   %.6f   left out %9.2e\n", K, e.At(0.1, K), e.Remainder(0.1, K))
	}
	// Output:
	// u·∇L = -0.8728   uᵀ∇²Lu = 0.3243   R = 1.109
	// order 0   1.366663   left out -8.56e-02
	// order 1   1.279378   left out  1.70e-03
	// order 2   1.280999   left out  7.40e-05
	// order 3   1.281072   left out  8.58e-07
}

// On logarithmic axes the remainder of order K has slope K+1, down to where a
// difference of two losses would be rounding noise.
func ExampleExpansion_Remainder() {
	L, θ, u := launches()
	e := descent.Expand(L, θ, u, 4)
	for K := range 5 {
		rise := math.Log10(math.Abs(e.Remainder(1e-5, K) / e.Remainder(1e-6, K)))
		fmt.Printf("order %d   %9.2e   slope %.4f\n", K, e.Remainder(1e-6, K), rise)
	}
	// Output:
	// order 0   -8.73e-07   slope 1.0000
	// order 1    1.62e-13   slope 2.0000
	// order 2    7.31e-20   slope 3.0000
	// order 3    9.95e-27   slope 4.0000
	// order 4   -1.28e-32   slope 5.0000
}

// From a random start to the minimum that the statisticians published.
func ExampleRun() {
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

// Too small, right, too large.
func ExampleStatus() {
	L, θ, _ := launches()
	for _, η := range []float64{0.05, 4, 14} {
		run := descent.Run(L, θ, descent.Settings{Rate: η, Steps: 500, Tol: 1e-9})
		fmt.Printf("η = %-5g  %-12v  %3d steps   loss %.4f\n", η, run.Status, run.Steps(), run.Loss())
	}
	// Output:
	// η = 0.05   out of steps  500 steps   loss 0.4433
	// η = 4      converged      54 steps   loss 0.4416
	// η = 14     not settling  500 steps   loss 0.4899
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

// A narrow valley with and without momentum.
func ExampleMomentum() {
	L := loss.Conditioned(2, 100)
	for _, μ := range []float64{0, 0.5, 0.8} {
		run := descent.Run(L, []float64{1, 1}, descent.Settings{Rate: 0.01, Rule: descent.Momentum{Mu: μ}, Steps: 5000, Tol: 1e-8})
		fmt.Printf("μ = %.1f   %v after %d steps\n", μ, run.Status, run.Steps())
	}
	// Output:
	// μ = 0.0   converged after 1833 steps
	// μ = 0.5   converged after 894 steps
	// μ = 0.8   converged after 253 steps
}

// Three rulers, three steepest directions.
func ExamplePNorm_Steepest() {
	g := []float64{3, 1}
	for _, p := range []descent.PNorm{descent.L1, descent.L2, descent.LInf} {
		u := p.Steepest(nil, g)
		fmt.Printf("%v   u = %.3f   u·∇L = %.3f\n", p, u, descent.Slope(u, g))
	}
	// Output:
	// ℓ1   u = [-1.000 0.000]   u·∇L = -3.000
	// ℓ2   u = [-0.949 -0.316]   u·∇L = -3.162
	// ℓ∞   u = [-1.000 -1.000]   u·∇L = -4.000
}

// BFGS on the launches in °F, where a fixed η gets nowhere.
func ExampleMinimize() {
	data := dataset.ORings()
	L := loss.Must(loss.NewNeuron(loss.CrossEntropy, data.X, data.Y))
	plain := descent.Run(L, []float64{0, 0}, descent.Settings{Rate: 1e-3, Steps: 10000, Tol: 1e-6})
	fmt.Printf("plain: %v, loss %.4f\n", plain.Status, plain.Loss())
	run, err := descent.Minimize(L, []float64{0, 0}, descent.Settings{Tol: 1e-6}, &optimize.BFGS{})
	fmt.Printf("BFGS:  %v, loss %.4f %v\n", run.Status, run.Loss(), err)
	// Output:
	// plain: out of steps, loss 0.5872
	// BFGS:  converged, loss 0.4416 <nil>
}
