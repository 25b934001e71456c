package explore

import (
	"math"

	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/live"
)

// Tangent returns the figure of notebook 04: what the first order promises, what the loss really
// does, and the difference, which falls with η².
func Tangent() *live.Figure {
	return &live.Figure{
		Name:   "tangent",
		Title:  "The loss φ(η) along u with its tangent at η = 0, if ticked with the parabola of second order, and below it the tangent's error divided by η²",
		Try:    "Slide η down: the error falls with its square. Then stretch u: now η below 1 promises nothing. With the parabola ticked, slide η to its bottom and to its zero.",
		Height: height,
		Controls: []live.Control{
			live.NewLogRange("η", "learning rate η", 0.001, 6, 1),
			live.NewLogRange("stretch", "u stretched ×", 0.25, 8, 1),
			live.NewToggle("parabola", "second order: the parabola", false),
		},
		Ground: func(c *live.Canvas, _ live.State) {
			tangentTop().Draw(c)
		},
		Draw: drawTangent,
	}
}

func tangentTop() *live.Axes {
	return &live.Axes{X0: 0, X1: 6, Y0: 0, Y1: 2.2, Left: left, Top: mapTop, Width: wide, Height: mapHigh - 20, XLabel: "η", YLabel: "φ(η) = L(θ + ηu)"}
}

func drawTangent(c *live.Canvas, s live.State) string {
	θ, η, by := courseθ[:], s.Num("η"), s.Num("stretch")
	u := []float64{by * courseU[0], by * courseU[1]}
	φ := along(ringsLoss(), θ, u)
	e := descent.Expand(ringsLoss(), θ, u, 2)
	a := tangentTop()

	a.HLine(c, φ(0), live.Pen{Color: ink.Soft, Width: ink.Thin, Dash: true})
	a.Curve(c, φ, 150, live.Solid(ink.Curve))
	a.Curve(c, func(η float64) float64 { return e.At(η, 1) }, 150, live.Dashed(ink.Approx))
	if s.On("parabola") {
		drawParabola(c, a, e)
	}
	promised, real := descent.FirstOrder(ringsLoss(), θ, η, u)-φ(0), φ(η)-φ(0)
	x := a.X(η)
	a.Polyline(c, [][2]float64{{x, a.Y(φ(η))}, {x, a.Y(e.At(η, 1))}}, live.Pen{Color: ink.Bad, Width: 4})
	a.Dot(c, 0, φ(0), ink.Dot, ink.Theta)
	a.Dot(c, η, φ(η), ink.Dot+1, ink.Curve)
	a.Dot(c, η, e.At(η, 1), ink.Dot+1, ink.Approx)
	for _, η := range [...]float64{4.4, 2.4, 1.2, 0.6} {
		if p := a.XY(η, φ(η)); a.Inside(p) {
			c.Label(a, p[0], p[1], "φ", ink.Curve)
			break
		}
	}
	if η > 0.25 && e.At(η, 1) > 0 {
		c.Label(a, x, (a.Y(φ(η))+a.Y(e.At(η, 1)))/2, "error", ink.Bad)
	}
	for _, t := range [...]float64{0.6, 0.2, 0.1} {
		if y := e.At(t, 1); y > 0.1 && math.Abs(t-η) > 0.3 {
			c.Label(a, a.X(t), a.Y(y), "tangent", ink.Approx)
			break
		}
	}

	limit := e.Curvature() / 2
	d := &live.Axes{X0: 0.001, X1: 6, XLog: true, Y0: 0, Y1: 1.5 * limit, Left: left, Top: lowTop - 10, Width: wide, Height: lowHigh,
		XLabel: "η", YLabel: "error / η²"}
	d.Draw(c)
	share := func(η float64) float64 { return e.Remainder(η, 1) / (η * η) }
	d.HLine(c, limit, live.Pen{Color: ink.Soft, Width: ink.Thin, Dash: true})
	d.Curve(c, share, 120, live.Solid(ink.Bad))
	d.Dot(c, η, share(η), ink.Dot+1, ink.Bad)
	c.Keep(d.X(η), d.Y(share(η)), 10)
	c.Label(d, d.X(0.02), d.Y(limit), "½ uᵀ∇²L u = "+live.Short(limit, 3), ink.Soft)

	reading := "η = " + live.Neat(η) + ": the tangent promises " + signed(promised) + ", the loss really changes by " + signed(real) + ". "
	if s.On("parabola") {
		bottom := -e.Slope() / e.Curvature()
		return "η = " + live.Neat(η) + ": the parabola promises " + signed(settled(e.At(η, 2)-e.At(0, 0), 1)) + ", the tangent " + signed(promised) + ", really " + signed(real) +
			". The parabola has its bottom at η = " + live.Short(bottom, 3) + " and is back at the start, its zero, at η = " + live.Short(2*bottom, 3) + "."
	}
	if promised < 0 && real >= 0 {
		return reading + "Even the sign is wrong: the step is too long for a straight line."
	}
	return reading + "The error, " + live.Short(real-promised, 2) + ", is " + live.Short(share(η), 3) + "·η²; for small η it is " + live.Short(limit, 3) + "·η²."
}

// drawParabola draws the prediction of second order with its bottom and its zero.
func drawParabola(c *live.Canvas, a *live.Axes, e descent.Expansion) {
	second := func(η float64) float64 { return e.At(η, 2) }
	a.Curve(c, second, 150, live.Solid(ink.Direction))
	bottom := -e.Slope() / e.Curvature()
	for i, η := range [...]float64{bottom, 2 * bottom} {
		p := a.XY(η, second(η))
		if !a.Inside(p) {
			continue
		}
		c.Line(p[0], p[1], p[0], a.Top+a.Height, live.Pen{Color: ink.Direction, Width: ink.Thin, Dash: true})
		c.Disc(p[0], p[1], ink.Dot, ink.Direction)
		c.Label(a, p[0], p[1], [...]string{"bottom", "zero"}[i], ink.Direction)
	}
}

// signed writes a change with its sign, plus included.
func signed(x float64) string {
	if x > 0 {
		return "+" + live.Short(x, 3)
	}
	return live.Short(x, 3)
}
