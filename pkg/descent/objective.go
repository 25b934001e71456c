package descent

import "math"

// An Objective is a loss L: ℝⁿ → ℝ that is to be lowered, with its gradient. [Func] makes
// one of plain functions.
//
// These three methods are enough. What an Objective may offer besides is used where it is
// found: [ValueGradienter] by every descent, [Expander] by [Expand], [HessianVectorer],
// [Radiuser] and [DerivativeBounder] where curvatures and remainders are asked for,
// [Batcher] by [Minibatches], and [Sampler] by rules that evaluate L at several places. A
// type that wraps an Objective passes on what it wants used: one that has only these three
// methods hides the others, which costs time but changes no result.
//
// In the methods of all of them, dst must not overlap θ or u.
type Objective interface {
	// Dim returns n, the number of parameters.
	Dim() int
	// Value returns L(θ) for a θ of length n.
	Value(θ []float64) float64
	// Gradient sets dst to ∇L(θ) = [∂L/∂θ_1 … ∂L/∂θ_n] and returns it. A nil dst
	// is allocated.
	Gradient(dst, θ []float64) []float64
}

// A ValueGradienter is an Objective that computes value and gradient at once: from the
// same exponentials, say.
type ValueGradienter interface {
	Objective
	// ValueGradient sets dst to ∇L(θ) and returns L(θ).
	ValueGradient(dst, θ []float64) float64
}

// A HessianVectorer is an Objective that knows the product of its Hessian with a vector.
type HessianVectorer interface {
	Objective
	// HessianVector sets dst to ∇²L(θ) v and returns it. A nil dst is allocated.
	HessianVector(dst, θ, v []float64) []float64
}

// An Expander is an Objective that knows its Taylor series along a line, as every
// loss of package loss does.
type Expander interface {
	Objective
	// Taylor sets dst[k] = φ⁽ᵏ⁾(0)/k! for φ(η) = L(θ+ηu), k = 0 … len(dst)−1, and
	// returns dst.
	Taylor(dst, θ, u []float64) []float64
}

// A Radiuser is an Expander that knows how far its series converges.
type Radiuser interface {
	Expander
	// Radius returns the radius of convergence of φ(η) = L(θ+ηu), +Inf if there is no
	// bound.
	Radius(θ, u []float64) float64
}

// A DerivativeBounder is an Expander whose derivatives along a line are bounded.
type DerivativeBounder interface {
	Expander
	// DerivativeBound returns an M_k ≥ |φ⁽ᵏ⁾(η)| for every θ and η, +Inf if there is
	// none.
	DerivativeBound(u []float64, k int) float64
}

// A Batcher is an Objective that is a mean over rows of data and can take it over
// some of them, as loss.Neuron, loss.Softmax and loss.Network can.
type Batcher interface {
	Objective
	// Rows returns the number of rows.
	Rows() int
	// Batch sets dst to the gradient of the mean over the given rows alone, and
	// returns it with the value. There is at least one row.
	Batch(dst, θ []float64, rows []int) (gradient []float64, value float64)
}

// A Sampler is an Objective each of whose gradients is of other rows of its data, as
// [Minibatches] is. Its Value is of the rows of the last gradient, and so is a gradient
// that is asked for again.
type Sampler interface {
	Objective
	// GradientAgain sets dst to the gradient of the rows of the last gradient.
	GradientAgain(dst, θ []float64)
}

// Func returns the Objective of two functions: value returns L(θ), and gradient sets dst
// to ∇L(θ).
//
//	L := descent.Func(2,
//		func(θ []float64) float64 { return θ[0]*θ[0] + 10*θ[1]*θ[1] },
//		func(dst, θ []float64) { dst[0], dst[1] = 2*θ[0], 20*θ[1] })
//
// Without a gradient, nil, it is computed by central differences over
// h_i = 6·10⁻⁶ max(1, |θ_i|),
//
//	∂L/∂θ_i ≈ (L(θ + h_i e_i) − L(θ − h_i e_i))/(2 h_i)
//
// They cost 2 dim evaluations of the loss, and err by about 10⁻¹⁰ |L|/max(1, |θ_i|) where
// L does not bend over far shorter lengths than that.
//
// It panics if dim is not positive or value is nil; its methods do if θ or dst do not have
// length dim.
func Func(dim int, value func(θ []float64) float64, gradient func(dst, θ []float64)) Objective {
	if dim < 1 {
		panic("descent: dimension is not positive")
	}
	if value == nil {
		panic("descent: value is nil")
	}
	if gradient == nil {
		gradient = func(dst, θ []float64) { differences(dst, θ, value) }
	}
	return &function{dim, value, gradient}
}

type function struct {
	dim      int
	value    func(θ []float64) float64
	gradient func(dst, θ []float64)
}

func (L *function) Dim() int { return L.dim }

func (L *function) Value(θ []float64) float64 {
	if len(θ) != L.dim {
		panic("descent: θ has the wrong length for L")
	}
	return L.value(θ)
}

func (L *function) Gradient(dst, θ []float64) []float64 {
	if dst == nil {
		dst = make([]float64, L.dim)
	}
	if len(dst) != L.dim || len(θ) != L.dim {
		panic("descent: θ or dst has the wrong length for L")
	}
	L.gradient(dst, θ)
	return dst
}

// differences sets dst to the central differences of value at θ. The step is near the
// cube root of a unit roundoff, where the error of the formula, h², and that of rounding,
// 2⁻⁵³/h, are of one size.
func differences(dst, θ []float64, value func(θ []float64) float64) {
	at := append([]float64(nil), θ...)
	for i, x := range θ {
		h := 6e-6 * max(1, math.Abs(x))
		up, down := x+h, x-h
		at[i] = up
		high := value(at)
		at[i] = down
		dst[i] = (high - value(at)) / (up - down)
		at[i] = x
	}
}

// gradient sets dst to ∇L(θ), also for an L that returns it in a slice of its own.
func gradient(L Objective, dst, θ []float64) { copy(dst, L.Gradient(dst, θ)) }

// batch sets dst to the gradient over the given rows in the same way and returns the value.
func batch(L Batcher, dst, θ []float64, rows []int) float64 {
	g, value := L.Batch(dst, θ, rows)
	copy(dst, g)
	return value
}

// curvature returns uᵀ∇²L(θ)u, NaN if L knows no second derivatives. scratch has length
// Dim.
func curvature(L Objective, scratch, θ, u []float64) float64 {
	switch L := L.(type) {
	case HessianVectorer:
		return Slope(u, L.HessianVector(scratch, θ, u))
	case Expander:
		var c [3]float64
		return 2 * L.Taylor(c[:], θ, u)[2]
	}
	return math.NaN()
}
