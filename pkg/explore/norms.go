package explore

import (
	"math"

	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/live"
)

// Norms returns the second figure of notebook 08: the moves of length 1 by a
// ruler that is turned from ℓ1 over ℓ2 to ℓ∞, and the steepest of them.
func Norms() *live.Figure {
	return &live.Figure{
		Name:   "norms",
		Title:  "All moves of length 1 by the norm ℓp, the gradient, and the steepest of these moves",
		Try:    "Drag the ruler from ℓ1 to ℓ∞: the outline swells from a diamond over a circle to a square, and the steepest u wanders along it. Only at ℓ2 is it always opposite to ∇L.",
		Height: 420,
		Controls: []live.Control{
			live.NewRange("ruler", "ruler: 0 is ℓ1, ½ is ℓ2, 1 is ℓ∞", 0, 1, 0.01, 0.5),
			live.NewDirection("g", "direction of ∇L", 18),
		},
		Draw: drawNorms,
	}
}

// power is |x|^r with the sign of x.
func power(x, r float64) float64 {
	if x == 0 {
		return 0
	}
	return math.Copysign(math.Pow(math.Abs(x), r), x)
}

// lengthP is ‖u‖ in ℓp with 1/p = inv; 0 stands for ℓ∞.
func lengthP(u [2]float64, inv float64) float64 {
	m := max(math.Abs(u[0]), math.Abs(u[1]))
	if inv == 0 || m == 0 {
		return m
	}
	return m * math.Pow(math.Pow(math.Abs(u[0])/m, 1/inv)+math.Pow(math.Abs(u[1])/m, 1/inv), inv)
}

// steepestP is the u of length 1 in ℓp with the lowest u·g: by Hölder's
// inequality uᵢ ∝ −sign(gᵢ)|gᵢ|^{q−1} with 1/p + 1/q = 1.
func steepestP(g [2]float64, inv float64) (u [2]float64) {
	if inv == 1 { // ℓ1: all of it along the larger entry
		if math.Abs(g[0]) >= math.Abs(g[1]) {
			return [2]float64{-power(g[0], 0), 0}
		}
		return [2]float64{0, -power(g[1], 0)}
	}
	q1 := inv / (1 - inv) // q − 1
	m := max(math.Abs(g[0]), math.Abs(g[1]))
	for i := range u {
		u[i] = -power(settled(g[i], 1)/m, q1)
	}
	n := lengthP(u, inv)
	return [2]float64{u[0] / n, u[1] / n}
}

func drawNorms(c *live.Canvas, s live.State) string {
	inv := 1 - s.Num("ruler")
	sin, cos := math.Sincos(s.Num("g") * math.Pi / 180)
	g := [2]float64{settled(cos, 1), settled(sin, 1)}
	a := &live.Axes{X0: -2, X1: 2, Y0: -1.5, Y1: 1.5, Left: left, Top: mapTop, Width: wide, Height: 0.75 * wide, XLabel: "u₁", YLabel: "u₂",
		XTicks: []float64{-1, 0, 1}, YTicks: []float64{-1, 0, 1}}
	a.Draw(c)
	at := a.XY(0, 0)
	c.Handle("g", live.Place{A: at[0], B: at[1], C: 0, D: a.Width / (a.X1 - a.X0) * 1.25})
	const n = 180
	outline := make([][2]float64, n+1)
	for i := range outline {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / n)
		v := [2]float64{cos, sin}
		l := lengthP(v, inv)
		outline[i] = a.XY(v[0]/l, v[1]/l)
	}
	c.Path(live.Solid(ink.Curve), outline)
	a.HalfPlane(c, 0, 0, -g[0], -g[1], ink.Good, ink.Soft)
	a.Vector(c, 0, 0, 1.25*g[0], 1.25*g[1], live.Pen{Color: ink.Gradient, Width: ink.Line, Dash: true})
	u := steepestP(g, inv)
	a.Vector(c, 0, 0, u[0], u[1], live.Pen{Color: ink.Direction, Width: ink.Heavy})
	c.Keep(at[0], at[1], 10)
	gt, ut := a.XY(1.25*g[0], 1.25*g[1]), a.XY(u[0], u[1])
	c.Keep(gt[0], gt[1], handle)
	c.Label(a, gt[0], gt[1], "∇L", ink.Gradient)
	c.Label(a, ut[0], ut[1], "steepest u", ink.Direction)

	p := "ℓ∞"
	if inv > 0 {
		p = "ℓ" + live.Neat(1/inv)
	}
	β := degrees(descent.Angle(u[:], g[:]))
	return p + ", ∇L of ordinary length 1: the steepest u of length 1 is " + live.Pair(u[0], u[1], 2) + ", u·∇L = " + live.Fixed(settled(u[0]*g[0]+u[1]*g[1], 1), 3) +
		", β = " + live.Fixed(β, 0) + "°. Whatever the ruler, the steepest u starts downhill."
}
