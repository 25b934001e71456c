package explore

import (
	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/internal/lazy"
	"github.com/downhill-go/downhill/pkg/live"
	"github.com/downhill-go/downhill/pkg/loss"
)

// Ridge returns the figure of notebook 09: descent that begins on the ridge of a
// saddle, or just beside it.
func Ridge() *live.Figure {
	return &live.Figure{
		Name:   "saddle",
		Title:  "Descent on the saddle ½w² − ½b² + ¼b⁴, and below it the length of the gradient by step",
		Try:    "Lower b to 0: exactly on the ridge the descent ends on the saddle. A hair beside it, it lingers and then leaves for a minimum; below, ‖∇L‖ falls and rises again.",
		Height: height,
		Controls: []live.Control{
			live.NewRange("w", "start w", -1.5, 1.5, 0.05, 1.2),
			live.NewRange("b", "start b", -1.2, 1.2, 0.001, 0.1),
			live.NewRange("η", "learning rate η", 0.05, 0.9, 0.05, 0.2),
		},
		Ground: func(c *live.Canvas, _ live.State) {
			a := saddleMap()
			a.Contours(c, height2(saddleLoss()), []float64{-0.2, -0.1, -0.03, 0, 0.1, 0.3, 0.6, 1}, 64, 40)
			a.Draw(c)
			saddleLow().Draw(c)
		},
		Draw: drawSaddle,
	}
}

func saddleLoss() *loss.Func { return saddleValue.Get(loss.Saddle) }

var saddleValue lazy.Value[*loss.Func]

func saddleMap() *live.Axes { return mapOf(-2.08, 2.08, -1.3, 1.3) }

const ridden = 100 // steps on the saddle

func saddleLow() *live.Axes {
	return &live.Axes{X0: 0, X1: ridden, Y0: 1e-6, Y1: 3, YLog: true, Left: left + 10, Top: lowTop, Width: wide - 10, Height: lowHigh - 14, XLabel: "step",
		YLabel: "‖∇L‖ by step", YTicks: []float64{1e-6, 1e-4, 1e-2, 1}}
}

func drawSaddle(c *live.Canvas, s live.State) string {
	start := []float64{s.Num("w"), s.Num("b")}
	run := descent.Run(saddleLoss(), start, descent.Settings{Rate: s.Num("η"), Steps: ridden, Tol: 1e-6})
	a, d := saddleMap(), saddleLow()
	drawRun(c, a, nil, run, live.Pen{Color: ink.Path, Width: 1.75})
	drawHandle(c, a, start, "start")
	points, near := make([][2]float64, len(run.Norms)), 0
	for i, n := range run.Norms {
		points[i] = d.XY(float64(i), max(n, 1e-7))
		if descent.Norm(run.Path()[i]) < 0.3 {
			near++
		}
	}
	d.Polyline(c, points, live.Pen{Color: ink.Path, Width: ink.Line})
	end := run.Last()
	reading := "From " + live.Pair(start[0], start[1], 3) + ": "
	if run.Status != descent.Converged {
		return reading + "after " + steps(run.Steps()) + " at " + live.Pair(end[0], end[1], 2) + ", ‖∇L‖ = " + live.Short(run.Norm(), 2) + "."
	}
	reading += "level after " + steps(run.Steps()) + " at " + live.Pair(end[0], end[1], 2)
	if descent.Norm(end) < 0.01 {
		return reading + ", on the saddle: ∇L = 0 there, and along b it falls away on both sides."
	}
	return reading + ", a minimum. " + live.Whole(near) + " of its steps lay within 0.3 of the saddle."
}
