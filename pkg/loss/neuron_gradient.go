package loss

// Gradient sets dst to ∇L(θ) and returns it:
//
//	∂L/∂w = Σ_i ω_i ℓ′_i x_i + λ w,   ∂L/∂b = Σ_i ω_i ℓ′_i
//
// where ℓ′ is ŷ − y for cross-entropy and 2 (ŷ − y) ŷ (1 − ŷ) for squared error.
// If dst is nil, it is allocated. It panics if θ or dst do not have length d + 1.
//
// Rows are taken in blocks that stay in the processor's cache between the
// product with w and the product with the slopes, so that x is read from memory
// once. From two million values on, the blocks are shared among GOMAXPROCS
// goroutines, which costs a few small allocations; the sums are the same bits
// whatever their number. Below, nothing is allocated in steady state. What
// GOEXPERIMENT=simd does for it stands in the package's overview.
func (L *Neuron) Gradient(dst, θ []float64) []float64 {
	checkDim(θ, L.Dim())
	dst = vector(dst, L.Dim(), θ)
	clear(dst)
	switch {
	case L.d == 1:
		L.gradientLine(dst, θ)
	case len(L.x) < parallelValues:
		L.gradientRuns(dst, θ, 0, L.n)
	default:
		L.inChunks(dst, func(sum []float64, i, end int) { L.gradientRuns(sum, θ, i, end) })
	}
	L.finish(dst, θ)
	return dst
}

// finish turns a sum over rows into the mean, unless the rows' own weights have
// done so, and adds the penalty's λ v.
func (L *Neuron) finish(dst, v []float64) {
	if L.ω == nil {
		for j := range dst {
			dst[j] /= float64(L.n)
		}
	}
	if L.λ != 0 {
		for j := range L.d {
			dst[j] += L.λ * v[j]
		}
	}
}

// lineRows is how many rows gradientLine holds at a time: few enough that
// clearing their buffer costs nothing.
const lineRows = 32

// gradientLine adds to dst the gradient's terms for a single feature.
func (L *Neuron) gradientLine(dst, θ []float64) {
	var buf [lineRows]float64
	w, b := θ[0], θ[1]
	tame := L.reach(θ) < expMax
	inRuns(dst, 0, L.n, func(sum []float64, i, end int) {
		gw, gb := 0.0, 0.0
		for ; i < end; i += lineRows {
			x := L.x[i:min(i+lineRows, end)]
			z := buf[:len(x)]
			for j, x := range x {
				z[j] = w*x + b
			}
			L.slopes(z, i, tame)
			for j, x := range x {
				gw += z[j] * x
				gb += z[j]
			}
		}
		sum[0], sum[1] = gw, gb
	})
}

func (L *Neuron) gradientRuns(dst, θ []float64, i, end int) {
	inRuns(dst, i, end, func(sum []float64, i, end int) { L.gradientBlocks(sum, θ, i, end) })
}

// gradientBlocks adds to dst the gradient's terms of the rows from i to end.
func (L *Neuron) gradientBlocks(dst, θ []float64, i, end int) {
	buf := blocks.Get().(*block)
	tame := L.reach(θ) < expMax
	for m := L.blockLen(); i < end; i += m {
		z := buf.a[:min(m, end-i)]
		L.margins(z, θ, i)
		L.slopes(z, i, tame)
		L.combine(dst, z, i)
	}
	blocks.Put(buf)
}

// slopes replaces the margins z of the rows from i on by ℓ′, times ω if the rows
// have weights of their own. Margins that are not tame, within exp's range, are
// clamped first: σ is saturated to the last bit long before.
//
// With e = e^{−z}, ŷ − y is (1 − y − y e)/(1 + e): for y = 0 and y = 1 a product and
// a quotient without cancellation, on both sides of 0.
func (L *Neuron) slopes(z []float64, i int, tame bool) {
	if !tame {
		clamp(z)
	}
	y := L.y[i:][:len(z)]
	if L.kind == CrossEntropy {
		logisticSlopes(z, y)
	} else {
		exps(z)
		for j, e := range z {
			y := y[j]
			p := 1 / (1 + e)
			z[j] = 2 * (1 - y - y*e) * p * p * (e * p)
		}
	}
	L.weigh(z, i)
}

// plainLogisticSlopes replaces each margin z, |z| ≤ expMax, by ŷ − y.
func plainLogisticSlopes(z, y []float64) {
	y = y[:len(z)]
	plainExps(z)
	for j, e := range z {
		y := y[j]
		z[j] = (1 - y - y*e) / (1 + e)
	}
}

// weigh multiplies r by the weights of the rows from i on, if they have any.
func (L *Neuron) weigh(r []float64, i int) {
	if L.ω != nil {
		for j, ω := range L.ω[i:][:len(r)] {
			if ω == 0 { // of a term beyond the range, too
				r[j] = 0
			}
			r[j] *= ω
		}
	}
}
