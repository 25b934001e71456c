package loss

// vector returns dst, or a new vector if dst is nil. It panics if dst is given
// and has another length, or is an argument too: it is written before all is read.
func vector(dst []float64, dim int, arguments ...[]float64) []float64 {
	if dst == nil {
		return make([]float64, dim)
	}
	if len(dst) != dim {
		panic("loss: dst has the wrong length")
	}
	checkApart(dst, arguments...)
	return dst
}

// checkCoefficients panics unless dst can take the coefficients of an expansion.
func checkCoefficients(dst, θ, u []float64) {
	if dst == nil {
		panic("loss: Taylor needs a dst: its length is the number of coefficients")
	}
	checkApart(dst, θ, u)
}

func checkApart(dst []float64, arguments ...[]float64) {
	for _, v := range arguments {
		if len(v) > 0 && len(dst) > 0 && &v[0] == &dst[0] {
			panic("loss: dst is also an argument")
		}
	}
}

// dot returns Σ_j a_j b_j. b may be longer than a.
func dot(a, b []float64) float64 {
	b = b[:len(a)]
	s := 0.0
	for j, v := range a {
		s += v * b[j]
	}
	return s
}

// total returns Σ_j r_j, in four sums that do not wait for each other.
func total(r []float64) float64 {
	a, b, c, d := 0.0, 0.0, 0.0, 0.0
	for len(r) >= 4 {
		a, b, c, d = a+r[0], b+r[1], c+r[2], d+r[3]
		r = r[4:]
	}
	for _, v := range r {
		a += v
	}
	return a + b + (c + d)
}
