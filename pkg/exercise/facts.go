package exercise

import (
	"math"

	"github.com/downhill-go/downhill/pkg/dataset"
	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/internal/lazy"
	"github.com/downhill-go/downhill/pkg/loss"
)

// Exercises name functions, not function values made when the program starts:
// then they are plain data in the compiled module, without code to build them.

// What the notebooks share: the launches, the loss on them, the place θ and
// the direction u of notebooks 02 to 06. Computed when the first exercise asks.
type facts struct {
	scaling dataset.Scaling
	L       *loss.Neuron
	θ, u, g []float64 // g = ∇L(θ)
	best    []float64 // the minimum
}

func shared() facts { return sharedFacts.Get(newFacts) }

var sharedFacts lazy.Value[facts]

func newFacts() facts {
	rings, scaling := dataset.ORings().Standardize()
	f := facts{scaling: scaling, θ: []float64{1, 1}, u: []float64{-1.5, -0.5}}
	f.L = loss.Must(loss.NewNeuron(loss.CrossEntropy, rings.X, rings.Y))
	f.g = f.L.Gradient(nil, f.θ)
	f.best = descent.Run(f.L, f.θ, descent.Settings{Rate: 8, Steps: 5000, Tol: 1e-12}).Last()
	return f
}

// change returns L(θ+ηu) − L(θ) on the launches, at θ = [1, 1].
func change(η float64, u []float64) float64 {
	f := shared()
	return f.L.Value(descent.Step(nil, f.θ, η, u)) - f.L.Value(f.θ)
}

// belowWithin returns how many steps of size η along −∇L bring the loss below
// l, or limit.
func belowWithin(l, η float64, limit int) float64 {
	f := shared()
	run := descent.Run(f.L, f.θ, descent.Settings{Rate: η, Steps: limit})
	for n, v := range run.Losses {
		if v < l {
			return float64(n)
		}
	}
	return float64(limit)
}

// crossing returns the η > 0 at which the loss along u is back at L(θ), by
// bisection between a step that goes down and one that goes up.
func crossing() float64 { return crossingValue.Get(newCrossing) }

var crossingValue lazy.Value[float64]

func newCrossing() float64 {
	u := shared().u
	lo, hi := 1.0, 100.0
	for hi-lo > 1e-9 {
		if mid := (lo + hi) / 2; change(mid, u) < 0 {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi
}

// lowest returns the η at which the loss along u is lowest, by ternary search:
// the loss is convex.
func lowest() float64 { return lowestValue.Get(newLowest) }

var lowestValue lazy.Value[float64]

func newLowest() float64 {
	u := shared().u
	lo, hi := 0.0, 100.0
	for hi-lo > 1e-7 {
		if a, b := lo+(hi-lo)/3, hi-(hi-lo)/3; change(a, u) < change(b, u) {
			hi = b
		} else {
			lo = a
		}
	}
	return lo
}

// order returns the lowest order whose polynomial along u is within tol of the
// loss at η.
func order(η, tol float64) float64 {
	f := shared()
	e := descent.Expand(f.L, f.θ, f.u, 40)
	K := 0
	for K < 40 && math.Abs(e.Remainder(η, K)) > tol {
		K++
	}
	return float64(K)
}

// limit returns 2/λmax at the minimum, beyond which descent does not settle.
func limit() float64 { return limitValue.Get(newLimit) }

var limitValue lazy.Value[float64]

func newLimit() float64 {
	f := shared()
	along := func(u ...float64) float64 { e := descent.Expand(f.L, f.best, u, 2); return e.Curvature() }
	ww, bb := along(1, 0), along(0, 1)
	wb := (along(1, 1) - ww - bb) / 2
	return 2 / ((ww+bb)/2 + math.Hypot((ww-bb)/2, wb))
}
