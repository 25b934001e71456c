package loss

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Of two classes, with θ = [w, b, 0, 0], softmax regression is a neuron whose label is 1
// for class 0: two programs for one loss, down to where it is saturated.
func TestSoftmaxOfTwoClassesIsANeuron(t *testing.T) {
	rng := rand.New(rand.NewPCG(41, 42))
	const n, d, order = 11, 3, 20
	x, y, label := randomVector(rng, n*d), make([]float64, n), make([]int, n)
	for i := range label {
		label[i] = rng.IntN(2)
		y[i] = float64(1 - label[i])
	}
	for _, size := range []float64{1, 20, 200} {
		for i := range n { // each row alone, so that none hides another
			N := Must(NewNeuron(CrossEntropy, x[i*d:(i+1)*d], y[i:i+1]))
			S := Must(NewSoftmax(2, x[i*d:(i+1)*d], label[i:i+1]))
			θ, u := make([]float64, 2*(d+1)), make([]float64, 2*(d+1))
			for j := range d + 1 {
				θ[j], u[j] = size*rng.NormFloat64(), rng.NormFloat64()
			}
			w, v := θ[:d+1], u[:d+1]
			if z := N.margin(w, 0); math.Abs(z) > 700 {
				continue
			}
			what := func(name string, got, want, tol float64) {
				t.Helper()
				if !(math.Abs(got-want) <= tol*math.Abs(want)) {
					t.Errorf("z = %.4g, label %d: %s is %.17g, the neuron's %.17g", N.margin(w, 0), label[i], name, got, want)
				}
			}
			// Both come from exponentials and logarithms of about one unit's error.
			what("L", S.Value(θ), N.Value(w), 1e-14)
			g, h := S.Gradient(nil, θ), S.HessianVector(nil, θ, u)
			gN, hN := N.Gradient(nil, w), N.HessianVector(nil, w, v)
			for j := range d + 1 {
				what("∂L/∂θ", g[j], gN[j], 1e-14)
				what("∇²Lu", h[j], hN[j], 1e-13)
			}
			c, cN := S.Taylor(make([]float64, order+1), θ, u), N.Taylor(make([]float64, order+1), w, v)
			R := N.Radius(w, v)
			for k := range c {
				// A coefficient may pass through 0: by how much e^{−|z|} R⁻ᵏ is around it.
				scale := max(math.Abs(cN[k]), math.Exp(-math.Abs(N.margin(w, 0)))*math.Pow(R, -float64(k)))
				if !(math.Abs(c[k]-cN[k]) <= 1e-12*scale) {
					t.Errorf("z = %.4g, label %d: c_%d is %.17g, the neuron's %.17g", N.margin(w, 0), label[i], k, c[k], cN[k])
				}
			}
		}
	}
}

// The weights of each layer have the variance 1/(number of its inputs), biases are 0.
func TestANetworkStartsWithTheVarianceOfItsInputs(t *testing.T) {
	x, label := make([]float64, 2*40), []int{0, 1}
	L := Must(NewNetwork(100, 10, x, label))
	θ := L.Start(3)
	for layer, c := range [][2]int{{0, 40}, {100 * 41, 100}} {
		sum, n := 0.0, 0
		end := len(θ)
		if layer == 0 {
			end = 100 * 41
		}
		for i, w := range θ[c[0]:end] {
			if i%(c[1]+1) == c[1] {
				if w != 0 {
					t.Fatalf("layer %d: a bias is %v", layer, w)
				}
				continue
			}
			sum += w * w
			n++
		}
		// The variance of n normal numbers varies by √(2/n), here 2 to 5 %.
		if v := sum / float64(n) * float64(c[1]); math.Abs(v-1) > 4*math.Sqrt(2/float64(n)) {
			t.Errorf("layer %d: the variance is %v times 1/%d", layer, v, c[1])
		}
	}
}
