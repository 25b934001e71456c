package descent

import (
	"math"
	"slices"
	"sync"

	"github.com/downhill-go/downhill/pkg/internal/lean"
)

// Expansion is the Taylor series of the loss along a line, about η = 0:
//
//	φ(η) = L(θ+ηu) = c_0 + c_1 η + c_2 η² + … ,   c_k = φ⁽ᵏ⁾(0)/k!
//	c_0 = L(θ),   c_1 = u·∇L(θ),   c_2 = ½ uᵀ∇²L(θ)u
//
// The factorials are in the coefficients. [Expand] makes one, which keeps copies of θ and
// u.
type Expansion struct {
	// Coeffs has c_k at k, up to the order asked for.
	Coeffs []float64

	loss   Expander
	θ, u   []float64
	beyond *beyond
}

// extra is how many coefficients past the order asked for the remainders and the radius
// are computed from, so that the remainder of that order too is a sum and not a difference.
const extra = 16

// beyond is what only remainders and the radius need. It is computed when the first of
// them is asked for.
type beyond struct {
	once   sync.Once
	more   []float64 // Coeffs and some further ones
	radius float64
	unseen float64 // M_k of the first coefficient that more has not; see RemainderBound
}

// Expand returns the expansion of L at θ along u to the given order. With u = 0 it
// is the constant L(θ). It costs one call of L.Taylor to that order; [Expansion.Remainder]
// and [Expansion.Radius] make another to a higher order when the first of them is called.
// L must then be what it was: an Expansion of a changed loss is that of none.
//
// L may have any number of parameters, but φ is a function of one number: for derivatives
// along several directions at once, expand along each and along their sums.
//
// It panics if θ or u is not of L's dimension, or if order is negative.
func Expand(L Expander, θ, u []float64, order int) Expansion {
	if n := L.Dim(); len(θ) != n || len(u) != n {
		panic("descent: θ or u has the wrong length for L")
	}
	if order < 0 {
		panic("descent: negative order")
	}
	return Expansion{
		Coeffs: L.Taylor(make([]float64, order+1), θ, u),
		loss:   L,
		θ:      slices.Clone(θ),
		u:      slices.Clone(u),
		beyond: new(beyond),
	}
}

// further returns what lies beyond the coefficients asked for.
func (e Expansion) further() *beyond {
	if e.beyond == nil {
		panic("descent: an Expansion that Expand has not made")
	}
	b := e.beyond
	b.once.Do(func() {
		b.more = e.loss.Taylor(make([]float64, len(e.Coeffs)+extra), e.θ, e.u)
		if L, ok := e.loss.(Radiuser); ok {
			b.radius = L.Radius(e.θ, e.u)
		} else {
			b.radius = radius(e.loss, e.θ, e.u, b.more)
		}
		b.unseen = math.Inf(1)
		if L, ok := e.loss.(DerivativeBounder); ok {
			b.unseen = L.DerivativeBound(e.u, len(b.more))
		}
	})
	return b
}

// Order returns the order asked for, len(Coeffs)−1.
func (e Expansion) Order() int { return len(e.Coeffs) - 1 }

// At returns the Taylor polynomial of order K at η,
//
//	P_K(η) = c_0 + c_1 η + … + c_K η^K
//
// by Horner's rule. It panics if K is negative or greater than the expansion's
// order.
func (e Expansion) At(η float64, K int) float64 {
	if K < 0 || K >= len(e.Coeffs) {
		panic("descent: K is not an order of the expansion")
	}
	return lean.Horner(e.Coeffs[:K+1], η)
}

// Slope returns φ′(0) = c_1 = u·∇L(θ). It panics if the order is 0.
func (e Expansion) Slope() float64 {
	if len(e.Coeffs) < 2 {
		panic("descent: a slope needs order 1")
	}
	return e.Coeffs[1]
}

// Curvature returns φ″(0) = 2c_2 = uᵀ∇²L(θ)u. It panics if the order is less
// than 2.
func (e Expansion) Curvature() float64 {
	if len(e.Coeffs) < 3 {
		panic("descent: a curvature needs order 2")
	}
	return 2 * e.Coeffs[2]
}

// Radius returns R, the radius of convergence: for |η| < R the polynomials come
// as close to φ as one likes if their order is high enough (not always the closer with
// each order), beyond it no order does.
//
// If the loss is a [Radiuser], as [loss.Neuron] is, R is its answer. Otherwise it is estimated from how the last of order + 17
// coefficients grow or fall: +Inf if the last third of them vanishes, as it does for a
// polynomial of lower degree; for a φ without singularity, such as an exponential, a
// number that grows with the order. Where coefficients over- or underflow, u is rescaled.
// It is NaN where φ has no expansion. The estimate of a single pole is exact to many digits, that of
// other singularities to a tenth or so.
//
// [loss.Neuron]: https://pkg.go.dev/github.com/downhill-go/downhill/pkg/loss#Neuron
func (e Expansion) Radius() float64 { return e.further().radius }

// Remainder returns what the polynomial of order K leaves out at η,
//
//	R_K(η) = φ(η) − P_K(η) = c_{K+1} η^{K+1} + c_{K+2} η^{K+2} + …
//
// Near η = 0 it is summed from the tail of the series, for there the difference
// would be rounding noise; far out, and outside the radius of convergence, where
// the series says nothing, it is the difference φ(η) − P_K(η). Of the two it takes
// the one that promises the smaller error. The difference errs by the rounding of
// P_K. The tail errs by the terms after its last, which [Expansion.RemainderBound]
// bounds; for a loss without bound they are guessed to go on as the last ones, and
// a guess that the loss at θ+ηu plainly contradicts is dropped.
//
// It panics if K is negative or greater than the expansion's order.
func (e Expansion) Remainder(η float64, K int) float64 {
	if K < 0 || K >= len(e.Coeffs) {
		panic("descent: K is not an order of the expansion")
	}
	const ε = 0x1p-53
	b := e.further()
	tail := b.tail(η, K)
	rounding := 4 * ε * e.majorant(η, K)
	bounded := !math.IsInf(b.unseen, 1)
	if bounded && lagrange(b.unseen, η, len(b.more)) <= rounding {
		return tail
	}
	difference := e.loss.Value(Step(nil, e.θ, η, e.u)) - e.At(η, K)
	// A contradiction is plain if it is far above what L's own value may have lost to
	// cancellation. A polynomial may have terms beyond those known.
	if !bounded && b.guess(η) <= rounding && math.Abs(tail-difference) <= 1e6*(rounding+4*ε*math.Abs(tail)) {
		return tail
	}
	return difference
}

// tail returns the sum of the known terms after order K.
func (b *beyond) tail(η float64, K int) float64 {
	return lean.Horner(b.more[K+1:], η) * math.Pow(η, float64(K+1))
}

// guess estimates the sum of the terms that are not known as that of a geometric
// series. Its ratio is |η|/R, or that of the last terms known where they fall more
// slowly: far from the nearest singularity a series may grow for long before it
// falls. Coefficients come and go in size, so four are taken together.
func (b *beyond) guess(η float64) float64 {
	last := len(b.more) - 1
	largest := func(from, to int) (size float64) {
		for k := from; k < to; k++ {
			size = max(size, math.Abs(b.more[k])*math.Pow(math.Abs(η), float64(k)))
		}
		return size
	}
	before, after := largest(last-7, last-3), largest(last-3, last+1)
	if after == 0 {
		return 0
	}
	ratio := max(math.Abs(η)/b.radius, math.Pow(after/before, 0.25))
	if !(ratio < 1) {
		return math.Inf(1)
	}
	return after * ratio / (1 - ratio)
}

// lagrange returns M |η|ᵏ/k!.
func lagrange(M, η float64, k int) float64 {
	for j := 1; j <= k; j++ {
		M *= math.Abs(η) / float64(j)
	}
	return M
}

// majorant returns Σ_{k≤K} |c_k η^k|, which bounds how P_K may have rounded.
func (e Expansion) majorant(η float64, K int) float64 {
	s, p := 0.0, 1.0
	for _, c := range e.Coeffs[:K+1] {
		s += math.Abs(c) * p
		p *= math.Abs(η)
	}
	return s
}

// RemainderBound returns a bound on what the polynomial of order K leaves out at η,
// by Lagrange's form of the remainder:
//
//	|R_K(η)| ≤ M_{K+1} |η|^{K+1}/(K+1)!,   M_k ≥ |φ⁽ᵏ⁾(t)| for all real t
//
// Unlike the remainder itself it needs no look at the loss at θ+ηu, and it holds
// outside the radius of convergence too. For order 1 it is the ½η²‖u‖²λ of the
// first-order approximation. M_k is asked of the loss if it is a
// [DerivativeBounder], as loss.Neuron is one. Another loss, or one whose derivative of
// order K+1 is not bounded, has no such bound: the answer is +Inf, at η = 0 too.
//
// It panics if K is negative or Expand has not made e.
func (e Expansion) RemainderBound(η float64, K int) float64 {
	if K < 0 {
		panic("descent: negative order")
	}
	if e.loss == nil {
		panic("descent: an Expansion that Expand has not made")
	}
	L, ok := e.loss.(DerivativeBounder)
	if !ok {
		return math.Inf(1)
	}
	M := L.DerivativeBound(e.u, K+1)
	if math.IsInf(M, 1) {
		return M
	}
	return lagrange(M, η, K+1)
}
