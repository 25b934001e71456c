package loss

const (
	// A block of rows has at most blockValues values, 400 KiB, unless eight rows
	// have more, so that it is still in the second-level cache when a second product
	// reads it again.
	blockValues = 50 << 10
	blockRows   = 1 << 10
	// plainFarValues is from how many values on rows come from memory each time, and
	// not from a cache, 16 MiB. Where vector instructions do the work, the third-level
	// cache is too slow for them as well; see farValues.
	plainFarValues = 1 << 21
	// parallelValues is from how many values of x on a gradient is worth several
	// goroutines: below, starting them costs more than they save.
	parallelValues = 2_000_000
	// runRows is how many rows are added up at most before their sum is added to
	// others: a sum of a million terms one after another loses five digits.
	runRows = 1 << 12
)

// far says whether x is so large that its rows come from memory each time.
func far(x []float64) bool { return len(x) >= farValues }

// A block is the scratch of a pass over rows: one or two numbers for each.
type block struct{ a, b [blockRows]float64 }

var blocks = pool{New: func() any { return new(block) }}

// blockLen returns how many rows are taken at a time.
func (L *Neuron) blockLen() int {
	values := blockValues
	if far(L.x) && 8*L.d < 2*nearValues {
		values = nearValues
	}
	return max(8, min(values/L.d, blockRows)&^7)
}

// margins sets z[j] to θ_1 x_1 + … + θ_d x_d + θ_{d+1} for the rows from i on.
func (L *Neuron) margins(z, θ []float64, i int) {
	b := θ[L.d]
	if L.d == 1 {
		w := θ[0]
		for j, x := range L.x[i:][:len(z)] {
			z[j] = w*x + b
		}
		return
	}
	z[0] = b
	for j := 1; j < len(z); j *= 2 {
		copy(z[j:], z[:j])
	}
	addProducts(z, L.rows(i, len(z)), θ[:L.d], far(L.x))
}

// rows returns the rows i … i+m−1 of x.
func (L *Neuron) rows(i, m int) []float64 { return L.x[i*L.d : (i+m)*L.d] }

// combine adds Σ_j r_j x_j to dst_1 … dst_d and Σ_j r_j to dst_{d+1}, over the rows
// from i on.
func (L *Neuron) combine(dst, r []float64, i int) {
	addCombination(dst[:L.d], L.rows(i, len(r)), r)
	dst[L.d] += total(r)
}
