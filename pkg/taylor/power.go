package taylor

import "math"

// Powi returns aⁿ for an integer n, by repeated squaring: n = 0 gives the
// constant 1 (also for a_0 = 0). A negative n is taken as [Series.Pow] takes a real
// exponent, since dividing by a⁻ⁿ would lose digits; where a_0 = 0, it gives 1/a⁻ⁿ with
// the special cases of [Series.Div].
//
// It panics if n is the least int, which has no negative.
func (a Series) Powi(n int) Series {
	ws := a.workspace()
	if n == math.MinInt {
		panic("taylor: exponent out of range")
	}
	if n < 0 && a.c[0] != 0 {
		return a.real(float64(n))
	}
	// The result's room, below the scratch: only powers of a polynomial end early.
	degree := ws.order
	if d := len(a.c) - 1; d == 0 || n == 0 {
		degree = 0
	} else if 0 < n && n < ws.order/d+1 {
		degree = d * n
	}
	out := ws.series(degree + 1)
	m := ws.Mark()
	p, base := ws.Const(1), a
	for k := max(n, -n); k > 0; k >>= 1 {
		if k&1 == 1 {
			p = p.Mul(base)
		}
		if k > 1 {
			base = base.Sqr()
		}
	}
	if n < 0 {
		p = ws.Const(1).Div(p)
	}
	out.c = out.c[:copy(out.c, p.c)]
	ws.Release(m)
	return out
}

// Pow returns aʳ for a real exponent r, from a v′ = r a′ v:
//
//	v_0 = a_0ʳ
//	v_k = Σ_{j=1..k} (r j − (k − j)) a_j v_{k−j} / (k a_0)
//
// (Griewank & Walther, table 13.2). An exponent that is a small integer (|r| ≤ 64), or
// any integer where a_0 = 0, is taken by [Series.Powi]. Otherwise a_0 < 0 gives NaN
// throughout unless r is an integer, and with a_0 = 0 there is no expansion: v_0 is
// math.Pow(0, r), every other coefficient NaN.
func (a Series) Pow(r float64) Series {
	a.workspace()
	if n := math.Trunc(r); n == r && (math.Abs(n) <= 64 || a.c[0] == 0 && math.Abs(n) < 1<<31) {
		return a.Powi(int(n))
	}
	return a.real(r)
}

// real returns aʳ by the recurrence of Pow.
func (a Series) real(r float64) Series {
	v := a.image()
	v.c[0] = math.Pow(a.c[0], r)
	power(v.c, a.c, r)
	return v
}

// Sqrt returns √a, from v² = a:
//
//	v_0 = √a_0
//	v_k = (a_k − Σ_{j=1..k−1} v_j v_{k−j}) / (2 v_0)
//
// (Griewank & Walther, table 13.1). a_0 < 0 gives NaN throughout; with a_0 = 0 there
// is no expansion: v_0 = 0 and, unless a is constant, every other coefficient is NaN.
func (a Series) Sqrt() Series {
	v := a.image()
	v.c[0] = math.Sqrt(a.c[0])
	if a.c[0] == 0 {
		noExpansion(v.c)
		return v
	}
	half := 0.5 / v.c[0]
	for k := 1; k < len(v.c); k++ {
		v.c[k] = -middle(v.c[1:k]) * half
		if k < len(a.c) {
			v.c[k] += a.c[k] * half
		}
	}
	return v
}

// Abs returns |a|: a where a_0 > 0 and −a where a_0 < 0. At a_0 = 0 it has a
// corner there: unless a is constant, its value is 0 and every other coefficient NaN.
func (a Series) Abs() Series {
	a.workspace()
	if a.c[0] == 0 && len(a.c) > 1 {
		v := a.image()
		v.c[0] = 0
		noExpansion(v.c)
		return v
	}
	if math.Signbit(a.c[0]) {
		return a.Scale(-1)
	}
	return a.Scale(1)
}

// power fills v_1 … with the coefficients of aʳ, given v_0.
func power(v, a []float64, r float64) {
	if a[0] == 0 {
		noExpansion(v)
		return
	}
	for k := 1; k < len(v); k++ {
		s := 0.0
		for j := 1; j <= min(k, len(a)-1); j++ {
			s += (r*float64(j) - float64(k-j)) * a[j] * v[k-j]
		}
		v[k] = s / (float64(k) * a[0])
	}
}
