package taylor

import "math"

// Sigmoid returns σ(z) = 1/(1 + e⁻ᶻ) of a number, to full relative precision on both
// sides: 0 at −Inf, 1 at +Inf, NaN at NaN.
func Sigmoid(z float64) float64 {
	if z < 0 {
		e := math.Exp(z)
		return e / (1 + e)
	}
	return 1 / (1 + math.Exp(-z))
}

// Sigmoid returns σ(a) = 1/(1 + e⁻ᵃ), from v′ = v (1 − v) a′:
//
//	w_k = (1 − 2 v_0) v_k − Σ_{j=1..k−1} v_j v_{k−j}      (w = v − v²)
//	v_k = (1/k) Σ_{j=1..k} j a_j w_{k−j}
//
// For a_0 > 0 it is 1 − σ(−a), so that the coefficients keep all their digits
// where σ is saturated: there v − v² would be a difference of nearly equal
// numbers, while σ(−a) is small and known to full relative precision.
// a_0 = ±Inf gives 1 or 0, and 0 for the other coefficients: σ is level there.
func (a Series) Sigmoid() Series {
	p := a.image()
	if a.c[0] > 0 {
		logistic(p, a, -1)
		for k, x := range p.c {
			p.c[k] = -x
		}
		p.c[0] += 1
		return p
	}
	logistic(p, a, 1)
	return p
}

// Tanh returns tanh a = 1 − 2 σ(−2a), by way of [Series.Sigmoid]'s recurrence,
// so that it keeps its digits where tanh is saturated. Its value is math.Tanh(a_0).
func (a Series) Tanh() Series {
	ws := a.workspace()
	p := a.image()
	s := 1.0
	if a.c[0] > 0 {
		s = -1
	}
	m := ws.Mark()
	logistic(p, a.Scale(2), s)
	ws.Release(m)
	for k, x := range p.c {
		p.c[k] = 2 * s * x
	}
	p.c[0] = math.Tanh(a.c[0])
	return p
}

// Softplus returns log(1 + eᵃ), whose derivative is σ(a) a′:
//
//	v_0 = max(a_0, 0) + log1p(e^{−|a_0|})
//	v_k = (1/k) Σ_{j=1..k} j a_j σ_{k−j}
//
// For a_0 > 0 it is a + Softplus(−a), which keeps the digits of what Softplus
// has over a.
func (a Series) Softplus() Series { return a.CrossEntropy(0) }

// CrossEntropy returns the cross-entropy in nats between a label y and the
// probability σ(a), where a is the logit:
//
//	−y log σ(a) − (1 − y) log(1 − σ(a)) = Softplus(a) − y a
//
// It is written so that labels of exactly 0 and 1 suffer no cancellation: for
// a_0 > 0 it is Softplus(−a) + (1 − y) a. y is usually in [0, 1], but any number
// is taken.
func (a Series) CrossEntropy(y float64) Series {
	v := a.image()
	s, y0 := 1.0, -y
	if a.c[0] > 0 {
		s, y0 = -1, 1-y
	}
	softplus(v, a, s)
	if y0 != 0 {
		for k, x := range a.c {
			v.c[k] += y0 * x
		}
	}
	return v
}

// softplus fills v with the coefficients of log(1 + e^{s a}), for a sign s = ±1
// with s a_0 ≤ 0.
func softplus(v, a Series, s float64) {
	ws := v.ws
	m := ws.Mark()
	p := a.image()
	e := logistic(p, a, s)
	v.c[0] = math.Log1p(e)
	if len(a.c) == 2 {
		d := s * a.c[1]
		for k := 1; k < len(v.c); k++ {
			v.c[k] = d * p.c[k-1] * ws.inverse[k]
		}
	} else {
		da := derivative(ws, a)
		for k := 1; k < len(v.c); k++ {
			v.c[k] = s * slide(da, p.c[:k]) / float64(k)
		}
	}
	ws.Release(m)
}

// logistic fills p with the coefficients of σ(s a), for a sign s = ±1 with
// s a_0 ≤ 0, and returns e^{−|a_0|}.
func logistic(p, a Series, s float64) float64 {
	e, t := halfLine(a.c[0])
	v := p.c
	v[0] = e / (1 + e)
	w := v[0] / (1 + e) // w_0 of w = v − v²
	if len(a.c) == 2 {
		alongLine(v, s*a.c[1], t, w, p.ws.inverse)
		return e
	}
	if len(v) == 1 {
		return e
	}
	ws := p.ws
	m := ws.Mark()
	ww := ws.take(len(v) - 1)
	da := derivative(ws, a)
	for k := 1; ; k++ {
		ww[k-1] = w
		v[k] = s * slide(da, ww[:k]) / float64(k)
		if k == len(ww) {
			break
		}
		w = t*v[k] - middle(v[1:k])
	}
	ws.Release(m)
	return e
}

// alongLine is logistic for an argument of degree 1 with slope d, where w_{k−1} is
// all that v_k needs. The pair v_1 v_{k−1}, the only one with the newest coefficient,
// is added to the others last, so that they need not wait for it.
func alongLine(v []float64, d, t, w float64, inverse []float64) {
	newest, edge := 0.0, 0.0 // v_{k−1}, and v_1 times how often v_1 v_{k−1} counts
	for k := 1; k < len(v); k++ {
		x := d * inverse[k] * w
		v[k] = x
		q := 0.0
		if k > 3 {
			q = middle(v[2 : k-1])
		}
		w = t*x - (q + edge*newest)
		newest = x
		if k <= 2 {
			edge = float64(k) * v[1]
		}
	}
}

// middle returns Σ_{j=1..k−1} p_j p_{k−j} for p = p_1 … p_{k−1}. Equal pairs are
// counted once and doubled. The sum begins in the middle, since a recurrence has
// known those coefficients the longest.
func middle(p []float64) float64 {
	half := len(p) / 2
	lo, hi := p[:half], p[len(p)-half:]
	s, r := 0.0, 0.0
	for len(hi) >= 2 && len(lo) >= 2 {
		s += hi[0] * lo[len(lo)-1]
		r += hi[1] * lo[len(lo)-2]
		hi, lo = hi[2:], lo[:len(lo)-2]
	}
	if len(hi) > 0 && len(lo) > 0 {
		s += hi[0] * lo[0]
	}
	s += r
	s += s
	if len(p)%2 == 1 {
		s += p[half] * p[half]
	}
	return s
}

// halfLine returns e = e^{−|z|} and t = 1 − 2σ(−|z|) = (1 − e)/(1 + e), both to
// full relative precision. NaN gives NaN.
func halfLine(z float64) (e, t float64) {
	z = math.Abs(z)
	if z < math.Ln2 {
		m := math.Expm1(-z)
		e = 1 + m
		return e, -m / (1 + e)
	}
	e = exp(-z)
	return e, (1 - e) / (1 + e)
}
