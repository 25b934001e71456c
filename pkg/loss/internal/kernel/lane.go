package kernel

// A Quad is the same quantity in four rows. Its fields, unlike an array's elements, are kept
// in registers, and its operations do not wait for each other.
type Quad struct{ A, B, C, D float64 }

func (x Quad) Mul(y Quad) Quad      { return Quad{x.A * y.A, x.B * y.B, x.C * y.C, x.D * y.D} }
func (x Quad) Add(y Quad) Quad      { return Quad{x.A + y.A, x.B + y.B, x.C + y.C, x.D + y.D} }
func (x Quad) Sub(y Quad) Quad      { return Quad{x.A - y.A, x.B - y.B, x.C - y.C, x.D - y.D} }
func (x Quad) Scale(s float64) Quad { return Quad{s * x.A, s * x.B, s * x.C, s * x.D} }
func (x Quad) Dot(y Quad) float64   { return x.A*y.A + x.B*y.B + x.C*y.C + x.D*y.D }

// QuadOf returns x as a Quad.
func QuadOf(x *[4]float64) Quad { return Quad{x[0], x[1], x[2], x[3]} }

// A Lane is the scratch of one expansion: coefficients for four rows side by side.
type Lane struct {
	P, Q    []Quad    // see Logistic
	Inverse []float64 // 1/k
	rev     []Quad    // P backwards: rev[last−k] = P[k]
}

// Reserve makes room for n coefficients.
func (f *Lane) Reserve(n int) {
	if len(f.P) >= n {
		return
	}
	f.P, f.Q, f.rev = make([]Quad, n), make([]Quad, n), make([]Quad, n)
	f.Inverse = make([]float64, n)
	for k := 1; k < n; k++ {
		f.Inverse[k] = 1 / float64(k)
	}
}

// Logistic fills P_0 … P_{n−1} and Q_1 … Q_{n−1} with the coefficients of p = σ(z + ηd) and
// with the sums
//
//	Q_k = Σ_{j=1..k−1} P_j P_{k−j},   P_{k+1} = d ((1 − 2P_0) P_k − Q_k)/(k + 1)
//
// for the value P_0 = p and t = 1 − 2p.
//
// The pair P_1 P_{k−1}, the only one with the newest coefficient, is added last and from
// registers: all others are summed while that coefficient is still on its way.
func (f *Lane) Logistic(p, t, d Quad, n int) {
	ps, qs, rev, inv := f.P[:n], f.Q[:n], f.rev[:n], f.Inverse[:n]
	ps[0] = p
	w := p.Sub(p.Mul(p))
	var newest, edge Quad // P_{k−1}, and P_1 times how often P_1 P_{k−1} counts
	for k := 1; k < n; k++ {
		p = d.Scale(inv[k]).Mul(w)
		ps[k], rev[n-1-k] = p, p
		q := newest.Mul(edge)
		if k > 3 {
			// The pairs P_i P_{k−i} with i from 2 to below the middle.
			i := (k - 1) / 2
			s := pairs(ps[k-i:k-1], rev[n-1-i:n-2])
			if k%2 == 0 {
				s = s.Add(ps[k/2].Mul(ps[k/2]))
			}
			q = q.Add(s)
		}
		qs[k] = q
		w = t.Mul(p).Sub(q)
		newest = p
		if k <= 2 {
			edge = ps[1].Scale(float64(k))
		}
	}
}

// pairs returns 2 Σ a_i b_i.
func pairs(a, b []Quad) Quad {
	var s Quad
	b = b[:len(a)]
	for i, x := range a {
		s = s.Add(x.Mul(b[i]))
	}
	return s.Add(s)
}
