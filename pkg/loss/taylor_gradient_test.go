package loss

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/diff/fd"

	"github.com/downhill-go/downhill/pkg/dataset"
)

// expander is what every loss of this package is.
type expander interface {
	Dim() int
	Value(θ []float64) float64
	Gradient(dst, θ []float64) []float64
	Taylor(dst, θ, u []float64) []float64
}

var (
	_ expander = (*Neuron)(nil)
	_ expander = (*Func)(nil)
	_ expander = (*Quadratic)(nil)
	_ expander = (*Softmax)(nil)
	_ expander = (*Network)(nil)
)

// everyLoss returns one loss of each kind, by name.
func everyLoss() map[string]expander {
	p, _ := dataset.ORings().Standardize()
	q := dataset.TwoPoints()
	rng := rand.New(rand.NewPCG(1, 2))
	x, y, w := make([]float64, 60), make([]float64, 20), make([]float64, 20)
	for i := range x {
		x[i] = rng.NormFloat64()
	}
	for i := range y {
		y[i], w[i] = rng.Float64(), rng.Float64()
	}
	label := make([]int, 20)
	for i := range label {
		label[i] = rng.IntN(4)
	}
	return map[string]expander{
		"softmax":                        Must(NewSoftmax(4, x, label)),
		"softmax, weighted":              Must(NewSoftmax(4, x, label, Weights(w), L2(0.1))),
		"network":                        Must(NewNetwork(5, 4, x, label)),
		"network, weighted":              Must(NewNetwork(5, 4, x, label, Weights(w), L2(0.1))),
		"neuron cross-entropy":           Must(NewNeuron(CrossEntropy, p.X, p.Y)),
		"neuron squared error":           Must(NewNeuron(SquaredError, q.X, q.Y)),
		"neuron cross-entropy, weighted": Must(NewNeuron(CrossEntropy, x, y, Weights(w), L2(0.1))),
		"neuron squared error, weighted": Must(NewNeuron(SquaredError, x, y, Weights(w), L2(0.1))),
		"quadratic":                      NewQuadratic([]float64{3, 1, 1, 2}, []float64{1, -1}, 4),
		"conditioned":                    Conditioned(4, 100),
		"rosenbrock":                     Rosenbrock(5),
		"himmelblau":                     Himmelblau(),
		"saddle":                         Saddle(),
		"plateau":                        Plateau(),
		"two valleys":                    TwoValleys(),
	}
}

func randomVector(rng *rand.Rand, n int) []float64 {
	v := make([]float64, n)
	for i := range v {
		v[i] = rng.NormFloat64()
	}
	return v
}

func TestGradientAgreesWithCentralDifferences(t *testing.T) {
	for name, L := range everyLoss() {
		rng := rand.New(rand.NewPCG(3, 4))
		for range 20 {
			θ := randomVector(rng, L.Dim())
			g := L.Gradient(nil, θ)
			want := fd.Gradient(nil, L.Value, θ, &fd.Settings{Formula: fd.Central})
			for i := range g {
				// Central differences with step h = 6e-6 err by h²/6 times the
				// third derivative and by 2⁻⁵³ |L|/h; both are below 1e-8 of the
				// largest value here.
				if tol := 1e-8 * (1 + math.Abs(L.Value(θ)) + math.Abs(g[i])); math.Abs(g[i]-want[i]) > tol {
					t.Errorf("%s: ∂L/∂θ_%d = %g, differences say %g", name, i, g[i], want[i])
				}
			}
		}
	}
}

func TestTaylorStartsWithValueAndSlope(t *testing.T) {
	for name, L := range everyLoss() {
		rng := rand.New(rand.NewPCG(5, 6))
		for range 20 {
			θ, u := randomVector(rng, L.Dim()), randomVector(rng, L.Dim())
			c := L.Taylor(make([]float64, 4), θ, u)
			v, s := L.Value(θ), dot(u, L.Gradient(nil, θ))
			// Both sides are sums of at most a few hundred rounded terms.
			scale := 1 + math.Abs(v) + math.Abs(s)
			if math.Abs(c[0]-v) > 1e-13*scale {
				t.Errorf("%s: c_0 = %.17g, L = %.17g", name, c[0], v)
			}
			if math.Abs(c[1]-s) > 1e-12*scale {
				t.Errorf("%s: c_1 = %.17g, u·∇L = %.17g", name, c[1], s)
			}
		}
	}
}

func TestTaylorPolynomialPredictsTheValueNearby(t *testing.T) {
	for name, L := range everyLoss() {
		rng := rand.New(rand.NewPCG(7, 8))
		for range 20 {
			θ, u := randomVector(rng, L.Dim()), randomVector(rng, L.Dim())
			c := L.Taylor(make([]float64, 13), θ, u)
			const η = 1e-2
			p, at := 0.0, make([]float64, len(θ))
			for k := len(c) - 1; k >= 0; k-- {
				p = p*η + c[k]
			}
			for i := range at {
				at[i] = θ[i] + η*u[i]
			}
			// Twelve orders at η = 0.01 leave a remainder far below rounding.
			if v := L.Value(at); math.Abs(p-v) > 1e-13*(1+math.Abs(v)+math.Abs(c[0])) {
				t.Errorf("%s: polynomial %.17g, L(θ+ηu) = %.17g", name, p, v)
			}
		}
	}
}
