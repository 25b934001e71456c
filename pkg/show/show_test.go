package show

import (
	"bytes"
	"encoding/base64"
	"encoding/gob"
	"encoding/xml"
	"html"
	"math"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/janpfeifer/gonb/gonbui/protocol"

	"github.com/downhill-go/downhill/pkg/figure"
)

var image = regexp.MustCompile(`^<figure style="margin-inline:0"><img src="data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)" alt="([^"]*)" width="(\d+)" height="(\d+)" style="[a-z0-9:;%-]*">(<figcaption>([^<]*)</figcaption>)?</figure>$`)

var hostile = []string{
	"a falling curve",
	`"><script>alert(1)</script>`,
	`' onerror='alert(1)`,
	"</figcaption></figure><img src=x onerror=alert(1)>",
	"]]> & &amp; <!-- -->",
	"∇L, η² and ‖u‖",
}

func TestAltAndCaptionSurviveHostileText(t *testing.T) {
	for _, s := range hostile {
		b := figureBundle(figure.New(), 0, 0, s, s)
		m := image.FindStringSubmatch(b[hypertext].(string))
		if m == nil {
			t.Fatalf("%q: HTML is %.300q", s, b[hypertext])
		}
		if got := html.UnescapeString(m[2]); got != s {
			t.Errorf("alt %q came out as %q", s, got)
		}
		if got := html.UnescapeString(m[6]); got != s {
			t.Errorf("caption %q came out as %q", s, got)
		}
		if got := b[plainText]; got != s+"\n"+s {
			t.Errorf("plain text %q", got)
		}
		svg, err := base64.StdEncoding.DecodeString(m[1])
		if err != nil {
			t.Fatal(err)
		}
		var doc struct {
			XMLName xml.Name `xml:"http://www.w3.org/2000/svg svg"`
			Title   string   `xml:"title"`
			Desc    string   `xml:"desc"`
		}
		if err := xml.Unmarshal(svg, &doc); err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		if doc.Title != s || doc.Desc != s {
			t.Errorf("title %q, desc %q, want %q", doc.Title, doc.Desc, s)
		}
	}
}

func TestWithoutCaptionThereIsNone(t *testing.T) {
	b := figureBundle(figure.New(), 0, 0, "alt", " \n ")
	if s := b[hypertext].(string); strings.Contains(s, "figcaption") {
		t.Errorf("HTML has a caption: %.200q", s)
	}
	if got := b[plainText]; got != "alt" {
		t.Errorf("plain text %q, want alt", got)
	}
}

func TestAltOverSeveralLinesOfSourceIsOneSentence(t *testing.T) {
	b := figureBundle(figure.New(), 0, 0, "\n\tThe loss falls\n\tand falls.\xff\n", "")
	if got := b[plainText]; got != "The loss falls and falls.\ufffd" {
		t.Errorf("plain text %q", got)
	}
}

func TestNumbersBelowAFigureHaveItsMinusSign(t *testing.T) {
	for in, want := range map[string]string{
		"from -1.8 to [-1.0 -.5]":      "from −1.8 to [−1.0 −.5]",
		"-3, (-4) and x=-5":            "−3, (−4) and x=−5",
		"1e-05, 2026-11-23, low-1, -η": "1e-05, 2026-11-23, low-1, -η",
	} {
		b := figureBundle(figure.New(), 0, 0, in, in)
		if got := b[plainText]; got != want+"\n"+want {
			t.Errorf("%q came out as %q", in, got)
		}
	}
}

func TestSizeOfTheImage(t *testing.T) {
	for _, c := range []struct {
		w, h          float64
		wantW, wantHt string
	}{{0, 0, "560", "380"}, {300, 0, "300", "380"}, {640, 400, "640", "400"}} {
		b := figureBundle(figure.New(), c.w, c.h, "alt", "")
		m := image.FindStringSubmatch(b[hypertext].(string))
		if m[3] != c.wantW || m[4] != c.wantHt {
			t.Errorf("PlotSized(%g, %g): image is %s × %s, want %s × %s", c.w, c.h, m[3], m[4], c.wantW, c.wantHt)
		}
	}
}

func TestEveryFormIsAString(t *testing.T) {
	// The pipe to the kernel is gob, which refuses other types at run time.
	for name, b := range map[string]bundle{
		"figure": figureBundle(figure.New(), 0, 0, "alt", "caption"),
		"table":  tableBundle([]string{"a"}, [][]string{{"1"}}, ""),
	} {
		for mime, v := range b {
			if _, ok := v.(string); !ok {
				t.Errorf("%s: %s is a %T", name, mime, v)
			}
		}
		if err := gob.NewEncoder(new(bytes.Buffer)).Encode(struct{ Data bundle }{b}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if b[plainText] == "" {
			t.Errorf("%s has no plain text", name)
		}
	}
}

func TestMisusePanicsWithTheReason(t *testing.T) {
	for want, f := range map[string]func(){
		"show: a figure needs alt text":                          func() { Plot(figure.New(), "", "caption") },
		"show: a figure needs alt text ":                         func() { Plot(figure.New(), " \t\n", "") },
		"show: nil plot":                                         func() { Plot(nil, "alt", "") },
		"figure: size of an SVG must be finite and not negative": func() { PlotSized(figure.New(), math.Inf(1), 0, "alt", "") },
		"show: a table needs a header":                           func() { Table(nil, nil, "") },
		"show: a row has not as many cells as the header":        func() { Table([]string{"a"}, [][]string{{"1", "2"}}, "") },
	} {
		func() {
			defer func() {
				if got := recover(); got != strings.TrimSpace(want) {
					t.Errorf("panic %q, want %q", got, want)
				}
			}()
			f()
		}()
	}
}

func TestOutsideANotebookNothingIsShown(t *testing.T) {
	if os.Getenv(protocol.GONB_PIPE_ENV) != "" {
		t.Skip("running inside a notebook")
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout := os.Stdout
	os.Stdout = w
	Plot(figure.New(), "alt", "")
	Table([]string{"a"}, nil, "")
	Markdown("text")
	os.Stdout = stdout
	w.Close()
	var b bytes.Buffer
	if _, err := b.ReadFrom(r); err != nil || b.Len() > 0 {
		t.Errorf("printed %q, error %v", b.String(), err)
	}
}

func TestTable(t *testing.T) {
	b := tableBundle([]string{"η", "loss"}, [][]string{{"0.1", "−1.5e-3"}, {"small & <b>", "12"}, {"", "NaN"}}, "Losses")
	wantPlain := "Losses\nη               loss\n0.1          −1.5e-3\nsmall & <b>       12\n                 NaN"
	if got := b[plainText]; got != wantPlain {
		t.Errorf("plain text\n%s\nwant\n%s", got, wantPlain)
	}
	s := b[hypertext].(string)
	for _, part := range []string{
		"<caption>Losses</caption>",
		`<th scope="col" align="left" style="text-align:left">η</th>`,
		`<th scope="col" align="right" style="text-align:right">loss</th>`,
		`<td align="left" style="text-align:left">small &amp; &lt;b&gt;</td>`,
		`<td align="right" style="text-align:right">12</td>`,
	} {
		if !strings.Contains(s, part) {
			t.Errorf("HTML lacks %s:\n%s", part, s)
		}
	}
}

func TestColumnsOfNumbers(t *testing.T) {
	for cell, want := range map[string]bool{
		"1": true, "−2.5": true, "1e-9": true, "99.5 %": true, "31 °F": false, "31 °": true, "3·10⁻⁴": true, "∞": true, "NaN": true,
		"": false, "-": false, "e": false, "order 2": false, "1/2": false,
	} {
		if got := numeric([][]string{{cell}}, 0); got != want {
			t.Errorf("numeric(%q) = %v, want %v", cell, got, want)
		}
	}
}
