package dataset

import (
	"math"
	"slices"
)

// Scaling is the affine map from a raw axis to a standardised one and back:
//
//	z = (x − Mean) / SD,   x = Mean + SD z
//
// Mean and SD have the unit of x. The zero Scaling is of no use: SD must not be 0.
type Scaling struct {
	Mean, SD float64
}

// Standardize returns a copy of p whose X has mean 0 and standard deviation 1,
// and the [Scaling] that leads there. The standard deviation is the population's,
//
//	SD = √(Σ (x_i − Mean)² / n)
//
// (6.902 °F for [ORings]). It panics if p has no points or not as many Y as X, if some X is
// not finite or if all X are equal: then no standardised axis exists.
func (p *Points) Standardize() (*Points, Scaling) {
	if len(p.X) == 0 {
		panic("dataset: no points to standardize")
	}
	if len(p.Y) != len(p.X) {
		panic("dataset: X and Y differ in length")
	}
	s, spread := scalingOf(p.X, 1, 0)
	if !spread {
		panic("dataset: X has no spread or is not finite")
	}
	q := *p
	q.XName = p.XName + ", standardised"
	q.XUnit = "SD"
	q.X = slices.Clone(p.X)
	q.Y = slices.Clone(p.Y)
	for i, x := range q.X {
		q.X[i] = s.To(x)
	}
	return &q, s
}

// scalingOf returns the scaling of the numbers at j, j+d, j+2d, … of x, and whether they
// have a spread.
func scalingOf(x []float64, d, j int) (s Scaling, spread bool) {
	n, least, most := 0.0, math.Inf(1), math.Inf(-1)
	for i := j; i < len(x); i += d {
		n++
		s.Mean += x[i]
		least, most = math.Min(least, x[i]), math.Max(most, x[i])
	}
	s.Mean /= n
	// Two passes: squares of differences from the mean lose no digits when the
	// mean is large against the spread.
	sum := 0.0
	for i := j; i < len(x); i += d {
		sum += (x[i] - s.Mean) * (x[i] - s.Mean)
	}
	s.SD = math.Sqrt(sum / n)
	// least = most is asked of the data and not of SD, which may be a rounding of the mean.
	return s, least != most && s.SD > 0 && !math.IsInf(s.SD, 0)
}

// To returns the standardised value z = (x − Mean)/SD of a raw x.
func (s Scaling) To(x float64) float64 { return (x - s.Mean) / s.SD }

// From returns the raw value x = Mean + SD z of a standardised z.
func (s Scaling) From(z float64) float64 { return s.Mean + s.SD*z }

// Unscale returns the parameters [w, b] of the neuron on the raw axis that
// answers exactly as θ = [w, b] does on the standardised one:
//
//	w_raw = w / SD,   b_raw = b − w Mean / SD
//
// θ is left as it is. It panics unless θ has length 2.
func (s Scaling) Unscale(θ []float64) []float64 { return Scalings{s}.Unscale(θ) }

// Rescale is the way back from [Scaling.Unscale]: it returns the parameters on
// the standardised axis for those on the raw one,
//
//	w = w_raw SD,   b = b_raw + w_raw Mean
//
// θ is left as it is. It panics unless θ has length 2.
func (s Scaling) Rescale(θ []float64) []float64 { return Scalings{s}.Rescale(θ) }
