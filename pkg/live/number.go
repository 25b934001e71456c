package live

import (
	"math"
	"strconv"
)

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
// 14.2, 3.1·10⁻⁷.
func Short(x float64, digits int) string {
	m := math.Abs(x)
	switch {
	case x == 0:
		return "0"
	case math.IsNaN(x) || math.IsInf(x, 0):
		return Fixed(x, 0)
	case m >= 1e-3 && m < 1e5:
		e := int(math.Floor(math.Log10(m)))
		return Fixed(x, max(digits-1-e, 0))
	}
	s := strconv.FormatFloat(m, 'e', digits-1, 64)
	mantissa, exponent := s, ""
	for i := range len(s) {
		if s[i] == 'e' {
			mantissa, exponent = s[:i], s[i+1:]
		}
	}
	n, _ := strconv.Atoi(exponent)
	sign := ""
	if x < 0 {
		sign = "−"
	}
	return sign + mantissa + "·10" + Superscript(n)
}

// Neat writes x with three significant digits and no zeros at the end: 0.5, 25, 1.11.
func Neat(x float64) string {
	s := Short(x, 3)
	point := false
	for _, r := range s {
		point = point || r == '.'
		if r == '·' {
			return s
		}
	}
	for point && (s[len(s)-1] == '0' || s[len(s)-1] == '.') {
		point = s[len(s)-1] == '0'
		s = s[:len(s)-1]
	}
	return s
}

// Pair writes a vector of two: [1.00, −0.50].
func Pair(x, y float64, prec int) string {
	return "[" + Fixed(x, prec) + ", " + Fixed(y, prec) + "]"
}

// Whole writes an integer.
func Whole(n int) string { return Fixed(float64(n), 0) }

// Superscript writes n as an exponent: ⁻⁷.
func Superscript(n int) string {
	out := ""
	for _, r := range strconv.Itoa(n) {
		if r == '-' {
			out += "⁻"
			continue
		}
		out += [...]string{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"}[r-'0']
	}
	return out
}
