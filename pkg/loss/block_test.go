package loss

import (
	"math"
	"math/rand/v2"
	"testing"
	"unsafe"
)

// The loops over rows are held against sums written out: for every number of rows and
// features up to two turns of the widest loop, and for long rows. Before and behind
// what a loop is given stand NaNs, which no sum may contain and no loop change.

func TestProductsAreSumsForEveryShape(t *testing.T) {
	everyShape(func(rng *rand.Rand, n, d int) {
		z, x, w := amidNaNs(rng, n), amidNaNs(rng, n*d), amidNaNs(rng, d)
		want := make([]float64, n)
		for j := range want {
			want[j] = z[j]
			for i, v := range w {
				want[j] += v * x[j*d+i]
			}
		}
		addProducts(z, x, w)
		sameSums(t, n, d, z, want)
	})
}

func TestCombinationsAreSumsForEveryShape(t *testing.T) {
	everyShape(func(rng *rand.Rand, n, d int) {
		g, x, r := amidNaNs(rng, d), amidNaNs(rng, n*d), amidNaNs(rng, n)
		want := make([]float64, d)
		for i := range want {
			want[i] = g[i]
			for j, v := range r {
				want[i] += v * x[j*d+i]
			}
		}
		addCombination(g, x, r)
		sameSums(t, n, d, g, want)
	})
}

func TestSlopesAreThoseOfSigmoidForEveryNumberOfRows(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for n := range 40 {
		z, y := amidNaNs(rng, n), make([]float64, n)
		want := make([]float64, n)
		for j := range y {
			z[j] *= []float64{1, 30, 700, 1e-9}[j%4]
			z[j] = max(min(z[j], expMax), -expMax)
			y[j] = []float64{0, 1, rng.Float64()}[j%3]
			want[j] = Sigmoid(z[j]) - y[j]
			if y[j] == 1 { // without cancellation
				want[j] = -Sigmoid(-z[j])
			}
		}
		logisticSlopes(z, y)
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
		stillAmidNaNs(t, z)
	}
}

func everyShape(check func(rng *rand.Rand, n, d int)) {
	rng := rand.New(rand.NewPCG(3, 4))
	for n := range 18 {
		for d := 1; d <= 20; d++ {
			check(rng, n, d)
		}
		check(rng, n, longRow-1)
		check(rng, n, longRow+5)
	}
}

const margin = 8

// amidNaNs returns n random numbers with NaNs in the memory before and behind them.
func amidNaNs(rng *rand.Rand, n int) []float64 {
	room := make([]float64, n+2*margin)
	for j := range room {
		room[j] = math.NaN()
	}
	copy(room[margin:], randomVector(rng, n))
	return room[margin : margin+n : n+2*margin]
}

func stillAmidNaNs(t *testing.T, x []float64) {
	t.Helper()
	room := unsafe.Slice((*float64)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(x)), -8*margin)), len(x)+2*margin)
	for j, v := range room {
		if outside := j < margin || j >= margin+len(x); outside && !math.IsNaN(v) {
			t.Fatalf("%g was written at %d of %d numbers", v, j-margin, len(x))
		}
	}
}

func sameSums(t *testing.T, n, d int, got, want []float64) {
	t.Helper()
	for j := range want {
		// Sums of up to 262 products of size 1, added up in another order.
		if !(math.Abs(got[j]-want[j]) <= 1e-13) {
			t.Fatalf("%d×%d: sum %d is %.17g, want %.17g", n, d, j, got[j], want[j])
		}
	}
	stillAmidNaNs(t, got)
}
