package loss

import (
	"math"
	"math/rand/v2"

	"github.com/downhill-go/downhill/pkg/taylor"
)

// Network is the loss of a network with one hidden layer of H tanh units and a
// softmax over C classes, on n rows of data with a class each:
//
//	a_h  = tanh(v_h·x + c_h)
//	z_k  = w_k·a + b_k,   p_k = e^{z_k} / Σ_j e^{z_j}
//	L(θ) = −Σ_i ω_i log p_{label i} + ½ λ (Σ_h ‖v_h‖² + Σ_k ‖w_k‖²)
//
// with θ = [v_1, c_1, …, v_H, c_H, w_1, b_1, …, w_C, b_C], H (d + 1) + C (H + 1)
// numbers. It is not convex: units can change places. And where all weights are 0, so is
// their gradient, so that a descent must begin elsewhere, at [Network.Start].
//
// Value, Gradient and HessianVector know each a_h to an absolute 2⁻⁵³, which is all
// that sums over units need; what depends on one unit alone, and that one is saturated
// or all but silent, has fewer digits there. Taylor keeps them.
//
// A Network may be used by several goroutines at once.
type Network struct {
	*labelled
	hidden int
}

// NewNetwork returns the loss of a network with hidden units on the rows of x, which
// is row-major, len(label) × d, and their classes label, each from 0 to classes−1. x and
// label are kept, not copied. Errors are those of [NewSoftmax]. It panics if hidden < 1
// or classes < 2.
func NewNetwork(hidden, classes int, x []float64, label []int, opts ...Option) (*Network, error) {
	if hidden < 1 {
		panic("loss: no hidden units")
	}
	l, err := newLabelled(classes, x, label, opts)
	if err != nil {
		return nil, err
	}
	return &Network{l, hidden}, nil
}

// Dim returns the number of parameters, H (d + 1) + C (H + 1).
func (L *Network) Dim() int { return L.first() + L.classes*(L.hidden+1) }

// first returns how many parameters the first layer has.
func (L *Network) first() int { return L.hidden * (L.d + 1) }

// Rows returns the number n of rows.
func (L *Network) Rows() int { return L.n }

// Start returns a random θ to begin from: weights from a normal distribution with
// variance 1/(number of inputs), so that no unit starts saturated, and biases 0. The
// same seed gives the same θ. (LeCun, Bottou, Orr & Müller, Efficient BackProp, 1998,
// section 4.6.)
func (L *Network) Start(seed uint64) []float64 {
	rng := rand.New(rand.NewPCG(seed, 0))
	θ := make([]float64, L.Dim())
	fill := func(θ []float64, inputs int) {
		s := 1 / math.Sqrt(float64(inputs))
		for i := range θ {
			if i%(inputs+1) != inputs {
				θ[i] = s * rng.NormFloat64()
			}
		}
	}
	fill(θ[:L.first()], L.d)
	fill(θ[L.first():], L.hidden)
	return θ
}

// Value returns L(θ). It panics if θ does not have length Dim.
func (L *Network) Value(θ []float64) float64 {
	checkDim(θ, L.Dim())
	return L.add(nil, θ, nil)
}

// Gradient sets dst to ∇L(θ), by backpropagation, and returns it. If dst is nil, it is
// allocated. It panics if θ or dst do not have length Dim.
func (L *Network) Gradient(dst, θ []float64) []float64 {
	checkDim(θ, L.Dim())
	dst = vector(dst, L.Dim(), θ)
	L.ValueGradient(dst, θ)
	return dst
}

// ValueGradient sets dst to ∇L(θ) and returns L(θ). It panics if θ or dst do not have
// length Dim.
func (L *Network) ValueGradient(dst, θ []float64) float64 {
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
func (L *Network) Batch(dst, θ []float64, rows []int) (gradient []float64, value float64) {
	checkDim(θ, L.Dim())
	checkBatch(rows, L.n)
	dst = vector(dst, L.Dim(), θ)
	clear(dst)
	return dst, L.add(dst, θ, rows)
}

// add returns the loss on rows and, unless dst is nil, adds its gradient to dst.
func (L *Network) add(dst, θ []float64, rows []int) float64 {
	b := batches.Get().(*batch)
	b.a = sized(b.a, L.hidden*batchRows)
	b.δ = sized(b.δ, batchRows)
	value := 0.0
	sum := L.each(b, rows, func(b *batch) {
		L.forward(b, θ)
		value += b.residuals(L.classes)
		if dst != nil {
			L.backward(b, dst, θ)
		}
	})
	batches.Put(b)
	for i := range dst {
		dst[i] /= sum
	}
	k := L.first()
	if dst == nil {
		return value/sum + penalize(nil, θ[:k], L.d, L.λ) + penalize(nil, θ[k:], L.hidden, L.λ)
	}
	return value/sum + penalize(dst[:k], θ[:k], L.d, L.λ) + penalize(dst[k:], θ[k:], L.hidden, L.λ)
}

// forward fills the batch's hidden activities and logits.
func (L *Network) forward(b *batch, θ []float64) {
	m, w := b.m, L.d+1
	for h := range L.hidden {
		a := b.a[h*m : (h+1)*m]
		b.affine(a, θ[h*w:(h+1)*w])
		tanhs(a)
	}
	w = L.hidden + 1
	for c := range L.classes {
		v, z := θ[L.first()+c*w:][:w], b.z[c*m:(c+1)*m]
		for j := range z {
			z[j] = v[L.hidden]
		}
		addCombination(z, b.a[:L.hidden*m], v[:L.hidden])
	}
}

// backward adds the gradient's terms of the batch to dst, from its residuals.
func (L *Network) backward(b *batch, dst, θ []float64) {
	m, w, first := b.m, L.hidden+1, L.first()
	for c := range L.classes {
		g, r := dst[first+c*w:][:w], b.z[c*m:(c+1)*m]
		addProducts(g[:L.hidden], b.a[:L.hidden*m], r, false)
		g[L.hidden] += total(r)
	}
	for h := range L.hidden {
		// The slope of the loss at unit h's activity is Σ_c w_ch r_c.
		δ := b.δ[:m]
		clear(δ)
		addCombination(δ, b.z[:L.classes*m], b.weights(θ[first+h:], w, L.classes))
		for j, a := range b.a[h*m : (h+1)*m] {
			δ[j] *= (1 - a) * (1 + a)
		}
		pull(dst[h*(L.d+1):(h+1)*(L.d+1)], b.x, δ)
	}
}

// weights returns every stride-th number of θ, one for each class, from the first on.
func (b *batch) weights(θ []float64, stride, classes int) []float64 {
	b.w = sized(b.w, classes)
	for c := range b.w {
		b.w[c] = θ[c*stride]
	}
	return b.w
}

// tanhs replaces each z by tanh z = 1 − 2/(1 + e^{2z}), with an absolute error of about
// 2⁻⁵³, which is what a sum of activities can use.
func tanhs(z []float64) {
	for j, v := range z {
		z[j] = -2 * v
	}
	clamp(z)
	exps(z)
	for j, e := range z {
		z[j] = 1 - 2/(1+e)
	}
}

// Classify returns the class of the largest logit for one row x of d features. It
// panics if θ or x have the wrong length.
func (L *Network) Classify(θ, x []float64) int {
	checkDim(θ, L.Dim())
	if len(x) != L.d {
		panic("loss: x has the wrong length")
	}
	b := batches.Get().(*batch)
	b.a, b.z = sized(b.a, L.hidden*batchRows), sized(b.z, L.classes*batchRows)
	b.m, b.x = 1, x
	L.forward(b, θ)
	at := 0
	for c, z := range b.z[:L.classes] {
		if z > b.z[at] {
			at = c
		}
	}
	b.x = nil
	batches.Put(b)
	return at
}

// Taylor sets dst to the coefficients of φ(η) = L(θ + η u), dst[k] = φ⁽ᵏ⁾(0)/k!, and
// returns it. An empty dst stays empty. It panics if θ or u do not have length Dim.
func (L *Network) Taylor(dst, θ, u []float64) []float64 {
	checkLine(θ, u, L.Dim())
	checkCoefficients(dst, θ, u)
	clear(dst)
	if len(dst) == 0 {
		return dst
	}
	f := frames.Get().(*frame)
	ws := f.workspace(len(dst) - 1)
	for i := range L.n {
		ws.Reset()
		L.logits(f, ws, θ, u, L.x[i*L.d:(i+1)*L.d])
		addRow(dst, L.labelled, i, f.θ[L.hidden:])
	}
	frames.Put(f)
	finishTaylor(dst, L.labelled)
	k := L.first()
	penaltyAlong(dst, θ[:k], u[:k], L.d, L.λ)
	penaltyAlong(dst, θ[k:], u[k:], L.hidden, L.λ)
	return dst
}

// logits sets f.θ to the hidden activities and the logits of one row, as series.
func (L *Network) logits(f *frame, ws *taylor.Workspace, θ, u, x []float64) {
	f.θ = f.θ[:0]
	w := L.d + 1
	for h := range L.hidden {
		θ, u := θ[h*w:(h+1)*w], u[h*w:(h+1)*w]
		f.θ = append(f.θ, ws.Line(dot(x, θ)+θ[L.d], dot(x, u)+u[L.d]).Tanh())
	}
	w = L.hidden + 1
	for c := range L.classes {
		i := L.first() + c*w
		θ, u := θ[i:i+w], u[i:i+w]
		z := ws.Line(θ[L.hidden], u[L.hidden]).Full()
		for h, a := range f.θ[:L.hidden] {
			m := ws.Mark()
			z.Acc(a.Mul(ws.Line(θ[h], u[h])))
			ws.Release(m)
		}
		f.θ = append(f.θ, z)
	}
}
