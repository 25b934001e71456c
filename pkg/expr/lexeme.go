package expr

import (
	"strconv"
	"unicode/utf8"

	"github.com/downhill-go/downhill/pkg/internal/lean"
)

// A lexeme is a piece of the source: a number, a name, or a single character
// that means something ('^' for a power however it was written, 0 at the end).
type lexeme struct {
	kind rune // 'n' number, 'a' name, 0 end, otherwise the character itself
	text string
	val  float64
	col  int // in characters from 1
}

// A scanner cuts the source into tokens, one at a time: whether a comma is
// part of a number depends on where the parser stands.
type scanner struct {
	src     string
	at, col int
	kindly  bool
	listed  int // > 0 while commas separate arguments
}

// byHand returns what a sign of handwriting or typography stands for, or r.
func byHand(r rune) rune {
	switch r {
	case '−', '–', '—', '﹣', '－', '‐', '‑':
		return '-'
	case '·', '×', '⋅', '∙', '∗':
		return '*'
	case '÷', '∕', '⁄':
		return '/'
	case '＋':
		return '+'
	case '（':
		return '('
	case '）':
		return ')'
	}
	return r
}

// raised says which power a superscript digit stands for.
const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹"

// fraction returns the number that a sign such as ½ stands for, or 0.
func fraction(r rune) float64 {
	switch r {
	case '½':
		return 0.5
	case '¼':
		return 0.25
	case '¾':
		return 0.75
	case '⅓':
		return 1.0 / 3
	case '⅔':
		return 2.0 / 3
	}
	return 0
}

// next returns the token at the scanner's place and moves behind it.
func (s *scanner) next() (lexeme, *Error) {
	for s.at < len(s.src) {
		r, n := utf8.DecodeRuneInString(s.src[s.at:])
		if r != ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\u00a0' && r != '\u2009' && r != '\u202f' {
			break
		}
		s.at += n
		s.col++
	}
	t := lexeme{col: s.col + 1}
	if s.at == len(s.src) {
		return t, nil
	}
	r, n := utf8.DecodeRuneInString(s.src[s.at:])
	if r == utf8.RuneError && n == 1 {
		return t, &Error{t.col, "there is a byte that belongs to no character"}
	}
	if isDigit(r) || r == '.' || (r == ',' && s.decimalComma()) {
		return s.number(t)
	}
	if isLetter(r) {
		end := s.at
		for end < len(s.src) {
			r, n := utf8.DecodeRuneInString(s.src[end:])
			if !isLetter(r) && !isDigit(r) && (r != '.' || s.src[s.at:end] != "math") {
				break
			}
			end += n
			s.col++
		}
		t.kind, t.text = 'a', s.src[s.at:end]
		s.at = end
		return t, nil
	}
	t.kind, t.text = r, s.src[s.at:s.at+n]
	if s.kindly {
		t.kind = byHand(r)
		if f := fraction(r); f != 0 {
			t.kind, t.val = 'n', f
		} else if raisedDigit(r) >= 0 {
			t.kind = '^'
			return s.superscript(t), nil
		} else if lean.Begins(s.src[s.at:], "**") {
			t.kind, n = '^', 2
			s.col++
		}
	} else if (r == '-' || r == '+') && lean.Begins(s.src[s.at+1:], t.text) {
		return t, &Error{t.col, "Go reads " + t.text + t.text + " as one sign, so put a blank or a parenthesis between the two"}
	}
	switch t.kind {
	case '+', '-', '*', '/', '(', ')', ',', '^', 'n', '√':
		s.at += n
		s.col++
		return t, nil
	}
	return t, strange(t.col, r)
}

// number reads digits with at most one point (or decimal comma) and an
// exponent.
func (s *scanner) number(t lexeme) (lexeme, *Error) {
	i, digits, comma := s.at, 0, -1
	run := func() {
		for i < len(s.src) && s.src[i] >= '0' && s.src[i] <= '9' {
			i++
			digits++
		}
	}
	run()
	if i < len(s.src) && s.src[i] == '.' {
		i++
		run()
	} else if i < len(s.src) && s.src[i] == ',' && s.kindly && s.listed == 0 && i+1 < len(s.src) && isDigit(rune(s.src[i+1])) {
		comma = i
		i++
		run()
	}
	if digits == 0 {
		return t, &Error{t.col, "a point stands here without digits"}
	}
	if i < len(s.src) && (s.src[i] == 'e' || s.src[i] == 'E') {
		j := i + 1
		// 1e−2 with the minus of typography is a number like any other.
		if j < len(s.src) && (s.src[j] == '-' || s.src[j] == '+') {
			j++
		} else if s.kindly && lean.Begins(s.src[j:], "−") {
			j += len("−")
		}
		if k := j; k < len(s.src) && isDigit(rune(s.src[k])) {
			for k < len(s.src) && isDigit(rune(s.src[k])) {
				k++
			}
			i = k
		}
	}
	text := s.src[s.at:i]
	if !s.kindly && len(text) > 1 && text[0] == '0' && onlyDigits(text) {
		return t, &Error{t.col, "Go reads a number that begins with 0 in octal, so leave the 0 out"}
	}
	if rest := s.src[i:]; !s.kindly && (lean.Begins(rest, "_") || text == "0" && (lean.Begins(rest, "x") || lean.Begins(rest, "X"))) {
		return t, &Error{t.col, "only plain decimal numbers are read here, such as 1000 or 1e3"}
	}
	t.kind, t.text = 'n', text
	if comma >= 0 {
		text = text[:comma-s.at] + "." + text[comma-s.at+1:]
	}
	for i := range text {
		if lean.Begins(text[i:], "−") { // at most once, in the exponent
			text = text[:i] + "-" + text[i+len("−"):]
			break
		}
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return t, &Error{t.col, "this number is too large for a float64"}
	}
	t.val = v
	s.col += utf8.RuneCountInString(s.src[s.at:i])
	s.at = i
	return t, nil
}

// decimalComma reports whether the comma here begins a number, as in ",5".
func (s *scanner) decimalComma() bool {
	return s.kindly && s.listed == 0 && s.at+1 < len(s.src) && isDigit(rune(s.src[s.at+1]))
}

// superscript reads the digits of a raised number; it becomes a '^' lexeme
// whose value is the power and whose text is the number as written.
func (s *scanner) superscript(t lexeme) lexeme {
	end, v := s.at, 0.0
	for end < len(s.src) {
		r, n := utf8.DecodeRuneInString(s.src[end:])
		d := raisedDigit(r)
		if d < 0 {
			break
		}
		v = 10*v + float64(d)
		end += n
		s.col++
	}
	t.text, t.val = s.src[s.at:end], v
	s.at = end
	return t
}

// raisedDigit returns the digit that r shows raised, or -1.
func raisedDigit(r rune) int {
	d := 0
	for _, q := range raised {
		if q == r {
			return d
		}
		d++
	}
	return -1
}

func onlyDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(rune(s[i])) {
			return false
		}
	}
	return true
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// isLetter accepts Latin letters without accents, the underscore and Greek
// letters: what names in the course are made of.
func isLetter(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_' || r >= 'Α' && r <= 'Ω' || r >= 'α' && r <= 'ω'
}

// strange says what to do about a character that has no place in an
// expression.
func strange(col int, r rune) *Error {
	switch r {
	case '^':
		return &Error{col, "Go has no ^ for powers, so write w*w or pow(w, 2)"}
	case '−', '–', '—':
		return &Error{col, "this is a minus sign from a text, and Go wants the plain hyphen -"}
	case '·', '×', '⋅':
		return &Error{col, "Go writes a product with *"}
	case '÷':
		return &Error{col, "Go writes a quotient with /"}
	case '=', ':', ';', '<', '>', '!', '&':
		return &Error{col, "only the expression is wanted, without " + string(r)}
	case '[', ']', '{', '}':
		return &Error{col, "only round parentheses group in an expression"}
	}
	if r >= 0x400 && r < 0x530 || r >= 0xff00 && r < 0xffef || r >= 0x1d400 && r < 0x1d800 {
		return &Error{col, "the character " + string(r) + " looks like a common one but is another, so type it anew"}
	}
	if r < ' ' || r == 0x7f || r == '\u200b' || r == '\ufeff' || r >= '\u200c' && r <= '\u200f' || r >= '\u202a' && r <= '\u202e' {
		return &Error{col, "there is an invisible character (U+" + hexadecimal(r) + ") here"}
	}
	return &Error{col, "the character " + string(r) + " has no meaning here"}
}

// hexadecimal writes a code point as Unicode's charts do.
func hexadecimal(r rune) string {
	const digits = "0123456789ABCDEF"
	s := ""
	for ; r > 0 || len(s) < 4; r >>= 4 {
		s = string(digits[r&15]) + s
	}
	return s
}
