package loss

import (
	"math"

	"github.com/downhill-go/downhill/pkg/internal/lean"
	"github.com/downhill-go/downhill/pkg/loss/internal/kernel"
	"github.com/downhill-go/downhill/pkg/taylor"
)

// Neuron is the loss of one neuron on n rows of data:
//
//	z_i  = w·x_i + b
//	L(θ) = Σ_i ω_i ℓ(z_i, y_i) + ½ λ ‖w‖²,   θ = [w_1 … w_d, b]
//
// with ω_i = 1/n unless [Weights] says otherwise, and λ = 0 unless [L2] does. ℓ is its
// [Kind]. With [CrossEntropy] the neuron answers ŷ = σ(z) = 1/(1 + e⁻ᶻ), and L is the mean
// negative log-likelihood of logistic regression, and convex; with [SquaredError] ŷ is the
// same, but L is neither convex nor free of plateaus; with [Huber] it is the linear ŷ = z,
// and L is convex.
//
// A Neuron may be used by several goroutines at once.
type Neuron struct {
	data
	kind Kind
	y    []float64
	xmax float64  // the largest |x|
	sums lineSums // for ValueGradient, if d = 1
}

// NewNeuron returns the loss of a neuron on the rows of x, which is row-major,
// len(y) × d, and their labels y: in [0, 1], or any finite ones for [Huber]. x and y are
// kept, not copied: they must not change while the loss is in use. [Rows] makes such an x
// of a table. d is len(x)/len(y): a wrong number of labels is found out only if it does
// not divide len(x).
//
// It returns a *[RowError] if x cannot be cut into len(y) rows of equal length, or for the
// first value that is not finite, label that the loss does not take, or bad weight. It
// panics if kind is none of this package's.
func NewNeuron(kind Kind, x, y []float64, opts ...Option) (*Neuron, error) {
	if kind < 0 || int(kind) >= len(rowLosses) {
		panic("loss: unknown kind")
	}
	D, err := newData(x, len(y), func() error { return checkLabels(y, &rowLosses[kind]) }, opts)
	if err != nil {
		return nil, err
	}
	L := &Neuron{data: D, kind: kind, y: y}
	for _, v := range x {
		L.xmax = max(L.xmax, math.Abs(v))
	}
	if L.d == 1 {
		L.sums = sumsOf(x, y)
	}
	return L, nil
}

// Dim returns the number of parameters, d + 1.
func (L *Neuron) Dim() int { return L.d + 1 }

// Kind returns the loss of one row.
func (L *Neuron) Kind() Kind { return L.kind }

// Predict returns ŷ, the neuron's answer for one row x of d features: σ(w·x + b), or
// w·x + b if the loss is Huber's. It panics if θ or x have the wrong length.
func (L *Neuron) Predict(θ []float64, x ...float64) float64 {
	checkDim(θ, L.Dim())
	checkRow(x, L.d)
	return rowLosses[L.kind].answer(dot(θ[:L.d], x) + θ[L.d])
}

// Sigmoid returns σ(z) = 1/(1 + e⁻ᶻ) to full relative precision on both sides:
// 0 at −Inf, 1 at +Inf, NaN at NaN.
func Sigmoid(z float64) float64 { return taylor.Sigmoid(z) }

// Value returns L(θ). It panics if θ does not have length d + 1.
func (L *Neuron) Value(θ []float64) float64 {
	checkDim(θ, L.Dim())
	return L.pass(nil, θ, true)
}

// Gradient sets dst to ∇L(θ) and returns it:
//
//	∂L/∂w = Σ_i ω_i ℓ′_i x_i + λ w,   ∂L/∂b = Σ_i ω_i ℓ′_i
//
// where ℓ′ is ŷ − y for cross-entropy, 2 (ŷ − y) ŷ (1 − ŷ) for squared error, and ŷ − y
// held between −1 and 1 for Huber's. If dst is nil, it is allocated. It panics if θ or dst
// do not have length d + 1.
//
// Rows are taken in blocks that stay in the processor's cache between the product with w
// and the product with the slopes, so that x is read from memory once. From two million
// values on, the blocks are shared among GOMAXPROCS goroutines, which costs a few small
// allocations; the sums are the same bits whatever their number. Below, nothing is
// allocated in steady state.
func (L *Neuron) Gradient(dst, θ []float64) []float64 {
	checkDim(θ, L.Dim())
	dst = vector(dst, L.Dim(), θ)
	L.pass(dst, θ, false)
	return dst
}

// ValueGradient sets dst to ∇L(θ) and returns L(θ), for less than Value and
// Gradient apart: both come from the same margins. The value agrees with
// Value's to 10⁻¹³ of it. It allocates where Gradient does. It panics if θ or dst do
// not have length d + 1.
func (L *Neuron) ValueGradient(dst, θ []float64) float64 {
	checkDim(θ, L.Dim())
	checkDim(dst, L.Dim())
	checkApart(dst, θ)
	if L.onLine(θ) {
		if value, good := L.valueGradientOnLine(dst, θ); good {
			return value
		}
	}
	return L.pass(dst, θ, true)
}

// A pass is one over the rows: what it sums up, and at which θ.
type pass struct {
	L               *Neuron
	rows            func(p *pass, sum []float64, i, end int)
	θ, v            []float64
	value, gradient bool
	sum             []float64
	lane            kernel.Lane
	four            fourRows
}

var passes = kernel.Pool{New: func() any { return new(pass) }}

// Rows implements kernel.Part.
func (p *pass) Rows(sum []float64, i, end int) { p.rows(p, sum, i, end) }

func (L *Neuron) newPass(rows func(p *pass, sum []float64, i, end int), θ, v []float64) *pass {
	p := passes.Get().(*pass)
	p.L, p.rows, p.θ, p.v = L, rows, θ, v
	return p
}

func (p *pass) done() {
	p.L, p.θ, p.v = nil, nil, nil
	passes.Put(p)
}

// pass sets dst, unless it is nil, to the gradient, and returns the value, if it is wanted.
func (L *Neuron) pass(dst, θ []float64, value bool) float64 {
	p := L.newPass((*pass).lossRows, θ, nil)
	p.value, p.gradient = value, dst != nil
	p.sum = lean.Sized(p.sum, len(dst)+1) // the gradient's, and the value's
	kernel.Sum(p.sum, L.n, len(L.x), p)
	L.mean(p.sum)
	copy(dst, p.sum)
	v := p.sum[len(dst)] + penalty(dst, θ, L.d, L.λ)
	p.done()
	return v
}

// lossRows adds up losses and their gradients.
func (p *pass) lossRows(sum []float64, i, end int) {
	L, dim := p.L, len(sum)-1
	b := kernel.Blocks.Get().(*kernel.Block)
	for m := kernel.BlockLen(L.d); i < end; i += m {
		z := b.A[:min(m, end-i)]
		L.margins(z, p.θ, i)
		if p.value {
			ℓ := z
			if p.gradient {
				ℓ = b.B[:copy(b.B[:], z)]
			}
			sum[dim] += L.losses(ℓ, i)
		}
		if p.gradient {
			rowLosses[L.kind].slopes(z, L.y[i:][:len(z)])
			L.weigh(z, i)
			L.combine(sum[:dim], z, i)
		}
	}
	kernel.Blocks.Put(b)
}

// margins sets z[j] to θ_1 x_1 + … + θ_d x_d + θ_{d+1} for the rows from i on: their
// margins if θ is θ, the margins' derivatives along u if it is u.
func (L *Neuron) margins(z, θ []float64, i int) {
	b := θ[L.d]
	if L.d == 1 {
		w := θ[0]
		for j, x := range L.x[i:][:len(z)] {
			z[j] = w*x + b
		}
		return
	}
	for j := range z {
		z[j] = b
	}
	kernel.AddProducts(z, L.x[i*L.d:(i+len(z))*L.d], θ[:L.d])
}

// combine adds Σ_j r_j x_j to dst_1 … dst_d and Σ_j r_j to dst_{d+1}, over the rows
// from i on.
func (L *Neuron) combine(dst, r []float64, i int) {
	if L.d == 1 {
		s := 0.0
		for j, x := range L.x[i:][:len(r)] {
			s += r[j] * x
		}
		dst[0] += s
	} else {
		kernel.AddCombination(dst[:L.d], L.x[i*L.d:(i+len(r))*L.d], r)
	}
	dst[L.d] += kernel.Total(r)
}

// losses returns the sum of ℓ over the rows from i on with margins z, times ω if
// the rows have weights of their own. It uses z up.
func (L *Neuron) losses(z []float64, i int) float64 {
	ℓ, y := &rowLosses[L.kind], L.y[i:][:len(z)]
	if ℓ.sum != nil && L.ω == nil {
		return ℓ.sum(z, y)
	}
	ℓ.values(z, y)
	L.weigh(z, i)
	return kernel.Total(z)
}

// weigh multiplies r by the weights of the rows from i on, if they have any.
func (L *Neuron) weigh(r []float64, i int) {
	if L.ω != nil {
		for j, ω := range L.ω[i:][:len(r)] {
			if ω == 0 { // of a term beyond the range, too
				r[j] = 0
			}
			r[j] *= ω
		}
	}
}
