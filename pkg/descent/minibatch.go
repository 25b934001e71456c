//go:build !engine

package descent

import "math/rand/v2"

// Minibatches is a loss seen through a few rows of its data at a time, for
// stochastic gradient descent:
//
//	L_B(θ) = mean of the rows' losses over B,   ∇L_B ≈ ∇L
//
// Each gradient is taken over the next rows B in a random order of all rows; after
// a pass through all a new order is drawn, so that a pass sees each row once. In
// [Run] and [Steps] that is a fresh B for each state, whose Loss, Gradient and Norm
// are then those of L_B: noisy, and no sign that all of L is level. Let Tol be
// negative, and the rate fall by a [Schedule]. Rows of weight 0 are drawn like any
// other; of a B with no other rows the loss is NaN, as of [Batcher].
//
// A pass is an epoch of StepsPerEpoch steps. What the whole data lose after each is
// Result.LossesOf(b.L) of a path with as many steps between its points.
//
// A Minibatches serves one descent at a time.
type Minibatches struct {
	L     Batcher // the loss over all rows
	size  int
	rng   *rand.Rand
	order []int
	from  int       // where B begins in order
	to    int       // and ends
	trial []float64 // Value's gradient, which nobody asked for
}

// NewMinibatches returns L seen through size rows at a time; the last of a pass may
// be fewer. The same state of rng gives the same rows. It panics if size is not
// positive, L has no rows or rng is nil.
func NewMinibatches(L Batcher, size int, rng *rand.Rand) *Minibatches {
	if size < 1 {
		panic("descent: size of a minibatch is not positive")
	}
	if rng == nil {
		panic("descent: no random numbers for minibatches")
	}
	if L.Rows() < 1 {
		panic("descent: no rows for minibatches")
	}
	b := &Minibatches{L: L, size: size, rng: rng, order: make([]int, L.Rows())}
	for i := range b.order {
		b.order[i] = i
	}
	b.to = len(b.order)
	return b
}

// next goes on to the next rows.
func (b *Minibatches) next() {
	if b.size < 1 {
		panic("descent: minibatches that NewMinibatches has not made")
	}
	if b.to == len(b.order) {
		b.rng.Shuffle(len(b.order), func(i, j int) { b.order[i], b.order[j] = b.order[j], b.order[i] })
		b.to = 0
	}
	b.from, b.to = b.to, min(b.to+b.size, len(b.order))
}

// Rows returns the rows B of the last gradient, all before the first. The slice must
// not be changed.
func (b *Minibatches) Rows() []int { return b.order[b.from:b.to] }

// Dim returns the number of parameters.
func (b *Minibatches) Dim() int { return b.L.Dim() }

// Value returns L_B(θ) for the rows of the last gradient.
func (b *Minibatches) Value(θ []float64) float64 {
	if b.trial == nil {
		b.trial = make([]float64, b.Dim())
	}
	_, value := b.L.Batch(b.trial, θ, b.Rows())
	return value
}

// Gradient goes on to the next rows, sets dst to ∇L_B(θ) and returns it. A nil dst
// is allocated.
func (b *Minibatches) Gradient(dst, θ []float64) []float64 {
	b.next()
	g, _ := b.L.Batch(dst, θ, b.Rows())
	return g
}

// GradientAgain sets dst to ∇L_B(θ) for the rows of the last gradient.
func (b *Minibatches) GradientAgain(dst, θ []float64) { batch(b.L, dst, θ, b.Rows()) }

// StepsPerEpoch returns how many minibatches one pass through all rows takes.
func (b *Minibatches) StepsPerEpoch() int { return (len(b.order) + b.size - 1) / b.size }

// ValueGradient goes on to the next rows, sets dst to ∇L_B(θ) and returns L_B(θ).
func (b *Minibatches) ValueGradient(dst, θ []float64) float64 {
	b.next()
	return batch(b.L, dst, θ, b.Rows())
}
