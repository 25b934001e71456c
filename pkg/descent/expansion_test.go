package descent_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/diff/fd"

	"gonum.org/v1/gonum/integrate/quad"

	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/loss"
	"github.com/downhill-go/downhill/pkg/taylor"
)

// hyperbola is L(θ) = 1/(1−θ): along u = 1 from 0 all c_k are 1, the radius is 1, and
// the remainder is η^{K+1}/(1−η).
var hyperbola = loss.New(1, func(ws *taylor.Workspace, θ []taylor.Series) taylor.Series {
	return ws.Const(1).Div(ws.Const(1).Sub(θ[0]))
})

func TestFirstCoefficientsAreValueSlopeAndCurvature(t *testing.T) {
	L, _, _ := launches()
	rng := rand.New(rand.NewPCG(1, 1))
	for range 100 {
		θ, u := normal(rng, 2), normal(rng, 2)
		e := descent.Expand(L, θ, u, 2)
		φ := func(η float64) float64 { return L.Value(descent.Step(nil, θ, η, u)) }
		slope := func(η float64) float64 { return descent.Slope(u, L.Gradient(nil, descent.Step(nil, θ, η, u))) }
		// The two are computed from the same exponentials in different order.
		if got, want := e.Slope(), slope(0); math.Abs(got-want) > 1e-14*(1+math.Abs(want)) {
			t.Errorf("c₁ = %v, u·∇L = %v", got, want)
		}
		// Central differences err by ε^{2/3}, times third derivatives of order 10.
		if got, want := e.Slope(), fd.Derivative(φ, 0, &fd.Settings{Formula: fd.Central}); math.Abs(got-want) > 1e-8 {
			t.Errorf("c₁ = %v, by differences %v", got, want)
		}
		if got, want := e.Curvature(), fd.Derivative(slope, 0, &fd.Settings{Formula: fd.Central}); math.Abs(got-want) > 1e-8 {
			t.Errorf("2c₂ = %v, by differences of the slope %v", got, want)
		}
		if e.Coeffs[0] != e.At(0, 2) || e.Order() != 2 {
			t.Errorf("P(0) = %v, c₀ = %v, order %d", e.At(0, 2), e.Coeffs[0], e.Order())
		}
	}
}

func TestRemainderOfAHyperbolaIsThatOfTheGeometricSeries(t *testing.T) {
	e := descent.Expand(hyperbola, []float64{0}, []float64{1}, 12)
	for K := range 13 {
		for _, η := range []float64{1e-9, -1e-5, 1e-3, 0.01, -0.1, 0.3, -0.5, 0.7, 0.9, -0.97, -1.5, -10} {
			want := math.Pow(η, float64(K+1)) / (1 - η)
			// By the tail: a few roundings. By the difference: a rounding of P_K, which
			// is at most (K+1) max(1, |η|^K).
			tol := 1e-14*math.Abs(want) + 4e-16*float64(K+1)*math.Max(1, math.Pow(math.Abs(η), float64(K)))
			if math.Abs(η) < 0.05 {
				tol = 1e-14 * math.Abs(want)
			}
			if got := e.Remainder(η, K); math.Abs(got-want) > tol {
				t.Errorf("R_%d(%g) = %v, want %v", K, η, got, want)
			}
		}
	}
}

// The remainder by its integral, which knows neither the tail of the series nor a
// difference of losses,
//
//	R_K(η) = ∫₀^η φ^{(K+1)}(t) (η−t)ᴷ/K! dt = (K+1) ∫₀^η c_{K+1}(t) (η−t)ᴷ dt
//
// where c_{K+1}(t) is the coefficient of the expansion at θ + tu. It holds beyond the radius
// of convergence, too.
func TestRemainderIsItsIntegral(t *testing.T) {
	L, θ, u := launches()
	e := descent.Expand(L, θ, u, 8)
	c := make([]float64, 10)
	for K := range 9 {
		for η := -3.0; η <= 3; η += 0.25 {
			f := func(s float64) float64 {
				return L.Taylor(c[:K+2], descent.Step(nil, θ, s*η, u), u)[K+1] * math.Pow(1-s, float64(K))
			}
			want := float64(K+1) * math.Pow(η, float64(K+1)) * quad.Fixed(f, 0, 1, 60, nil, 0)
			// Sixty nodes are exact to rounding for a φ whose poles are π/2 away; the
			// difference rounds as its polynomial does.
			if got := e.Remainder(η, K); math.Abs(got-want) > 1e-12*(math.Abs(want)+1e-3*math.Abs(e.At(η, K))) && math.Abs(got-want) > 1e-13*math.Abs(want) {
				t.Errorf("R_%d(%g) = %v, its integral is %v", K, η, got, want)
			}
		}
	}
}

func TestRemainderOfOrderKHasSlopeKPlusOneOnLogarithmicAxes(t *testing.T) {
	L, θ, u := launches()
	e := descent.Expand(L, θ, u, 12)
	for K := range 13 {
		for _, η := range []float64{1e-12, 1e-8, 1e-5} {
			rise := math.Log2(math.Abs(e.Remainder(2*η, K) / e.Remainder(η, K)))
			// The next term bends the line by about η c_{K+2}/c_{K+1} ≤ 10 η.
			if math.Abs(rise-float64(K+1)) > 50*η+1e-13 {
				t.Errorf("K = %d, η = %g: slope %v", K, η, rise)
			}
		}
	}
}

// Boyd and Vandenberghe, §9.1.2: with ∇²L ≤ λ the tangent errs by ½η²‖u‖²λ at most;
// it errs to one side only, since L is convex. On the standardised launches the mean
// of [t, 1][t, 1]ᵀ is the unit matrix and σ′ ≤ ¼, so λ = ¼.
func TestTheTangentErrsByNoMoreThanTheCurvatureAllows(t *testing.T) {
	L, _, _ := launches()
	rng := rand.New(rand.NewPCG(6, 6))
	for range 2000 {
		θ, u, η := normal(rng, 2), normal(rng, 2), 4*rng.NormFloat64()
		e := descent.Expand(L, θ, u, 1)
		bound := η * η * descent.Slope(u, u) / 8
		R := e.Remainder(η, 1)
		// The difference of φ and its tangent, far out, rounds at this.
		if R < -1e-14 || R > bound+1e-14 {
			t.Fatalf("θ = %v, u = %v, η = %v: remainder %v, bound %v", θ, u, η, R, bound)
		}
		if got := e.RemainderBound(η, 1); math.Abs(got-bound) > 1e-6*bound {
			t.Fatalf("RemainderBound = %v, ½η²‖u‖²/4 = %v", got, bound)
		}
		if got := L.Value(θ) + η*e.Slope(); math.Abs(got-descent.FirstOrder(L, θ, η, u)) > 1e-13*(1+math.Abs(got)) {
			t.Fatalf("FirstOrder = %v, tangent %v", descent.FirstOrder(L, θ, η, u), got)
		}
	}
}

func TestNoRemainderExceedsLagrangesBound(t *testing.T) {
	L, _, _ := launches()
	rng := rand.New(rand.NewPCG(7, 7))
	for range 500 {
		θ, u, η := normal(rng, 2), normal(rng, 2), 2*rng.NormFloat64()
		e := descent.Expand(L, θ, u, 8)
		for K := range 9 {
			R, bound := e.Remainder(η, K), e.RemainderBound(η, K)
			if math.Abs(R) > bound*(1+1e-9)+1e-13*(1+e.At(η, K)*e.At(η, K)) {
				t.Fatalf("θ = %v, u = %v, η = %v, K = %d: remainder %v, bound %v", θ, u, η, K, R, bound)
			}
		}
	}
}

func TestALossWithoutBoundedDerivativesSaysSo(t *testing.T) {
	e := descent.Expand(hyperbola, []float64{0}, []float64{1}, 3)
	if b := e.RemainderBound(0.1, 2); !math.IsInf(b, 1) {
		t.Errorf("bound %v", b)
	}
}

func TestAnExpansionAlongZeroIsTheLossItself(t *testing.T) {
	L, θ, _ := launches()
	e := descent.Expand(L, θ, []float64{0, 0}, 5)
	if e.At(1e6, 5) != e.Coeffs[0] || e.Slope() != 0 || e.Curvature() != 0 || e.Remainder(3, 0) != 0 || !math.IsInf(e.Radius(), 1) {
		t.Errorf("coefficients %v, radius %v, remainder %v", e.Coeffs, e.Radius(), e.Remainder(3, 0))
	}
	if b := e.RemainderBound(3, 1); b != 0 {
		t.Errorf("bound %v", b)
	}
}

func TestAnExpansionOfAQuadraticEndsAtOrderTwo(t *testing.T) {
	Q := loss.NewQuadratic([]float64{2, 1, 1, 3}, []float64{1, -1}, 5)
	θ, u := []float64{0.3, -2}, []float64{1, 2}
	e := descent.Expand(Q, θ, u, 4)
	if !math.IsInf(e.Radius(), 1) || e.Remainder(100, 2) != 0 || e.Remainder(100, 4) != 0 {
		t.Errorf("radius %v, remainders %v, %v", e.Radius(), e.Remainder(100, 2), e.Remainder(100, 4))
	}
	// uᵀAu = 2 + 2·2 + 3·4.
	if got := e.Curvature(); got != 18 {
		t.Errorf("curvature %v", got)
	}
	// Exactly ½η²uᵀAu, at an η where the difference would be noise.
	if got, want := e.Remainder(1e-10, 1), 9e-20; math.Abs(got-want) > 1e-15*want {
		t.Errorf("R₁ = %v, want %v", got, want)
	}
}

func TestTermsBeyondThoseKnownAreNotForgotten(t *testing.T) {
	L := loss.New(1, func(_ *taylor.Workspace, θ []taylor.Series) taylor.Series { return θ[0].Powi(60) })
	e := descent.Expand(L, []float64{0}, []float64{1}, 2)
	for _, η := range []float64{2, 0.9, -0.8} {
		if got, want := e.Remainder(η, 2), math.Pow(η, 60); math.Abs(got-want) > 1e-14*want {
			t.Errorf("η = %v: %v, want %v", η, got, want)
		}
	}
}

// Far from its pole the neuron's series grows like that of an exponential, term by
// term, before it falls.
func TestATailThatIsStillGrowingIsNotTrusted(t *testing.T) {
	L, _, _ := launches()
	θ, u, η := []float64{3.0761904761904764, -120}, []float64{-9.916666666666668, 99.5}, 0.9
	for _, e := range []descent.Expansion{descent.Expand(L, θ, u, 2), descent.Expand(struct{ descent.Expander }{L}, θ, u, 2)} {
		φ := L.Value(descent.Step(nil, θ, η, u))
		if got := e.At(η, 2) + e.Remainder(η, 2); math.Abs(got-φ) > 1e-14*φ {
			t.Errorf("P + R = %v, φ = %v", got, φ)
		}
	}
}

// entire knows that its series converges everywhere, which says nothing about how
// soon.
type entire struct{ descent.Expander }

func (entire) Radius(θ, u []float64) float64 { return math.Inf(1) }

func TestAnInfiniteRadiusDoesNotMakeATailShort(t *testing.T) {
	// The terms of e^{60η} grow up to order 60; its share of φ(1) is 10⁻¹².
	L := entire{loss.New(1, func(_ *taylor.Workspace, θ []taylor.Series) taylor.Series {
		return θ[0].Scale(60).Exp().Scale(1e-38).Shift(1)
	})}
	e := descent.Expand(L, []float64{0}, []float64{1}, 2)
	if got, want := e.Remainder(1, 2), 1e-38*math.Exp(60); math.Abs(got-want) > 1e-15 {
		t.Errorf("%v, want %v", got, want)
	}
}

// Value loses digits here that the coefficients keep: 10⁶ − 10⁶.
func TestATailIsTrustedAboveALossThatCancels(t *testing.T) {
	L := loss.New(1, func(ws *taylor.Workspace, θ []taylor.Series) taylor.Series {
		return θ[0].Exp().Shift(1e6).Shift(-1e6)
	})
	e := descent.Expand(L, []float64{0}, []float64{1}, 2)
	// e^η − 1 − η = η²/2 + η³/6 + …
	if got, want := e.Remainder(1e-7, 1), 0.5e-14+1e-21/6; math.Abs(got-want) > 1e-12*want {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestAnExpansionKeepsItsOwnPlace(t *testing.T) {
	L, θ, u := launches()
	e := descent.Expand(L, θ, u, 1)
	want := e.Remainder(3, 1)
	θ[0], u[0] = 50, 50
	if got := e.Remainder(3, 1); got != want {
		t.Errorf("after θ was overwritten the remainder is %v, was %v", got, want)
	}
}

func TestRadiusIsEstimatedFromTheCoefficients(t *testing.T) {
	series := func(f func(ws *taylor.Workspace, z taylor.Series) taylor.Series) *loss.Func {
		return loss.New(1, func(ws *taylor.Workspace, θ []taylor.Series) taylor.Series { return f(ws, θ[0]) })
	}
	for _, c := range []struct {
		name  string
		L     *loss.Func
		at    float64
		want  float64
		error float64 // relative
	}{
		{"1/(1−θ) from 0", hyperbola, 0, 1, 1e-12},
		{"1/(1−θ) from −3", hyperbola, -3, 4, 1e-12},
		// A pole of higher order or a logarithm adds a power of k.
		{"log(1+e^θ) from 0: πi", series(func(_ *taylor.Workspace, z taylor.Series) taylor.Series { return z.Softplus() }), 0, math.Pi, 0.08},
		{"log(1+e^θ) from 2: 2+πi", series(func(_ *taylor.Workspace, z taylor.Series) taylor.Series { return z.Softplus() }), 2, math.Hypot(2, math.Pi), 0.08},
		{"1/(1+θ²) from 0", series(func(ws *taylor.Workspace, z taylor.Series) taylor.Series {
			return ws.Const(1).Div(z.Sqr().Shift(1))
		}), 0, 1, 1e-12},
		{"1/(1+θ²) from 1", series(func(ws *taylor.Workspace, z taylor.Series) taylor.Series {
			return ws.Const(1).Div(z.Sqr().Shift(1))
		}), 1, math.Sqrt2, 0.05},
		{"log θ from 10⁻²⁰", series(func(_ *taylor.Workspace, z taylor.Series) taylor.Series { return z.Log() }), 1e-20, 1e-20, 0.08},
		{"log θ from 10⁻²⁰⁰", series(func(_ *taylor.Workspace, z taylor.Series) taylor.Series { return z.Log() }), 1e-200, 1e-200, 0.08},
		{"log θ from 10²⁰", series(func(_ *taylor.Workspace, z taylor.Series) taylor.Series { return z.Log() }), 1e20, 1e20, 0.08},
		{"1/(1−θ) from −10³⁰", hyperbola, -1e30, 1e30, 1e-12},
	} {
		e := descent.Expand(c.L, []float64{c.at}, []float64{1}, 30)
		if got := e.Radius(); math.Abs(got-c.want) > c.error*c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	// A polynomial has none, a place without expansion no number, at any scale.
	if r := descent.Expand(loss.Rosenbrock(2), []float64{1e70, 3}, []float64{1, 1e-9}, 3).Radius(); !math.IsInf(r, 1) {
		t.Errorf("a polynomial: %v", r)
	}
	root := series(func(_ *taylor.Workspace, z taylor.Series) taylor.Series { return z.Sqrt() })
	if r := descent.Expand(root, []float64{0}, []float64{1}, 3).Radius(); !math.IsNaN(r) {
		t.Errorf("√θ from 0: %v", r)
	}
	// No singularity anywhere: the estimate is large and grows with the order.
	exp := series(func(_ *taylor.Workspace, z taylor.Series) taylor.Series { return z.Exp() })
	a := descent.Expand(exp, []float64{0}, []float64{1}, 10).Radius()
	b := descent.Expand(exp, []float64{0}, []float64{1}, 40).Radius()
	if !(a > 5 && b > a+10) {
		t.Errorf("e^θ: %v at order 10, %v at order 40", a, b)
	}
}

func TestWhereThereIsNoExpansionThereIsNoRadius(t *testing.T) {
	L := loss.New(1, func(_ *taylor.Workspace, θ []taylor.Series) taylor.Series { return θ[0].Abs() })
	if R := descent.Expand(L, []float64{0}, []float64{1}, 4).Radius(); !math.IsNaN(R) {
		t.Errorf("R = %v at a corner", R)
	}
}

func TestRadiusOfANeuronIsTheDistanceToItsNearestPole(t *testing.T) {
	L, θ, u := launches()
	e := descent.Expand(L, θ, u, 4)
	if got, want := e.Radius(), L.Radius(θ, u); got != want {
		t.Errorf("%v, want the loss's own %v", got, want)
	}
	// The same loss without its knowledge of R: the coefficients say nearly the same.
	plain := descent.Expand(struct{ descent.Expander }{L}, θ, u, 40)
	if got, want := plain.Radius(), e.Radius(); math.Abs(got-want) > 0.1*want {
		t.Errorf("estimated %v, exact %v", got, want)
	}
}

func TestExpansionsOfAPlaceThatIsNotFiniteAreNaN(t *testing.T) {
	L, _, u := launches()
	e := descent.Expand(L, []float64{math.NaN(), 0}, u, 3)
	if !math.IsNaN(e.At(0.1, 3)) || !math.IsNaN(e.Slope()) || !math.IsNaN(e.Remainder(0.1, 1)) {
		t.Errorf("coefficients %v, remainder %v", e.Coeffs, e.Remainder(0.1, 1))
	}
}
