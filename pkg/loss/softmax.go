package loss

import "github.com/downhill-go/downhill/pkg/taylor"

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
type Softmax struct{ classifier }

// NewSoftmax returns the loss of softmax regression on the rows of x, which is
// row-major, len(label) × d, and their classes label, each from 0 to classes−1. x and
// label are kept, not copied.
//
// It returns a *[RowError] if x cannot be cut into len(label) rows of equal length, or for
// the first value that is not finite, label out of range or bad weight. It panics if
// classes < 2.
func NewSoftmax(classes int, x []float64, label []int, opts ...Option) (*Softmax, error) {
	L := new(Softmax)
	var err error
	if L.classifier, err = newClassifier(L, classes, x, label, opts); err != nil {
		return nil, err
	}
	return L, nil
}

// Dim returns the number of parameters, C (d + 1).
func (L *Softmax) Dim() int { return L.classes * (L.d + 1) }

func (L *Softmax) layers() (from, inputs int) { return L.Dim(), 1 }

// of returns the weights and bias of class c.
func (L *Softmax) of(θ []float64, c int) []float64 { return θ[c*(L.d+1) : (c+1)*(L.d+1)] }

// The logits are linear in θ, so that their changes along v are the logits of v.
func (L *Softmax) logits(b *batch, θ []float64)            { L.affine(b, b.z, θ) }
func (L *Softmax) logitsAlong(b *batch, _, v []float64)    { L.affine(b, b.s, v) }
func (L *Softmax) pull(b *batch, dst, _ []float64)         { L.pullBack(b, dst, b.z) }
func (L *Softmax) pullAlong(b *batch, dst, _, _ []float64) { L.pullBack(b, dst, b.s) }

func (L *Softmax) affine(b *batch, z, θ []float64) {
	for c := range L.classes {
		b.affine(z[c*b.m:(c+1)*b.m], L.of(θ, c))
	}
}

func (L *Softmax) pullBack(b *batch, dst, r []float64) {
	for c := range L.classes {
		pull(L.of(dst, c), b.x, r[c*b.m:(c+1)*b.m])
	}
}

func (L *Softmax) series(f *frame, ws *taylor.Workspace, θ, u, x []float64) []taylor.Series {
	f.θ = f.θ[:0]
	for c := range L.classes {
		f.θ = append(f.θ, lineOf(ws, L.of(θ, c), L.of(u, c), x))
	}
	return f.θ
}

// lineOf returns (w + ηu)·[x, 1].
func lineOf(ws *taylor.Workspace, w, u, x []float64) taylor.Series {
	return ws.Line(dot(x, w)+w[len(x)], dot(x, u)+u[len(x)])
}
