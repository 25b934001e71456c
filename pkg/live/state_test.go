package live

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
)

// every has a control of each kind.
var every = &Figure{
	Name: "every", Title: "One of each", Try: "Try it.", Height: 100,
	Controls: []Control{
		NewRange("η", "rate", 0, 2, 0.1, 0.5),
		NewLogRange("κ", "condition", 1, 100, 10),
		NewChoice("loss", "loss", 1, "a", "b", "c"),
		NewToggle("k", "bounds", true),
		NewPoint("θ", "θ", [2]string{"w", "b"}, [2]float64{-2, -1}, [2]float64{2, 1}, [2]float64{1, 0.5}, 0.01),
		NewDirection("u", "angle", 90),
		NewText("L", "loss", 20, func(text string) string {
			if text == "" {
				return "there is nothing here yet"
			}
			return ""
		}, "w*w", "bowl", "w*w + b*b"),
	},
	Draw: func(c *Canvas, s State) string {
		c.Handle("θ", Place{})
		return s.Typed("L")
	},
}

func TestValuesAreBroughtIntoRangeAndOntoSteps(t *testing.T) {
	s := every.NewState([]float64{0.30000000000000004, 1e9, -3, 0.7, 5, math.NaN(), 725}, []string{strings.Repeat("x", 21)})
	want := []float64{0.3, 100, 0, 1, 2, 0.5, 5}
	if !slices.Equal(s.Nums(), want) {
		t.Errorf("got %v, want %v", s.Nums(), want)
	}
	if s.Typed("L") != "w*w" {
		t.Errorf("a text that is too long became %q", s.Typed("L"))
	}
}

func TestATextThatItsControlRefusesChangesNothing(t *testing.T) {
	c := &every.Controls[6]
	for text, want := range map[string]string{
		"w": "", "": "there is nothing here yet", strings.Repeat("x", 21): "this is too long", "\xff": "this is not UTF-8",
	} {
		if got := c.Refuse(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
		s := every.Start()
		s.Set("L", "b")
		if took := s.Set("L", text); took != (want == "") || !took && s.Typed("L") != "b" {
			t.Errorf("%q: taken %v, now %q", text, took, s.Typed("L"))
		}
		if s := every.NewState(nil, []string{text}); want != "" && s.Typed("L") != "w*w" {
			t.Errorf("%q was kept", text)
		}
		if _, s, err := Decode([]*Figure{every}, `{"figure":"every","state":{"L":"`+text+`"}}`); want != "" && (err != nil || s.Typed("L") != "w*w") {
			t.Errorf("%q in a spec: %q, %v", text, s.Typed("L"), err)
		}
	}
}

func TestInfinitiesAreTheEndsOfARange(t *testing.T) {
	s := every.NewState([]float64{math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(1)}, nil)
	if want := []float64{2, 1, 2, 1, -2, 1, 359}; !slices.Equal(s.Nums(), want) {
		t.Errorf("got %v, want %v", s.Nums(), want)
	}
}

func TestAStateSurvivesItsSpec(t *testing.T) {
	s := every.NewState([]float64{1.3, 33.3, 2, 0, -1.27, 0.05, 271}, []string{`math.Exp(w) < "b"\`})
	spec := Encode(s)
	f, back, err := Decode([]*Figure{every}, spec)
	if err != nil || f != every || !slices.Equal(back.Nums(), s.Nums()) || !slices.Equal(back.Texts(), s.Texts()) {
		t.Errorf("%s: %v %v %v", spec, back.Nums(), back.Texts(), err)
	}
	if want := `{"figure":"every","state":{"η":1.3,"κ":33.3,"loss":"c","k":false,"θ":[-1.27,0.05],"u":271,"L":"math.Exp(w) \u003c \"b\"\\"}}`; spec != want {
		t.Errorf("got  %s\nwant %s", spec, want)
	}
}

func TestTheLineOfGoNamesWhatDiffersFromTheStart(t *testing.T) {
	if got, want := Go(every.Start()), `show.Live("every")`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	s := every.NewState([]float64{0.5, 10, 2, 0, -1.5, 0.5, 90}, []string{"w"})
	want := `show.Live("every", "loss", "c", "k", false, "θ", []float64{-1.5, 0.5}, "L", "w")`
	if got := Go(s); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestASpecOfAnOlderVersionOpensWithWhatIsStillKnown(t *testing.T) {
	_, s, err := Decode([]*Figure{every}, `{"version":0,"state":{"η":99,"gone":[1,2,{"x":null}],"loss":"no such","θ":7,"k":"yes","u":-90,"L":5},"figure":"every"}`)
	if err != nil {
		t.Fatal(err)
	}
	if want := []float64{2, 10, 1, 1, 1, 0.5, 270}; !slices.Equal(s.Nums(), want) {
		t.Errorf("got %v, want %v", s.Nums(), want)
	}
}

func TestMalformedSpecsAreRefusedWithTheirPlace(t *testing.T) {
	for _, spec := range []string{
		"", "null", "[]", "{", `{"figure"}`, `{"figure":}`, `{"figure":"every"`, `{"figure":"every"} x`, `{"figure":"every",}`,
		`{"state":{}}`, `{"figure":5}`, `{"figure":"every","state":{"η":1e}}`, `{"figure":"every","state":{"η":-}}`, `{"figure":"eve` + "\n" + `ry"}`,
		`{"figure":"\q"}`, `{"figure":"\u12"}`, `{"figure":"every","state":{"a":` + strings.Repeat("[", 99) + strings.Repeat("]", 99) + `}}`,
		`{"figure":"` + strings.Repeat("x", LongestSpec) + `"}`,
	} {
		_, _, err := Decode([]*Figure{every}, spec)
		var syntax *SyntaxError
		if !errors.As(err, &syntax) || syntax.Want == "" || syntax.Offset < 0 {
			t.Errorf("%.60q: %v", spec, err)
		}
	}
	if _, _, err := Decode([]*Figure{every}, `{"figure":"\u0065very\ud83d\ude00"}`); err != ErrUnknown {
		t.Errorf("an unknown figure: %v", err)
	}
}

func TestSetTakesEachKindOfValueAndNoOther(t *testing.T) {
	s := every.Start()
	for _, ok := range []struct {
		name string
		v    any
	}{{"η", 1}, {"η", 0.7}, {"loss", "c"}, {"k", false}, {"θ", []float64{0, 1}}, {"θ", [2]float64{1, 0}}, {"u", 12}, {"L", "b"}} {
		if !s.Set(ok.name, ok.v) {
			t.Errorf("%s = %v is refused", ok.name, ok.v)
		}
	}
	for _, no := range []struct {
		name string
		v    any
	}{{"x", 1}, {"η", "1"}, {"loss", "z"}, {"k", "on"}, {"θ", []float64{0}}, {"θ", 1}, {"L", 1}, {"η", nil}, {"η", struct{}{}}} {
		if s.Set(no.name, no.v) {
			t.Errorf("%s = %v is taken", no.name, no.v)
		}
	}
	if want := []float64{0.7, 10, 2, 0, 1, 0, 12}; !slices.Equal(s.Nums(), want) {
		t.Errorf("got %v, want %v", s.Nums(), want)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(`{"figure":"every","state":{"η":1.3,"loss":"c","k":false,"θ":[-1.27,0.05],"L":"w"}}`)
	f.Add(`{"figure":"every","state":{"θ":[1e999,-1e999],"κ":[[[]]]}}`)
	f.Add(`{"figure":"\u0065very"}`)
	f.Fuzz(func(t *testing.T, spec string) {
		_, s, err := Decode([]*Figure{every}, spec)
		if err != nil {
			return
		}
		nums := slices.Clone(s.Nums())
		s.Clamp()
		if !slices.Equal(nums, s.Nums()) {
			t.Errorf("clamping twice: %v, then %v", nums, s.Nums())
		}
		if _, back, err := Decode([]*Figure{every}, Encode(s)); err != nil || !slices.Equal(back.Nums(), s.Nums()) || !slices.Equal(back.Texts(), s.Texts()) {
			t.Errorf("%q: %v %v, back %v %v (%v)", spec, s.Nums(), s.Texts(), back.Nums(), back.Texts(), err)
		}
	})
}

func TestNumbersReadAsPeopleWriteThem(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Fixed(-1.5, 2), "−1.50"}, {Fixed(-0.001, 2), "0.00"}, {Fixed(math.NaN(), 1), "undefined"}, {Fixed(math.Inf(-1), 1), "−∞"},
		{Short(0.031415, 2), "0.031"}, {Short(-14.23, 3), "−14.2"}, {Short(3.14e-7, 2), "3.1·10⁻⁷"}, {Short(0, 3), "0"}, {Short(2.5e12, 2), "2.5·10¹²"},
		{Neat(0.5), "0.5"}, {Neat(25), "25"}, {Neat(100), "100"}, {Neat(1.106), "1.11"}, {Neat(1e-7), "10⁻⁷"}, {Pair(1, -0.5, 1), "[1.0, −0.5]"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}
