package show

import (
	"strings"
	"testing"

	"github.com/downhill-go/downhill/pkg/explore"
	"github.com/downhill-go/downhill/pkg/live"
)

func TestALiveFiguresBundleHasItsSpecAndAStillPictureOfTheSameState(t *testing.T) {
	b := liveBundle("dial", []any{"θ", []float64{1, 1}, "u", 180, "k", true})
	spec, _ := b[live.MIME].(string)
	f, s, err := live.Decode(explore.All(), spec)
	if err != nil || f.Name != "dial" || s.Num("u") != 180 || !s.On("k") {
		t.Fatalf("spec %s: %v", spec, err)
	}
	reading := f.Frame(s).Reading
	page, plain := b[hypertext].(string), b[plainText].(string)
	for _, want := range []string{`<figure><img src="data:image/svg+xml;base64,`, ` alt="A direction u at θ`, "<figcaption>", reading} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is missing in the HTML", want)
		}
	}
	if !strings.Contains(plain, reading) {
		t.Errorf("plain text %q lacks the reading", plain)
	}
	if strings.Contains(page, "<script") || strings.Contains(page, "<style") {
		t.Error("the HTML has a script or a style: an untrusted notebook would lose the whole output")
	}
}

func TestTheLineThatAFigureCopiesIsTakenBack(t *testing.T) {
	// What "Copy as Go" writes for this state, as arguments.
	b := liveBundle("descent", []any{"η", 18, "θ", []float64{-2, 0.5}, "loss", "bowl"})
	_, s, _ := live.Decode(explore.All(), b[live.MIME].(string))
	if got, want := live.Go(s), `show.Live("descent", "η", 18, "θ", []float64{-2, 0.5}, "loss", "bowl")`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestMisuseOfLivePanicsWithItsPackagesName(t *testing.T) {
	for _, c := range [][]any{
		{"no such"}, {"dial", "x", 1}, {"dial", "θ", 1}, {"dial", "η"}, {"dial", 1, 2}, {"descent", "loss", "no such"},
	} {
		func() {
			defer func() {
				if s, ok := recover().(string); !ok || !strings.HasPrefix(s, "show: ") {
					t.Errorf("%v: recovered %v", c, s)
				}
			}()
			liveBundle(c[0].(string), c[1:])
		}()
	}
}
