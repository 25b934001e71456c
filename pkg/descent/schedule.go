package descent

import "math"

// A Schedule returns the factor by which the learning rate of step n, the one from
// θ_n to θ_{n+1}, differs from Settings.Rate. A function of one's own will do as
// well as those below.
type Schedule func(n int) float64

// Halving returns the schedule that halves the rate after every so many steps,
//
//	2^{−⌊n/every⌋}
//
// It panics if every is not positive.
func Halving(every int) Schedule {
	if every < 1 {
		panic("descent: a schedule's steps are not positive")
	}
	return func(n int) float64 { return math.Ldexp(1, -(n / every)) }
}

// Geometric returns the schedule γⁿ.
func Geometric(γ float64) Schedule {
	return func(n int) float64 { return math.Pow(γ, float64(n)) }
}

// Harmonic returns the schedule
//
//	1/(1 + n/τ)
//
// whose sum is infinite while the sum of its squares is not: with noisy gradients
// these are the conditions for settling (H. Robbins and S. Monro, "A stochastic
// approximation method", 1951). It panics if τ is not positive.
func Harmonic(τ float64) Schedule {
	if !(τ > 0) {
		panic("descent: a schedule's steps are not positive")
	}
	return func(n int) float64 { return 1 / (1 + float64(n)/τ) }
}

// HalfCosine returns the schedule that falls from 1 to 0 over the given number of
// steps along half a wave of the cosine, and stays there,
//
//	½ (1 + cos(πn/steps))
//
// (I. Loshchilov and F. Hutter, "SGDR", 2017, without restarts). It panics if
// steps is not positive.
func HalfCosine(steps int) Schedule {
	if steps < 1 {
		panic("descent: a schedule's steps are not positive")
	}
	return func(n int) float64 {
		return (1 + math.Cos(math.Pi*float64(min(n, steps))/float64(steps))) / 2
	}
}

// Warmup returns the schedule that rises evenly to 1 over the first steps,
// (n+1)/steps, and follows then, counted from there. A nil then stands for 1. It
// panics if steps is negative.
func Warmup(steps int, then Schedule) Schedule {
	if steps < 0 {
		panic("descent: a schedule's steps are negative")
	}
	return func(n int) float64 {
		switch {
		case n < steps:
			return float64(n+1) / float64(steps)
		case then == nil:
			return 1
		}
		return then(n - steps)
	}
}
