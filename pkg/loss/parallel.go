package loss

const (
	// parallelValues is from how many values of x on a gradient is worth several
	// goroutines: below, starting them costs more than they save.
	parallelValues = 2_000_000
	// chunks is into how many parts the rows are then cut. It does not depend on
	// the number of goroutines, so that sums are added in the same order, and
	// are the same bits, on every machine of an architecture; with
	// GOEXPERIMENT=simd, on every one that has the instructions.
	chunks = 16
)

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

// runRows is how many rows are added up at most before their sum is added to others: a
// sum of a million terms one after another loses five digits.
const runRows = 1 << 12

var partials = pool{New: func() any { return new([]float64) }}
