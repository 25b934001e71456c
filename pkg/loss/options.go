package loss

import (
	"math"
	"slices"
)

// An Option changes what a loss on data is built of.
type Option func(*options)

type options struct {
	weights []float64
	λ       float64
}

// Weights gives row i the weight w[i] in the mean: ω_i = w_i/Σw. Weights are
// finite and not negative, and their sum is positive. With a nil w all rows weigh the
// same, as they do without this option.
func Weights(w []float64) Option { return func(o *options) { o.weights = w } }

// L2 adds the penalty ½ λ ‖w‖² to the loss. Biases are not penalised. It panics
// if λ is negative or not finite.
func L2(λ float64) Option {
	if !(λ >= 0) || math.IsInf(λ, 0) {
		panic("loss: L2 penalty is negative or not finite")
	}
	return func(o *options) { o.λ = λ }
}

// data are rows of d features, with weights, as each loss on data has them.
type data struct {
	n, d int
	x    []float64
	ω    []float64 // weights that sum to 1; nil if all are equal
	λ    float64
}

// newData checks n rows of x and applies the options to them. Labels are checked in
// between.
func newData(x []float64, n int, labels func() error, opts []Option) (data, error) {
	D := data{n: n, x: x}
	var o options
	for _, opt := range opts {
		opt(&o)
	}
	D.λ = o.λ
	var err error
	if D.d, err = features(x, n); err == nil {
		err = checkFeatures(x, D.d)
	}
	if err == nil {
		err = labels()
	}
	if err == nil && o.weights != nil {
		if err = checkWeights(o.weights, n); err == nil {
			D.ω = slices.Clone(o.weights)
			divideBySum(D.ω)
		}
	}
	return D, err
}

// divideBySum divides the weights by their sum.
func divideBySum(ω []float64) {
	sum := 0.0
	for _, v := range ω {
		sum += v
	}
	for i := range ω {
		ω[i] /= sum
	}
}

// Rows returns the number n of rows.
func (D *data) Rows() int { return D.n }

// row returns the features of row i.
func (D *data) row(i int) []float64 { return D.x[i*D.d : (i+1)*D.d] }

// mean divides a sum over all rows by their number, unless the rows' own weights have
// done so.
func (D *data) mean(sum []float64) {
	if D.ω == nil {
		for k := range sum {
			sum[k] /= float64(D.n)
		}
	}
}

// weight returns row i's share of the mean.
func (D *data) weight(i int) float64 {
	if D.ω != nil {
		return D.ω[i]
	}
	return 1 / float64(D.n)
}
