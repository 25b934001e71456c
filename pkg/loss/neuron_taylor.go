package loss

import (
	"math"

	"github.com/downhill-go/downhill/pkg/loss/internal/kernel"
)

// Taylor sets dst to the coefficients of φ(η) = L(θ + η u),
//
//	dst[k] = φ⁽ᵏ⁾(0)/k!,   k = 0 … len(dst)−1
//
// and returns dst. dst[1] is the slope u·∇L(θ), 2 dst[2] the curvature
// uᵀ∇²L(θ)u. An empty dst stays empty. It panics if dst is nil, or θ or u do not have
// length d + 1. Nothing is allocated in steady state.
//
// It is what the loss written over [taylor.Series] gives, with the operations
// fused: see [taylor.Series.Sigmoid] for the recurrence, and this package's tests
// for the agreement. Of [Huber]'s loss, which is made of pieces, it is the series of the
// pieces on which the rows are.
func (L *Neuron) Taylor(dst, θ, u []float64) []float64 {
	checkTaylor(dst, θ, u, L.Dim())
	if len(dst) == 0 {
		return dst
	}
	p := L.newPass((*pass).taylorRows, θ, u)
	p.lane.Reserve(len(dst))
	kernel.Sum(dst, L.n, 0, p) // on one goroutine: the lane is p's own
	p.done()
	L.mean(dst)
	penaltyTaylor(dst, θ, u, L.d, L.λ)
	return dst
}

// taylorRows adds up the rows' coefficients.
func (p *pass) taylorRows(sum []float64, i, end int) {
	for ; i < end; i += 4 {
		p.four = p.L.fourRows(p.θ, p.v, i)
		rowLosses[p.L.kind].series(sum, &p.lane, &p.four)
	}
}

// fourRows returns the rows i … i+3, as far as there are so many, along a line.
func (L *Neuron) fourRows(θ, u []float64, i int) (r fourRows) {
	for j := range min(4, L.n-i) {
		r.z[j], r.v[j] = L.margin(θ, i+j), L.margin(u, i+j)
		r.y[j], r.ω[j] = L.y[i+j], 1
		if L.ω != nil {
			r.weighted = true
			if r.ω[j] = L.ω[i+j]; r.ω[j] == 0 {
				r.z[j], r.v[j] = 0, 0 // whatever they are: no term of theirs may be Inf
			}
		}
	}
	return r
}

// margin returns what margins says of row i.
func (L *Neuron) margin(θ []float64, i int) float64 {
	if L.d == 1 {
		return θ[0]*L.x[i] + θ[1]
	}
	return dot(θ[:L.d], L.row(i)) + θ[L.d]
}

// Radius returns the radius of convergence of φ(η) = L(θ + η u) at η = 0: the least, over
// the rows with positive weight, of the distance from z_i to the nearest singularity of ℓ
// over |u·x_i|, where u·x_i includes the bias's u. Inside it more terms are better; beyond
// it more terms are worse. It is +Inf if no row's margin changes along u.
//
// For both losses of a sigmoid it is
//
//	min_i √(z_i² + π²) / |u·x_i|
//
// as 1 + e^{−z} is zero at z = ±iπ in the complex plane. For [Huber] it is the distance to
// the first corner, up to which φ is the polynomial that its series is.
// It panics if θ or u do not have length d + 1.
func (L *Neuron) Radius(θ, u []float64) float64 {
	checkLine(θ, u, L.Dim())
	r := math.Inf(1)
	for i, y := range L.y {
		if v := L.margin(u, i); v != 0 && L.weight(i) > 0 {
			r = min(r, rowLosses[L.kind].reach(L.margin(θ, i), y)/math.Abs(v))
		}
	}
	return r
}

// DerivativeBound returns an M_k ≥ |φ⁽ᵏ⁾(η)| for φ(η) = L(θ+ηu), k ≥ 1, that holds
// at every θ and η. It is +Inf if there is none: with an L2 penalty the first
// derivative grows without end along any u with weights in it, and [Huber]'s loss has no
// third derivative. It is +Inf too if it is beyond the range of a float64, as from k ≈ 220
// on.
//
// A row's k-th derivative is (u·x_i)ᵏ ℓ⁽ᵏ⁾(z_i), where u·x_i includes the bias's u. The
// bound is Σ_i ω_i |u·x_i|ᵏ max |ℓ⁽ᵏ⁾|, and λ‖u_w‖² from a penalty for k = 2. For
// cross-entropy and k = 2 the maximum is ¼: with it ½ η² M_2 bounds the error of the
// tangent. It panics if u does not have length d + 1, or if k is not positive.
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
	s := 0.0
	for i, y := range L.y {
		if x := L.margin(u, i); x != 0 && L.weight(i) != 0 {
			s += L.weight(i) * rowLosses[L.kind].bound(y, k) * math.Pow(math.Abs(x), float64(k))
		}
	}
	if k == 2 {
		s += L.λ * dot(u[:L.d], u)
	}
	if math.IsNaN(s) { // an infinite bound times a power that is 0 by underflow
		return math.Inf(1)
	}
	return s
}
