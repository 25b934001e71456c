package taylor_test

import (
	"fmt"

	"github.com/downhill-go/downhill/pkg/taylor"
)

// The exponential series to order 4, and a polynomial.
func Example() {
	ws := taylor.NewWorkspace(4)
	η := ws.Line(0, 1)
	fmt.Println(η.Exp())
	fmt.Println(η.Shift(1).Powi(3))
	// Output:
	// 1 + η + 0.5η² + 0.166667η³ + 0.0416667η⁴
	// 1 + 3η + 3η² + η³
}

// One launch's cross-entropy along a direction: the slope is c_1, the curvature 2 c_2.
func ExampleSeries_CrossEntropy() {
	θ, u := []float64{0, 0}, []float64{-1, 0.5}
	ws := taylor.NewWorkspace(3)
	w, b := ws.Line(θ[0], u[0]), ws.Line(θ[1], u[1])
	const t, y = -1.82, 1 // 57 °F in standard deviations, and distress
	φ := w.Scale(t).Add(b).CrossEntropy(y)
	fmt.Println(φ)
	fmt.Printf("u·∇L = %.4f, uᵀ∇²Lu = %.4f\n", φ.Coeff(1), 2*φ.Coeff(2))
	// Output:
	// 0.693147 - 1.16η + 0.6728η²
	// u·∇L = -1.1600, uᵀ∇²Lu = 1.3456
}

// A sum over rows runs in the memory of one term.
func ExampleWorkspace_Release() {
	ws := taylor.NewWorkspace(2)
	w := ws.Line(1, 1)
	sum := ws.Const(0).Full()
	for i := range 1000 {
		m := ws.Mark()
		sum.Acc(w.Scale(float64(i) / 1000).Tanh())
		ws.Release(m)
	}
	fmt.Printf("%.6f\n", sum.CopyTo(nil))
	// Output: [433.399985 327.603237 -117.666257]
}

// Near 0 the sine is its argument; composing expands it at a displacement.
func ExampleSeries_Compose() {
	ws := taylor.NewWorkspace(5)
	sin := ws.Line(0, 1).Sin()
	fmt.Println(sin.Compose(ws.Coeffs(0, 0, 2)))
	// Output: 2η²
}

// The soft maximum of three logits, and the softmax as what is left of each.
func ExampleLogSumExp() {
	ws := taylor.NewWorkspace(1)
	z := []taylor.Series{ws.Line(1, 1), ws.Const(2), ws.Const(-1)}
	l := taylor.LogSumExp(z...)
	for _, z := range z {
		fmt.Println(z.Sub(l).Exp())
	}
	// Output:
	// 0.259496 + 0.192158η
	// 0.705385 - 0.183045η
	// 0.035119 - 0.00911326η
}
