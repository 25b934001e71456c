package descent

// Momentum is Polyak's heavy ball: each step keeps a share μ of the last,
//
//	Δθ_n = μΔθ_{n−1} − η∇L(θ_n)
//
// What points to and fro cancels, what points down the valley adds up. On a
// quadratic it settles for η < 2(1+μ)/λmax, 0 ≤ μ < 1 (B. T. Polyak, Introduction
// to Optimization, 1987, §3.2.1). With μ = 0 it is Plain.
type Momentum struct {
	Mu float64 // μ, 0 ≤ μ < 1
}

// Memory returns dim: the last step.
func (Momentum) Memory(dim int) int { return dim }

// Move sets dst to μΔθ_{n−1} − η∇L and returns η. It panics unless 0 ≤ μ < 1.
func (r Momentum) Move(dst, memory []float64, _ Objective, s *State) float64 {
	checkShare(r.Mu)
	η := s.Rate
	for i, g := range s.Gradient {
		memory[i] = r.Mu*memory[i] - η*g
		dst[i] = memory[i]
	}
	return η
}

// Nesterov is momentum that looks ahead: the gradient is taken where the kept
// share of the last step leads,
//
//	v_n = μv_{n−1} − η∇L(y + μv_{n−1}),   y ← y + v_n
//
// (Y. Nesterov, Soviet Mathematics Doklady 27, 1983, 372–376). The descent's θ is
// the place looked at, θ = y + μv, so that a step costs one gradient as ever:
//
//	v_n = μv_{n−1} − η∇L(θ_n),   Δθ_n = μv_n − η∇L(θ_n)
//
// (Y. Bengio, N. Boulanger-Lewandowski, R. Pascanu, "Advances in optimizing
// recurrent networks", 2012, §3.5). With μ = 0 it is Plain.
type Nesterov struct {
	Mu float64 // μ, 0 ≤ μ < 1
}

// Memory returns dim: the velocity v.
func (Nesterov) Memory(dim int) int { return dim }

// Move sets dst to μv_n − η∇L and returns η. It panics unless 0 ≤ μ < 1.
func (r Nesterov) Move(dst, memory []float64, _ Objective, s *State) float64 {
	checkShare(r.Mu)
	η := s.Rate
	for i, g := range s.Gradient {
		memory[i] = r.Mu*memory[i] - η*g
		dst[i] = r.Mu*memory[i] - η*g
	}
	return η
}

func checkShare(μ float64) {
	if !(μ >= 0 && μ < 1) {
		panic("descent: Mu is not at least 0 and below 1")
	}
}
