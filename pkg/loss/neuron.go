package loss

import (
	"math"
	"slices"
	"sync/atomic"
)

// Kind names what a neuron's answer is compared with its label by.
type Kind int

const (
	// CrossEntropy is −y log ŷ − (1 − y) log(1 − ŷ), in nats.
	CrossEntropy Kind = iota
	// SquaredError is (ŷ − y)².
	SquaredError
)

// String returns "cross-entropy" or "squared error".
func (k Kind) String() string {
	switch k {
	case CrossEntropy:
		return "cross-entropy"
	case SquaredError:
		return "squared error"
	}
	return "unknown kind"
}

// Neuron is the loss of one sigmoid neuron on n rows of data:
//
//	ŷ_i  = σ(z_i),   z_i = w·x_i + b,   σ(z) = 1/(1 + e⁻ᶻ)
//	L(θ) = Σ_i ω_i ℓ(ŷ_i, y_i) + ½ λ ‖w‖²,   θ = [w_1 … w_d, b]
//
// with ω_i = 1/n unless [Weights] says otherwise, and λ = 0 unless [L2] does.
// With [CrossEntropy] it is the mean negative log-likelihood of logistic
// regression, and convex; with [SquaredError] it is neither convex nor free of
// plateaus.
//
// A Neuron may be used by several goroutines at once.
type Neuron struct {
	kind Kind
	n, d int
	x, y []float64
	ω    []float64 // weights that sum to 1; nil if all are equal
	λ    float64
	xmax float64  // the largest |x|
	sums lineSums // for ValueGradient, if d = 1

	passes atomic.Uint32 // over the rows, if they are many: see inChunks
}

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

// normalized returns the weights divided by their sum, nil if there are none.
func (o *options) normalized(n int) ([]float64, error) {
	if o.weights == nil {
		return nil, nil
	}
	if err := checkWeights(o.weights, n); err != nil {
		return nil, err
	}
	ω := slices.Clone(o.weights)
	divideBySum(ω)
	return ω, nil
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

// NewNeuron returns the loss of a sigmoid neuron on the rows of x, which is
// row-major, len(y) × d, and their labels y in [0, 1]. x and y are kept, not
// copied: they must not change while the loss is in use. [Rows] makes such an x of a
// table.
//
// It returns a *[ShapeError] if x cannot be cut into len(y) rows of equal length,
// a *[RowError] for the first value that is not finite, label outside [0, 1] or bad
// weight, and a *[WeightError] if weights are missing or sum to 0. It panics if kind
// is none of this package's.
func NewNeuron(kind Kind, x, y []float64, opts ...Option) (*Neuron, error) {
	if kind != CrossEntropy && kind != SquaredError {
		panic("loss: unknown kind")
	}
	var o options
	for _, opt := range opts {
		opt(&o)
	}
	n := len(y)
	d, err := features(x, n)
	if err != nil {
		return nil, err
	}
	if err := checkFeatures(x, d); err != nil {
		return nil, err
	}
	if err := checkLabels(y); err != nil {
		return nil, err
	}
	ω, err := o.normalized(n)
	if err != nil {
		return nil, err
	}
	inHugePages(x) // or not: only speed depends on it
	L := &Neuron{kind: kind, n: n, d: d, x: x, y: y, ω: ω, λ: o.λ}
	for _, v := range x {
		L.xmax = max(L.xmax, math.Abs(v))
	}
	if d == 1 {
		L.sums = sumsOf(x, y)
	}
	return L, nil
}

// Dim returns the number of parameters, d + 1.
func (L *Neuron) Dim() int { return L.d + 1 }

// Rows returns the number n of rows.
func (L *Neuron) Rows() int { return L.n }

// Kind returns what the neuron's answers are compared by.
func (L *Neuron) Kind() Kind { return L.kind }

// weight returns ω_i.
func (L *Neuron) weight(i int) float64 {
	if L.ω != nil {
		return L.ω[i]
	}
	return 1 / float64(L.n)
}

// margin returns θ_1 x_1 + … + θ_d x_d + θ_{d+1} for row i: z_i if v is θ, its
// derivative along u if v is u.
func (L *Neuron) margin(v []float64, i int) float64 {
	if L.d == 1 {
		return v[0]*L.x[i] + v[1]
	}
	return dot(v[:L.d], L.x[i*L.d:]) + v[L.d]
}

// Predict returns ŷ = σ(w·x + b), the neuron's answer for one row x of d features.
// It panics if θ or x have the wrong length.
func (L *Neuron) Predict(θ []float64, x ...float64) float64 {
	checkDim(θ, L.Dim())
	if len(x) != L.d {
		panic("loss: x has the wrong length")
	}
	return Sigmoid(dot(θ[:L.d], x) + θ[L.d])
}

// Sigmoid returns σ(z) = 1/(1 + e⁻ᶻ) to full relative precision on both sides:
// 0 at −Inf, 1 at +Inf, NaN at NaN.
func Sigmoid(z float64) float64 {
	if z < 0 {
		e := math.Exp(z)
		return e / (1 + e)
	}
	return 1 / (1 + math.Exp(-z))
}
