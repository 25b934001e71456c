package plane

import (
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/downhill-go/downhill/pkg/internal/lean"
)

// A step is 1, 2 or 5 times a power of ten, 0 < x < ∞. StepBelow is the largest that is not
// above x, StepAbove the smallest that is not below it, StepNear the nearest on a
// logarithmic scale: levels must be kept apart, marks must not be too many, and few marks
// should be about as many as asked for.
func StepBelow(x float64) float64 { return step(x, 2, 5, 10) }

// StepAbove: see StepBelow.
func StepAbove(x float64) float64 { return step(x, above(1), above(2), above(5)) }

// StepNear: see StepBelow.
func StepNear(x float64) float64 { return step(x, math.Sqrt2, math.Sqrt(10), math.Sqrt(50)) }

// above is the next number above x.
func above(x float64) float64 { return math.Nextafter(x, 10) }

// step returns 1, 2, 5 or 10 times the power of ten below x, according to which of the
// bounds x is not below in units of that power.
func step(x, two, five, ten float64) float64 {
	p := Pow10(int(math.Floor(math.Log10(x))))
	switch m := x / p; {
	case m < two:
		return p
	case m < five:
		return 2 * p
	case m < ten:
		return 5 * p
	}
	return 10 * p
}

// Pow10 returns 10ᵉ, correctly rounded: math.Pow10 is 0 below the normal numbers' range
// where a subnormal one is nearer.
func Pow10(e int) float64 {
	v, _ := strconv.ParseFloat("1e"+strconv.Itoa(e), 64)
	return v
}

// Decimals returns how many digits after the point tell numbers apart that are step apart.
func Decimals(step float64) int { return max(int(-math.Floor(math.Log10(step)+1e-9)), 0) }

// Fixed writes x with prec digits after the point and a true minus sign; what
// rounds to zero has no sign. NaN and the infinities are written as words.
func Fixed(x float64, prec int) string {
	switch {
	case math.IsNaN(x):
		return "undefined"
	case math.IsInf(x, 1):
		return "∞"
	case math.IsInf(x, -1):
		return "−∞"
	}
	s := strconv.FormatFloat(math.Abs(x), 'f', prec, 64)
	if x < 0 {
		for i := range len(s) {
			if s[i] != '0' && s[i] != '.' {
				return "−" + s
			}
		}
	}
	return s
}

// Short writes x with about digits significant digits, as people do: 0.031,
// 14.2, 3.10·10⁻⁷.
func Short(x float64, digits int) string {
	m := math.Abs(x)
	switch {
	case x == 0:
		return "0"
	case !lean.Finite(x):
		return Fixed(x, 0)
	case m >= 1e-3 && m < 1e5:
		e := int(math.Floor(math.Log10(m)))
		return Fixed(x, max(digits-1-e, 0))
	}
	mantissa, e := split(x, digits-1)
	return mantissa + "·" + Power(e)
}

// split returns x = m·10ᵉ, m with prec digits after the point.
func split(x float64, prec int) (mantissa string, e int) {
	s := strconv.FormatFloat(math.Abs(x), 'e', prec, 64)
	for i := range len(s) {
		if s[i] == 'e' {
			mantissa = s[:i]
			e, _ = strconv.Atoi(s[i+1:])
		}
	}
	if x < 0 {
		mantissa = "−" + mantissa
	}
	return mantissa, e
}

// Neat writes x with three significant digits and no zeros at the end: 0.5, 25, 1.11,
// 3.1·10⁻⁷, 10⁻⁵.
func Neat(x float64) string {
	if m := math.Abs(x); lean.Finite(x) && x != 0 && (m < 1e-3 || m >= 1e5) {
		return Times(split(x, 2))
	}
	return Trim(Short(x, 3))
}

// Plain writes x with as many digits as it needs; from a million on and below a ten
// thousandth with a power of ten, if that is not longer.
func Plain(x float64) string {
	s := Trim(Fixed(x, -1))
	if m := math.Abs(x); lean.Finite(x) && x != 0 && (m < 1e-4 || m >= 1e6) {
		if t := Times(split(x, -1)); utf8.RuneCountInString(t) <= utf8.RuneCountInString(s) {
			return t
		}
	}
	return s
}

// Times writes m·10ᵉ without zeros at m's end, and without an m of 1.
func Times(mantissa string, e int) string {
	switch mantissa = Trim(mantissa); mantissa {
	case "1":
		return Power(e)
	case "−1":
		return "−" + Power(e)
	case "0", "−0":
		return "0"
	}
	return mantissa + "·" + Power(e)
}

// Trim takes the zeros off the end of a number with a point.
func Trim(s string) string {
	point := false
	for i := range len(s) {
		point = point || s[i] == '.'
	}
	for point && (s[len(s)-1] == '0' || s[len(s)-1] == '.') {
		point = s[len(s)-1] == '0'
		s = s[:len(s)-1]
	}
	return s
}

// Power writes 10ᵉ.
func Power(e int) string { return "10" + lean.Superscript(e) }
