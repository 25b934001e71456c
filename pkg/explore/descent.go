package explore

import (
	"math"

	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/internal/lazy"
	"github.com/downhill-go/downhill/pkg/live"
	"github.com/downhill-go/downhill/pkg/loss"
)

const longest = 200 // steps of a descent

// Descent returns the figure of notebook 07: the rule, run from anywhere with any η. The
// launches' loss is convex with a bounded gradient: a large η bounces. The bowl's
// gradient is not bounded: a large η diverges.
func Descent() *live.Figure {
	return &live.Figure{
		Name:   "descent",
		Title:  "Up to 200 steps of gradient descent on the error surface, with the contour through the start, and below it the loss by step",
		Try:    "Slide η up: the path first bends, then zigzags, then bounces and never settles. Then choose the bowl, and it runs away.",
		Height: height,
		Controls: []live.Control{
			live.NewLogRange("η", "learning rate η", 0.05, 20, 4),
			live.NewPoint("θ", "start θ", [2]string{"w", "b"}, [2]float64{-6, -4}, [2]float64{3, 2}, bendθ, 0.01),
			live.NewChoice("loss", "loss", 0, "launches", "bowl"),
		},
		GroundOf: []string{"loss"},
		Ground: func(c *live.Canvas, s live.State) {
			surface(c, descentMap(), surfaces()[s.Pick("loss")], levels)
			byStep().Draw(c)
		},
		Draw: drawDescent,
	}
}

// descentMap has room for the paths that bounce.
func descentMap() *live.Axes { return mapOf(-6.2, 3.4, -4, 2) }

// λ is the bowl's largest curvature and a quarter of it its least: beyond
// η = 2/λ = 10 the bowl throws the path out.
const λ = 0.2

// surfaces are the launches' loss, and a quadratic with its lowest point and
// lowest value.
func surfaces() []descent.Objective { return surfacesValue.Get(newSurfaces) }

var surfacesValue lazy.Value[[]descent.Objective]

func newSurfaces() []descent.Objective {
	θ := best()
	a := []float64{λ, 0, 0, λ / 4}
	b := []float64{a[0] * θ[0], a[3] * θ[1]}
	bottom := loss.NewQuadratic(a, b, 0).Value(θ)
	return []descent.Objective{ringsLoss(), loss.NewQuadratic(a, b, ringsLoss().Value(θ)-bottom)}
}

func byStep() *live.Axes {
	return &live.Axes{X0: 0, X1: longest, Y0: 0.25, Y1: 10, YLog: true, Left: left, Top: lowTop, Width: wide, Height: lowHigh,
		YLabel: "loss by step", YTicks: []float64{0.5, 1, 2, 5}, YName: func(v float64) string { return live.Short(v, 1) }}
}

func drawDescent(c *live.Canvas, s live.State) string {
	θ, η := s.At("θ"), s.Num("η")
	L := surfaces()[s.Pick("loss")]
	run := descent.Run(L, θ, descent.Settings{Rate: η, Steps: longest, Tol: 1e-6})
	a, d := descentMap(), byStep()
	c.Handle("θ", a.Place(0, 0))
	through(c, a, L, θ)
	drawRun(c, a, d, run, live.Pen{Color: ink.Path, Width: 1.75})
	drawHandle(c, a, θ, "start")

	end, least := run.Loss(), ringsLoss().Value(best())
	d.HLine(c, least, live.Pen{Color: ink.Soft, Width: ink.Thin, Dash: true})
	c.Words(d.Left+d.Width, d.Y(least)+19, "least loss "+live.Fixed(least, 3), live.Right, ink.NoteSize, ink.Soft)

	reading, after := "η = "+live.Neat(η)+": ", "after "+steps(run.Steps())+" the loss is "
	if s.Pick("loss") == 1 {
		reading = "Bowl ½(0.2 Δw² + 0.05 Δb²) round the minimum, limit 2/λmax = " + live.Fixed(2/λ, 0) + ". " + reading
		if math.Abs(η-2/λ) < 1e-9 && θ[0] != best()[0] {
			return reading + "exactly at the limit w jumps between two sides, as wide as at the start: it neither settles nor runs away."
		}
		if η > 2/λ && run.Status != descent.Converged {
			return reading + "diverges: " + after + live.Short(end, 3) + ". Beyond the limit w lands farther out at each step."
		}
	}
	if run.Status == descent.Converged {
		return reading + "settles (‖∇L‖ ≤ 10⁻⁶) after " + steps(run.Steps()) + ", loss " + live.Fixed(end, 4) + ", at θ = " + live.Pair(run.Last()[0], run.Last()[1], 3) + "."
	}
	if run.Status == descent.NotSettling {
		if s.Pick("loss") == 0 {
			return reading + "bounces: " + after + live.Fixed(end, 3) + " and has not settled. It does not run away either: far out this convex loss slopes back to its valley."
		}
		reading += "w jumps from side to side, each time a little less far: "
	}
	return reading + after + live.Fixed(end, 4) + ", " + live.Short(end-least, 2) + " above the least: still on its way."
}

// drawRun draws a descent as a path with its steps on the map a, and its losses
// in d, unless that is nil.
func drawRun(c *live.Canvas, a, d *live.Axes, run descent.Result, p live.Pen) {
	path := run.Path()
	points := make([][2]float64, len(path))
	for i, θ := range path {
		points[i] = a.XY(θ[0], θ[1])
	}
	// The first steps show how it goes; hundreds more on top of them would be a blot.
	const clear = 30
	n := min(len(points), clear+1)
	a.Polyline(c, points[n-1:], live.Pen{Color: p.Color.Mix(ink.Card, 0.45), Width: ink.Hair, Dash: p.Dash})
	a.Polyline(c, points[:n], p)
	if !p.Dash {
		for i, q := range points {
			if i > 0 && a.Inside(q) && (i <= clear || i == len(points)-1) {
				c.Disc(q[0], q[1], ink.Step, p.Color)
			}
		}
	}
	if d == nil {
		return
	}
	for i, y := range run.Losses {
		points[i] = d.XY(float64(i), y)
	}
	d.Polyline(c, points, live.Pen{Color: p.Color, Width: ink.Line, Dash: p.Dash})
}
