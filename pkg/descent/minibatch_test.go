package descent_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/loss"
)

// clouds is a softmax regression on three clouds of points in the plane.
func clouds(n int) *loss.Softmax {
	rng := rand.New(rand.NewPCG(1, 1))
	x, label := make([]float64, 2*n), make([]int, n)
	for i := range label {
		label[i] = i % 3
		x[2*i] = rng.NormFloat64() + 2*math.Cos(float64(label[i])*2.1)
		x[2*i+1] = rng.NormFloat64() + 2*math.Sin(float64(label[i])*2.1)
	}
	return loss.Must(loss.NewSoftmax(3, x, label))
}

func TestMinibatchesOfAllRowsAreTheLossItself(t *testing.T) {
	L := clouds(60)
	θ := make([]float64, L.Dim())
	s := descent.Settings{Rate: 0.5, Steps: 50}
	want := descent.Run(L, θ, s)
	got := descent.Run(descent.NewMinibatches(L, 60, rand.New(rand.NewPCG(2, 2))), θ, s)
	for i, v := range got.Last() {
		// The rows are added up in another order each step.
		if math.Abs(v-want.Last()[i]) > 1e-12 {
			t.Fatalf("ends at %v, want %v", got.Last(), want.Last())
		}
	}
}

func TestRunAsksForValueAndGradientAtOnce(t *testing.T) {
	L := &atOnce{Softmax: clouds(60)}
	got := descent.Run(L, make([]float64, L.Dim()), descent.Settings{Rate: 0.5, Steps: 20})
	if L.calls != 21 {
		t.Errorf("%d calls of ValueGradient for 21 states", L.calls)
	}
	want := descent.Run(struct{ descent.Objective }{L}, make([]float64, L.Dim()), descent.Settings{Rate: 0.5, Steps: 20})
	// Sums in another order.
	if math.Abs(got.Loss()-want.Loss()) > 1e-13 || math.Abs(got.Norm()-want.Norm()) > 1e-13 {
		t.Errorf("loss %v, ‖∇L‖ %v; apart %v, %v", got.Loss(), got.Norm(), want.Loss(), want.Norm())
	}
}

type atOnce struct {
	*loss.Softmax
	calls int
}

func (L *atOnce) ValueGradient(dst, θ []float64) float64 {
	L.calls++
	return L.Softmax.ValueGradient(dst, θ)
}

func TestAPassSeesEachRowOnceAndTheNextInAnotherOrder(t *testing.T) {
	L := clouds(25)
	b := descent.NewMinibatches(L, 10, rand.New(rand.NewPCG(3, 3)))
	if len(b.Rows()) != 25 {
		t.Errorf("before the first gradient: %d rows", len(b.Rows()))
	}
	θ := make([]float64, b.Dim())
	var passes [2][]int
	for p := range passes {
		for _, size := range []int{10, 10, 5} {
			g := b.Gradient(nil, θ)
			want, value := L.Batch(nil, θ, b.Rows())
			if len(b.Rows()) != size || !slices.Equal(g, want) || b.Value(θ) != value {
				t.Fatalf("rows %v: gradient %v, want %v", b.Rows(), g, want)
			}
			passes[p] = append(passes[p], b.Rows()...)
		}
	}
	if slices.Equal(passes[0], passes[1]) {
		t.Error("two passes in the same order")
	}
	for _, rows := range passes {
		slices.Sort(rows)
		for i, row := range rows {
			if i != row {
				t.Fatalf("a pass over the rows %v", rows)
			}
		}
	}
}

func TestStochasticDescentComesNearTheMinimum(t *testing.T) {
	L := clouds(300)
	θ := make([]float64, L.Dim())
	exact := descent.Run(L, θ, descent.Settings{Rate: 0.5, Steps: 5000, Tol: 1e-9})
	run := func() descent.Result {
		b := descent.NewMinibatches(L, 20, rand.New(rand.NewPCG(4, 4)))
		return descent.Run(b, θ, descent.Settings{Rate: 0.5, Schedule: descent.Harmonic(100), Steps: 1500, Tol: -1})
	}
	first := run()
	// A hundred passes; the noise left is a rate of 1/32 times gradients of about 0.1.
	if l := L.Value(first.Last()); l > exact.Loss()+0.002 {
		t.Errorf("loss %v, at the minimum %v", l, exact.Loss())
	}
	if again := run(); !slices.Equal(first.Last(), again.Last()) {
		t.Error("the same seed ends elsewhere")
	}
}

func TestMinibatchesLeaveTheAngleBelowNinetyDegreesMostly(t *testing.T) {
	L := clouds(300)
	b := descent.NewMinibatches(L, 20, rand.New(rand.NewPCG(5, 5)))
	θ := make([]float64, L.Dim())
	full := L.Gradient(nil, θ)
	for range 15 {
		// Far from the minimum all rows pull the same way.
		if β := descent.Angle(b.Gradient(nil, θ), full); β > math.Pi/2 {
			t.Errorf("β = %v", β)
		}
	}
}

func TestAMinibatchHasARow(t *testing.T) {
	defer func() {
		if recover() != "descent: size of a minibatch is not positive" {
			t.Error("no panic")
		}
	}()
	descent.NewMinibatches(clouds(3), 0, rand.New(rand.NewPCG(1, 1)))
}
