package descent

// An Objective is a loss L: ℝⁿ → ℝ that is to be lowered, with its gradient.
//
// If it also has a method
//
//	ValueGradient(dst, θ []float64) float64
//
// that sets dst to ∇L(θ) and returns L(θ), or is a [Batcher], the loop asks for both at
// once: from the same exponentials, say.
//
// In these methods and those of Expander and Batcher, dst is no part of θ or u: what
// is asked for may be written before they have been read.
type Objective interface {
	// Dim returns n, the number of parameters.
	Dim() int
	// Value returns L(θ) for a θ of length n.
	Value(θ []float64) float64
	// Gradient sets dst to ∇L(θ) = [∂L/∂θ_1 … ∂L/∂θ_n] and returns it. A nil dst
	// is allocated.
	Gradient(dst, θ []float64) []float64
}

// An Expander is an Objective that knows its Taylor series along a line, as every
// loss of package loss does.
type Expander interface {
	Objective
	// Taylor sets dst[k] = φ⁽ᵏ⁾(0)/k! for φ(η) = L(θ+ηu), k = 0 … len(dst)−1, and
	// returns dst.
	Taylor(dst, θ, u []float64) []float64
}

// A Batcher is an Objective that is a mean over rows of data and can take it over
// some of them, as loss.Neuron, loss.Softmax and loss.Network can.
type Batcher interface {
	Objective
	// Rows returns the number of rows.
	Rows() int
	// Batch sets dst to the gradient of the mean over the given rows alone, and
	// returns it with the value. A nil rows means all of them.
	Batch(dst, θ []float64, rows []int) (gradient []float64, value float64)
}

// valueGradienter is what an Objective may have besides.
type valueGradienter interface {
	ValueGradient(dst, θ []float64) float64
}

// again is what an Objective has besides if each Gradient is of other rows: the
// gradient of the same rows as the last.
type again interface {
	again(dst, θ []float64)
}

// whole is a Batcher as a valueGradienter: value and gradient over all rows.
type whole struct{ Batcher }

func (L *whole) ValueGradient(dst, θ []float64) float64 { return batch(L, dst, θ, nil) }

// gradient sets dst to ∇L(θ), also for an L that returns it in a slice of its own.
func gradient(L Objective, dst, θ []float64) { copy(dst, L.Gradient(dst, θ)) }

// batch sets dst to the gradient over the given rows in the same way and returns the value.
func batch(L Batcher, dst, θ []float64, rows []int) float64 {
	g, value := L.Batch(dst, θ, rows)
	copy(dst, g)
	return value
}
