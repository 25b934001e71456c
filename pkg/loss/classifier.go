package loss

import (
	"math"
	"strconv"

	"github.com/downhill-go/downhill/pkg/internal/lean"
	"github.com/downhill-go/downhill/pkg/taylor"
)

// classifier is what the losses for several classes have in common: all but the way from a
// row to its logits and back.
type classifier struct {
	data
	classes int
	label   []int
	model   model
}

// A model is the way from rows to their logits z and back.
type model interface {
	Dim() int
	// layers returns where the second layer of θ begins and how many inputs it has.
	layers() (from, inputs int)
	// logits sets b.z to the logits of b's rows, and logitsAlong b.s to their changes
	// along v, after logits.
	logits(b *batch, θ []float64)
	logitsAlong(b *batch, θ, v []float64)
	// pull adds to dst what the logits' slopes b.z mean for θ, and pullAlong what they and
	// their changes b.s along v mean for the change of that.
	pull(b *batch, dst, θ []float64)
	pullAlong(b *batch, dst, θ, v []float64)
	// series returns the logits of one row x along a line, in f's memory.
	series(f *frame, ws *taylor.Workspace, θ, u, x []float64) []taylor.Series
}

func newClassifier(model model, number int, x []float64, label []int, opts []Option) (classifier, error) {
	if number < 2 {
		panic("loss: fewer than two classes")
	}
	D, err := newData(x, len(label), func() error {
		for i, c := range label {
			if c < 0 || c >= number {
				return &RowError{i, "label", "is " + strconv.Itoa(c), "a class from 0 to " + strconv.Itoa(number-1)}
			}
		}
		return nil
	}, opts)
	return classifier{D, number, label, model}, err
}

// Value returns L(θ). It panics if θ does not have length Dim.
func (L *classifier) Value(θ []float64) float64 {
	checkDim(θ, L.model.Dim())
	return L.pass(nil, θ, nil)
}

// Gradient sets dst to ∇L(θ), which begins with the slopes p_c − [c = label i] of each
// row's loss by its logits, and returns it. If dst is nil, it is allocated. It panics if θ
// or dst do not have length Dim.
func (L *classifier) Gradient(dst, θ []float64) []float64 {
	checkDim(θ, L.model.Dim())
	dst = vector(dst, L.model.Dim(), θ)
	L.pass(dst, θ, nil)
	return dst
}

// ValueGradient sets dst to ∇L(θ) and returns L(θ). It panics if θ or dst do not have
// length Dim.
func (L *classifier) ValueGradient(dst, θ []float64) float64 {
	checkDim(θ, L.model.Dim())
	checkDim(dst, L.model.Dim())
	checkApart(dst, θ)
	return L.pass(dst, θ, nil)
}

// Batch sets dst to the gradient of the mean loss over the given rows alone, a
// minibatch, and returns it with the value. A row may occur twice. Nothing is allocated
// in steady state, unless dst is nil. It panics if θ or dst do not have length Dim, if a
// row's index is not in [0, n), or if there are no rows. Rows whose weights sum to 0 have
// no mean: it is NaN.
func (L *classifier) Batch(dst, θ []float64, rows []int) (gradient []float64, value float64) {
	checkDim(θ, L.model.Dim())
	checkBatch(rows, L.n)
	dst = vector(dst, L.model.Dim(), θ)
	return dst, L.pass(dst, θ, rows)
}

// pass returns the loss on the given rows, or on all if rows is nil, and sets dst to its
// gradient, unless it is nil.
func (L *classifier) pass(dst, θ []float64, rows []int) float64 {
	clear(dst)
	b := batches.Get().(*batch)
	value := 0.0
	sum := L.each(b, rows, func(b *batch) {
		L.model.logits(b, θ)
		value += b.residuals(L.classes)
		if dst != nil {
			L.model.pull(b, dst, θ)
		}
	})
	batches.Put(b)
	for i := range dst {
		dst[i] /= sum
	}
	return value/sum + L.penalty(dst, θ)
}

// penalty returns ½λ‖w‖² of both layers, and adds its gradient to g unless it is nil.
func (L *classifier) penalty(g, θ []float64) float64 {
	from, inputs := L.model.layers()
	if g == nil {
		return penalty(nil, θ[:from], L.d, L.λ) + penalty(nil, θ[from:], inputs, L.λ)
	}
	return penalty(g[:from], θ[:from], L.d, L.λ) + penalty(g[from:], θ[from:], inputs, L.λ)
}

// HessianVector sets dst to ∇²L(θ) v and returns it, for about twice the cost of a
// gradient: each quantity on the way to the logits and back is differentiated along v.
// (B. A. Pearlmutter, Fast exact multiplication by the Hessian, Neural Computation 6
// (1994), 147–160.) If s_c is the change of the logits along v, that of their slopes is
//
//	p_c (s_c − Σ_j p_j s_j)
//
// If dst is nil, it is allocated. It panics if θ, v or dst do not have length Dim. dst
// must not be v.
func (L *classifier) HessianVector(dst, θ, v []float64) []float64 {
	dst = hessianArguments(dst, θ, v, L.model.Dim())
	clear(dst)
	b := batches.Get().(*batch)
	b.s = lean.Sized(b.s, L.classes*batchRows)
	sum := L.each(b, nil, func(b *batch) {
		L.model.logits(b, θ)
		L.model.logitsAlong(b, θ, v)
		b.residuals(L.classes)
		b.turn(L.classes)
		L.model.pullAlong(b, dst, θ, v)
	})
	batches.Put(b)
	for i := range dst {
		dst[i] /= sum
	}
	L.penalty(dst, v)
	return dst
}

// Curvature returns uᵀ∇²L(θ)u, the second derivative of φ(η) = L(θ + η u) at 0. It panics
// if θ or u do not have length Dim.
func (L *classifier) Curvature(θ, u []float64) float64 {
	return curvature(L.model.Dim(), L.HessianVector, θ, u)
}

// Taylor sets dst to the coefficients of φ(η) = L(θ + η u), dst[k] = φ⁽ᵏ⁾(0)/k!, and
// returns it. An empty dst stays empty. It panics if dst is nil, or θ or u do not have
// length Dim.
func (L *classifier) Taylor(dst, θ, u []float64) []float64 {
	checkTaylor(dst, θ, u, L.model.Dim())
	clear(dst)
	if len(dst) == 0 {
		return dst
	}
	f := frames.Get().(*frame)
	ws := f.workspace(len(dst) - 1)
	for i := range L.n {
		ω := 1.0
		if L.ω != nil {
			ω = L.ω[i]
		}
		if ω == 0 {
			continue // of a loss beyond the range, too
		}
		ws.Reset()
		ℓ := taylor.SoftmaxCrossEntropy(L.label[i], L.model.series(f, ws, θ, u, L.row(i))...)
		for k := range dst {
			dst[k] += ω * ℓ.Coeff(k)
		}
	}
	frames.Put(f)
	L.mean(dst)
	from, inputs := L.model.layers()
	penaltyTaylor(dst, θ[:from], u[:from], L.d, L.λ)
	penaltyTaylor(dst, θ[from:], u[from:], inputs, L.λ)
	return dst
}

// Classify returns the class of the largest logit for one row x of d features. It
// panics if θ or x have the wrong length.
func (L *classifier) Classify(θ, x []float64) int {
	at := 0
	L.one(θ, x, func(z []float64) {
		for c, v := range z {
			if v > z[at] {
				at = c
			}
		}
	})
	return at
}

// Probabilities sets dst to the probabilities p_c = e^{z_c}/Σ_j e^{z_j} of the classes for
// one row x of d features, and returns it. If dst is nil, it is allocated. It panics if θ
// or x have the wrong length, or dst has not one entry a class.
func (L *classifier) Probabilities(dst, θ, x []float64) []float64 {
	dst = vector(dst, L.classes, θ, x)
	L.one(θ, x, func(z []float64) {
		top, sum := math.Inf(-1), 0.0
		for _, v := range z {
			top = max(top, v)
		}
		for c, v := range z {
			dst[c] = math.Exp(v - top)
			sum += dst[c]
		}
		for c := range dst {
			dst[c] /= sum
		}
	})
	return dst
}

// one calls f with the logits of one row x.
func (L *classifier) one(θ, x []float64, f func(z []float64)) {
	checkDim(θ, L.model.Dim())
	checkRow(x, L.d)
	b := batches.Get().(*batch)
	b.z = lean.Sized(b.z, L.classes*batchRows)
	b.m, b.x = 1, x
	L.model.logits(b, θ)
	f(b.z[:L.classes])
	b.x = nil
	batches.Put(b)
}
