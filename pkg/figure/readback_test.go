package figure

import (
	"image"
	"image/color"
	"math"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/downhill-go/downhill/pkg/ink"
)

// A picture is what was drawn of a figure, read back through its axes: places are in the
// data's own coordinates. Tests hold it against the mathematics, not against what a
// constructor was given.
type picture struct {
	shapes []shape
	words  []word
	images []picturedImage
	xy     func(p xy) xy
	unit   xy // the data's extent of a px, on linear axes
}

type shape struct {
	color  ink.Color
	filled bool
	dashed bool
	alpha  uint8
	radius float64 // px, of a disc
	parts  [][]xy  // data; a disc has its centre
	px     [][]xy
}

type word struct {
	text  string
	color ink.Color
	px    xy // the middle of it, px upwards
	at    xy
}

type picturedImage struct {
	img  image.Image
	rect vg.Rectangle
}

// recorder is a vg.Canvas that keeps what is drawn on it.
type recorder struct {
	picture
	color  color.Color
	dashed bool
	state  affine
	stack  []affine
	open   bool // the next string belongs to the last word
	base   vg.Length
}

type affine struct{ a, b, c, d, x, y float64 }

func (m affine) at(p vg.Point) xy {
	x, y := p.X.Points(), p.Y.Points()
	return xy{m.a*x + m.c*y + m.x, m.b*x + m.d*y + m.y}
}

func (r *recorder) SetLineWidth(vg.Length) {}
func (r *recorder) SetLineDash(pattern []vg.Length, _ vg.Length) {
	r.dashed = len(pattern) > 0
}
func (r *recorder) SetColor(c color.Color) { r.color, r.open = c, false }
func (r *recorder) Rotate(rad float64) {
	sin, cos := math.Sincos(rad)
	m := r.state
	r.state.a, r.state.b = m.a*cos+m.c*sin, m.b*cos+m.d*sin
	r.state.c, r.state.d = m.c*cos-m.a*sin, m.d*cos-m.b*sin
}
func (r *recorder) Translate(p vg.Point) {
	q := r.state.at(p)
	r.state.x, r.state.y = q.x, q.y
}
func (r *recorder) Scale(x, y float64) {
	r.state.a, r.state.b, r.state.c, r.state.d = r.state.a*x, r.state.b*x, r.state.c*y, r.state.d*y
}
func (r *recorder) Push() { r.stack = append(r.stack, r.state) }
func (r *recorder) Pop()  { r.state, r.stack = r.stack[len(r.stack)-1], r.stack[:len(r.stack)-1] }

func (r *recorder) add(path vg.Path, filled bool) {
	r.open = false
	n := color.NRGBAModel.Convert(r.color).(color.NRGBA)
	s := shape{color: ink.Color{R: n.R, G: n.G, B: n.B}, alpha: n.A, filled: filled, dashed: r.dashed && !filled}
	for _, c := range path {
		switch c.Type {
		case vg.MoveComp:
			s.px = append(s.px, []xy{r.state.at(c.Pos)})
		case vg.LineComp:
			s.px[len(s.px)-1] = append(s.px[len(s.px)-1], r.state.at(c.Pos))
		case vg.CloseComp:
			last := len(s.px) - 1
			s.px[last] = append(s.px[last], s.px[last][0])
		case vg.ArcComp:
			s.radius = c.Radius.Points()
			s.px[len(s.px)-1] = []xy{r.state.at(c.Pos)}
		}
	}
	r.shapes = append(r.shapes, s)
}

func (r *recorder) Stroke(p vg.Path) { r.add(p, false) }
func (r *recorder) Fill(p vg.Path)   { r.add(p, true) }

func (r *recorder) FillString(f font.Face, pt vg.Point, s string) {
	from, to := r.state.at(pt), r.state.at(vg.Point{X: pt.X + f.Width(s), Y: pt.Y})
	if s == "Δ" && r.state.a*r.state.d-r.state.b*r.state.c < 0 {
		s = "∇"
	}
	n := color.NRGBAModel.Convert(r.color).(color.NRGBA)
	if !r.open {
		r.words = append(r.words, word{color: ink.Color{R: n.R, G: n.G, B: n.B}, px: from})
		r.open, r.base = true, pt.Y
	}
	w := &r.words[len(r.words)-1]
	if pt.Y > r.base {
		s = raised.Replace(s)
	}
	w.text += s
	w.at.x = to.x
	if pt.Y == r.base {
		w.at.y = to.y // of a turned word it is another than that of its beginning
	}
}

var raised = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹", "−", "⁻")

func (r *recorder) DrawImage(rect vg.Rectangle, img image.Image) {
	r.images = append(r.images, picturedImage{img, rect})
}

// Colours no figure uses, for two places that tell where the axes put what.
var probes = [2]ink.Color{{R: 7, G: 1, B: 1}, {R: 7, G: 1, B: 2}}

// readBack draws a figure and reads it back.
func readBack(t *testing.T, p *plot.Plot) *picture {
	t.Helper()
	q := *p
	ranges(&q, lookOf(p))
	mid := func(a plot.Axis, t float64) float64 {
		if isLog(&a) {
			return a.Min * math.Pow(a.Max/a.Min, t)
		}
		return a.Min + t*(a.Max-a.Min)
	}
	var data, px [2]xy
	copied := *p
	for i, s := range []float64{0.4, 0.6} {
		data[i] = xy{mid(q.X, s), mid(q.Y, s)}
		copied.Add(Point([]float64{data[i].x, data[i].y}, "", probes[i]))
	}
	copied.X.Min, copied.X.Max, copied.Y.Min, copied.Y.Max = p.X.Min, p.X.Max, p.Y.Min, p.Y.Max
	w, h := NaturalSize(&copied, 0, 0)
	rec := &recorder{state: affine{a: 1, d: 1}}
	Draw(&copied, draw.NewCanvas(rec, vg.Length(w), vg.Length(h)))
	var kept []shape
	for _, s := range rec.shapes {
		probe := false
		for i, c := range probes {
			if s.color == c {
				px[i], probe = s.px[0][0], true
			}
		}
		if !probe {
			kept = append(kept, s)
		}
	}
	rec.shapes = kept
	one := func(log bool, d0, d1, p0, p1, v float64) float64 {
		s := (v - p0) / (p1 - p0)
		if log {
			return d0 * math.Pow(d1/d0, s)
		}
		return d0 + s*(d1-d0)
	}
	rec.xy = func(v xy) xy {
		return xy{one(isLog(&p.X), data[0].x, data[1].x, px[0].x, px[1].x, v.x), one(isLog(&p.Y), data[0].y, data[1].y, px[0].y, px[1].y, v.y)}
	}
	rec.unit = xy{(data[1].x - data[0].x) / (px[1].x - px[0].x), (data[1].y - data[0].y) / (px[1].y - px[0].y)}
	for i := range rec.shapes {
		s := &rec.shapes[i]
		for _, part := range s.px {
			var d []xy
			for _, v := range part {
				d = append(d, rec.xy(v))
			}
			s.parts = append(s.parts, d)
		}
	}
	for i := range rec.words {
		w := &rec.words[i]
		w.px = xy{(w.px.x + w.at.x) / 2, (w.px.y+w.at.y)/2 + 6}
		w.at = rec.xy(w.px)
	}
	return &rec.picture
}

// lines returns the strokes of a colour, dashed or not.
func (p *picture) lines(c ink.Color, dashed bool) (parts [][]xy) {
	for _, s := range p.shapes {
		if s.color == c && !s.filled && s.dashed == dashed {
			parts = append(parts, s.parts...)
		}
	}
	return parts
}

// discs returns the filled discs of a colour.
func (p *picture) discs(c ink.Color) (at []xy) {
	for _, s := range p.shapes {
		if s.color == c && s.filled && s.radius > 0 {
			for _, part := range s.parts {
				at = append(at, part[0])
			}
		}
	}
	return at
}

// word returns the one word of a text.
func (p *picture) word(t *testing.T, text string) word {
	t.Helper()
	var found []word
	for _, w := range p.words {
		if w.text == text {
			found = append(found, w)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%q is written %d times among %v", text, len(found), p.texts())
	}
	return found[0]
}

func (p *picture) texts() (all []string) {
	for _, w := range p.words {
		all = append(all, w.text)
	}
	return all
}

// near tells whether two numbers of an axis are closer than a fraction of a px.
func (p *picture) near(a, b xy) bool {
	return math.Abs(a.x-b.x) <= 0.05*math.Abs(p.unit.x) && math.Abs(a.y-b.y) <= 0.05*math.Abs(p.unit.y)
}

// on holds a drawn line against a function.
func (p *picture) on(t *testing.T, name string, parts [][]xy, f func(x float64) float64) {
	t.Helper()
	n := 0
	for _, part := range parts {
		for _, v := range part {
			n++
			// A quarter of a px, sideways too where the curve is steep.
			if e := math.Abs(v.y - f(v.x)); e > 0.25*math.Abs(p.unit.y) && e > math.Abs(f(v.x+0.25*p.unit.x)-f(v.x-0.25*p.unit.x)) {
				t.Errorf("%s: (%.4g, %.4g) is drawn, f = %.4g", name, v.x, v.y, f(v.x))
				return
			}
		}
	}
	if n < 2 {
		t.Errorf("%s: not drawn", name)
	}
}

// readNumber reads a number as figures write them, NaN if it is none.
func readNumber(s string) float64 {
	mantissa, exponent, power := strings.Cut(s, "10")
	if !power || !strings.ContainsAny(exponent, "⁰¹²³⁴⁵⁶⁷⁸⁹") {
		mantissa, exponent, power = s, "", false
	}
	mantissa = strings.ReplaceAll(strings.TrimSuffix(mantissa, "·"), "−", "-")
	if power && (mantissa == "" || mantissa == "-") {
		mantissa += "1"
	}
	if power {
		mantissa += "e" + strings.NewReplacer("⁰", "0", "¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9", "⁻", "-").Replace(exponent)
	}
	v, err := strconv.ParseFloat(mantissa, 64)
	if err != nil {
		return math.NaN()
	}
	return v
}
