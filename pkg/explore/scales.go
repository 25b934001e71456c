package explore

import (
	"math"

	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/internal/lazy"
	"github.com/downhill-go/downhill/pkg/live"
	"github.com/downhill-go/downhill/pkg/loss"
)

// Scales returns the first figure of notebook 08: one and the same neuron, with
// its temperatures centred, scaled, both or neither.
func Scales() *live.Figure {
	return &live.Figure{
		Name:   "scales",
		Title:  "The loss for temperatures in °F, centred, scaled or both, with 60 steps of descent from [0, 0], and below it how far above the minimum it still is",
		Try:    "Tick “centre” alone, then “scale” alone. Which of the two turns stripes into a valley, and which brings the minimum into sight? Then tick both.",
		Height: height,
		Controls: []live.Control{
			live.NewToggle("centre", "centre: T − mean", false),
			live.NewToggle("scale", "scale: ÷ standard deviation", false),
			live.NewRange("ηλ", "η in units of 1/λmax", 0.1, 1.9, 0.1, 1),
		},
		GroundOf: []string{"centre", "scale"},
		Ground: func(c *live.Canvas, s live.State) {
			v := view(s)
			a, _ := v.axes()
			a.Contours(c, height2(v.L), []float64{0.45, 0.5, 0.55, 0.6, 0.7, 0.8, 1}, 64, 40)
			a.Draw(c)
			v.low().Draw(c)
		},
		Draw: drawScales,
	}
}

// A scaled is the launches' loss on temperatures (T − shift)/unit.
type scaled struct {
	L       *loss.Neuron
	minimum []float64
	λ       [2]float64 // curvatures at the minimum, the lesser first
	e       []float64  // the direction of the greater
}

func view(s live.State) scaled {
	i := 0
	if s.On("centre") {
		i = 1
	}
	if s.On("scale") {
		i += 2
	}
	return views.Get(newViews)[i]
}

var views lazy.Value[[4]scaled]

func newViews() (v [4]scaled) {
	r := rings()
	for i := range v {
		shift, unit := 0.0, 1.0
		if i&1 != 0 {
			shift = r.scaling.Mean
		}
		if i&2 != 0 {
			unit = r.scaling.SD
		}
		x := make([]float64, len(r.X))
		for k, t := range r.X {
			x[k] = (r.scaling.From(t) - shift) / unit
		}
		θ := r.scaling.Unscale(best()) // on °F; z = wT + b stays what it is
		v[i].L = loss.Must(loss.NewNeuron(loss.CrossEntropy, x, r.Y))
		v[i].minimum = []float64{θ[0] * unit, θ[1] + θ[0]*shift}
		v[i].curvatures()
	}
	return v
}

// curvatures finds the eigenvalues of the table [p q; q r] of second derivatives,
// the lesser by the determinant, which loses no digits where κ is large.
func (v *scaled) curvatures() {
	w := v.L.HessianVector(nil, v.minimum, []float64{1, 0})
	b := v.L.HessianVector(nil, v.minimum, []float64{0, 1})
	p, q, r := w[0], w[1], b[1]
	v.λ[1] = (p+r)/2 + math.Hypot((p-r)/2, q)
	v.λ[0] = (p*r - q*q) / v.λ[1]
	e := []float64{q, v.λ[1] - p}
	if math.Abs(v.λ[1]-r) > math.Abs(e[1]) {
		e = []float64{v.λ[1] - r, q}
	}
	v.e = descent.Step(nil, []float64{0, 0}, 1/descent.Norm(e), e)
}

// axes is a window on equal axes, across which the loss rises by about the same
// amount whatever the scale. Start [0, 0] and minimum are both in it, unless the
// minimum is many windows away.
func (v scaled) axes() (a *live.Axes, far bool) {
	h, m := 2.6*math.Sqrt(0.15/v.λ[1]), v.minimum
	dist := descent.Norm(m)
	far = dist > 6*h
	if far {
		m = []float64{0, 1.2 * h}
	} else {
		h = max(h, 0.62*dist)
	}
	w := h * wide / mapHigh
	return &live.Axes{X0: m[0]/2 - w, X1: m[0]/2 + w, Y0: m[1]/2 - h, Y1: m[1]/2 + h, Left: left + 10, Top: mapTop, Width: wide - 10, Height: mapHigh * (wide - 10) / wide, XLabel: "w", YLabel: "b"}, far
}

const scaledSteps = 60

func (v scaled) low() *live.Axes {
	return &live.Axes{X0: 0, X1: scaledSteps, Y0: 1e-8, Y1: 1, YLog: true, Left: left + 10, Top: lowTop, Width: wide - 10, Height: lowHigh - 14, XLabel: "step",
		YLabel: "loss above the minimum", YTicks: []float64{1e-8, 1e-6, 1e-4, 1e-2, 1}}
}

func drawScales(c *live.Canvas, s live.State) string {
	v := view(s)
	a, far := v.axes()
	d := v.low()
	start := []float64{0, 0} // one half for every launch, in any scale
	η := s.Num("ηλ") / v.λ[1]
	run := descent.Run(v.L, start, descent.Settings{Rate: η, Steps: scaledSteps, Tol: -1})
	drawRun(c, a, nil, run, live.Pen{Color: ink.Path, Width: 1.75})
	drawHandle(c, a, start, "start")
	if far {
		c.Box(a.Left+1, a.Top, a.Width-1, 20, ink.Card) // no contour runs through the words
		c.Words(a.Left+a.Width/2, a.Top+14, "the minimum, b = "+live.Fixed(v.minimum[1], 1)+", is "+live.Fixed(v.minimum[1]/(a.Y1-a.Y0), 0)+" such windows up", live.Middle, ink.NoteSize, ink.Mark)
	} else {
		at := a.XY(v.minimum[0], v.minimum[1])
		c.Disc(at[0], at[1], ink.Dot, ink.Mark)
		c.Label(a, at[0], at[1], "minimum", ink.Mark)
	}
	least := v.L.Value(v.minimum)
	points := make([][2]float64, 0, scaledSteps+1)
	for i, l := range run.Losses {
		points = append(points, d.XY(float64(i), max(l-least, 1e-9)))
	}
	d.Polyline(c, points, live.Pen{Color: ink.Path, Width: ink.Line})

	κ := v.λ[1] / v.λ[0]
	name := [...]string{"°F as they are", "Centred only", "Scaled only", "Centred and scaled"}
	i := 0
	if s.On("centre") {
		i = 1
	}
	if s.On("scale") {
		i += 2
	}
	// A share below 1 is not written as 1.
	share, digits := 1-η*v.λ[0], 6
	for share < 1 && live.Fixed(share, digits) == live.Fixed(1, digits) {
		digits++
	}
	return name[i] + ": κ = " + live.Short(κ, 4) + ". In the least curved direction a step leaves the share 1 − ηλmin = " + live.Fixed(share, digits) +
		" of the way; after " + live.Whole(scaledSteps) + " steps the loss is " + live.Short(max(settled(run.Loss()-least, 1), 0), 2) + " above the minimum."
}
