package exercise

import (
	"math"
	"strconv"

	"github.com/downhill-go/downhill/pkg/expr"
	"github.com/downhill-go/downhill/pkg/internal/lean"
)

// longest is the most bytes that an answer may have.
const longest = 1000

// An Answer is what somebody typed, read according to the exercise's kind.
type Answer struct {
	Values []float64  // finite numbers: one, or a vector's entries
	Option int        // index of the chosen option
	Expr   *expr.Expr // in the exercise's letters
}

// read reads an answer; why says in a sentence what hinders it.
func (e *Exercise) read(text string) (a Answer, why string) {
	text = tidy(text)
	if text == "" {
		return a, "There is no answer yet."
	}
	switch e.Kind {
	case Choice:
		return e.readChoice(text)
	case Expression:
		return e.readExpression(afterEquals(text))
	case Number:
		text = afterEquals(text)
		if e.Tolerance == 0 {
			text = ungrouped(text)
		}
		v, why := readNumber(text, e.Unit)
		return Answer{Values: []float64{v}}, why
	}
	return e.readVector(text)
}

// tidy takes away what stands around an answer without belonging to it: blanks,
// a full stop, "≈" or "about", quotation marks.
func tidy(s string) string {
	s = trimLeft(trim(s, around), func(r rune) bool { return about(r) && r != '=' || blank(r) })
	for _, w := range [...]string{"about ", "approximately ", "roughly ", "ca. "} {
		if lean.Begins(lean.Lower(s), w) {
			s = trimLeft(s[len(w):], blank)
		}
	}
	if lean.Ends(s, ".") && !lean.Ends(s, "..") {
		s = s[:len(s)-1]
	}
	return s
}

// afterEquals drops "θ_new =" before the answer proper.
func afterEquals(s string) string {
	at := 0
	for i, r := range s {
		if about(r) {
			at = i
		}
	}
	return tidy(trimLeft(s[at:], about))
}

// readNumber reads a number, or a calculation with numbers, and the unit
// behind it. A percentage is a hundredth; degrees may be given as "2.48 rad".
func readNumber(text, unit string) (v float64, why string) {
	factor := 1.0
	text, factor, why = withoutUnit(text, unit)
	if why != "" {
		return 0, why
	}
	if text == "" {
		return 0, "There is no number yet."
	}
	x, err := expr.Read(text)
	if err != nil {
		return 0, "I cannot read that: " + err.Error() + "."
	}
	v = x.Eval() * factor
	if !lean.Finite(v) {
		return 0, "That has no finite value."
	}
	return v, ""
}

// units are what may stand behind a number, longest first, with the unit that
// it means.
var units = []struct{ written, means string }{
	{"degrees fahrenheit", "°F"}, {"fahrenheit", "°F"}, {"degrees", "°"}, {"degree", "°"}, {"radians", "rad"}, {"radian", "rad"},
	{"steps", "steps"}, {"step", "steps"}, {"percent", "%"}, {"deg f", "°F"}, {"° f", "°F"}, {"°f", "°F"}, {"ºf", "°F"}, {"℉", "°F"},
	{"°c", "°C"}, {"º", "°"}, {"°", "°"}, {"deg", "°"}, {"rad", "rad"}, {"%", "%"},
}

// withoutUnit cuts the unit off and returns the factor that it stands for.
func withoutUnit(text, unit string) (rest string, factor float64, why string) {
	small := lean.Lower(text)
	for _, u := range units {
		if !lean.Ends(small, u.written) {
			continue
		}
		rest = trim(text[:len(text)-len(u.written)], blank)
		switch {
		case u.means == unit || u.means == "°" && unit == "°F":
			return rest, 1, ""
		case u.means == "rad" && unit == "°":
			return rest, 180 / math.Pi, ""
		case u.means == "%" && unit == "":
			return rest, 0.01, ""
		case unit == "":
			return "", 0, "A plain number is wanted here, without " + u.means + "."
		}
		return "", 0, "This is asked in " + unit + ", not in " + u.means + "."
	}
	if unit == "°F" && lean.Ends(small, "f") {
		text = trim(text[:len(text)-1], blank)
	}
	return text, 1, ""
}

// readVector reads "[1, −2]", "(1; −2)", "1 −2", "[0,5; −1,5]", "w = 1, b = −2"
// and Go's "[]float64{1, -2}".
func (e *Exercise) readVector(text string) (a Answer, why string) {
	if whole := afterEquals(text); !names(text) {
		text = whole // "θ = [1, −2]"
	}
	if lean.Begins(text, "[]float64") {
		text = text[len("[]float64"):]
	}
	if n := len(text); n >= 2 && opens(text[0]) && closes(text[n-1]) {
		text = trim(text[1:n-1], blank)
	}
	parts, ok := split(text, e.size())
	if !ok {
		return a, "An answer with " + strconv.Itoa(e.size()) + " entries is wanted, such as " + example(e.size()) + "."
	}
	for i, p := range parts {
		v, why := readNumber(afterEquals(trim(p, blank)), e.Unit)
		if why != "" {
			return a, "Entry " + strconv.Itoa(i+1) + ": " + why
		}
		a.Values = append(a.Values, v)
	}
	if e.Kind == Direction && near(a.Values, make([]float64, len(a.Values)), 0) {
		return a, "[0, 0] has no direction."
	}
	return a, ""
}

// names reports whether each entry has a name of its own, "w = 1, b = −2".
func names(text string) bool {
	n := 0
	for _, r := range text {
		if about(r) {
			n++
		}
	}
	return n > 1
}

// ungrouped takes out what parts a count's digits into threes: 1,510 and 1 510
// are 1510. Where a whole number is wanted, there is no other reading.
func ungrouped(text string) string {
	out, run := "", 0
	for i, r := range text {
		switch {
		case r >= '0' && r <= '9':
			if out == "" && r == '0' {
				return text
			}
			out += string(r)
			run++
		case (r == ',' || r == '.' || r == '’' || r == '\'' || blank(r)) && i > 0 && (run == 3 || run == len(out) && run < 3):
			run = 0
		default:
			return text
		}
	}
	if run != 3 || len(out) == 3 {
		return text
	}
	return out
}

func opens(c byte) bool { return c == '[' || c == '(' || c == '{' }

func closes(c byte) bool { return c == ']' || c == ')' || c == '}' }

// split cuts text into n entries at semicolons, at commas, at commas followed
// by a blank (then the others are decimal commas), or at blanks: the first of
// these that gives n.
func split(text string, n int) (parts []string, ok bool) {
	for _, sep := range []string{";", ",", ", "} {
		if parts = outside(text, sep); len(parts) == n {
			return parts, true
		}
	}
	parts = words(text)
	return parts, len(parts) == n
}

// outside cuts text at sep wherever that is not inside parentheses.
func outside(text, sep string) (parts []string) {
	depth, from := 0, 0
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '(':
			depth++
		case text[i] == ')':
			depth--
		case depth == 0 && lean.Begins(text[i:], sep):
			parts = append(parts, text[from:i])
			from = i + len(sep)
			i = from - 1
		}
	}
	return append(parts, text[from:])
}

// example shows what a vector looks like.
func example(n int) string {
	s := "[0.5"
	for range n - 1 {
		s += ", 0.5"
	}
	return s + "]"
}

// readChoice takes an option's letter or its whole text.
func (e *Exercise) readChoice(text string) (a Answer, why string) {
	for i, o := range e.Options {
		if lean.Lower(text) == lean.Lower(o.Text) || lean.Lower(text) == lean.Lower(tidy(o.Text)) {
			return Answer{Option: i}, ""
		}
	}
	letter := lean.Lower(trim(text, bracket))
	if len(letter) == 1 && letter[0] >= 'a' && int(letter[0]-'a') < len(e.Options) {
		return Answer{Option: int(letter[0] - 'a')}, ""
	}
	return a, "Choose one of the answers, a to " + string(rune('a'+len(e.Options)-1)) + "."
}

// readExpression takes an expression that has a value everywhere in the
// domain.
func (e *Exercise) readExpression(text string) (a Answer, why string) {
	x, err := expr.Read(text, e.Letters...)
	for _, letter := range [...]string{"eta", "x", "h", "t"} { // of one letter, the name does not matter
		if err != nil && len(e.Letters) == 1 {
			if other, bad := expr.Read(text, letter); bad == nil {
				x, err = other, nil
			}
		}
	}
	if err != nil {
		return a, "I cannot read that: " + err.Error() + "."
	}
	for i := range points {
		at := e.place(i)
		if v := x.Eval(at...); !lean.Finite(v) {
			return a, "That has no finite value at " + e.Letters[0] + " = " + strconv.FormatFloat(at[0], 'g', 3, 64) + "."
		}
	}
	return Answer{Expr: x}, ""
}
