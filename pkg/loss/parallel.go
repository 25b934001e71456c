//go:build !engine

package loss

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// chunks is into how many parts rows of parallelValues and more are cut. It does not
// depend on the number of goroutines, so that sums are added in the same order, and are
// the same bits, on every machine of an architecture; with GOEXPERIMENT=simd, on every one
// that has the instructions.
const chunks = 16

// inChunks calls part once for each chunk of rows, [i, end), with a zero vector of
// dst's length to add its terms to, and then adds those vectors to dst in order. Up
// to GOMAXPROCS calls run at once.
//
// Every other pass over the rows begins with the last chunk: what the one before
// has read last is still in the processor's cache, while a pass that begins with the
// first finds it gone when it gets there.
func (L *Neuron) inChunks(dst []float64, part func(sum []float64, i, end int)) {
	back := L.passes.Add(1)%2 == 0
	dim := len(dst)
	stride := (dim + 15) &^ 7 // two sums never share a cache line
	buf := partials.Get().(*[]float64)
	if cap(*buf) < chunks*stride {
		*buf = make([]float64, chunks*stride)
	}
	all := (*buf)[:chunks*stride]
	clear(all)
	atOnce(func(c int) {
		if back {
			c = chunks - 1 - c
		}
		part(all[c*stride:][:dim], c*L.n/chunks, (c+1)*L.n/chunks)
	})
	for c := range chunks {
		for j, v := range all[c*stride:][:dim] {
			dst[j] += v
		}
	}
	partials.Put(buf)
}

var partials = pool{New: func() any { return new([]float64) }}

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
