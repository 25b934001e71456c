package live

import "github.com/downhill-go/downhill/pkg/internal/plane"

// Fixed writes x with prec digits after the point and a true minus sign; what
// rounds to zero has no sign. NaN and the infinities are written as words.
func Fixed(x float64, prec int) string { return plane.Fixed(x, prec) }

// Short writes x with about digits significant digits, as people do: 0.031,
// 14.2, 3.10·10⁻⁷.
func Short(x float64, digits int) string { return plane.Short(x, digits) }

// Neat writes x with three significant digits and no zeros at the end: 0.5, 25, 1.11,
// 10⁻⁵.
func Neat(x float64) string { return plane.Neat(x) }

// Pair writes a vector of two: [1.00, −0.50].
func Pair(x, y float64, prec int) string {
	return "[" + Fixed(x, prec) + ", " + Fixed(y, prec) + "]"
}

// Whole writes an integer.
func Whole(n int) string { return Fixed(float64(n), 0) }

// Levels chooses about n contour levels for a surface of which v are values, ascending and
// finite, at places spread over its window; see figure.Levels.
func Levels(v []float64, n int) []float64 { return plane.Levels(v, n) }
