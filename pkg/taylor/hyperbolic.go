package taylor

import "math"

// Sinh returns sinh a; see [Series.Cosh].
func (a Series) Sinh() Series { return a.firstOf(hyperbolic) }

// Cosh returns cosh a. It and the hyperbolic sine come from s′ = a′ c and c′ = a′ s:
//
//	s_k = (1/k) Σ_{j=1..k} j a_j c_{k−j}
//	c_k = (1/k) Σ_{j=1..k} j a_j s_{k−j}
//
// (Griewank & Walther, table 13.2, with the sign of the hyperbolic functions).
func (a Series) Cosh() Series { return a.secondOf(hyperbolic) }

func hyperbolic(sinh, cosh, a Series) {
	sinh.c[0], cosh.c[0] = math.Sinh(a.c[0]), math.Cosh(a.c[0])
	turn(sinh.c, cosh.c, a, 1)
}

// Erf returns the error function (2/√π) ∫₀ᵃ e^{−t²} dt, from v′ = w a′:
//
//	v_0 = erf a_0
//	v_k = (1/k) Σ_{j=1..k} j a_j w_{k−j} ,   w = (2/√π) e^{−a²}
//
// so that its coefficients keep their digits where it is all but ±1.
func (a Series) Erf() Series {
	ws := a.workspace()
	v := a.image()
	v.c[0] = math.Erf(a.c[0])
	m := ws.Mark()
	w := a.Sqr().Neg().Exp()
	da := derivative(ws, a)
	for k := 1; k < len(v.c); k++ {
		v.c[k] = 2 / math.SqrtPi * slide(da, w.c[:k]) / float64(k)
	}
	ws.Release(m)
	return v
}
