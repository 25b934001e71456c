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

func TestSpectrumKnowsNoUnitOfTheLoss(t *testing.T) {
	// Rotated by 45° from diag(1, 3); with elements whose squares overflow or vanish too.
	for _, unit := range []float64{0x1p-1060, 0x1p-600, 1, 0x1p600, 0x1p1020} {
		λ := NewQuadratic([]float64{2 * unit, unit, unit, 2 * unit}, nil, 0).Spectrum()
		if math.Abs(λ[0]/unit-1) > 1e-14 || math.Abs(λ[1]/unit-3) > 1e-14 {
			t.Errorf("in units of %g: %v", unit, λ)
		}
	}
	if λ := NewQuadratic(make([]float64, 4), nil, 0).Spectrum(); λ[0] != 0 || λ[1] != 0 {
		t.Errorf("of 0: %v", λ)
	}
	far := Spectrum(Plateau(), []float64{20, 20})
	hw, hb := Plateau().HessianVector(nil, []float64{20, 20}, []float64{1, 0}), Plateau().HessianVector(nil, []float64{20, 20}, []float64{0, 1})
	mean, half := (hw[0]+hb[1])/2, math.Hypot((hw[0]-hb[1])/2, hw[1])
	if math.Abs(far[0]-(mean-half)) > 1e-14*half || math.Abs(far[1]-(mean+half)) > 1e-14*half {
		t.Errorf("far out on the plateau: %v, want %v and %v", far, mean-half, mean+half)
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
