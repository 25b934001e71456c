//go:build !engine

package loss

import (
	"sync"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
)

// What depends on the machine: several processors, and gonum's products of vectors.
// The module of the live figures does without; see machine_engine.go.

// A pool keeps what several goroutines use in turn.
type pool = sync.Pool

// plainProducts adds x w to z, where x has len(z) rows of len(w) values. Gonum takes
// four rows at a time, which is faster by half as long as they come from a cache; from
// memory, four streams of long rows are read at half the speed of one.
func plainProducts(z, x, w []float64, far bool) {
	const longRow = 60
	d := len(w)
	if far && d >= longRow {
		for j := range z {
			z[j] += blas64.Dot(vec(w), vec(x[j*d:(j+1)*d]))
		}
		return
	}
	blas64.Gemv(blas.NoTrans, 1, matrix(len(z), d, x), vec(w), 1, vec(z))
}

// plainCombination adds xᵀ r to dst, where x has len(r) rows of len(dst) values.
func plainCombination(dst, x, r []float64) {
	blas64.Gemv(blas.Trans, 1, matrix(len(r), len(dst), x), vec(r), 1, vec(dst))
}

func matrix(rows, cols int, x []float64) blas64.General {
	return blas64.General{Rows: rows, Cols: cols, Stride: cols, Data: x}
}

func vec(x []float64) blas64.Vector { return blas64.Vector{N: len(x), Inc: 1, Data: x} }
