package loss

import (
	"math"
	"math/rand/v2"

	"github.com/downhill-go/downhill/pkg/internal/lean"
	"github.com/downhill-go/downhill/pkg/loss/internal/kernel"
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
	classifier
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
	L := &Network{hidden: hidden}
	var err error
	if L.classifier, err = newClassifier(L, classes, x, label, opts); err != nil {
		return nil, err
	}
	return L, nil
}

// Dim returns the number of parameters, H (d + 1) + C (H + 1).
func (L *Network) Dim() int { return L.first() + L.classes*(L.hidden+1) }

// first returns how many parameters the first layer has.
func (L *Network) first() int { return L.hidden * (L.d + 1) }

func (L *Network) layers() (from, inputs int) { return L.first(), L.hidden }

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

// logits fills the batch's hidden activities, too.
func (L *Network) logits(b *batch, θ []float64) {
	b.a = lean.Sized(b.a, L.hidden*batchRows)
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
		kernel.AddCombination(z, b.a[:L.hidden*m], v[:L.hidden])
	}
}

// pull is backpropagation.
func (L *Network) pull(b *batch, dst, θ []float64) {
	b.δ = lean.Sized(b.δ, batchRows)
	m, w, first := b.m, L.hidden+1, L.first()
	for c := range L.classes {
		g, r := dst[first+c*w:][:w], b.z[c*m:(c+1)*m]
		kernel.AddProducts(g[:L.hidden], b.a[:L.hidden*m], r)
		g[L.hidden] += kernel.Total(r)
	}
	for h := range L.hidden {
		// The slope of the loss at unit h's activity is Σ_c w_ch r_c.
		δ := b.δ[:m]
		clear(δ)
		kernel.AddCombination(δ, b.z[:L.classes*m], b.weights(θ[first+h:], w, L.classes))
		for j, a := range b.a[h*m : (h+1)*m] {
			δ[j] *= (1 - a) * (1 + a)
		}
		pull(dst[h*(L.d+1):(h+1)*(L.d+1)], b.x, δ)
	}
}

// weights returns every stride-th number of θ, one for each class, from the first on.
func (b *batch) weights(θ []float64, stride, classes int) []float64 {
	b.w = lean.Sized(b.w, classes)
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
	kernel.Exps(z)
	for j, e := range z {
		z[j] = 1 - 2/(1+e)
	}
}

// logitsAlong fills the changes of the hidden activities, ra, too.
func (L *Network) logitsAlong(b *batch, θ, v []float64) {
	b.ra = lean.Sized(b.ra, L.hidden*batchRows)
	m, w := b.m, L.d+1
	for h := range L.hidden {
		ra := b.ra[h*m : (h+1)*m]
		b.affine(ra, v[h*w:(h+1)*w])
		for j, a := range b.a[h*m : (h+1)*m] {
			ra[j] *= (1 - a) * (1 + a)
		}
	}
	w = L.hidden + 1
	for c := range L.classes {
		i := L.first() + c*w
		s := b.s[c*m : (c+1)*m]
		for j := range s {
			s[j] = v[i+L.hidden]
		}
		kernel.AddCombination(s, b.a[:L.hidden*m], v[i:i+L.hidden])
		kernel.AddCombination(s, b.ra[:L.hidden*m], θ[i:i+L.hidden])
	}
}

func (L *Network) pullAlong(b *batch, dst, θ, v []float64) {
	b.δ, b.rδ = lean.Sized(b.δ, batchRows), lean.Sized(b.rδ, batchRows)
	m, w, first := b.m, L.hidden+1, L.first()
	for c := range L.classes {
		g, r, s := dst[first+c*w:][:w], b.z[c*m:(c+1)*m], b.s[c*m:(c+1)*m]
		kernel.AddProducts(g[:L.hidden], b.a[:L.hidden*m], s)
		kernel.AddProducts(g[:L.hidden], b.ra[:L.hidden*m], r)
		g[L.hidden] += kernel.Total(s)
	}
	r, s := b.z[:L.classes*m], b.s[:L.classes*m]
	for h := range L.hidden {
		δ, rδ := b.δ[:m], b.rδ[:m]
		clear(δ)
		clear(rδ)
		own := b.weights(θ[first+h:], w, L.classes)
		kernel.AddCombination(δ, r, own)
		kernel.AddCombination(rδ, s, own)
		kernel.AddCombination(rδ, r, b.weights(v[first+h:], w, L.classes))
		for j, a := range b.a[h*m : (h+1)*m] {
			rδ[j] = rδ[j]*(1-a)*(1+a) - 2*δ[j]*a*b.ra[h*m+j]
		}
		pull(dst[h*(L.d+1):(h+1)*(L.d+1)], b.x, rδ)
	}
}

// series keeps the hidden activities in front of the logits.
func (L *Network) series(f *frame, ws *taylor.Workspace, θ, u, x []float64) []taylor.Series {
	f.θ = f.θ[:0]
	w := L.d + 1
	for h := range L.hidden {
		θ, u := θ[h*w:(h+1)*w], u[h*w:(h+1)*w]
		f.θ = append(f.θ, lineOf(ws, θ, u, x).Tanh())
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
	return f.θ[L.hidden:]
}
