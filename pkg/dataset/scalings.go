package dataset

import "github.com/downhill-go/downhill/pkg/internal/lean"

// Scalings are the maps from rows of d raw features to standardised ones and back, a
// [Scaling] each.
type Scalings []Scaling

// StandardizeRows returns a copy of x, rows of d features one after another, in which each
// feature has mean 0 and standard deviation 1, and the maps that lead there:
//
//	z, scale := dataset.StandardizeRows(x, d)
//	L, err := loss.NewNeuron(loss.CrossEntropy, z, y)
//	…
//	L.Predict(θ, scale.To(nil, row)...) // for a raw row
//	raw := scale.Unscale(θ)             // the same neuron on raw rows
//
// A feature that is the same in all rows becomes 0 in all; its Scaling has that value as
// Mean, and 1 as SD. It panics if d is not positive, x is empty or cannot be cut into rows
// of d, or an x is not finite.
func StandardizeRows(x []float64, d int) ([]float64, Scalings) {
	if d < 1 || len(x) == 0 || len(x)%d != 0 {
		panic("dataset: x cannot be cut into rows of d features")
	}
	s := make(Scalings, d)
	for j := range s {
		spread := false
		if s[j], spread = scalingOf(x, d, j); spread {
			continue
		}
		if !lean.Finite(s[j].SD) {
			panic("dataset: a feature is not finite")
		}
		s[j] = Scaling{Mean: x[j], SD: 1}
	}
	z := make([]float64, len(x))
	for i := 0; i < len(x); i += d {
		s.To(z[i:i+d], x[i:i+d])
	}
	return z, s
}

// To sets dst to the standardised values of a raw row x and returns it. A nil dst is
// allocated; it may be x. It panics if dst or x are not as long as s.
func (s Scalings) To(dst, x []float64) []float64 {
	dst = s.room(dst, x)
	for j, v := range x {
		dst[j] = s[j].To(v)
	}
	return dst
}

// From sets dst to the raw values of a standardised row z, as To does the other way round.
func (s Scalings) From(dst, z []float64) []float64 {
	dst = s.room(dst, z)
	for j, v := range z {
		dst[j] = s[j].From(v)
	}
	return dst
}

func (s Scalings) room(dst, x []float64) []float64 {
	if dst == nil {
		dst = make([]float64, len(s))
	}
	if len(dst) != len(s) || len(x) != len(s) {
		panic("dataset: dst or the row has the wrong length")
	}
	return dst
}

// Unscale returns the parameters of the neuron on raw rows that answers exactly as
// θ = [w_1 … w_d, b] does on standardised ones:
//
//	w_raw,j = w_j / SD_j,   b_raw = b − Σ_j w_j Mean_j / SD_j
//
// θ is left as it is. It panics unless θ has length d + 1.
func (s Scalings) Unscale(θ []float64) []float64 {
	raw := s.parameters(θ)
	for j, c := range s {
		raw[j] = θ[j] / c.SD
		raw[len(s)] -= θ[j] * c.Mean / c.SD
	}
	return raw
}

// Rescale is the way back from [Scalings.Unscale].
func (s Scalings) Rescale(θ []float64) []float64 {
	scaled := s.parameters(θ)
	for j, c := range s {
		scaled[j] = θ[j] * c.SD
		scaled[len(s)] += θ[j] * c.Mean
	}
	return scaled
}

// parameters returns a copy of θ, if there is a weight for each feature and a bias.
func (s Scalings) parameters(θ []float64) []float64 {
	if len(θ) != len(s)+1 {
		panic("dataset: θ has not one weight a feature and a bias")
	}
	return append([]float64(nil), θ...)
}
