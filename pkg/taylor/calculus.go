package taylor

// Derivative returns φ′, whose coefficients are (k+1) c_{k+1}. It is known to one order
// less than φ: the coefficient of the workspace's order, which would need one more of φ's,
// is left at 0.
func (a Series) Derivative() Series {
	v := a.result(max(1, len(a.c)-1))
	v.c[0] = 0
	for k := 1; k < len(a.c); k++ {
		v.c[k-1] = float64(k) * a.c[k]
	}
	return v
}

// Integral returns c + ∫₀^η φ, whose coefficients are c and c_{k−1}/k, as far as the
// workspace's order reaches. Its derivative is a again.
func (a Series) Integral(c float64) Series {
	ws := a.workspace()
	v := ws.series(min(len(a.c)+1, ws.order+1))
	v.c[0] = c
	for k := 1; k < len(v.c); k++ {
		v.c[k] = a.c[k-1] / float64(k)
	}
	return v
}
