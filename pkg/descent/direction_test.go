package descent_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/floats"

	"github.com/downhill-go/downhill/pkg/descent"
)

func TestSlopeAndNormAgreeWithGonum(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for _, n := range []int{1, 2, 3, 10, 1000} {
		u, g := normal(rng, n), normal(rng, n)
		// Both sum n products; the order of the additions may differ.
		tol := float64(n) * 0x1p-52 * descent.Bound(u, g)
		if got, want := descent.Slope(u, g), floats.Dot(u, g); math.Abs(got-want) > tol {
			t.Errorf("n = %d: slope %v, want %v", n, got, want)
		}
		if got, want := descent.Norm(u), floats.Norm(u, 2); math.Abs(got-want) > 1e-14*want {
			t.Errorf("n = %d: norm %v, want %v", n, got, want)
		}
	}
}

func TestSlopeLiesBetweenMinusKAndK(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	for range 10000 {
		n := 1 + rng.IntN(5)
		u, g := normal(rng, n), normal(rng, n)
		// n products and n additions round, and so do two lengths: n+4 units.
		k := descent.Bound(u, g) * (1 + float64(n+4)*0x1p-53)
		if s := descent.Slope(u, g); s < -k || s > k {
			t.Fatalf("u = %v, g = %v: slope %v outside ±%v", u, g, s, k)
		}
	}
}

func TestSlopeIsKTimesTheCosineOfTheAngle(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	for range 10000 {
		n := 1 + rng.IntN(5)
		u, g := normal(rng, n), normal(rng, n)
		s, k, β := descent.Slope(u, g), descent.Bound(u, g), descent.Angle(u, g)
		// A relative rounding of β ≤ π moves its cosine by some ulp of 1.
		if math.Abs(k*math.Cos(β)-s) > 20*0x1p-53*k {
			t.Fatalf("u = %v, g = %v: k cos β = %v, u·g = %v", u, g, k*math.Cos(β), s)
		}
		if c := descent.Cosine(u, g); math.Abs(k*c-s) > 20*0x1p-53*k || c < -1 || c > 1 {
			t.Fatalf("u = %v, g = %v: cosine %v, u·g/k = %v", u, g, c, s/k)
		}
	}
}

func TestTurningUAroundTurnsTheAngleIntoItsSupplement(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	for range 1000 {
		u, g := normal(rng, 3), normal(rng, 3)
		// atan2(a, b) + atan2(b, a) = π/2, up to roundings of numbers below π.
		if a, b := descent.Angle(u, g), descent.Angle(negative(u), g); math.Abs(a+b-math.Pi) > 4e-16*4 {
			t.Fatalf("β(u, g) + β(−u, g) = %v", a+b)
		}
	}
}

// Angles whose arc cosine would come out as 0 or lose half its digits.
func TestAngleKeepsItsDigitsNearZeroAndPi(t *testing.T) {
	g := []float64{1, 0}
	for _, ε := range []float64{1e-3, 1e-8, 1e-12, 1e-160, 1e-300} {
		u := []float64{1, ε}
		if got, want := descent.Angle(u, g), math.Atan(ε); math.Abs(got-want) > 1e-15*want && ε > 1e-150 {
			t.Errorf("β = %v, want %v", got, want)
		}
		if got, want := descent.Angle([]float64{-1, ε}, g), math.Pi-math.Atan(ε); math.Abs(got-want) > 1e-15 {
			t.Errorf("β = %v, want %v", got, want)
		}
	}
	if β := descent.Angle(g, g); β != 0 {
		t.Errorf("β(g, g) = %v", β)
	}
	if β := descent.Angle(negative(g), g); β != math.Pi {
		t.Errorf("β(−g, g) = %v", β)
	}
	if β := descent.Angle([]float64{0, 7}, g); math.Abs(β-math.Pi/2) > 2e-16 {
		t.Errorf("β of a right angle is %v", β)
	}
}

func TestAngleDoesNotDependOnLengths(t *testing.T) {
	u, g := []float64{3, 4}, []float64{-1, 2}
	want := descent.Angle(u, g)
	for _, s := range []float64{5e-324, 1e-310, 1e-200, 1e-5, 1e200, 1e307} {
		// Below the smallest normal number the entries themselves are rounded.
		tol := 4e-16 + 0.5*5e-324/s
		if got := descent.Angle([]float64{3 * s, 4 * s}, g); math.Abs(got-want) > tol {
			t.Errorf("u scaled by %g: β = %v, want %v", s, got, want)
		}
	}
}

func TestNormNeitherOverflowsNorUnderflows(t *testing.T) {
	for _, s := range []float64{5e-324, 1e-200, 1, 1e200, 3e307} {
		if got, want := descent.Norm([]float64{3 * s, -4 * s}), 5*s; math.Abs(got-want) > 2e-16*want {
			t.Errorf("‖[3, −4]·%g‖ = %v", s, got)
		}
	}
	if got := descent.Norm(nil); got != 0 {
		t.Errorf("‖()‖ = %v", got)
	}
	if got := descent.Norm([]float64{1, math.Inf(-1)}); !math.IsInf(got, 1) {
		t.Errorf("‖[1, −Inf]‖ = %v", got)
	}
	if got := descent.Norm([]float64{math.NaN(), 1}); !math.IsNaN(got) {
		t.Errorf("‖[NaN, 1]‖ = %v", got)
	}
}

func TestAZeroVectorHasSlopeAndBoundZeroAndNoAngle(t *testing.T) {
	zero, v := []float64{0, 0}, []float64{1, -2}
	for _, pair := range [][2][]float64{{zero, v}, {v, zero}, {zero, zero}} {
		u, g := pair[0], pair[1]
		if s, k := descent.Slope(u, g), descent.Bound(u, g); s != 0 || k != 0 {
			t.Errorf("u = %v, g = %v: slope %v, k %v", u, g, s, k)
		}
		if β, c := descent.Angle(u, g), descent.Cosine(u, g); !math.IsNaN(β) || !math.IsNaN(c) {
			t.Errorf("u = %v, g = %v: β %v, cosine %v", u, g, β, c)
		}
	}
}

func TestNoVectorAtAllHasNoAngle(t *testing.T) {
	if c, β := descent.Cosine(nil, nil), descent.Angle(nil, nil); !math.IsNaN(c) || !math.IsNaN(β) {
		t.Errorf("cos β = %v, β = %v", c, β)
	}
}

func TestAnEntryThatIsNotFiniteHasNoAngle(t *testing.T) {
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if β := descent.Angle([]float64{1, bad}, []float64{1, 1}); !math.IsNaN(β) {
			t.Errorf("β = %v with an entry %v", β, bad)
		}
		if c := descent.Cosine([]float64{1, bad}, []float64{1, 1}); !math.IsNaN(c) {
			t.Errorf("cosine = %v with an entry %v", c, bad)
		}
	}
}

func TestDirectionsAreOfLengthOneAndFavourNoSide(t *testing.T) {
	for _, dim := range []int{1, 2, 5} {
		const n = 20000
		mean := make([]float64, dim)
		for _, u := range descent.Directions(rand.New(rand.NewPCG(5, 5)), n, dim) {
			if math.Abs(descent.Norm(u)-1) > 4e-16 {
				t.Fatalf("‖%v‖ = %v", u, descent.Norm(u))
			}
			floats.Add(mean, u)
		}
		for _, m := range mean {
			// Each entry has variance 1/dim; five standard deviations of its mean.
			if math.Abs(m/n) > 5/math.Sqrt(n*float64(dim)) {
				t.Errorf("dim %d: mean direction %v", dim, m/n)
			}
		}
	}
}

func TestDirectionsAreTheSameForTheSameSeed(t *testing.T) {
	a := descent.Directions(rand.New(rand.NewPCG(1, 2)), 3, 2)
	b := descent.Directions(rand.New(rand.NewPCG(1, 2)), 3, 2)
	for i := range a {
		if !floats.Equal(a[i], b[i]) {
			t.Errorf("%v and %v", a[i], b[i])
		}
	}
}

func normal(rng *rand.Rand, n int) []float64 {
	v := make([]float64, n)
	for i := range v {
		v[i] = rng.NormFloat64()
	}
	return v
}

func negative(v []float64) []float64 {
	return descent.Step(nil, make([]float64, len(v)), -1, v)
}
