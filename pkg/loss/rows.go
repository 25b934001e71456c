package loss

import (
	"math"
	"strconv"
)

// A RowError says which row of the data a loss cannot be built on, and why.
type RowError struct {
	Row   int     // index of the row, from 0
	Field string  // "x", "y", "label" or "weight"; "x[3]" if a row has several features
	Value float64 // what stands there
	Want  string  // what was expected
}

// Error returns, for example, "loss: row 4: y is 2, want a label in [0, 1]".
func (e *RowError) Error() string {
	return "loss: row " + strconv.Itoa(e.Row) + ": " + e.Field + " is " +
		strconv.FormatFloat(e.Value, 'g', -1, 64) + ", want " + e.Want
}

// A ShapeError says that the data do not have the shape they must have: no rows,
// or a last row cut short.
type ShapeError struct {
	Row  int    // the row that is incomplete or missing, from 0
	Have int    // how many values there are
	Want string // what was expected
}

// Error returns, for example,
// "loss: row 11: x has 23 values, want the same number for each of the 12 rows".
func (e *ShapeError) Error() string {
	return "loss: row " + strconv.Itoa(e.Row) + ": x has " + strconv.Itoa(e.Have) +
		" values, want " + e.Want
}

// features returns how many features each of n rows has in x, or a *ShapeError.
func features(x []float64, n int) (int, error) {
	switch {
	case n == 0:
		return 0, &ShapeError{Row: 0, Have: len(x), Want: "at least one row with a label"}
	case len(x) == 0:
		return 0, &ShapeError{Row: 0, Have: 0, Want: "at least one for each of the " + strconv.Itoa(n) + " rows"}
	case len(x)%n != 0:
		return 0, &ShapeError{Row: len(x) / (len(x)/n + 1), Have: len(x),
			Want: "the same number for each of the " + strconv.Itoa(n) + " rows"}
	}
	return len(x) / n, nil
}

// Rows returns the rows of a table one after another, as the losses of this package
// take them: element j of row i of n rows of d values stands at i d + j. It returns a
// *[ShapeError] for the first row that is not as long as row 0.
func Rows(table [][]float64) ([]float64, error) {
	if len(table) == 0 {
		return nil, nil
	}
	d := len(table[0])
	x := make([]float64, 0, len(table)*d)
	for i, row := range table {
		if len(row) != d {
			return nil, &ShapeError{Row: i, Have: len(row), Want: "as many as row 0 has, " + strconv.Itoa(d)}
		}
		x = append(x, row...)
	}
	return x, nil
}

// checkFeatures returns a *RowError for the first x that is not finite.
func checkFeatures(x []float64, d int) error {
	for i, v := range x {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			field := "x"
			if d > 1 {
				field = "x[" + strconv.Itoa(i%d) + "]"
			}
			return &RowError{Row: i / d, Field: field, Value: v, Want: "a finite number"}
		}
	}
	return nil
}

// checkLabels returns a *RowError for the first label that is no probability.
func checkLabels(y []float64) error {
	for i, v := range y {
		if !(0 <= v && v <= 1) {
			return &RowError{Row: i, Field: "y", Value: v, Want: "a label in [0, 1]"}
		}
	}
	return nil
}

// A WeightError says what is wrong with the weights as a whole: their number, or
// their sum.
type WeightError struct {
	Row  int    // the first row without a weight of its own, or the last row
	What string // what was found and expected
}

// Error returns, for example,
// "loss: row 2: weight is missing, want one for each of the 3 rows".
func (e *WeightError) Error() string {
	return "loss: row " + strconv.Itoa(e.Row) + ": " + e.What
}

// checkWeights returns a *RowError for the first weight that is negative or not
// finite, and a *WeightError if their number is wrong or their sum not positive.
func checkWeights(w []float64, n int) error {
	if len(w) != n {
		what := "missing"
		if len(w) > n {
			what = "one too many"
		}
		return &WeightError{min(len(w), n), "weight is " + what + ", want one for each of the " + strconv.Itoa(n) + " rows"}
	}
	sum := 0.0
	for i, v := range w {
		if !(v >= 0) || math.IsInf(v, 0) {
			return &RowError{Row: i, Field: "weight", Value: v, Want: "a finite number ≥ 0"}
		}
		sum += v
	}
	if !(sum > 0) || math.IsInf(sum, 0) {
		return &WeightError{n - 1, "sum of weights is " + strconv.FormatFloat(sum, 'g', -1, 64) + ", want a positive, finite number"}
	}
	return nil
}
