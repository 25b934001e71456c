package loss

import (
	"math"

	"github.com/downhill-go/downhill/pkg/loss/internal/kernel"
)

// The losses of a sigmoid neuron. With e = e^{−z}, ŷ = σ(z) = 1/(1 + e), and ŷ − y is
// (1 − y − y e)/(1 + e): for y = 0 and y = 1 a product and a quotient without cancellation,
// on both sides of 0.

// crossEntropies: ℓ = log(1 + eᶻ) − y z, kept free of cancellation for y = 0 and y = 1.
func crossEntropies(z, y []float64) {
	for j, v := range z {
		ℓ := math.Log1p(math.Exp(-math.Abs(v)))
		if v > 0 {
			z[j] = ℓ + (1-y[j])*v
		} else {
			z[j] = ℓ - y[j]*v
		}
	}
}

// crossEntropySum returns Σ log(1 + e^{−|z|}) + (1 − y) max(z, 0) + y max(−z, 0). The
// second part is exactly 0 for a label y = 1 or 0 on the right side, and the first part
// needs one logarithm for many rows,
//
//	Σ log(1 + e_j) = log(1 + E),   1 + E = Π (1 + e_j)
//
// where E grows by e + E e, a sum of positive terms, and so keeps the digits of even a
// tiny loss. Each factor is at most 2: a group of 64 in two halves stays below 2³² each.
func crossEntropySum(z, y []float64) float64 {
	s := 0.0
	for len(z) > 0 {
		m := min(len(z), 64)
		for j, v := range z[:m] {
			a, y := math.Abs(v), y[j]
			up := (v + a) / 2 // max(v, 0), exactly
			s += (1-y)*up + y*(up-v)
			z[j] = a
		}
		kernel.Exps(z[:m])
		even, odd := 0.0, 0.0
		for j, e := range z[:m] {
			if j%2 == 0 {
				even += e + even*e
			} else {
				odd += e + odd*e
			}
		}
		s += math.Log1p(even + odd + even*odd)
		z, y = z[m:], y[m:]
	}
	return s
}

// crossEntropySlopes: ℓ′ = ŷ − y.
func crossEntropySlopes(z, y []float64) {
	y = y[:len(z)]
	kernel.Exps(z)
	for j, e := range z {
		y := y[j]
		z[j] = (1 - y - y*e) / (1 + e)
	}
}

// crossEntropyBends: ℓ″ = σ′ = ŷ(1 − ŷ).
func crossEntropyBends(z, _ []float64) {
	kernel.Exps(z)
	for j, e := range z {
		p := 1 / (1 + e)
		z[j] = p * (e * p)
	}
}

// crossEntropyBound: ℓ⁽¹⁾ = σ − y and ℓ⁽ᵏ⁾ = σ⁽ᵏ⁻¹⁾.
func crossEntropyBound(y float64, k int) float64 {
	if k == 1 {
		return math.Max(y, 1-y)
	}
	return sigmoidBound(k - 1)
}

// squares: ℓ = (ŷ − y)².
func squares(z, y []float64) {
	for j, v := range z {
		e := math.Exp(-math.Abs(v))
		r := -y[j] + e/(1+e)
		if v > 0 {
			r = 1 - y[j] - e/(1+e)
		}
		z[j] = r * r
	}
}

// squareSlopes: ℓ′ = 2 (ŷ − y) ŷ (1 − ŷ).
func squareSlopes(z, y []float64) {
	kernel.Exps(z)
	for j, e := range z {
		y := y[j]
		p := 1 / (1 + e)
		z[j] = 2 * (1 - y - y*e) * p * p * (e * p)
	}
}

// squareBends: ℓ″ = 2 (σ′² + (ŷ − y) σ″), σ″ = σ′(1 − 2ŷ).
func squareBends(z, y []float64) {
	kernel.Exps(z)
	for j, e := range z {
		y := y[j]
		p := 1 / (1 + e)
		σ1 := p * (e * p)
		z[j] = 2 * σ1 * (σ1 + (1-y-y*e)*p*(e-1)*p)
	}
}

// squareBound: ℓ⁽ᵏ⁾ = (1 − 2y) σ⁽ᵏ⁾ − σ⁽ᵏ⁺¹⁾, since σ² = σ − σ′. As a function of y its
// greatest size over all z is convex and even about ½; it is known at both ends and in the
// middle for k ≤ 8, and lies below the lines between.
func squareBound(y float64, k int) float64 {
	t := math.Abs(1 - 2*y)
	if k < len(squareMaxima) {
		return t*squareMaxima[k] + (1-t)*sigmoidBound(k+1)
	}
	return t*sigmoidBound(k) + sigmoidBound(k+1)
}

// squareMaxima[k] is max |ℓ⁽ᵏ⁾| over all z for y = 0 or 1, rounded up: the maxima of
// polynomials in σ, computed to 50 digits. The first is 8/27.
var squareMaxima = [...]float64{1: 0.29629629629629634, 0.15405857012135053, 0.20202300916751147, 0.27818770094468954,
	0.52773228405386036, 1.1333745751051266, 2.8140107855968994, 8.0912026807828448}

// sigmoidMaxima[m] is max |σ⁽ᵐ⁾| over all z, rounded up, computed likewise: 1, ¼, √3/18, ⅛ …
var sigmoidMaxima = [...]float64{1, 0.25, 0.096225044864937642, 0.125, 0.12768392196780178, 0.25, 0.40832775885433698,
	1.0625, 2.3900791416524741, 7.75, 22.251970397592192}

// sigmoidBound returns an S_m ≥ |σ⁽ᵐ⁾(z)| for all real z, the least one for m ≤ 10, and
// then
//
//	S_m = ∫₀^∞ ω^m/sinh(πω) dω = 2 m! π^{−(m+1)} Σ_{j odd} j^{−(m+1)}
//
// by Fourier's integral σ⁽ᵐ⁾(z) = 1/(2π) ∫ (iω)^{m−1} πω/sinh(πω) e^{iωz} dω. For odd m
// it is attained, at z = 0; for even m it is a few per cent above the maximum.
func sigmoidBound(m int) float64 {
	if m < len(sigmoidMaxima) {
		return sigmoidMaxima[m]
	}
	s := float64(m + 1)
	sum := 1 + math.Pow(3, -s) + math.Pow(5, -s)
	// The terms left out are below the integral that begins midway before them.
	sum += math.Pow(6, 1-s) / (2 * (s - 1))
	if m < 170 {
		return 2 * math.Gamma(s) * math.Pow(math.Pi, -s) * sum * (1 + 1e-14) // rounded up
	}
	// m! is out of range before S_m is. The logarithms round it by 10⁻¹³ of it.
	log, _ := math.Lgamma(s)
	return 2 * math.Exp(log-s*math.Log(math.Pi)) * sum * (1 + 1e-12)
}

// toPole: 1 + e^{−z} is 0 at z = ±iπ.
func toPole(z, _ float64) float64 { return math.Hypot(z, math.Pi) }

// sigmoidLine is what both expansions begin with. Along a line the margin is z + ηv.
// With s = −sign z and p = σ(s(z + ηv)), whose value is at most ½, the recurrence of
// [taylor.Series.Sigmoid] gives p and q_k = Σ_{j=1..k−1} p_j p_{k−j}, and the losses follow,
//
//	cross-entropy, log(1 + e^{s z}) − c s z:  s v p_{k−1}/k
//	squared error, (p − c)²:                  2 (p_0 − c) p_k + q_k
//
// where c is the label as seen from σ's small side: y or 1 − y. It turns the rows to that
// side, fills f's p and q, and returns e = e^{−|z|}.
func sigmoidLine(f *kernel.Lane, r *fourRows, n int) (e kernel.Quad) {
	for i, z := range r.z {
		if r.exp[i] = math.Abs(z); z > 0 {
			r.z[i], r.v[i], r.y[i] = -z, -r.v[i], 1-r.y[i]
		}
	}
	kernel.Exps(r.exp[:])
	e = kernel.QuadOf(&r.exp)
	inv := kernel.Quad{A: 1 / (1 + e.A), B: 1 / (1 + e.B), C: 1 / (1 + e.C), D: 1 / (1 + e.D)}
	p := e.Mul(inv)
	f.Logistic(p, inv.Sub(p), kernel.QuadOf(&r.v), n)
	return e
}

func crossEntropySeries(dst []float64, f *kernel.Lane, r *fourRows) {
	e := sigmoidLine(f, r, len(dst))
	c, ω := kernel.QuadOf(&r.y), kernel.QuadOf(&r.ω)
	if r.weighted {
		dst[0] += ω.Dot(kernel.Quad{A: math.Log1p(e.A), B: math.Log1p(e.B), C: math.Log1p(e.C), D: math.Log1p(e.D)})
	} else {
		// One logarithm for four rows: Σ log(1 + e) = log Π (1 + e), where the
		// product less 1 is a sum of positive terms and so loses no digits.
		e := e.Mul(ω) // without the rows that are not there
		ab, cd := e.A+e.B+e.A*e.B, e.C+e.D+e.C*e.D
		dst[0] += math.Log1p(ab + cd + ab*cd)
	}
	dst[0] -= ω.Mul(c).Dot(kernel.QuadOf(&r.z))
	d := ω.Mul(kernel.QuadOf(&r.v))
	for k := 1; k < len(dst); k++ {
		dst[k] += f.Inverse[k] * d.Dot(f.P[k-1])
	}
	if len(dst) > 1 {
		dst[1] -= c.Dot(d)
	}
}

func squareSeries(dst []float64, f *kernel.Lane, r *fourRows) {
	sigmoidLine(f, r, len(dst))
	ω := kernel.QuadOf(&r.ω)
	rest := f.P[0].Sub(kernel.QuadOf(&r.y))
	dst[0] += ω.Dot(rest.Mul(rest))
	rest = rest.Scale(2)
	for k := 1; k < len(dst); k++ {
		dst[k] += ω.Dot(rest.Mul(f.P[k]).Add(f.Q[k]))
	}
}
