package figure

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/downhill-go/downhill/pkg/ink"
)

// Distances of a figure in px.
const (
	pad     = 12.0 // rim of the card
	tickGap = 4.0  // between a tick and its label
	minData = 40.0 // least side of the data area that is still drawn in
)

// Draw draws p on c: the card, the axes, what was added to p and, last, all
// labels, each where it clashes least. A plot made elsewhere is drawn by its
// own Draw. p itself is not changed.
func Draw(p *plot.Plot, c draw.Canvas) {
	own := lookOf(p)
	if own == nil {
		p.Draw(c)
		return
	}
	q := *p
	k := *own
	k.layout = &layout{}
	hand := &typesetter{look: &k}
	q.TextHandler = hand

	if q.BackgroundColor != nil {
		c.SetColor(q.BackgroundColor)
		c.Fill(c.Rectangle.Path())
	}
	f := frameOf(&q, &k, c.Max.X.Points()-c.Min.X.Points(), c.Max.Y.Points()-c.Min.Y.Points())
	area := draw.Canvas{Canvas: c.Canvas, Rectangle: vg.Rectangle{
		Min: vg.Point{X: c.Min.X + vg.Length(f.left), Y: c.Min.Y + vg.Length(f.bottom)},
		Max: vg.Point{X: c.Max.X - vg.Length(f.right), Y: c.Max.Y - vg.Length(f.top)},
	}}
	if area.Max.X-area.Min.X < minData || area.Max.Y-area.Min.Y < minData {
		return // too small a canvas for anything but the card
	}
	inner := bare(q)
	area = inner.DataCanvas(area) // less what glyphs of foreign plotters need
	k.layout.frame = area.Rectangle
	k.layout.page = vg.Rectangle{
		Min: vg.Point{X: c.Min.X + 3, Y: c.Min.Y + 3},
		Max: vg.Point{X: c.Max.X - 3, Y: c.Max.Y - 3},
	}

	if k.grid {
		drawGrid(&q, area)
	}
	inner.Draw(area)
	drawAxes(&q, &k, area)
	drawTitles(&q, c, area)
	k.layout.draw(c.Canvas, hand)
}

// A frame is the room in px between the edges of a picture and its data area.
type frame struct{ left, right, top, bottom float64 }

// frameOf sizes the frame of a w × h picture of q and gives q the ranges it is
// drawn with: sound ones, and of equal units if k asks for that.
func frameOf(q *plot.Plot, k *look, w, h float64) frame {
	ranges(q, k)
	x0, x1, y0, y1 := q.X.Min, q.X.Max, q.Y.Min, q.Y.Max
	var f frame
	// Tick labels decide the room, the room decides the ranges, the ranges
	// decide the tick labels: two rounds settle it but for a pixel or so, and
	// the room of the last round is the one that is drawn.
	for range 3 {
		f = margins(q, w, h)
		if k.equal && !isLog(&q.X) && !isLog(&q.Y) {
			dw, dh := w-f.left-f.right, h-f.top-f.bottom
			if dw < 1 || dh < 1 {
				break
			}
			q.X.Min, q.X.Max, q.Y.Min, q.Y.Max = equalRanges(x0, x1, y0, y1, dw, dh)
		}
	}
	return f
}

// equalRanges widens one of two ranges about its middle, so that both have the
// same number of units to the px on a data area of dw × dh px.
func equalRanges(x0, x1, y0, y1, dw, dh float64) (a0, a1, b0, b1 float64) {
	unit := max((x1-x0)/dw, (y1-y0)/dh)
	xm, ym := x0+(x1-x0)/2, y0+(y1-y0)/2
	return xm - unit*dw/2, xm + unit*dw/2, ym - unit*dh/2, ym + unit*dh/2
}

// ranges gives q the ranges it is drawn with, but for equal units.
func ranges(q *plot.Plot, k *look) {
	if isLog(&q.X) && q.X.Min <= 0 && k.leastX > 0 {
		q.X.Min = k.leastX
	}
	if isLog(&q.Y) && q.Y.Min <= 0 && k.leastY > 0 {
		q.Y.Min = k.leastY
	}
	if k.fromZero > 0 && q.Y.Min == k.fromZero && !isLog(&q.Y) {
		q.Y.Min = 0
	}
	soundRange(&q.X)
	soundRange(&q.Y)
}

// soundRange makes a range that can be drawn: finite, not empty, positive if
// the axis is logarithmic.
func soundRange(a *plot.Axis) {
	if !(a.Min <= a.Max) || math.IsInf(a.Min, 0) || math.IsInf(a.Max, 0) {
		a.Min, a.Max = 0, 1
	}
	if isLog(a) {
		a.Min, a.Max = logRange(a.Min, a.Max)
		return
	}
	if a.Min == a.Max {
		half := max(math.Abs(a.Min)*1e-3, 1e-12)
		if a.Min == 0 {
			half = 1
		}
		a.Min, a.Max = a.Min-half, a.Max+half
	}
}

// margins returns the room that the labels of q need round a w × h picture, and
// gives q's own tickers the number of marks that has room.
func margins(q *plot.Plot, w, h float64) frame {
	f := frame{left: pad, right: pad, top: pad, bottom: pad}
	if q.Title.Text != "" {
		f.top += 1.2*q.Title.TextStyle.Font.Size.Points() + q.Title.Padding.Points()
	}
	if q.Y.Label.Text != "" {
		f.top += 1.25 * q.Y.Label.TextStyle.Font.Size.Points()
	} else {
		f.top += q.Y.Tick.Label.Font.Size.Points() * 0.3
	}
	if q.X.Label.Text != "" {
		f.bottom += 1.3 * q.X.Label.TextStyle.Font.Size.Points()
	}
	xs := q.X.Tick.Label.Font.Size.Points()
	if q.X.Tick.Marker != nil {
		f.bottom += xs*0.95 + q.X.Tick.Length.Points() + tickGap
	}
	fitTicks(&q.Y, (h-f.top-f.bottom)/58)
	wide := 0.0
	marks := q.Y.Tick.Marker.Ticks(q.Y.Min, q.Y.Max)
	for _, t := range marks {
		if n := q.Y.Norm(t.Value); n >= -1e-9 && n <= 1+1e-9 {
			tw, _ := textSize(q.Y.Tick.Label.Handler, t.Label, q.Y.Tick.Label.Font.Size.Points())
			wide = max(wide, tw)
		}
	}
	if wide > 0 {
		f.left += wide + q.Y.Tick.Length.Points() + tickGap
	}
	// The label of the last tick of x may reach past the data area; so may that
	// of the first one.
	fitTicks(&q.X, (w-f.left-f.right)/82)
	for _, t := range q.X.Tick.Marker.Ticks(q.X.Min, q.X.Max) {
		n := q.X.Norm(t.Value)
		if n < -1e-9 || n > 1+1e-9 {
			continue
		}
		tw, _ := textSize(q.X.Tick.Label.Handler, t.Label, xs)
		span := w - f.left - f.right
		f.right = max(f.right, 6+tw/2-(1-n)*span)
		f.left = max(f.left, 6+tw/2-n*span)
	}
	return f
}

// fitTicks lets an axis with a ticker of this package have about n marks.
func fitTicks(a *plot.Axis, n float64) {
	want := min(max(int(n+0.5), 2), 7)
	switch t := a.Tick.Marker.(type) {
	case Ticks:
		if t.Want == 0 {
			a.Tick.Marker = Ticks{Want: want, Whole: t.Whole}
		}
	case LogTicks:
		if t.Want == 0 {
			a.Tick.Marker = LogTicks{Want: want}
		}
	}
}

// bare returns q without what Draw draws itself.
func bare(q plot.Plot) *plot.Plot {
	q.Title.Text, q.X.Label.Text, q.Y.Label.Text = "", "", ""
	q.BackgroundColor = nil
	q.HideAxes()
	q.X.Padding, q.Y.Padding = 0, 0
	return &q
}

func drawGrid(q *plot.Plot, c draw.Canvas) {
	sty := draw.LineStyle{Color: ink.Grid, Width: ink.Hair}
	for _, t := range q.Y.Tick.Marker.Ticks(q.Y.Min, q.Y.Max) {
		if n := q.Y.Norm(t.Value); !t.IsMinor() && n >= -1e-9 && n <= 1+1e-9 {
			c.StrokeLine2(sty, c.Min.X, c.Y(n), c.Max.X, c.Y(n))
		}
	}
}

// drawAxes draws the lines, ticks and tick labels round the data area.
func drawAxes(q *plot.Plot, k *look, c draw.Canvas) {
	if k.box {
		c.StrokeLines(q.X.LineStyle, []vg.Point{c.Min, {X: c.Max.X, Y: c.Min.Y}, c.Max, {X: c.Min.X, Y: c.Max.Y}, c.Min})
	} else {
		var l vg.Path
		l.Move(vg.Point{X: c.Min.X, Y: c.Max.Y})
		l.Line(c.Min)
		l.Line(vg.Point{X: c.Max.X, Y: c.Min.Y})
		c.SetLineStyle(q.X.LineStyle)
		c.Stroke(l)
	}
	x := axisTicks(q.X, func(n float64) vg.Length { return c.X(n) })
	y := axisTicks(q.Y, func(n float64) vg.Length { return c.Y(n) })
	var ticks vg.Path
	for _, t := range x {
		ticks.Move(vg.Point{X: t.at, Y: c.Min.Y})
		ticks.Line(vg.Point{X: t.at, Y: c.Min.Y - vg.Length(t.long)})
	}
	for _, t := range y {
		ticks.Move(vg.Point{X: c.Min.X, Y: t.at})
		ticks.Line(vg.Point{X: c.Min.X - vg.Length(t.long), Y: t.at})
	}
	if len(ticks) > 0 {
		c.SetLineStyle(q.X.Tick.LineStyle)
		c.Stroke(ticks)
	}
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
		drawPlain(c.Canvas, hand, t.label, sty.Font.Size, sty.Color,
			vg.Point{X: left, Y: c.Min.Y - q.X.Tick.Length - tickGap - vg.Length(h)})
	}
	sty = q.Y.Tick.Label
	size = sty.Font.Size.Points()
	for _, t := range y {
		if t.label == "" {
			continue
		}
		w, h := textSize(hand, t.label, size)
		drawPlain(c.Canvas, hand, t.label, sty.Font.Size, sty.Color,
			vg.Point{X: c.Min.X - q.Y.Tick.Length - tickGap - vg.Length(w), Y: t.at - vg.Length(h/2)})
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
func drawTitles(q *plot.Plot, c, area draw.Canvas) {
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
		drawPlain(c.Canvas, hand, s, size, q.Y.Label.TextStyle.Color,
			vg.Point{X: x, Y: area.Max.Y + vg.Length(0.62*size.Points()+0*h)})
	}
}

// naturalSize returns the size in px at which p is drawn if it is width px wide
// (zero: its own width).
func naturalSize(p *plot.Plot, width float64) (w, h float64) {
	w, h = ink.Width, ink.Height
	k := lookOf(p)
	if k != nil && k.width > 0 {
		w = k.width
	}
	if width > 0 {
		w = width
	}
	switch {
	case k == nil:
	case k.height > 0:
		h = k.height
	case k.equal:
		// As tall as its window asks, within reason.
		q := *p
		ranges(&q, k)
		for range 2 {
			f := margins(&q, w, h)
			h = (w-f.left-f.right)*(q.Y.Max-q.Y.Min)/(q.X.Max-q.X.Min) + f.top + f.bottom
			h = math.Round(min(max(h, 0.5*w), 1.05*w))
		}
	}
	return w, h
}

// NaturalSize returns the width and height in px at which SVG draws p when it
// is asked for the given width and height, either of which may be zero: by
// default ink.Width × ink.Height, with equal axes as tall as the window asks.
func NaturalSize(p *plot.Plot, width, height float64) (w, h float64) {
	w, h = naturalSize(p, width)
	if height > 0 {
		h = height
	}
	return w, h
}
