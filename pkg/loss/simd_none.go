//go:build !(goexperiment.simd && amd64 && !go1.27)

package loss

// The loops over rows without vector instructions of our own: those are in
// simd_amd64.go.

const (
	farValues  = plainFarValues
	nearValues = blockValues // short blocks gain nothing here
)

// addProducts adds x w to z, where x has len(z) rows of len(w) values; far says that
// they come from memory.
func addProducts(z, x, w []float64, far bool) { plainProducts(z, x, w, far) }

// addCombination adds xᵀ r to dst, where x has len(r) rows of len(dst) values.
func addCombination(dst, x, r []float64) { plainCombination(dst, x, r) }

// exps replaces each z by exp(−z), for |z| ≤ expMax, and NaN by NaN.
func exps(z []float64) { plainExps(z) }

// logisticSlopes replaces each margin z, |z| ≤ expMax, by σ(z) − y.
func logisticSlopes(z, y []float64) { plainLogisticSlopes(z, y) }
