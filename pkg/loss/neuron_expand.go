package loss

import (
	"math"
)

// A lane is the scratch of one expansion: coefficients for four rows side by side.
type lane struct {
	p, q []quad    // see expandRows
	rev  []quad    // p backwards: rev[last−k] = p[k]
	inv  []float64 // 1/k
}

var lanes = pool{New: func() any { return new(lane) }}

// reserve makes room for n coefficients.
func (f *lane) reserve(n int) {
	if len(f.p) >= n {
		return
	}
	f.p, f.q, f.rev = make([]quad, n), make([]quad, n), make([]quad, n)
	f.inv = make([]float64, n)
	for k := 1; k < n; k++ {
		f.inv[k] = 1 / float64(k)
	}
}

// expandRows adds to dst the coefficients of the rows i … i+3 as far as there are
// so many, times ω if the rows have weights of their own.
//
// Along a line the margin is z + η v. With s = −sign z and p = σ(s(z + η v)), whose
// value is at most ½, the recurrence of [taylor.Series.Sigmoid] becomes
//
//	q_k = Σ_{j=1..k−1} p_j p_{k−j}
//	w_k = (1 − 2 p_0) p_k − q_k
//	p_{k+1} = s v w_k / (k + 1)
//
// and both losses follow from p and q:
//
//	cross-entropy, log(1 + e^{s z}) − c s z:  s v p_{k−1}/k
//	squared error, (p − c)²:                  2 (p_0 − c) p_k + q_k
//
// where c is the label as seen from σ's small side: y or 1 − y.
func (L *Neuron) expandRows(dst []float64, f *lane, θ, u []float64, i int) {
	var z, v, y, weight [4]float64 // a row that is not there keeps the weight 0
	for r := range min(4, L.n-i) {
		z[r], v[r] = L.margin(θ, i+r), L.margin(u, i+r)
		y[r], weight[r] = L.y[i+r], 1
		if z[r] > 0 {
			z[r], v[r], y[r] = -z[r], -v[r], 1-y[r]
		}
		if L.ω != nil {
			if weight[r] = L.ω[i+r]; weight[r] == 0 {
				z[r], v[r] = 0, 0 // whatever they are: no term of theirs may be Inf
			}
		}
	}
	d, c, ω := quadOf(&v), quadOf(&y), quadOf(&weight)
	margin := z
	clamp(z[:])
	e := quad{exp(z[0]), exp(z[1]), exp(z[2]), exp(z[3])}
	inv := quad{1 / (1 + e.a), 1 / (1 + e.b), 1 / (1 + e.c), 1 / (1 + e.d)}
	p := e.mul(inv)
	f.logistic(p, inv.sub(p), d, len(dst))
	if L.kind == SquaredError {
		r := p.sub(c)
		dst[0] += ω.dot(r.mul(r))
		r = r.scale(2)
		for k := 1; k < len(dst); k++ {
			dst[k] += ω.dot(r.mul(f.p[k]).add(f.q[k]))
		}
		return
	}
	if L.ω == nil {
		// One logarithm for four rows: Σ log(1 + e) = log Π (1 + e), where the
		// product less 1 is a sum of positive terms and so loses no digits.
		e := e.mul(ω) // without the rows that are not there
		ab, cd := e.a+e.b+e.a*e.b, e.c+e.d+e.c*e.d
		dst[0] += math.Log1p(ab + cd + ab*cd)
	} else {
		dst[0] += ω.dot(quad{math.Log1p(e.a), math.Log1p(e.b), math.Log1p(e.c), math.Log1p(e.d)})
	}
	dst[0] -= ω.mul(c).dot(quadOf(&margin))
	d = d.mul(ω)
	for k := 1; k < len(dst); k++ {
		dst[k] += f.inv[k] * d.dot(f.p[k-1])
	}
	if len(dst) > 1 {
		dst[1] -= c.dot(d)
	}
}

// logistic fills p_0 … p_{n−1} and q_1 … q_{n−1} of expandRows for value p_0 = p and
// t = 1 − 2p along lines of slope d = s v.
//
// What makes it fast is the order of the sums: the pair p_1 p_{k−1}, the only one with the
// newest coefficient, is added last and from registers, so that all other
// pairs are summed while that coefficient is still on its way.
func (f *lane) logistic(p, t, d quad, n int) {
	ps, qs, rev, inv := f.p[:n], f.q[:n], f.rev[:n], f.inv[:n]
	ps[0] = p
	w := p.sub(p.mul(p))
	var newest, edge quad // p_{k−1}, and p_1 times how often p_1 p_{k−1} counts
	for k := 1; k < n; k++ {
		p = d.scale(inv[k]).mul(w)
		ps[k], rev[n-1-k] = p, p
		q := newest.mul(edge)
		if k > 3 {
			// The pairs p_i p_{k−i} with i from 2 to below the middle.
			i := (k - 1) / 2
			s := pairs(ps[k-i:k-1], rev[n-1-i:n-2])
			if k%2 == 0 {
				s = s.add(ps[k/2].mul(ps[k/2]))
			}
			q = q.add(s)
		}
		qs[k] = q
		w = t.mul(p).sub(q)
		newest = p
		if k <= 2 {
			edge = ps[1].scale(float64(k))
		}
	}
}

// pairs returns 2 Σ a_i b_i.
func pairs(a, b []quad) quad {
	var s quad
	b = b[:len(a)]
	for len(a) >= 2 && len(b) >= 2 {
		s = s.add(a[0].mul(b[0]))
		s = s.add(a[1].mul(b[1]))
		a, b = a[2:], b[2:]
	}
	if len(a) > 0 && len(b) > 0 {
		s = s.add(a[0].mul(b[0]))
	}
	return s.add(s)
}
