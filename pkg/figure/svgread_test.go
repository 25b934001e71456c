package figure

import (
	"bytes"
	"encoding/xml"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/plot"

	"github.com/downhill-go/downhill/pkg/ink"
)

// An element of an SVG document, as the tests look at it.
type element struct {
	name string
	attr map[string]string
	text string
}

// parse reads an SVG document strictly and returns its elements in order.
func parse(t *testing.T, svg []byte) []element {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(svg))
	var out []element
	var open []int
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatalf("not well-formed: %v", err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			e := element{name: tok.Name.Local, attr: map[string]string{}}
			for _, a := range tok.Attr {
				e.attr[a.Name.Local] = a.Value
			}
			open = append(open, len(out))
			out = append(out, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if n := len(open); n > 0 {
				out[open[n-1]].text += string(tok)
			}
		}
	}
}

var pathToken = regexp.MustCompile(`[a-zA-Z]|-?(?:\d+\.?\d*|\.\d+)`)

// xy is a point in SVG coordinates: px, y downward.
type xy struct{ x, y float64 }

// points reads path data made of straight parts and returns each part's
// corners.
func points(t *testing.T, d string) [][]xy {
	t.Helper()
	tok := pathToken.FindAllString(d, -1)
	var parts [][]xy
	var x, y float64
	var op byte
	next := func() float64 {
		if len(tok) == 0 {
			t.Fatalf("path ends early: %q", d)
		}
		v, err := strconv.ParseFloat(tok[0], 64)
		if err != nil {
			t.Fatalf("path %q: %v", d, err)
		}
		tok = tok[1:]
		return v
	}
	for len(tok) > 0 {
		if c := tok[0][0]; c >= 'A' && c <= 'z' {
			op = c
			tok = tok[1:]
		}
		switch op {
		case 'M':
			x, y = next(), next()
			parts = append(parts, []xy{{x, y}})
			continue
		case 'm':
			x, y = x+next(), y+next()
			parts = append(parts, []xy{{x, y}})
			continue
		case 'l':
			x, y = x+next(), y+next()
		case 'h':
			x += next()
		case 'v':
			y += next()
		case 'z':
			x, y = parts[len(parts)-1][0].x, parts[len(parts)-1][0].y
		default:
			t.Fatalf("path command %q in %q", op, d)
		}
		parts[len(parts)-1] = append(parts[len(parts)-1], xy{x, y})
	}
	return parts
}

// with returns the elements of a name that have the attribute with the value.
func with(es []element, name, attr, value string) []element {
	var out []element
	for _, e := range es {
		if e.name == name && e.attr[attr] == value {
			out = append(out, e)
		}
	}
	return out
}

// draw returns the elements of p's SVG.
func drawn(t *testing.T, p *plot.Plot) []element {
	t.Helper()
	return parse(t, SVG(p, 0, 0, "", ""))
}

// A colour no figure uses, for finding one element.
var probe = ink.Color{R: 1, G: 2, B: 3}

func TestDocumentIsSelfContainedAndTheSameTwice(t *testing.T) {
	for name, make := range gallery() {
		a, b := SVG(make(), 0, 0, "t", "d"), SVG(make(), 0, 0, "t", "d")
		if !bytes.Equal(a, b) {
			t.Errorf("%s: two drawings differ", name)
		}
		p := make()
		if c, d := SVG(p, 0, 0, "t", "d"), SVG(p, 0, 0, "t", "d"); !bytes.Equal(c, d) || !bytes.Equal(a, c) {
			t.Errorf("%s: drawing changes the figure", name)
		}
		// A notebook holds a score of figures: none may weigh much.
		if len(a) > 60_000 {
			t.Errorf("%s: %d bytes, want at most 60,000", name, len(a))
		}
		for _, e := range parse(t, a) {
			for k, v := range e.attr {
				if strings.Contains(v, "NaN") || strings.Contains(v, "Inf") {
					t.Errorf("%s: <%s %s=%q>", name, e.name, k, v)
				}
				if (k == "href" || k == "src") && !strings.HasPrefix(v, "#") && !strings.HasPrefix(v, "data:") {
					t.Errorf("%s: <%s> refers to %q", name, e.name, v)
				}
			}
			if e.name == "text" || e.name == "style" {
				t.Errorf("%s: <%s> depends on fonts or style sheets of whoever looks", name, e.name)
			}
		}
	}
}

func TestEveryUsedGlyphIsDefined(t *testing.T) {
	for name, make := range gallery() {
		es := drawn(t, make())
		ids := map[string]bool{}
		for _, e := range es {
			if id := e.attr["id"]; id != "" {
				if ids[id] {
					t.Errorf("%s: id %q twice", name, id)
				}
				ids[id] = true
			}
		}
		for _, e := range es {
			if e.name == "use" && !ids[strings.TrimPrefix(e.attr["href"], "#")] {
				t.Errorf("%s: %q is not defined", name, e.attr["href"])
			}
		}
	}
}

func TestTitleAndDescriptionSurviveHostileText(t *testing.T) {
	for _, s := range []string{
		`</title><script>alert(1)</script>`, `a & b < c > d "e" 'f'`, "]]>", "∇L and θ", "two\nlines",
	} {
		es := parse(t, SVG(New(), 0, 0, s, s))
		if es[0].attr["aria-labelledby"] != "title desc" || es[0].attr["role"] != "img" {
			t.Errorf("svg element has %v", es[0].attr)
		}
		if got := with(es, "title", "id", "title")[0].text; got != s {
			t.Errorf("title %q came out as %q", s, got)
		}
		if got := with(es, "desc", "id", "desc")[0].text; got != s {
			t.Errorf("desc %q came out as %q", s, got)
		}
		for _, e := range es {
			if e.name == "script" {
				t.Errorf("title %q made an element", s)
			}
		}
	}
	// What XML cannot hold at all becomes the replacement character.
	es := parse(t, SVG(New(), 0, 0, "a\x00b\x1bc\ufffed\xff", ""))
	if got, want := with(es, "title", "id", "title")[0].text, "a\ufffdb\ufffdc\ufffdd\ufffd"; got != want {
		t.Errorf("title %q, want %q", got, want)
	}
	if es := parse(t, SVG(New(), 0, 0, "", "")); es[0].attr["aria-labelledby"] != "" {
		t.Error("an SVG without a title points at one")
	}
}

func TestSizeOfTheDocument(t *testing.T) {
	for _, c := range []struct {
		p          *plot.Plot
		w, h       float64
		wantW, hgt string
	}{
		{New(), 0, 0, "560", "380"},
		{New(), 300, 0, "300", "380"},
		{New(), 300, 200.5, "300", "200.5"},
		{Size(New(), 640, 0), 0, 0, "640", "380"},
		{Size(New(), 640, 300), 0, 100, "640", "100"},
		{plot.New(), 0, 0, "560", "380"},
	} {
		e := parse(t, SVG(c.p, c.w, c.h, "", ""))[0]
		if e.attr["width"] != c.wantW || e.attr["height"] != c.hgt {
			t.Errorf("SVG(p, %g, %g) is %s × %s, want %s × %s", c.w, c.h, e.attr["width"], e.attr["height"], c.wantW, c.hgt)
		}
	}
}

func TestAPictureTooSmallForAxesIsStillACard(t *testing.T) {
	for _, side := range []float64{1, 30, 60, 100} {
		for name, make := range gallery() {
			if es := parse(t, SVG(make(), side, side, "", "")); len(with(es, "rect", "fill", ink.Card.Hex())) != 1 {
				t.Errorf("%s at %g px has no card", name, side)
			}
		}
	}
}

func TestHundredths(t *testing.T) {
	for _, c := range []struct {
		x    float64
		want string
	}{{0, "0"}, {1, "1"}, {-1, "-1"}, {0.5, ".5"}, {-0.07, "-.07"}, {12.345, "12.35"}, {1.999, "2"}, {-0.001, "0"}, {100, "100"}} {
		if got := string(appendHundredths(nil, hundredths(c.x))); got != c.want {
			t.Errorf("%g is written %q, want %q", c.x, got, c.want)
		}
	}
}

var translate = regexp.MustCompile(`^translate\((\S+) (\S+)\)scale\((\S+) `)

// scanTranslate reads the transform of a line of text: where it begins and its
// scale.
func scanTranslate(s string, x, y, scale *float64) bool {
	m := translate.FindStringSubmatch(s)
	if m == nil {
		return false
	}
	for i, v := range []*float64{x, y, scale} {
		f, err := strconv.ParseFloat(m[i+1], 64)
		if err != nil {
			return false
		}
		*v = f
	}
	return true
}
