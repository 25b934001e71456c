package loss

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The series at θ, read from a point further along the line, is the series there:
//
//	c_j(θ + hu) = Σ_{k≥j} C(k, j) c_k(θ) h^{k−j}
//
// The left side knows nothing of the coefficients on the right: no recurrence can be
// wrong from some order on, or miss a factor that grows with it, without breaking this.
func TestTheSeriesSeenFromFurtherAlongTheLineIsTheSeriesThere(t *testing.T) {
	const order, compared, h = 40, 12, 0.02
	rng := rand.New(rand.NewPCG(51, 52))
	for name, L := range everyLoss() {
		for range 5 {
			θ, u := randomVector(rng, L.Dim()), randomVector(rng, L.Dim())
			further := make([]float64, len(θ))
			for i := range θ {
				further[i] = θ[i] + h*u[i]
			}
			here, there := L.Taylor(make([]float64, order+1), θ, u), L.Taylor(make([]float64, compared+1), further, u)
			for j, got := range there {
				// What is cut off: a radius of convergence above 0.1 leaves (h/0.1)²⁸ of it.
				want, size, factor := 0.0, 0.0, 1.0
				for k := j; k <= order; k++ {
					want += factor * here[k]
					size += factor * math.Abs(here[k])
					factor *= h * float64(k+1) / float64(k+1-j)
				}
				if !(math.Abs(got-want) <= 1e-11*size) {
					t.Errorf("%s: c_%d further on is %.17g, from here %.17g", name, j, got, want)
				}
			}
		}
	}
}
