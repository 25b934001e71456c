// Package lean holds small functions that several packages share, without the weight
// that packages slices, strings and unicode would add to the module that a page loads.
package lean

import "strconv"

// Finite tells whether x is neither infinite nor NaN: x−x is 0 for finite x alone.
func Finite(x float64) bool { return x-x == 0 }

// Sized returns v with length n, of v's own memory if that suffices.
func Sized(v []float64, n int) []float64 {
	if cap(v) < n {
		return make([]float64, n)
	}
	return v[:n]
}

// Ascending sorts v, of a few hundred numbers at most, and returns it. slices.Sort would
// add 4 kB to the module.
func Ascending(v []float64) []float64 {
	for i, x := range v {
		for ; i > 0 && v[i-1] > x; i-- {
			v[i-1], v[i] = x, v[i-1]
		}
	}
	return v
}

// Horner returns c_0 + c_1 x + … + c_n xⁿ.
func Horner(c []float64, x float64) (s float64) {
	for k := len(c) - 1; k >= 0; k-- {
		s = s*x + c[k]
	}
	return s
}

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

// Begins and Ends tell whether s begins or ends with a text.
func Begins(s, with string) bool { return len(s) >= len(with) && s[:len(with)] == with }
func Ends(s, with string) bool   { return len(s) >= len(with) && s[len(s)-len(with):] == with }

// Lower makes Latin capitals small and leaves everything else, so that lengths stay.
func Lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}
