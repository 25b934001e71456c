package figure

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/downhill-go/downhill/pkg/ink"
)

// A HalfPlanePlot is the half-plane of the points θ + u with u·g < 0.
type HalfPlanePlot struct{ X, Y, GX, GY float64 }

// HalfPlane returns the half-plane of good moves from θ, those with u·g < 0 for
// the gradient g, tinted up to its edge u·g = 0. It does not widen the window. A zero g has no half-plane.
//
// It panics unless θ and g have two components.
func HalfPlane(θ, g []float64) *HalfPlanePlot {
	x, y := two(θ)
	gx, gy := two(g)
	return &HalfPlanePlot{x, y, gx, gy}
}

// Plot draws the half-plane and its edge.
func (h *HalfPlanePlot) Plot(c draw.Canvas, p *plot.Plot) {
	n := math.Hypot(h.GX, h.GY)
	if !(n > 0) || math.IsInf(n, 0) {
		return
	}
	to := place(&c, p)
	// Corners far outside any window, in the data's own coordinates: straight
	// lines stay straight on linear axes whatever their units.
	far := 4 * math.Hypot(p.X.Max-p.X.Min, p.Y.Max-p.Y.Min)
	far += math.Hypot(h.X-p.X.Min, h.Y-p.Y.Min)
	gx, gy := h.GX/n*far, h.GY/n*far
	a, b := to(h.X-gy, h.Y+gx), to(h.X+gy, h.Y-gx)
	poly := clipPolygon([]vg.Point{a, b, to(h.X+gy-gx, h.Y-gx-gy), to(h.X-gy-gx, h.Y+gx-gy)}, c.Rectangle)
	if len(poly) > 2 {
		// A glaze, so that contours drawn before it stay to be seen.
		c.SetColor(color.NRGBA{R: ink.Good.R, G: ink.Good.G, B: ink.Good.B, A: ink.Glaze})
		path := pathOf(poly)
		path.Close()
		c.Fill(path)
	}
	stroke(c, p, draw.LineStyle{Color: ink.Soft, Width: ink.Thin, Dashes: []vg.Length{6, 4}}, []vg.Point{a, b})
}

// GoodMoves returns a figure of the moves u from θ, as far as reach in each
// direction, on equal axes: the half-plane u·∇L < 0 tinted, its edge u·∇L = 0,
// and the gradient g as an arrow of 0.6·reach in its direction, whatever its
// length. The axes are those of θ.
//
// It panics unless θ and g have two components and reach > 0.
func GoodMoves(θ, g []float64, reach float64) *plot.Plot {
	x, y := two(θ)
	gx, gy := two(g)
	if !(reach > 0) || math.IsInf(reach, 0) {
		panic("figure: reach must be positive and finite")
	}
	p := newMap(Window{x - 1.35*reach, x + 1.35*reach, y - reach, y + reach})
	p.Add(HalfPlane(θ, g))
	if n := math.Hypot(gx, gy); n > 0 && !math.IsInf(n, 0) {
		ux, uy := gx/n, gy/n
		p.Add(
			Text(x-0.75*reach*ux, y-0.75*reach*uy, "u·∇L < 0", ink.Good),
			Text(x+0.8*reach*ux-0.3*reach*uy, y+0.8*reach*uy+0.3*reach*ux, "u·∇L > 0", ink.Soft),
			Vector(θ, []float64{0.6 * reach * ux, 0.6 * reach * uy}, "∇L", ink.Gradient),
		)
	}
	p.Add(Point(θ, "θ", ink.Theta))
	return p
}
