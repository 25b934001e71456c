package kernel

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"unsafe"
)

// The loops over rows are held against sums written out: for every number of rows and
// features up to two turns of the widest loop, and for long rows. Before and behind
// what a loop is given stand NaNs, which no sum may contain and no loop change.

func TestProductsAreSumsForEveryShape(t *testing.T) {
	everyShape(func(rng *rand.Rand, n, d int) {
		z, x, w := amidNaNs(rng, n), amidNaNs(rng, n*d), amidNaNs(rng, d)
		want := plusProduct(z, x, w, d, 1)
		AddProducts(z, x, w)
		sameSums(t, n, d, z, want)
	})
}

func TestCombinationsAreSumsForEveryShape(t *testing.T) {
	everyShape(func(rng *rand.Rand, n, d int) {
		g, x, r := amidNaNs(rng, d), amidNaNs(rng, n*d), amidNaNs(rng, n)
		want := plusProduct(g, x, r, 1, d)
		AddCombination(g, x, r)
		sameSums(t, n, d, g, want)
	})
}

// plusProduct returns s plus the product of a matrix and v, written out. From one row of
// the matrix to the next it is so many numbers of x, from one column to the next so many.
func plusProduct(s, x, v []float64, row, column int) []float64 {
	sum := slices.Clone(s)
	for j := range sum {
		for i, v := range v {
			sum[j] += v * x[j*row+i*column]
		}
	}
	return sum
}

var longRows = []int{35, 36, 38, 59, 60, 61, 255, 261}

func everyShape(check func(rng *rand.Rand, n, d int)) {
	rng := rand.New(rand.NewPCG(3, 4))
	for n := range 18 {
		for d := 1; d <= 20; d++ {
			check(rng, n, d)
		}
		for _, d := range longRows {
			check(rng, n, d)
		}
	}
}

const margin = 8

// amidNaNs returns n random numbers with NaNs in the memory before and behind them.
func amidNaNs(rng *rand.Rand, n int) []float64 {
	room := make([]float64, n+2*margin)
	for j := range room {
		room[j] = math.NaN()
	}
	for j := range n {
		room[margin+j] = rng.NormFloat64()
	}
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

// A sum is over each row once, whatever their number and that of the goroutines.
func TestSumsGoOverEachRowOnce(t *testing.T) {
	for _, rows := range []int{1, 7, runRows, runRows + 1, 3*runRows + 5, chunks*runRows*2 + 11} {
		for _, values := range []int{0, parallelValues} {
			dst := []float64{math.NaN(), math.NaN()}
			Sum(dst, rows, values, partFunc(func(sum []float64, i, end int) {
				if end-i > runRows {
					t.Errorf("a run of %d rows", end-i)
				}
				for ; i < end; i++ {
					sum[0]++
					sum[1] += float64(i)
				}
			}))
			if n := float64(rows); dst[0] != n || dst[1] != n*(n-1)/2 {
				t.Errorf("%d rows, %d values: %v", rows, values, dst)
			}
		}
	}
	for d := 1; d < 3000; d++ {
		if m := BlockLen(d); m < 8 || m > BlockRows || m%4 != 0 {
			t.Fatalf("%d features: a block of %d rows", d, m)
		}
	}
}

type partFunc func(sum []float64, i, end int)

func (f partFunc) Rows(sum []float64, i, end int) { f(sum, i, end) }
