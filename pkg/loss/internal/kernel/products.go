//go:build !engine

package kernel

import (
	"sync"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
)

// A Pool keeps what several goroutines use in turn.
type Pool = sync.Pool

// AddProducts adds x w to z, where x has len(z) rows of len(w) values.
func AddProducts(z, x, w []float64) {
	blas64.Gemv(blas.NoTrans, 1, matrix(len(z), len(w), x), vec(w), 1, vec(z))
}

// AddCombination adds xᵀ r to dst, where x has len(r) rows of len(dst) values.
func AddCombination(dst, x, r []float64) {
	blas64.Gemv(blas.Trans, 1, matrix(len(r), len(dst), x), vec(r), 1, vec(dst))
}

func matrix(rows, cols int, x []float64) blas64.General {
	return blas64.General{Rows: rows, Cols: cols, Stride: cols, Data: x}
}

func vec(x []float64) blas64.Vector { return blas64.Vector{N: len(x), Inc: 1, Data: x} }
