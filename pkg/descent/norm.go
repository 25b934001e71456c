package descent

import "math"

// PNorm is a way to measure the length of u. Which direction is the steepest
// depends on it: that in which u·∇L is lowest among all u of length 1.
type PNorm int

const (
	// L2 is the Euclidean length ‖u‖₂ = √(Σ u_i²). The steepest direction is
	// −∇L/‖∇L‖.
	L2 PNorm = iota
	// L1 is ‖u‖₁ = Σ |u_i|. The steepest direction changes only the parameter with
	// the largest |∂L/∂θ_i|.
	L1
	// LInf is ‖u‖_∞ = max |u_i|. The steepest direction changes all parameters by
	// equal amounts, each against the sign of its ∂L/∂θ_i.
	LInf
)

// String returns "ℓ2", "ℓ1" or "ℓ∞".
func (p PNorm) String() string {
	if p < 0 || int(p) >= len(normNames) {
		return "unknown norm"
	}
	return normNames[p]
}

var normNames = [...]string{L2: "ℓ2", L1: "ℓ1", LInf: "ℓ∞"}

// Of returns the length of v in the norm p. It panics if p is none of the three.
func (p PNorm) Of(v []float64) float64 {
	s := 0.0
	switch p {
	case L2:
		return Norm(v)
	case L1:
		for _, x := range v {
			s += math.Abs(x)
		}
	case LInf:
		for _, x := range v {
			s = max(s, math.Abs(x))
		}
	default:
		panic("descent: unknown norm")
	}
	return s
}

// Dual returns the norm ‖·‖_* dual to p. It bounds u·g for every u of length 1:
//
//	−‖g‖_* ≤ u·g ≤ ‖g‖_*,   ‖u‖_p = 1
//
// For ℓ2 that is ℓ2 itself, and the inequality that of Cauchy and Schwarz; ℓ1 and
// ℓ∞ are each other's. It panics if p is none of the three.
func (p PNorm) Dual() PNorm {
	switch p {
	case L2:
		return L2
	case L1:
		return LInf
	case LInf:
		return L1
	}
	panic("descent: unknown norm")
}

// Steepest sets dst to the steepest direction for the gradient g,
//
//	u = argmin {u·g : ‖u‖_p = 1},   u·g = −‖g‖_*
//
// and returns it (Boyd and Vandenberghe, Convex Optimization, 2004, §9.4). If there
// are several, it is the one that changes the first of the largest entries (ℓ1),
// or leaves alone the entries whose gradient is 0 (ℓ∞). It is 0 if g = 0, and NaN if
// an entry of g is. A nil dst is allocated; it may be g. It panics if dst and g differ
// in length.
func (p PNorm) Steepest(dst, g []float64) []float64 {
	if dst == nil {
		dst = make([]float64, len(g))
	}
	if len(dst) != len(g) {
		panic("descent: dst has the wrong length")
	}
	if length := p.Of(g); math.IsNaN(length) {
		for i := range dst {
			dst[i] = length
		}
		return dst
	}
	switch p {
	case L2:
		a, b := size(g)
		for i, v := range g {
			if dst[i] = 0; a != 0 {
				dst[i] = -(v / a / b)
			}
		}
	case L1:
		at, greatest := -1, 0.0
		for i, v := range g {
			if math.Abs(v) > math.Abs(greatest) {
				at, greatest = i, v
			}
		}
		clear(dst)
		if at >= 0 {
			dst[at] = -math.Copysign(1, greatest)
		}
	case LInf:
		for i, v := range g {
			if dst[i] = 0; v != 0 {
				dst[i] = -math.Copysign(1, v)
			}
		}
	default:
		panic("descent: unknown norm")
	}
	return dst
}
