package taylor

import (
	"math"
	"math/rand/v2"
	"testing"
)

// An identity is two ways to compute the same series from two arguments.
//
// How far they may differ: within a distance ρ of a_0 the functions concerned are
// analytic and at most M, so by Cauchy their coefficients at a_0 are at most M ρ⁻ʲ, and
// those of f(a(η)) at most those of M/(1 − ã/ρ), ã = Σ_{j≥1} |a_j| ηʲ. A rounding error
// made on the way is carried on by the same recurrences: the square of that series
// bounds it. The identity's tolerance is 1e-13 M times the coefficients of the cube,
// a few hundred times 2⁻⁵² for orders up to 12, with one factor to spare.
type identity struct {
	name  string
	valid func(a, b float64) bool // of the constant terms
	size  func(a, b float64) (ρ, M float64)
	sides func(a, b Series) (Series, Series)
}

func always(a, b float64) bool           { return true }
func positive(a, b float64) bool         { return a > 0 }
func nonzero(a, b float64) bool          { return a != 0 && b != 0 }
func entire(a, b float64) (ρ, M float64) { return 1, 1 + math.Abs(a) + math.Abs(b) }

// polar is the size of functions with a singularity at 0, with values up to powers p
// of a_0. A b_0 = 0 is that of a b that takes no part.
func polar(p float64) func(a, b float64) (ρ, M float64) {
	return func(a, b float64) (ρ, M float64) {
		a, b = math.Abs(a), math.Abs(b)
		if b == 0 {
			b = a
		}
		return min(a, b), math.Pow(max(a, 1/a), p) * max(b, 1/b) * (1 + math.Abs(math.Log(a)))
	}
}

var identities = []identity{
	{"a b = b a", always, entire, func(a, b Series) (Series, Series) { return a.Mul(b), b.Mul(a) }},
	{"a² = a a", always, func(a, b float64) (ρ, M float64) { return 1, 1 + a*a }, func(a, b Series) (Series, Series) { return a.Sqr(), a.Mul(a) }},
	{"(a + b)(a − b) = a² − b²", always, func(a, b float64) (ρ, M float64) { return 1, 1 + a*a + b*b }, func(a, b Series) (Series, Series) {
		return a.Add(b).Mul(a.Sub(b)), a.Sqr().Sub(b.Sqr())
	}},
	{"(a/b) b = a", nonzero, polar(1), func(a, b Series) (Series, Series) { return a.Div(b).Mul(b), a }},
	{"exp(log a) = a", positive, polar(1), func(a, b Series) (Series, Series) { return a.Log().Exp(), a }},
	{"log(exp a) = a", always, entire, func(a, b Series) (Series, Series) { return a.Exp().Log(), a }},
	{"exp(a) exp(b) = exp(a + b)", always, func(a, b float64) (ρ, M float64) { return 1, (1 + math.Abs(a) + math.Abs(b)) * math.Exp(a+b+6) }, func(a, b Series) (Series, Series) {
		return a.Exp().Mul(b.Exp()), a.Add(b).Exp()
	}},
	{"log1p(expm1 a) = a", func(a, b float64) bool { return a > -2 }, entire, func(a, b Series) (Series, Series) { return a.Expm1().Log1p(), a }},
	{"expm1 a = exp a − 1", always, func(a, b float64) (ρ, M float64) { return 1, 3*math.Exp(a)*(1+math.Abs(a)) + 1 }, func(a, b Series) (Series, Series) {
		return a.Expm1(), a.Exp().Shift(-1)
	}},
	{"sin² + cos² = 1", always, entire, func(a, b Series) (Series, Series) {
		s, c := a.SinCos()
		return s.Sqr().Add(c.Sqr()), a.workspace().Const(1)
	}},
	{"sin(a + b) = sin a cos b + cos a sin b", always, entire, func(a, b Series) (Series, Series) {
		return a.Add(b).Sin(), a.Sin().Mul(b.Cos()).Add(a.Cos().Mul(b.Sin()))
	}},
	{"tan a cos a = sin a", func(a, b float64) bool { return math.Abs(math.Cos(a)) > 0.1 }, func(a, b float64) (ρ, M float64) { return 0.05, 20 * (1 + math.Abs(a)) },
		func(a, b Series) (Series, Series) { return a.Tan().Mul(a.Cos()), a.Sin() }},
	{"tan(atan a) = a", always, func(a, b float64) (ρ, M float64) { return 0.5, 10 * (1 + a*a) * (1 + a*a) }, func(a, b Series) (Series, Series) { return a.Atan().Tan(), a }},
	{"sin(asin a) = a", func(a, b float64) bool { return math.Abs(a) < 0.9 }, func(a, b float64) (ρ, M float64) { return 0.05, 10 }, func(a, b Series) (Series, Series) { return a.Asin().Sin(), a }},
	{"cosh a + sinh a = exp a", always, func(a, b float64) (ρ, M float64) { return 1, 9 * (1 + math.Abs(a)) * math.Cosh(a) }, func(a, b Series) (Series, Series) {
		return a.Cosh().Add(a.Sinh()), a.Exp()
	}},
	{"sinh′ = cosh a′", always, func(a, b float64) (ρ, M float64) { return 1, 20 * (1 + math.Abs(a)) * math.Cosh(a) }, func(a, b Series) (Series, Series) {
		return a.Sinh().Derivative(), lessOne(a.Cosh().Mul(a.Derivative()))
	}},
	{"(∫a)′ = a", always, entire, func(a, b Series) (Series, Series) { return a.Integral(2).Derivative(), lessOne(a) }},
	{"∫a′ = a", always, entire, func(a, b Series) (Series, Series) { return a.Derivative().Integral(a.Coeff(0)), a }},
	{"erf(−a) = −erf a", always, entire, func(a, b Series) (Series, Series) { return a.Neg().Erf(), a.Erf().Neg() }},
	{"(√a)² = a", positive, polar(1), func(a, b Series) (Series, Series) { return a.Sqrt().Sqr(), a }},
	{"a^½ = √a", positive, polar(1), func(a, b Series) (Series, Series) { return a.Pow(0.5), a.Sqrt() }},
	{"a^r a^−r = 1", positive, polar(3), func(a, b Series) (Series, Series) { return a.Pow(1.7).Mul(a.Pow(-1.7)), a.workspace().Const(1) }},
	{"a⁵ = a a a a a", always, func(a, b float64) (ρ, M float64) { return 1, math.Pow(1+math.Abs(a), 5) }, func(a, b Series) (Series, Series) {
		return a.Powi(5), a.Mul(a).Mul(a).Mul(a).Mul(a)
	}},
	{"a⁻² a² = 1", nonzero, polar(4), func(a, b Series) (Series, Series) { return a.Powi(-2).Mul(a.Sqr()), a.workspace().Const(1) }},
	{"|a|² = a²", nonzero, func(a, b float64) (ρ, M float64) { return 1, 1 + a*a }, func(a, b Series) (Series, Series) { return a.Abs().Sqr(), a.Sqr() }},
	{"σ(a) + σ(−a) = 1", always, entire, func(a, b Series) (Series, Series) { return a.Sigmoid().Add(a.Neg().Sigmoid()), a.workspace().Const(1) }},
	{"σ(a) (1 + e⁻ᵃ) = 1", func(a, b float64) bool { return a > -3 }, func(a, b float64) (ρ, M float64) { return 1, 100 * (1 + math.Abs(a)) },
		func(a, b Series) (Series, Series) {
			return a.Sigmoid().Mul(a.Neg().Exp().Shift(1)), a.workspace().Const(1)
		}},
	{"tanh a = 2σ(2a) − 1", always, func(a, b float64) (ρ, M float64) { return 0.5, 4 * (1 + math.Abs(a)) }, func(a, b Series) (Series, Series) {
		return a.Tanh(), a.Scale(2).Sigmoid().Scale(2).Shift(-1)
	}},
	{"softplus(a) − softplus(−a) = a", always, entire, func(a, b Series) (Series, Series) { return a.Softplus().Sub(a.Neg().Softplus()), a }},
	{"softplus′ = σ a′", always, func(a, b float64) (ρ, M float64) { return 1, 20 * (1 + math.Abs(a)) }, func(a, b Series) (Series, Series) {
		return a.Softplus().Derivative(), lessOne(a.Sigmoid().Mul(a.Derivative()))
	}},
	{"cross-entropy = softplus − y a", always, entire, func(a, b Series) (Series, Series) { return a.CrossEntropy(0.3), a.Softplus().Sub(a.Scale(0.3)) }},
	{"logsumexp(a, 0) = softplus a", always, entire, func(a, b Series) (Series, Series) { return LogSumExp(a, a.workspace().Const(0)), a.Softplus() }},
	{"logsumexp(a, b) − b = softplus(a − b)", always, entire, func(a, b Series) (Series, Series) { return LogSumExp(a, b).Sub(b), a.Sub(b).Softplus() }},
	{"softmax cross-entropy of two = cross-entropy", always, entire, func(a, b Series) (Series, Series) { return SoftmaxCrossEntropy(1, b, a), a.Sub(b).CrossEntropy(1) }},
	{"softmax cross-entropy = logsumexp − a", always, entire, func(a, b Series) (Series, Series) {
		return SoftmaxCrossEntropy(1, b, a, b), LogSumExp(b, a, b).Sub(a)
	}},
	{"softmax sums to 1", always, entire, func(a, b Series) (Series, Series) {
		l := LogSumExp(a, b)
		return a.Sub(l).Exp().Add(b.Sub(l).Exp()), a.workspace().Const(1)
	}},
	{"Σ a_k bᵏ = a ∘ b", always, func(a, b float64) (ρ, M float64) { return 0.2, math.Pow(6+math.Abs(b), 4) * (1 + math.Abs(a)) }, func(a, b Series) (Series, Series) {
		var s Series
		for k := range a.c {
			s.Acc(b.Powi(k).Scale(a.c[k]))
		}
		return a.Compose(b), s
	}},
}

// lessOne returns a without the coefficient of the workspace's order, which is as much as
// a derivative knows.
func lessOne(a Series) Series {
	c := a.CopyTo(nil)
	c[len(c)-1] = 0
	return a.workspace().Coeffs(c...)
}

// check compares an identity's sides, to the given order, for arguments with the
// given coefficients. Zeros at their ends are cut off: constants, lines and
// polynomials take shorter ways.
func (id identity) check(t *testing.T, order int, a, b []float64) {
	t.Helper()
	for _, c := range []*[]float64{&a, &b} {
		for len(*c) > 1 && (*c)[len(*c)-1] == 0 || len(*c) > order+1 {
			*c = (*c)[:len(*c)-1]
		}
	}
	ws := NewWorkspace(order)
	ρ, M := id.size(a[0], b[0])
	tail := ws.Const(0).Full()
	for _, c := range [][]float64{a, b} {
		for k := 1; k < len(c); k++ {
			tail.c[k] += math.Abs(c[k]) / ρ
		}
	}
	bound := ws.Const(1).Div(ws.Const(1).Sub(tail)).Powi(3)
	left, right := id.sides(ws.Coeffs(a...), ws.Coeffs(b...))
	for k := range order { // the last coefficient of a derivative is not known
		tol := 1e-13 * M * bound.Coeff(k)
		if l, r := left.Coeff(k), right.Coeff(k); !(math.Abs(l-r) <= tol) && !math.IsInf(tol, 0) {
			t.Errorf("%s for a = %v, b = %v: c_%d is %.17g on the left, %.17g on the right, tolerance %.2g", id.name, a, b, k, l, r, tol)
		}
	}
}

func TestIdentitiesHold(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, id := range identities {
		for range 300 {
			var a, b [4]float64
			for k := range a {
				a[k], b[k] = 3*rng.NormFloat64(), 3*rng.NormFloat64()
			}
			if !id.valid(a[0], b[0]) {
				a[0] = math.Abs(a[0])
			}
			if id.valid(a[0], b[0]) {
				clear(a[1+rng.IntN(4):])
				clear(b[1+rng.IntN(4):])
				id.check(t, []int{1, 2, 3, 12, 20}[rng.IntN(5)], a[:], b[:])
			}
		}
	}
}

// TestFourSquares checks Euler's identity: a product of sums of four squares is
// a sum of four squares. With small integers as coefficients it is exact.
func TestFourSquares(t *testing.T) {
	ws := NewWorkspace(6)
	var a, b [4]Series
	for i := range a {
		f := float64(i)
		a[i] = ws.Coeffs(1+f, f-2, 3, f)
		b[i] = ws.Coeffs(2-f, 5, f-1, 1)
	}
	squares := func(q [4]Series) (s Series) {
		for _, x := range q {
			s.Acc(x.Sqr())
		}
		return s
	}
	combine := func(signs [4]float64, index [4]int) (s Series) {
		for i, j := range index {
			s.Acc(a[i].Mul(b[j]).Scale(signs[i]))
		}
		return s
	}
	right := squares([4]Series{
		combine([4]float64{1, 1, 1, 1}, [4]int{0, 1, 2, 3}),
		combine([4]float64{1, -1, 1, -1}, [4]int{1, 0, 3, 2}),
		combine([4]float64{1, -1, -1, 1}, [4]int{2, 3, 0, 1}),
		combine([4]float64{1, 1, -1, -1}, [4]int{3, 2, 1, 0}),
	})
	near(t, "Euler's four squares", squares(a).Mul(squares(b)), right, 0)
}

// near reports whether all coefficients of a and b agree within tol, relative to
// the largest coefficient of either.
func near(t *testing.T, what string, a, b Series, tol float64) {
	t.Helper()
	scale := 0.0
	for _, c := range append(a.CopyTo(nil), b.CopyTo(nil)...) {
		scale = max(scale, math.Abs(c))
	}
	for k := range a.workspace().order + 1 {
		if d := math.Abs(a.Coeff(k) - b.Coeff(k)); !(d <= tol*scale) {
			t.Errorf("%s: coefficient %d is %.17g, want %.17g", what, k, a.Coeff(k), b.Coeff(k))
		}
	}
}
