package figure

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/color"
	"image/png"
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/downhill-go/downhill/pkg/ink"
)

// SVG draws p as an SVG document of width × height px: an opaque card whose
// text is outlines, with title and desc for those who do not see it (either may
// be empty). A width or height of zero is the figure's own (NaturalSize).
//
// The bytes depend on the figure alone. Coordinates are rounded to 0.01 px.
//
// It panics if a side is negative, NaN or infinite.
func SVG(p *plot.Plot, width, height float64, title, desc string) []byte {
	if !(width >= 0 && height >= 0) || math.IsInf(width, 0) || math.IsInf(height, 0) {
		panic("figure: size of an SVG must be finite and not negative")
	}
	w, h := NaturalSize(p, width, height)
	c := newCanvas(w, h)
	Draw(p, draw.New(c))
	return c.document(title, desc)
}

// A canvas is a vg.Canvas that writes SVG. gonum/plot's own (vgsvg) leaves text
// to the fonts of whoever looks, knows no title or desc and writes about three
// times the bytes.
type canvas struct {
	w, h   float64
	body   []byte
	state  context
	stack  []context
	glyphs glyphSet
	halo   float64
	rim    ink.Color
}

// backing returns what is below the draw.Canvases that gonum/plot wraps round a
// canvas, one a Draw.
func backing(c vg.Canvas) vg.Canvas {
	for {
		d, ok := c.(draw.Canvas)
		if !ok {
			return c
		}
		c = d.Canvas
	}
}

// context is what Push saves.
type context struct {
	m     matrix
	color color.Color
	width float64
	dash  []float64
	phase float64
}

// matrix maps (x, y) to (ax + cy + e, bx + dy + f), as SVG writes it.
type matrix struct{ a, b, c, d, e, f float64 }

func (m matrix) at(p vg.Point) (x, y float64) {
	px, py := p.X.Points(), p.Y.Points()
	return m.a*px + m.c*py + m.e, m.b*px + m.d*py + m.f
}

// then returns the map that first does n and then m.
func (m matrix) then(n matrix) matrix {
	return matrix{
		a: m.a*n.a + m.c*n.b, b: m.b*n.a + m.d*n.b,
		c: m.a*n.c + m.c*n.d, d: m.b*n.c + m.d*n.d,
		e: m.a*n.e + m.c*n.f + m.e, f: m.b*n.e + m.d*n.f + m.f,
	}
}

// scale is the factor by which m lengthens, for maps that keep shapes.
func (m matrix) scale() float64 { return math.Sqrt(math.Abs(m.a*m.d - m.b*m.c)) }

func newCanvas(w, h float64) *canvas {
	c := &canvas{w: w, h: h}
	// vg has its origin at the bottom left, SVG at the top left.
	c.state.m = matrix{a: 1, d: -1, f: h}
	vg.Initialize(c)
	return c
}

var _ vg.CanvasSizer = (*canvas)(nil)

func (c *canvas) Size() (w, h vg.Length)      { return vg.Length(c.w), vg.Length(c.h) }
func (c *canvas) SetLineWidth(w vg.Length)    { c.state.width = w.Points() }
func (c *canvas) SetColor(col color.Color)    { c.state.color = col }
func (c *canvas) Push()                       { c.stack = append(c.stack, c.state) }
func (c *canvas) Translate(p vg.Point)        { c.apply(matrix{a: 1, d: 1, e: p.X.Points(), f: p.Y.Points()}) }
func (c *canvas) Scale(x, y float64)          { c.apply(matrix{a: x, d: y}) }
func (c *canvas) apply(n matrix)              { c.state.m = c.state.m.then(n) }
func (c *canvas) Halo(k ink.Color, w float64) { c.rim, c.halo = k, w }

func (c *canvas) Rotate(rad float64) {
	sin, cos := math.Sincos(rad)
	c.apply(matrix{a: cos, b: sin, c: -sin, d: cos})
}

func (c *canvas) Pop() {
	c.state = c.stack[len(c.stack)-1]
	c.stack = c.stack[:len(c.stack)-1]
}

func (c *canvas) SetLineDash(dash []vg.Length, phase vg.Length) {
	c.state.dash = nil
	for _, d := range dash {
		c.state.dash = append(c.state.dash, d.Points())
	}
	c.state.phase = phase.Points()
}

// Stroke writes a path with the current line.
func (c *canvas) Stroke(p vg.Path) {
	if len(p) == 0 || c.state.width <= 0 {
		return
	}
	c.shape(p)
	c.put(` fill="none" stroke="`).color(c.state.color)
	c.put(`" stroke-width="`).num(c.state.width * c.state.m.scale())
	if len(c.state.dash) > 0 {
		c.put(`" stroke-dasharray="`)
		for i, d := range c.state.dash {
			if i > 0 {
				c.put(" ")
			}
			c.num(d)
		}
	}
	if c.state.phase != 0 {
		c.put(`" stroke-dashoffset="`).num(c.state.phase)
	}
	c.put(`"`).opacity("stroke", c.state.color).put("/>\n")
}

// Fill writes a path filled with the current colour.
func (c *canvas) Fill(p vg.Path) {
	if len(p) == 0 {
		return
	}
	c.shape(p)
	c.put(` fill="`).color(c.state.color).put(`"`).opacity("fill", c.state.color).put("/>\n")
}

// dots writes round dots of radius r at the points as one path of strokes with
// round ends, the shortest SVG for thousands of them: a dot is a stroke of 0.01
// px, and neighbours in a row that all but touch are one longer stroke.
func (c *canvas) dots(pts []vg.Point, r float64, col ink.Color) {
	c.put(`<path d="`)
	pen := pen{c: c}
	for i := 0; i < len(pts); {
		j := i + 1
		for j < len(pts) && pts[j].Y == pts[i].Y && pts[j].X >= pts[j-1].X && (pts[j].X-pts[j-1].X).Points() <= 2.3*r {
			j++
		}
		x, y := c.state.m.at(pts[i])
		pen.move(x, y)
		if end, _ := c.state.m.at(pts[j-1]); hundredths(end) > pen.x {
			pen.line(end, y)
		} else {
			c.put("h.01")
			pen.x++
		}
		i = j
	}
	c.put(`" fill="none" stroke="`).color(col).put(`" stroke-linecap="round" stroke-width="`).num(2 * r).put("\"/>\n")
}

// FillString writes text as outlines, with a rim below them if one is set.
func (c *canvas) FillString(f font.Face, pt vg.Point, s string) {
	if f.Font.Size == 0 || s == "" {
		return
	}
	m := c.state.m.then(matrix{a: 1, d: 1, e: pt.X.Points(), f: pt.Y.Points()})
	em := f.Font.Size.Points() / float64(f.Face.UnitsPerEm())
	m = m.then(matrix{a: em, d: em})
	c.put(`<g transform="`)
	if m.b == 0 && m.c == 0 {
		c.put("translate(").num(m.e).put(" ").num(m.f).put(")scale(").fine(m.a)
		if m.d != m.a {
			c.put(" ").fine(m.d)
		}
	} else {
		c.put("matrix(").fine(m.a).put(" ").fine(m.b).put(" ").fine(m.c).put(" ").fine(m.d).put(" ").num(m.e).put(" ").num(m.f)
	}
	c.put(`)" `)
	if c.halo > 0 {
		c.put(`fill="`).color(c.rim).put(`" stroke="`).color(c.rim).put(`" stroke-width="`).num(c.halo / em).put(`"`)
	} else {
		c.put(`fill="`).color(c.state.color).put(`"`)
	}
	c.put(">")
	x := 0
	for _, r := range s {
		id, wide := c.glyphs.use(f, r)
		if id != "" {
			c.put(`<use href="#`).put(id).put(`"`)
			if x != 0 {
				c.put(` x="`).put(strconv.Itoa(x)).put(`"`)
			}
			c.put("/>")
		}
		x += wide
	}
	c.put("</g>\n")
}

// DrawImage embeds an image as PNG.
func (c *canvas) DrawImage(r vg.Rectangle, img image.Image) {
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, img); err != nil {
		panic("figure: image cannot be encoded")
	}
	x0, y0 := c.state.m.at(vg.Point{X: r.Min.X, Y: r.Max.Y})
	x1, y1 := c.state.m.at(vg.Point{X: r.Max.X, Y: r.Min.Y})
	c.put(`<image x="`).num(x0).put(`" y="`).num(y0).put(`" width="`).num(x1 - x0).put(`" height="`).num(y1 - y0)
	c.put(`" image-rendering="pixelated" preserveAspectRatio="none" href="data:image/png;base64,`)
	c.put(base64.StdEncoding.EncodeToString(b.Bytes())).put("\"/>\n")
}

// document returns the finished SVG.
func (c *canvas) document(title, desc string) []byte {
	d := &canvas{}
	d.put(`<svg xmlns="http://www.w3.org/2000/svg" width="`).num(c.w).put(`" height="`).num(c.h)
	d.put(`" viewBox="0 0 `).num(c.w).put(" ").num(c.h).put(`" role="img"`)
	var ids []string
	said := &canvas{}
	for _, of := range [][2]string{{"title", title}, {"desc", desc}} {
		if of[1] != "" {
			ids = append(ids, of[0])
			said.put("<" + of[0] + ` id="` + of[0] + `">`).text(of[1]).put("</" + of[0] + ">\n")
		}
	}
	if len(ids) > 0 {
		d.put(` aria-labelledby="` + strings.Join(ids, " ") + `"`)
	}
	d.put(">\n")
	d.body = append(d.body, said.body...)
	d.body = c.glyphs.appendDefs(d.body)
	d.put(`<rect width="100%" height="100%" rx="6" fill="`).color(ink.Card).put("\"/>\n")
	d.put("<g stroke-linejoin=\"round\">\n")
	d.body = append(d.body, c.body...)
	d.put("</g>\n</svg>\n")
	return d.body
}
