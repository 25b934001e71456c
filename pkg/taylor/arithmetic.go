package taylor

import "math"

// Add returns a + b.
func (a Series) Add(b Series) Series {
	ws := shared(a, b)
	if ws == nil {
		return Series{}
	}
	if len(a.c) < len(b.c) {
		a, b = b, a
	}
	v := ws.series(len(a.c))
	copy(v.c, a.c)
	for k, x := range b.c {
		v.c[k] += x
	}
	return v
}

// Sub returns a − b.
func (a Series) Sub(b Series) Series {
	ws := shared(a, b)
	if ws == nil {
		return Series{}
	}
	v := ws.series(max(len(a.c), len(b.c)))
	clear(v.c[copy(v.c, a.c):])
	for k, x := range b.c {
		v.c[k] -= x
	}
	return v
}

// Acc adds b to a in place: a += b. It is the only operation that changes a
// series, and it changes copies of that series too; use it for sums. A zero
// Series becomes a copy of b. Where b has the higher degree, a moves to new memory:
// a sum whose terms are released must have its room beforehand, by [Series.Full].
func (a *Series) Acc(b Series) {
	ws := shared(*a, b)
	if ws == nil {
		return
	}
	if len(a.c) < len(b.c) {
		v := ws.series(len(b.c))
		clear(v.c[copy(v.c, a.c):])
		*a = v
	}
	for k, x := range b.c {
		a.c[k] += x
	}
}

// Neg returns −a.
func (a Series) Neg() Series { return a.Scale(-1) }

// Scale returns s a, for a number s.
func (a Series) Scale(s float64) Series {
	if a.ws == nil {
		return Series{}
	}
	r := a.result(len(a.c))
	for k, x := range a.c {
		r.c[k] = s * x
	}
	return r
}

// Shift returns a + s, for a number s.
func (a Series) Shift(s float64) Series {
	r := a.result(len(a.c))
	copy(r.c, a.c)
	r.c[0] += s
	return r
}

// Mul returns a b. Its coefficients are the Cauchy product
//
//	v_k = Σ_{j=0..k} a_j b_{k−j}
//
// (Griewank & Walther, Evaluating Derivatives, 2nd ed., table 13.1), and its
// degree is the sum of the degrees, as long as the workspace keeps it.
func (a Series) Mul(b Series) Series {
	ws := shared(a, b)
	if a.ws == nil || b.ws == nil {
		return Series{}
	}
	r := ws.series(min(len(a.c)+len(b.c)-1, ws.order+1))
	multiply(r.c, a.c, b.c)
	return r
}

// multiply sets v to the first len(v) coefficients of a b. v must not overlap
// a or b.
func multiply(v, a, b []float64) {
	if len(a) < len(b) {
		a, b = b, a
	}
	for k := range v {
		s := 0.0
		for j := max(0, k-len(a)+1); j <= min(k, len(b)-1); j++ {
			s += b[j] * a[k-j]
		}
		v[k] = s
	}
}

// Sqr returns a². Its coefficients are those of a.Mul(a), with the equal pairs
// a_j a_{k−j} counted once and doubled.
func (a Series) Sqr() Series {
	ws := a.workspace()
	r := ws.series(min(2*len(a.c)-1, ws.order+1))
	square(r.c, a.c)
	return r
}

// square sets v to the first len(v) coefficients of a². v must not overlap a.
func square(v, a []float64) {
	for k := range v {
		s := 0.0
		for j := max(0, k-len(a)+1); 2*j < k; j++ {
			s += a[j] * a[k-j]
		}
		s += s
		if k%2 == 0 {
			s += a[k/2] * a[k/2]
		}
		v[k] = s
	}
}

// Div returns the quotient q = a/b from q b = a:
//
//	q_k = (a_k − Σ_{j=1..k} b_j q_{k−j}) / b_0
//
// (Griewank & Walther, table 13.1). If b_0 = 0 there is no expansion: q_0 is
// a_0/b_0 as floats divide it (±Inf or NaN), and every other coefficient is NaN;
// if b is a constant 0, all are what floats divide them to. That holds
// even where a has a zero too: η/η is not 1 here, since a truncated series does
// not know the coefficient that the cancelled power would need.
func (a Series) Div(b Series) Series {
	a.workspace()
	b.workspace()
	ws := shared(a, b)
	b0 := b.c[0]
	if len(b.c) == 1 {
		n := len(a.c)
		if b0 == 0 && n > 1 {
			n = ws.order + 1 // beyond a's degree stand zeros, and 0/0 is NaN
		}
		r := ws.series(n)
		for k := range r.c {
			r.c[k] = a.Coeff(k) / b0
		}
		return r
	}
	q := ws.series(ws.order + 1)
	if b0 == 0 {
		q.c[0] = a.c[0] / b0
		noExpansion(q.c)
		return q
	}
	for k := range q.c {
		s := 0.0
		if k < len(a.c) {
			s = a.c[k]
		}
		for j := 1; j <= min(k, len(b.c)-1); j++ {
			s -= b.c[j] * q.c[k-j]
		}
		q.c[k] = s / b0
	}
	return q
}

// noExpansion marks all coefficients but the value as NaN.
func noExpansion(v []float64) {
	for k := 1; k < len(v); k++ {
		v[k] = math.NaN()
	}
}
