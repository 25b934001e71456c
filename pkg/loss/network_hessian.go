package loss

// HessianVector sets dst to ∇²L(θ) v and returns it, for about twice the cost of a
// gradient: each quantity of the forward and backward pass is differentiated along v.
// (B. A. Pearlmutter, Fast exact multiplication by the Hessian, Neural Computation 6
// (1994), 147–160.) If dst is nil, it is allocated. It panics if θ, v or dst do not
// have length Dim. dst must not be v.
func (L *Network) HessianVector(dst, θ, v []float64) []float64 {
	dst = L.checkHessian(dst, θ, v, L.Dim())
	b := batches.Get().(*batch)
	b.a, b.ra = sized(b.a, L.hidden*batchRows), sized(b.ra, L.hidden*batchRows)
	b.δ, b.rδ = sized(b.δ, batchRows), sized(b.rδ, batchRows)
	b.s = sized(b.s, L.classes*batchRows)
	sum := L.each(b, nil, func(b *batch) {
		L.forward(b, θ)
		L.forwardAlong(b, θ, v)
		b.residuals(L.classes)
		b.turn(L.classes)
		L.backwardAlong(b, dst, θ, v)
	})
	batches.Put(b)
	for i := range dst {
		dst[i] /= sum
	}
	k := L.first()
	penalize(dst[:k], v[:k], L.d, L.λ)
	penalize(dst[k:], v[k:], L.hidden, L.λ)
	return dst
}

// Curvature returns uᵀ∇²L(θ)u, the second derivative of φ(η) = L(θ + η u) at 0, from
// its Taylor coefficient of order 2. It panics if θ or u do not have length Dim.
func (L *Network) Curvature(θ, u []float64) float64 {
	var c [3]float64
	return 2 * L.Taylor(c[:], θ, u)[2]
}

// forwardAlong fills the changes along v of the hidden activities, ra, and of the
// logits, s.
func (L *Network) forwardAlong(b *batch, θ, v []float64) {
	m, w := b.m, L.d+1
	for h := range L.hidden {
		ra := b.ra[h*m : (h+1)*m]
		b.affine(ra, v[h*w:(h+1)*w])
		for j, a := range b.a[h*m : (h+1)*m] {
			ra[j] *= (1 - a) * (1 + a)
		}
	}
	w = L.hidden + 1
	for c := range L.classes {
		i := L.first() + c*w
		s := b.s[c*m : (c+1)*m]
		for j := range s {
			s[j] = v[i+L.hidden]
		}
		addCombination(s, b.a[:L.hidden*m], v[i:i+L.hidden])
		addCombination(s, b.ra[:L.hidden*m], θ[i:i+L.hidden])
	}
}

// backwardAlong adds the batch's terms to dst, from the residuals z and their
// changes s.
func (L *Network) backwardAlong(b *batch, dst, θ, v []float64) {
	m, w, first := b.m, L.hidden+1, L.first()
	for c := range L.classes {
		g, r, s := dst[first+c*w:][:w], b.z[c*m:(c+1)*m], b.s[c*m:(c+1)*m]
		addProducts(g[:L.hidden], b.a[:L.hidden*m], s, false)
		addProducts(g[:L.hidden], b.ra[:L.hidden*m], r, false)
		g[L.hidden] += total(s)
	}
	r, s := b.z[:L.classes*m], b.s[:L.classes*m]
	for h := range L.hidden {
		δ, rδ := b.δ[:m], b.rδ[:m]
		clear(δ)
		clear(rδ)
		own := b.weights(θ[first+h:], w, L.classes)
		addCombination(δ, r, own)
		addCombination(rδ, s, own)
		addCombination(rδ, r, b.weights(v[first+h:], w, L.classes))
		for j, a := range b.a[h*m : (h+1)*m] {
			rδ[j] = rδ[j]*(1-a)*(1+a) - 2*δ[j]*a*b.ra[h*m+j]
		}
		pull(dst[h*(L.d+1):(h+1)*(L.d+1)], b.x, rδ)
	}
}
