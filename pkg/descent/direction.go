package descent

import "math"

// Slope returns
//
//	u·∇L = Σ_i u_i ∂L/∂θ_i = φ′(0),   φ(η) = L(θ+ηu),
//
// the rate at which the loss changes when one leaves θ along u; g is ∇L(θ). If it
// is negative, L(θ+ηu) < L(θ) for every small enough η > 0; if it is 0, the first
// order does not decide. It is 0 if u = 0 or ∇L = 0.
//
// It panics if u and g differ in length.
func Slope(u, g []float64) float64 {
	if len(u) != len(g) {
		panic("descent: u and g differ in length")
	}
	s := 0.0
	for i, v := range u {
		s += v * g[i]
	}
	return s
}

// Bound returns k = ‖u‖‖∇L‖, which bounds the slope on both sides by the
// inequality of Cauchy and Schwarz:
//
//	−k ≤ u·∇L ≤ k
//
// It is 0 if u = 0 or ∇L = 0. It panics if u and g differ in length.
func Bound(u, g []float64) float64 {
	if len(u) != len(g) {
		panic("descent: u and g differ in length")
	}
	return Norm(u) * Norm(g)
}

// Cosine returns cos β = u·∇L/k, which lies between −1 and 1, with k as in
// [Bound]. It is NaN if u = 0 or ∇L = 0: a zero vector has no direction.
//
// It panics if u and g differ in length.
func Cosine(u, g []float64) float64 {
	if len(u) != len(g) {
		panic("descent: u and g differ in length")
	}
	pu, qu := size(u)
	pg, qg := size(g)
	s := 0 * qu // NaN for the zero vector, an empty one too
	for i, v := range u {
		s += (v / pu / qu) * (g[i] / pg / qg)
	}
	// Rounding can carry the quotient an ulp or two past ±1.
	return math.Max(-1, math.Min(1, s))
}

// Angle returns β, the angle between u and ∇L in radians, 0 ≤ β ≤ π:
//
//	u·∇L = k cos β,   k = ‖u‖‖∇L‖
//
// It is computed from the unit vectors a = u/‖u‖ and c = ∇L/‖∇L‖ as
//
//	β = 2 atan2(‖a − c‖, ‖a + c‖)
//
// (W. Kahan, "How futile are mindless assessments of roundoff in floating-point
// computation?", 2006, §12), which is right to the last digits everywhere; the
// arc cosine of u·∇L/k loses half of them near 0 and π, where descent looks.
//
// Angle is NaN if u = 0 or ∇L = 0, or if an entry is not finite. It panics if u
// and g differ in length.
func Angle(u, g []float64) float64 {
	if len(u) != len(g) {
		panic("descent: u and g differ in length")
	}
	pu, qu := size(u)
	pg, qg := size(g)
	minus, plus := 0*qu, 0*qu
	for i, v := range u {
		a, c := v/pu/qu, g[i]/pg/qg
		minus += (a - c) * (a - c)
		plus += (a + c) * (a + c)
	}
	return 2 * math.Atan2(math.Sqrt(minus), math.Sqrt(plus))
}

// Norm returns the length ‖v‖ = √(Σ_i v_i²). It neither overflows nor underflows
// unless the length itself does. It is 0 for an empty v.
func Norm(v []float64) float64 {
	s := 0.0
	for _, x := range v {
		s += x * x
	}
	if s > 1e-280 && s < 1e300 {
		return math.Sqrt(s)
	}
	p, q := size(v)
	if p == 0 || math.IsInf(p, 1) {
		return p
	}
	return p * q
}

// size returns ‖v‖ as a product p·q of the largest entry's size p and a q in
// [1, √n], so that v_i/p/q is the unit vector even where ‖v‖ overflows or has lost
// its digits below the smallest normal number. For a zero v it returns 0, NaN.
func size(v []float64) (p, q float64) {
	for _, x := range v {
		if math.IsNaN(x) {
			return x, x
		}
		p = max(p, math.Abs(x))
	}
	for _, x := range v {
		q += x / p * (x / p)
	}
	if len(v) == 0 {
		q = math.NaN()
	}
	return p, math.Sqrt(q)
}
