package descent

import "math"

// Adam gives each parameter a step of its own size. It keeps running means of the
// gradient and of its square,
//
//	m ← β₁m + (1−β₁)∇L,   v ← β₂v + (1−β₂)(∇L)²
//	Δθ = −η m̂/(√v̂ + ε),   m̂ = m/(1−β₁ⁿ),   v̂ = v/(1−β₂ⁿ)
//
// entry by entry, n = 1, 2, … (D. P. Kingma and J. Ba, "Adam: a method for
// stochastic optimization", 2015, algorithm 1). The first step is η|g|/(|g|+ε) long in
// an entry whose gradient is g: all but η, unless g is as small as ε. Squares of gradients
// must be numbers: beyond 10¹⁵⁴ an entry stands still.
type Adam struct {
	Beta1   float64 // β₁, below 1; 0 stands for 0.9, [Zero] for none
	Beta2   float64 // β₂, below 1; 0 stands for 0.999, [Zero] for none
	Epsilon float64 // ε; 0 stands for 10⁻⁸
}

// Memory returns 2 dim: m and v.
func (Adam) Memory(dim int) int { return 2 * dim }

// Move sets dst to −η m̂/(√v̂ + ε) and returns η. It panics if β₁ or β₂ is not
// between 0 and 1, or ε is not positive.
func (r Adam) Move(dst, memory []float64, _ Objective, s *State) float64 {
	β1, β2, ε := r.Beta1, r.Beta2, r.Epsilon
	if β1 == 0 {
		β1 = 0.9
	}
	if β2 == 0 {
		β2 = 0.999
	}
	if ε == 0 {
		ε = 1e-8
	}
	if !(β1 > 0 && β1 < 1 && β2 > 0 && β2 < 1) {
		panic("descent: Beta1 or Beta2 is not between 0 and 1")
	}
	if !(ε > 0) {
		panic("descent: Epsilon is not positive")
	}
	dim := len(dst)
	m, v := memory[:dim], memory[dim:]
	n := float64(s.N + 1)
	c1, c2 := 1-math.Pow(β1, n), 1-math.Pow(β2, n)
	for i, g := range s.Gradient {
		m[i] = β1*m[i] + (1-β1)*g
		v[i] = β2*v[i] + (1-β2)*g*g
		dst[i] = -s.Rate * (m[i] / c1) / (math.Sqrt(v[i]/c2) + ε)
	}
	return s.Rate
}
