package live

import (
	"math"

	"github.com/downhill-go/downhill/pkg/ink"
)

// Contours draws the lines f = level of a function over the panel's window and
// writes the level on each line that has room for it. nx and ny are the numbers
// of cells of the grid on which f is evaluated.
func (a *Axes) Contours(c *Canvas, f func(x, y float64) float64, levels []float64, nx, ny int) {
	g := newGrid(a, f, nx, ny)
	for i, level := range levels {
		lines := g.lines(level)
		t := float64(i) / float64(max(len(levels)-1, 1))
		color := ink.Low.Mix(ink.High, t)
		c.Path(Pen{Color: color, Width: ink.Thin}, lines...)
		a.level(c, lines, level)
	}
	c.flushLevels()
}

// Contour draws the one line f = level with a pen of its own.
func (a *Axes) Contour(c *Canvas, f func(x, y float64) float64, level float64, nx, ny int, p Pen) {
	c.Path(p, newGrid(a, f, nx, ny).lines(level)...)
}

// grid holds f at (nx+1)·(ny+1) corners, and for each edge of the grid its two
// neighbours on the line that is being traced.
type grid struct {
	a      *Axes
	nx, ny int
	z      []float64
	next   [][2]int32 // horizontal edges first, then vertical ones; −1 is none
	used   []int32    // the edges that the line crosses
}

func newGrid(a *Axes, f func(x, y float64) float64, nx, ny int) *grid {
	g := &grid{a: a, nx: nx, ny: ny, z: make([]float64, (nx+1)*(ny+1)), next: make([][2]int32, 2*(nx+1)*(ny+1))}
	for i := range g.next {
		g.next[i] = [2]int32{-1, -1}
	}
	for j := range ny + 1 {
		for i := range nx + 1 {
			x := a.X0 + (a.X1-a.X0)*float64(i)/float64(nx)
			y := a.Y0 + (a.Y1-a.Y0)*float64(j)/float64(ny)
			g.z[j*(nx+1)+i] = f(x, y)
		}
	}
	return g
}

// lines are the contour's pieces in px: marching squares, with the segments of
// neighbouring cells joined. In a saddle cell the mean of the four corners says
// which two are joined. A cell with a corner that is not a number has no line.
func (g *grid) lines(level float64) [][][2]float64 {
	g.used = g.used[:0]
	w := g.nx + 1
	vertical := int32(w * (g.ny + 1))
	for j := range g.ny {
		for i := range g.nx {
			k := j*w + i
			z00, z10, z01, z11 := g.z[k]-level, g.z[k+1]-level, g.z[k+w]-level, g.z[k+w+1]-level
			if math.IsNaN(z00 + z10 + z01 + z11) {
				continue
			}
			kind := 0
			if z00 > 0 {
				kind = 1
			}
			if z10 > 0 {
				kind |= 2
			}
			if z11 > 0 {
				kind |= 4
			}
			if z01 > 0 {
				kind |= 8
			}
			if kind == 0 || kind == 15 {
				continue
			}
			bottom, top := int32(k), int32(k+w)
			left, right := vertical+int32(k), vertical+int32(k+1)
			switch kind {
			case 1, 14:
				g.join(left, bottom)
			case 2, 13:
				g.join(bottom, right)
			case 3, 12:
				g.join(left, right)
			case 4, 11:
				g.join(right, top)
			case 6, 9:
				g.join(bottom, top)
			case 7, 8:
				g.join(left, top)
			case 5, 10:
				if (z00+z10+z01+z11 > 0) == (kind == 5) {
					g.join(left, top)
					g.join(bottom, right)
				} else {
					g.join(left, bottom)
					g.join(right, top)
				}
			}
		}
	}
	var out [][][2]float64
	for _, open := range [...]bool{true, false} { // lines that end at the edge first, then closed ones
		for _, e := range g.used {
			n := g.next[e]
			if n[0] >= 0 && (n[1] < 0) == open {
				out = append(out, g.follow(e, level))
			}
		}
	}
	for _, e := range g.used { // the next level begins with none
		g.next[e] = [2]int32{-1, -1}
	}
	return out
}

func (g *grid) join(p, q int32) {
	for _, e := range [...][2]int32{{p, q}, {q, p}} {
		n := &g.next[e[0]]
		if n[0] < 0 {
			n[0] = e[1]
			g.used = append(g.used, e[0])
		} else {
			n[1] = e[1]
		}
	}
}

// follow walks a line from edge to edge and takes it off the grid.
func (g *grid) follow(e int32, level float64) [][2]float64 {
	first := e
	points := [][2]float64{g.at(e, level)}
	for {
		n := g.next[e]
		g.next[e] = [2]int32{-1, -1}
		to := n[0]
		if to < 0 || g.next[to][0] < 0 && to != first {
			to = n[1]
		}
		if to < 0 {
			return points
		}
		if to == first {
			return append(points, points[0])
		}
		if g.next[to][0] < 0 {
			return points
		}
		// The way back is forgotten, so that the next step can only go on.
		if g.next[to][0] == e {
			g.next[to][0], g.next[to][1] = g.next[to][1], -1
		} else {
			g.next[to][1] = -1
		}
		points = append(points, g.at(to, level))
		if g.next[to][0] < 0 {
			return points
		}
		e = to
	}
}

// at is where the level crosses an edge.
func (g *grid) at(e int32, level float64) [2]float64 {
	w := g.nx + 1
	k, di, dj := int(e), 1, 0
	if n := w * (g.ny + 1); k >= n {
		k, di, dj = k-n, 0, 1
	}
	z0, z1 := g.z[k]-level, g.z[k+di+dj*w]-level
	t := z0 / (z0 - z1)
	if math.IsNaN(t) { // an infinite corner: the crossing is at the finite one
		t = 0.5
	}
	x, y := float64(k%w)+t*float64(di), float64(k/w)+t*float64(dj)
	return [2]float64{g.a.Left + g.a.Width*x/float64(g.nx), g.a.Top + g.a.Height*(1-y/float64(g.ny))}
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
		c.words(l.x, l.y, l.text, Middle, ink.LevelSize, ink.Level, true)
	}
	c.labels.levels = nil
}
