package loss

import (
	"math"

	"github.com/downhill-go/downhill/pkg/internal/lean"
	"github.com/downhill-go/downhill/pkg/loss/internal/kernel"
	"github.com/downhill-go/downhill/pkg/taylor"
)

// Kind is the loss of one row, ℓ, as a function of its margin z = w·x + b and its label y.
type Kind int

const (
	// CrossEntropy is −y log ŷ − (1 − y) log(1 − ŷ) with ŷ = σ(z), in nats, y in [0, 1].
	CrossEntropy Kind = iota
	// SquaredError is (ŷ − y)² with ŷ = σ(z), y in [0, 1].
	SquaredError
	// Huber is ½r² for |r| ≤ 1 and |r| − ½ beyond, r = ŷ − y with ŷ = z: regression on
	// labels of any size, of which single ones may be far off (P. J. Huber, Annals of
	// Mathematical Statistics 35, 1964, 73–101). It goes over from one to the other at
	// errors of 1: measure y in units of what counts as a small error.
	Huber
)

// A rowLoss is all that a [Neuron] knows of its ℓ(z, y): another loss of one row is
// another entry of rowLosses. Functions of many rows replace the margins z by what they
// say; margins far outside the range of exp are theirs to deal with.
type rowLoss struct {
	name   string
	labels string               // what labels it takes
	takes  func(y float64) bool // whether y is one
	answer func(z float64) float64

	values func(z, y []float64)         // ℓ
	sum    func(z, y []float64) float64 // Σ ℓ in one, which may use up z
	slopes func(z, y []float64)         // ℓ′ = ∂ℓ/∂z
	bends  func(z, y []float64)         // ℓ″

	// series adds to dst the coefficients of Σ ω ℓ(z + ηv, y) over up to four rows.
	series func(dst []float64, f *kernel.Lane, r *fourRows)
	// reach is the distance from z to the nearest singularity of ℓ in the complex plane.
	reach func(z, y float64) float64
	// bound is an M ≥ |ℓ⁽ᵏ⁾(z)| for all z, k ≥ 1, +Inf if there is none.
	bound func(y float64, k int) float64
	bend  float64 // the least M ≥ ℓ″ for all z and y
}

var rowLosses = [...]rowLoss{
	CrossEntropy: {
		name: "cross-entropy", labels: "a label in [0, 1]", takes: isProbability, answer: taylor.Sigmoid,
		values: crossEntropies, sum: crossEntropySum, slopes: crossEntropySlopes, bends: crossEntropyBends,
		series: crossEntropySeries, reach: toPole, bound: crossEntropyBound, bend: 1. / 4,
	},
	SquaredError: {
		name: "squared error", labels: "a label in [0, 1]", takes: isProbability, answer: taylor.Sigmoid,
		values: squares, slopes: squareSlopes, bends: squareBends,
		// max 2s²(1 − s)(2 − 3s) over s = σ(z), at s = (30 − √132)/48, for y = 0 or 1.
		series: squareSeries, reach: toPole, bound: squareBound, bend: 0.15405857012135053,
	},
	Huber: {
		name: "Huber", labels: "a finite label", takes: lean.Finite, answer: func(z float64) float64 { return z },
		values: hubers, slopes: huberSlopes, bends: huberBends,
		series: huberSeries, reach: toCorner, bound: huberBound, bend: 1,
	},
}

// String returns "cross-entropy", "squared error" or "Huber".
func (k Kind) String() string {
	if k < 0 || int(k) >= len(rowLosses) {
		return "unknown kind"
	}
	return rowLosses[k].name
}

func isProbability(y float64) bool { return 0 <= y && y <= 1 }

// fourRows are up to four rows along a line: margins z + ηv, labels and weights. A row
// that is not there has the weight 0.
type fourRows struct {
	z, v, y, ω [4]float64
	weighted   bool       // whether a weight is neither 0 nor 1
	exp        [4]float64 // scratch
}

// Huber's loss.

func hubers(z, y []float64) {
	for j, z0 := range z {
		r := math.Abs(z0 - y[j])
		z[j] = r - 0.5
		if r <= 1 {
			z[j] = r * r / 2
		}
	}
}

func huberSlopes(z, y []float64) {
	for j, z0 := range z {
		z[j] = max(-1, min(z0-y[j], 1))
	}
}

func huberBends(z, y []float64) {
	for j, z0 := range z {
		r := math.Abs(z0 - y[j])
		if z[j] = 0; r <= 1 || r != r {
			z[j] = 1 + 0*r // NaN stays
		}
	}
}

// huberSeries: ℓ is a parabola or a line on either side of its corners |r| = 1, where the
// parabola counts.
func huberSeries(dst []float64, _ *kernel.Lane, rows *fourRows) {
	for i, ω := range rows.ω {
		if ω == 0 {
			continue
		}
		r, v := rows.z[i]-rows.y[i], rows.v[i]
		c := [3]float64{r * r / 2, r * v, v * v / 2}
		if math.Abs(r) > 1 {
			c = [3]float64{math.Abs(r) - 0.5, math.Copysign(1, r) * v, 0}
		}
		for k := range min(3, len(dst)) {
			dst[k] += ω * c[k]
		}
	}
}

func toCorner(z, y float64) float64 { return math.Abs(math.Abs(z-y) - 1) }

// huberBound: the second derivative jumps, so that there is no third.
func huberBound(_ float64, k int) float64 {
	if k <= 2 {
		return 1
	}
	return math.Inf(1)
}
