package descent_test

import (
	"math"
	"testing"

	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/loss"
)

func finite(vs ...float64) bool {
	for _, v := range vs {
		if v-v != 0 {
			return false
		}
	}
	return true
}

// Any two vectors in the plane: bounds, cosine, angle and its supplement.
func FuzzSlopeBoundAngle(f *testing.F) {
	f.Add(1.0, 0.0, 0.0, 1.0)
	f.Add(-1.5, -0.5, 0.45, 0.4)
	f.Add(1e-320, 1e-310, -1e300, 1e307)
	f.Add(0.0, 0.0, math.Inf(1), math.NaN())
	f.Fuzz(func(t *testing.T, a, b, c, d float64) {
		u, g := []float64{a, b}, []float64{c, d}
		s, k, β := descent.Slope(u, g), descent.Bound(u, g), descent.Angle(u, g)
		switch {
		case !finite(a, b, c, d), a == 0 && b == 0, c == 0 && d == 0:
			if !math.IsNaN(β) {
				t.Fatalf("β = %v", β)
			}
			return
		case !(β >= 0 && β <= math.Pi):
			t.Fatalf("β = %v", β)
		}
		// atan2(x, y) + atan2(y, x) = π/2; roundings of numbers below π.
		if sum := β + descent.Angle([]float64{-a, -b}, g); math.Abs(sum-math.Pi) > 2e-15 {
			t.Fatalf("β(u, g) + β(−u, g) = %v", sum)
		}
		// Where neither lengths nor products leave the normal numbers.
		if descent.Norm(u) > 1e-300 && descent.Norm(g) > 1e-300 && k > 1e-280 && k < 1e300 && finite(s) {
			if math.Abs(s) > k*(1+1e-15) {
				t.Fatalf("u·g = %v, k = %v", s, k)
			}
			if math.Abs(k*math.Cos(β)-s) > 4e-15*k || math.Abs(k*descent.Cosine(u, g)-s) > 4e-15*k {
				t.Fatalf("k cos β = %v, k·cosine = %v, u·g = %v", k*math.Cos(β), k*descent.Cosine(u, g), s)
			}
		}
	})
}

// Any place, direction and step on the launches: the series, its remainder and its
// bound tell the same story as the loss.
func FuzzExpandOnTheLaunches(f *testing.F) {
	L, _, _ := launches()
	f.Add(1.0, 1.0, -1.5, -0.5, 0.1, uint8(3))
	f.Add(-30.0, 40.0, 1e-3, 1e5, 2.0, uint8(40))
	f.Fuzz(func(t *testing.T, w, b, u1, u2, η float64, order uint8) {
		K := int(order % 41)
		θ, u := []float64{w, b}, []float64{u1, u2}
		for _, v := range []float64{w, b, u1, u2, η} {
			if !finite(v) || math.Abs(v) > 300 {
				t.Skip()
			}
		}
		e := descent.Expand(L, θ, u, K)
		φ, P, R := L.Value(descent.Step(nil, θ, η, u)), e.At(η, K), e.Remainder(η, K)
		if !finite(P, R) {
			t.Skip() // |η| far beyond the radius: the polynomial overflows
		}
		// Roundings of the terms, which may be larger than their sum.
		size := 1 + math.Abs(φ)
		for k, c := range e.Coeffs {
			size = max(size, math.Abs(c)*math.Pow(math.Abs(η), float64(k)))
		}
		if math.Abs(P+R-φ) > 1e-12*size {
			t.Fatalf("P = %v, R = %v, sum %v, φ = %v", P, R, P+R, φ)
		}
		if bound := e.RemainderBound(η, K); math.Abs(R) > bound*(1+1e-6)+1e-12*size {
			t.Fatalf("R = %v, bound %v", R, bound)
		}
		if K == 1 && R < -1e-12*size {
			t.Fatalf("a convex loss below its tangent: %v", R)
		}
	})
}

// Any rate and start: a descent ends with a status that means what it says.
func FuzzRun(f *testing.F) {
	L, _, _ := launches()
	losses := []descent.Objective{L, bowl, loss.Himmelblau(), loss.Saddle(), loss.TwoValleys(), loss.Rosenbrock(2)}
	f.Add(1.0, 1.0, 4.0, 0.5, uint8(100), uint8(0), uint8(1))
	f.Add(1.0, 1.0, 0.2, 0.0, uint8(200), uint8(1), uint8(0))
	f.Add(1e300, -1e-300, 1e10, 0.9, uint8(9), uint8(2), uint8(3))
	f.Fuzz(func(t *testing.T, w, b, η, μ float64, steps, which, rule uint8) {
		// A rate of 0 and a share outside [0, 1) are refused before the first step: rule_test.go has them.
		if η == 0 {
			η = 1
		}
		if μ = math.Mod(math.Abs(μ), 1); math.IsNaN(μ) {
			μ = 0.5
		}
		all := []descent.Rule{nil, descent.Momentum{Mu: μ}, descent.Nesterov{Mu: μ}, descent.Adam{}, descent.Backtracking{},
			descent.Steepest{In: descent.L1}, descent.Steepest{In: descent.LInf}}
		L := losses[int(which)%len(losses)]
		if all[int(rule)%len(all)] == (descent.Backtracking{}) {
			η = math.Abs(η) // it refuses to climb
		}
		N := int(steps)%200 + 1
		run := descent.Run(L, []float64{w, b}, descent.Settings{Rate: η, Steps: N, Tol: 1e-6, Rule: all[int(rule)%len(all)]})
		if run.Steps() > N || len(run.Path()) != run.Steps()+1 || len(run.Norms) != run.Steps()+1 {
			t.Fatalf("%d steps of %d, %d points", run.Steps(), N, len(run.Path()))
		}
		ok := finite(run.Loss(), run.Norm()) && finite(run.Last()...)
		switch run.Status {
		case descent.Converged:
			if !ok || run.Norm() > 1e-6 {
				t.Fatalf("converged at %v, ‖∇L‖ = %v", run.Last(), run.Norm())
			}
		case descent.NotFinite:
			if ok {
				t.Fatalf("not finite at %v, loss %v, ‖∇L‖ = %v", run.Last(), run.Loss(), run.Norm())
			}
		case descent.Diverged:
			if run.Norm() <= 1e6*(1+run.Norms[0]) {
				t.Fatalf("diverged at ‖∇L‖ = %v from %v", run.Norm(), run.Norms[0])
			}
		case descent.OutOfSteps, descent.NotSettling:
			if run.Steps() != N || !ok {
				t.Fatalf("%v after %d steps of %d", run.Status, run.Steps(), N)
			}
		default:
			t.Fatalf("%v", run.Status)
		}
		for n, v := range run.Losses[:run.Steps()] {
			if !finite(v) {
				t.Fatalf("step %d has loss %v and did not end", n, v)
			}
		}
	})
}
