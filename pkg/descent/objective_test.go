package descent_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/loss"
)

// own returns its gradient in a slice of its own and leaves dst alone.
type own struct{ descent.Objective }

func (L own) Gradient(_, θ []float64) []float64 { return L.Objective.Gradient(nil, θ) }

type ownBatch struct{ *loss.Softmax }

func (L ownBatch) Batch(_, θ []float64, rows []int) ([]float64, float64) {
	return L.Softmax.Batch(nil, θ, rows)
}

func TestAGradientThatIsReturnedOtherwiseIsTakenToo(t *testing.T) {
	L := loss.Rosenbrock(2)
	for _, rule := range []descent.Rule{descent.Plain{}, descent.Backtracking{}} {
		s := descent.Settings{Rate: 1e-3, Rule: rule, Steps: 50}
		got, want := descent.Run(own{L}, []float64{-1.2, 1}, s), descent.Run(L, []float64{-1.2, 1}, s)
		if got.Status != want.Status || !slices.Equal(got.Losses, want.Losses) {
			t.Errorf("%T: ends as %v at %v, want %v at %v", rule, got.Status, got.Last(), want.Status, want.Last())
		}
	}
	got, err := descent.Minimize(own{L}, []float64{-1.2, 1}, descent.Settings{Tol: 1e-6}, nil)
	if err != nil || got.Status != descent.Converged || got.Steps() < 5 {
		t.Errorf("Minimize: %v after %d steps, %v", got.Status, got.Steps(), err)
	}
	S := clouds(60)
	s := descent.Settings{Rate: 0.5, Steps: 20}
	θ := make([]float64, S.Dim())
	if got, want := descent.Run(ownBatch{S}, θ, s), descent.Run(S, θ, s); !slices.Equal(got.Losses, want.Losses) {
		t.Errorf("a batcher ends at a loss of %v, want %v", got.Loss(), want.Loss())
	}
	batches := func(L descent.Batcher) *descent.Minibatches {
		return descent.NewMinibatches(L, 10, rand.New(rand.NewPCG(3, 3)))
	}
	if got, want := descent.Run(batches(ownBatch{S}), θ, s), descent.Run(batches(S), θ, s); !slices.Equal(got.Losses, want.Losses) {
		t.Errorf("minibatches end at a loss of %v, want %v", got.Loss(), want.Loss())
	}
}
