package taylor

import "math"

// Sin returns sin a; see [Series.SinCos].
func (a Series) Sin() Series { return a.firstOf(sincos) }

// Cos returns cos a; see [Series.SinCos].
func (a Series) Cos() Series { return a.secondOf(sincos) }

// firstOf returns the first of the two series that fill makes of a together.
func (a Series) firstOf(fill func(v, w, a Series)) Series {
	v := a.image()
	m := a.ws.Mark()
	fill(v, a.image(), a)
	a.ws.Release(m)
	return v
}

func (a Series) secondOf(fill func(v, w, a Series)) Series {
	w := a.image()
	m := a.ws.Mark()
	fill(a.image(), w, a)
	a.ws.Release(m)
	return w
}

// SinCos returns sin a and cos a together, from s′ = a′ c and c′ = −a′ s:
//
//	s_k =  (1/k) Σ_{j=1..k} j a_j c_{k−j}
//	c_k = −(1/k) Σ_{j=1..k} j a_j s_{k−j}
//
// (Griewank & Walther, table 13.2).
func (a Series) SinCos() (sin, cos Series) {
	sin, cos = a.image(), a.image()
	sincos(sin, cos, a)
	return sin, cos
}

func sincos(sin, cos, a Series) {
	sin.c[0], cos.c[0] = math.Sincos(a.c[0])
	turn(sin.c, cos.c, a, -1)
}

// turn fills s and c, whose values are given, from s′ = a′ c and c′ = ±a′ s.
func turn(s, c []float64, a Series, sign float64) {
	m := a.ws.Mark()
	da := derivative(a.ws, a)
	for k := 1; k < len(s); k++ {
		s[k] = slide(da, c[:k]) / float64(k)
		c[k] = sign * slide(da, s[:k]) / float64(k)
	}
	a.ws.Release(m)
}

// Tan returns tan a as sin a / cos a.
func (a Series) Tan() Series {
	ws := a.workspace()
	r := a.image()
	m := ws.Mark()
	sin, cos := a.SinCos()
	sin.Div(cos).CopyTo(r.c)
	ws.Release(m)
	return r
}

// Atan returns the arc tangent of a in radians, from (1 + a²) v′ = a′:
//
//	v_0 = atan a_0
//	v_k = (a_k − (1/k) Σ_{j=1..k−1} j v_j w_{k−j}) / w_0 ,   w = 1 + a²
//
// (Griewank & Walther, section 13.2). For |a_0| > 2 it is ±π/2 − Atan(1/a), which keeps the
// digits that the sum would lose.
func (a Series) Atan() Series {
	ws := a.workspace()
	v := a.image()
	m := ws.Mark()
	if math.Abs(a.c[0]) > 2 { // w is nearly a double root: atan a = ±π/2 − atan 1/a
		ws.Const(1).Div(a).Atan().Neg().CopyTo(v.c)
		v.c[0] = math.Atan(a.c[0])
		ws.Release(m)
		return v
	}
	w := a.Sqr()
	w.c[0]++
	logarithmic(v.c, a.c, w.c, w.c[0])
	v.c[0] = math.Atan(a.c[0])
	ws.Release(m)
	return v
}

// Asin returns the arc sine of a in radians, from w v′ = a′:
//
//	v_0 = asin a_0
//	v_k = (a_k − (1/k) Σ_{j=1..k−1} j v_j w_{k−j}) / w_0 ,   w = √((1 − a)(1 + a))
//
// |a_0| > 1 gives NaN throughout; at |a_0| = 1 there is no expansion: unless a is
// constant, every coefficient but the value is NaN.
func (a Series) Asin() Series {
	ws := a.workspace()
	v := a.image()
	m := ws.Mark()
	w := a.Neg().Shift(1).Mul(a.Shift(1)).Sqrt()
	logarithmic(v.c, a.c, w.c, w.c[0])
	v.c[0] = math.Asin(a.c[0])
	ws.Release(m)
	return v
}
