package loss

import (
	"math"
	"strconv"

	"github.com/downhill-go/downhill/pkg/internal/lean"
)

// A RowError says which row of the data a loss cannot be built on, and why.
type RowError struct {
	Row   int    // index of the row, from 0: of several, the first; of a sum, the last
	Field string // "x", "x[3]" if a row has several features, "y", "label" or "weight"
	Found string // what is there, such as "is 2"
	Want  string // what was expected
}

// Error returns, for example, "loss: row 4: y is 2, want a label in [0, 1]".
func (e *RowError) Error() string {
	return "loss: row " + strconv.Itoa(e.Row) + ": " + e.Field + " " + e.Found + ", want " + e.Want
}

// is returns "is " with the number v.
func is(v float64) string { return "is " + strconv.FormatFloat(v, 'g', -1, 64) }

// values returns "no values", "1 value" or "n values".
func values(n int) string {
	switch n {
	case 0:
		return "no values"
	case 1:
		return "1 value"
	}
	return strconv.Itoa(n) + " values"
}

// features returns how many features each of n rows has in x, or a *RowError.
func features(x []float64, n int) (int, error) {
	switch {
	case n == 0:
		return 0, &RowError{0, "y", "is missing", "at least one row with a label"}
	case len(x) == 0:
		return 0, &RowError{0, "x", "has no values", "at least one for each of the " + strconv.Itoa(n) + " rows"}
	case len(x)%n != 0:
		d := len(x)/n + 1
		return 0, &RowError{len(x) / d, "x", "has " + values(len(x)%d),
			"the same number for each of the " + strconv.Itoa(n) + " rows; x has " + values(len(x)) + " in all"}
	}
	return len(x) / n, nil
}

// Rows returns the rows of a table one after another, as the losses of this package
// take them: element j of row i of n rows of d values stands at i d + j. It returns a
// *[RowError] for the first row that is not as long as row 0.
func Rows(table [][]float64) ([]float64, error) {
	if len(table) == 0 {
		return nil, nil
	}
	d := len(table[0])
	x := make([]float64, 0, len(table)*d)
	for i, row := range table {
		if len(row) != d {
			return nil, &RowError{i, "x", "has " + values(len(row)), "as many as row 0 has, " + strconv.Itoa(d)}
		}
		x = append(x, row...)
	}
	return x, nil
}

// checkFeatures returns a *RowError for the first x that is not finite.
func checkFeatures(x []float64, d int) error {
	for i, v := range x {
		if !lean.Finite(v) {
			field := "x"
			if d > 1 {
				field = "x[" + strconv.Itoa(i%d) + "]"
			}
			return &RowError{i / d, field, is(v), "a finite number"}
		}
	}
	return nil
}

// checkLabels returns a *RowError for the first label that the loss of a row does not take.
func checkLabels(y []float64, ℓ *rowLoss) error {
	for i, v := range y {
		if !ℓ.takes(v) {
			return &RowError{i, "y", is(v), ℓ.labels}
		}
	}
	return nil
}

// checkWeights returns a *RowError for the first weight that is negative or not
// finite, or if their number is wrong or their sum not positive.
func checkWeights(w []float64, n int) error {
	if len(w) != n {
		found := "is missing"
		if len(w) > n {
			found = "is one too many"
		}
		return &RowError{min(len(w), n), "weight", found, "one for each of the " + strconv.Itoa(n) + " rows"}
	}
	sum := 0.0
	for i, v := range w {
		if !(v >= 0) || math.IsInf(v, 0) {
			return &RowError{i, "weight", is(v), "a finite number ≥ 0"}
		}
		sum += v
	}
	if !(sum > 0) || math.IsInf(sum, 0) {
		return &RowError{n - 1, "sum of weights", is(sum), "a positive, finite number"}
	}
	return nil
}
