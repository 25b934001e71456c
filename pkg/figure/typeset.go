package figure

import (
	"strings"
	"unicode"

	xfnt "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"

	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/internal/plane"
)

// A typesetter is the text.Handler of every figure: it sets mathematics in
// running text (see the package comment) on any canvas, and carries the
// figure's look.
type typesetter struct{ look *look }

var _ text.Handler = (*typesetter)(nil)

// Cache returns gonum/plot's fonts.
func (*typesetter) Cache() *font.Cache { return font.DefaultCache }

// Extents returns the ascent, descent and height of a face.
func (t *typesetter) Extents(f font.Font) font.Extents {
	face := t.Cache().Lookup(f, f.Size)
	return face.Extents()
}

// Lines splits a text at its line ends.
func (*typesetter) Lines(s string) []string { return strings.Split(strings.TrimRight(s, "\n"), "\n") }

// Box returns the width of one line and its reach above and below the
// baseline.
func (t *typesetter) Box(s string, f font.Font) (width, height, depth vg.Length) {
	e := t.Extents(f)
	return lineWidth(t.set(s, f)), e.Ascent, e.Descent
}

// Draw sets s with its box aligned at pt, as text.Plain does.
func (t *typesetter) Draw(c vg.Canvas, s string, sty text.Style, pt vg.Point) {
	lines := t.Lines(s)
	e := t.Extents(sty.Font)
	leading := 1.2 * sty.Font.Size
	tall := e.Ascent + e.Descent + leading*vg.Length(len(lines)-1)
	c.Push()
	c.Translate(pt)
	c.Rotate(sty.Rotation)
	c.SetColor(sty.Color)
	y := tall*(1+vg.Length(sty.YAlign)) - e.Ascent
	for _, line := range lines {
		runs := t.set(line, sty.Font)
		drawRuns(c, runs, vg.Point{X: lineWidth(runs) * vg.Length(sty.XAlign), Y: y})
		y -= leading
	}
	c.Pop()
}

// A run is a stretch of one line in one face, at its place from the line's
// start.
type run struct {
	face  font.Face
	text  string
	x     vg.Length
	rise  vg.Length
	width vg.Length
	nabla bool
}

func lineWidth(runs []run) vg.Length {
	if len(runs) == 0 {
		return 0
	}
	last := runs[len(runs)-1]
	return last.x + last.width
}

// drawRuns sets runs with the start of their baseline at pt.
func drawRuns(c vg.Canvas, runs []run, pt vg.Point) {
	for _, r := range runs {
		at := vg.Point{X: pt.X + r.x, Y: pt.Y + r.rise}
		if !r.nabla {
			c.FillString(r.face, at, r.text)
			continue
		}
		// The face has no ∇; a Δ on its head is one.
		c.Push()
		c.Translate(at)
		c.Scale(1, -1)
		c.FillString(r.face, vg.Point{Y: -capHeight(r.face)}, "Δ")
		c.Pop()
	}
}

const capEm = 0.729 // height of a capital in the face, in em

func capHeight(f font.Face) vg.Length { return capEm * f.Font.Size }

// set breaks a line into runs.
func (t *typesetter) set(s string, f font.Font) []run {
	var out []run
	var x vg.Length
	put := func(txt string, italic bool, level int, nabla bool) {
		g := f
		g.Style = xfnt.StyleNormal
		if italic {
			g.Style = xfnt.StyleItalic
		}
		var rise vg.Length
		if level != 0 {
			g.Size *= 0.72
			rise = f.Size * 0.36
			if level < 0 {
				rise = -f.Size * 0.16
			}
		}
		face := t.Cache().Lookup(g, g.Size)
		shown := txt
		if nabla {
			shown = "Δ"
		}
		w := advance(face, shown)
		if n := len(out) - 1; n >= 0 && !nabla && !out[n].nabla && out[n].face.Font == face.Font && out[n].rise == rise {
			out[n].text += txt
			out[n].width += w
		} else {
			out = append(out, run{face: face, text: txt, x: x, rise: rise, width: w, nabla: nabla})
		}
		x += w
	}
	rs := []rune(s)
	for i := 0; i < len(rs); {
		switch r := rs[i]; {
		case (r == '_' || r == '^') && i+1 < len(rs):
			level := 1
			if r == '_' {
				level = -1
			}
			part, next := script(rs, i+1)
			for j, q := range part {
				put(string(q), plane.Italic(part, j), level, false)
			}
			i = next
		default:
			if plain, ok := superscripts[r]; ok {
				put(string(plain), false, 1, false)
			} else {
				put(string(r), plane.Italic(rs, i), 0, r == '∇')
			}
			i++
		}
	}
	return out
}

// superscripts are set as raised ordinary characters: the face's own differ in
// height and some are missing.
var superscripts = map[rune]rune{
	'⁰': '0', '¹': '1', '²': '2', '³': '3', '⁴': '4', '⁵': '5', '⁶': '6', '⁷': '7', '⁸': '8', '⁹': '9',
	'⁺': '+', '⁻': '−', 'ⁿ': 'n', 'ᵀ': 'T',
}

// script returns what a _ or ^ before rs[i] lowers or raises, and where the text
// goes on.
func script(rs []rune, i int) (part []rune, next int) {
	if rs[i] == '{' {
		for j := i + 1; j < len(rs); j++ {
			if rs[j] == '}' {
				return rs[i+1 : j], j + 1
			}
		}
	}
	j := i + 1
	for j < len(rs) && (unicode.IsLetter(rs[j]) || unicode.IsDigit(rs[j])) &&
		(unicode.IsLetter(rs[i]) || unicode.IsDigit(rs[i]) || rs[i] == '−') {
		j++
	}
	return rs[i:j], j
}

// advance returns the width of a string in a face, without kerning, from the
// font's own units: the same number on every canvas.
func advance(f font.Face, s string) vg.Length {
	var buf sfnt.Buffer
	upem := fixed.Int26_6(f.Face.UnitsPerEm())
	var sum fixed.Int26_6
	for _, r := range s {
		g, err := f.Face.GlyphIndex(&buf, r)
		if err != nil {
			continue
		}
		a, err := f.Face.GlyphAdvance(&buf, g, upem, xfnt.HintingNone)
		if err == nil {
			sum += a
		}
	}
	return vg.Length(float64(sum)/float64(upem)) * f.Font.Size
}

// textSize returns the width of a one-line text and the height of its capitals.
func textSize(h text.Handler, s string, size float64) (w, height float64) {
	width, _, _ := h.Box(s, typeface(size))
	return width.Points(), capEm * size
}

// A haloer is a canvas that can draw a rim round text.
type haloer interface {
	Halo(c ink.Color, width float64)
}

// drawLabel sets one line with the start of its baseline at pt, on a rim of the
// card's colour that lifts it off the lines below.
func drawLabel(c vg.Canvas, h *typesetter, s string, size float64, col ink.Color, pt vg.Point) {
	runs := h.set(s, typeface(size))
	c.Push()
	c.Translate(pt)
	if rim, ok := backing(c).(haloer); ok {
		rim.Halo(ink.Card, ink.Halo)
		drawRuns(c, runs, vg.Point{})
		rim.Halo(ink.Card, 0)
	} else {
		drawPlate(c, h, s, size)
	}
	c.SetColor(col)
	drawRuns(c, runs, vg.Point{})
	c.Pop()
}

// drawPlate draws a rectangle of the card's colour under a line of text that
// begins at the origin.
func drawPlate(c vg.Canvas, h *typesetter, s string, size float64) {
	w, tall := textSize(h, s, size)
	c.SetColor(ink.Card)
	c.Fill(vg.Rectangle{Min: vg.Point{X: -2.5, Y: -2}, Max: vg.Point{X: vg.Length(w) + 2.5, Y: vg.Length(tall) + 2}}.Path())
}
