package loss_test

import (
	"fmt"

	"github.com/downhill-go/downhill/pkg/dataset"
	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/loss"
	"github.com/downhill-go/downhill/pkg/taylor"
)

// The 23 launches, one neuron, and what it says at the published estimate.
func Example() {
	rings := dataset.ORings()
	L := loss.Must(loss.NewNeuron(loss.CrossEntropy, rings.X, rings.Y))
	θ := []float64{-0.232162744219, 15.0429016477}
	fmt.Printf("L = %.6f, deviance %.4f\n", L.Value(θ), 2*23*L.Value(θ))
	fmt.Printf("P(31 °F) = %.4f\n", L.Predict(θ, 31))
	// Output:
	// L = 0.441635, deviance 20.3152
	// P(31 °F) = 0.9996
}

// Slope and curvature of the loss along u are its first Taylor coefficients.
func ExampleNeuron_Taylor() {
	rings, _ := dataset.ORings().Standardize()
	L := loss.Must(loss.NewNeuron(loss.CrossEntropy, rings.X, rings.Y))
	θ, u := []float64{1, 1}, []float64{-1.5, -0.5}
	c := L.Taylor(make([]float64, 4), θ, u)
	fmt.Printf("L = %.4f, u·∇L = %.4f, uᵀ∇²Lu = %.4f\n", c[0], c[1], 2*c[2])
	fmt.Printf("the series converges for |η| < %.3f\n", L.Radius(θ, u))
	// Output:
	// L = 1.3667, u·∇L = -0.8728, uᵀ∇²Lu = 0.3243
	// the series converges for |η| < 1.109
}

// A loss of one's own, written once. Notebook 11, cell mine.
func ExampleNew() {
	var mine = loss.New(2, func(ws *taylor.Workspace, θ []taylor.Series) taylor.Series {
		w, b := θ[0], θ[1]
		return w.Sqr().Shift(-2).Sqr().Scale(0.25).Add(w.Scale(1.0 / 3)).Add(b.Sqr())
	})
	θ := []float64{1, 1}
	fmt.Printf("L = %.4f   ∇L = %.4f\n", mine.Value(θ), mine.Gradient(nil, θ))
	// Output:
	// L = 1.5833   ∇L = [-0.6667 2.0000]
}

// A step along −∇L goes down for every η below 2/λ.
func ExampleNeuron_CurvatureBound() {
	rings, _ := dataset.ORings().Standardize()
	L := loss.Must(loss.NewNeuron(loss.CrossEntropy, rings.X, rings.Y))
	λ := L.CurvatureBound()
	fmt.Printf("λ = %.4f: any η < %.2f goes down\n", λ, 2/λ)
	// Output: λ = 0.2500: any η < 8.00 goes down
}

func ExampleConditioned() {
	L := loss.Conditioned(2, 100)
	fmt.Println(L.Spectrum(), L.Gradient(nil, []float64{1, 1}))
	// Output: [1 100] [1 100]
}

// Bad data are refused by the row.
func ExampleNewNeuron_badRow() {
	_, err := loss.NewNeuron(loss.CrossEntropy, []float64{66, 70, 69}, []float64{0, 1, 2})
	fmt.Println(err)
	// Output: loss: row 2: y is 2, want a label in [0, 1]
}

// A step of stochastic descent looks at a few rows only.
func ExampleSoftmax_Batch() {
	x := []float64{0, 1, 2, 3, 4, 5}
	class := []int{0, 0, 1, 1, 2, 2}
	L := loss.Must(loss.NewSoftmax(3, x, class))
	θ := make([]float64, L.Dim())
	g, v := L.Batch(nil, θ, []int{0, 5})
	fmt.Printf("%.4f %.4f\n", v, g)
	// Output: 1.0986 [0.8333 -0.1667 0.8333 0.3333 -1.6667 -0.1667]
}

// Huber's loss is squared for small errors and linear for large ones: of five points on a
// line, one that is far off does not turn it.
func ExampleHuber() {
	x := []float64{-2, -1, 0, 1, 2}
	y := []float64{-3, -1, 1, 3, 30} // 2x + 1, but for the last
	L := loss.Must(loss.NewNeuron(loss.Huber, x, y))
	run := descent.Run(L, []float64{0, 0}, descent.Settings{Rate: 1 / L.CurvatureBound(), Steps: 10000, Tol: 1e-9})
	θ := run.Last()
	fmt.Printf("ŷ = %.2f x + %.2f, at 3 %.2f\n", θ[0], θ[1], L.Predict(θ, 3))
	// Output: ŷ = 2.50 x + 1.50, at 3 9.00
}

// A probability for each class.
func ExampleSoftmax_Probabilities() {
	x := []float64{-1, 0, 1} // one feature, a row a class
	L := loss.Must(loss.NewSoftmax(3, x, []int{0, 1, 2}, loss.L2(0.1)))
	run := descent.Run(L, make([]float64, L.Dim()), descent.Settings{Rate: 1, Tol: 1e-9})
	fmt.Printf("%.3f\n", L.Probabilities(nil, run.Last(), []float64{0.5}))
	// Output: [0.133 0.387 0.480]
}
