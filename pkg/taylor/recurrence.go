package taylor

import "math"

// derivative returns the coefficients of a′ as scratch of ws: da[j−1] = j a_j.
func derivative(ws *Workspace, a Series) []float64 {
	da := ws.take(len(a.c) - 1)
	for j := range da {
		da[j] = float64(j+1) * a.c[j+1]
	}
	return da
}

// slide returns Σ_{j=1..min(k, d)} j a_j v_{k−j}, the coefficient k−1 of a′ v, for
// da = derivative(a) and v = v_0 … v_{k−1}. It is the sum in every recurrence
// whose right side is a′ v.
func slide(da, v []float64) float64 {
	n := min(len(da), len(v))
	da, v = da[:n], v[len(v)-n:]
	s, r := 0.0, 0.0
	for len(da) >= 2 && len(v) >= 2 {
		s += da[0] * v[len(v)-1]
		r += da[1] * v[len(v)-2]
		da, v = da[2:], v[:len(v)-2]
	}
	if len(da) > 0 && len(v) > 0 {
		s += da[0] * v[len(v)-1]
	}
	return s + r
}

// logarithmic fills v_1 … with the coefficients of a series v with w v′ = a′, where w's
// constant term is w0 in place of w[0]:
//
//	v_k = (a_k − (1/k) Σ_{j=1..k−1} j v_j w_{k−j}) / w_0
//
// Where w_0 = 0 there is no expansion, and w_0 < 0 is outside the function's domain.
func logarithmic(v, a, w []float64, w0 float64) {
	if !(w0 > 0) {
		if w0 != 0 {
			v[0] = math.NaN()
		}
		noExpansion(v)
		return
	}
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
		v[k] = s / w0
	}
}
