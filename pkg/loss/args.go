package loss

import (
	"github.com/downhill-go/downhill/pkg/internal/lean"
	"github.com/downhill-go/downhill/pkg/loss/internal/kernel"
)

// Must returns l, or panics with err if err is not nil. It is for notebooks and
// tests, whose data are known to be good:
//
//	L := loss.Must(loss.NewNeuron(loss.CrossEntropy, rings.X, rings.Y))
func Must[L any](l L, err error) L {
	if err != nil {
		panic(err)
	}
	return l
}

// checkDim panics unless θ has the loss's dimension.
func checkDim(θ []float64, dim int) {
	if len(θ) != dim {
		panic("loss: θ has the wrong length")
	}
}

// checkLine panics unless θ and u have the loss's dimension.
func checkLine(θ, u []float64, dim int) {
	checkDim(θ, dim)
	if len(u) != dim {
		panic("loss: u has the wrong length")
	}
}

// checkTaylor panics unless θ and u have the loss's dimension and dst can take
// coefficients.
func checkTaylor(dst, θ, u []float64, dim int) {
	checkLine(θ, u, dim)
	if dst == nil {
		panic("loss: Taylor needs a dst: its length is the number of coefficients")
	}
	checkApart(dst, θ, u)
}

// checkRow panics unless the row x has d features.
func checkRow(x []float64, d int) {
	if len(x) != d {
		panic("loss: x has the wrong length")
	}
}

// checkBatch panics if there are no rows, as then there is no mean, or a row is named that
// the n rows do not have.
func checkBatch(rows []int, n int) {
	if len(rows) == 0 {
		panic("loss: no rows in the batch")
	}
	for _, r := range rows {
		if r < 0 || r >= n {
			panic("loss: batch names a row that does not exist")
		}
	}
}

// vector returns dst, or a new vector if dst is nil. It panics if dst is given
// and has another length, or is an argument too: it is written before all is read.
func vector(dst []float64, dim int, arguments ...[]float64) []float64 {
	if dst == nil {
		return make([]float64, dim)
	}
	if len(dst) != dim {
		panic("loss: dst has the wrong length")
	}
	checkApart(dst, arguments...)
	return dst
}

func checkApart(dst []float64, arguments ...[]float64) {
	for _, v := range arguments {
		if len(v) > 0 && len(dst) > 0 && &v[0] == &dst[0] {
			panic("loss: dst is also an argument")
		}
	}
}

// hessianArguments checks the arguments of a HessianVector and returns its dst.
func hessianArguments(dst, θ, v []float64, dim int) []float64 {
	checkDim(θ, dim)
	if len(v) != dim {
		panic("loss: v has the wrong length")
	}
	return vector(dst, dim, θ, v)
}

// curvature returns uᵀ(∇²L(θ)u) for a loss with dim parameters, by its HessianVector.
func curvature(dim int, product func(dst, θ, v []float64) []float64, θ, u []float64) float64 {
	checkLine(θ, u, dim)
	buf := vectors.Get().(*[]float64)
	*buf = lean.Sized(*buf, dim)
	c := kernel.Dot(u, product(*buf, θ, u))
	vectors.Put(buf)
	return c
}

var vectors = kernel.Pool{New: func() any { return new([]float64) }}

func dot(a, b []float64) float64 { return kernel.Dot(a, b) }
