// Package kernel is what package loss's speed on many rows is made of: an exponential for
// inner loops, products of many rows with a vector, sums over rows in a fixed order by
// several goroutines, and Taylor coefficients of four rows side by side. It holds no
// mathematics of a loss, and no number that was found by measuring one processor.
package kernel

// A Part adds the terms of the rows [i, end) of a sum to the vector sum. Several goroutines
// may call it at once.
type Part interface {
	Rows(sum []float64, i, end int)
}

// A block of rows has at most BlockRows rows, and no more values than the 32 KiB that
// first-level caches have room for, but eight rows at least: a second product then finds
// in the cache what the first has read.
const (
	BlockRows   = 1 << 10
	blockValues = 32 << 10 / 8
)

// BlockLen returns how many rows of d values are a block, a multiple of four.
func BlockLen(d int) int { return max(8, min(blockValues/d, BlockRows)&^3) }

// A Block is the scratch of a pass over rows: one or two numbers for each.
type Block struct{ A, B [BlockRows]float64 }

// Blocks keeps Blocks.
var Blocks = Pool{New: func() any { return new(Block) }}

// Dot returns Σ_j a_j b_j. b may be longer than a.
func Dot(a, b []float64) float64 {
	b = b[:len(a)]
	s := 0.0
	for j, v := range a {
		s += v * b[j]
	}
	return s
}

// Add adds x to dst.
func Add(dst, x []float64) {
	for j, v := range x {
		dst[j] += v
	}
}

// Total returns Σ_j r_j.
func Total(r []float64) (sum float64) {
	for _, v := range r {
		sum += v
	}
	return sum
}
