package loss

import (
	"math"

	"github.com/downhill-go/downhill/pkg/taylor"
)

// Softmax is the loss of softmax regression, the sigmoid neuron's counterpart for
// C classes, on n rows of data with a class each:
//
//	z_c  = w_c·x + b_c,   p_c = e^{z_c} / Σ_j e^{z_j}
//	L(θ) = −Σ_i ω_i log p_{label i} + ½ λ Σ_c ‖w_c‖²
//
// with θ = [w_1, b_1, w_2, b_2, …, w_C, b_C], C (d + 1) numbers, each w_c of length d.
// It is convex. ω_i = 1/n unless [Weights] says otherwise, and λ = 0 unless [L2] does.
//
// A Softmax may be used by several goroutines at once.
type Softmax struct{ *labelled }

// NewSoftmax returns the loss of softmax regression on the rows of x, which is
// row-major, len(label) × d, and their classes label, each from 0 to classes−1. x and
// label are kept, not copied.
//
// It returns a *[ShapeError] if x cannot be cut into len(label) rows of equal length,
// a *[RowError] for the first value that is not finite, label out of range or bad
// weight, and a *[WeightError] if weights are missing or sum to 0. It panics if
// classes < 2.
func NewSoftmax(classes int, x []float64, label []int, opts ...Option) (*Softmax, error) {
	l, err := newLabelled(classes, x, label, opts)
	if err != nil {
		return nil, err
	}
	return &Softmax{l}, nil
}

// Dim returns the number of parameters, C (d + 1).
func (L *Softmax) Dim() int { return L.classes * (L.d + 1) }

// Rows returns the number n of rows.
func (L *Softmax) Rows() int { return L.n }

// Value returns L(θ). It panics if θ does not have length Dim.
func (L *Softmax) Value(θ []float64) float64 {
	checkDim(θ, L.Dim())
	return L.add(nil, θ, nil)
}

// Gradient sets dst to ∇L(θ) and returns it:
//
//	∂L/∂w_c = Σ_i ω_i (p_c − [c = label i]) x_i + λ w_c
//
// and the same without x_i and λ for b_c. If dst is nil, it is allocated. It panics if θ
// or dst do not have length Dim.
func (L *Softmax) Gradient(dst, θ []float64) []float64 {
	checkDim(θ, L.Dim())
	dst = vector(dst, L.Dim(), θ)
	L.ValueGradient(dst, θ)
	return dst
}

// ValueGradient sets dst to ∇L(θ) and returns L(θ). It panics if θ or dst do not have
// length Dim.
func (L *Softmax) ValueGradient(dst, θ []float64) float64 {
	checkDim(θ, L.Dim())
	checkDim(dst, L.Dim())
	checkApart(dst, θ)
	clear(dst)
	return L.add(dst, θ, nil)
}

// Batch sets dst to the gradient of the mean loss over the given rows alone, a
// minibatch, and returns it with the value. A row may occur twice. Nothing is allocated
// in steady state, unless dst is nil. It panics if θ or dst do not have length Dim, if a
// row's index is not in [0, n), or if there are no rows. Rows whose weights sum to 0 have
// no mean: it is NaN.
func (L *Softmax) Batch(dst, θ []float64, rows []int) (gradient []float64, value float64) {
	checkDim(θ, L.Dim())
	checkBatch(rows, L.n)
	dst = vector(dst, L.Dim(), θ)
	clear(dst)
	return dst, L.add(dst, θ, rows)
}

// checkBatch panics if rows is empty, as then there is no mean, or names a row that the n
// rows do not have.
func checkBatch(rows []int, n int) {
	if len(rows) == 0 {
		panic("loss: no rows in the batch")
	}
	for _, r := range rows {
		if r < 0 || r >= n {
			panic("loss: batch names a row that does not exist")
		}
	}
}

// add returns the loss on rows and, unless dst is nil, adds its gradient to dst.
func (L *Softmax) add(dst, θ []float64, rows []int) float64 {
	w := L.d + 1
	b := batches.Get().(*batch)
	value := 0.0
	sum := L.each(b, rows, func(b *batch) {
		for c := range L.classes {
			b.affine(b.z[c*b.m:(c+1)*b.m], θ[c*w:(c+1)*w])
		}
		value += b.residuals(L.classes)
		if dst == nil {
			return
		}
		for c := range L.classes {
			pull(dst[c*w:(c+1)*w], b.x, b.z[c*b.m:(c+1)*b.m])
		}
	})
	batches.Put(b)
	for i := range dst {
		dst[i] /= sum
	}
	return value/sum + penalize(dst, θ, L.d, L.λ)
}

// Classify returns the class of the largest logit for one row x of d features. It
// panics if θ or x have the wrong length.
func (L *Softmax) Classify(θ, x []float64) int {
	checkDim(θ, L.Dim())
	if len(x) != L.d {
		panic("loss: x has the wrong length")
	}
	best, at := math.Inf(-1), 0
	for c := range L.classes {
		w := θ[c*(L.d+1) : (c+1)*(L.d+1)]
		if z := dot(x, w) + w[L.d]; z > best {
			best, at = z, c
		}
	}
	return at
}

// Taylor sets dst to the coefficients of φ(η) = L(θ + η u), dst[k] = φ⁽ᵏ⁾(0)/k!, and
// returns it. An empty dst stays empty. It panics if θ or u do not have length Dim.
func (L *Softmax) Taylor(dst, θ, u []float64) []float64 {
	checkLine(θ, u, L.Dim())
	checkCoefficients(dst, θ, u)
	clear(dst)
	if len(dst) == 0 {
		return dst
	}
	w := L.d + 1
	f := frames.Get().(*frame)
	ws := f.workspace(len(dst) - 1)
	f.θ = f.θ[:0]
	for i := range L.n {
		ws.Reset()
		x := L.x[i*L.d : (i+1)*L.d]
		f.θ = f.θ[:0]
		for c := range L.classes {
			θ, u := θ[c*w:(c+1)*w], u[c*w:(c+1)*w]
			f.θ = append(f.θ, ws.Line(dot(x, θ)+θ[L.d], dot(x, u)+u[L.d]))
		}
		addRow(dst, L.labelled, i, f.θ)
	}
	frames.Put(f)
	finishTaylor(dst, L.labelled)
	penaltyAlong(dst, θ, u, L.d, L.λ)
	return dst
}

// addRow adds to dst ω times the coefficients of row i's cross-entropy, of its logits z.
func addRow(dst []float64, L *labelled, i int, z []taylor.Series) {
	ω := L.weight(i)
	if ω == 0 {
		return // of a loss beyond the range, too
	}
	ℓ := taylor.SoftmaxCrossEntropy(L.label[i], z...)
	for k := range dst {
		dst[k] += ω * ℓ.Coeff(k)
	}
}

// finishTaylor turns the sum over all rows into their mean.
func finishTaylor(dst []float64, L *labelled) {
	if L.ω == nil {
		for k := range dst {
			dst[k] /= float64(L.n)
		}
	}
}
