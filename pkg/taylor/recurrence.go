package taylor

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
	s := 0.0
	k := len(v) - 1
	for j, d := range da[:min(len(da), len(v))] {
		s += d * v[k-j]
	}
	return s
}
