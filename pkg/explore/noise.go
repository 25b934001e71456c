package explore

import (
	"math"

	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/live"
)

const draws = 60 // minibatches in the figure

// Noise returns the figure of notebook 10: minibatch gradients scatter round the
// true one. Small enough to see, it draws from the 23 launches.
func Noise() *live.Figure {
	return &live.Figure{
		Name:   "noise",
		Title:  "Sixty minibatch gradients at one θ: each −∇L_B as an arrow, their mean in bold and the true −∇L dashed, and below it the angle β of each",
		Try:    "Raise m: the arrows gather round −∇L, and β moves towards 180°. Then drag θ to the minimum: ∇L shrinks to nothing, the noise only to about half, and β scatters all round. Their mean stays near −∇L everywhere.",
		Height: height,
		Controls: []live.Control{
			live.NewRange("m", "launches in a minibatch, m", 1, 23, 1, 4),
			live.NewPoint("θ", "θ", [2]string{"w", "b"}, [2]float64{-3, -2.4}, [2]float64{1.4, 1.4}, [2]float64{1, 1}, 0.01),
		},
		Ground: func(c *live.Canvas, _ live.State) { surface(c, noiseMap(), ringsLoss(), levels) },
		Draw:   drawNoise,
	}
}

func noiseMap() *live.Axes { return mapOf(-4.2, 2.2, -2.5, 1.5) }

func drawNoise(c *live.Canvas, s live.State) string {
	θ, m := s.At("θ"), int(s.Num("m"))
	r := rings()
	a := noiseMap()
	c.Handle("θ", a.Place(0, 0))
	g := r.loss.Gradient(nil, θ)
	level := descent.Norm(g) < 1e-9
	d := &live.Axes{X0: 0, X1: 180, Y0: 0, Y1: 1, Left: left, Top: lowTop, Width: wide, Height: lowHigh - 14, XLabel: "β (°)",
		XTicks: []float64{0, 45, 90, 135, 180}, YTicks: []float64{}, YLabel: "one dot per minibatch"}
	x90 := d.X(90)
	c.Area([][2]float64{{x90, d.Top}, {d.Left + d.Width, d.Top}, {d.Left + d.Width, d.Top + d.Height}, {x90, d.Top + d.Height}}, ink.Good, 0.12)
	d.Draw(c)

	// A generator of its own, so that a state gives one picture: the low bits of a
	// linear congruence (Knuth's MMIX) would not be random, the high ones will do.
	seed := uint64(1986)
	random := func(n int) int {
		seed = seed*6364136223846793005 + 1442695040888963407
		return int(seed>>33) % n
	}
	order := make([]int, len(r.X))
	for i := range order {
		order[i] = i
	}
	mean, down := []float64{0, 0}, 0
	for k := range draws {
		// The first m places of a shuffle are a minibatch without repeats.
		u := []float64{0, 0}
		for i := range m {
			j := i + random(len(order)-i)
			order[i], order[j] = order[j], order[i]
			t, y := r.X[order[i]], r.Y[order[i]]
			e := (r.loss.Predict(θ, t) - y) / float64(m)
			u[0], u[1] = u[0]-e*t, u[1]-e
		}
		mean[0], mean[1] = mean[0]+u[0]/draws, mean[1]+u[1]/draws
		color := ink.Bad
		if level || descent.Slope(u, g) < 0 {
			color, down = ink.Good, down+1
		}
		a.Vector(c, θ[0], θ[1], u[0], u[1], live.Pen{Color: color.Mix(ink.Card, 0.45), Width: ink.Thin})
		if β := degrees(descent.Angle(u, g)); β == β {
			d.Dot(c, β, 0.1+0.8*float64(k)/draws, ink.Step, color)
		}
	}
	a.Vector(c, θ[0], θ[1], mean[0], mean[1], live.Pen{Color: ink.Text, Width: ink.Heavy})
	a.Vector(c, θ[0], θ[1], -g[0], -g[1], live.Pen{Color: ink.Gradient, Width: ink.Heavy, Dash: true})
	drawHandle(c, a, θ, "θ")
	tip := a.XY(θ[0]-g[0], θ[1]-g[1])
	c.Label(a, tip[0], tip[1], "−∇L", ink.Gradient)

	off := math.Hypot(mean[0]+g[0], mean[1]+g[1])
	reading := "m = " + live.Whole(m) + ": −∇L = " + live.Pair(-g[0], -g[1], 3) + ", the mean of " + live.Whole(draws) + " minibatches " + live.Pair(mean[0], mean[1], 3) +
		", " + live.Short(settled(off, 1), 2) + " apart. "
	if level {
		return reading + "The ground is level here, and no minibatch has an angle with it."
	}
	return reading + live.Whole(down) + " of them start downhill on the loss of all launches (β above 90°)."
}
