package live

import (
	"math"

	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/internal/plane"
)

// Axes is a panel: a rectangle of px and the window of data that it shows.
type Axes struct {
	X0, X1, Y0, Y1           float64 // the window
	Left, Top, Width, Height float64 // px
	XLog, YLog               bool
	XLabel, YLabel           string
	XTicks, YTicks           []float64 // nil: chosen
	XName, YName             func(v float64) string
}

func span(v, lo, hi float64, log bool) float64 {
	if log {
		v, lo, hi = math.Log(v), math.Log(lo), math.Log(hi)
	}
	return (v - lo) / (hi - lo)
}

// X and Y turn data into px. What is not finite comes out as NaN.
func (a *Axes) X(x float64) float64 { return a.Left + a.Width*span(x, a.X0, a.X1, a.XLog) }
func (a *Axes) Y(y float64) float64 { return a.Top + a.Height*(1-span(y, a.Y0, a.Y1, a.YLog)) }

// XY is the px of a place.
func (a *Axes) XY(x, y float64) [2]float64 { return [2]float64{a.X(x), a.Y(y)} }

// Inside says whether a px place lies in the panel.
func (a *Axes) Inside(p [2]float64) bool {
	return p[0] >= a.Left && p[0] <= a.Left+a.Width && p[1] >= a.Top && p[1] <= a.Top+a.Height
}

// Place is the handle of a point whose state is an offset from (x, y): give
// 0, 0 for a point in the data's own coordinates. Both axes must be linear.
func (a *Axes) Place(x, y float64) Place {
	return Place{A: a.X(x), B: a.Width / (a.X1 - a.X0), C: a.Y(y), D: -a.Height / (a.Y1 - a.Y0)}
}

// Draw draws an L of axes with ticks, numbers and names.
func (a *Axes) Draw(c *Canvas) {
	pen := Faint(ink.Soft)
	bottom, right := a.Top+a.Height, a.Left+a.Width
	c.Line(a.Left, bottom, right, bottom, pen)
	c.Line(a.Left, a.Top, a.Left, bottom, pen)
	for _, v := range a.ticks(a.XTicks, a.X0, a.X1, a.XLog, a.Width/72) {
		x := a.X(v)
		c.Line(x, bottom, x, bottom+4, pen)
		c.Words(x, bottom+21, a.name(a.XName, v, a.X0, a.X1, a.XLog, a.Width/72), Middle, ink.TickSize, ink.Soft)
	}
	for _, v := range a.ticks(a.YTicks, a.Y0, a.Y1, a.YLog, a.Height/48) {
		y := a.Y(v)
		c.Line(a.Left-4, y, a.Left, y, pen)
		c.Words(a.Left-8, y+0.35*ink.TickSize, a.name(a.YName, v, a.Y0, a.Y1, a.YLog, a.Height/48), Right, ink.TickSize, ink.Soft)
	}
	if w := extent(a.XLabel, ink.LabelSize); w > 0 && w < 24 {
		c.Words(right+9, bottom-1, a.XLabel, Left, ink.LabelSize, ink.Text)
	} else if w > 0 {
		c.Words(a.Left+a.Width/2, bottom+42, a.XLabel, Middle, ink.LabelSize, ink.Text)
	}
	if a.YLabel != "" {
		c.Words(max(a.Left-44, 6), a.Top-10, a.YLabel, Left, ink.LabelSize, ink.Text)
	}
}

func (a *Axes) name(own func(float64) string, v, lo, hi float64, log bool, n float64) string {
	switch {
	case own != nil:
		return own(v)
	case log:
		e := int(math.Round(math.Log10(v)))
		if e >= -3 && e <= 3 {
			return Fixed(v, max(-e, 0))
		}
		return plane.Power(e)
	}
	return Fixed(v, decimals(plane.StepAbove((hi-lo)/max(n, 1))))
}

func (a *Axes) ticks(own []float64, lo, hi float64, log bool, n float64) []float64 {
	if own != nil {
		return own
	}
	if !(hi > lo) || math.IsInf(hi-lo, 0) || log && !(lo > 0) {
		return nil
	}
	var out []float64
	if log {
		first, last := math.Ceil(math.Log10(lo)-1e-9), math.Floor(math.Log10(hi)+1e-9)
		each := max(math.Ceil((last-first)/max(n, 1)), 1)
		for e := first; e <= last && len(out) < 40; e += each {
			out = append(out, math.Pow(10, e))
		}
		return out
	}
	// No more than about n of them.
	st := plane.StepAbove((hi - lo) / max(n, 1))
	for k := math.Ceil(lo/st - 1e-9); k*st <= hi+1e-9*st && len(out) < 40; k++ {
		out = append(out, k*st)
	}
	return out
}

// decimals is how many digits after the point a tick distance needs.
func decimals(st float64) int { return min(plane.Decimals(st), 9) }

// rect is the panel in px.
func (a *Axes) rect() plane.Rect {
	return plane.Rect{X0: a.Left, Y0: a.Top, X1: a.Left + a.Width, Y1: a.Top + a.Height}
}
