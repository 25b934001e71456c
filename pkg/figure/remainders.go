package figure

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/internal/plane"
)

// Remainders returns a figure of the remainders |φ(η) − T_K(η)| against η on
// logarithmic axes: r[K][i], of either sign, is that of order K at η[i]. Dots
// are the remainders; the line through the leftmost dot of each order has the
// slope K+1 exactly, so that a dot off its line shows where the remainder no
// longer goes as η^(K+1). Of more than 18 remainders of an order every second,
// third, … is drawn, so that dots stay apart; those that are zero or not finite,
// and those at η ≤ 0, are left out.
//
// It panics if a row of r has another length than η.
func Remainders(η []float64, r [][]float64) *plot.Plot {
	var dots, lines []Series
	var names []*tag
	for k, row := range r {
		sameLength(η, row)
		c := ink.Cycle[k%len(ink.Cycle)]
		d := Series{Color: c}
		for i, v := range row {
			if v = math.Abs(v); v > 0 && !math.IsInf(v, 0) && η[i] > 0 {
				d.X, d.Y = append(d.X, η[i]), append(d.Y, v)
			}
		}
		if len(d.X) == 0 {
			continue
		}
		left, right := 0, 0
		for i, x := range d.X {
			if x < d.X[left] {
				left = i
			}
			if x > d.X[right] {
				right = i
			}
		}
		grown := d.Y[left] * math.Pow(d.X[right]/d.X[left], float64(k+1))
		lines = append(lines, Series{
			X: []float64{d.X[left], d.X[right]}, Y: []float64{d.Y[left], grown}, Color: c,
		})
		names = append(names, &tag{d.X[left], d.Y[left], orderName(k) + ": slope " + plane.Plain(float64(k+1)), c})
		d.X, d.Y = pick(d.X), pick(d.Y)
		dots = append(dots, d)
	}
	p := Lines("η", "|remainder|", lines...)
	for i, d := range dots {
		p.Add(Dots(d.X, d.Y, "", d.Color), names[i])
	}
	if p.X.Min < p.X.Max {
		// Room for the names at the left, where the lines are farthest apart.
		p.X.Min *= math.Pow(p.X.Min/p.X.Max, 0.4)
	}
	return LogX(LogY(p))
}

// pick returns the first of every few values, so that at most 18 remain.
func pick(v []float64) []float64 {
	every := 1 + (len(v)-1)/18
	var out []float64
	for i := 0; i < len(v); i += every {
		out = append(out, v[i])
	}
	return out
}

// A tag is the name of a line, to the left of where it begins.
type tag struct {
	x, y  float64
	name  string
	color ink.Color
}

// Plot asks for the name.
func (t *tag) Plot(c draw.Canvas, p *plot.Plot) {
	at := place(&c, p)(t.x, t.y)
	if !finite(at) {
		return
	}
	var spots []spot
	for i, dy := range []vg.Length{0, 5, -5, 10, -10, 16, -16} {
		spots = append(spots, spot{at: vg.Point{X: at.X, Y: at.Y + dy}, h: -1, gap: 9, cost: 5 * float64(i)})
	}
	layoutOf(p).add(c.Canvas, p, label{text: t.name, size: ink.NoteSize, color: t.color, spots: spots})
}
