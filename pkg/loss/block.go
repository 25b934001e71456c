package loss

import (
	"sync"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
)

// A block of rows has at most blockValues values, 128 KiB, so that it is still in
// the second-level cache when a second product reads it again.
const (
	blockValues = 1 << 14
	blockRows   = 1 << 10
	// longRow is from how many features on rows are multiplied one after another and
	// not four at a time, as Gemv does: memory is read fastest from one place on.
	longRow = 256
)

// A block is the scratch of a pass over rows: one or two numbers for each.
type block struct{ a, b [blockRows]float64 }

var blocks = sync.Pool{New: func() any { return new(block) }}

// blockLen returns how many rows of d values are taken at a time.
func blockLen(d int) int { return max(4, min(blockValues/d, blockRows)) }

// rows returns the rows i … i+m−1 of x as a matrix.
func (L *Neuron) rows(i, m int) blas64.General {
	return blas64.General{Rows: m, Cols: L.d, Stride: L.d, Data: L.x[i*L.d : (i+m)*L.d]}
}

// margins sets z[j] to θ_1 x_1 + … + θ_d x_d + θ_{d+1} for the rows from i on.
func (L *Neuron) margins(z, θ []float64, i int) {
	b := θ[L.d]
	if L.d == 1 {
		w := θ[0]
		for j, x := range L.x[i:][:len(z)] {
			z[j] = w*x + b
		}
		return
	}
	if L.d >= longRow {
		w := vec(θ[:L.d])
		for j := range z {
			z[j] = b + blas64.Dot(w, vec(L.x[(i+j)*L.d:(i+j+1)*L.d]))
		}
		return
	}
	for j := range z {
		z[j] = b
	}
	blas64.Gemv(blas.NoTrans, 1, L.rows(i, len(z)), vec(θ[:L.d]), 1, vec(z))
}

// combine adds Σ_j r_j x_j to dst_1 … dst_d and Σ_j r_j to dst_{d+1}, over the rows
// from i on.
func (L *Neuron) combine(dst, r []float64, i int) {
	blas64.Gemv(blas.Trans, 1, L.rows(i, len(r)), vec(r), 1, vec(dst[:L.d]))
	dst[L.d] += total(r)
}
