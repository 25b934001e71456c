package loss

import "math"

// DerivativeBound returns an M_k ≥ |φ⁽ᵏ⁾(η)| for φ(η) = L(θ+ηu), k ≥ 1, that holds
// at every θ and η. It is +Inf if there is none: with an L2 penalty the first
// derivative grows without end along any u with weights in it; no other does. It is
// +Inf too if it is beyond the range of a float64, as from k ≈ 220 on.
//
// A row's k-th derivative is (u·x_i)ᵏ ℓ⁽ᵏ⁾(z_i), where u·x_i includes the bias's u, and
//
//	cross-entropy:  ℓ⁽¹⁾ = σ − y,   ℓ⁽ᵏ⁾ = σ⁽ᵏ⁻¹⁾
//	squared error:  ℓ⁽ᵏ⁾ = (1 − 2y) σ⁽ᵏ⁾ − σ⁽ᵏ⁺¹⁾,   since σ² = σ − σ′
//
// For k = 2 and cross-entropy it is ¼ Σ_i ω_i (u·x_i)² (and λ‖u_w‖² from a penalty):
// with it ½ η² M_2 bounds the error of the tangent. It panics if u does not have
// length d + 1, or if k is not positive.
func (L *Neuron) DerivativeBound(u []float64, k int) float64 {
	checkDim(u, L.Dim())
	if k < 1 {
		panic("loss: k is not positive")
	}
	if k == 1 && L.λ != 0 {
		for _, x := range u[:L.d] {
			if x != 0 {
				return math.Inf(1)
			}
		}
	}
	low, high := sigmoidBound(k-1), sigmoidBound(k)
	if L.kind == SquaredError {
		low, high = high, sigmoidBound(k+1)
	}
	s := 0.0
	for i, y := range L.y {
		ℓ := low
		switch {
		case L.kind == SquaredError:
			ℓ = math.Abs(1-2*y)*low + high
		case k == 1:
			ℓ = math.Max(y, 1-y)
		}
		if x := L.margin(u, i); x != 0 && L.weight(i) != 0 {
			if !(ℓ < math.Inf(1)) {
				return math.Inf(1)
			}
			s += L.weight(i) * ℓ * math.Pow(math.Abs(x), float64(k))
		}
	}
	if k == 2 {
		s += L.λ * dot(u[:L.d], u)
	}
	return s
}

// sigmoidBound returns an S_m ≥ |σ⁽ᵐ⁾(z)| for all real z:
//
//	S_m = ∫₀^∞ ω^m/sinh(πω) dω = 2 m! π^{−(m+1)} Σ_{j odd} j^{−(m+1)},   m ≥ 1
//
// by Fourier's integral σ⁽ᵐ⁾(z) = 1/(2π) ∫ (iω)^{m−1} πω/sinh(πω) e^{iωz} dω. For odd m
// it is attained, at z = 0: S_1 = ¼, S_3 = ⅛.
func sigmoidBound(m int) float64 {
	if m == 0 {
		return 1
	}
	s := float64(m + 1)
	sum, term := 0.0, 1.0
	j := 1.0
	for ; j < 200 && term > 0x1p-54; j += 2 {
		term = math.Pow(j, -s)
		sum += term
	}
	// The terms left out are below the integral that begins midway before them.
	sum += math.Pow(j-1, 1-s) / (2 * (s - 1))
	if m < 170 {
		return 2 * math.Gamma(s) * math.Pow(math.Pi, -s) * sum * (1 + 1e-14) // rounded up
	}
	// m! is out of range before S_m is. The logarithms round it by 10⁻¹³ of it.
	log, _ := math.Lgamma(s)
	return 2 * math.Exp(log-s*math.Log(math.Pi)) * sum * (1 + 1e-12)
}
