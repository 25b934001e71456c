//go:build !engine

package loss

import (
	"github.com/downhill-go/downhill/pkg/internal/lean"
	"github.com/downhill-go/downhill/pkg/loss/internal/kernel"
)

// Batch sets dst to the gradient of the mean loss over the given rows alone, a
// minibatch, and returns it with the value. A row may occur twice. Nothing is allocated
// in steady state, unless dst is nil or the rows are as many as Gradient takes several
// goroutines for. It panics if θ or dst do not have length d + 1, if a row's index is not
// in [0, n), or if there are no rows. Rows whose weights sum to 0 have no mean: it is NaN.
// Builds with the tag engine, which are to be small, have no Batch of a neuron.
func (L *Neuron) Batch(dst, θ []float64, rows []int) (gradient []float64, value float64) {
	checkDim(θ, L.Dim())
	checkBatch(rows, L.n)
	dst = vector(dst, L.Dim(), θ)
	b := gatherings.Get().(*gathering)
	value = b.of(L, rows).ValueGradient(dst, θ)
	gatherings.Put(b)
	return dst, value
}

// A gathering is a neuron on a few rows of another's, copied: its loops take consecutive
// rows.
type gathering struct {
	neuron Neuron
	ω      []float64
}

var gatherings = kernel.Pool{New: func() any { return new(gathering) }}

func (b *gathering) of(L *Neuron, rows []int) *Neuron {
	N, d := &b.neuron, L.d
	N.kind, N.n, N.d, N.λ, N.xmax = L.kind, len(rows), d, L.λ, L.xmax
	N.x, N.y = lean.Sized(N.x, len(rows)*d), lean.Sized(N.y, len(rows))
	for j, r := range rows {
		copy(N.x[j*d:(j+1)*d], L.row(r))
		N.y[j] = L.y[r]
	}
	if d == 1 {
		N.sums = sumsOf(N.x, N.y)
	}
	N.ω = nil
	if L.ω != nil {
		b.ω = lean.Sized(b.ω, len(rows))
		for j, r := range rows {
			b.ω[j] = L.ω[r]
		}
		divideBySum(b.ω)
		N.ω = b.ω
	}
	return N
}
