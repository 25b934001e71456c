package live

import "github.com/downhill-go/downhill/pkg/ink"

// labels are placed when all else is drawn: each takes the first of the places
// round its point that is free of the others.
type labels struct {
	wanted []label
	taken  []box
	levels []label // numbers on contour lines
}

type label struct {
	x, y, gap float64
	text      string
	fill      ink.Color
	within    box
}

type box struct{ x0, y0, x1, y1 float64 }

func (b box) overlap(d box) float64 {
	if b.x1 <= d.x0 || d.x1 <= b.x0 || b.y1 <= d.y0 || d.y1 <= b.y0 { // nearly always
		return 0
	}
	return (min(b.x1, d.x1) - max(b.x0, d.x0)) * (min(b.y1, d.y1) - max(b.y0, d.y0))
}

func (b box) outside(frame box) float64 {
	return max(frame.x0-b.x0, 0) + max(b.x1-frame.x1, 0) + max(frame.y0-b.y0, 0) + max(b.y1-frame.y1, 0)
}

// Label names the point (x, y): the text stands beside it, inside the panel a
// if a is not nil, where it covers no other label and no place that was Keep-t
// free.
func (c *Canvas) Label(a *Axes, x, y float64, text string, fill ink.Color) {
	within := box{2, 2, Width - 2, 1e4}
	if a != nil {
		within = box{a.Left + 2, a.Top + 2, a.Left + a.Width - 2, a.Top + a.Height - 2}
	}
	c.labels.wanted = append(c.labels.wanted, label{x, y, 9, text, fill, within})
}

// Keep asks labels to leave the square round (x, y) free.
func (c *Canvas) Keep(x, y, r float64) {
	c.labels.taken = append(c.labels.taken, box{x - r, y - r, x + r, y + r})
}

// flush writes the labels. Eight places round the point are tried, the upper
// right first; if none is free, the least bad is taken.
func (c *Canvas) flush() {
	const size = ink.NoteSize
	for _, l := range c.labels.wanted {
		w, h := extent(l.text, size), 0.75*size
		best, cost := box{}, 1e300
		for i, d := range [...][2]float64{{1, -1}, {1, 1}, {-1, -1}, {-1, 1}, {0, -1.3}, {0, 1.3}, {1.2, 0}, {-1.2, 0}, {1.6, -2.6}, {-1.6, -2.6}, {1.6, 2.6}, {-1.6, 2.6}} {
			cx, cy := l.x+d[0]*(l.gap+w/2), l.y+d[1]*(l.gap+h/2)
			b := box{cx - w/2, cy - h/2, cx + w/2, cy + h/2}
			bad := 40*b.outside(l.within) + 0.5*float64(i)
			for _, t := range c.labels.taken {
				bad += b.overlap(t)
			}
			if bad < cost {
				best, cost = b, bad
			}
		}
		// What cannot be placed inside is pushed inside: cut off it would be lost.
		shift := max(l.within.x0-best.x0, 0) - max(best.x1-l.within.x1, 0)
		best.x0, best.x1 = best.x0+shift, best.x1+shift
		c.labels.taken = append(c.labels.taken, best)
		c.words((best.x0+best.x1)/2, best.y1, l.text, Middle, size, l.fill, ink.Halo)
	}
	c.labels.wanted = c.labels.wanted[:0]
}
