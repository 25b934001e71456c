package loss

import (
	"math"
	"sync"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
)

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
// whatever their number. Below, nothing is allocated in steady state.
func (L *Neuron) Gradient(dst, θ []float64) []float64 {
	checkDim(θ, L.Dim())
	dst = vector(dst, L.Dim())
	clear(dst)
	switch {
	case L.d == 1:
		L.gradientLine(dst, θ)
	case len(L.x) < parallelValues:
		L.gradientBlocks(dst, θ, 0, L.n)
	default:
		inChunks(dst, L.n, func(sum []float64, i, end int) { L.gradientBlocks(sum, θ, i, end) })
	}
	if L.ω == nil {
		for j := range dst {
			dst[j] /= float64(L.n)
		}
	}
	for j := range L.d {
		dst[j] += L.λ * θ[j]
	}
	return dst
}

// gradientLine is Gradient for a single feature.
func (L *Neuron) gradientLine(dst, θ []float64) {
	var buf [lineRows]float64
	w, b := θ[0], θ[1]
	gw, gb := 0.0, 0.0
	tame := L.tame(θ)
	for i := 0; i < L.n; i += lineRows {
		x := L.x[i:min(i+lineRows, L.n)]
		z := buf[:len(x)]
		for j, x := range x {
			z[j] = w*x + b
		}
		L.slopes(z, i, tame)
		for j, x := range x {
			r := z[j]
			gw += r * x
			gb += r
		}
	}
	dst[0], dst[1] = gw, gb
}

// lineRows is how many rows gradientLine holds at a time: few enough that
// clearing their buffer costs nothing.
const lineRows = 32

// tame tells whether no margin can leave the range of exp: |z| ≤ Σ|w_j| max|x| + |b|.
func (L *Neuron) tame(θ []float64) bool {
	s := 0.0
	for _, w := range θ[:L.d] {
		s += math.Abs(w)
	}
	return s*L.xmax+math.Abs(θ[L.d]) < expMax
}

// slopes replaces the margins z of the rows from i on by ℓ′, times ω if the rows
// have weights of their own. Margins that are not tame are clamped first: σ is
// saturated to the last bit long before.
//
// With e = e^{−z}, ŷ − y is (1 − y − y e)/(1 + e): for y = 0 and y = 1 a product and
// a quotient without cancellation, on both sides of 0.
func (L *Neuron) slopes(z []float64, i int, tame bool) {
	if !tame {
		clamp(z)
	}
	y := L.y[i:][:len(z)]
	if L.kind == CrossEntropy {
		for j, v := range z {
			e, y := exp(-v), y[j]
			z[j] = (1 - y - y*e) / (1 + e)
		}
	} else {
		for j, v := range z {
			e, y := exp(-v), y[j]
			p := 1 / (1 + e)
			z[j] = 2 * (1 - y - y*e) * p * p * (e * p)
		}
	}
	if L.ω != nil {
		for j, ω := range L.ω[i:][:len(z)] {
			z[j] *= ω
		}
	}
}

// gradientBlocks adds to dst the gradient's terms of the rows from i to end.
func (L *Neuron) gradientBlocks(dst, θ []float64, i, end int) {
	d := L.d
	rows := max(4, min(blockValues/d, blockRows))
	buf := blocks.Get().(*[blockRows]float64)
	w := blas64.Vector{N: d, Inc: 1, Data: θ}
	g := blas64.Vector{N: d, Inc: 1, Data: dst}
	tame := L.tame(θ)
	for ; i < end; i += rows {
		m := min(rows, end-i)
		x := blas64.General{Rows: m, Cols: d, Stride: d, Data: L.x[i*d : (i+m)*d]}
		z := blas64.Vector{N: m, Inc: 1, Data: buf[:m]}
		for j := range z.Data {
			z.Data[j] = θ[d]
		}
		blas64.Gemv(blas.NoTrans, 1, x, w, 1, z)
		L.slopes(z.Data, i, tame)
		blas64.Gemv(blas.Trans, 1, x, z, 1, g)
		s := 0.0
		for _, r := range z.Data {
			s += r
		}
		dst[d] += s
	}
	blocks.Put(buf)
}

// A block of rows has at most blockValues values, 128 KiB, so that it is still in
// the second-level cache when the product with the slopes reads it again.
const (
	blockValues = 1 << 14
	blockRows   = 1 << 10
)

var blocks = sync.Pool{New: func() any { return new([blockRows]float64) }}
