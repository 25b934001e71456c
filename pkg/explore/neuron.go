package explore

import (
	"math"

	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/live"
)

// Neuron returns the figure of notebook 01: a point of the map is a curve through the data, and
// its height is how wrong that curve is.
func Neuron() *live.Figure {
	return &live.Figure{
		Name:   "neuron",
		Title:  "The error surface over w and b, and below it the neuron's curve for the θ chosen on it",
		Try:    "Drag θ until the curve is high where the cold launches are. A bar is how far the curve is from a launch; what it costs, −ln of what is left to 1, grows faster than the bar.",
		Height: height,
		Controls: []live.Control{
			live.NewPoint("θ", "θ", [2]string{"w", "b"}, [2]float64{-5, -3}, [2]float64{3, 2}, courseθ, 0.01),
		},
		Ground: func(c *live.Canvas, _ live.State) {
			surface(c, θMap(), ringsLoss(), levels)
			launches().Draw(c)
		},
		Draw: drawNeuron,
	}
}

// dearest is what the launch costs that θ explains least: −ln of the probability
// given to what happened.
func dearest(θ []float64) (most float64) {
	r := rings()
	for i, t := range r.X {
		z := θ[0]*t + θ[1]
		if r.Y[i] == 1 {
			z = -z
		}
		most = max(most, max(z, 0)+math.Log1p(math.Exp(-math.Abs(z))))
	}
	return most
}

func launches() *live.Axes {
	return &live.Axes{X0: 50, X1: 84, Y0: -0.06, Y1: 1.06, Left: left, Top: lowTop, Width: wide, Height: lowHigh,
		XLabel: "°F", YLabel: "distress", YTicks: []float64{0, 0.5, 1}}
}

func drawNeuron(c *live.Canvas, s live.State) string {
	θ := s.At("θ")
	rings := rings()
	scaling, ringsLoss := rings.scaling, rings.loss
	a, d := θMap(), launches()
	c.Handle("θ", a.Place(0, 0))
	drawHandle(c, a, θ, "θ")
	for i, t := range rings.X {
		f, y := scaling.From(t), rings.Y[i]
		at, miss := d.XY(f, y), d.XY(f, ringsLoss.Predict(θ, t))
		c.Line(at[0], at[1], miss[0], miss[1], live.Pen{Color: ink.Grid.Mix(ink.Soft, 0.4), Width: ink.Thin})
	}
	d.Curve(c, func(f float64) float64 { return ringsLoss.Predict(θ, scaling.To(f)) }, 90, live.Solid(ink.Curve))
	for i, t := range rings.X {
		p := d.XY(scaling.From(t), rings.Y[i])
		if rings.Y[i] == 1 {
			c.Disc(p[0], p[1], ink.Dot, ink.Yes)
		} else {
			c.Ring(p[0], p[1], ink.Dot-0.5, live.Pen{Color: ink.No, Width: 2})
		}
	}
	end := d.XY(53, ringsLoss.Predict(θ, scaling.To(53)))
	c.Label(d, end[0]+20, end[1], "ŷ", ink.Curve)

	L, nothing, least := ringsLoss.Value(θ), ringsLoss.Value([]float64{0, 0}), ringsLoss.Value(best())
	reading := "θ = " + live.Pair(θ[0], θ[1], 2) + ": the longest bar costs " + live.Fixed(dearest(θ), 2) + "; loss, the mean over all, " + live.Fixed(L, 4)
	switch {
	case L-least < 5e-4:
		if live.Fixed(L, 4) == live.Fixed(least, 4) {
			reading += ", the least there is"
		} else {
			reading += ", within 0.0005 of the least there is, " + live.Fixed(least, 4)
		}
		return reading + ". At 53 °F this neuron says " + live.Fixed(100*ringsLoss.Predict(θ, scaling.To(53)), 0) + " %, at 81 °F " + live.Fixed(100*ringsLoss.Predict(θ, scaling.To(81)), 0) + " %."
	case L < nothing-1e-9:
		return reading + ". Better than knowing nothing (" + live.Fixed(nothing, 4) + "); the least there is: " + live.Fixed(least, 4) + "."
	case L > nothing+1e-9:
		return reading + ". Worse than knowing nothing, which costs " + live.Fixed(nothing, 4) + "."
	}
	return reading + ": one half for every launch, that is, knowing nothing."
}
