package loss

import (
	"math/rand/v2"
	"testing"
)

// hessianVectorer is what most losses of this package are besides.
type hessianVectorer interface {
	HessianVector(dst, θ, v []float64) []float64
}

func TestNothingIsAllocatedInSteadyState(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector empties pools at random")
	}
	losses := everyLoss()
	losses["blocks"] = benchNeuron(3000, 20, CrossEntropy)
	for name, L := range losses {
		rng := rand.New(rand.NewPCG(1, 1))
		θ, u := randomVector(rng, L.Dim()), randomVector(rng, L.Dim())
		dst, c := make([]float64, L.Dim()), make([]float64, 21)
		check := func(what string, f func()) {
			t.Helper()
			f()
			if n := testing.AllocsPerRun(20, f); n != 0 {
				t.Errorf("%s: %s allocates %g times", name, what, n)
			}
		}
		check("Value", func() { L.Value(θ) })
		check("Gradient", func() { L.Gradient(dst, θ) })
		check("Taylor", func() { L.Taylor(c, θ, u) })
		if L, ok := L.(hessianVectorer); ok {
			check("HessianVector", func() { L.HessianVector(dst, θ, u) })
		}
		if L, ok := L.(batcher); ok {
			rows := []int{1, 0, 1, L.Rows() - 1}
			check("Batch", func() { L.Batch(dst, θ, rows) })
		}
	}
}

// batcher is what the losses for minibatches are.
type batcher interface {
	expander
	Rows() int
	Batch(dst, θ []float64, rows []int) ([]float64, float64)
}
