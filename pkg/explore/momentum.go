package explore

import (
	"math"

	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/live"
	"github.com/downhill-go/downhill/pkg/loss"
)

const patience = 300 // steps of the race

// Momentum returns the figure of notebook 09: the narrower the bowl, the more a fixed step wastes
// in zigzag, and what momentum makes of it.
func Momentum() *live.Figure {
	return &live.Figure{
		Name:   "momentum",
		Title:  "Descent in a bowl of condition number κ, plain and with momentum, and below it the loss by step",
		Try:    "Make the bowl narrower with κ and compare the two. Then push η past 2/λmax: only momentum still holds. With κ = 10 try μ = 0.8: too much of it is slower than none.",
		Height: height,
		Controls: []live.Control{
			live.NewLogRange("κ", "condition number κ", 1, 100, 25),
			live.NewRange("μ", "momentum μ", 0, 0.95, 0.05, 0.6),
			live.NewRange("ηλ", "η in units of 1/λmax", 0.05, 4, 0.05, 1.8),
			live.NewPoint("θ", "start θ", [2]string{"w", "b"}, [2]float64{-1.6, -1}, [2]float64{1.6, 1}, [2]float64{-1.4, 0.6}, 0.01),
		},
		GroundOf: []string{"κ"},
		Ground: func(c *live.Canvas, s live.State) {
			κ := s.Num("κ")
			levels := []float64{0.05, 0.2, 0.5, 1, 2, 5, 10, 20, 40}
			for levels[len(levels)-1] > 0.6*κ+1.5 {
				levels = levels[:len(levels)-1]
			}
			a := bowlMap()
			for w := -1.4; w < 0; w += 0.4 { // where the runs come down, unless the start is moved
				for b := -0.6; b < 1; b += 0.6 {
					c.Keep(a.X(w), a.Y(b), 1)
				}
			}
			surface(c, a, loss.Conditioned(2, κ), levels)
			race().Draw(c)
		},
		Draw: drawMomentum,
	}
}

func bowlMap() *live.Axes { return mapOf(-1.6, 1.6, -1, 1) }

func race() *live.Axes {
	return &live.Axes{X0: 0, X1: patience, Y0: 1e-8, Y1: 1e4, YLog: true, Left: left, Top: lowTop, Width: wide, Height: lowHigh, YLabel: "loss by step",
		YTicks: []float64{1e-6, 1e-3, 1, 1e3}}
}

func drawMomentum(c *live.Canvas, s live.State) string {
	κ, μ, θ := s.Num("κ"), s.Num("μ"), s.At("θ")
	L := loss.Conditioned(2, κ)
	λmax := κ
	η := s.Num("ηλ") / λmax
	plain := descent.Run(L, θ, descent.Settings{Rate: η, Steps: patience, Tol: -1})
	heavy := descent.Run(L, θ, descent.Settings{Rate: η, Rule: descent.Momentum{Mu: μ}, Steps: patience})
	a, d := bowlMap(), race()
	c.Handle("θ", a.Place(0, 0))
	drawRun(c, a, d, plain, live.Pen{Color: ink.Curve, Width: 1.75, Dash: true})
	drawRun(c, a, d, heavy, live.Pen{Color: ink.Path, Width: 1.75})
	drawHandle(c, a, θ, "start")
	// Both runs begin at the upper left and most fall: the upper right is free.
	c.Words(d.Left+d.Width, d.Top+14, "with momentum", live.Right, ink.NoteSize, ink.Path)
	c.Words(d.Left+d.Width, d.Top+32, "plain (dashed)", live.Right, ink.NoteSize, ink.Curve)

	// What limits η is the most curved direction that the start has a share in.
	ηλ, note := s.Num("ηλ"), ""
	if θ[1] == 0 && κ > 1 {
		ηλ /= κ
		note = " The start has no share in the most curved direction."
	}
	limit := func(μ float64) string { return live.Neat(2*(1+μ)) + "/λmax" }
	reading := "κ = " + live.Neat(κ) + ", η = " + live.Neat(s.Num("ηλ")) + "/λmax. Plain (settles below " + limit(0) + "): " + outcomeText(plain, ηλ, 0) +
		". With μ = " + live.Neat(μ) + " (below " + limit(μ) + "): " + outcomeText(heavy, ηλ, μ) + "." + note
	if a, b := small(plain), small(heavy); a >= 0 && (b > a || b < 0 && ηλ < 2*(1+μ)-1e-9) {
		return reading + " So much momentum is slower here than none."
	}
	return reading
}

// small is the step at which a run's loss first fell below a millionth, or −1.
func small(run descent.Result) int {
	for i, l := range run.Losses {
		if l < 1e-6 {
			return i
		}
	}
	return -1
}

// outcomeText says how a run with η = ηλ/λmax and momentum μ ended: when its loss first
// fell below a millionth, or that it did not. A limit is not beyond it.
func outcomeText(run descent.Result, ηλ, μ float64) string {
	if i := small(run); i >= 0 {
		return "loss under 10⁻⁶ after " + steps(i)
	}
	switch {
	case math.Abs(ηλ-2*(1+μ)) < 1e-9:
		return "exactly at its limit, it neither dies out nor grows"
	case ηλ > 2*(1+μ):
		return "runs away"
	}
	return "loss " + live.Short(run.Loss(), 2) + " after " + steps(run.Steps())
}
