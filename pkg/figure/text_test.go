package figure

import (
	"math"
	"strings"
	"testing"

	xfnt "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/font"
)

// spell writes how a text is set: italic letters in <>, raised ones after ^,
// lowered ones after _.
func spell(s string) string {
	var b strings.Builder
	for _, r := range (&typesetter{}).set(s, typeface(10)) {
		txt := r.text
		if r.face.Font.Style == xfnt.StyleItalic {
			txt = "<" + txt + ">"
		}
		switch {
		case r.rise > 0:
			txt = "^" + txt
		case r.rise < 0:
			txt = "_" + txt
		}
		b.WriteString(txt)
	}
	return b.String()
}

func TestMathematicsInRunningText(t *testing.T) {
	for in, want := range map[string]string{
		"θ":                "<θ>",
		"∇L":               "∇<L>",
		"φ(η) = L(θ + ηu)": "<φ>(<η>) = <L>(<θ> + <ηu>)",
		"σ(wt + b)":        "<σ>(<wt> + <b>)",
		"Δw":               "Δ<w>",
		"θ_new":            "<θ>_new",
		"λ_max = 2":        "<λ>_max = 2",
		"L_min":            "<L>_min",
		"x_{1}, x_2":       "<x>_1, <x>_2",
		"10^{−3}":          "10^−3",
		"η²":               "<η>^2",
		"‖u‖_∞":            "‖<u>‖_∞",
		"½uᵀ∇²Lu":          "½<u>^T∇^2<Lu>",
		"ŷ = σ(z)":         "<ŷ> = <σ>(<z>)",
		"31 °F":            "31 °F",
		"a step":           "a step",
		"order K":          "order <K>",
		"k cos β":          "<k> cos <β>",
		"don't":            "don't",
		"trailing_":        "trailing_",
		"{x}^{":            "{<x>}^{",
	} {
		if got := spell(in); got != want {
			t.Errorf("%q is set as %q, want %q", in, got, want)
		}
	}
}

func TestTheFaceHasEveryLetterOfTheCourse(t *testing.T) {
	var buf sfnt.Buffer
	for _, style := range []xfnt.Style{xfnt.StyleNormal, xfnt.StyleItalic} {
		f := typeface(10)
		f.Style = style
		face := font.DefaultCache.Lookup(f, f.Size)
		for _, r := range "θηβφσλκμπδεαγρτΔΣ−·×±≤≥≈≠∞√∂½¼‖|ℓ°′–—…→0123456789%" {
			if g, err := face.Face.GlyphIndex(&buf, r); err != nil || g == 0 {
				t.Errorf("style %v has no %q", style, r)
			}
		}
	}
}

func TestWidthIsTheSumOfTheRuns(t *testing.T) {
	// Without kerning, text set in one piece is as wide as its letters.
	ts := &typesetter{}
	sum := 0.0
	for _, r := range "φ(η)∇L²" {
		w, _ := textSize(ts, string(r), 20)
		sum += w
	}
	// ηL alone are italic in both; only rounding differs.
	if w, _ := textSize(ts, "φ(η)∇L²", 20); math.Abs(w-sum) > 1e-9 {
		t.Errorf("width %g, letters together %g", w, sum)
	}
}

func labels(marks []string) string { return strings.Join(marks, " ") }

func TestTicksAreFewRoundAndReadable(t *testing.T) {
	for _, c := range []struct {
		t      Ticks
		lo, hi float64
		want   string
	}{
		{Ticks{Want: 5}, 0, 1, "0 0.2 0.4 0.6 0.8 1.0"},
		{Ticks{Want: 5}, -2, 2, "−2 −1 0 1 2"},
		{Ticks{Want: 3}, 28, 84, "40 60 80"},
		{Ticks{Want: 3}, -0.1, 0.1, "−0.10 −0.05 0 0.05 0.10"},
		{Ticks{Want: 5}, 0, 3e7, "0 0.5·10⁷ 10⁷ 1.5·10⁷ 2·10⁷ 2.5·10⁷ 3·10⁷"},
		{Ticks{Want: 2}, 0, 4e-6, "0 2·10⁻⁶ 4·10⁻⁶"},
		{Ticks{Want: 5, Whole: true}, 0, 3, "0 1 2 3"},
		{Ticks{Want: 5}, 1, 1, ""},
	} {
		var got []string
		for _, m := range c.t.Ticks(c.lo, c.hi) {
			if m.Value < c.lo-1e-9 || m.Value > c.hi+1e-9*math.Abs(c.hi) {
				t.Errorf("mark %g outside [%g, %g]", m.Value, c.lo, c.hi)
			}
			got = append(got, m.Label)
		}
		if labels(got) != c.want {
			t.Errorf("[%g, %g]: %q, want %q", c.lo, c.hi, labels(got), c.want)
		}
	}
}

func TestLogTicks(t *testing.T) {
	for _, c := range []struct {
		lo, hi float64
		want   string
	}{
		{0.01, 100, "0.01 0.1 1 10 100"},
		{1, 10, "1 2 5 10"},
		{1e-8, 1, "10⁻⁸ 10⁻⁶ 10⁻⁴ 10⁻² 1"},
		{1e-12, 1, "10⁻¹² 10⁻⁹ 10⁻⁶ 10⁻³ 1"},
		{3, 3.5, "3.0 3.1 3.2 3.3 3.4 3.5"},
	} {
		var got []string
		for _, m := range (LogTicks{}).Ticks(c.lo, c.hi) {
			if m.Label != "" {
				got = append(got, m.Label)
			}
		}
		if labels(got) != c.want {
			t.Errorf("[%g, %g]: %q, want %q", c.lo, c.hi, labels(got), c.want)
		}
	}
}

func TestNamesOfLinesAndPointsStayOnTheCard(t *testing.T) {
	for name, make := range gallery() {
		p := make()
		w, h := NaturalSize(p, 0, 0)
		for _, e := range drawn(t, p) {
			var x, y, s float64
			if e.name != "g" || !scanTranslate(e.attr["transform"], &x, &y, &s) {
				continue
			}
			if x < 0 || x > w || y < 0.02*h || y > h {
				t.Errorf("%s: text begins at %g, %g of a %g × %g card", name, x, y, w, h)
			}
		}
	}
}
