package loss

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestSigmoidBoundsAreTheKnownMaxima(t *testing.T) {
	// σ′ = ¼ and σ‴ = −⅛ at 0; |σ⁽⁵⁾(0)| = ¼, by σ⁽ᵐ⁾(0) = (2^{m+1}−1) B_{m+1}/(m+1).
	// The sum's tail is bounded, not summed: 1e-7 too much at worst, never too little.
	for m, want := range map[int]float64{1: 0.25, 3: 0.125, 5: 0.25, 7: 17. / 16, 9: 7.75, 11: 86.375} {
		if got := sigmoidBound(m); got < want || got > want*(1+1e-6) {
			t.Errorf("S_%d = %v, want %v", m, got, want)
		}
	}
	// max |σ″| = √3/18: there the bound is above the maximum.
	if got := sigmoidBound(2); got < math.Sqrt(3)/18 || got > 0.14 {
		t.Errorf("S_2 = %v", got)
	}
}

func TestBoundsOfHighDerivativesGoOnUntilTheyOverflow(t *testing.T) {
	for m := 165; m < 400; m++ {
		// S_{m+1}/S_m = (m+1)/π but for the sums, which are 1 to 3^{−m}.
		a, b := sigmoidBound(m), sigmoidBound(m+1)
		if !(a > 0) || !(math.Abs(b/a*math.Pi/float64(m+1)-1) < 1e-11) && !math.IsInf(b, 1) {
			t.Fatalf("S_%d = %v, S_%d = %v", m, a, m+1, b)
		}
	}
	L := orings(SquaredError)
	for k := 1; k < 400; k++ {
		if M := L.DerivativeBound([]float64{0.01, -0.7}, k); !(M > 0) {
			t.Fatalf("M_%d = %v", k, M)
		}
		// Along a u that no row has a part in, nothing changes.
		M := Must(NewNeuron(CrossEntropy, []float64{1, 1}, []float64{0, 1})).DerivativeBound([]float64{1, -1}, k)
		if M != 0 {
			t.Fatalf("M_%d = %v along a direction in which no margin changes", k, M)
		}
	}
}

func TestNoDerivativeExceedsItsBound(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	x, y := make([]float64, 20), make([]float64, 10)
	for i := range x {
		x[i] = rng.NormFloat64()
	}
	for i := range y {
		y[i] = rng.Float64()
	}
	for kind := range SquaredError + 1 {
		for _, λ := range []float64{0, 0.3} {
			L := Must(NewNeuron(kind, x, y, L2(λ)))
			c := make([]float64, 9)
			for range 300 {
				θ, u := randomVector(rng, 3), randomVector(rng, 3)
				L.Taylor(c, θ, u)
				factorial := 1.0
				for k := 1; k < len(c); k++ {
					factorial *= float64(k)
					// The coefficients' own rounding.
					if M := L.DerivativeBound(u, k); math.Abs(c[k])*factorial > M*(1+1e-12) {
						t.Fatalf("%v, λ = %v, θ = %v, u = %v: |φ⁽%d⁾| = %v > %v", kind, λ, θ, u, k, math.Abs(c[k])*factorial, M)
					}
				}
			}
		}
	}
}

func TestAPenaltyLeavesTheFirstDerivativeUnbounded(t *testing.T) {
	L := Must(NewNeuron(CrossEntropy, []float64{1, 2}, []float64{0, 1}, L2(1)))
	if M := L.DerivativeBound([]float64{1, 0}, 1); !math.IsInf(M, 1) {
		t.Errorf("M_1 = %v", M)
	}
	if M := L.DerivativeBound([]float64{0, 1}, 1); math.IsInf(M, 1) {
		t.Error("M_1 is infinite along the bias, which is not penalised")
	}
}
