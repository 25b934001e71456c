package taylor

// Compose returns a(b(η)) for the polynomial a(x) = Σ a_k xᵏ, by Horner's rule
// in truncated arithmetic.
//
// If a is itself a truncated function, expanded at x₀, then b must be the
// displacement from x₀, with b_0 = 0: that is when the truncated polynomial
// gives the function's own coefficients up to the workspace's order. With b_0 ≠ 0 the
// answer is the polynomial's, exactly as a's Degree coefficients say, and not
// the function's.
func (a Series) Compose(b Series) Series {
	a.workspace()
	b.workspace()
	ws := shared(a, b)
	n := min((len(a.c)-1)*(len(b.c)-1), ws.order) + 1
	r := ws.series(n)
	m := ws.Mark()
	t := ws.series(n)
	clear(r.c)
	d := len(a.c) - 1
	r.c[0] = a.c[d]
	for k := d - 1; k >= 0; k-- {
		multiply(t.c, r.c, b.c)
		copy(r.c, t.c)
		r.c[0] += a.c[k]
	}
	ws.Release(m)
	return r
}
