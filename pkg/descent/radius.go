package descent

import "math"

// radiuser is what a loss has that knows the radius of convergence of
// φ(η) = L(θ+ηu).
type radiuser interface {
	Radius(θ, u []float64) float64
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
		if x-x != 0 { // not finite: there is no expansion
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
