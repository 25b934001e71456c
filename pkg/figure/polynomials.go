package figure

import (
	"gonum.org/v1/plot"

	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/internal/lean"
	"github.com/downhill-go/downhill/pkg/internal/plane"
)

// Polynomials returns a figure of φ(η) for ηmin ≤ η ≤ ηmax with its Taylor
// polynomials about 0 of the given orders (all orders there are, if none is
// given):
//
//	T_K(η) = c₀ + c₁η + … + c_K η^K
//
// c holds normalised coefficients c_k = φ⁽ᵏ⁾(0)/k!. The window is φ's with
// room above and below; a polynomial that leaves it is cut at the frame.
//
// It panics if φ is nil, ηmin < ηmax does not hold, c is empty, or an order is
// negative or beyond c.
func Polynomials(φ func(η float64) float64, c []float64, ηmin, ηmax float64, orders ...int) *plot.Plot {
	if len(c) == 0 {
		panic("figure: no coefficients")
	}
	if len(orders) == 0 {
		for k := range c {
			orders = append(orders, k)
		}
	}
	p, curve, lo, hi := lossAlong(φ, ηmin, ηmax, "φ(η)")
	for i, k := range orders {
		if k < 0 || k >= len(c) {
			panic("figure: no coefficient for this order")
		}
		t := 0.0
		if len(orders) > 1 {
			t = float64(i) / float64(len(orders)-1)
		}
		col := ink.Cycle[4].Mix(ink.Approx, t)
		p.Add(Curve(func(η float64) float64 { return lean.Horner(c[:k+1], η) }, ηmin, ηmax, orderName(k), col).Dash())
	}
	p.Add(curve)
	room := 0.35 * (hi - lo)
	return startAtZero(p, ηmin, ηmax, lo-room, hi+room, c[0])
}

// lossAlong returns an empty figure of loss against η, and in it φ, to be added, with its
// least and greatest value.
func lossAlong(φ func(η float64) float64, ηmin, ηmax float64, name string) (p *plot.Plot, curve *CurvePlot, lo, hi float64) {
	p = New()
	lookOf(p).grid = true
	p.X.Label.Text, p.Y.Label.Text = "η", "loss"
	curve = Curve(φ, ηmin, ηmax, name, ink.Curve)
	_, _, lo, hi = curve.DataRange()
	return p, curve, lo, hi
}

// startAtZero gives p its window and marks the loss c0 at η = 0, if that is in it.
func startAtZero(p *plot.Plot, ηmin, ηmax, lo, hi, c0 float64) *plot.Plot {
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = ηmin, ηmax, lo, hi
	if ηmin <= 0 && 0 <= ηmax {
		p.Add(Point([]float64{0, c0}, "", ink.Theta))
	}
	return p
}

func orderName(k int) string { return "order " + plane.Plain(float64(k)) }

// Tangent returns a figure of φ(η) for ηmin ≤ η ≤ ηmax with its tangent at 0,
// c₀ + c₁η: the loss along a step and what the first order predicts of it. Only
// c[0] and c[1] are used.
//
// It panics if φ is nil, ηmin < ηmax does not hold or c has not two
// coefficients.
func Tangent(φ func(η float64) float64, c []float64, ηmin, ηmax float64) *plot.Plot {
	if len(c) < 2 {
		panic("figure: a tangent needs two coefficients")
	}
	c0, c1 := c[0], c[1]
	p, curve, lo, hi := lossAlong(φ, ηmin, ηmax, "L(θ + ηu)")
	p.Add(
		Curve(func(η float64) float64 { return c0 + c1*η }, ηmin, ηmax, "L(θ) + η u·∇L", ink.Approx).Dash(),
		curve,
	)
	// The tangent may fall far below; half the curve's own height of it is
	// enough to see where it goes.
	for _, η := range []float64{ηmin, ηmax} {
		t := c0 + c1*η
		lo, hi = min(lo, max(t, lo-0.6*(hi-lo))), max(hi, min(t, hi+0.6*(hi-lo)))
	}
	room := 0.06 * (hi - lo)
	return startAtZero(p, ηmin, ηmax, lo-room, hi+room, c0)
}
