package explore

import (
	"math"

	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/live"
)

const farthest = 12 // η in the step's figure

// Step returns the figure of notebook 02: u says which way, η how far; a step lands short, well,
// or overshoots.
func Step() *live.Figure {
	return &live.Figure{
		Name:   "step",
		Title:  "A step θ + ηu on the error surface, and below it the loss along that line against η",
		Try:    "Slide η up: find where the step lands well, and where it gains nothing. Then turn u.",
		Height: height,
		Controls: []live.Control{
			live.NewRange("η", "learning rate η", 0, farthest, 0.05, 0.5),
			live.NewPoint("u", "u", [2]string{"w", "b"}, [2]float64{-3, -3}, [2]float64{2, 1}, courseU, 0.01),
		},
		Ground: func(c *live.Canvas, _ live.State) {
			surface(c, θMap(), ringsLoss(), levels)
			lossAlong().Draw(c)
		},
		Draw: drawStep,
	}
}

func lossAlong() *live.Axes {
	return &live.Axes{X0: 0, X1: farthest, Y0: 0.3, Y1: 2, Left: left, Top: lowTop, Width: wide, Height: lowHigh,
		XLabel: "η", YLabel: "L(θ + ηu)"}
}

func drawStep(c *live.Canvas, s live.State) string {
	θ, u, η := courseθ[:], s.At("u"), s.Num("η")
	a, d := θMap(), lossAlong()
	c.Handle("u", a.Place(θ[0], θ[1]))
	θnew := descent.Step(nil, θ, η, u)
	φ := along(ringsLoss(), θ, u)

	// The loss is strictly convex: along the line it falls as far as its lowest point.
	falls := func(η float64) bool {
		return descent.Slope(u, ringsLoss().Gradient(nil, descent.Step(nil, θ, η, u))) < 0
	}
	lowest, up := 0.0, float64(farthest)
	for range 50 {
		if mid := (lowest + up) / 2; falls(mid) {
			lowest = mid
		} else {
			up = mid
		}
	}

	a.Polyline(c, [][2]float64{a.XY(θ[0], θ[1]), a.XY(θ[0]+farthest*u[0], θ[1]+farthest*u[1])}, live.Pen{Color: ink.Direction, Width: 1, Dash: true})
	a.Vector(c, θ[0], θ[1], u[0], u[1], live.Pen{Color: ink.Direction, Width: ink.Heavy})
	tip := a.XY(θ[0]+u[0], θ[1]+u[1])
	c.Keep(tip[0], tip[1], handle)
	c.Label(a, tip[0], tip[1], "u", ink.Direction)
	drawHandle(c, a, θ, "θ")
	if p := a.XY(θnew[0], θnew[1]); a.Inside(p) {
		c.Disc(p[0], p[1], ink.Dot+1, ink.Mark)
		c.Keep(p[0], p[1], 8)
		c.Label(a, p[0], p[1], "θ_new", ink.Mark)
	}

	d.HLine(c, φ(0), live.Pen{Color: ink.Soft, Width: ink.Thin, Dash: true})
	d.Curve(c, φ, 160, live.Solid(ink.Curve))
	d.VLine(c, η, live.Pen{Color: ink.Mark, Width: ink.Thin, Dash: true})
	d.Dot(c, η, φ(η), ink.Dot+1, ink.Mark)

	reading := "η = " + live.Fixed(η, 2) + ": θ_new = " + live.Pair(θnew[0], θnew[1], 2) + ", loss " + live.Fixed(φ(0), 3) + " → " + live.Fixed(φ(η), 3) + ". "
	switch {
	case u[0] == 0 && u[1] == 0:
		return reading + "u is zero: no step at all."
	case !falls(0):
		return reading + "This way goes up from the first inch: no η helps."
	case η == 0:
		return reading + "Not a step yet."
	case φ(η) >= φ(0):
		return reading + "Overshot so far that nothing is gained: the low point of this line is at η = " + live.Short(lowest, 3) + "."
	case falls(farthest):
		return reading + "It lands short: the low point of this line lies beyond η = " + live.Whole(farthest) + "."
	case math.Abs(η-lowest) <= 0.12*lowest:
		return reading + "It lands well: the low point of this line is at η = " + live.Short(lowest, 3) + "."
	case η < lowest:
		return reading + "It lands short of the line's low point at η = " + live.Short(lowest, 3) + "."
	}
	return reading + "It overshoots the line's low point at η = " + live.Short(lowest, 3) + "."
}
