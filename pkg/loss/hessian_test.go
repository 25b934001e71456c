package loss

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/diff/fd"

	"github.com/downhill-go/downhill/pkg/dataset"
)

func TestHessianVectorAgreesWithDifferencesAndCurvature(t *testing.T) {
	for name, L := range everyLoss() {
		H, ok := L.(hessianVectorer)
		if !ok {
			continue
		}
		rng := rand.New(rand.NewPCG(11, 12))
		for range 20 {
			θ, v := randomVector(rng, L.Dim()), randomVector(rng, L.Dim())
			got := H.HessianVector(nil, θ, v)
			scale := 1.0
			for _, x := range got {
				scale += math.Abs(x)
			}
			for i := range got {
				along := func(η float64) float64 {
					at := make([]float64, len(θ))
					for j := range at {
						at[j] = θ[j] + η*v[j]
					}
					return L.Gradient(nil, at)[i]
				}
				// As for gradients: h² times a third derivative of the gradient,
				// which for Rosenbrock's quartic is some hundred times the scale.
				want := fd.Derivative(along, 0, &fd.Settings{Formula: fd.Central})
				if math.Abs(got[i]-want) > 1e-7*scale {
					t.Errorf("%s: (∇²L v)_%d = %g, differences say %g", name, i, got[i], want)
				}
			}
			// vᵀ∇²Lv by two routes that share no code but the margins.
			c := L.(interface{ Curvature(θ, u []float64) float64 }).Curvature(θ, v)
			if d := dot(v, got); math.Abs(d-c) > 1e-12*(math.Abs(c)+scale) {
				t.Errorf("%s: vᵀ(∇²Lv) = %.17g, curvature %.17g", name, d, c)
			}
		}
	}
}

func TestHessianVectorIsSymmetric(t *testing.T) {
	for name, L := range everyLoss() {
		H, ok := L.(hessianVectorer)
		if !ok {
			continue
		}
		rng := rand.New(rand.NewPCG(13, 14))
		θ, u, v := randomVector(rng, L.Dim()), randomVector(rng, L.Dim()), randomVector(rng, L.Dim())
		a, b := dot(u, H.HessianVector(nil, θ, v)), dot(v, H.HessianVector(nil, θ, u))
		// Rounding of sums over at most 23 rows, relative to entries of up to 1e4.
		if math.Abs(a-b) > 1e-12*(math.Abs(a)+math.Abs(b)+1) {
			t.Errorf("%s: uᵀ∇²Lv = %.17g, vᵀ∇²Lu = %.17g", name, a, b)
		}
	}
}

func TestCurvatureBoundOfStandardisedORingsIsAQuarter(t *testing.T) {
	p, _ := dataset.ORings().Standardize()
	// Σ x xᵀ/n is the identity but for rounding.
	if λ := Must(NewNeuron(CrossEntropy, p.X, p.Y)).CurvatureBound(); math.Abs(λ-0.25) > 1e-14 {
		t.Errorf("bound %.17g, want 0.25", λ)
	}
}

func TestNoCurvatureExceedsItsBound(t *testing.T) {
	for name, L := range everyLoss() {
		B, ok := L.(interface {
			CurvatureBound() float64
			Curvature(θ, u []float64) float64
		})
		if !ok {
			continue
		}
		rng := rand.New(rand.NewPCG(15, 16))
		λ := B.CurvatureBound()
		for range 500 {
			θ, u := randomVector(rng, L.Dim()), randomVector(rng, L.Dim())
			// Both sides rounded.
			if c := B.Curvature(θ, u); c > λ*dot(u, u)*(1+1e-13) {
				t.Errorf("%s: uᵀ∇²Lu = %g > %g ‖u‖²", name, c, λ)
			}
		}
	}
}

func TestSpectrumOfAConditionedQuadraticIsGeometric(t *testing.T) {
	for _, n := range []int{1, 2, 5} {
		κ := 1000.0
		if n == 1 {
			κ = 1
		}
		λ := Conditioned(n, κ).Spectrum()
		if λ[0] != 1 || math.Abs(λ[n-1]-κ) > 1e-12*κ {
			t.Errorf("n = %d: spectrum %v", n, λ)
		}
	}
	// A rotated one, whose eigenvalues are 1 and 3 by hand.
	λ := NewQuadratic([]float64{2, 1, 1, 2}, nil, 0).Spectrum()
	if math.Abs(λ[0]-1) > 1e-15 || math.Abs(λ[1]-3) > 1e-15*3 {
		t.Errorf("spectrum %v, want 1 and 3", λ)
	}
}

func TestEigenvaluesKeepTraceAndDeterminantOfHilbertsMatrix(t *testing.T) {
	const n = 4
	a := make([]float64, n*n)
	trace := 0.0
	for i := range n {
		for j := range n {
			a[i*n+j] = 1 / float64(i+j+1)
		}
		trace += a[i*n+i]
	}
	sum, product := 0.0, 1.0
	for _, λ := range eigenvalues(a, n) {
		sum += λ
		product *= λ
	}
	// det H_4 = 1/6048000; the smallest eigenvalue, 9.7e-5, is known to about 2⁻⁵²
	// absolutely, so the product to 1e-11 of itself.
	if math.Abs(sum-trace) > 1e-14 || math.Abs(product*6048000-1) > 1e-11 {
		t.Errorf("trace %.17g, want %.17g; determinant times 6048000 is %.17g", sum, trace, product*6048000)
	}
}
