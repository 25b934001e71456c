package explore

import (
	"bytes"
	"encoding/xml"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/live"
	"github.com/downhill-go/downhill/pkg/loss"
)

// What a frame shows is read back from its SVG through the panels' axes, and held against
// the mathematics.

type drawing struct {
	t     *testing.T
	lines []stroke
	areas []stroke // filled outlines
	dots  []dot
	texts []text
}

type stroke struct {
	color string
	width float64
	dash  bool
	parts [][][2]float64 // px
}

type dot struct {
	fill, stroke string
	r            float64
	at           [2]float64
}

type text struct {
	s, color string
	at       [2]float64
}

var pathNumber = regexp.MustCompile(`[MlZ]|-?\d+\.?\d*`)

// frame draws a figure in a state and reads what is in it.
func frame(t *testing.T, figure string, state ...any) *drawing {
	t.Helper()
	f := live.Find(All(), figure)
	s := f.Start()
	for i := 0; i < len(state); i += 2 {
		if !s.Set(state[i].(string), state[i+1]) {
			t.Fatalf("%s has no %v", figure, state[i])
		}
	}
	d := &drawing{t: t}
	dec := xml.NewDecoder(bytes.NewReader(f.SVG(f.Frame(s))))
	deep := 0 // in a text
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			return d
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := tok.(type) {
		case xml.EndElement:
			if e.Name.Local == "text" {
				deep = 0
			}
		case xml.CharData:
			if deep > 0 {
				d.texts[len(d.texts)-1].s += strings.ReplaceAll(string(e), "\u200b", "")
			}
		case xml.StartElement:
			a := map[string]string{}
			for _, at := range e.Attr {
				a[at.Name.Local] = at.Value
			}
			num := func(name string) float64 { v, _ := strconv.ParseFloat(a[name], 64); return v }
			switch e.Name.Local {
			case "text":
				deep = 1
				d.texts = append(d.texts, text{color: a["fill"], at: [2]float64{num("x"), num("y")}})
			case "circle":
				d.dots = append(d.dots, dot{a["fill"], a["stroke"], num("r"), [2]float64{num("cx"), num("cy")}})
			case "line":
				d.lines = append(d.lines, stroke{a["stroke"], num("stroke-width"), a["stroke-dasharray"] != "",
					[][][2]float64{{{num("x1"), num("y1")}, {num("x2"), num("y2")}}}})
			case "path":
				s := stroke{color: a["stroke"], width: num("stroke-width"), dash: a["stroke-dasharray"] != ""}
				var nums []float64
				x, y := 0.0, 0.0
				op := ""
				for _, tok := range pathNumber.FindAllString(a["d"], -1) {
					if v, err := strconv.ParseFloat(tok, 64); err == nil {
						if nums = append(nums, v); len(nums) < 2 {
							continue
						}
						if op == "M" {
							x, y = nums[0], nums[1]
							s.parts = append(s.parts, nil)
						} else {
							x, y = x+nums[0], y+nums[1]
						}
						s.parts[len(s.parts)-1] = append(s.parts[len(s.parts)-1], [2]float64{x, y})
						nums = nil
						continue
					}
					op = tok
				}
				if a["fill"] == "none" {
					d.lines = append(d.lines, s)
				} else {
					s.color = a["fill"]
					d.areas = append(d.areas, s)
				}
			}
		}
	}
}

// data turns px into a panel's data.
func data(a *live.Axes, p [2]float64) [2]float64 {
	back := func(s, lo, hi float64, log bool) float64 {
		if log {
			return lo * math.Pow(hi/lo, s)
		}
		return lo + s*(hi-lo)
	}
	return [2]float64{back((p[0]-a.Left)/a.Width, a.X0, a.X1, a.XLog), back(1-(p[1]-a.Top)/a.Height, a.Y0, a.Y1, a.YLog)}
}

func within(a *live.Axes, p [2]float64) bool {
	return p[0] >= a.Left-0.1 && p[0] <= a.Left+a.Width+0.1 && p[1] >= a.Top-0.1 && p[1] <= a.Top+a.Height+0.1
}

// line returns the px of all lines of a colour in a panel.
func (d *drawing) line(a *live.Axes, c ink.Color, dash bool, width float64) (px [][2]float64) {
	for _, l := range d.lines {
		if l.color != c.Hex() || l.dash != dash || width > 0 && math.Abs(l.width-width) > 0.01 {
			continue
		}
		for _, part := range l.parts {
			if within(a, part[0]) && within(a, part[len(part)-1]) {
				px = append(px, part...)
			}
		}
	}
	return px
}

// graph holds a line of a panel against a function, to 0.3 px or what the function
// changes over half a px sideways.
func (d *drawing) graph(name string, a *live.Axes, px [][2]float64, f func(x float64) float64) {
	d.t.Helper()
	if len(px) < 10 {
		d.t.Errorf("%s: %d points are drawn", name, len(px))
	}
	for _, p := range px {
		v := data(a, p)
		l, r := data(a, [2]float64{p[0] - 0.5, p[1]}), data(a, [2]float64{p[0] + 0.5, p[1]})
		want := a.Y(f(v[0]))
		if e := math.Abs(p[1] - want); e > 0.3 && e > math.Abs(a.Y(f(r[0]))-a.Y(f(l[0]))) && math.Abs(want-a.Top) > 1 && math.Abs(want-a.Top-a.Height) > 1 {
			d.t.Errorf("%s: at %.4g stands %.4g, want %.4g", name, v[0], v[1], f(v[0]))
			return
		}
	}
}

// through holds the corners of a line against places; a line leaves out steps below 0.1 px.
func (d *drawing) through(name string, a *live.Axes, px [][2]float64, want [][]float64) {
	d.t.Helper()
	n := 0
	for _, w := range want {
		at := a.XY(w[0], w[1])
		if !a.Inside(at) {
			break
		}
		n++
		if !slices.ContainsFunc(px, func(p [2]float64) bool { return math.Hypot(p[0]-at[0], p[1]-at[1]) < 0.25 }) {
			d.t.Errorf("%s does not pass through %v", name, w)
			return
		}
	}
	if n < 2 {
		d.t.Errorf("%s: %d of its points are in the panel", name, n)
	}
}

func (d *drawing) dot(name string, a *live.Axes, c ink.Color, x, y float64) {
	d.t.Helper()
	at := a.XY(x, y)
	for _, q := range d.dots {
		if q.fill == c.Hex() && math.Hypot(q.at[0]-at[0], q.at[1]-at[1]) < 0.15 {
			return
		}
	}
	d.t.Errorf("%s: no dot at (%.4g, %.4g)", name, x, y)
}

// tip holds that an arrow of a colour ends at a place.
func (d *drawing) tip(name string, a *live.Axes, c ink.Color, x, y float64) {
	d.t.Helper()
	at := a.XY(x, y)
	for _, s := range d.areas {
		if s.color == c.Hex() && len(s.parts) == 1 && len(s.parts[0]) == 3 && math.Hypot(s.parts[0][0][0]-at[0], s.parts[0][0][1]-at[1]) < 0.15 {
			return
		}
	}
	d.t.Errorf("%s: no arrow ends at (%.4g, %.4g)", name, x, y)
}

func (d *drawing) says(s string, c ink.Color) {
	d.t.Helper()
	for _, w := range d.texts {
		if w.s == s && w.color == c.Hex() {
			return
		}
	}
	d.t.Errorf("%q is not written in its colour: %v", s, d.texts)
}

func TestTheNeuronShowsYesNoAndItsCurve(t *testing.T) {
	θ := []float64{-0.7, -0.4}
	d, a, r := frame(t, "neuron", "θ", θ), launches(), rings()
	d.dot("θ", θMap(), ink.Theta, θ[0], θ[1])
	d.graph("ŷ", a, d.line(a, ink.Curve, false, 0), func(f float64) float64 { return r.loss.Predict(θ, r.scaling.To(f)) })
	for i, x := range r.X {
		at := a.XY(r.scaling.From(x), r.Y[i])
		found := slices.ContainsFunc(d.dots, func(q dot) bool {
			ring := q.fill == ink.Card.Hex() && q.stroke == ink.No.Hex()
			return math.Hypot(q.at[0]-at[0], q.at[1]-at[1]) < 0.15 && (r.Y[i] == 1 && q.fill == ink.Yes.Hex() || r.Y[i] == 0 && ring)
		})
		if !found {
			t.Errorf("launch %d, distress %v, is not shown as such", i, r.Y[i])
		}
	}
}

func TestTheStepLandsAtθPlusηu(t *testing.T) {
	u, η := []float64{-1, 0.4}, 1.5
	d := frame(t, "step", "u", u, "η", η)
	θ := courseθ[:]
	new := descent.Step(nil, θ, η, u)
	d.tip("u", θMap(), ink.Direction, θ[0]+u[0], θ[1]+u[1])
	d.dot("θ_new", θMap(), ink.Mark, new[0], new[1])
	φ := along(ringsLoss(), θ, u)
	d.graph("φ", lossAlong(), d.line(lossAlong(), ink.Curve, false, 0), φ)
	d.dot("φ(η)", lossAlong(), ink.Mark, η, φ(η))
}

// polynomial returns the panel of drawPolynomial, whose window is φ's with room.
func polynomialPanel(φ func(η float64) float64, reach float64, a live.Axes) *live.Axes {
	lo, hi := math.Inf(1), math.Inf(-1)
	for i := range 65 {
		y := φ(reach * (float64(i)/32 - 1))
		lo, hi = min(lo, y), max(hi, y)
	}
	a.X0, a.X1, a.Y0, a.Y1 = -reach, reach, lo-0.25*(hi-lo), hi+0.25*(hi-lo)
	return &a
}

func TestTheMicroscopeShowsTheOrderThatItSays(t *testing.T) {
	θ, u := courseθ[:], courseU[:]
	φ := along(ringsLoss(), θ, u)
	c := ringsLoss().Taylor(make([]float64, 13), θ, u)
	for _, order := range []int{0, 1, 2, 5} {
		d := frame(t, "microscope", "order", float64(order), "η", 1.0)
		a := polynomialPanel(φ, 1, live.Axes{Left: left + 18, Top: mapTop, Width: wide - 18, Height: mapHigh})
		d.graph("φ", a, d.line(a, ink.Curve, false, 0), φ)
		d.graph("order "+strconv.Itoa(order), a, d.line(a, ink.Approx, true, 0), func(η float64) float64 {
			s := 0.0
			for k := order; k >= 0; k-- {
				s = s*η + c[k]
			}
			return s
		})
		d.says("order "+strconv.Itoa(order), ink.Approx)
		// Below, the bar of this order is the one that stands out.
		x := live.Axes{X0: -0.4, X1: highest + 0.4, Left: left + 18, Width: wide - 18}
		n := 0
		for _, q := range d.dots {
			if q.at[1] >= lowTop && q.fill == ink.Approx.Hex() {
				n++
				if math.Abs(q.at[0]-x.X(float64(order))) > 0.15 {
					t.Errorf("the bar at %v stands out, of order %d", q.at, order)
				}
			}
		}
		if n != 1 {
			t.Errorf("%d bars stand out", n)
		}
	}
}

func TestTheTangentIsOfOrder1AndTheParabolaOfOrder2(t *testing.T) {
	θ, u := courseθ[:], courseU[:]
	c := ringsLoss().Taylor(make([]float64, 3), θ, u)
	φ := along(ringsLoss(), θ, u)
	d, a := frame(t, "tangent", "η", 0.8, "parabola", true), tangentTop()
	d.graph("φ", a, d.line(a, ink.Curve, false, 0), φ)
	d.graph("parabola", a, d.line(a, ink.Direction, false, 0), func(η float64) float64 { return c[0] + c[1]*η + c[2]*η*η })
	tangent := d.line(a, ink.Approx, true, 0)
	if len(tangent) < 2 {
		t.Fatal("no tangent")
	}
	for _, p := range tangent {
		if v := data(a, p); math.Abs(p[1]-a.Y(c[0]+c[1]*v[0])) > 0.3 {
			t.Fatalf("the tangent passes through %v, want %v", v, c[0]+c[1]*v[0])
		}
	}
	d.dot("tangent at η", a, ink.Approx, 0.8, c[0]+0.8*c[1])
	d.dot("φ at η", a, ink.Curve, 0.8, φ(0.8))
	low := &live.Axes{X0: 0.001, X1: 6, XLog: true, Y0: 0, Y1: 1.5 * c[2], Left: left, Top: lowTop - 10, Width: wide, Height: lowHigh}
	d.dot("error / η²", low, ink.Bad, 0.8, (φ(0.8)-c[0]-0.8*c[1])/0.64)
}

// downhillArea returns the corners of the area in the colour of good moves in a panel.
func (d *drawing) good(a *live.Axes) (px [][2]float64) {
	for _, s := range d.areas {
		if s.color == ink.Good.Hex() && len(s.parts) == 1 && len(s.parts[0]) > 3 && within(a, s.parts[0][0]) {
			px = append(px, s.parts[0]...)
		}
	}
	return px
}

func TestTheDialTintsWhatStartsDownhill(t *testing.T) {
	for _, name := range []string{"dial", "angle"} {
		for _, angle := range []float64{20, 142, 200, 275} {
			θ, η := []float64{0.4, -0.8}, 0.8
			d := frame(t, name, "θ", θ, "u", angle, "η", η)
			g := ringsLoss().Gradient(nil, θ)
			u := turned(g, angle)
			px := d.good(dialMap())
			least, most := 0.0, 0.0
			for _, p := range px {
				v := data(dialMap(), p)
				s := descent.Slope([]float64{v[0] - θ[0], v[1] - θ[1]}, g)
				least, most = min(least, s), max(most, s)
			}
			if len(px) < 3 || most > 0.02 || least > -0.5 {
				t.Errorf("%s: the tint holds slopes from %v to %v", name, least, most)
			}
			color := ink.Bad
			if descent.Slope(u, g) < 0 {
				color = ink.Good
			}
			d.tip("u", dialMap(), color, θ[0]+u[0], θ[1]+u[1])
			n := descent.Norm(g)
			d.tip("∇L", dialMap(), ink.Gradient, θ[0]+g[0]/n, θ[1]+g[1]/n)
			// Below: what is promised and what is real, and the half below 0 tinted.
			a := &live.Axes{X0: 0, X1: 360, Y0: -1.35 * n, Y1: 1.35 * n, Left: left + 14, Top: lowTop, Width: wide - 14, Height: lowHigh - 14}
			start := ringsLoss().Value(θ)
			real := func(β float64) float64 { return (along(ringsLoss(), θ, turned(g, β))(η) - start) / η }
			d.graph("real", a, d.line(a, ink.Curve, false, 0), real)
			d.graph("promised", a, d.line(a, ink.Approx, true, 0), func(β float64) float64 { return n * math.Cos(β*math.Pi/180) })
			d.dot("real", a, ink.Curve, angle, real(angle))
			d.dot("promised", a, ink.Approx, angle, n*math.Cos(angle*math.Pi/180))
			for _, p := range d.good(a) {
				if p[1] < a.Y(0)-0.15 {
					t.Errorf("%s: the tint below reaches %v", name, data(a, p))
				}
			}
			if len(d.good(a)) < 4 {
				t.Errorf("%s: no tint below", name)
			}
			d.says("real", ink.Curve)
			d.says("promised", ink.Approx)
		}
	}
}

func TestRunsAreDrawnFromTheirStartStepByStep(t *testing.T) {
	θ := []float64{0.5, 0.7}
	run := descent.Run(ringsLoss(), θ, descent.Settings{Rate: 3, Steps: longest, Tol: 1e-6})
	d := frame(t, "descent", "θ", θ, "η", 3.0)
	d.through("path", descentMap(), append(d.line(descentMap(), ink.Path, false, 0), d.line(descentMap(), ink.Path.Mix(ink.Card, 0.45), false, 0)...), run.Path())
	var losses [][]float64
	for i, l := range run.Losses {
		losses = append(losses, []float64{float64(i), l})
	}
	d.through("losses", byStep(), d.line(byStep(), ink.Path, false, 0), losses)

	start := []float64{1.1, 0.3}
	saddle := descent.Run(loss.Saddle(), start, descent.Settings{Rate: 0.2, Steps: ridden, Tol: 1e-6})
	d = frame(t, "saddle", "w", start[0], "b", start[1], "η", 0.2)
	d.through("path", saddleMap(), append(d.line(saddleMap(), ink.Path, false, 0), d.line(saddleMap(), ink.Path.Mix(ink.Card, 0.45), false, 0)...), saddle.Path())
	var norms [][]float64
	for i, n := range saddle.Norms {
		norms = append(norms, []float64{float64(i), n})
	}
	d.through("norms", saddleLow(), d.line(saddleLow(), ink.Path, false, 0), norms)
}

func TestMomentumAndPlainAreNotExchanged(t *testing.T) {
	L, θ := loss.Conditioned(2, 25), []float64{-1.2, 0.5}
	s := descent.Settings{Rate: 1.5 / 25, Steps: patience, Tol: -1}
	plain := descent.Run(L, θ, s)
	s.Rule = descent.Momentum{Mu: 0.7}
	heavy := descent.Run(L, θ, s)
	d := frame(t, "momentum", "κ", 25.0, "μ", 0.7, "ηλ", 1.5, "θ", θ)
	d.through("plain", bowlMap(), d.line(bowlMap(), ink.Curve, true, 1.75), plain.Path()[:25])
	d.through("with momentum", bowlMap(), d.line(bowlMap(), ink.Path, false, 1.75), heavy.Path()[:25])
	pairs := func(losses []float64) (out [][]float64) {
		for i, l := range losses[:60] {
			out = append(out, []float64{float64(i), l})
		}
		return out
	}
	d.through("losses, plain", race(), d.line(race(), ink.Curve, true, ink.Line), pairs(plain.Losses))
	d.through("losses, momentum", race(), d.line(race(), ink.Path, false, ink.Line), pairs(heavy.Losses))
	d.says("plain (dashed)", ink.Curve)
	d.says("with momentum", ink.Path)
}

func TestTheWalkSetsOutAgainstTheGradient(t *testing.T) {
	θ, η := []float64{-3, -1.5}, 3.0
	run := descent.Run(ringsLoss(), θ, descent.Settings{Rate: η, Steps: walked, Tol: -1})
	d := frame(t, "walk", "θ", θ, "η", η, "step", 4.0)
	at := run.Path()[3]
	d.through("path", dialMap(), d.line(dialMap(), ink.Path, false, 0), run.Path()[:4])
	d.tip("−η∇L", dialMap(), ink.Direction, run.Path()[4][0], run.Path()[4][1])
	// The contour through θ_3 is where the loss is L(θ_3).
	px := d.line(dialMap(), ink.Text, false, ink.Thin)
	if len(px) < 20 {
		t.Errorf("the contour has %d points", len(px))
	}
	for _, p := range px {
		if v := data(dialMap(), p); math.Abs(ringsLoss().Value(v[:])-ringsLoss().Value(at)) > 0.02 {
			t.Fatalf("the contour passes through %v, where the loss is %v", v, ringsLoss().Value(v[:]))
		}
	}
}

func TestContoursOfLiveFiguresAreOnTheirLevels(t *testing.T) {
	a := θMap()
	d := frame(t, "neuron")
	for i, level := range levels {
		c := ink.Low.Mix(ink.High, float64(i)/float64(len(levels)-1))
		for _, p := range d.line(a, c, false, 0) {
			if v := data(a, p); math.Abs(ringsLoss().Value(v[:])-level) > 0.02 {
				t.Fatalf("level %v passes through %v, where the loss is %v", level, v, ringsLoss().Value(v[:]))
			}
		}
	}
	n := 0
	for _, w := range d.texts {
		if v, err := strconv.ParseFloat(w.s, 64); err == nil && w.color == ink.Level.Hex() {
			n++
			at := data(a, [2]float64{w.at[0], w.at[1] - 6})
			g := descent.Norm(ringsLoss().Gradient(nil, at[:]))
			if got := ringsLoss().Value(at[:]); math.Abs(got-v) > 8*(a.X1-a.X0)/a.Width*g+0.02 {
				t.Errorf("the number %v stands where the loss is %v", v, got)
			}
		}
	}
	if n < 4 {
		t.Errorf("%d lines have numbers", n)
	}
}

func TestTheOutlineOfANormIsOfLength1AndItsSteepestOnIt(t *testing.T) {
	a := &live.Axes{X0: -2, X1: 2, Y0: -1.5, Y1: 1.5, Left: left, Top: mapTop, Width: wide, Height: 0.75 * wide}
	for ruler, length := range map[float64]descent.PNorm{0: descent.L1, 0.5: descent.L2, 1: descent.LInf} {
		d := frame(t, "norms", "ruler", ruler, "g", 25.0)
		for _, p := range d.line(a, ink.Curve, false, 0) {
			if v := data(a, p); math.Abs(length.Of(v[:])-1) > 0.01 {
				t.Fatalf("ℓ%v: the outline passes through %v", length, v)
			}
		}
		sin, cos := math.Sincos(25 * math.Pi / 180)
		u := length.Steepest(nil, []float64{cos, sin})
		d.tip("steepest", a, ink.Direction, u[0], u[1])
		for _, p := range d.good(a) {
			if v := data(a, p); v[0]*cos+v[1]*sin > 0.02 {
				t.Errorf("the tint reaches %v", v)
			}
		}
	}
}

func TestNoiseScattersRoundTheTrueGradient(t *testing.T) {
	θ := []float64{0.5, 0.5}
	d := frame(t, "noise", "θ", θ, "m", 23.0)
	g := ringsLoss().Gradient(nil, θ)
	d.tip("−∇L", noiseMap(), ink.Gradient, θ[0]-g[0], θ[1]-g[1])
	d.tip("the mean, of whole batches", noiseMap(), ink.Text, θ[0]-g[0], θ[1]-g[1])
	low := &live.Axes{X0: 0, X1: 180, Y0: 0, Y1: 1, Left: left, Top: lowTop, Width: wide, Height: lowHigh - 14}
	for _, p := range d.good(low) {
		if p[0] < low.X(90)-0.15 {
			t.Errorf("β = %v is tinted", data(low, p)[0])
		}
	}
	if n := len(d.good(low)); n < 4 {
		t.Error("no tint")
	}
}

func TestScalesShowTheLossAboveTheMinimum(t *testing.T) {
	d := frame(t, "scales", "centre", true, "scale", true, "ηλ", 1.0)
	v := views.Get(newViews)[3]
	run := descent.Run(v.L, []float64{0, 0}, descent.Settings{Rate: 1 / v.λ[1], Steps: scaledSteps, Tol: -1})
	var above [][]float64
	for i, l := range run.Losses[:10] {
		above = append(above, []float64{float64(i), l - v.L.Value(v.minimum)})
	}
	d.through("losses", v.low(), d.line(v.low(), ink.Path, false, ink.Line), above)
	a, _ := v.axes()
	d.dot("minimum", a, ink.Mark, v.minimum[0], v.minimum[1])
}

func TestThePlaygroundShowsTheTypedLoss(t *testing.T) {
	θ := []float64{0.6, 1}
	d := frame(t, "playground", "L", "w*w/2 + 2*b*b", "θ", θ, "order", 2.0, "η", 0.2, "u", 142.0)
	L := loss.NewQuadratic([]float64{1, 0, 0, 4}, nil, 0)
	run := descent.Run(L, θ, descent.Settings{Rate: 0.2, Steps: 40, Tol: 1e-6})
	d.through("path", playgroundMap(), d.line(playgroundMap(), ink.Path, false, 0), run.Path()[:8])
	g := L.Gradient(nil, θ)
	u := turned(g, 142)
	φ := along(L, θ, u)
	a := polynomialPanel(φ, 1, live.Axes{Left: left + 14, Top: lowTop, Width: wide - 14, Height: lowHigh})
	d.graph("φ", a, d.line(a, ink.Curve, false, 0), φ)
	d.graph("order 2, which is φ", a, d.line(a, ink.Approx, true, 0), φ)
}
