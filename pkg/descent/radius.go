package descent

import (
	"math"

	"github.com/downhill-go/downhill/pkg/internal/lean"
)

// radius returns an estimate of the radius of convergence of φ(η) = L(θ+ηu) whose
// coefficients are c. Along a u of s times the length the radius is R/s: where coefficients
// have left the range of numbers, as for an R far from 1, a u is taken along which it is
// nearer to 1.
func radius(L Expander, θ, u, c []float64) float64 {
	s, v := 1.0, u
	for range 3 {
		inRange := true
		last := 0 // of the coefficients that are numbers, the last that is not 0
		for k, x := range c {
			if !lean.Finite(x) {
				inRange = false
				break
			}
			if x != 0 {
				last = k
				inRange = math.Abs(x) > 1e-200
			}
		}
		if inRange || last == 0 {
			break
		}
		_, e := math.Frexp(c[last])
		if f := math.Ldexp(s, -e/last); f > 0 && f < math.Inf(1) {
			s = f
		}
		if &v[0] == &u[0] {
			c, v = make([]float64, len(c)), make([]float64, len(u))
		}
		for i, x := range u {
			v[i] = s * x
		}
		copy(c, L.Taylor(c, θ, v))
	}
	return estimateRadius(c) * s
}

// estimateRadius returns an estimate of the radius of convergence of Σ c_k η^k.
//
// |c_k| behaves as R^{−k}, times a power of k, times the cosine of a multiple of k
// where the nearest singularities are a conjugate pair (Darboux). So log|c_k| has
// an upper envelope of slope −log R: it is taken from the largest value in the
// last third of the coefficients and the largest in the third before, each of
// which spans several terms so that a cosine near zero does not matter.
func estimateRadius(c []float64) float64 {
	n := len(c)
	largest := func(from, to int) (at int, size float64) {
		at, size = -1, math.Inf(-1)
		for k := from; k < to; k++ {
			// Counted by k too, so that of equal heights the later one wins.
			if s := math.Log(math.Abs(c[k])); s >= size && !math.IsInf(s, -1) {
				at, size = k, s
			}
		}
		return at, size
	}
	a, high := largest(n/3, 2*n/3)
	b, low := largest(2*n/3, n)
	for _, x := range c {
		if !lean.Finite(x) { // there is no expansion
			return math.NaN()
		}
	}
	if b < 0 {
		return math.Inf(1)
	}
	if a < 0 {
		// Coefficients that begin late: all that can be said is by the root test.
		return math.Exp(-low / float64(b))
	}
	return math.Exp((high - low) / float64(b-a))
}
