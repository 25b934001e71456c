package explore

import (
	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/live"
)

const walked = 40 // steps of the walk

// Walk returns the figure of notebook 07 that takes one step at a time: what
// −η‖∇L‖² promises of it, and what it brings.
func Walk() *live.Figure {
	return &live.Figure{
		Name:   "walk",
		Title:  "Descent one step at a time, with the contour through θ and the minimum (a dot), and below it for each step the promised and the real change of the loss",
		Try:    "Move “step” by one: the arrow sets out at right angles to the contour, not towards the minimum, and the next one asks anew. Then raise η until a step brings less than half of its promise.",
		Height: height,
		Controls: []live.Control{
			live.NewRange("step", "step", 1, walked, 1, 3),
			live.NewLogRange("η", "learning rate η", 0.05, 20, 4),
			live.NewPoint("θ", "start θ", [2]string{"w", "b"}, [2]float64{-5, -2.8}, [2]float64{2.8, 2}, bendθ, 0.01),
		},
		Ground: func(c *live.Canvas, _ live.State) { surface(c, dialMap(), ringsLoss(), levels) },
		Draw:   drawWalk,
	}
}

func drawWalk(c *live.Canvas, s live.State) string {
	start, η, n := s.At("θ"), s.Num("η"), int(s.Num("step"))-1
	L := ringsLoss()
	run := descent.Run(L, start, descent.Settings{Rate: η, Steps: walked, Tol: -1})
	n = max(min(n, run.Steps()-1), 0)
	a := dialMap()
	c.Handle("θ", a.Place(0, 0))
	path := run.Path()
	θ := path[n]
	through(c, a, L, θ)
	points := make([][2]float64, n+1)
	for i := range points {
		points[i] = a.XY(path[i][0], path[i][1])
	}
	a.Polyline(c, points, live.Pen{Color: ink.Path, Width: 1.75})
	for i, p := range points {
		if i > 0 && a.Inside(p) {
			c.Disc(p[0], p[1], ink.Step, ink.Path)
		}
	}
	low := a.XY(best()[0], best()[1])
	c.Disc(low[0], low[1], ink.Dot, ink.Mark)
	c.Keep(low[0], low[1], 8)
	drawHandle(c, a, start, "start")

	g := L.Gradient(nil, θ)
	reading := "Step " + live.Whole(n+1) + " from " + live.Pair(θ[0], θ[1], 2) + ": "
	if run.Steps() == 0 {
		return reading + "the ground is level, and no step moves."
	}
	a.Vector(c, θ[0], θ[1], -η*g[0], -η*g[1], live.Pen{Color: ink.Direction, Width: ink.Heavy})

	d := &live.Axes{X0: 0.5, X1: walked + 0.5, Left: left + 14, Top: lowTop, Width: wide - 14, Height: lowHigh - 14,
		XLabel: "step", YLabel: "change of loss: promised and real"}
	var promised, real [walked]float64
	for i := range run.Steps() {
		promised[i], real[i] = -η*run.Norms[i]*run.Norms[i], settled(run.Losses[i+1]-run.Losses[i], 1)
		d.Y0, d.Y1 = min(d.Y0, promised[i], real[i]), max(d.Y1, real[i])
	}
	room := 0.08*(d.Y1-d.Y0) + 1e-9
	d.Y0, d.Y1 = d.Y0-room, d.Y1+room
	d.Draw(c)
	d.HLine(c, 0, live.Faint(ink.Soft))
	for i := range run.Steps() {
		r := ink.Step + 0.4
		if i == n {
			r = ink.Dot + 1
		}
		x := float64(i + 1)
		d.Dot(c, x, promised[i], r, ink.Approx)
		d.Dot(c, x, real[i], r, ink.Curve)
	}
	c.Words(d.Left+d.Width, d.Top+d.Height-26, "promised −η‖∇L‖²", live.Right, ink.NoteSize, ink.Approx)
	c.Words(d.Left+d.Width, d.Top+d.Height-8, "real", live.Right, ink.NoteSize, ink.Curve)

	reading += "promised " + signed(settled(promised[n], 1)) + ", really " + signed(real[n]) + "; loss " + live.Fixed(run.Losses[n], 4) + " → " + live.Fixed(run.Losses[n+1], 4) + "."
	way := descent.Step(nil, best(), -1, θ)
	if descent.Norm(way) < 1e-3 {
		return reading + " It stands at the minimum, as far as three decimals can tell."
	}
	miss := 180 - degrees(descent.Angle(way, g))
	return reading + " −∇L misses the direction of the minimum by " + live.Fixed(miss, 0) + "°."
}
