package live

import (
	"math"

	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/internal/plane"
)

// Contours draws the lines f = level of a function over the panel's window and
// writes the level on each line that has room for it. nx and ny are the numbers
// of cells of the grid on which f is evaluated.
func (a *Axes) Contours(c *Canvas, f func(x, y float64) float64, levels []float64, nx, ny int) {
	g := a.grid(f, nx, ny)
	for i, level := range levels {
		lines := a.lines(g, level)
		t := float64(i) / float64(max(len(levels)-1, 1))
		color := ink.Low.Mix(ink.High, t)
		c.Path(Pen{Color: color, Width: ink.Thin}, lines...)
		a.level(c, lines, level)
	}
	c.flushLevels()
}

// Contour draws the one line f = level with a pen of its own.
func (a *Axes) Contour(c *Canvas, f func(x, y float64) float64, level float64, nx, ny int, p Pen) {
	c.Path(p, a.lines(a.grid(f, nx, ny), level)...)
}

// grid evaluates f over the panel's window.
func (a *Axes) grid(f func(x, y float64) float64, nx, ny int) *plane.Grid {
	return plane.NewGrid(f, plane.Rect{X0: a.X0, Y0: a.Y0, X1: a.X1, Y1: a.Y1}, nx, ny)
}

// lines are the contour's pieces in px.
func (a *Axes) lines(g *plane.Grid, level float64) [][][2]float64 {
	lines := g.Lines(level)
	for _, line := range lines {
		for i, p := range line {
			line[i] = a.XY(p[0], p[1])
		}
	}
	return lines
}

// level finds room for a line's number: on the longest piece, as far from the
// numbers already written as can be.
func (a *Axes) level(c *Canvas, lines [][][2]float64, level float64) {
	var longest [][2]float64
	for _, l := range lines {
		if len(l) > len(longest) {
			longest = l
		}
	}
	const size = ink.LevelSize
	text := Neat(level)
	w := extent(text, size)
	best, room := [2]float64{}, 30.0
	for i, p := range longest {
		if i%2 == 1 {
			continue
		}
		d := min(p[0]-a.Left-w/2, a.Left+a.Width-w/2-p[0], p[1]-a.Top-size, a.Top+a.Height-size-p[1]) + 24
		for _, t := range c.labels.taken {
			d = min(d, math.Hypot(p[0]-(t.x0+t.x1)/2, p[1]-(t.y0+t.y1)/2))
		}
		if d > room {
			best, room = p, d
		}
	}
	if room > 30 {
		c.labels.taken = append(c.labels.taken, box{best[0] - w/2, best[1] - size/2, best[0] + w/2, best[1] + size/2})
		c.labels.levels = append(c.labels.levels, label{x: best[0], y: best[1] + 0.35*size, text: text})
	}
}

func (c *Canvas) flushLevels() {
	for _, l := range c.labels.levels {
		// So wide a rim that the line does not show through above a decimal point.
		c.words(l.x, l.y, l.text, Middle, ink.LevelSize, ink.Level, 2*ink.Halo)
	}
	c.labels.levels = nil
}
