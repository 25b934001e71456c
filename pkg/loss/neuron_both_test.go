package loss

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Value and Gradient are computed row by row, ValueGradient by products over many
// rows: each is the other's oracle.
func TestValueGradientIsValueAndGradient(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{1, 2, 31, 32, 33, 200} {
		x, y := make([]float64, n), make([]float64, n)
		for i := range x {
			x[i], y[i] = 3*rng.NormFloat64(), rng.Float64()
			if rng.IntN(2) == 0 {
				y[i] = math.Round(y[i])
			}
		}
		for kind := range SquaredError + 1 {
			L := Must(NewNeuron(kind, x, y))
			for _, size := range []float64{0, 1e-3, 1, 2, 10, 1e3, 1e300} {
				θ := []float64{size * rng.NormFloat64(), size * rng.NormFloat64()}
				want, g := L.Value(θ), L.Gradient(nil, θ)
				got := make([]float64, 2)
				v := L.ValueGradient(got, θ)
				// Margins below 20 round by 20·2⁻⁵³ each; values above 0.05.
				if !(math.Abs(v-want) <= 1e-13*math.Abs(want)) && !(math.IsInf(v, 1) && math.IsInf(want, 1)) {
					t.Errorf("n = %d, %v, θ = %v: value %v, want %v", n, kind, θ, v, want)
				}
				for j := range g {
					if !(math.Abs(got[j]-g[j]) <= 1e-13*(math.Abs(g[0])+math.Abs(g[1])+1)) {
						t.Errorf("n = %d, %v, θ = %v: gradient %v, want %v", n, kind, θ, got, g)
					}
				}
			}
		}
	}
}

func TestValueGradientKeepsTheDigitsOfASmallLoss(t *testing.T) {
	L := Must(NewNeuron(CrossEntropy, []float64{-1, 1}, []float64{0, 1}))
	θ := []float64{19, 0}
	// Both rows have z = 19 on the right side: the loss is log(1+e⁻¹⁹).
	want := math.Log1p(math.Exp(-19))
	g := make([]float64, 2)
	if got := L.ValueGradient(g, θ); math.Abs(got-want) > 1e-15*want {
		t.Errorf("%v, want %v", got, want)
	}
	// ∂L/∂w = −σ(−19).
	if slope := -1 / (1 + math.Exp(19)); math.Abs(g[0]-slope) > -1e-15*slope {
		t.Errorf("∂L/∂w = %v, want %v", g[0], slope)
	}
}

func TestValueGradientOfNaNIsNaN(t *testing.T) {
	L := Must(NewNeuron(CrossEntropy, []float64{-1, 1}, []float64{0, 1}))
	for _, θ := range [][]float64{{math.NaN(), 0}, {0, math.NaN()}} {
		if got := L.ValueGradient(make([]float64, 2), θ); !math.IsNaN(got) {
			t.Errorf("θ = %v: %v", θ, got)
		}
	}
}
