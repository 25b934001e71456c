package figure

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot"

	"github.com/downhill-go/downhill/pkg/ink"
)

// plainColor is that of what a test looks for.
var plainColor = ink.Color{R: 4, G: 5, B: 6}

func framed(x0, x1, y0, y1 float64, add ...plot.Plotter) *plot.Plot {
	p := New()
	p.Add(add...)
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = x0, x1, y0, y1
	return p
}

func TestACurveIsTheGraphOfItsFunction(t *testing.T) {
	for name, f := range map[string]func(float64) float64{
		"cube": func(x float64) float64 { return x * x * x }, "exp": math.Exp, "sine": func(x float64) float64 { return math.Sin(9 * x) },
	} {
		p := readBack(t, framed(-1, 1.5, -2, 3, Curve(f, -0.8, 1.2, "f", plainColor)))
		p.on(t, name, p.lines(plainColor, false), f)
		first, last := math.Inf(1), math.Inf(-1)
		for _, part := range p.lines(plainColor, false) {
			for _, v := range part {
				first, last = min(first, v.x), max(last, v.x)
			}
		}
		if math.Abs(first+0.8) > p.unit.x || f(1.2) < 3 && math.Abs(last-1.2) > p.unit.x {
			t.Errorf("%s is drawn from %v to %v", name, first, last)
		}
		if w := p.word(t, "f"); w.color != plainColor {
			t.Errorf("%s: its name is in the colour %v", name, w.color)
		}
		p = readBack(t, framed(-1, 1.5, -2, 3, Curve(f, -0.8, 1.2, "", plainColor).Dash()))
		p.on(t, name+", dashed", p.lines(plainColor, true), f)
	}
}

func TestLinesAndPathsJoinTheirPointsInOrder(t *testing.T) {
	x, y := []float64{0.1, 0.9, 0.4, 0.6}, []float64{0.2, 0.3, 0.9, 0.1}
	at := make([][]float64, len(x))
	want := make([]xy, len(x))
	for i := range x {
		at[i], want[i] = []float64{x[i], y[i]}, xy{x[i], y[i]}
	}
	for name, e := range map[string]plot.Plotter{"line": Line(x, y, "", plainColor), "path": Path(at, "", plainColor), "outline": Outline(at, "", plainColor)} {
		p := readBack(t, framed(0, 1, 0, 1, e))
		corners := want
		if name == "outline" {
			corners = append(slices.Clone(want), want[0])
		}
		lines := p.lines(plainColor, false)
		if len(lines) != 1 || !slices.EqualFunc(lines[0], corners, p.near) {
			t.Errorf("%s: %v, want %v", name, lines, corners)
		}
	}
	// A path begins with a ring and ends with a disc.
	p := readBack(t, framed(0, 1, 0, 1, Path(at, "", plainColor)))
	var ring, disc xy
	for i, s := range p.shapes {
		if s.filled && s.radius > 0 && s.color == ink.Card && i > 0 && p.shapes[i-1].radius > s.radius && p.shapes[i-1].color == plainColor {
			ring = s.parts[0][0]
		}
		if s.filled && s.radius > ink.Step && s.color == plainColor && p.shapes[i-1].radius > s.radius && p.shapes[i-1].color == ink.Card {
			disc = s.parts[0][0]
		}
	}
	if !p.near(ring, want[0]) || !p.near(disc, want[len(want)-1]) {
		t.Errorf("the ring is at %v, the disc at %v; want %v, %v", ring, disc, want[0], want[len(want)-1])
	}
	for _, s := range p.shapes {
		if s.filled && s.radius == ink.Step {
			var dots []xy
			for _, part := range s.parts {
				dots = append(dots, part[0])
			}
			if !slices.EqualFunc(dots, want[1:], p.near) {
				t.Errorf("dots at %v, steps at %v", dots, want[1:])
			}
		}
	}
}

func TestElementsStandWhereTheySay(t *testing.T) {
	p := readBack(t, framed(0, 4, 0, 4, HBand(1, 2, plainColor), HLine(3, "level", ink.Mark), VLine(0.5, "upright", ink.Bad),
		Gap(2.5, 1.25, 2.75, "gap", ink.Approx), Text(3.2, 3.5, "note", ink.Theta), Point([]float64{1.5, 0.5}, "P", ink.Good)))
	for _, s := range p.shapes {
		if s.color == plainColor && s.filled {
			for _, v := range s.parts[0] {
				if !p.near(v, xy{v.x, 1}) && !p.near(v, xy{v.x, 2}) {
					t.Errorf("the band reaches %v", v)
				}
			}
		}
	}
	level, upright, gap := p.lines(ink.Mark, true)[0], p.lines(ink.Bad, true)[0], p.lines(ink.Approx, false)[0]
	if !p.near(level[0], xy{0, 3}) || !p.near(level[1], xy{4, 3}) || !p.near(upright[0], xy{0.5, 0}) || !p.near(upright[1], xy{0.5, 4}) {
		t.Errorf("rulers from %v to %v, from %v to %v", level[0], level[1], upright[0], upright[1])
	}
	if !p.near(gap[0], xy{2.5, 1.25}) || !p.near(gap[1], xy{2.5, 2.75}) {
		t.Errorf("the gap is %v", gap)
	}
	if at := p.discs(ink.Good); len(at) != 1 || !p.near(at[0], xy{1.5, 0.5}) {
		t.Errorf("the point is at %v", at)
	}
	ring := readBack(t, framed(0, 4, 0, 4, Point([]float64{2, 1}, "", plainColor).Ring()))
	inner := 0.0
	for _, s := range ring.shapes {
		if s.filled && s.color == ink.Card && s.radius > 0 && s.radius < ink.Dot && ring.near(s.parts[0][0], xy{2, 1}) {
			inner = s.radius
		}
	}
	if !(inner > 0 && inner <= ink.Dot-ink.Thin) {
		t.Errorf("the ring's hole has a radius of %v", inner)
	}
	if w := p.word(t, "note"); math.Abs(w.at.x-3.2) > 0.1 || math.Abs(w.at.y-3.5) > 0.2 {
		t.Errorf("the note is at %v", w.at)
	}
	for text, c := range map[string]ink.Color{"level": ink.Mark, "upright": ink.Bad, "gap": ink.Approx, "P": ink.Good} {
		if w := p.word(t, text); w.color != c {
			t.Errorf("%s is written in %v", text, w.color)
		}
	}
}

func TestVectorsPointWhereTheyLead(t *testing.T) {
	from, u := []float64{0.5, 0.25}, []float64{1.5, -2}
	p := readBack(t, Vectors(Vector(from, u, "u", plainColor)))
	shaft := p.lines(plainColor, false)[0]
	var head []xy
	for _, s := range p.shapes {
		if s.filled && s.color == plainColor {
			head = s.parts[0]
		}
	}
	if !p.near(shaft[0], xy{0.5, 0.25}) || len(head) == 0 || !p.near(head[0], xy{2, -1.75}) {
		t.Errorf("the arrow goes from %v to %v", shaft[0], head)
	}
}

// good tells on which side of θ a place lies: below 0 if u·g < 0.
func TestTheTintedHalfIsThatOfTheGoodMoves(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 5))
	for range 20 {
		θ, g := []float64{rng.NormFloat64(), rng.NormFloat64()}, []float64{rng.NormFloat64(), 30 * rng.NormFloat64()}
		slope := func(v xy) float64 { return ((v.x-θ[0])*g[0] + (v.y-θ[1])*g[1]) / math.Hypot(g[0], g[1]) }
		for name, fig := range map[string]*plot.Plot{
			"half-plane": framed(θ[0]-2, θ[0]+2, θ[1]-1, θ[1]+1, HalfPlane(θ, g)), "good moves": GoodMoves(θ, g, 1),
		} {
			p := readBack(t, fig)
			tinted := 0
			for _, s := range p.shapes {
				if !s.filled || s.color != ink.Good || s.alpha == 255 || s.radius > 0 {
					continue
				}
				tinted++
				least := 0.0
				for _, v := range s.parts[0] {
					if slope(v) > 2*math.Abs(p.unit.x) {
						t.Errorf("%s: the tint reaches %v, where u·g > 0", name, v)
					}
					least = min(least, slope(v))
				}
				if least > -0.5 {
					t.Errorf("%s: the tint reaches only %v downhill", name, least)
				}
			}
			if tinted != 1 {
				t.Errorf("%s: %d areas are tinted", name, tinted)
			}
			if name == "good moves" {
				if down, up := p.word(t, "u·∇L < 0"), p.word(t, "u·∇L > 0"); slope(down.at) > 0 || slope(up.at) < 0 || down.color != ink.Good {
					t.Errorf("the words < 0 stand at %v, > 0 at %v", slope(down.at), slope(up.at))
				}
				for _, s := range p.shapes {
					if s.color == ink.Gradient && s.filled && s.radius == 0 {
						if tip := s.parts[0][0]; math.Abs(slope(tip)-0.6) > 0.01 {
							t.Errorf("the arrow ∇L leads %v uphill, want 0.6", slope(tip))
						}
					}
				}
			}
		}
	}
}

func TestTheCosineBandIsKCosβAboveItsDownhillHalf(t *testing.T) {
	const k = 2.5
	p := readBack(t, CosineBand(k))
	p.on(t, "k cos β", p.lines(ink.Curve, false), func(β float64) float64 { return k * math.Cos(β*math.Pi/180) })
	found := false
	for _, s := range p.shapes {
		if s.filled && s.color == ink.GoodFill {
			found = true
			for _, v := range s.parts[0] {
				if !p.near(v, xy{v.x, 0}) && !p.near(v, xy{v.x, -k}) {
					t.Errorf("the downhill half reaches %v", v)
				}
			}
		}
	}
	if w := p.word(t, "downhill"); !found || w.at.y > 0 {
		t.Errorf("band %v, its name at %v", found, w.at)
	}
	if at := p.discs(ink.Direction); len(at) != 1 || !p.near(at[0], xy{180, -k}) {
		t.Errorf("β = 180° is at %v", at)
	}
	for text, y := range map[string]float64{"k = 2.50": k, "−k = −2.50": -k} {
		if w := p.word(t, text); math.Abs(w.at.y-y) > 2*p.unit.y {
			t.Errorf("%s stands at %v", text, w.at.y)
		}
	}
}

func TestTheHistogramCountsAndItsGoodPartIsBelow0(t *testing.T) {
	const k = 2.0
	var dots []float64
	rng := rand.New(rand.NewPCG(2, 2))
	for range 400 {
		dots = append(dots, k*math.Cos(math.Pi*math.Pow(rng.Float64(), 1.5))) // more uphill than down
	}
	p := readBack(t, DotProducts(dots, k))
	sum := 0.0
	for _, s := range p.shapes {
		if !s.filled || s.color == ink.Card || s.radius > 0 || len(s.parts[0]) < 4 || s.color == (ink.Color{R: 255, G: 255, B: 255}) {
			continue
		}
		lo, hi, top := math.Inf(1), math.Inf(-1), 0.0
		for _, v := range s.parts[0] {
			lo, hi, top = min(lo, v.x), max(hi, v.x), max(top, v.y)
		}
		if (s.color == ink.Good) != ((lo+hi)/2 < 0) {
			t.Errorf("the bar from %v to %v is drawn in %v", lo, hi, s.color)
		}
		n := 0
		for _, v := range dots {
			if i := math.Floor((v + k) / (k / 20)); i == math.Floor(((lo+hi)/2+k)/(k/20)) {
				n++
			}
		}
		if math.Abs(top-float64(n)) > p.unit.y {
			t.Errorf("the bar from %v to %v is %v high, want %d", lo, hi, top, n)
		}
		sum += math.Round(top)
	}
	if sum != 400 {
		t.Errorf("the bars count %v, want 400", sum)
	}
}

func TestPolynomialsAreThoseOfTheirOrders(t *testing.T) {
	c := []float64{1, 1, 0.5, 1. / 6, 1. / 24}
	p := readBack(t, Polynomials(math.Exp, c, -2, 2, 1, 2, 4))
	p.on(t, "φ", p.lines(ink.Curve, false), math.Exp)
	for _, k := range []int{1, 2, 4} {
		w := p.word(t, fmt.Sprintf("order %d", k))
		p.on(t, w.text, p.lines(w.color, true), func(η float64) float64 {
			s := 0.0
			for j := k; j >= 0; j-- {
				s = s*η + c[j]
			}
			return s
		})
	}
	twice := func(η float64) float64 { return math.Exp(2 * η) }
	p = readBack(t, Tangent(twice, []float64{1, 2, 5}, -1, 0.8))
	p.on(t, "φ", p.lines(ink.Curve, false), twice)
	p.on(t, "tangent", p.lines(ink.Approx, true), func(η float64) float64 { return 1 + 2*η })
	if at := p.discs(ink.Theta); len(at) != 1 || !p.near(at[0], xy{0, 1}) {
		t.Errorf("the tangent touches at %v", at)
	}
	if a, b := p.word(t, "L(θ + ηu)"), p.word(t, "L(θ) + η u·∇L"); a.color != ink.Curve || b.color != ink.Approx {
		t.Error("the names are exchanged")
	}
}

func TestRemaindersAreThoseOfTheirOrders(t *testing.T) {
	η := []float64{0.01, 0.03, 0.1, 0.3, 1}
	r := make([][]float64, 3)
	p0 := 1.0
	for k := range r {
		p0 *= float64(k + 1)
		for _, x := range η {
			r[k] = append(r[k], -2*math.Pow(x, float64(k+1))/p0*(1+x/9))
		}
	}
	p := readBack(t, Remainders(η, r))
	for k := range r {
		w := p.word(t, fmt.Sprintf("order %d: slope %d", k, k+1))
		at := p.discs(w.color)
		if len(at) != len(η) {
			t.Fatalf("order %d has %d dots", k, len(at))
		}
		for i, x := range η {
			if v := at[i]; math.Abs(v.x/x-1) > 0.02 || math.Abs(v.y/-r[k][i]-1) > 0.03 {
				t.Errorf("order %d: a dot at %v, want (%v, %v)", k, v, x, -r[k][i])
			}
		}
		line := p.lines(w.color, false)[0]
		a, b := line[0], line[len(line)-1]
		if slope := math.Log(b.y/a.y) / math.Log(b.x/a.x); math.Abs(slope-float64(k+1)) > 0.02 {
			t.Errorf("order %d: its line has slope %v", k, slope)
		}
	}
}

func TestDataShowYesAndNo(t *testing.T) {
	p := readBack(t, Data([]float64{53, 57, 70, 81}, []float64{1, 1, 0, 0}, "t", "y"))
	yes, no, inner := p.discs(ink.Yes), p.discs(ink.No), p.discs(ink.Card)
	if len(yes) != 2 || len(no) != 2 || !p.near(yes[0], xy{53, 1}) || !p.near(yes[1], xy{57, 1}) || !p.near(no[0], xy{70, 0}) || !p.near(no[1], xy{81, 0}) {
		t.Errorf("yes at %v, no at %v", yes, no)
	}
	for _, v := range no {
		if !slices.ContainsFunc(inner, func(q xy) bool { return p.near(q, v) }) {
			t.Errorf("the no at %v is no ring", v)
		}
	}
	for _, v := range yes {
		if slices.ContainsFunc(inner, func(q xy) bool { return p.near(q, v) }) {
			t.Errorf("the yes at %v is a ring", v)
		}
	}
	p = readBack(t, Data([]float64{1, 2, 3}, []float64{0.2, 0.9, 0.5}, "x", "y"))
	if at := p.discs(ink.Theta); len(at) != 3 || !p.near(at[1], xy{2, 0.9}) {
		t.Errorf("data at %v", at)
	}
}

func TestRunsBeginAtStep0(t *testing.T) {
	for _, log := range []bool{false, true} {
		fig := LossBySteps(Run("a", []float64{3, 2, 1.5, 1.25}), Run("b", []float64{3, 1, 0.5}))
		if log {
			LogY(fig)
		}
		p := readBack(t, fig)
		for i, want := range [][]xy{{{0, 3}, {1, 2}, {2, 1.5}, {3, 1.25}}, {{0, 3}, {1, 1}, {2, 0.5}}} {
			w := p.word(t, string(rune('a'+i)))
			if lines := p.lines(w.color, false); len(lines) != 1 || !slices.EqualFunc(lines[0], want, p.near) {
				t.Errorf("%s is %v, want %v", w.text, lines, want)
			}
			if at := p.discs(w.color); len(at) != len(want) {
				t.Errorf("%s has %d dots", w.text, len(at))
			}
		}
	}
}

func TestContoursAndTheirNumbersAreOnTheirLevels(t *testing.T) {
	L := SurfaceFunc(func(w, b float64) float64 { return w*w + 0.5*b*b + 0.3*w*b })
	levels := []float64{0.1, 0.5, 1, 2}
	p := readBack(t, Contours(L, Window{-2, 2, -1.5, 1.5}, levels...))
	for i, level := range levels {
		c := ink.Low.Mix(ink.High, float64(i)/3)
		n := 0
		for _, part := range p.lines(c, false) {
			for _, v := range part {
				n++
				if got := L(v.x, v.y); math.Abs(got-level) > 0.01 {
					t.Fatalf("level %v: the surface is %v at %v", level, got, v)
				}
			}
		}
		if n < 20 {
			t.Errorf("level %v has %d points", level, n)
		}
	}
	numbers := 0
	for _, w := range p.words {
		if w.color == ink.Level {
			numbers++
			v, got := readNumber(w.text), L(w.at.x, w.at.y)
			// The middle of a number is within its height of the line.
			gx, gy := 2*w.at.x+0.3*w.at.y, w.at.y+0.3*w.at.x
			if math.Abs(v-got) > 12*math.Abs(p.unit.x)*math.Hypot(gx, gy) {
				t.Errorf("the number %s stands where the surface is %v", w.text, got)
			}
		}
	}
	if numbers < 2 {
		t.Errorf("%d lines have numbers", numbers)
	}
	p = readBack(t, framed(-2, 2, -1.5, 1.5, Through(L, []float64{1, 0.5})))
	for _, part := range p.lines(ink.Text, false) {
		for _, v := range part {
			if got := L(v.x, v.y); math.Abs(got-L(1, 0.5)) > 0.01 {
				t.Fatalf("the line through θ reaches %v, where the surface is %v", v, got)
			}
		}
	}
}

func TestBarsAreAsLongAsTheirFractions(t *testing.T) {
	labels, fractions := []string{"one", "two", "three"}, []float64{0.25, 1, 0.6}
	p := readBack(t, Agreement(labels, fractions))
	seen := 0
	for _, s := range p.shapes {
		if !s.filled || s.color != ink.Curve {
			continue
		}
		hi, y := 0.0, 0.0
		for _, v := range s.parts[0][:4] {
			hi, y = max(hi, v.x), y+v.y/4
		}
		i := len(labels) - 1 - int(math.Round(y))
		seen++
		if math.Abs(hi-fractions[i]) > 2*p.unit.x || math.Abs(y-math.Round(y)) > 0.05 {
			t.Errorf("bar %d ends at %v, want %v", i, hi, fractions[i])
		}
		if w := p.word(t, labels[i]); math.Abs(w.at.y-y) > 0.2 {
			t.Errorf("%s stands at %v, its bar at %v", labels[i], w.at.y, y)
		}
		if w := p.word(t, percent(fractions[i])); math.Abs(w.at.y-y) > 0.2 {
			t.Errorf("%s stands at %v, its bar at %v", w.text, w.at.y, y)
		}
	}
	if seen != 3 {
		t.Errorf("%d bars", seen)
	}
}

func TestTilesStandInOrderTheRightWayUp(t *testing.T) {
	tile := func(at int) (px []float64) { px = make([]float64, 6); px[at] = 1; return px }
	p := readBack(t, Tiles(2, 2, Tile{tile(0), "first"}, Tile{tile(3), "second"}, Tile{tile(4), "third"}))
	if len(p.images) != 3 {
		t.Fatalf("%d tiles", len(p.images))
	}
	for i, at := range []int{0, 3, 4} {
		m := p.images[i]
		b := m.img.Bounds()
		for y := range 3 {
			for x := range 2 {
				r, _, _, _ := m.img.At(b.Min.X+(2*x+1)*b.Dx()/4, b.Min.Y+(2*y+1)*b.Dy()/6).RGBA()
				if dark := r < 0x8000; dark != (2*y+x == at) {
					t.Errorf("tile %d: its pixel (%d, %d) is dark: %v", i, x, y, dark)
				}
			}
		}
	}
	a, b, c := p.images[0].rect, p.images[1].rect, p.images[2].rect
	if !(b.Min.X > a.Max.X && b.Min.Y == a.Min.Y && c.Max.Y < a.Min.Y && c.Min.X == a.Min.X) {
		t.Errorf("tiles at %v, %v, %v", a, b, c)
	}
	for i, name := range []string{"first", "second", "third"} {
		if w := p.word(t, name); w.px.x < p.images[i].rect.Min.X.Points() || w.px.x > p.images[i].rect.Max.X.Points() || w.px.y > p.images[i].rect.Min.Y.Points() {
			t.Errorf("%s is at %v, its tile at %v", name, w.px, p.images[i].rect)
		}
	}
}

// Every number along an axis stands at its own value, and is one, two or five times a power
// of ten.
func TestTheNumbersOfAnAxisStandAtTheirValues(t *testing.T) {
	for _, r := range [][2]float64{{0, 1}, {-3, 4}, {0, 3e7}, {1e-5, 7e-5}, {-0.02, 0.013}, {990, 1010}, {0.4, 4e5}} {
		for _, log := range []bool{false, true} {
			if log && r[0] <= 0 {
				continue
			}
			fig := Lines("x", "y", Series{X: []float64{r[0], r[1]}, Y: []float64{r[0], r[1]}})
			if log {
				LogX(LogY(fig))
			}
			p := readBack(t, fig)
			var along [2][]float64
			for _, w := range p.words {
				v := readNumber(w.text)
				if math.IsNaN(v) || w.color != ink.Soft {
					continue
				}
				axis, at := 0, w.at.x
				if w.px.x < p.leftmost()-3 {
					axis, at = 1, w.at.y
				}
				along[axis] = append(along[axis], v)
				far := math.Abs(at-v) > 2*math.Abs([2]float64{p.unit.x, p.unit.y}[axis])
				if log {
					far = math.Abs(math.Log(at/v)) > 0.03*math.Log(r[1]/r[0])
				}
				if far {
					t.Errorf("%v, logarithmic %v: the number %s stands at %v", r, log, w.text, at)
				}
			}
			for axis, marks := range along {
				if len(marks) < 2 {
					t.Errorf("%v, logarithmic %v: axis %d has the marks %v", r, log, axis, marks)
				}
				if log {
					continue
				}
				slices.Sort(marks)
				step := marks[1] - marks[0]
				for step >= 9.99 {
					step /= 10
				}
				for step < 0.999 {
					step *= 10
				}
				if m := math.Round(step); math.Abs(step-m) > 1e-6 || m != 1 && m != 2 && m != 5 {
					t.Errorf("%v: marks %v are %v apart, times a power of ten", r, marks, step)
				}
			}
		}
	}
}

// leftmost returns where the axis of y is, in px.
func (p *picture) leftmost() float64 {
	x := math.Inf(1)
	for _, s := range p.shapes {
		if s.color == ink.Soft && !s.filled && !s.dashed {
			for _, part := range s.px {
				if len(part) == 3 { // the L of the axes
					x = part[1].x
				}
			}
		}
	}
	return x
}

func TestDotsAreAtTheirPoints(t *testing.T) {
	x, y := []float64{0.2, 0.5, 0.8}, []float64{0.9, 0.1, 0.4}
	p := readBack(t, framed(0, 1, 0, 1, Dots(x, y, "", plainColor)))
	at := p.discs(plainColor)
	for i := range x {
		if !slices.ContainsFunc(at, func(v xy) bool { return p.near(v, xy{x[i], y[i]}) }) {
			t.Errorf("no dot at (%v, %v) among %v", x[i], y[i], at)
		}
	}
	if len(at) != 3 {
		t.Errorf("%d dots", len(at))
	}
}

// The names of axes are beside their own.
func TestAxesBearTheirNames(t *testing.T) {
	p := readBack(t, Lines("along", "up", Series{X: []float64{0, 1}, Y: []float64{0, 1}}))
	if a, b := p.word(t, "along"), p.word(t, "up"); !(a.at.y < 0 && b.at.y > 0.95) {
		t.Errorf("along is at %v, up at %v", a.at, b.at)
	}
	for _, fig := range []*plot.Plot{Contours(SurfaceFunc(bowl), bowlWindow), GoodMoves([]float64{0, 0}, []float64{1, 1}, 1), Vectors()} {
		p := readBack(t, fig)
		if w, b := p.word(t, "w"), p.word(t, "b"); !(w.px.y < b.px.y) {
			t.Errorf("w is at %v, b at %v", w.px, b.px)
		}
	}
	if s := strings.Join(readBack(t, Remainders([]float64{0.1, 1}, [][]float64{{0.1, 1}})).texts(), " "); !strings.Contains(s, "|remainder|") {
		t.Errorf("texts %s", s)
	}
}
