package loss

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/downhill-go/downhill/pkg/dataset"
)

// sizes are the shapes rows × features that gradients are measured on: from the
// running example's to far beyond any cache.
var sizes = [][2]int{
	{23, 1}, {23, 2}, {1000, 10}, {1797, 64}, {100000, 20}, {100000, 64}, {1000000, 20}, {10000, 784},
	{1000, 8}, {1000, 31}, {1000, 64}, {1000, 100}, {1000, 256}, {1000, 784}, {3000, 16}, {3000, 50}, {3000, 200},
	{10000, 8}, {10000, 33}, {10000, 100}, {10000, 256}, {30000, 12}, {30000, 60}, {30000, 128}, {100000, 8},
	{100000, 37}, {300000, 24}, {1000000, 8},
}

func benchNeuron(n, d int, kind Kind) *Neuron {
	rng := rand.New(rand.NewPCG(uint64(n), uint64(d)))
	x, y := make([]float64, n*d), make([]float64, n)
	for i := range x {
		x[i] = rng.NormFloat64()
	}
	for i := range y {
		y[i] = float64(rng.IntN(2))
	}
	return Must(NewNeuron(kind, x, y))
}

func BenchmarkGradient(b *testing.B) {
	for _, s := range sizes {
		b.Run(strconv.Itoa(s[0])+"x"+strconv.Itoa(s[1]), func(b *testing.B) {
			L := benchNeuron(s[0], s[1], CrossEntropy)
			θ := randomVector(rand.New(rand.NewPCG(9, 9)), L.Dim())
			dst := make([]float64, L.Dim())
			b.SetBytes(int64(8 * s[0] * s[1]))
			b.ReportAllocs()
			for b.Loop() {
				L.Gradient(dst, θ)
			}
		})
	}
}

// scripts/bench gradient and scripts/bench taylor hold these against NumPy and JAX.
func BenchmarkTaylor(b *testing.B) {
	rings, _ := dataset.ORings().Standardize()
	for _, c := range []struct {
		name  string
		L     expander
		order int
	}{
		{"neuron", Must(NewNeuron(CrossEntropy, rings.X, rings.Y)), 5},
		{"neuron", Must(NewNeuron(CrossEntropy, rings.X, rings.Y)), 20},
		{"squared-error", Must(NewNeuron(SquaredError, rings.X, rings.Y)), 20},
		{"rosenbrock10", Rosenbrock(10), 10},
	} {
		b.Run(c.name+"/K"+strconv.Itoa(c.order), func(b *testing.B) {
			rng := rand.New(rand.NewPCG(4, 4))
			θ, u := randomVector(rng, c.L.Dim()), randomVector(rng, c.L.Dim())
			dst := make([]float64, c.order+1)
			b.ReportAllocs()
			for b.Loop() {
				c.L.Taylor(dst, θ, u)
			}
		})
	}
}

// A minibatch of 32 rows and the whole of a set as large as the 8×8 digits.
func BenchmarkBatch(b *testing.B) {
	rng := rand.New(rand.NewPCG(5, 5))
	const n, d, classes = 1797, 64, 10
	x, label := randomVector(rng, n*d), make([]int, n)
	for i := range label {
		label[i] = rng.IntN(classes)
	}
	for name, L := range map[string]batcher{
		"softmax":   Must(NewSoftmax(classes, x, label)),
		"network32": Must(NewNetwork(32, classes, x, label)),
	} {
		θ, dst := randomVector(rng, L.Dim()), make([]float64, L.Dim())
		all := rng.Perm(n)
		slices.Sort(all)
		for _, rows := range [][]int{rng.Perm(n)[:32], all} {
			b.Run(name+"/"+map[bool]string{true: "all", false: "32"}[len(rows) == n], func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					L.Batch(dst, θ, rows)
				}
			})
		}
	}
}
