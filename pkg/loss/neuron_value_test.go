package loss

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestValueIsTheSumOfItsRows(t *testing.T) {
	rng := rand.New(rand.NewPCG(41, 42))
	for _, n := range []int{1, 2, 3, 63, 64, 65, 500} {
		for d := 1; d < 4; d++ {
			x, y := randomVector(rng, n*d), make([]float64, n)
			for i := range y {
				y[i] = math.Round(4*rng.Float64()) / 4
			}
			for kind := range Huber + 1 {
				L := Must(NewNeuron(kind, x, y, L2(0.25)))
				for _, size := range []float64{0.01, 1, 30, 1e3, 1e6} {
					θ := randomVector(rng, d+1)
					for j := range θ {
						θ[j] *= size
					}
					want := 0.0
					for i, y := range y {
						want += written(kind, dot(L.row(i), θ)+θ[d], y)
					}
					want /= float64(n)
					for _, w := range θ[:d] {
						want += 0.125 * w * w
					}
					// Positive terms, each with a few roundings of its own, whose
					// margins the two sides add up in another order.
					if got := L.Value(θ); math.Abs(got-want) > 1e-14*(1+size)*(1+want) {
						t.Errorf("%v, %d×%d: L = %.17g, rows add up to %.17g", kind, n, d, got, want)
					}
					g := make([]float64, d+1)
					if v := L.ValueGradient(g, θ); math.Abs(v-L.Value(θ)) > 1e-13*(1+want) {
						t.Errorf("%v, %d×%d: L = %.17g with its gradient, %.17g without", kind, n, d, v, L.Value(θ))
					}
					for j, h := range L.Gradient(nil, θ) {
						if math.Abs(g[j]-h) > 1e-13*(1+math.Abs(h)) {
							t.Errorf("%v, %d×%d: ∂L/∂θ_%d = %.17g with its value, %.17g without", kind, n, d, j, g[j], h)
						}
					}
				}
			}
		}
	}
}

// written is the loss of a row as its definition says it, in quantities that do not
// cancel: σ(z) and 1 − σ(z) = σ(−z) apart.
func written(kind Kind, z, y float64) float64 {
	switch kind {
	case CrossEntropy: // −log σ(z) = log(1 + e⁻ᶻ), and z where e⁻ᶻ overflows
		log := func(z float64) float64 {
			if z < -700 {
				return -z
			}
			return math.Log1p(math.Exp(-z))
		}
		return y*log(z) + (1-y)*log(-z)
	case SquaredError:
		if z > 0 {
			return math.Pow(1-y-Sigmoid(-z), 2)
		}
		return math.Pow(Sigmoid(z)-y, 2)
	}
	r := math.Abs(z - y)
	if r <= 1 {
		return r * r / 2
	}
	return r - 0.5
}

func TestATinyLossKeepsItsDigits(t *testing.T) {
	// 65 rows told apart with a margin of 40: each loss is log(1 + e⁻⁴⁰) ≈ e⁻⁴⁰.
	x, y := make([]float64, 130), make([]float64, 65)
	for i := range y {
		y[i] = float64(i % 2)
		x[2*i] = 2*y[i] - 1
	}
	L := Must(NewNeuron(CrossEntropy, x, y))
	want := math.Log1p(math.Exp(-40))
	if got := L.Value([]float64{40, 0, 0}); math.Abs(got-want) > 1e-14*want {
		t.Errorf("L = %.17g, want %.17g", got, want)
	}
}

// The truth is computed to 50 digits.
func TestALabelCloseTo1KeepsTheDigitsOfItsLoss(t *testing.T) {
	L := Must(NewNeuron(CrossEntropy, []float64{1}, []float64{1 - 1e-10}))
	θ, g := []float64{38, 0}, make([]float64, 2)
	const want = 3.80000034580473772e-9
	for name, v := range map[string]float64{"Value": L.Value(θ), "ValueGradient": L.ValueGradient(g, θ), "Taylor": L.Taylor(g[:1], θ, θ)[0]} {
		if math.Abs(v-want) > 1e-13*want {
			t.Errorf("%s = %.17g, want %.17g", name, v, want)
		}
	}
}

func TestValueAndGradientTogetherAgreeWhereTheirSumsCancel(t *testing.T) {
	const n = 1000
	x, y := make([]float64, n), make([]float64, n)
	for i := range x {
		x[i] = 1 + float64(i%7)*1e-3
		if i%250 == 0 {
			y[i] = 1
		}
	}
	L := Must(NewNeuron(CrossEntropy, x, y))
	g := make([]float64, 2)
	for _, w := range []float64{-19.8, -10, -5, -3, -1, 1, 3} {
		θ := []float64{w, 0}
		if v, want := L.ValueGradient(g, θ), L.Value(θ); math.Abs(v-want) > 1e-13*want {
			t.Errorf("w = %g: together %.17g, alone %.17g", w, v, want)
		}
	}
}
