package figure

import (
	"image"
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
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

	// Twice: first on a canvas that keeps nothing, to learn what there is and
	// place the labels, then in earnest, with gaps in the contours for them.
	for _, on := range []vg.Canvas{blank{}, c.Canvas} {
		c.Canvas, area.Canvas = on, on
		if k.grid {
			drawGrid(&q, &k, area)
		}
		inner.Draw(area)
		drawAxes(&q, &k, area)
		drawTitles(&q, &k, c, area)
		if !k.layout.placed {
			k.layout.place(hand)
		}
	}
	k.layout.draw(c.Canvas, hand)
}

// blank is a canvas that keeps nothing.
type blank struct{}

func (blank) SetLineWidth(vg.Length)                 {}
func (blank) SetLineDash([]vg.Length, vg.Length)     {}
func (blank) SetColor(color.Color)                   {}
func (blank) Rotate(float64)                         {}
func (blank) Translate(vg.Point)                     {}
func (blank) Scale(float64, float64)                 {}
func (blank) Push()                                  {}
func (blank) Pop()                                   {}
func (blank) Stroke(vg.Path)                         {}
func (blank) Fill(vg.Path)                           {}
func (blank) FillString(font.Face, vg.Point, string) {}
func (blank) DrawImage(vg.Rectangle, image.Image)    {}

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
	// What its owner set stays as it is.
	if k.drawn != (Window{}) && !(q.Y.Min < k.drawn.YMin || q.Y.Max > k.drawn.YMax) {
		lo, hi := q.Y.Min, q.Y.Max
		switch {
		case isLog(&q.Y):
			lo, hi = logRange(lo, hi)
			room := math.Pow(hi/lo, 0.04)
			lo, hi = lo/room, hi*room
		case k.fromZero && lo >= 0:
			lo, hi = 0, hi+0.05*hi
		default:
			room := 0.05 * (hi - lo)
			lo, hi = lo-room, hi+room
		}
		if q.Y.Min == k.drawn.YMin || isLog(&q.Y) && q.Y.Min == k.leastY {
			q.Y.Min = lo
		}
		if q.Y.Max == k.drawn.YMax {
			q.Y.Max = hi
		}
	}
	soundRange(&q.X)
	soundRange(&q.Y)
}

// soundRange makes a range that can be drawn: finite, wider than rounding, positive if
// the axis is logarithmic.
func soundRange(a *plot.Axis) {
	if !(a.Min <= a.Max) || math.IsInf(a.Min, 0) || math.IsInf(a.Max, 0) {
		a.Min, a.Max = 0, 1
	}
	if isLog(a) {
		a.Min, a.Max = logRange(a.Min, a.Max)
		return
	}
	// Flat, or flat to rounding: a picture of rounding errors would say nothing.
	if size := max(math.Abs(a.Min), math.Abs(a.Max)); a.Max-a.Min <= 1e-12*size || size < 1e-300 {
		half := max(size*1e-3, 1e-12)
		if size < 1e-300 {
			half = 1
		}
		a.Min, a.Max = a.Min-half, a.Max+half
	}
}

// margins returns the room that the labels of q need round a w × h picture, and
// gives q's own tickers the number of marks that has room.
func margins(q *plot.Plot, w, h float64) frame {
	f := frame{left: pad, right: pad, top: pad, bottom: pad}
	if lookOf(q).noAxes {
		return f
	}
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
			h = math.Round(min(max(h, 0.5*w), 0.92*w))
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
