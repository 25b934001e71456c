package loss

import "math"

// Taylor sets dst to the coefficients of φ(η) = L(θ + η u),
//
//	dst[k] = φ⁽ᵏ⁾(0)/k!,   k = 0 … len(dst)−1
//
// and returns dst. dst[1] is the slope u·∇L(θ), 2 dst[2] the curvature
// uᵀ∇²L(θ)u. An empty dst stays empty. It panics if θ or u do not have length
// d + 1. Nothing is allocated in steady state.
//
// It is what the loss written over [taylor.Series] gives, with the operations
// fused: see [taylor.Series.Sigmoid] for the recurrence, and this package's tests
// for the agreement.
func (L *Neuron) Taylor(dst, θ, u []float64) []float64 {
	checkLine(θ, u, L.Dim())
	checkCoefficients(dst, θ, u)
	clear(dst)
	if len(dst) == 0 {
		return dst
	}
	f := lanes.Get().(*lane)
	f.reserve(len(dst))
	inRuns(dst, 0, L.n, func(sum []float64, i, end int) {
		for ; i < end; i += 4 {
			L.expandRows(sum, f, θ, u, i)
		}
	})
	if L.ω == nil {
		for k := range dst {
			dst[k] /= float64(L.n)
		}
	}
	lanes.Put(f)
	L.penaltyTaylor(dst, θ, u)
	return dst
}

// penaltyTaylor adds the coefficients of ½ λ ‖w + η u_w‖².
func (L *Neuron) penaltyTaylor(dst, θ, u []float64) {
	if L.λ == 0 {
		return
	}
	w, v := θ[:L.d], u[:L.d]
	for k, c := range [3]float64{dot(w, w) / 2, dot(w, v), dot(v, v) / 2} {
		if k < len(dst) {
			dst[k] += L.λ * c
		}
	}
}

// Radius returns the radius of convergence of φ(η) = L(θ + η u) at η = 0:
//
//	min_i √(z_i² + π²) / |u·x_i|
//
// over the rows with positive weight, where u·x_i includes the bias's u. It is the
// distance to the nearest zero of 1 + e^{−z_i(η)} in the complex plane, at
// z = ±iπ. Inside it more terms are better; beyond it more terms are worse. It is
// +Inf if no row's margin changes along u. Both kinds of loss have the same poles.
// It panics if θ or u do not have length d + 1.
func (L *Neuron) Radius(θ, u []float64) float64 {
	checkLine(θ, u, L.Dim())
	r := math.Inf(1)
	for i := range L.y {
		if v := L.margin(u, i); v != 0 && L.weight(i) > 0 {
			r = min(r, math.Hypot(L.margin(θ, i), math.Pi)/math.Abs(v))
		}
	}
	return r
}
