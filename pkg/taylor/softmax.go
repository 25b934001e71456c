package taylor

import "math"

// LogSumExp returns log Σ_i exp z_i, the soft maximum. With the largest argument z_m
// taken off all others, d_i = z_i − z_m, and the softmax p_i = exp(z_i)/Σ_j exp z_j, whose
// values are p_{i,0}, it is
//
//	z_m + μ + κ,   μ_k = Σ_{i≠m} p_{i,0} d_{i,k},   κ_k = (1/k) Σ_i Σ_{j=1..k−1} j v_{i,j} p_{i,k−j}
//
// for k ≥ 1, where v_i = d_i − μ − κ and p_i′ = v_i′ p_i, and z_m + log1p(Σ_{i≠m} exp d_i)
// for k = 0. What is left of the arguments once their mean μ is off is small where it has
// a great p_i: nothing is lost where one argument is far above all others, nor
// where many share the sum.
//
// Its gradient is the softmax. Of two arguments 0 and a it is Softplus(a). An argument of
// value −Inf is ignored; if the largest value is infinite, it is the answer's, and there
// is no expansion. Without arguments it panics.
func LogSumExp(z ...Series) Series { return logSumExp(-1, z) }

// SoftmaxCrossEntropy returns the cross-entropy in nats between a class and the
// softmax of the logits z,
//
//	−log p_class = LogSumExp(z) − z_class
//
// which keeps its digits where p_class is close to 1: there z_class is never added. It
// panics if z has no such class.
func SoftmaxCrossEntropy(class int, z ...Series) Series {
	if class < 0 || class >= len(z) {
		panic("taylor: SoftmaxCrossEntropy of a class that has no logit")
	}
	return logSumExp(class, z)
}

// logSumExp returns LogSumExp(z), less z_own unless own is negative.
func logSumExp(own int, z []Series) Series {
	if len(z) == 0 {
		panic("taylor: LogSumExp of nothing")
	}
	m, n := 0, 1
	for i := range z {
		if z[i].workspace(); z[i].c[0] > z[m].c[0] {
			m = i
		}
		if len(z[i].c) > 1 {
			n = z[i].ws.order + 1
		}
	}
	for i := range z {
		shared(z[m], z[i])
	}
	ws := z[m].ws
	r := ws.series(n)
	z[m].CopyTo(r.c)
	if own >= 0 {
		for k, x := range z[own].c {
			r.c[k] -= x
		}
	}
	if math.IsInf(z[m].c[0], 0) {
		for i := range z {
			if math.IsNaN(z[i].c[0]) {
				r.c[0] = math.NaN()
			}
		}
		noExpansion(r.c)
		return r
	}
	// Seen from z_own, z_own is 0 and takes no digits with it; unless it is so improbable
	// that it would take those of the others.
	at := m
	if own >= 0 && z[own].c[0] > z[m].c[0]-30 {
		at = own
		clear(r.c[1:])
	}
	mark := ws.Mark()
	softmax(r, z, m, at)
	ws.Release(mark)
	return r
}

// softmax adds to r what LogSumExp has over z_m at η = 0, and over z_at further on.
func softmax(r Series, z []Series, m, at int) {
	ws, n := r.ws, len(r.c)
	// One row a series: v′ and p, of those that have a part in the sum.
	all := ws.take(2 * n * len(z))
	rows := 0
	row := func(i int) (v, p []float64) {
		both := all[2*n*i:][:2*n]
		return both[:n], both[n:]
	}
	rest := 0.0
	for i := range z {
		e := 1.0
		if i != m {
			e = math.Exp(z[i].c[0] - z[m].c[0])
			rest += e
		}
		if e == 0 {
			continue
		}
		v, p := row(rows)
		p[0] = e
		v = v[:n-1]
		clear(v)
		if i != at {
			for k := 1; k < max(len(z[i].c), len(z[at].c)); k++ {
				v[k-1] = z[i].Coeff(k) - z[at].Coeff(k) // d_k, for now
			}
		}
		rows++
	}
	r.c[0] += math.Log1p(rest)
	for i := range rows {
		_, p := row(i)
		p[0] /= 1 + rest
	}
	for k := 1; k < n; k++ {
		μ, κ := 0.0, 0.0
		for i := range rows {
			v, p := row(i)
			μ += p[0] * v[k-1]
			κ += slide(v[:k-1], p[1:k])
		}
		κ /= float64(k)
		r.c[k] += μ + κ
		for i := range rows {
			v, p := row(i)
			v[k-1] = float64(k) * (v[k-1] - μ - κ)
			p[k] = slide(v[:k], p[:k]) / float64(k)
		}
	}
}
