package loss

import "github.com/downhill-go/downhill/pkg/loss/internal/kernel"

// HessianVector sets dst to ∇²L(θ) v and returns it:
//
//	∇²L v = Σ_i ω_i ℓ″_i (v·x_i) x_i + λ v_w
//
// where x_i includes the bias's 1, and ℓ″ is σ′ = ŷ(1 − ŷ) for cross-entropy,
// 2 (σ′² + (ŷ − y) σ″), σ″ = σ′(1 − 2ŷ), for squared error, and 1 or 0 for Huber's. It
// takes two passes over each block of rows, no matrix, and allocates nothing in steady
// state but where Gradient does. If dst is nil, it is allocated. It panics if θ, v or dst
// do not have length d + 1.
func (L *Neuron) HessianVector(dst, θ, v []float64) []float64 {
	dst = hessianArguments(dst, θ, v, L.Dim())
	p := L.newPass((*pass).hessianRows, θ, v)
	kernel.Sum(dst, L.n, len(L.x), p)
	p.done()
	L.mean(dst)
	penalty(dst, v, L.d, L.λ)
	return dst
}

// hessianRows adds up ℓ″ (v·x) x.
func (p *pass) hessianRows(sum []float64, i, end int) {
	L := p.L
	b := kernel.Blocks.Get().(*kernel.Block)
	for m := kernel.BlockLen(L.d); i < end; i += m {
		m := min(m, end-i)
		z, r := b.A[:m], b.B[:m]
		L.margins(z, p.θ, i)
		L.margins(r, p.v, i)
		rowLosses[L.kind].bends(z, L.y[i:][:m])
		for j, ℓ2 := range z {
			r[j] *= ℓ2
		}
		L.weigh(r, i)
		L.combine(sum, r, i)
	}
	kernel.Blocks.Put(b)
}

// Curvature returns uᵀ∇²L(θ)u, the second derivative of φ(η) = L(θ + η u) at 0. It panics
// if θ or u do not have length d + 1.
func (L *Neuron) Curvature(θ, u []float64) float64 {
	return curvature(L.Dim(), L.HessianVector, θ, u)
}

// CurvatureBound returns a λ with uᵀ∇²L(θ)u ≤ λ‖u‖² at every θ, for every u. With it, the step
// −η∇L goes down for every η < 2/λ (Nesterov, Lectures on Convex Optimization, 2nd ed.,
// section 1.2.3). It is
//
//	λ = M λ_max(Σ_i ω_i x_i x_iᵀ) + λ_L2
//
// where x_i includes the bias's 1 and M = max ℓ″: ¼ for cross-entropy, 0.15406 for squared
// error, 1 for Huber's. For one standardised feature and cross-entropy it is ¼ exactly. It
// takes n d² + O(d³) operations.
func (L *Neuron) CurvatureBound() float64 {
	dim := L.Dim()
	g := make([]float64, dim*dim)
	row := make([]float64, dim)
	row[L.d] = 1
	for i := range L.n {
		copy(row, L.row(i))
		ω := L.weight(i)
		for j, a := range row {
			a *= ω
			for k, b := range row[:j+1] {
				g[j*dim+k] += a * b
			}
		}
	}
	for j := range dim {
		for k := range j {
			g[k*dim+j] = g[j*dim+k]
		}
	}
	return rowLosses[L.kind].bend*eigenvalues(g, dim)[dim-1] + L.λ
}
