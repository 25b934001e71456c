package taylor

import "math"

// Exp returns eᵃ, from v′ = a′ v:
//
//	v_0 = exp a_0
//	v_k = (1/k) Σ_{j=1..k} j a_j v_{k−j}
//
// (Griewank & Walther, table 13.2).
func (a Series) Exp() Series {
	v := a.image()
	exponential(v, a, exp(a.c[0]))
	return v
}

// Expm1 returns eᵃ − 1 without the cancellation that a.Exp().Shift(-1) suffers
// near a_0 = 0: v_0 is math.Expm1(a_0), the other coefficients are those of Exp.
func (a Series) Expm1() Series {
	v := a.image()
	exponential(v, a, exp(a.c[0]))
	v.c[0] = math.Expm1(a.c[0])
	return v
}

// exponential fills v with the coefficients of a series v with v′ = a′ v and the
// given value.
func exponential(v, a Series, value float64) {
	c := v.c
	c[0] = value
	if len(a.c) == 2 { // along a line each coefficient follows from the one before
		for k := 1; k < len(c); k++ {
			c[k] = c[k-1] * a.c[1] / float64(k)
		}
		return
	}
	m := v.ws.Mark()
	da := derivative(v.ws, a)
	for k := 1; k < len(c); k++ {
		c[k] = slide(da, c[:k]) / float64(k)
	}
	v.ws.Release(m)
}

// Log returns the natural logarithm of a, from a v′ = a′:
//
//	v_0 = log a_0
//	v_k = (a_k − (1/k) Σ_{j=1..k−1} j v_j a_{k−j}) / a_0
//
// (Griewank & Walther, table 13.2). a_0 < 0 gives NaN throughout; with a_0 = 0 there
// is no expansion: v_0 = −Inf and, unless a is constant, every other coefficient
// is NaN.
func (a Series) Log() Series {
	v := a.image()
	v.c[0] = math.Log(a.c[0])
	logarithmic(v.c, a.c, a.c, a.c[0])
	return v
}

// Log1p returns log(1 + a) with v_0 = math.Log1p(a_0), which keeps its digits
// near a_0 = 0. a_0 < −1 and a_0 = −1 are as a_0 < 0 and a_0 = 0 in [Series.Log].
func (a Series) Log1p() Series {
	v := a.image()
	v.c[0] = math.Log1p(a.c[0])
	logarithmic(v.c, a.c, a.c, 1+a.c[0])
	return v
}
