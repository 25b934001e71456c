//go:build !engine

package kernel

import (
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/downhill-go/downhill/pkg/internal/lean"
)

const (
	// parallelValues is from how many values on rows are worth several goroutines.
	parallelValues = 2_000_000
	// chunks is into how many parts so many rows are cut, whatever the number of goroutines:
	// sums are the same bits on every machine of an architecture.
	chunks = 16
	// runRows is how many rows are added up at most before their sum is added to others.
	runRows = 1 << 12
)

// Sum sets dst to a sum over rows. It calls part for runs of them, with a zero vector of
// dst's length, and adds up those vectors in order. If the rows have many values, up to
// GOMAXPROCS calls run at once, and a few small allocations are made.
func Sum(dst []float64, rows, values int, part Part) {
	clear(dst)
	if values < parallelValues {
		sumRuns(dst, 0, rows, part)
		return
	}
	sumChunks(dst, rows, part)
}

var vectors = Pool{New: func() any { return new([]float64) }}

// sumRuns adds up the rows from i to end in dst, which is zero and the run's own vector if
// there is one run.
func sumRuns(dst []float64, i, end int, part Part) {
	if end-i <= runRows {
		part.Rows(dst, i, end)
		return
	}
	buf := vectors.Get().(*[]float64)
	*buf = lean.Sized(*buf, len(dst))
	for ; i < end; i += runRows {
		sum := *buf
		clear(sum)
		part.Rows(sum, i, min(i+runRows, end))
		Add(dst, sum)
	}
	vectors.Put(buf)
}

func sumChunks(dst []float64, rows int, part Part) {
	stride := (len(dst) + 15) &^ 7 // two sums never share a cache line
	all := make([]float64, chunks*stride)
	var next atomic.Int32
	work := func() {
		for c := int(next.Add(1)) - 1; c < chunks; c = int(next.Add(1)) - 1 {
			sumRuns(all[c*stride:][:len(dst)], c*rows/chunks, (c+1)*rows/chunks, part)
		}
	}
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), chunks) - 1 {
		wg.Go(work)
	}
	work()
	wg.Wait()
	for c := range chunks {
		Add(dst, all[c*stride:][:len(dst)])
	}
}
