//go:build engine

package loss

// The module of the live figures runs on one processor, and what a browser loads should
// be small: with the build tag engine, 9 kB of goroutines, locks and products are left
// out. The functions do what those in machine.go do.

type pool struct {
	New  func() any
	free []any
}

func (p *pool) Get() any {
	n := len(p.free)
	if n == 0 {
		return p.New()
	}
	x := p.free[n-1]
	p.free = p.free[:n-1]
	return x
}

func (p *pool) Put(x any) { p.free = append(p.free, x) }

// A page's data are one chunk, and one run.
func (L *Neuron) inChunks(dst []float64, part func(sum []float64, i, end int)) { part(dst, 0, L.n) }

func inRuns(dst []float64, i, end int, part func(sum []float64, i, end int)) { part(dst, i, end) }

func plainProducts(z, x, w []float64, _ bool) {
	for j := range z {
		z[j] += dot(w, x[j*len(w):])
	}
}

func plainCombination(dst, x, r []float64) {
	for j, v := range r {
		for i := range dst {
			dst[i] += v * x[j*len(dst)+i]
		}
	}
}
