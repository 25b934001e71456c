//go:build !engine

package taylor

import "math"

// exp is math.Exp as WebAssembly computes it. On some machines math.Exp is
// assembly and differs from it in the last bit, which a descent that bounces makes
// visible within some fifty steps: a live figure in a page would not be the one
// that a notebook drew.
//
// With x = k ln2 + r, |r| ≤ ½ ln2, eˣ = 2ᵏ eʳ, and eʳ comes from the polynomial c
// for r − r(eʳ+1)/(eʳ−1) + 2 in r² as 1 + r + rc/(2−c). (FreeBSD, e_exp.c, which
// package math follows.) The conversions keep products from being fused with sums.
func exp(x float64) float64 {
	const (
		ln2Hi = 6.93147180369123816490e-01
		ln2Lo = 1.90821492927058770002e-10
	)
	switch {
	case math.IsNaN(x) || math.IsInf(x, 1):
		return x
	case x > 7.09782712893383973096e+02:
		return math.Inf(1)
	case x < -7.45133219101941108420e+02:
		return 0
	case math.Abs(x) < 0x1p-28:
		return 1 + x
	}
	k := int(float64(math.Log2E*x) + math.Copysign(0.5, x))
	hi, lo := x-float64(float64(k)*ln2Hi), float64(k)*ln2Lo
	r := hi - lo
	t := float64(r * r)
	c := 0.0
	for _, p := range [...]float64{4.13813679705723846039e-08, -1.65339022054652515390e-06, 6.61375632143793436117e-05, -2.77777777770155933842e-03, 1.66666666666666657415e-01} {
		c = float64(t * (p + c))
	}
	c = r - c
	return math.Ldexp(1-((lo-float64(r*c)/(2-c))-hi), k)
}
