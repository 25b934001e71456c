package loss

import "math"

// Value returns L(θ). It panics if θ does not have length d + 1.
func (L *Neuron) Value(θ []float64) float64 {
	checkDim(θ, L.Dim())
	if len(L.x) < parallelValues {
		return L.mean(L.valueRuns(θ, 0, L.n), θ)
	}
	var sum [1]float64
	L.inChunks(sum[:], func(sum []float64, i, end int) { sum[0] = L.valueRuns(θ, i, end) })
	return L.mean(sum[0], θ)
}

// mean turns a sum of losses over rows into L(θ).
func (L *Neuron) mean(sum float64, θ []float64) float64 {
	if L.ω == nil {
		sum /= float64(L.n)
	}
	return sum + L.penalty(θ)
}

// valueRuns returns the sum of the losses of the rows from i to end, run by run as inRuns
// adds them up.
func (L *Neuron) valueRuns(θ []float64, i, end int) (sum float64) {
	for ; i < end; i += runRows {
		sum += L.valueBlocks(θ, i, min(i+runRows, end))
	}
	return sum
}

// valueBlocks returns the sum of the losses of the rows from i to end.
func (L *Neuron) valueBlocks(θ []float64, i, end int) (sum float64) {
	buf := blocks.Get().(*block)
	for m := L.blockLen(); i < end; i += m {
		z := buf.a[:min(m, end-i)]
		L.margins(z, θ, i)
		sum += L.losses(z, i)
	}
	blocks.Put(buf)
	return sum
}

// losses returns the sum of ℓ over the rows from i on with margins z, times ω if
// the rows have weights of their own. It changes z.
func (L *Neuron) losses(z []float64, i int) float64 {
	y := L.y[i:][:len(z)]
	if L.kind == CrossEntropy && L.ω == nil {
		return crossEntropies(z, y)
	}
	for j, y := range y {
		z[j] = L.rowValue(z[j], y)
	}
	L.weigh(z, i)
	return total(z)
}

// crossEntropies returns Σ log(1 + e^{−|z|}) + (1 − y) max(z, 0) + y max(−z, 0). The
// second part is exactly 0 for a label y = 1 or 0 on the right side, and the first part
// needs one logarithm for many rows,
//
//	Σ log(1 + e_j) = log(1 + E),   1 + E = Π (1 + e_j)
//
// where E grows by e + E e, a sum of positive terms, and so keeps the digits of even a
// tiny loss. Each factor is at most 2: a group of 64 in two halves stays below 2³² each.
func crossEntropies(z, y []float64) float64 {
	s := 0.0
	for len(z) > 0 {
		m := min(len(z), 64)
		for j, v := range z[:m] {
			a, y := math.Abs(v), y[j]
			up := (v + a) / 2 // max(v, 0), exactly
			s += (1-y)*up + y*(up-v)
			z[j] = min(a, expMax)
		}
		exps(z[:m])
		even, odd := 0.0, 0.0
		for j, e := range z[:m] {
			if j%2 == 0 {
				even += e + even*e
			} else {
				odd += e + odd*e
			}
		}
		s += math.Log1p(even + odd + even*odd)
		z, y = z[m:], y[m:]
	}
	return s
}

// rowValue returns ℓ for one row with margin z.
func (L *Neuron) rowValue(z, y float64) float64 {
	e := math.Exp(-math.Abs(z))
	if L.kind == CrossEntropy {
		// Softplus(z) − y z, kept free of cancellation for y = 0 and y = 1.
		if z > 0 {
			return math.Log1p(e) + (1-y)*z
		}
		return math.Log1p(e) - y*z
	}
	r := -y + e/(1+e)
	if z > 0 {
		r = 1 - y - e/(1+e)
	}
	return r * r
}

// penalty returns ½ λ ‖w‖².
func (L *Neuron) penalty(θ []float64) float64 {
	if L.λ == 0 {
		return 0
	}
	return L.λ / 2 * dot(θ[:L.d], θ)
}
