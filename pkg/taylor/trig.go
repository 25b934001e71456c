package taylor

import "math"

// Sin returns sin a; see [Series.SinCos].
func (a Series) Sin() Series {
	ws := a.workspace()
	sin := a.image()
	m := ws.Mark()
	cos := a.image()
	sincos(sin, cos, a)
	ws.Release(m)
	return sin
}

// Cos returns cos a; see [Series.SinCos].
func (a Series) Cos() Series {
	ws := a.workspace()
	cos := a.image()
	m := ws.Mark()
	sin := a.image()
	sincos(sin, cos, a)
	ws.Release(m)
	return cos
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
	s, c := sin.c, cos.c
	s[0], c[0] = math.Sincos(a.c[0])
	m := a.ws.Mark()
	da := derivative(a.ws, a)
	for k := 1; k < len(s); k++ {
		s[k] = slide(da, c[:k]) / float64(k)
		c[k] = -slide(da, s[:k]) / float64(k)
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
	logarithmic(v.c, a.c, w.c)
	v.c[0] = math.Atan(a.c[0])
	ws.Release(m)
	return v
}

// logarithmic fills v_1 … with the coefficients of a series v with w v′ = a′.
func logarithmic(v, a, w []float64) {
	for k := 1; k < len(v); k++ {
		s := 0.0
		for j := max(1, k-len(w)+1); j < k; j++ {
			s += float64(j) * v[j] * w[k-j]
		}
		s /= float64(k)
		if k < len(a) {
			s = a[k] - s
		} else {
			s = -s
		}
		v[k] = s / w[0]
	}
}
