// Package dataset holds the small, real data that the course computes with, and
// the standardising that descent on them wants.
//
// [ORings] is the running example: 23 launches, their temperature and whether an
// O-ring was in distress. [TwoPoints] is its contrast: two made points that a
// sigmoid fits exactly. [Digits] are 1,797 handwritten digits, for losses of thousands
// of parameters. Each call returns a fresh copy, so nothing a learner does to one
// harms the next.
//
//	raw := dataset.ORings()              // X in °F
//	rings, scale := raw.Standardize()    // X in standard deviations from the mean
//	z := scale.To(31)                    // 31 °F on the standardised axis: −5.59
//	θraw := scale.Unscale(θ)             // [w, b] found on rings, for X in °F
//
//	train, held := dataset.Digits().Split(5) // of each digit, one image in five is held out
//
// Builds with the tag engine, which are to be small, have no Digits.
//
// Another set is a function that returns a *Points, with its source and licence, as in
// orings.go, or *Images, as in digits.go.
package dataset

// Points is a set of n points (X[i], Y[i]) with the words that a figure or a
// sentence needs. X and Y have the same length.
type Points struct {
	Name    string // what the data are, a few words
	XName   string // what X measures
	XUnit   string // the unit of X, "" if it has none
	YName   string // what Y says
	X, Y    []float64
	Source  string // where the numbers were published
	Licence string // on what terms they may be used
}

// Len returns the number of points.
func (p *Points) Len() int { return len(p.X) }
