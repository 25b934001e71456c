package figure

import (
	"math"

	"gonum.org/v1/plot"

	"github.com/downhill-go/downhill/pkg/ink"
)

// Remainders returns a figure of the remainders |φ(η) − T_K(η)| against η on
// logarithmic axes: r[K][i], of either sign, is that of order K at η[i]. Dots
// are the remainders; the line through the leftmost dot of each order has the
// slope K+1 exactly, so that a dot off its line shows where the remainder no
// longer goes as η^(K+1). Remainders that are zero or not finite, and those at
// η ≤ 0, are left out.
//
// It panics if a row of r has another length than η.
func Remainders(η []float64, r [][]float64) *plot.Plot {
	var dots, lines []Series
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
			Label: orderName(k) + ": slope " + plainNumber(float64(k+1)),
			X:     []float64{d.X[left], d.X[right]}, Y: []float64{d.Y[left], grown}, Color: c,
		})
		dots = append(dots, d)
	}
	p := Lines("η", "|remainder|", lines...)
	for _, d := range dots {
		p.Add(Dots(d.X, d.Y, "", d.Color))
	}
	return LogX(LogY(p))
}
