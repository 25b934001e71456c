// Package figure draws what the course talks about: loss surfaces by their
// contours, points, vectors and descent paths on them, φ(η) = L(θ+ηu) with its
// Taylor polynomials, losses by step, data with the fitted curve, rows of small images.
//
// A whole figure (Contours, Data, Polynomials, …) is a *plot.Plot of
// gonum.org/v1/plot with the house's look; an element (Point, Vector, Path,
// Curve, …) is a plotter that is added to one. Each constructor's type bears its
// name, as Curve returns a *CurvePlot:
//
//	p := figure.Contours(L, figure.Window{XMin: -4, XMax: 2, YMin: -3, YMax: 2})
//	p.Add(
//		figure.Path(run.Path(), "", ink.Path),
//		figure.Vector(θ, g, "∇L", ink.Gradient),
//		figure.Point(θ, "θ", ink.Theta),
//	)
//
// # Drawing
//
// SVG draws a figure as one small, self-contained picture whose text is
// outlines, so that it looks the same in every browser and with every set of
// fonts. Draw does the same on any gonum/plot canvas. Both know three things
// that gonum/plot's own Plot.Draw does not: axes with equal units, labels that
// keep out of each other's way, and few, readable ticks. Plot.Draw and
// Plot.Save still work for PNG and SVG, without those three (the PDF canvas of
// gonum/plot does not find the italic face).
//
// One unit of length of a figure (a vg.Length of 1) is one CSS px.
//
// Where to change what: colours, weights and sizes of type are in package ink (the face of
// all text is typeface below; LevelSize is the number on a contour); how numbers are written
// in internal/plane, where ticks stand in ticks.go, where labels go in labels.go and
// levels.go. A new element is a type with gonum/plot's Plot method, which maps data with
// place, draws with stroke and names itself with layoutOf(p).add; a new one is held against
// its mathematics in meaning_test.go.
//
// # Text
//
// Labels are plain strings in which single Latin letters and lower-case Greek
// ones are set in italic, as mathematics wants them: "φ(η) = L(θ + ηu)". A _
// lowers what follows and a ^ raises it, up to the end of the word or of the
// braces: "θ_new", "10^{−3}". The characters ² ³ ᵀ and their like need no ^.
package figure

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"

	"github.com/downhill-go/downhill/pkg/ink"
)

// A look holds what a figure of this package knows beyond a plot.Plot. It
// travels in the plot's text handler: gonum/plot has no place for a figure's
// own settings, and the handler is the one part that every plot has and that
// only the drawing reads.
type look struct {
	equal         bool    // a unit of x is as long as a unit of y
	box           bool    // frame on all four sides rather than an L
	grid          bool    // thin lines across at the ticks of y
	noAxes        bool    // nothing round the data area
	width, height float64 // px; zero for the figure's natural size

	// The range of the data of a figure that finds its own window, which gets
	// some room round it (down to 0 if fromZero) where its owner has not set
	// another; zero for a figure whose window is given.
	drawn    Window
	fromZero bool
	// The least positive coordinates drawn in, for logarithmic axes of data
	// that reach 0; 0 if not known.
	leastX, leastY float64

	layout *layout // where labels are gathered; nil outside Draw
}

// New returns an empty figure in the house's look: a white card, thin axes
// along the left and the bottom, few ticks. The range of an axis is that of
// the elements added, unless its Min and Max are set after adding them.
func New() *plot.Plot {
	p := plot.New()
	hand := &typesetter{look: &look{}}
	p.TextHandler = hand
	p.BackgroundColor = ink.Card
	p.Title.TextStyle = textStyle(hand, ink.LabelSize, ink.Text)
	p.Title.TextStyle.XAlign = text.XCenter
	p.Title.TextStyle.YAlign = text.YTop
	p.Title.Padding = 6
	p.Legend.TextStyle = textStyle(hand, ink.NoteSize, ink.Text)
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		a.Label.TextStyle = textStyle(hand, ink.LabelSize, ink.Text)
		a.Label.TextStyle.XAlign = text.XCenter
		a.Tick.Label.Font = typeface(ink.TickSize)
		a.Tick.Label.Color = ink.Soft
		a.Tick.Label.Handler = hand
		a.Tick.Marker = Ticks{}
		a.Tick.LineStyle.Color = ink.Soft
		a.Tick.LineStyle.Width = ink.Thin
		a.Tick.Length = 5
		a.LineStyle.Color = ink.Soft
		a.LineStyle.Width = ink.Thin
		a.Padding = 0
	}
	return p
}

// typeface is the face of all text: Liberation Sans, which gonum/plot carries
// with it, so that no figure depends on the fonts of a machine.
func typeface(size float64) font.Font {
	return font.Font{Typeface: "Liberation", Variant: "Sans", Size: vg.Length(size)}
}

func textStyle(h text.Handler, size float64, c ink.Color) text.Style {
	return text.Style{Color: c, Font: typeface(size), Handler: h}
}

// lookOf returns the settings of a figure of this package, or nil for a plot
// made elsewhere.
func lookOf(p *plot.Plot) *look {
	if t, ok := p.TextHandler.(*typesetter); ok {
		return t.look
	}
	return nil
}

func mustLook(p *plot.Plot) *look {
	k := lookOf(p)
	if k == nil {
		panic("figure: plot was not made by this package")
	}
	return k
}

// Equal makes a unit of x as long as a unit of y when p is drawn, so that
// angles and lengths can be read off: the range of one axis is widened, about
// its middle, until they agree. It returns p.
//
// It panics if p was not made by this package.
func Equal(p *plot.Plot) *plot.Plot { mustLook(p).equal = true; return p }

// Unequal lets the axes of p have units of their own, for parameters whose
// scales differ too much to share one. Angles drawn on it mean nothing; say so
// in the caption. It returns p and panics if p was not made by this package.
func Unequal(p *plot.Plot) *plot.Plot { mustLook(p).equal = false; return p }

// Size sets the size in px at which p is drawn unless the caller of SVG gives
// another. A zero leaves that side to the figure. It returns p.
//
// It panics if p was not made by this package or a side is negative or NaN.
func Size(p *plot.Plot, width, height float64) *plot.Plot {
	if !(width >= 0 && height >= 0) {
		panic("figure: negative size")
	}
	k := mustLook(p)
	k.width, k.height = width, height
	return p
}

// LogX makes the x axis of p logarithmic; what is not positive is left out. It
// returns p.
func LogX(p *plot.Plot) *plot.Plot { logAxis(&p.X); return p }

// LogY makes the y axis of p logarithmic; what is not positive is left out. It
// returns p.
func LogY(p *plot.Plot) *plot.Plot { logAxis(&p.Y); return p }

func logAxis(a *plot.Axis) {
	a.Scale = logScale{}
	if _, ours := a.Tick.Marker.(Ticks); ours {
		a.Tick.Marker = LogTicks{}
	}
}

// logScale is a plot.Normalizer for positive ranges. Unlike plot.LogScale it
// sends what is not positive to −Inf rather than panic: a loss that reaches 0
// is no mistake of the one who draws it.
type logScale struct{}

// Normalize returns log(x/lo)/log(hi/lo), or −Inf for x ≤ 0.
func (logScale) Normalize(lo, hi, x float64) float64 {
	if x <= 0 {
		return math.Inf(-1)
	}
	lo, hi = logRange(lo, hi)
	return math.Log(x/lo) / math.Log(hi/lo)
}

// logRange returns a positive range for a logarithmic axis: a lower end that is
// not positive is taken sixteen decades below the upper one, about the
// resolution of a float64.
func logRange(lo, hi float64) (float64, float64) {
	const least = 1e-300 // what is below is no data
	if !(hi > least) || math.IsInf(hi, 0) {
		return 0.1, 10
	}
	if !(lo > 0) {
		lo = hi * 1e-16
	}
	lo = max(lo, least)
	if hi/lo-1 <= 1e-12 {
		return lo / 2, hi * 2
	}
	return lo, hi
}

func isLog(a *plot.Axis) bool {
	switch a.Scale.(type) {
	case logScale, plot.LogScale:
		return true
	}
	return false
}
