package loss

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/downhill-go/downhill/pkg/loss/internal/kernel"
)

// Each entry of the table is held against its first line, the value: slopes and bends
// against differences of the line before, the series against all three, bounds against
// what is found on a fine grid.

func labelsOf(ℓ *rowLoss) []float64 {
	ys := []float64{0, 0.25, 0.5, 0.9, 1}
	if ℓ.takes(-7) {
		ys = append(ys, -7, 30)
	}
	return ys
}

func at(f func(z, y []float64), z, y float64) float64 {
	zs := []float64{z}
	f(zs, []float64{y})
	return zs[0]
}

func TestARowLossIsOneFunctionWithItsDerivatives(t *testing.T) {
	const h = 1e-5
	for kind := range rowLosses {
		ℓ := &rowLosses[kind]
		for _, y := range labelsOf(ℓ) {
			for z := -9.03; z < 9; z += 0.37 {
				if ℓ.reach(z, y) < 10*h {
					continue // a corner
				}
				if got, want := at(ℓ.values, z, y), written(Kind(kind), z, y); math.Abs(got-want) > 1e-14*(1+math.Abs(z)) {
					t.Errorf("%s, z = %g, y = %g: ℓ = %v, want %v", ℓ.name, z, y, got, want)
				}
				// h² times a third derivative, and 2⁻⁵³/h of rounding.
				for what, f := range map[string][2]func(z, y []float64){"ℓ′": {ℓ.values, ℓ.slopes}, "ℓ″": {ℓ.slopes, ℓ.bends}} {
					want := (at(f[0], z+h, y) - at(f[0], z-h, y)) / (2 * h)
					if got := at(f[1], z, y); math.Abs(got-want) > 1e-9*(1+math.Abs(z-y)) {
						t.Errorf("%s, z = %g, y = %g: %s = %v, differences say %v", ℓ.name, z, y, what, got, want)
					}
				}
				c, f := make([]float64, 5), new(kernel.Lane)
				f.Reserve(len(c))
				ℓ.series(c, f, &fourRows{z: [4]float64{z}, v: [4]float64{-2}, y: [4]float64{y}, ω: [4]float64{1}})
				for k, want := range []float64{at(ℓ.values, z, y), -2 * at(ℓ.slopes, z, y), 2 * at(ℓ.bends, z, y)} {
					if math.Abs(c[k]-want) > 1e-13*(1+math.Abs(z-y)) {
						t.Errorf("%s, z = %g, y = %g: c_%d = %v, want %v", ℓ.name, z, y, k, c[k], want)
					}
				}
			}
			if ℓ.sum != nil {
				z := []float64{-3, 0, 0.5, 40, 1e4, -1e300}
				ys := slices.Repeat([]float64{y}, len(z))
				each := slices.Clone(z)
				ℓ.values(each, ys)
				if got, want := ℓ.sum(z, ys), kernel.Total(each); math.Abs(got-want) > 1e-14*math.Abs(want) {
					t.Errorf("%s, y = %g: Σℓ = %v, want %v", ℓ.name, y, got, want)
				}
			}
		}
	}
}

// No derivative exceeds its bound, and where labels are 0, ½ or 1 the first ten come within
// a millionth of it: the constants are the least ones.
func TestBoundsOfARowLossAreTight(t *testing.T) {
	const K = 8
	c, f := make([]float64, K+1), new(kernel.Lane)
	f.Reserve(len(c))
	for kind := range rowLosses {
		ℓ := &rowLosses[kind]
		bend := math.Inf(-1)
		for _, y := range labelsOf(ℓ) {
			var most [K + 1]float64
			for z := -16.0; z < 16; z += 1. / 1024 {
				clear(c)
				ℓ.series(c, f, &fourRows{z: [4]float64{z}, v: [4]float64{1}, y: [4]float64{y}, ω: [4]float64{1}})
				factorial := 1.0
				for k := 1; k <= K; k++ {
					factorial *= float64(k)
					most[k] = max(most[k], math.Abs(c[k])*factorial)
				}
				bend = max(bend, 2*c[2])
			}
			for k := 1; k <= K; k++ {
				M := ℓ.bound(y, k)
				if most[k] > M*(1+1e-13) {
					t.Errorf("%s, y = %g: |ℓ⁽%d⁾| reaches %v > %v", ℓ.name, y, k, most[k], M)
				}
				if far := y == 0.25 || y == 0.9 || y < 0 || y > 1; !far && !math.IsInf(M, 1) && most[k] < M*(1-1e-5) {
					t.Errorf("%s, y = %g: |ℓ⁽%d⁾| reaches %v alone, the bound is %v", ℓ.name, y, k, most[k], M)
				}
			}
		}
		if bend > ℓ.bend*(1+1e-13) || bend < ℓ.bend*(1-1e-6) {
			t.Errorf("%s: ℓ″ reaches %v, the table says %v", ℓ.name, bend, ℓ.bend)
		}
	}
	if s := (30 - math.Sqrt(132)) / 48; math.Abs(rowLosses[SquaredError].bend-2*s*s*(1-s)*(2-3*s)) > 1e-16 {
		t.Error("the squared error's greatest bend is not that of its formula")
	}
}

func TestCrossEntropySlopesKeepTheirDigits(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for n := range 40 {
		z, y := randomVector(rng, n), make([]float64, n)
		want := make([]float64, n)
		for j := range y {
			z[j] *= []float64{1, 30, 700, 1e-9}[j%4]
			z[j] = max(min(z[j], kernel.ExpMax), -kernel.ExpMax)
			y[j] = []float64{0, 1, rng.Float64()}[j%3]
			want[j] = Sigmoid(z[j]) - y[j]
			if y[j] == 1 { // without cancellation
				want[j] = -Sigmoid(-z[j])
			}
		}
		crossEntropySlopes(z, y)
		for j := range z {
			// A handful of roundings, of numbers up to 1 where y is neither 0 nor 1.
			size := 1.0
			if y[j] == 0 || y[j] == 1 {
				size = math.Abs(want[j])
			}
			if !(math.Abs(z[j]-want[j]) <= 1.5e-15*size) {
				t.Errorf("slope %d of %d is %.17g, want %.17g", j, n, z[j], want[j])
			}
		}
	}
}
