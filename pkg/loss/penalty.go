package loss

// The penalty ½λ‖w‖² is on the weights of layers: rows of n weights and a bias each, of
// which biases are not penalised.

// penalty returns ½λ‖w‖², and adds λw to g unless it is nil, for a layer θ.
func penalty(g, θ []float64, n int, λ float64) float64 {
	if λ == 0 {
		return 0
	}
	s := 0.0
	for i, w := range θ {
		if i%(n+1) != n {
			s += w * w
			if g != nil {
				g[i] += λ * w
			}
		}
	}
	return λ / 2 * s
}

// penaltyTaylor adds to dst the coefficients of ½λ‖w + ηu_w‖².
func penaltyTaylor(dst, θ, u []float64, n int, λ float64) {
	if λ == 0 {
		return
	}
	var c [3]float64
	for i, w := range θ {
		if i%(n+1) != n {
			c[0] += w * w / 2
			c[1] += w * u[i]
			c[2] += u[i] * u[i] / 2
		}
	}
	for k := range min(3, len(dst)) {
		dst[k] += λ * c[k]
	}
}
