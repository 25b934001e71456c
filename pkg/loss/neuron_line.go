package loss

import (
	"math"

	"github.com/downhill-go/downhill/pkg/loss/internal/kernel"
)

// A single feature and the cross-entropy are the running example, whose descents take
// thousands of steps: they have a shorter way.

// onLine tells whether it can be gone: for rows that weigh the same and margins |z| < 20.
func (L *Neuron) onLine(θ []float64) bool {
	return L.d == 1 && L.kind == CrossEntropy && L.ω == nil && L.λ == 0 &&
		math.Abs(θ[0])*L.xmax+math.Abs(θ[1]) < 20
}

// valueGradientOnLine is ValueGradient. With e = e^{−z},
//
//	n L(θ) = Σ log(1 + e_i) + Σ (1 − y_i) z_i,   n ∇L = Σ [x_i, 1] (1/(1 + e_i) − y_i)
//
// where the sums with y are known beforehand. Two rows share a division, 1/a and
// 1/b being b/(ab) and a/(ab), and 32 rows share the logarithm, that of a
// product: so many factors below 1 + e²⁰ are far from overflowing.
//
// It is not good where the loss is small, as it is for rows that can be told apart: then
// the sums have lost their digits.
func (L *Neuron) valueGradientOnLine(dst, θ []float64) (value float64, good bool) {
	const run = 1 << 12 // a sum of more terms loses digits
	gw, gb, sum := 0.0, 0.0, 0.0
	for i := 0; i < L.n; i += run {
		w, b, s := lineRun(θ[0], θ[1], L.x[i:min(i+run, L.n)])
		gw, gb, sum = gw+w, gb+b, sum+s
	}
	line, n := θ[0]*L.sums.nx+θ[1]*L.sums.n, 1/float64(L.n)
	value = (line + sum) * n
	dst[0], dst[1] = (gw-L.sums.yx)*n, (gb-L.sums.y)*n
	return value, value > max(0.05, math.Abs(line)*n/20)
}

// lineRun returns Σ x_i/(1 + e_i), Σ 1/(1 + e_i) and Σ log(1 + e_i).
func lineRun(w, b float64, rows []float64) (gw, gb, sum float64) {
	for len(rows) > 0 {
		x := rows[:min(len(rows), 32)]
		rows = rows[len(x):]
		product := 1.0
		if len(x)%2 == 1 {
			product += kernel.Exp(-w*x[0] - b)
			p := 1 / product
			gw += p * x[0]
			gb += p
			x = x[1:]
		}
		for j := 1; j < len(x); j += 2 {
			s, t := x[j-1], x[j]
			c, d := 1+kernel.Exp(-w*s-b), 1+kernel.Exp(-w*t-b)
			both := c * d
			inv := 1 / both
			p, q := d*inv, c*inv
			gw += p*s + q*t
			gb += p + q
			product *= both
		}
		sum += math.Log(product)
	}
	return gw, gb, sum
}

// lineSums are those over the rows of a single feature that do not depend on θ.
type lineSums struct {
	y, yx float64 // Σ y_i, Σ y_i x_i
	n, nx float64 // Σ (1 − y_i), Σ (1 − y_i) x_i
}

func sumsOf(x, y []float64) (s lineSums) {
	for i, x := range x {
		s.y += y[i]
		s.yx += y[i] * x
		s.n += 1 - y[i]
		s.nx += (1 - y[i]) * x
	}
	return s
}
