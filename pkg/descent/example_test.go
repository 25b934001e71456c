package descent_test

import (
	"fmt"
	"math"

	"github.com/downhill-go/downhill/pkg/dataset"
	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/loss"
)

// The O-rings before Challenger: a neuron's loss, a place θ and a direction u.
func launches() (L *loss.Neuron, θ, u []float64) {
	rings, _ := dataset.ORings().Standardize()
	return loss.Must(loss.NewNeuron(loss.CrossEntropy, rings.X, rings.Y)), []float64{1, 1}, []float64{-1.5, -0.5}
}

func ExampleRun() {
	L, θ, _ := launches()
	run := descent.Run(L, θ, descent.Settings{Rate: 4, Steps: 1000, Tol: 1e-9})
	fmt.Printf("%v after %d steps, θ = %.6f, loss %.6f\n", run.Status, run.Steps(), run.Last(), run.Loss())
	// Output: converged after 54 steps, θ = [-1.602378 -1.107550], loss 0.441635
}

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

func ExampleAngle() {
	L, θ, u := launches()
	g := L.Gradient(nil, θ)
	fmt.Printf("u·∇L = %.4f   k = %.4f   β = %.1f°\n", descent.Slope(u, g), descent.Bound(u, g), descent.Angle(u, g)*180/math.Pi)
	fmt.Printf("−∇L: β = %.0f°\n", descent.Angle([]float64{-g[0], -g[1]}, g)*180/math.Pi)
	// Output:
	// u·∇L = -0.8728   k = 0.9481   β = 157.0°
	// −∇L: β = 180°
}
