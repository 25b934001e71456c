package figure

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/downhill-go/downhill/pkg/ink"
)

func drawGrid(q *plot.Plot, k *look, c draw.Canvas) {
	sty := draw.LineStyle{Color: ink.Grid, Width: ink.Hair}
	for _, t := range q.Y.Tick.Marker.Ticks(q.Y.Min, q.Y.Max) {
		if n := q.Y.Norm(t.Value); !t.IsMinor() && n >= -1e-9 && n <= 1+1e-9 {
			c.StrokeLine2(sty, c.Min.X, c.Y(n), c.Max.X, c.Y(n))
			k.layout.keepOff([]vg.Point{{X: c.Min.X, Y: c.Y(n)}, {X: c.Max.X, Y: c.Y(n)}}, gridWeight)
		}
	}
}

// drawAxes draws the lines, ticks and tick labels round the data area.
func drawAxes(q *plot.Plot, k *look, c draw.Canvas) {
	if k.noAxes {
		return
	}
	corner := []vg.Point{{X: c.Min.X, Y: c.Max.Y}, c.Min, {X: c.Max.X, Y: c.Min.Y}}
	if k.box {
		c.StrokeLines(q.X.LineStyle, []vg.Point{c.Min, {X: c.Max.X, Y: c.Min.Y}, c.Max, {X: c.Min.X, Y: c.Max.Y}, c.Min})
	} else {
		c.SetLineStyle(q.X.LineStyle)
		c.Stroke(pathOf(corner))
	}
	// A name may stand outside the frame, but not on it.
	k.layout.keepOff(corner, lineWeight)
	x := axisTicks(q.X, func(n float64) vg.Length { return c.X(n) })
	y := axisTicks(q.Y, func(n float64) vg.Length { return c.Y(n) })
	var ticks [][]vg.Point
	for _, t := range x {
		ticks = append(ticks, []vg.Point{{X: t.at, Y: c.Min.Y}, {X: t.at, Y: c.Min.Y - vg.Length(t.long)}})
	}
	for _, t := range y {
		ticks = append(ticks, []vg.Point{{X: c.Min.X, Y: t.at}, {X: c.Min.X - vg.Length(t.long), Y: t.at}})
	}
	c.SetLineStyle(q.X.Tick.LineStyle)
	strokeAll(c, ticks)
	hand := q.TextHandler.(*typesetter)
	sty := q.X.Tick.Label
	size := sty.Font.Size.Points()
	right := vg.Length(math.Inf(-1)) // labels of x that would touch the last are left out
	for _, t := range x {
		w, h := textSize(hand, t.label, size)
		left := t.at - vg.Length(w/2)
		if t.label == "" || left < right+6 {
			continue
		}
		right = left + vg.Length(w)
		at := vg.Point{X: left, Y: c.Min.Y - q.X.Tick.Length - tickGap - vg.Length(h)}
		drawPlain(c.Canvas, hand, t.label, sty.Font.Size, sty.Color, at)
		k.layout.cover(at, w, h)
	}
	sty = q.Y.Tick.Label
	size = sty.Font.Size.Points()
	for _, t := range y {
		if t.label == "" {
			continue
		}
		w, h := textSize(hand, t.label, size)
		at := vg.Point{X: c.Min.X - q.Y.Tick.Length - tickGap - vg.Length(w), Y: t.at - vg.Length(h/2)}
		drawPlain(c.Canvas, hand, t.label, sty.Font.Size, sty.Color, at)
		k.layout.cover(at, w, h)
	}
}

// A mark is a tick at its place on the canvas.
type mark struct {
	at    vg.Length
	long  float64
	label string
}

func axisTicks(a plot.Axis, place func(float64) vg.Length) []mark {
	var out []mark
	for _, t := range a.Tick.Marker.Ticks(a.Min, a.Max) {
		n := a.Norm(t.Value)
		if n < -1e-9 || n > 1+1e-9 || math.IsNaN(n) {
			continue
		}
		long := a.Tick.Length.Points()
		if t.IsMinor() {
			long *= 0.6
		}
		out = append(out, mark{place(min(max(n, 0), 1)), long, t.Label})
	}
	return out
}

// drawTitles sets the title and the names of the axes: that of y level at the
// top, where it is read without turning the head.
func drawTitles(q *plot.Plot, k *look, c, area draw.Canvas) {
	hand := q.TextHandler.(*typesetter)
	if s := q.Title.Text; s != "" {
		size := q.Title.TextStyle.Font.Size
		w, h := textSize(hand, s, size.Points())
		drawPlain(c.Canvas, hand, s, size, q.Title.TextStyle.Color,
			vg.Point{X: (c.Min.X + c.Max.X - vg.Length(w)) / 2, Y: c.Max.Y - pad - vg.Length(h)})
	}
	if s := q.X.Label.Text; s != "" {
		size := q.X.Label.TextStyle.Font.Size
		w, _ := textSize(hand, s, size.Points())
		x := (area.Min.X + area.Max.X - vg.Length(w)) / 2
		x = max(min(x, c.Max.X-vg.Length(w)-6), c.Min.X+6)
		drawPlain(c.Canvas, hand, s, size, q.X.Label.TextStyle.Color,
			vg.Point{X: x, Y: c.Min.Y + pad + vg.Length(0.05*size.Points())})
	}
	if s := q.Y.Label.Text; s != "" {
		size := q.Y.Label.TextStyle.Font.Size
		w, h := textSize(hand, s, size.Points())
		// Centred on the axis line where there is room to its left; else from
		// the edge of the card.
		x := max(area.Min.X-vg.Length(w/2), c.Min.X+pad)
		at := vg.Point{X: x, Y: area.Max.Y + vg.Length(0.62*size.Points())}
		drawPlain(c.Canvas, hand, s, size, q.Y.Label.TextStyle.Color, at)
		k.layout.cover(at, w, h)
	}
}
