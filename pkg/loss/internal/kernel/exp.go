package kernel

import "math"

// With x = (512 m + j) ln2/512 + r, |r| ≤ ln2/1024,
//
//	eˣ = 2ᵐ · 2^{j/512} · eʳ
//
// where 2^{j/512} comes from a table and eʳ from its Taylor polynomial of degree
// 4, whose relative remainder is r⁵/120 < 1.2e-18: about one unit in the last place. (P. T. P. Tang, Table-driven implementation of the exponential
// function, ACM TOMS 15 (1989), 144–157.)
const (
	expSteps = 512
	expPer   = expSteps / math.Ln2
	// ln2/512 in two parts; the first has 33 bits, so that its product with a
	// whole number below 2²⁰ is exact.
	expHi = 0x1.62e42fefp-10
	expLo = math.Ln2/expSteps - expHi
	// Adding this rounds a number below 2⁵¹ to a whole one, which then stands in
	// the low bits.
	expRound = 0x1.8p52
)

// ExpMax bounds |x| in Exp: within it neither eˣ nor 1/(1 + eˣ) leaves the normal range.
const ExpMax = 708

// expTable[j] holds the bits of 2^{j/512}, less j in the place where the sum with
// 512 m + j puts it.
var expTable = func() (t [expSteps]uint64) {
	for j := range t {
		t[j] = math.Float64bits(math.Exp2(float64(j)/expSteps)) - uint64(j)<<(52-9)
	}
	return
}()

// Exp returns eˣ for |x| ≤ ExpMax, and NaN for NaN. Beyond, it is meaningless: see Exps.
func Exp(x float64) float64 {
	k := x*expPer + expRound
	i := math.Float64bits(k)
	k -= expRound
	r := x - k*expHi - k*expLo
	// The polynomial in two halves that do not wait for each other.
	q := r + r*r*(0.5+r*(1./6)+r*r*(1./24))
	s := math.Float64frombits(expTable[i%expSteps] + i<<(52-9))
	return s + s*q
}

// Exps replaces each z by exp(−z), or by exp(±ExpMax) beyond, where a logistic function is
// saturated to the last bit. It is Exp written out with its constants in variables: the
// compiler keeps those in registers.
func Exps(z []float64) {
	per, round, hi, lo, third, fourth := expVars[0], expVars[1], expVars[2], expVars[3], expVars[4], expVars[5]
	for j, v := range z {
		if math.Abs(v) > ExpMax {
			v = math.Copysign(ExpMax, v)
		}
		k := round - v*per
		i := math.Float64bits(k)
		k -= round
		r := v + k*hi + k*lo // Exp's −r
		q := r*r*(0.5-r*third+r*r*fourth) - r
		s := math.Float64frombits(expTable[i%expSteps] + i<<(52-9))
		z[j] = s + s*q
	}
}

var expVars = [...]float64{expPer, expRound, expHi, expLo, 1. / 6, 1. / 24}
