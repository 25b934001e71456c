package figure

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/downhill-go/downhill/pkg/ink"
)

// DataPlot draws data, each row once: rows that agree are stacked, away from the
// nearer edge of the figure.
type DataPlot struct {
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
	s := &DataPlot{X: x, Y: y, yesNo: len(y) > 0}
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
func (s *DataPlot) DataRange() (xmin, xmax, ymin, ymax float64) {
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
func (s *DataPlot) Plot(c draw.Canvas, p *plot.Plot) {
	to := place(&c, p)
	l := layoutOf(p)
	type row struct{ x, y float64 }
	seen := make(map[row]int)
	drawn := make(map[[3]int]bool)
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
		// A disc on another of its kind is not seen, nor one beyond the frame.
		spot := [3]int{int(2 * at.X), int(2 * at.Y), int(s.Y[i])}
		if drawn[spot] || !inside(c.Rectangle, at) {
			continue
		}
		drawn[spot] = true
		col, open := ink.Theta, false
		if s.yesNo {
			col = ink.Yes
			if s.Y[i] == 0 {
				col, open = ink.No, true
			}
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
