// Package explore holds the course's live figures. Each says one thing that the
// notebook beside it derives, and lets the reader's hand test it.
//
// What they compute comes from packages loss and descent: no formula is written
// here a second time.
package explore

import (
	"math"

	"github.com/downhill-go/downhill/pkg/dataset"
	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/internal/lazy"
	"github.com/downhill-go/downhill/pkg/live"
	"github.com/downhill-go/downhill/pkg/loss"
)

// All returns the live figures, in the order of the course. Their places in it
// are how a page names them to the engine. The slice is shared: do not change it.
func All() []*live.Figure { return all.Get(newAll) }

var all lazy.Value[[]*live.Figure]

func newAll() []*live.Figure {
	return []*live.Figure{Neuron(), Step(), Microscope(), Tangent(), Dial(), Angle(), Walk(), Descent(), Scales(), Norms(), Momentum(), Ridge(), Noise(), Playground()}
}

// The running example: the launches, standardised, and the neuron's loss on
// them.
type example struct {
	*dataset.Points
	scaling dataset.Scaling
	loss    *loss.Neuron
}

func rings() example { return ringsValue.Get(newRings) }

func ringsLoss() *loss.Neuron { return rings().loss }

var ringsValue lazy.Value[example]

func newRings() example {
	d, scaling := dataset.ORings().Standardize()
	return example{d, scaling, loss.Must(loss.NewNeuron(loss.CrossEntropy, d.X, d.Y))}
}

// steps writes how many.
func steps(n int) string {
	if n == 1 {
		return "1 step"
	}
	return live.Whole(n) + " steps"
}

// levels of the contours of the running example's loss.
var levels = []float64{0.45, 0.5, 0.6, 0.8, 1, 1.5, 2, 3, 4}

// The course's own move, u = [−1.5, −0.5] from θ = [1, 1].
var (
	courseθ = [2]float64{1, 1}
	courseU = [2]float64{-1.5, -0.5}
)

// The place of notebooks 06 and 07, from which −∇L misses the minimum by 34°.
var bendθ = [2]float64{-4, -1}

// best is where the running example's loss is least.
func best() []float64 { return bestValue.Get(newBest) }

var bestValue lazy.Value[[]float64]

func newBest() []float64 {
	return descent.Run(ringsLoss(), []float64{0, 0}, descent.Settings{Rate: 8, Steps: 5000, Tol: 1e-12}).Last()
}

// The panels: a map with equal axes on top, a curve below it.
const (
	left, wide      = 62, 464
	mapTop, mapHigh = 30, 290
	lowTop, lowHigh = 384, 150
	height          = 566
	handle          = 14 // px round a handle that labels leave free
)

// mapOf is the panel over a window of w and b.
func mapOf(x0, x1, y0, y1 float64) *live.Axes {
	return &live.Axes{X0: x0, X1: x1, Y0: y0, Y1: y1, Left: left, Top: mapTop, Width: wide, Height: mapHigh, XLabel: "w", YLabel: "b"}
}

// θMap is that of the running example. One unit is as long on both axes.
func θMap() *live.Axes { return mapOf(-5, 3, -3, 2) }

// surface draws a loss of two parameters as contours, with axes.
func surface(c *live.Canvas, a *live.Axes, L descent.Objective, levels []float64) {
	for _, at := range [...][2]float64{courseθ, bendθ} {
		start := a.XY(at[0], at[1])
		c.Keep(start[0], start[1], 2*handle)
	}
	a.Contours(c, height2(L), levels, 64, 40)
	a.Draw(c)
}

// height2 is L as a function of w and b.
func height2(L descent.Objective) func(w, b float64) float64 {
	θ := make([]float64, 2)
	return func(w, b float64) float64 {
		θ[0], θ[1] = w, b
		return L.Value(θ)
	}
}

// through draws the contour on which θ lies.
func through(c *live.Canvas, a *live.Axes, L descent.Objective, θ []float64) {
	a.Contour(c, height2(L), L.Value(θ), 64, 40, live.Faint(ink.Text))
}

// settled is x, or 0 if that is all that rounding leaves of a difference of
// numbers as large as size.
func settled(x, size float64) float64 {
	if math.Abs(x) <= 1e-13*size {
		return 0
	}
	return x
}

// along is φ(η) = L(θ + ηu).
func along(L descent.Objective, θ, u []float64) func(η float64) float64 {
	at := make([]float64, len(θ))
	return func(η float64) float64 { return L.Value(descent.Step(at, θ, η, u)) }
}

// drawHandle marks θ, which the reader may hold: labels keep off it.
func drawHandle(c *live.Canvas, a *live.Axes, θ []float64, name string) {
	p := a.XY(θ[0], θ[1])
	c.Disc(p[0], p[1], ink.Dot+1, ink.Theta)
	c.Keep(p[0], p[1], handle)
	if name != "" {
		c.Label(a, p[0], p[1], name, ink.Theta)
	}
}
