//go:build engine

package kernel

// The module of the live figures runs on one processor and is to be small: without goroutines,
// locks and gonum's products it is by 9 kB. The functions do what those in the other files do.

type Pool struct {
	New  func() any
	free []any
}

func (p *Pool) Get() any {
	n := len(p.free)
	if n == 0 {
		return p.New()
	}
	x := p.free[n-1]
	p.free = p.free[:n-1]
	return x
}

func (p *Pool) Put(x any) { p.free = append(p.free, x) }

// Sum: a page's data are one run.
func Sum(dst []float64, rows, _ int, part Part) {
	clear(dst)
	part.Rows(dst, 0, rows)
}

func AddProducts(z, x, w []float64) {
	for j := range z {
		z[j] += Dot(w, x[j*len(w):])
	}
}

func AddCombination(dst, x, r []float64) {
	for j, v := range r {
		for i := range dst {
			dst[i] += v * x[j*len(dst)+i]
		}
	}
}
