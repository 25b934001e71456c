package loss

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
		for _, far := range []bool{false, true} {
			z, x, w := amidNaNs(rng, n), amidNaNs(rng, n*d), amidNaNs(rng, d)
			want := plusProduct(z, x, w, d, 1)
			addProducts(z, x, w, far)
			sameSums(t, n, d, z, want)
		}
	})
}

func TestCombinationsAreSumsForEveryShape(t *testing.T) {
	everyShape(func(rng *rand.Rand, n, d int) {
		g, x, r := amidNaNs(rng, d), amidNaNs(rng, n*d), amidNaNs(rng, n)
		want := plusProduct(g, x, r, 1, d)
		addCombination(g, x, r)
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

// longRows are of features that rows are taken one after another for, if they come from
// memory: with vector instructions, without, and just not.
var longRows = []int{35, 36, 38, 59, 60, 61, 255, 261}

// Rows that come from memory are worked on in another order than rows in the cache. A
// mean does not feel how often the set is repeated.
func TestASetRepeatedUntilItComesFromMemoryHasTheSameGradient(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for _, d := range longRows {
		const n = 50
		x, y, label := randomVector(rng, n*d), make([]float64, n), make([]int, n)
		for i := range y {
			y[i], label[i] = rng.Float64(), rng.IntN(3)
		}
		times := plainFarValues/len(x) + 1
		many, ys, labels := slices.Repeat(x, times), slices.Repeat(y, times), slices.Repeat(label, times)
		if far(x) || !far(many) {
			t.Fatal("the repeated set comes from the cache, or the set from memory")
		}
		for name, pair := range map[string][2]expander{
			"neuron":  {Must(NewNeuron(CrossEntropy, x, y)), Must(NewNeuron(CrossEntropy, many, ys))},
			"softmax": {Must(NewSoftmax(3, x, label)), Must(NewSoftmax(3, many, labels))},
			"network": {Must(NewNetwork(2, 3, x, label)), Must(NewNetwork(2, 3, many, labels))},
		} {
			θ := randomVector(rng, pair[0].Dim())
			for j := range θ {
				θ[j] /= math.Sqrt(float64(d))
			}
			want := pair[0].Gradient(nil, θ)
			for j, g := range pair[1].Gradient(nil, θ) {
				// Sums of some 50,000 terms of size 1, divided by their number.
				if !(math.Abs(g-want[j]) <= 1e-12) {
					t.Fatalf("%s, d = %d: ∂L/∂θ_%d is %.17g, want %.17g", name, d, j, g, want[j])
				}
			}
		}
	}
}

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
