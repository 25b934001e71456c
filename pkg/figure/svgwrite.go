package figure

import (
	"image/color"
	"math"
	"strconv"

	"gonum.org/v1/plot/vg"

	"github.com/downhill-go/downhill/pkg/ink"
)

// put appends s as it is.
func (c *canvas) put(s string) *canvas {
	c.body = append(c.body, s...)
	return c
}

// text appends s escaped for an element. What XML 1.0 cannot hold at all
// (control characters, surrogates) becomes U+FFFD.
func (c *canvas) text(s string) *canvas {
	for _, r := range s {
		switch {
		case r == '&':
			c.put("&amp;")
		case r == '<':
			c.put("&lt;")
		case r == '>':
			c.put("&gt;")
		case r < ' ' && r != '\n' && r != '\t', r == 0xfffe, r == 0xffff:
			c.put("\ufffd")
		default:
			c.put(string(r))
		}
	}
	return c
}

// hundredths rounds a length to the grid on which everything is drawn. Lengths
// that are no numbers, or far off any page, are clamped: a browser must never
// see NaN.
func hundredths(x float64) int64 {
	if x != x {
		return 0
	}
	return int64(math.Round(min(max(x, -1e6), 1e6) * 100))
}

// num appends x rounded to 0.01, in the fewest characters.
func (c *canvas) num(x float64) *canvas {
	c.body = appendHundredths(c.body, hundredths(x))
	return c
}

// appendHundredths appends n/100: 150 is "1.5", −7 is "-.07".
func appendHundredths(b []byte, n int64) []byte {
	if n < 0 {
		b = append(b, '-')
		n = -n
	}
	whole, frac := n/100, n%100
	if whole != 0 || frac == 0 {
		b = strconv.AppendInt(b, whole, 10)
	}
	if frac != 0 {
		b = append(b, '.', byte('0'+frac/10))
		if frac%10 != 0 {
			b = append(b, byte('0'+frac%10))
		}
	}
	return b
}

// fine appends a factor with five significant digits: it is multiplied by some
// thousand font units.
func (c *canvas) fine(x float64) *canvas {
	c.body = strconv.AppendFloat(c.body, x, 'g', 5, 64)
	return c
}

func (c *canvas) color(k color.Color) *canvas {
	if k == nil {
		k = ink.Theta
	}
	n := color.NRGBAModel.Convert(k).(color.NRGBA)
	return c.put(ink.Color{R: n.R, G: n.G, B: n.B}.Hex())
}

func (c *canvas) opacity(what string, k color.Color) *canvas {
	if k == nil {
		return c
	}
	if _, _, _, a := k.RGBA(); a < 0xffff {
		c.put(" " + what + `-opacity="`).num(float64(a) / 0xffff).put(`"`)
	}
	return c
}

// shape appends the start of an element for a path: a circle for one full arc,
// a path for everything else.
func (c *canvas) shape(p vg.Path) {
	if x, y, r, ok := c.circle(p); ok {
		c.put(`<circle cx="`).num(x).put(`" cy="`).num(y).put(`" r="`).num(r).put(`"`)
		return
	}
	c.put(`<path d="`)
	pen := pen{c: c}
	for _, part := range p {
		x, y := c.state.m.at(part.Pos)
		switch part.Type {
		case vg.MoveComp:
			pen.move(x, y)
		case vg.LineComp:
			pen.line(x, y)
		case vg.ArcComp:
			pen.arc(part)
		case vg.CurveComp:
			pen.curve(part, x, y)
		case vg.CloseComp:
			pen.close()
		}
	}
	c.put(`"`)
}

// circle recognises a path that is one full circle.
func (c *canvas) circle(p vg.Path) (x, y, r float64, ok bool) {
	arcs := 0
	for _, part := range p {
		switch part.Type {
		case vg.ArcComp:
			if math.Abs(part.Angle) < 2*math.Pi-1e-9 {
				return 0, 0, 0, false
			}
			arcs++
			x, y = c.state.m.at(part.Pos)
			r = part.Radius.Points() * c.state.m.scale()
		case vg.MoveComp, vg.CloseComp:
		default:
			return 0, 0, 0, false
		}
	}
	return x, y, r, arcs == 1
}

// A pen writes path data in steps from its last place, counted in hundredths,
// so that rounding never adds up.
type pen struct {
	c      *canvas
	x, y   int64 // where it is
	x0, y0 int64 // where the part began
	began  bool
	op     byte // the last command: repeats need no letter
}

func (p *pen) cmd(op byte) bool {
	same := p.op == op
	p.op = op
	if !same {
		p.c.body = append(p.c.body, op)
	}
	return same
}

// delta appends a step, with a space before it where the last number needs one.
func (p *pen) delta(n int64, space bool) {
	if space && n >= 0 {
		p.c.body = append(p.c.body, ' ')
	}
	p.c.body = appendHundredths(p.c.body, n)
}

func (p *pen) move(x, y float64) {
	hx, hy := hundredths(x), hundredths(y)
	if !p.began {
		p.c.body = append(p.c.body, 'M')
		p.delta(hx, false)
		p.delta(hy, true)
	} else {
		p.c.body = append(p.c.body, 'm')
		p.delta(hx-p.x, false)
		p.delta(hy-p.y, true)
	}
	p.began, p.op = true, 0
	p.x, p.y, p.x0, p.y0 = hx, hy, hx, hy
}

func (p *pen) line(x, y float64) {
	if !p.began {
		p.move(x, y)
		return
	}
	hx, hy := hundredths(x), hundredths(y)
	if hx == p.x && hy == p.y {
		return
	}
	switch {
	case hy == p.y:
		p.cmd('h')
		p.op = 0
		p.delta(hx-p.x, false)
	case hx == p.x:
		p.cmd('v')
		p.op = 0
		p.delta(hy-p.y, false)
	default:
		again := p.cmd('l')
		p.delta(hx-p.x, again)
		p.delta(hy-p.y, true)
	}
	p.x, p.y = hx, hy
}

func (p *pen) close() {
	p.c.body = append(p.c.body, 'z')
	p.x, p.y, p.op = p.x0, p.y0, 0
}

// curve appends a quadratic or cubic Bézier curve to (x, y).
func (p *pen) curve(part vg.PathComp, x, y float64) {
	pts := make([][2]float64, 0, 3)
	for _, q := range part.Control {
		qx, qy := p.c.state.m.at(q)
		pts = append(pts, [2]float64{qx, qy})
	}
	pts = append(pts, [2]float64{x, y})
	op := byte('q')
	if len(pts) == 3 {
		op = 'c'
	}
	again := p.cmd(op)
	for i, q := range pts {
		p.delta(hundredths(q[0])-p.x, again || i > 0)
		p.delta(hundredths(q[1])-p.y, true)
	}
	p.x, p.y = hundredths(x), hundredths(y)
}

// arc appends a circular arc, halved if it is more than half a turn (SVG draws
// nothing when both ends of an arc coincide).
func (p *pen) arc(part vg.PathComp) {
	r := part.Radius.Points()
	end := func(angle float64) (x, y float64) {
		sin, cos := math.Sincos(angle)
		return p.c.state.m.at(vg.Point{X: part.Pos.X + vg.Length(r*cos), Y: part.Pos.Y + vg.Length(r*sin)})
	}
	x, y := end(part.Start)
	p.line(x, y)
	parts := 1
	if math.Abs(part.Angle) > math.Pi {
		parts = 2
	}
	m := p.c.state.m
	sweep := (part.Angle > 0) == (m.a*m.d-m.b*m.c > 0)
	for i := 1; i <= parts; i++ {
		x, y := end(part.Start + part.Angle*float64(i)/float64(parts))
		p.c.body = append(p.c.body, 'a')
		p.op = 0
		p.delta(hundredths(r*m.scale()), false)
		p.delta(hundredths(r*m.scale()), true)
		p.c.put(" 0 0 ")
		if sweep {
			p.c.put("1")
		} else {
			p.c.put("0")
		}
		p.delta(hundredths(x)-p.x, true)
		p.delta(hundredths(y)-p.y, true)
		p.x, p.y = hundredths(x), hundredths(y)
	}
}
