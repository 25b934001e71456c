package descent_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/loss"
)

// random returns a random symmetric, positive definite matrix.
func random(rng *rand.Rand, n int) []float64 {
	b, a := mat.NewDense(n, n, nil), mat.NewDense(n, n, nil)
	for i := range n {
		for j := range n {
			b.Set(i, j, rng.NormFloat64())
		}
		a.Set(i, i, 0.1)
	}
	b.Mul(b.T(), mat.DenseCopyOf(b))
	a.Add(a, b)
	return a.RawMatrix().Data
}

func steps(rule descent.Rule, L descent.Objective, θ []float64, n int) descent.Result {
	return descent.Run(L, θ, descent.Settings{Rate: 1, Rule: rule, Steps: n, Tol: -1})
}

func start(rng *rand.Rand, n int) []float64 {
	θ := make([]float64, n)
	for i := range θ {
		θ[i] = rng.NormFloat64()
	}
	return θ
}

// Along −∇L nothing is lower than where the exact search goes, the next gradient is at
// right angles to the last, and the loss falls by at least ((κ−1)/(κ+1))².
func TestExactLineSearchFindsTheLowestPointOfAQuadratic(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 71))
	for range 50 {
		n := 2 + rng.IntN(5)
		L := loss.NewQuadratic(random(rng, n), nil, 0)
		run := steps(descent.ExactLineSearch{}, L, start(rng, n), 1)
		path := run.Path()
		g, next := L.Gradient(nil, path[0]), L.Gradient(nil, path[1])
		if c := descent.Slope(g, next); math.Abs(c) > 1e-10*descent.Bound(g, g) {
			t.Errorf("∇L·∇L_next = %v", c)
		}
		λ := L.Spectrum()
		q := (λ[n-1]/λ[0] - 1) / (λ[n-1]/λ[0] + 1)
		if run.Losses[1] > q*q*run.Losses[0]*(1+1e-9) {
			t.Errorf("the loss falls from %v to %v, want at most %v", run.Losses[0], run.Losses[1], q*q*run.Losses[0])
		}
	}
	// The worst start keeps that rate for ever: θ = (κ, 1) in the bowl ½(w² + κb²).
	L := loss.Conditioned(2, 9)
	run := steps(descent.ExactLineSearch{}, L, []float64{9, 1}, 10)
	for i, l := range run.Losses[1:] {
		if want := 0.64 * run.Losses[i]; math.Abs(l-want) > 1e-12*want {
			t.Errorf("step %d: %v, want %v", i+1, l, want)
		}
	}
}

func TestRulesWithoutAStepStop(t *testing.T) {
	for name, run := range map[string]descent.Result{
		"downwards bent": steps(descent.ExactLineSearch{}, loss.NewQuadratic([]float64{-1}, nil, 0), []float64{1}, 5),
		"below Min":      steps(descent.Polyak{Min: 2}, bowl, []float64{0.1, 0.1}, 5),
	} {
		if run.Status != descent.Stopped {
			t.Errorf("%s: %v", name, run.Status)
		}
	}
}

// No step of Polyak's leads away from the minimum of a convex loss.
func TestPolyakNeverLeadsAwayFromAMinimum(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 5))
	for range 50 {
		n := 2 + rng.IntN(5)
		L := loss.NewQuadratic(random(rng, n), nil, 0)
		run := steps(descent.Polyak{}, L, start(rng, n), 60)
		path := run.Path()
		for i, θ := range path[1:] {
			if descent.Norm(θ) > descent.Norm(path[i])*(1+1e-12) {
				t.Fatalf("step %d leads from a distance of %v to %v", i+1, descent.Norm(path[i]), descent.Norm(θ))
			}
		}
		g := L.Gradient(nil, path[0])
		η := run.Losses[0] / descent.Slope(g, g)
		if want := descent.Step(nil, path[0], -η, g); !close(path[1], want, 1e-12) {
			t.Errorf("first step to %v, want %v", path[1], want)
		}
	}
}

func TestNormalizedStepsHaveTheirLength(t *testing.T) {
	L := loss.Rosenbrock(4)
	for _, p := range []descent.PNorm{descent.L2, descent.L1, descent.LInf} {
		run := descent.Run(L, []float64{-1, 2, 0.5, -0.3}, descent.Settings{Rate: 0.01, Rule: descent.Normalized{In: p}, Steps: 50, Tol: -1})
		for i, θ := range run.Path()[1:] {
			before := run.Path()[i]
			u := descent.Step(nil, θ, -1, before)
			g := L.Gradient(nil, before)
			// 10⁻¹⁵ of |θ| ≤ 2 are lost in the difference.
			if length := p.Of(u); math.Abs(length-0.01) > 1e-14 || math.Abs(descent.Slope(u, g)+0.01*p.Dual().Of(g)) > 1e-12*p.Dual().Of(g) {
				t.Fatalf("%v, step %d: length %v", p, i+1, length)
			}
		}
	}
}

// With P = ∇²L the first step is Newton's: it ends in the minimum. A diagonal P is the
// same as the matrix with that diagonal, and in the coordinates √P θ the rule is Plain.
func TestPreconditionedSolvesWithP(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 5))
	for range 50 {
		n := 1 + rng.IntN(6)
		a := random(rng, n)
		L := loss.NewQuadratic(a, nil, 0)
		θ := start(rng, n)
		if run := steps(descent.Preconditioned{P: a}, L, θ, 1); descent.Norm(run.Last()) > 1e-9 {
			t.Errorf("Newton's step ends at %v, want 0", run.Last())
		}
		diagonal, full := make([]float64, n), make([]float64, n*n)
		for i := range n {
			diagonal[i] = 0.5 + rng.Float64()
			full[i*n+i] = diagonal[i]
		}
		x := steps(descent.Preconditioned{P: diagonal}, L, θ, 3)
		y := steps(descent.Preconditioned{P: full}, L, θ, 3)
		if n > 1 && !close(x.Last(), y.Last(), 1e-9*(1+descent.Norm(x.Last()))) {
			t.Errorf("diagonal: %v, matrix: %v", x.Last(), y.Last())
		}
		scaled, at := make([]float64, n*n), slices.Clone(θ)
		for i := range n {
			for j := range n {
				scaled[i*n+j] = a[i*n+j] / math.Sqrt(diagonal[i]*diagonal[j])
			}
			at[i] *= math.Sqrt(diagonal[i])
		}
		z := steps(nil, loss.NewQuadratic(scaled, nil, 0), at, 3).Last()
		for i, v := range x.Last() {
			if w := z[i] / math.Sqrt(diagonal[i]); math.Abs(v-w) > 1e-9*(1+math.Abs(w)) {
				t.Errorf("entry %d: %v, in the other coordinates %v", i, v, w)
			}
		}
	}
}
