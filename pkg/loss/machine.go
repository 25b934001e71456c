//go:build !wasip1

package loss

import (
	"runtime"
	"sync"
	"sync/atomic"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
)

// What depends on the machine: several processors, and gonum's products of vectors.
// WebAssembly has neither; see machine_wasip1.go.

// A pool keeps what several goroutines use in turn.
type pool = sync.Pool

// atOnce calls do with 0 … chunks−1, up to GOMAXPROCS calls at once.
func atOnce(do func(c int)) {
	var next atomic.Int32
	work := func() {
		for {
			c := int(next.Add(1)) - 1
			if c >= chunks {
				return
			}
			do(c)
		}
	}
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), chunks) - 1 {
		wg.Go(work)
	}
	work()
	wg.Wait()
}

// inRuns calls part once for each run of up to runRows rows, [i, end), with a zero vector
// to add its terms to, and adds those vectors to dst in order. dst is zero and is the
// vector itself, if there is one run.
func inRuns(dst []float64, i, end int, part func(sum []float64, i, end int)) {
	if end-i <= runRows {
		part(dst, i, end)
		return
	}
	buf := runs.Get().(*[]float64)
	*buf = sized(*buf, len(dst))
	for ; i < end; i += runRows {
		sum := *buf
		clear(sum)
		part(sum, i, min(i+runRows, end))
		for j, v := range sum {
			dst[j] += v
		}
	}
	runs.Put(buf)
}

var runs = pool{New: func() any { return new([]float64) }}

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
