package explore

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/expr"
	"github.com/downhill-go/downhill/pkg/live"
)

var playground = live.Find(All(), "playground")

func TestATextThatIsNoLossIsRefusedInASentence(t *testing.T) {
	for text, want := range map[string]string{
		"":                                  "at character 1: there is nothing here yet",
		"w +":                               "at character 4: something is missing at the end",
		"w*x":                               "at character 3: x is not known here",
		"1":                                 "the same everywhere",
		"w - w":                             "the same everywhere",
		"log(-1 - w*w)":                     "nowhere on the map a number",
		"1/0*w":                             "nowhere on the map a number",
		strings.Repeat("(", 60) + "w":       "nested more than 40 deep",
		strings.Repeat("w+", 150) + "b":     "too long",
		strings.Repeat("-(", 20) + "w" + "": "",
	} {
		got := playground.Controls[0].Refuse(text)
		if want == "" && got == "" || !strings.Contains(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// As in the answers to exercises, so here: people write w², w^2 and 2w.
func TestALossMayBeWrittenAsPeopleWriteIt(t *testing.T) {
	want := read("w*w + 2*w*b").Value([]float64{1.5, -0.5})
	for _, text := range []string{"w^2 + 2w*b", "w² + 2·w·b", "w**2 + 2 w b"} {
		if why := playground.Controls[0].Refuse(text); why != "" {
			t.Errorf("%s is refused: %s", text, why)
		} else if got := read(text).Value([]float64{1.5, -0.5}); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

// No example begins on its minimum, where there is nothing to see.
func TestNoExampleBeginsOnLevelGround(t *testing.T) {
	f := Playground()
	s := f.Start()
	for i := 0; i < len(f.Controls[0].Options); i += 2 {
		if L := read(f.Controls[0].Options[i]); descent.Norm(L.Gradient(nil, s.At("θ"))) < 0.05 {
			t.Errorf("%s is level at %v", f.Controls[0].Options[i], s.At("θ"))
		}
	}
}

func TestEveryExampleIsALoss(t *testing.T) {
	c := playground.Controls[0]
	for i := 0; i < len(c.Options); i += 2 {
		if why := c.Refuse(c.Options[i]); why != "" {
			t.Errorf("%s: %s", c.Options[i], why)
		}
	}
}

// The map's lines come from the expression's values, descent from its series:
// two ways, one function.
func TestTheValueIsThatOfTheSeries(t *testing.T) {
	for _, text := range playground.Controls[0].Options {
		if playground.Controls[0].Refuse(text) != "" {
			continue // a name
		}
		L := read(text)
		for _, θ := range [][]float64{{1, 1}, {-2.5, 0.3}, {0.01, -1.9}} {
			// Sums of a dozen terms of ordinary size, each rounded once or twice.
			if got, want := L.Value(θ), L.Func.Value(θ); math.Abs(got-want) > 1e-12*max(1, math.Abs(want)) {
				t.Errorf("%s at %v: %v and %v", text, θ, got, want)
			}
		}
	}
}

func TestTheLineOfGoBringsATypedLossBack(t *testing.T) {
	s := playground.Start()
	s.Set("L", "w*w+b*b")
	s.Set("η", 0.3)
	if got, want := live.Go(s), `show.Live("playground", "L", "w*w+b*b", "η", 0.3)`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	_, back, err := live.Decode(All(), live.Encode(s))
	if err != nil || !slices.Equal(back.Texts(), s.Texts()) || !slices.Equal(back.Nums(), s.Nums()) {
		t.Errorf("%v %v, %v", back.Texts(), back.Nums(), err)
	}
}

func FuzzPlayground(f *testing.F) {
	for i, text := range playground.Controls[0].Options {
		f.Add(text, 1.0, 1.0, 142.0, 0.2, float64(i%9), 40.0, float64(i%3))
	}
	for _, text := range []string{"exp(exp(w))", "1/w", "log(w*b)", "tan(20*w)", "abs(w)+max(w,b)", "1e300*w*w", "1e-300*w", "pow(w, b)", "pow(w*w, 100)", "sqrt(w)", "-1e308*w*w+b", "w+1e16", "atan(1e9*w)"} {
		f.Add(text, 0.0, -2.0, 0.0, 4.0, 8.0, 100.0, 2.0)
		f.Add(text, 0.5, 1.0, 90.0, 0.001, 0.0, 1.0, 0.0)
		f.Add(text, -3.2, 0.0, 180.0, 1.0, 5.0, 60.0, 1.0)
	}
	f.Fuzz(func(t *testing.T, text string, w, b, u, η, order, steps, below float64) {
		c := &playground.Controls[0]
		if _, err := expr.Read(text, "w", "b"); err != nil && c.Refuse(text) == "" {
			t.Fatalf("%q is let pass: %v", text, err)
		}
		s := playground.NewState([]float64{w, b, u, η, order, steps, below}, []string{text})
		sound(t, playground, s)
		if kept := s.Typed("L") == text; kept != (c.Refuse(text) == "") && text != c.Options[0] {
			t.Fatalf("%q: kept %v, refused for %q", text, kept, c.Refuse(text))
		}
	})
}
