package figure

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/internal/lean"
	"github.com/downhill-go/downhill/pkg/internal/plane"
)

// CosineBand returns the figure of k·cos β against β from 0° to 180°, between
// its bounds −k and k, with the half below 0, where moves go down, tinted.
//
// It panics unless k is positive and finite.
func CosineBand(k float64) *plot.Plot {
	positive(k)
	p := New()
	p.X.Label.Text, p.Y.Label.Text = "β (degrees)", "u·∇L"
	p.X.Tick.Marker = plot.ConstantTicks{{Value: 0, Label: "0"}, {Value: 45, Label: "45"}, {Value: 90, Label: "90"}, {Value: 135, Label: "135"}, {Value: 180, Label: "180"}}
	p.Y.Tick.Marker = boundTicks(k)
	p.Add(
		HBand(-k, 0, ink.GoodFill),
		HLine(k, "", ink.Soft), HLine(0, "", ink.Soft), HLine(-k, "", ink.Soft),
		Curve(func(β float64) float64 { return k * math.Cos(β*math.Pi/180) }, 0, 180, "k cos β", ink.Curve),
		Text(45, -0.5*k, "downhill", ink.Good),
		Point([]float64{180, -k}, "β = 180°", ink.Direction),
	)
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = 0, 180, -1.4*k, 1.15*k
	return p
}

func positive(k float64) {
	if !(k > 0) || math.IsInf(k, 0) {
		panic("figure: k must be positive and finite")
	}
}

// boundTicks marks the bounds ±k, by name and value, and 0.
func boundTicks(k float64) plot.Ticker {
	v := number(k, plane.StepNear(k/100))
	return plot.ConstantTicks{{Value: -k, Label: "−k = −" + v}, {Value: 0, Label: "0"}, {Value: k, Label: "k = " + v}}
}

// DotProducts returns a histogram of dot products u·∇L, with the bounds −k and
// k marked: for vectors u of one length, k = ‖u‖‖∇L‖ holds them all. Those below
// 0, of moves that go down to first order, stand in the colour of good moves.
// What is not finite is left out.
//
// It panics unless k is positive and finite.
func DotProducts(dots []float64, k float64) *plot.Plot {
	positive(k)
	p := New()
	lookOf(p).grid = true
	p.X.Label.Text, p.Y.Label.Text = "u·∇L", "how many"
	p.X.Tick.Marker = boundTicks(k)
	h := &bins{lo: -k, step: k / 20, n: make([]int, 40)}
	lo, hi := -k, k
	for _, v := range dots {
		if lean.Finite(v) {
			h.count(v, k)
			lo, hi = min(lo, v), max(hi, v)
		}
	}
	p.Add(h, VLine(-k, "", ink.Soft), VLine(k, "", ink.Soft))
	room := 0.06 * (hi - lo)
	p.X.Min, p.X.Max = lo-room, hi+room
	p.Y.Min, p.Y.Max = 0, 1.08*float64(max(h.most(), 1))
	return p
}

// bins is a histogram: n[i] values in [lo + i·step, lo + (i+1)·step).
type bins struct {
	lo, step float64
	n        []int
}

// count adds a value. One that rounding put a hair outside ±k belongs to the
// outermost bin; one farther out gets a bin of its own beyond, where it is seen.
func (h *bins) count(v, k float64) {
	if a := math.Abs(v); a > k && a <= k*(1+1e-9) {
		v = math.Copysign(k, v)
	}
	i := int(math.Floor((v - h.lo) / h.step))
	if v == k {
		i = int(math.Round((k-h.lo)/h.step)) - 1
	}
	const most = 400 // bins in all: beyond, values go to the last ones
	for i < 0 && len(h.n) < most {
		h.n = append([]int{0}, h.n...)
		h.lo -= h.step
		i++
	}
	for i >= len(h.n) && len(h.n) < most {
		h.n = append(h.n, 0)
	}
	h.n[min(max(i, 0), len(h.n)-1)]++
}

func (h *bins) most() int {
	m := 0
	for _, n := range h.n {
		m = max(m, n)
	}
	return m
}

// Plot draws the bars.
func (h *bins) Plot(c draw.Canvas, p *plot.Plot) {
	to := place(&c, p)
	for i, n := range h.n {
		if n == 0 {
			continue
		}
		a := h.lo + float64(i)*h.step
		r := vg.Rectangle{Min: to(a, 0), Max: to(a+h.step, float64(n))}
		r.Max.X -= 1
		col := ink.Soft.Mix(ink.Card, 0.45)
		if a+h.step/2 < 0 {
			col = ink.Good
		}
		r.Min.X, r.Max.X = max(r.Min.X, c.Min.X), min(r.Max.X, c.Max.X)
		r.Max.Y = min(r.Max.Y, c.Max.Y)
		if r.Min.X < r.Max.X && r.Min.Y < r.Max.Y {
			c.SetColor(col)
			c.Fill(r.Path())
		}
	}
}

// Agreement returns a figure of level bars, one a label from the top down, for
// fractions between 0 and 1 shown in percent: how often the sign of u·∇L told
// the sign of the change of the loss, for one η after the other.
//
// It panics if labels and fractions differ in number, there are none, or a
// fraction is not in [0, 1].
func Agreement(labels []string, fractions []float64) *plot.Plot {
	if len(labels) != len(fractions) || len(labels) == 0 {
		panic("figure: as many labels as fractions, and at least one")
	}
	for _, f := range fractions {
		if !(f >= 0 && f <= 1) {
			panic("figure: a fraction must lie in [0, 1]")
		}
	}
	p := New()
	n := len(labels)
	ticks := make(plot.ConstantTicks, n)
	for i, s := range labels {
		ticks[i] = plot.Tick{Value: float64(n - 1 - i), Label: s}
	}
	p.Y.Tick.Marker, p.Y.Tick.Length = ticks, 0
	p.X.Tick.Marker = plot.ConstantTicks{{Value: 0, Label: "0 %"}, {Value: 0.25}, {Value: 0.5, Label: "50 %"}, {Value: 0.75}, {Value: 1, Label: "100 %"}}
	p.Add(bars(fractions))
	p.X.Min, p.X.Max = 0, 1
	p.Y.Min, p.Y.Max = -0.6, float64(n)-0.4
	return Size(p, 0, math.Round(62+min(float64(n)*38, 420)))
}

// bars are fractions drawn as level bars, the first at the top.
type bars []float64

// Plot draws the bars, each with its percentage in or beside it.
func (b bars) Plot(c draw.Canvas, p *plot.Plot) {
	to := place(&c, p)
	for i, f := range b {
		y := float64(len(b) - 1 - i)
		r := vg.Rectangle{Min: to(0, y-0.34), Max: to(f, y+0.34)}
		c.SetColor(ink.Curve)
		c.Fill(r.Path())
		s := percent(f)
		hand, ok := p.TextHandler.(*typesetter)
		if !ok {
			continue
		}
		w, h := textSize(hand, s, ink.NoteSize)
		at := vg.Point{X: r.Max.X + 8, Y: (r.Min.Y + r.Max.Y - vg.Length(h)) / 2}
		col := ink.Text
		if at.X+vg.Length(w) > c.Max.X {
			at.X, col = r.Max.X-vg.Length(w)-8, ink.Card
		}
		drawPlain(c.Canvas, hand, s, ink.NoteSize, col, at)
	}
}

// percent writes a fraction in percent. It says 100 % only of all and 0 % only
// of none.
func percent(f float64) string {
	v := math.Round(f*1000) / 10
	switch {
	case f < 1 && v == 100:
		v = 99.9
	case f > 0 && v == 0:
		v = 0.1
	}
	return number(v, 0.1) + " %"
}
