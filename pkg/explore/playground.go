package explore

import (
	"math"

	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/expr"
	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/internal/lean"
	"github.com/downhill-go/downhill/pkg/live"
	"github.com/downhill-go/downhill/pkg/loss"
	"github.com/downhill-go/downhill/pkg/taylor"
)

// Playground returns the figure of notebook 11: all of the course on a loss that the reader types
// in. The map shows its surface, the half-plane of moves that go down and the
// descent from θ; the panel below shows φ and its Taylor polynomial along u, or
// the change of loss in every direction, or the loss by step.
func Playground() *live.Figure {
	return &live.Figure{
		Name:   "playground",
		Title:  "A loss L(w, b) of your own: its surface with u, ∇L, the contour through θ and the descent from θ along −∇L, and below it φ along u, all directions, or the loss by step",
		Try:    "Drag θ over the ridge, and the descent ends in the other valley. Turn u: the promises are about u, the descent always takes −∇L. Then type a loss of your own.",
		Height: height,
		Controls: []live.Control{
			live.NewText("L", "L(w, b) =", 200, refuse, "pow(w*w-2, 2)/4 + w/3 + b*b",
				"bowl", "w*w/2 + 2*b*b",
				"saddle", "w*w - b*b + pow(b, 4)/6",
				"curved valley", "pow(1-w, 2) + 10*pow(b-w*w, 2)",
				"hills", "sin(2*w) + cos(3*b) + (w*w+b*b)/9",
				"near a kink", "sqrt(w*w + 1e-3) + b*b/4",
				"hole in a plain", "-exp(-w*w-b*b)",
				"neuron", "softplus(-w-b) + softplus(b-w) + softplus(2*w+b)"),
			live.NewPoint("θ", "θ", [2]string{"w", "b"}, [2]float64{-3.2, -2}, [2]float64{3.2, 2}, [2]float64{0.6, 1}, 0.01),
			live.NewDirection("u", "u, turned from ∇L by", 142),
			live.NewLogRange("η", "learning rate η", 0.001, 4, 0.2),
			live.NewRange("order", "order K", 0, 8, 1, 1),
			live.NewRange("steps", "steps", 1, 2000, 1, 40),
			live.NewChoice("below", "lower panel", 0, "Taylor polynomial", "every direction", "loss by step"),
		},
		GroundOf: []string{"L"},
		Ground: func(c *live.Canvas, s live.State) {
			L := read(s.Typed("L"))
			surface(c, playgroundMap(), L, live.Levels(lean.Ascending(L.heights()), 10))
		},
		Draw: drawPlayground,
	}
}

func playgroundMap() *live.Axes { return mapOf(-3.2, 3.2, -2, 2) }

// typed is a loss that was typed in: expr's function, with gradient and Taylor
// coefficients by its series.
type typed struct {
	*loss.Func
	value *expr.Expr
}

// Value returns L(θ) without the detour over series.
func (L typed) Value(θ []float64) float64 { return L.value.Eval(θ...) }

// read makes a loss of a text that refuse has let pass.
func read(text string) typed {
	e, err := expr.Read(text, "w", "b")
	if err != nil {
		panic("explore: an expression was not checked")
	}
	return typed{loss.New(2, func(ws *taylor.Workspace, θ []taylor.Series) taylor.Series { return e.Series(ws, θ...) }), e}
}

// heights are the finite values of L at places spread over the map.
func (L typed) heights() []float64 {
	a := playgroundMap()
	v := make([]float64, 0, 20*13)
	θ := make([]float64, 2)
	for i := range 20 {
		for j := range 13 {
			θ[0], θ[1] = a.X0+(a.X1-a.X0)*float64(i)/19, a.Y0+(a.Y1-a.Y0)*float64(j)/12
			h := L.Value(θ)
			if lean.Finite(h) {
				v = append(v, h)
			}
		}
	}
	return v
}

// refuse says why a text is no loss to go down on, or "".
func refuse(text string) string {
	if _, err := expr.Read(text, "w", "b"); err != nil {
		return err.Error()
	}
	v := read(text).heights()
	for _, h := range v {
		if h != v[0] {
			return ""
		}
	}
	if len(v) == 0 {
		return "this is nowhere on the map a number"
	}
	return "this is the same everywhere, so there is no way down: let it depend on w or b"
}

func drawPlayground(c *live.Canvas, s live.State) string {
	L := read(s.Typed("L"))
	θ, η, angle, order := s.At("θ"), s.Num("η"), s.Num("u"), int(s.Num("order"))
	a := playgroundMap()
	below := live.Axes{Left: left + 14, Top: lowTop, Width: wide - 14, Height: lowHigh}
	g := L.Gradient(nil, θ)
	if !lean.Finite(L.Value(θ) + descent.Norm(g)) {
		c.Handle("θ", a.Place(0, 0))
		at := a.XY(θ[0], θ[1])
		c.Handle("u", live.Place{A: at[0], B: at[1], D: a.Width / (a.X1 - a.X0)})
		drawHandle(c, a, θ, "θ")
		reading := "At θ = " + live.Pair(θ[0], θ[1], 2) + " L is " + live.Short(L.Value(θ), 3)
		if lean.Finite(L.Value(θ)) {
			return reading + ", and no gradient can be computed here (a kink, a vertical slope, or a piece of L that has one). Drag θ off it."
		}
		return reading + " and has no gradient. Drag θ to where it has one."
	}
	u := turned(g, angle)
	k := descent.Norm(g)
	slope := settled(descent.Slope(u, g), k)
	run := descent.Run(L, θ, descent.Settings{Rate: η, Steps: int(s.Num("steps")), Tol: 1e-6})
	e := descent.Expand(L, θ, u, order)

	drawMoves(c, a, L, θ, g, u, η, angle, k > 0)
	var losses *live.Axes
	switch s.Pick("below") {
	case 0:
		drawPolynomial(c, &below, along(L, θ, u), e, 5*η, order, e.Radius())
	case 1:
		drawTurn(c, L, θ, g, η, angle, true)
	case 2:
		losses = &below
		fit(losses, run)
		losses.Draw(c)
	}
	drawRun(c, a, losses, run, live.Pen{Color: ink.Path, Width: 1.75})

	here := L.Value(θ)
	size := max(1, math.Abs(here))
	real := settled(along(L, θ, u)(η)-here, size)
	reading := "On level ground β is undefined and the first order does not decide. "
	if k > 0 {
		reading = "β = " + live.Fixed(degrees(descent.Angle(u, g)), 0) + "°, u·∇L = " + signed(slope) + ": " + verdict(slope, k) + ". "
	}
	reading += "Order " + live.Whole(order) +
		" promises " + signed(settled(e.At(η, order)-e.At(0, 0), size)) + " for ηu, really " + signed(real) + ". "
	return reading + outcome(run)
}

// fit gives the axes the window that a run's losses fill.
func fit(d *live.Axes, run descent.Result) {
	lo, hi := run.Losses[0], run.Losses[0]
	for _, y := range run.Losses {
		if lean.Finite(y) {
			lo, hi = min(lo, y), max(hi, y)
		}
	}
	room := 0.08 * (hi - lo)
	if !(room > 0) {
		room = 1
	}
	d.X1, d.Y0, d.Y1, d.YLabel = max(float64(run.Steps()), 1), lo-room, hi+room, "loss by step"
}

// grow tells whether the last half of ten or more steps has grown with each: with a fixed η
// they are as long as the gradients.
func grow(norms []float64) bool {
	if len(norms) < 10 {
		return false
	}
	for i := len(norms) / 2; i < len(norms); i++ {
		if norms[i] <= norms[i-1] {
			return false
		}
	}
	return true
}

// outcome says how a run ended.
func outcome(run descent.Result) string {
	steps := steps(run.Steps())
	at := live.Pair(run.Last()[0], run.Last()[1], 2) + ", L = " + live.Short(run.Loss(), 4)
	switch run.Status {
	case descent.Converged:
		if run.Steps() == 0 {
			return "The ground at θ is level: no descent begins here."
		}
		return "From θ the descent along −∇L settles after " + steps + " at " + at + "."
	case descent.NotFinite:
		return "Step " + live.Whole(run.Steps()) + " of the descent leads to where L or its gradient is not a number."
	case descent.Diverged:
		return "The descent has run away after " + steps + ": η is too large, or there is no bottom."
	}
	higher := run.Loss() > run.Losses[0]+1e-9*max(1, math.Abs(run.Losses[0]))
	switch {
	case higher && grow(run.Norms):
		return "After " + steps + " the descent is running away: " + at + "."
	case higher:
		return "After " + steps + " the descent has not settled, and stands higher than it began: " + at + "."
	case run.Status == descent.NotSettling:
		return "After " + steps + " the descent still bounces: " + at + "."
	}
	return "After " + steps + " the descent is at " + at + ", still on its way."
}
