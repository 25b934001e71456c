package loss

import (
	"math"

	"github.com/downhill-go/downhill/pkg/internal/lean"
)

// Spectrum returns the eigenvalues of ∇²L(θ) in ascending order: the curvatures of
// the surface at θ along the directions in which it bends least, …, most. The
// first is λ_min and the last λ_max; near a minimum a fixed step along −∇L settles
// if η < 2/λ_max, and λ_max/λ_min is the condition number. A negative one tells of
// a direction in which the ground bends downwards, as on a saddle.
//
// Each of them errs by a few roundings of the largest. The time is that of n
// Hessian-vector products and of n³ by Jacobi's method: for a network's thousands
// of parameters it is not made. It panics if θ does not have length L.Dim().
func Spectrum(L interface {
	Dim() int
	HessianVector(dst, θ, v []float64) []float64
}, θ []float64) []float64 {
	n := L.Dim()
	a, e := make([]float64, n*n), make([]float64, n)
	for j := range n {
		e[j] = 1
		L.HessianVector(a[j*n:(j+1)*n], θ, e)
		e[j] = 0
	}
	return eigenvalues(a, n)
}

// eigenvalues returns the eigenvalues of the symmetric n × n matrix a in ascending
// order, by Jacobi's method: rotations that each annihilate one element off the
// diagonal, in cyclic order, until all are negligible. It destroys a. (Golub &
// Van Loan, Matrix Computations, 4th ed., section 8.5.)
func eigenvalues(a []float64, n int) []float64 {
	// In units of a power of two near the largest element, which costs no digit,
	// squares neither overflow nor vanish.
	largest := 0.0
	for _, x := range a {
		largest = max(largest, math.Abs(x))
	}
	_, unit := math.Frexp(largest)
	for i, x := range a {
		a[i] = math.Ldexp(x, -unit)
	}
	for range 30 { // convergence is quadratic: 6 to 10 sweeps do
		off, all := 0.0, 0.0
		for i := range n {
			for j := range n {
				all += a[i*n+j] * a[i*n+j]
				if i != j {
					off += a[i*n+j] * a[i*n+j]
				}
			}
		}
		// Not "≤ 0": the eigenvalues err by at most the norm of what is left.
		if off <= 1e-32*all {
			break
		}
		for p := range n {
			for q := p + 1; q < n; q++ {
				rotate(a, n, p, q)
			}
		}
	}
	λ := make([]float64, n)
	for i := range λ {
		λ[i] = math.Ldexp(a[i*n+i], unit)
	}
	return lean.Ascending(λ)
}

// rotate makes a_pq zero by a rotation in the plane of p and q, with the smaller
// of the two angles that do.
func rotate(a []float64, n, p, q int) {
	apq := a[p*n+q]
	if apq == 0 {
		return
	}
	τ := (a[q*n+q] - a[p*n+p]) / (2 * apq)
	t := 1 / (math.Abs(τ) + math.Hypot(1, τ))
	if τ < 0 {
		t = -t
	}
	c := 1 / math.Hypot(1, t)
	s := t * c
	for i := range n {
		x, y := a[i*n+p], a[i*n+q]
		a[i*n+p], a[i*n+q] = c*x-s*y, s*x+c*y
	}
	for j := range n {
		x, y := a[p*n+j], a[q*n+j]
		a[p*n+j], a[q*n+j] = c*x-s*y, s*x+c*y
	}
}
