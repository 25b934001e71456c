package expr

import (
	"errors"
	"math"
	"strings"
	"testing"
)

// The values are computed by Go itself: each row holds the expression twice,
// once as text and once as code.
func TestParseGivesTheValueThatGoGives(t *testing.T) {
	w, b := 0.75, -1.25
	for _, c := range []struct {
		src  string
		want float64
	}{
		{"w", w},
		{"-w", -w},
		{"- -w", w},
		{"w - b - 1", w - b - 1},
		{"w / b / 2", w / b / 2},
		{"w + b*2", w + b*2},
		{"(w + b) * 2", (w + b) * 2},
		{"-w*b", -w * b},
		{"w*-b", w * -b},
		{"1/2", 0.5}, // float64 throughout, see the package's description
		{".5 + 5. + 1e-2 + 2E3", .5 + 5. + 1e-2 + 2e3},
		{"pi*e", math.Pi * math.E},
		{"exp(-w*w) + log(2) + ln(2)", math.Exp(-w*w) + 2*math.Log(2)},
		{"math.Exp(w) - math.Log1p(w) + math.Pow(w, 3)", math.Exp(w) - math.Log1p(w) + math.Pow(w, 3)},
		{"sqrt(w*w + b*b)", math.Sqrt(w*w + b*b)},
		{"pow(w, 2.5)", math.Pow(w, 2.5)},
		{"max(w, b) + min(w, b) + abs(b)", w + b - b},
		{"tanh(w) + sin(b) + cos(b) + tan(w) + atan(b)", math.Tanh(w) + math.Sin(b) + math.Cos(b) + math.Tan(w) + math.Atan(b)},
		{"sigmoid(w) + σ(b)", 1/(1+math.Exp(-w)) + 1/(1+math.Exp(-b))},
		{"softplus(w) + expm1(b) + log2(8) + log10(1000)", math.Log(1+math.Exp(w)) + math.Expm1(b) + 6},
		{"\tw\n+ b ", w + b},
	} {
		e, err := Parse(c.src, "w", "b")
		if err != nil {
			t.Errorf("%s: %v", c.src, err)
			continue
		}
		// A few roundings of numbers up to 2000: 1e-14 relative to that.
		if got := e.Eval(w, b); math.Abs(got-c.want) > 1e-14*max(1, math.Abs(c.want)) {
			t.Errorf("%s = %v, want %v", c.src, got, c.want)
		}
	}
}

func TestReadTakesWhatPeopleWriteByHand(t *testing.T) {
	w, η := 1.5, 0.25
	for _, c := range []struct {
		src  string
		want float64
	}{
		{"−0.83", -0.83}, {"–.83", -.83}, {"-,83", -.83}, {"0,5", .5}, {"1e−2", .01},
		{"ln 6", math.Log(6)}, {"ln6", math.Log(6)}, {"Ln(6)", math.Log(6)}, {"-½ ln 6 − ln 4", -.5*math.Log(6) - math.Log(4)},
		{"2w", 3}, {"2 w η", .75}, {"2wη", .75}, {"wη", .375}, {"(1+η)²(2−η)", 1.25 * 1.25 * 1.75},
		{"2^3^2", 512}, {"-w^2", -2.25}, {"2^-1", .5}, {"w**2", 2.25}, {"e^η", math.Exp(.25)}, {"w²·η", .5625},
		{"√2/2", math.Sqrt2 / 2}, {"√(w+η)", math.Sqrt(1.75)}, {"3÷4×2", 1.5}, {"2π", 2 * math.Pi},
		{"pow(2,3)", 8}, {"ln(0,5)", math.Log(.5)}, {"pow((0,5), 2)", .25}, {"ln 0.001", math.Log(.001)},
		{"ln 6 / 2", math.Log(6) / 2}, {"ln sqrt 2", math.Log(2) / 2}, {"log1p(1)", math.Ln2},
		{"sin -w", math.Sin(-1.5)}, {"w(η+1)", 1.875}, {"10¹²", 1e12},
	} {
		e, err := Read(c.src, "w", "η")
		if err != nil {
			t.Errorf("%s: %v", c.src, err)
			continue
		}
		if got := e.Eval(w, η); math.Abs(got-c.want) > 1e-14*max(1, math.Abs(c.want)) {
			t.Errorf("%s = %v, want %v", c.src, got, c.want)
		}
	}
}

func TestWhatIsWrongIsSaidInOneSentenceWithItsPlace(t *testing.T) {
	for _, c := range []struct {
		read bool
		src  string
		want string
	}{
		{false, "", "at character 1: there is nothing here yet"},
		{false, "w+", "at character 3: something is missing at the end"},
		{false, "2w", "at character 2: Go wants a * between 2 and w"},
		{false, "w^2", "at character 2: Go has no ^ for powers, so write w*w or pow(w, 2)"},
		{false, "w − b", "at character 3: this is a minus sign from a text, and Go wants the plain hyphen -"},
		{false, "w--b", "at character 2: Go reads -- as one sign, so put a blank or a parenthesis between the two"},
		{false, "w(b)", "at character 2: w is not a function, so write w*(…)"},
		{false, "ln 6", "at character 4: ln needs its parentheses, as in ln(w)"},
		{false, "exp()", "at character 5: exp needs something between its parentheses"},
		{false, "pow(w)", "at character 6: pow takes two values, as in pow(w, 2)"},
		{false, "exp(w, b)", "at character 6: exp takes fewer values, as in exp(w)"},
		{false, "(w+b", "at character 5: a ) is missing"},
		{false, "w+b)", "at character 4: this ) closes nothing"},
		{false, "x", "at character 1: x is not known here; the letters are w, b, and there are pi, e, exp, log, ln, sqrt, pow, sin, cos, tan, asin, atan, sinh, cosh, tanh, erf, sigmoid, σ, softplus, expm1, log1p, log2, log10, abs, max, min"},
		{false, "math.Sigmoid(w)", "at character 1: math.Sigmoid is not known here; the letters are w, b, and there are pi, e, exp, log, ln, sqrt, pow, sin, cos, tan, asin, atan, sinh, cosh, tanh, erf, sigmoid, σ, softplus, expm1, log1p, log2, log10, abs, max, min"},
		{false, "0,5", "at character 2: a comma has no place here (Go writes 0.5 with a point)"},
		{false, "012", "at character 1: Go reads a number that begins with 0 in octal, so leave the 0 out"},
		{false, "w + 0x10", "at character 5: only plain decimal numbers are read here, such as 1000 or 1e3"},
		{false, "1_000*w", "at character 1: only plain decimal numbers are read here, such as 1000 or 1e3"},
		{false, "0b", "at character 2: Go wants a * between 0 and b"},
		{false, "1e999", "at character 1: this number is too large for a float64"},
		{false, "w*/b", "at character 3: a number or a name is missing before /"},
		{true, "L = w", "at character 3: only the expression is wanted, without ="},
		{true, "1 000", "at character 3: two numbers stand side by side, and it is not clear what is meant"},
		{true, "1.2.3", "at character 4: two numbers stand side by side, and it is not clear what is meant"},
		{true, "wе", "at character 2: the character е looks like a common one but is another, so type it anew"},
		{true, "w\u200b+b", "at character 2: there is an invisible character (U+200B) here"},
		{true, "w\xff", "at character 2: there is a byte that belongs to no character"},
		{true, "[w]", "at character 1: only round parentheses group in an expression"},
	} {
		f := Parse
		if c.read {
			f = Read
		}
		e, err := f(c.src, "w", "b")
		if err == nil {
			t.Errorf("%q was read as something of value %v", c.src, e.Eval(1, 2))
			continue
		}
		if err.Error() != c.want {
			t.Errorf("%q:\ngot  %s\nwant %s", c.src, err, c.want)
		}
	}
}

func TestLengthDepthAndNumberOfOperationsAreBounded(t *testing.T) {
	for name, src := range map[string]string{
		"length":      strings.Repeat(" ", MaxLength) + "w",
		"parentheses": strings.Repeat("(", 200) + "w" + strings.Repeat(")", 200),
		"signs":       strings.Repeat("- ", 200) + "w",
		"calls":       strings.Repeat("exp(", 100) + "w" + strings.Repeat(")", 100),
		"powers":      strings.Repeat("w^", 300) + "w",
		"roots":       strings.Repeat("√", 200) + "w",
		"operations":  strings.Repeat("w+", 400) + "w",
	} {
		_, err := Read(src, "w")
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%s: no bound, error %v", name, err)
		}
	}
	deep := strings.Repeat("(", MaxDepth) + "w" + strings.Repeat(")", MaxDepth)
	if _, err := Parse(deep, "w"); err != nil {
		t.Errorf("40 parentheses: %v", err)
	}
}

func TestConstantSaysWhetherAVariableOccurs(t *testing.T) {
	e, err := Parse("2*b + e", "w", "b")
	if err != nil {
		t.Fatal(err)
	}
	if e.Constant() {
		t.Error("2*b + e is constant")
	}
	if c, _ := Parse("2*pi", "w"); !c.Constant() {
		t.Error("2*pi is not constant")
	}
}

func TestEvalAllocatesNothing(t *testing.T) {
	e, err := Parse("exp(-w*w) + pow(b, 3)/(1 + w*w)", "w", "b")
	if err != nil {
		t.Fatal(err)
	}
	if n := testing.AllocsPerRun(100, func() { e.Eval(0.5, 2) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestEvalWithoutItsValuesPanics(t *testing.T) {
	defer func() {
		if recover() != "expr: wrong number of values" {
			t.Error("no panic")
		}
	}()
	e, _ := Parse("w", "w")
	e.Eval()
}
