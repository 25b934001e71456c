package descent

// An Objective is a loss L: ℝⁿ → ℝ that is to be lowered, with its gradient.
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

// valueGradienter is what an Objective may have besides: value and gradient in
// one call, for less than the two apart. The loop uses it where it is there.
type valueGradienter interface {
	// ValueGradient sets dst to ∇L(θ) and returns L(θ).
	ValueGradient(dst, θ []float64) float64
}
