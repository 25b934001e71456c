package explore

import (
	"math"

	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/internal/lean"
	"github.com/downhill-go/downhill/pkg/live"
)

const highest = 12 // order in the microscope

// Microscope returns the figure of notebook 03: zoom in, and a low order is enough; raise the
// order, and it is good for farther, but not beyond the radius of convergence.
func Microscope() *live.Figure {
	return &live.Figure{
		Name:   "microscope",
		Title:  "The loss φ(η) along u with its Taylor polynomial, and below it how far each order misses at the right edge",
		Try:    "Zoom in until order 1 cannot be told from the curve. Zoom out to η = 1 and raise the order: the bars below shrink, if not each (order 4 misses by more than order 3). Then do the same at η = 2, where in the end the bars grow.",
		Height: height,
		Controls: []live.Control{
			live.NewLogRange("η", "zoom: η up to", 0.001, 4, 1),
			live.NewRange("order", "order", 0, highest, 1, 1),
		},
		Draw: drawMicroscope,
	}
}

func drawMicroscope(c *live.Canvas, s live.State) string {
	θ, u := courseθ[:], courseU[:]
	reach, order := s.Num("η"), int(s.Num("order"))
	φ := along(ringsLoss(), θ, u)
	e := descent.Expand(ringsLoss(), θ, u, 2*highest)
	radius := ringsLoss().Radius(θ, u)

	drawPolynomial(c, &live.Axes{Left: left + 18, Top: mapTop, Width: wide - 18, Height: mapHigh}, φ, e, reach, order, radius)

	// The axis spans what there is to see: on twenty decades all bars look alike.
	lo, hi := math.Inf(1), 0.0
	for k := range highest + 1 {
		if miss := math.Abs(e.Remainder(reach, k)); miss > 0 {
			lo, hi = min(lo, miss), max(hi, miss)
		}
	}
	lo, hi = max(math.Floor(math.Log10(lo)-0.3), -16), min(math.Ceil(math.Log10(hi)), 4)
	misses := &live.Axes{X0: -0.4, X1: highest + 0.4, Y0: math.Pow(10, lo), Y1: math.Pow(10, max(hi, lo+1)), YLog: true, Left: left + 18, Top: lowTop, Width: wide - 18, Height: lowHigh,
		YLabel: "how far order 0, 1, 2 … misses at η = " + live.Neat(reach), XTicks: []float64{0, 2, 4, 6, 8, 10, 12}}
	misses.Draw(c)
	for k := range highest + 1 {
		miss := math.Abs(e.Remainder(reach, k))
		x, y := misses.X(float64(k)), misses.Y(min(max(miss, misses.Y0), misses.Y1))
		color, r := ink.Soft, ink.Step+0.6
		if k == order {
			color, r = ink.Approx, ink.Dot+1.5
		}
		c.Line(x, misses.Top+misses.Height, x, y, live.Pen{Color: color, Width: ink.Thin})
		c.Disc(x, y, r, color)
	}

	miss, half := math.Abs(e.Remainder(reach, order)), math.Abs(e.Remainder(reach/2, order))
	reading := "At η = " + live.Neat(reach) + " order " + live.Whole(order) + " misses by " + live.Short(miss, 2) + ". "
	if reach >= radius {
		return reading + "That is beyond the radius of convergence, " + live.Fixed(radius, 2) + ", where a higher order does not help in the end: order " +
			live.Whole(highest) + " misses by " + live.Short(math.Abs(e.Remainder(reach, highest)), 2) + ", order " +
			live.Whole(2*highest) + " by " + live.Short(math.Abs(e.Remainder(reach, 2*highest)), 2) + "."
	}
	if !(half > 0) || !(miss > 0) {
		return reading + "That is as exact as floating-point numbers are."
	}
	inTheEnd := " 2" + lean.Superscript(order+1) + " = " + live.Whole(1<<(order+1)) + "."
	if miss < half {
		return reading + "Half as far it misses by more, for what is left out changes its sign near here; for small η half as far is better by the factor" + inTheEnd
	}
	return reading + "Half as far it misses by " + live.Short(miss/half, 3) + " times less; for small η that becomes" + inTheEnd
}

// drawPolynomial draws φ(η) for |η| ≤ reach with its Taylor polynomial in the
// rectangle of a, and where the radius of convergence lies if that is within.
func drawPolynomial(c *live.Canvas, a *live.Axes, φ func(η float64) float64, e descent.Expansion, reach float64, order int, radius float64) {
	lo, hi := math.Inf(1), math.Inf(-1)
	for i := range 65 {
		if y := φ(reach * (float64(i)/32 - 1)); lean.Finite(y) {
			lo, hi = min(lo, y), max(hi, y)
		}
	}
	room := 0.25 * (hi - lo)
	a.X0, a.X1, a.Y0, a.Y1 = -reach, reach, lo-room, hi+room
	a.XLabel, a.YLabel = "η", "φ(η) = L(θ + ηu)"
	a.Draw(c)
	a.VLine(c, 0, live.Pen{Color: ink.Grid, Width: ink.Thin})
	if radius < reach {
		for _, r := range [...]float64{-radius, radius} {
			a.VLine(c, r, live.Pen{Color: ink.Mark, Width: ink.Thin, Dash: true})
		}
		c.Label(a, a.X(radius), a.Top+30, "radius ≈ "+live.Fixed(radius, 2), ink.Mark)
	}
	a.Curve(c, φ, 130, live.Pen{Color: ink.Curve, Width: 3.5})
	a.Curve(c, func(η float64) float64 { return e.At(η, order) }, 130, live.Dashed(ink.Approx))
	a.Dot(c, 0, φ(0), ink.Dot, ink.Theta)
	a.Dot(c, reach, φ(reach), ink.Dot, ink.Curve)
	c.Keep(a.X(0), a.Y(φ(0)), 8)
	c.Label(a, a.X(-0.8*reach), a.Y(φ(-0.8*reach)), "φ", ink.Curve)
	at := 0.62 * reach
	if y := a.Y(e.At(at, order)); y > a.Top && y < a.Top+a.Height {
		c.Label(a, a.X(at), y, "order "+live.Whole(order), ink.Approx)
	}
}
