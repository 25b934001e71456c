package loss

// HessianVector sets dst to ∇²L(θ) v and returns it:
//
//	∇²L v = Σ_i ω_i ℓ″_i (v·x_i) x_i + λ v_w
//
// where x_i includes the bias's 1, and ℓ″ is σ′ = ŷ(1 − ŷ) for cross-entropy and
// 2 (σ′² + (ŷ − y) σ″), σ″ = σ′(1 − 2ŷ), for squared error. It takes two passes over
// each block of rows, no matrix, and allocates nothing in steady state. If dst is nil,
// it is allocated. It panics if θ, v or dst do not have length d + 1.
func (L *Neuron) HessianVector(dst, θ, v []float64) []float64 {
	checkDim(θ, L.Dim())
	if len(v) != L.Dim() {
		panic("loss: v has the wrong length")
	}
	dst = vector(dst, L.Dim(), θ, v)
	clear(dst)
	inRuns(dst, 0, L.n, func(sum []float64, i, end int) { L.hessianBlocks(sum, θ, v, i, end) })
	L.finish(dst, v)
	return dst
}

// hessianBlocks adds to dst the terms of ∇²L v of the rows from i to end.
func (L *Neuron) hessianBlocks(dst, θ, v []float64, i, end int) {
	buf := blocks.Get().(*block)
	for m := L.blockLen(); i < end; i += m {
		m := min(m, end-i)
		z, r := buf.a[:m], buf.b[:m]
		L.margins(z, θ, i)
		L.margins(r, v, i)
		clamp(z)
		exps(z)
		for j, y := range L.y[i:][:m] {
			e := z[j]
			p := 1 / (1 + e)
			σ1 := p * (e * p)
			if L.kind == CrossEntropy {
				r[j] *= σ1
			} else {
				r[j] *= 2 * σ1 * (σ1 + (1-y-y*e)*p*(e-1)*p)
			}
		}
		L.weigh(r, i)
		L.combine(dst, r, i)
	}
	blocks.Put(buf)
}

// Curvature returns uᵀ∇²L(θ)u, the second derivative of φ(η) = L(θ + η u) at 0, from
// its Taylor coefficient of order 2. It panics if θ or u do not have length d + 1.
func (L *Neuron) Curvature(θ, u []float64) float64 {
	var c [3]float64
	return 2 * L.Taylor(c[:], θ, u)[2]
}

// CurvatureBound returns a λ with uᵀ∇²L(θ)u ≤ λ‖u‖² at every θ, for every u. With it, the step
// −η∇L goes down for every η < 2/λ (Nesterov, Lectures on Convex Optimization, 2nd ed.,
// section 1.2.3). It is
//
//	λ = M λ_max(Σ_i ω_i x_i x_iᵀ) + λ_L2
//
// where x_i includes the bias's 1 and M bounds ℓ″: ¼ for cross-entropy, and
// 2 (1/16 + 1/(6√3)) ≈ 0.317 for squared error. For one standardised feature
// and cross-entropy it is ¼ exactly. It takes n d² + O(d³) operations.
func (L *Neuron) CurvatureBound() float64 {
	dim := L.Dim()
	g := make([]float64, dim*dim)
	row := make([]float64, dim)
	row[L.d] = 1
	for i := range L.n {
		copy(row, L.x[i*L.d:(i+1)*L.d])
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
	m := 0.25
	if L.kind == SquaredError {
		// |σ′| ≤ 1/4, |σ″| ≤ 1/(6√3), |ŷ − y| ≤ 1.
		m = 2 * (1./16 + 0.09622504486493763)
	}
	λ := eigenvalues(g, dim)
	return m*λ[dim-1] + L.λ
}
