//go:build goexperiment.simd && !go1.27

package loss

import (
	"math"
	"simd/archsimd"
)

// exps replaces each z by exp(−z), for |z| ≤ expMax, and NaN by NaN.
//
// A table like exp's would be read one number at a time. So here −z = m ln2 + r with
// |r| ≤ ln2/2,
//
//	e⁻ᶻ = 2ᵐ eʳ
//
// and eʳ is its Taylor polynomial of degree 13, whose relative remainder is
// below 6e-18. What is left are the roundings of the last sum, 1 + r (1 + …), and
// of r (1 + …): about one unit in the last place. Eight numbers are worked on at a
// time, in two that do not wait for each other and share what is loaded.
func exps(z []float64) {
	n := 0
	if simd {
		n = len(z) &^ 7
		expsByEight(z[:n])
		archsimd.ClearAVXUpperBits()
	}
	plainExps(z[n:])
}

func expsByEight(z []float64) {
	for ; len(z) >= 8; z = z[8:] {
		out := start(z)
		x, y := load(out, 0), load(out, fourBytes)
		c, d := expFour(0), expFour(1)
		k, l := x.MulAdd(c, d), y.MulAdd(c, d)
		i, j := k.AsInt64x4().ShiftAllLeft(52), l.AsInt64x4().ShiftAllLeft(52)
		k, l = k.Sub(d), l.Sub(d)
		c, d = expFour(2), expFour(3)
		x, y = k.MulAdd(c, x), l.MulAdd(c, y)
		x, y = k.MulAdd(d, x), l.MulAdd(d, y)
		p := expFour(4)
		q := p
		c = expFour(5)
		p, q = p.MulAdd(x, c), q.MulAdd(y, c)
		c = expFour(6)
		p, q = p.MulAdd(x, c), q.MulAdd(y, c)
		c = expFour(7)
		p, q = p.MulAdd(x, c), q.MulAdd(y, c)
		c = expFour(8)
		p, q = p.MulAdd(x, c), q.MulAdd(y, c)
		c = expFour(9)
		p, q = p.MulAdd(x, c), q.MulAdd(y, c)
		c = expFour(10)
		p, q = p.MulAdd(x, c), q.MulAdd(y, c)
		c = expFour(11)
		p, q = p.MulAdd(x, c), q.MulAdd(y, c)
		c = expFour(12)
		p, q = p.MulAdd(x, c), q.MulAdd(y, c)
		c = expFour(13)
		p, q = p.MulAdd(x, c), q.MulAdd(y, c)
		c = expFour(14)
		p, q = p.MulAdd(x, c), q.MulAdd(y, c)
		c = expFour(15)
		p, q = p.MulAdd(x, c), q.MulAdd(y, c)
		c = expFour(16)
		p, q = p.MulAdd(x, c), q.MulAdd(y, c)
		c = expFour(17)
		p, q = p.MulAdd(x, c), q.MulAdd(y, c)
		// Times 2ᵐ, whose bits stand in i and j; a NaN stays one.
		store(out, 0, p.Mul(i.AsFloat64x4()))
		store(out, fourBytes, q.Mul(j.AsFloat64x4()))
	}
}

// expFours holds what exps computes with, four times each: −1/ln2; the number that
// rounds, with which the bias of an exponent is added to m; ln2 in two parts, of which
// the first has 33 bits, so that its product with a whole number below 2²⁰ is exact;
// and the coefficients of e⁻ˣ, from that of x¹³ on.
var expFours = func() (c [18][4]float64) {
	const hi = 0x1.62e42fefp-1
	numbers := [18]float64{-1 / math.Ln2, expRound + 1023, hi, math.Ln2 - hi}
	factorial := 1.0
	for k := 0; k <= 13; k++ {
		if k > 0 {
			factorial *= -float64(k)
		}
		numbers[17-k] = 1 / factorial
	}
	for i, v := range numbers {
		c[i] = [4]float64{v, v, v, v}
	}
	return
}()

func expFour(i int) four { return archsimd.LoadFloat64x4(&expFours[i]) }

// logisticSlopes replaces each margin z, |z| ≤ expMax, by σ(z) − y.
func logisticSlopes(z, y []float64) {
	n := 0
	if simd {
		n = len(z) &^ 7
		expsByEight(z[:n])
		one := all(1)
		for j := 0; j < n; j += 4 {
			out := (*[4]float64)(z[j:])
			e, y := archsimd.LoadFloat64x4(out), archsimd.LoadFloat64x4((*[4]float64)(y[j:]))
			one.Sub(y).Sub(y.Mul(e)).Div(one.Add(e)).Store(out)
		}
		archsimd.ClearAVXUpperBits()
	}
	plainLogisticSlopes(z[n:], y[n:])
}
