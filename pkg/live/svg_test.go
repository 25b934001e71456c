package live

import (
	"encoding/xml"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/downhill-go/downhill/pkg/ink"
)

// wellFormed reads svg to its end and fails on anything that is not XML, on a
// style element or a class, and on a number that is not one.
func wellFormed(t *testing.T, svg []byte) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader("<svg>" + string(svg) + "</svg>"))
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("not XML: %v in %.200s", err, svg)
		}
		if e, ok := tok.(xml.StartElement); ok {
			if e.Name.Local == "style" || e.Name.Local == "script" {
				t.Fatalf("a %s element", e.Name.Local)
			}
			for _, a := range e.Attr {
				if a.Name.Local == "class" || a.Name.Local == "style" || strings.HasPrefix(a.Name.Local, "on") {
					t.Fatalf("attribute %s", a.Name.Local)
				}
				if strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") {
					t.Fatalf("%s=%q", a.Name.Local, a.Value)
				}
			}
		}
	}
}

func TestNumbersAreTenthsWithoutNoise(t *testing.T) {
	for _, c := range []struct {
		x    float64
		want string
	}{
		{0, "0"}, {1, "1"}, {1.04, "1"}, {1.06, "1.1"}, {-0.04, "0"}, {-2.55, "-2.6"}, {100.25, "100.3"},
		{math.NaN(), "0"}, {math.Inf(1), "100000"}, {math.Inf(-1), "-100000"}, {1e300, "100000"},
	} {
		var w writer
		if w.num(c.x); string(w.b) != c.want {
			t.Errorf("num(%g) = %s, want %s", c.x, w.b, c.want)
		}
	}
}

func TestTextIsEscapedAndForbiddenCharactersAreLeftOut(t *testing.T) {
	var c Canvas
	c.Words(1, 2, "a<b & \"c\" \x00\x1b\ufffe x_{<}", Left, 12, ink.Text)
	wellFormed(t, c.w.b)
	for _, want := range []string{"&lt;", "&amp;", "&quot;"} {
		if !strings.Contains(string(c.w.b), want) {
			t.Errorf("%s is missing in %s", want, c.w.b)
		}
	}
}

func TestLettersOfTheDerivationAreItalicAndSubscriptsAreLower(t *testing.T) {
	var runs []string
	for _, text := range []string{"φ(η) = L(θ + ηu)", "θ_new", "x_{12} up", "°F", "uᵀ∇²L u"} {
		typeset(text, func(run string, italic, sub bool) {
			switch {
			case sub:
				run = "_" + run
			case italic:
				run = "/" + run
			}
			runs = append(runs, run)
		})
		runs = append(runs, "|")
	}
	got := strings.Join(runs, " ")
	want := "/φ ( /η ) =  /L ( /θ  +  /η /u ) | /θ _new | /x _12  up | °F | /u ᵀ∇² /L   /u |"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestAPathDoesNotDriftByRounding(t *testing.T) {
	// A thousand steps of 0.04 px: each rounds to nothing, together they are 40 px.
	var c Canvas
	points := make([][2]float64, 1001)
	for i := range points {
		points[i] = [2]float64{10 + 0.04*float64(i), 20}
	}
	c.trace(points)
	x := 0.0
	for i, f := range strings.FieldsFunc(string(c.w.b), func(r rune) bool { return strings.ContainsRune("Ml ", r) }) {
		v := 0.0
		for k, part := range strings.Split(f, ".") {
			n := 0.0
			for _, d := range strings.TrimPrefix(part, "-") {
				n = 10*n + float64(d-'0')
			}
			v += n / math.Pow(10, float64(k))
		}
		if i%2 == 0 {
			x += v
		}
	}
	// Sums of tenths in binary: off by rounding of the last bits alone.
	if math.Abs(x-50) > 1e-9 {
		t.Errorf("the path ends at %g, want 50", x)
	}
}

func TestAnArrowsTipIsWhereItPoints(t *testing.T) {
	var c Canvas
	c.Arrow(10, 10, 110, 60, Solid(ink.Direction))
	if !strings.Contains(string(c.w.b), "M110 60") {
		t.Errorf("no head at (110, 60): %s", c.w.b)
	}
	wellFormed(t, c.w.b)
}

func TestAVectorOfNoLengthIsADot(t *testing.T) {
	var c Canvas
	c.Arrow(10, 10, 10, 10, Solid(ink.Direction))
	c.Arrow(10, 10, math.NaN(), 10, Solid(ink.Direction))
	if strings.Count(string(c.w.b), "<circle") != 2 {
		t.Errorf("want two dots: %s", c.w.b)
	}
}

func TestLabelsDoNotCoverEachOtherWhereThereIsRoom(t *testing.T) {
	var c Canvas
	for range 6 {
		c.Label(nil, 200, 200, "label", ink.Text)
	}
	c.flush()
	for i, a := range c.labels.taken {
		for _, b := range c.labels.taken[:i] {
			if a.overlap(b) > 0 {
				t.Errorf("%v covers %v", a, b)
			}
		}
	}
}

func TestALabelStaysInsideItsPanel(t *testing.T) {
	a := &Axes{X1: 1, Y1: 1, Left: 50, Top: 20, Width: 300, Height: 200}
	for _, at := range [][2]float64{{50, 20}, {350, 20}, {50, 220}, {350, 220}, {900, 100}, {-100, 100}} {
		var c Canvas
		c.Label(a, at[0], at[1], "a label", ink.Text)
		c.flush()
		if b := c.labels.taken[0]; b.x0 < a.Left || b.x1 > a.Left+a.Width {
			t.Errorf("at %v the label stands from %g to %g", at, b.x0, b.x1)
		}
	}
}
