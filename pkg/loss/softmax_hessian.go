package loss

// HessianVector sets dst to ∇²L(θ) v and returns it. With s_c = v_c·x the change of
// the logits along v, it is
//
//	(∇²L v)_c = Σ_i ω_i p_c (s_c − Σ_j p_j s_j) x_i + λ v_c
//
// and the same without x_i and λ for the biases. If dst is nil, it is allocated. It
// panics if θ, v or dst do not have length Dim. dst must not be v.
func (L *Softmax) HessianVector(dst, θ, v []float64) []float64 {
	dst = L.checkHessian(dst, θ, v, L.Dim())
	w := L.d + 1
	b := batches.Get().(*batch)
	b.s = sized(b.s, L.classes*batchRows)
	sum := L.each(b, nil, func(b *batch) {
		m := b.m
		for c := range L.classes {
			b.affine(b.z[c*m:(c+1)*m], θ[c*w:(c+1)*w])
			b.affine(b.s[c*m:(c+1)*m], v[c*w:(c+1)*w])
		}
		b.residuals(L.classes)
		b.turn(L.classes)
		for c := range L.classes {
			pull(dst[c*w:(c+1)*w], b.x, b.s[c*m:(c+1)*m])
		}
	})
	batches.Put(b)
	for i := range dst {
		dst[i] /= sum
	}
	penalize(dst, v, L.d, L.λ)
	return dst
}

// Curvature returns uᵀ∇²L(θ)u, the second derivative of φ(η) = L(θ + η u) at 0, from
// its Taylor coefficient of order 2. It panics if θ or u do not have length Dim.
func (L *Softmax) Curvature(θ, u []float64) float64 {
	var c [3]float64
	return 2 * L.Taylor(c[:], θ, u)[2]
}

// checkHessian checks the arguments of a HessianVector and returns dst, cleared.
func (L *labelled) checkHessian(dst, θ, v []float64, dim int) []float64 {
	checkDim(θ, dim)
	if len(v) != dim {
		panic("loss: v has the wrong length")
	}
	dst = vector(dst, dim, θ, v)
	clear(dst)
	return dst
}

// turn replaces the logits' changes s by those of the residuals, ω p_c (s_c − Σ_j p_j s_j).
// The change of the largest logit is taken off all: the sum is then one of small p_j alone,
// and keeps its digits where one class is all but certain.
func (b *batch) turn(classes int) {
	m := b.m
	top, mean := b.top[:m], b.rest[:m]
	for j, c := range b.at[:m] {
		top[j] = b.s[c*m+j]
	}
	for c := range classes {
		for j, s := range top {
			b.s[c*m+j] -= s
		}
	}
	clear(mean)
	for c := range classes {
		for j, s := range b.s[c*m : (c+1)*m] {
			mean[j] += b.probability(c, j) * s
		}
	}
	for c := range classes {
		for j := range m {
			if b.ω[j] > 0 {
				b.s[c*m+j] = b.probability(c, j) * (b.s[c*m+j] - mean[j]/b.ω[j])
			} else {
				b.s[c*m+j] = 0
			}
		}
	}
}

// probability returns ω p_c of row j, which is its residual unless c is its class.
func (b *batch) probability(c, j int) float64 {
	if b.label[j] == c {
		return b.p[j]
	}
	return b.z[c*b.m+j]
}
