package loss

import (
	"math/rand/v2"
	"strconv"
	"testing"
)

// sizes are the shapes rows × features that gradients are measured on: from the
// running example's to far beyond any cache.
var sizes = [][2]int{{23, 1}, {23, 2}, {1000, 10}, {1797, 64}, {100000, 20}, {1000000, 20}, {10000, 784}}

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

func BenchmarkTaylor(b *testing.B) {
	for _, order := range []int{5, 20} {
		b.Run("orings/K"+strconv.Itoa(order), func(b *testing.B) {
			L := orings(CrossEntropy)
			θ, u := []float64{-0.2, 14}, []float64{0.01, -0.5}
			dst := make([]float64, order+1)
			b.ReportAllocs()
			for b.Loop() {
				L.Taylor(dst, θ, u)
			}
		})
	}
}
