package plane

import "math"

// Levels chooses about n contour levels for a surface of which v are values at
// places spread over its window, ascending and finite: quantiles, so that the
// lines share the window's area between them, with more of them near the lowest
// value, where a descent ends; each rounded to as few digits as keep it apart
// from its neighbours. They ascend.
//
// It returns nil if v is empty or all its values are equal.
func Levels(v []float64, n int) []float64 {
	if len(v) == 0 || !(v[0] < v[len(v)-1]) {
		return nil
	}
	lo, hi := v[0], v[len(v)-1]
	raw := make([]float64, n)
	for i := range raw {
		// The exponent 1.4 puts more levels low: the first of ten lies round
		// the lowest 1–2 % of the window.
		q := math.Pow((float64(i)+0.5)/float64(n), 1.4)
		raw[i] = v[int(q*float64(len(v)-1))]
	}
	var out []float64
	for i, x := range raw {
		gap := hi - lo
		if i > 0 {
			gap = min(gap, x-raw[i-1])
		} else {
			gap = min(gap, x-lo)
		}
		if i+1 < n {
			gap = min(gap, raw[i+1]-x)
		}
		if !(gap > 0) {
			continue
		}
		unit := StepBelow(gap * 0.8)
		r := math.Round(x/unit) * unit
		// Rounding errors of the product are no digits of the level.
		if p := math.Pow(10, math.Ceil(-math.Log10(unit))+1); p < 1e15 && p > 1 {
			r = math.Round(r*p) / p
		}
		if r > lo && r < hi && (len(out) == 0 || r > out[len(out)-1]) {
			out = append(out, r)
		}
	}
	return out
}
