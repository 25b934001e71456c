package explore

import (
	"math"

	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/live"
)

// Dial returns the figure of notebook 05: turn u, and the sign of u·∇L says
// whether it starts downhill. With k ticked it shows β and the bounds ±k that no
// u of this length can pass.
func Dial() *live.Figure {
	return dial("dial", courseθ, false,
		"Turn u into the shaded half and out of it: that is where u·∇L changes its sign. Then make η smaller, and the real change (below) closes on the promised one.")
}

// Angle returns the dial of notebook 06: at the place from which −∇L misses the
// minimum, with β and ±k.
func Angle() *live.Figure {
	return dial("angle", bendθ, true,
		"Turn u until k cos β touches −k: β = 180° is the one place where it does. The minimum, the dot, lies in another direction.")
}

func dial(name string, θ [2]float64, bounds bool, try string) *live.Figure {
	return &live.Figure{
		Name:   name,
		Title:  "A direction u at θ, that of ∇L at the same length, the contour through θ, the half-plane of moves that start downhill, the minimum (a dot), and below it the change of loss, divided by η, for every direction",
		Try:    try,
		Height: height,
		Controls: []live.Control{
			live.NewDirection("u", "u, turned from ∇L by", 142),
			live.NewLogRange("η", "learning rate η", 0.01, 8, 1),
			live.NewPoint("θ", "θ", [2]string{"w", "b"}, [2]float64{-5, -2.8}, [2]float64{2.8, 2}, θ, 0.01),
			live.NewToggle("k", "show β and ±k", bounds),
		},
		Ground: func(c *live.Canvas, _ live.State) { surface(c, dialMap(), ringsLoss(), levels) },
		Draw:   drawDial,
	}
}

func dialMap() *live.Axes { return mapOf(-5.4, 3, -3.05, 2.2) }

// turned is the unit vector at an angle of degrees, counter-clockwise, from g.
func turned(g []float64, degrees float64) []float64 {
	sin, cos := math.Sincos(math.Atan2(g[1], g[0]) + degrees*math.Pi/180)
	return []float64{cos, sin}
}

func drawDial(c *live.Canvas, s live.State) string {
	θ, η, angle, bounds := s.At("θ"), s.Num("η"), s.Num("u"), s.On("k")
	g := ringsLoss().Gradient(nil, θ)
	u := turned(g, angle)
	L := ringsLoss().Value(θ)
	k, β := descent.Bound(u, g), degrees(descent.Angle(u, g))
	slope := settled(descent.Slope(u, g), k)
	promised, real := η*slope, settled(along(ringsLoss(), θ, u)(η)-L, 1)

	low := dialMap().XY(best()[0], best()[1])
	c.Disc(low[0], low[1], ink.Dot, ink.Mark)
	drawMoves(c, dialMap(), ringsLoss(), θ, g, u, η, angle, bounds)
	drawTurn(c, ringsLoss(), θ, g, η, angle, bounds)

	reading := "u·∇L = " + signed(slope) + ": " + verdict(slope, k) + ". "
	if bounds {
		reading = "β = " + live.Fixed(β, 0) + "°, cos β = " + live.Fixed(math.Cos(β*math.Pi/180), 2) + ": u·∇L = " + signed(slope) + ", between ±k = ±" + live.Short(k, 3) + ". "
		if β > 179 {
			reading += "That is −k: no other direction has so low a product. "
		}
	}
	reading += "Promised for η = " + live.Neat(η) + ": " + signed(promised) + "; really " + signed(real)
	if verdict(slope, k) == downhill && real > 0 {
		return reading + ", up: η is too large here."
	}
	return reading + "."
}

const downhill = "it starts downhill"

// verdict is what the first order says about a move with u·∇L = slope, of which
// none of its length can have more than k.
func verdict(slope, k float64) string {
	switch {
	case !(math.Abs(slope) >= 0.004*k) || k == 0:
		return "the first order does not decide"
	case slope < 0:
		return downhill
	}
	return "it starts uphill"
}

func degrees(radians float64) float64 { return radians * 180 / math.Pi }

// drawMoves draws at θ the contour of L, the half-plane of moves that start downhill, ∇L by its
// direction, u, which is angle degrees from it, and ηu; with β between them if
// bounds. The canvas's figure has controls θ and u.
func drawMoves(c *live.Canvas, a *live.Axes, L descent.Objective, θ, g, u []float64, η, angle float64, bounds bool) {
	color := ink.Bad
	if descent.Slope(u, g) < 0 {
		color = ink.Good
	}
	a.HalfPlane(c, θ[0], θ[1], -g[0], -g[1], ink.Good, ink.Soft)
	through(c, a, L, θ)
	at := a.XY(θ[0], θ[1])
	unit := a.Width / (a.X1 - a.X0)
	base := math.Atan2(g[1], g[0])
	c.Handle("θ", a.Place(0, 0))
	c.Handle("u", live.Place{A: at[0], B: at[1], C: degrees(base), D: unit})
	norm := descent.Norm(g)
	if norm > 0 {
		a.Vector(c, θ[0], θ[1], g[0]/norm, g[1]/norm, live.Pen{Color: ink.Gradient, Width: ink.Line, Dash: true})
	}
	a.Vector(c, θ[0], θ[1], η*u[0], η*u[1], live.Pen{Color: color, Width: ink.Thin})
	a.Vector(c, θ[0], θ[1], u[0], u[1], live.Pen{Color: color, Width: ink.Heavy})
	if end := descent.Step(nil, θ, η, u); a.Inside(a.XY(end[0], end[1])) {
		a.Dot(c, end[0], end[1], ink.Dot, color)
	}
	drawHandle(c, a, θ, "θ")
	tip := a.XY(θ[0]+u[0], θ[1]+u[1])
	c.Keep(tip[0], tip[1], handle)
	c.Label(a, tip[0], tip[1], "u", color)
	if norm > 0 {
		gtip := a.XY(θ[0]+g[0]/norm, θ[1]+g[1]/norm)
		c.Label(a, gtip[0], gtip[1], "∇L", ink.Gradient)
	}
	if bounds {
		arc(c, at, 26, base, angle)
	}
}

// arc draws the angle from ∇L to u the short way round.
func arc(c *live.Canvas, at [2]float64, r, base, angle float64) {
	if angle > 180 {
		angle -= 360
	}
	const n = 24
	points := make([][2]float64, n+1)
	for i := range points {
		sin, cos := math.Sincos(base + angle*math.Pi/180*float64(i)/n)
		points[i] = [2]float64{at[0] + r*cos, at[1] - r*sin}
	}
	c.Path(live.Pen{Color: ink.Text, Width: ink.Thin}, points)
	sin, cos := math.Sincos(base + angle*math.Pi/360)
	c.Keep(at[0]+(r+14)*cos, at[1]-(r+14)*sin, 9)
	c.Words(at[0]+(r+14)*cos, at[1]-(r+14)*sin+6, "β", live.Middle, ink.NoteSize, ink.Text)
}

// drawTurn draws, for every direction of length 1, the promised and the real
// change of L per unit of η; with ±k, which is ‖∇L‖ for such u, if bounds.
func drawTurn(c *live.Canvas, L descent.Objective, θ, g []float64, η, angle float64, bounds bool) {
	k := descent.Norm(g)
	top := 1.35 * k
	d := &live.Axes{X0: 0, X1: 360, Y0: -top, Y1: top, Left: left + 14, Top: lowTop, Width: wide - 14, Height: lowHigh - 14, YLabel: "change of loss / η", XLabel: "u turned from ∇L by (°)",
		XTicks: []float64{0, 90, 180, 270, 360}, YTicks: []float64{-k, 0, k}}
	d.YName = func(v float64) string { return live.Short(v, 2) }
	if bounds {
		d.YName = func(v float64) string { return [...]string{"−k", "0", "k"}[int(math.Round(v/k))+1] }
	}
	if !(k > 0) {
		d.Y0, d.Y1, d.YTicks = -1, 1, []float64{0}
		d.YName = nil
	}
	good := d.Y(0)
	c.Area([][2]float64{{d.Left, good}, {d.Left + d.Width, good}, {d.Left + d.Width, d.Top + d.Height}, {d.Left, d.Top + d.Height}}, ink.Good, 0.12)
	d.Draw(c)
	d.HLine(c, 0, live.Faint(ink.Soft))
	if bounds {
		d.HLine(c, k, live.Pen{Color: ink.Gradient, Width: ink.Thin, Dash: true})
		d.HLine(c, -k, live.Pen{Color: ink.Gradient, Width: ink.Thin, Dash: true})
	}
	start := L.Value(θ)
	real := func(degrees float64) float64 { return (along(L, θ, turned(g, degrees))(η) - start) / η }
	promised := func(degrees float64) float64 { return descent.Slope(turned(g, degrees), g) }
	d.Curve(c, real, 120, live.Solid(ink.Curve))
	d.Curve(c, promised, 120, live.Dashed(ink.Approx))
	d.VLine(c, angle, live.Pen{Color: ink.Soft, Width: ink.Thin, Dash: true})
	d.Dot(c, angle, real(angle), ink.Dot+1, ink.Curve)
	d.Dot(c, angle, promised(angle), ink.Dot+1, ink.Approx)
	c.Keep(d.X(angle), d.Y(promised(angle)), 10)
	c.Label(d, d.X(232), d.Y(promised(232)), "promised", ink.Approx)
	c.Label(d, d.X(130), d.Y(min(real(130), top)), "real", ink.Curve)
}
