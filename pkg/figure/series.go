package figure

import (
	"math"

	"gonum.org/v1/plot"

	"github.com/downhill-go/downhill/pkg/ink"
)

// A Series is one named line of a figure with several. Its zero Color stands
// for the next of ink.Cycle.
type Series struct {
	Label  string
	X, Y   []float64
	Color  ink.Color
	Dots   bool // dots at the points
	Dashed bool
}

// Run returns the losses of one descent as a Series: losses[i] after step i.
func Run(label string, losses []float64) Series {
	x := make([]float64, len(losses))
	for i := range x {
		x[i] = float64(i)
	}
	return Series{Label: label, X: x, Y: losses}
}

// Lines returns a figure of several lines through given points, each with its
// name beside it.
//
// It panics if a series has more of one coordinate than of the other.
func Lines(xlabel, ylabel string, series ...Series) *plot.Plot {
	p := New()
	k := lookOf(p)
	k.grid = true
	p.X.Label.Text, p.Y.Label.Text = xlabel, ylabel
	for i, s := range series {
		c := s.Color
		if c == (ink.Color{}) {
			c = ink.Cycle[i%len(ink.Cycle)]
		}
		l := Line(s.X, s.Y, s.Label, c)
		l.Dashed = s.Dashed
		p.Add(l)
		for j := range s.X {
			k.leastX, k.leastY = leastPositive(k.leastX, s.X[j]), leastPositive(k.leastY, s.Y[j])
		}
		if s.Dots {
			p.Add(Dots(s.X, s.Y, "", c))
		}
	}
	k.drawn = Window{p.X.Min, p.X.Max, p.Y.Min, p.Y.Max}
	return p
}

// leastPositive returns the lesser of a and x, of those that are positive.
func leastPositive(a, x float64) float64 {
	if x > 0 && !math.IsInf(x, 0) && (a == 0 || x < a) {
		return x
	}
	return a
}

// LossBySteps returns a figure of loss against step for one or more descents.
// The axis of the loss begins at 0 if no loss is negative; LogY makes it
// logarithmic.
//
// It panics if a series has more of one coordinate than of the other.
func LossBySteps(runs ...Series) *plot.Plot {
	for i := range runs {
		if len(runs[i].X) <= 40 {
			runs[i].Dots = true
		}
	}
	p := Lines("step", "loss", runs...)
	p.X.Tick.Marker = Ticks{Whole: true}
	lookOf(p).fromZero = true
	return p
}
