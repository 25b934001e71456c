package figure

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/downhill-go/downhill/pkg/ink"
)

// Sample draws data, each row once: rows that agree are stacked, away from the
// nearer edge of the figure.
type Sample struct {
	X, Y  []float64
	yesNo bool
}

const dataRadius = 4.6 // px

// Data returns a figure of data with the values x (named xlabel) and y (named
// ylabel). If every y is 0 or 1 they are drawn as No and Yes, rings and discs,
// on an axis from 0 to 1; else as discs. Rows that agree are stacked. The
// fitted curve is added with Curve.
//
// It panics if x and y differ in length.
func Data(x, y []float64, xlabel, ylabel string) *plot.Plot {
	sameLength(x, y)
	s := &Sample{X: x, Y: y, yesNo: len(y) > 0}
	for _, v := range y {
		s.yesNo = s.yesNo && (v == 0 || v == 1)
	}
	p := New()
	p.X.Label.Text, p.Y.Label.Text = xlabel, ylabel
	p.Add(s)
	if s.yesNo {
		lookOf(p).grid = true
		p.Y.Tick.Marker = plot.ConstantTicks{{Value: 0, Label: "0"}, {Value: 0.25}, {Value: 0.5, Label: "0.5"}, {Value: 0.75}, {Value: 1, Label: "1"}}
	}
	return p
}

// DataRange returns the range of the data with a rim, so that no mark lies on
// the frame.
func (s *Sample) DataRange() (xmin, xmax, ymin, ymax float64) {
	xmin, xmax, ymin, ymax = rangeOf(s.X, s.Y)
	if s.yesNo {
		ymin, ymax = -0.06, 1.06
	} else if room := 0.08 * (ymax - ymin); room > 0 {
		ymin, ymax = ymin-room, ymax+room
	}
	if room := 0.05 * (xmax - xmin); room > 0 {
		xmin, xmax = xmin-room, xmax+room
	}
	return xmin, xmax, ymin, ymax
}

// Plot draws the data.
func (s *Sample) Plot(c draw.Canvas, p *plot.Plot) {
	to := place(&c, p)
	l := layoutOf(p)
	type row struct{ x, y float64 }
	seen := make(map[row]int)
	for i := range s.X {
		at := to(s.X[i], s.Y[i])
		if !finite(at) || !inside(c.Rectangle, at) {
			continue
		}
		r := row{s.X[i], s.Y[i]}
		up := vg.Length(seen[r]) * (2*dataRadius + 1)
		seen[r]++
		if at.Y > (c.Min.Y+c.Max.Y)/2 {
			up = -up
		}
		at.Y += up
		col, open := ink.Curve, false
		if s.yesNo {
			col, open = ink.Yes, false
			if s.Y[i] == 0 {
				col, open = ink.No, true
			}
		} else {
			col = ink.Theta
		}
		c.SetColor(col)
		disc(c, at, dataRadius)
		if open {
			c.SetColor(ink.Card)
			disc(c, at, dataRadius-1.7)
		}
		l.block(at, dataRadius)
	}
}

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
	p := New()
	lookOf(p).grid = true
	p.X.Label.Text, p.Y.Label.Text = "η", "loss"
	curve := Curve(φ, ηmin, ηmax, "φ(η)", ink.Curve)
	_, _, lo, hi := curve.DataRange()
	for i, k := range orders {
		if k < 0 || k >= len(c) {
			panic("figure: no coefficient for this order")
		}
		t := 0.0
		if len(orders) > 1 {
			t = float64(i) / float64(len(orders)-1)
		}
		col := ink.Cycle[4].Mix(ink.Approx, t)
		p.Add(Curve(func(η float64) float64 { return horner(c[:k+1], η) }, ηmin, ηmax, orderName(k), col).Dash())
	}
	p.Add(curve)
	p.X.Min, p.X.Max = ηmin, ηmax
	room := 0.35 * (hi - lo)
	p.Y.Min, p.Y.Max = lo-room, hi+room
	if ηmin <= 0 && 0 <= ηmax {
		p.Add(Point([]float64{0, c[0]}, "", ink.Theta))
	}
	return p
}

func horner(c []float64, x float64) float64 {
	s := 0.0
	for i := len(c) - 1; i >= 0; i-- {
		s = s*x + c[i]
	}
	return s
}

func orderName(k int) string { return "order " + plainNumber(float64(k)) }

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
	p := New()
	lookOf(p).grid = true
	p.X.Label.Text, p.Y.Label.Text = "η", "loss"
	c0, c1 := c[0], c[1]
	curve := Curve(φ, ηmin, ηmax, "L(θ + ηu)", ink.Curve)
	_, _, lo, hi := curve.DataRange()
	p.Add(
		Curve(func(η float64) float64 { return c0 + c1*η }, ηmin, ηmax, "L(θ) + η u·∇L", ink.Approx).Dash(),
		curve,
	)
	p.X.Min, p.X.Max = ηmin, ηmax
	// The tangent may fall far below; half the curve's own height of it is
	// enough to see where it goes.
	for _, η := range []float64{ηmin, ηmax} {
		t := c0 + c1*η
		lo, hi = min(lo, max(t, lo-0.6*(hi-lo))), max(hi, min(t, hi+0.6*(hi-lo)))
	}
	room := 0.06 * (hi - lo)
	p.Y.Min, p.Y.Max = lo-room, hi+room
	if ηmin <= 0 && 0 <= ηmax {
		p.Add(Point([]float64{0, c0}, "", ink.Theta))
	}
	return p
}

// Remainders returns a figure of |φ(η) − T_K(η)| against η on logarithmic axes,
// r[K][i] being the remainder of order K at η[i], each with a thin reference
// line of slope K+1 through its largest η's remainder below. Remainders that
// are zero or not finite are left out.
//
// It panics if a row of r has another length than η.
func Remainders(η []float64, r [][]float64) *plot.Plot {
	var series []Series
	for k, row := range r {
		sameLength(η, row)
		abs := make([]float64, len(row))
		for i, v := range row {
			abs[i] = math.Abs(v)
			if abs[i] == 0 {
				abs[i] = math.NaN()
			}
		}
		series = append(series, Series{Label: orderName(k) + ": slope " + plainNumber(float64(k+1)), X: η, Y: abs, Dots: true})
	}
	p := Lines("η", "|remainder|", series...)
	LogX(p)
	LogY(p)
	return p
}
