package loss

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
