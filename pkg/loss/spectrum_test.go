package loss

import (
	"math"
	"testing"
)

// A symmetric matrix has the eigenvalues whose sum is its trace and, for two of
// them, whose product is its determinant.
func TestSpectrumHasTraceAndDeterminantOfTheHessian(t *testing.T) {
	L := orings(CrossEntropy)
	hw := L.HessianVector(nil, published, []float64{1, 0})
	hb := L.HessianVector(nil, published, []float64{0, 1})
	λ := Spectrum(L, published)
	// On °F λmax is 659 and λmin 8e-4: an absolute error of a few times 2⁻⁵²·659 is
	// 1e-9 of λmin at most.
	if trace := hw[0] + hb[1]; len(λ) != 2 || math.Abs(λ[0]+λ[1]-trace) > 1e-12*trace {
		t.Errorf("%v does not sum to %v", λ, trace)
	}
	if det := hw[0]*hb[1] - hw[1]*hb[0]; math.Abs(λ[0]*λ[1]-det) > 1e-8*det {
		t.Errorf("%v has the product %v, not %v", λ, λ[0]*λ[1], det)
	}
}

func TestSpectrumOfASaddleIsOfBothSigns(t *testing.T) {
	// ½w² − ½b² + ¼b⁴ at the middle: exact in binary.
	if λ := Spectrum(Saddle(), []float64{0, 0}); λ[0] != -1 || λ[1] != 1 {
		t.Errorf("λ = %v, want [-1 1]", λ)
	}
}

func TestSpectrumOfAQuadraticIsItsOwnEverywhere(t *testing.T) {
	L := NewQuadratic([]float64{2, 1, 0, 1, 2, 1, 0, 1, 2}, nil, 0)
	want := []float64{2 - math.Sqrt2, 2, 2 + math.Sqrt2} // closed form of the second difference
	for i, λ := range Spectrum(L, []float64{3, -1, 7}) {
		if math.Abs(λ-want[i]) > 1e-14 {
			t.Errorf("λ_%d = %.17g, want %.17g", i, λ, want[i])
		}
	}
}
