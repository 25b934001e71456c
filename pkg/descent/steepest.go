package descent

import "math"

// Steepest is steepest descent in a norm of one's choice: the steepest direction,
// made as long as the gradient is in the dual norm,
//
//	Δθ = η ‖∇L‖_* argmin {u·∇L : ‖u‖_p = 1}
//
// (Boyd and Vandenberghe, Convex Optimization, 2004, §9.4). In ℓ2 it is Plain.
type Steepest struct {
	In PNorm // the norm; ℓ2 unless set
}

// Memory returns 0.
func (Steepest) Memory(dim int) int { return 0 }

// Move sets dst to η‖∇L‖_* u and returns η.
func (r Steepest) Move(dst, _ []float64, _ Objective, s *State) float64 {
	if r.In == L2 {
		return along(dst, s, s.Rate)
	}
	η := s.Rate
	scale := η * r.In.Dual().Of(s.Gradient)
	r.In.Steepest(dst, s.Gradient)
	for i := range dst {
		dst[i] *= scale
	}
	return η
}

// Normalized is steepest descent whose every step has length η, however steep the ground,
//
//	Δθ = η argmin {u·∇L : ‖u‖_p = 1}
//
// in ℓ2 the step −η∇L/‖∇L‖ (N. Z. Shor, Minimization Methods for Non-Differentiable
// Functions, 1985, §2.1). It crosses plateaus, and it does not come to rest: near a
// minimum it goes to and fro over a distance of about η, unless a [Schedule] makes η fall.
// In ℓ∞ it is the descent of signs, −η sign ∂L/∂θ_i in each entry.
type Normalized struct {
	In PNorm // the norm; ℓ2 unless set
}

// Memory returns 0.
func (Normalized) Memory(dim int) int { return 0 }

// Move sets dst to ηu and returns η.
func (r Normalized) Move(dst, _ []float64, _ Objective, s *State) float64 {
	r.In.Steepest(dst, s.Gradient)
	for i := range dst {
		dst[i] *= s.Rate
	}
	return s.Rate
}

// Preconditioned is steepest descent in the norm ‖u‖_P = √(uᵀPu) of a symmetric, positive
// definite matrix P,
//
//	Δθ = −ηP⁻¹∇L
//
// (Boyd and Vandenberghe, Convex Optimization, 2004, §9.4.1). It is Plain in the
// coordinates P^½θ: if P is near ∇²L, all curvatures are near 1 there, the valley is round
// and η = 1 is near the best. With P = ∇²L it is Newton's method on a quadratic.
type Preconditioned struct {
	// P is the matrix, row-major, n × n; or its n diagonal entries, if the others are 0.
	P []float64
}

// Memory returns the room for P's Cholesky factor, if it is not diagonal.
func (r Preconditioned) Memory(dim int) int {
	if len(r.P) == dim {
		return 0
	}
	return dim * dim
}

// Move sets dst to −ηP⁻¹∇L and returns η. It panics if P has neither n nor n² entries, or
// is not positive definite. Of P's entries only those on and below the diagonal are read.
func (r Preconditioned) Move(dst, memory []float64, _ Objective, s *State) float64 {
	n := len(dst)
	switch {
	case len(r.P) == n:
		for i, g := range s.Gradient {
			if !(r.P[i] > 0) {
				panic("descent: P is not positive definite")
			}
			dst[i] = -s.Rate * g / r.P[i]
		}
		return s.Rate
	case len(r.P) != n*n:
		panic("descent: P has neither n nor n² entries")
	}
	if memory[0] == 0 { // the first step
		cholesky(memory, r.P, n)
	}
	for i, g := range s.Gradient {
		dst[i] = -s.Rate * g
	}
	solve(dst, memory, n)
	return s.Rate
}

// cholesky sets C to the lower triangle with CCᵀ = P (Golub & Van Loan, Matrix
// Computations, 4th ed., algorithm 4.2.1).
func cholesky(C, P []float64, n int) {
	for i := range n {
		for j := range i + 1 {
			s := P[i*n+j]
			for k := range j {
				s -= C[i*n+k] * C[j*n+k]
			}
			if i > j {
				C[i*n+j] = s / C[j*n+j]
				continue
			}
			if !(s > 0) {
				panic("descent: P is not positive definite")
			}
			C[i*n+i] = math.Sqrt(s)
		}
	}
}

// solve replaces x by (CCᵀ)⁻¹x.
func solve(x, C []float64, n int) {
	for i := range n {
		for k := range i {
			x[i] -= C[i*n+k] * x[k]
		}
		x[i] /= C[i*n+i]
	}
	for i := n - 1; i >= 0; i-- {
		for k := i + 1; k < n; k++ {
			x[i] -= C[k*n+i] * x[k]
		}
		x[i] /= C[i*n+i]
	}
}
