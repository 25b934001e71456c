package plane

import "github.com/downhill-go/downhill/pkg/internal/lean"

// A Grid holds a function at the (nx+1)·(ny+1) corners of a rectangle's cells, and, while
// a contour is traced, for each edge of a cell its two neighbours on the line.
type Grid struct {
	Z      []float64 // the values, row by row, y upward
	over   Rect
	nx, ny int
	next   [][2]int32 // horizontal edges first, then vertical ones; −1 is none
	used   []int32    // the edges that the line crosses
}

// NewGrid evaluates f over a rectangle at nx × ny cells.
func NewGrid(f func(x, y float64) float64, over Rect, nx, ny int) *Grid {
	g := &Grid{over: over, nx: nx, ny: ny, Z: make([]float64, (nx+1)*(ny+1)), next: make([][2]int32, 2*(nx+1)*(ny+1))}
	for i := range g.next {
		g.next[i] = [2]int32{-1, -1}
	}
	for j := range ny + 1 {
		for i := range nx + 1 {
			p := g.place(float64(i), float64(j))
			g.Z[j*(nx+1)+i] = f(p[0], p[1])
		}
	}
	return g
}

func (g *Grid) place(i, j float64) Point {
	return Point{g.over.X0 + (g.over.X1-g.over.X0)*i/float64(g.nx), g.over.Y0 + (g.over.Y1-g.over.Y0)*j/float64(g.ny)}
}

// Lines returns the lines on which the function has a level: marching squares with linear
// interpolation (Lorensen & Cline, SIGGRAPH 1987, in two dimensions), the segments of
// neighbouring cells joined; first the lines that end at an edge, then those that end where
// they begin. A corner on the level itself counts as above it. In a saddle cell the mean of
// the four corners says which two are joined. A cell with a corner that is not finite has no
// line.
func (g *Grid) Lines(level float64) (lines [][]Point) {
	g.used = g.used[:0]
	w := g.nx + 1
	vertical := int32(w * (g.ny + 1))
	for j := range g.ny {
		for i := range g.nx {
			k := j*w + i
			z00, z10, z01, z11 := g.Z[k]-level, g.Z[k+1]-level, g.Z[k+w]-level, g.Z[k+w+1]-level
			if !lean.Finite(z00 + z10 + z01 + z11) {
				continue
			}
			kind := 0
			for b, z := range [...]float64{z00, z10, z11, z01} {
				if z >= 0 {
					kind |= 1 << b
				}
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
				if (z00+z10+z01+z11 >= 0) == (kind == 5) {
					g.join(left, top)
					g.join(bottom, right)
				} else {
					g.join(left, bottom)
					g.join(right, top)
				}
			}
		}
	}
	for _, open := range [...]bool{true, false} {
		for _, e := range g.used {
			n := g.next[e]
			if n[0] >= 0 && (n[1] < 0) == open {
				lines = append(lines, g.follow(e, level))
			}
		}
	}
	for _, e := range g.used { // the next level begins with none
		g.next[e] = [2]int32{-1, -1}
	}
	return lines
}

func (g *Grid) join(p, q int32) {
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
func (g *Grid) follow(e int32, level float64) []Point {
	first := e
	points := []Point{g.crossing(e, level)}
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
		points = append(points, g.crossing(to, level))
		if g.next[to][0] < 0 {
			return points
		}
		e = to
	}
}

// crossing is where the level crosses an edge. Its ends are on either side of the level.
func (g *Grid) crossing(e int32, level float64) Point {
	w := g.nx + 1
	k, di, dj := int(e), 1, 0
	if n := w * (g.ny + 1); k >= n {
		k, di, dj = k-n, 0, 1
	}
	z0, z1 := g.Z[k]-level, g.Z[k+di+dj*w]-level
	t := z0 / (z0 - z1)
	return g.place(float64(k%w)+t*float64(di), float64(k/w)+t*float64(dj))
}
