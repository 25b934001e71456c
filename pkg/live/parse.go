package live

import (
	"math"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// A SyntaxError says where a spec stops being one.
type SyntaxError struct {
	Offset int    // in bytes
	Want   string // what should stand there
}

func (e *SyntaxError) Error() string {
	return "live: spec: byte " + strconv.Itoa(e.Offset) + ": want " + e.Want
}

// value is what a spec gives for one control: 'n'umber, 'a'rray of numbers,
// 's'tring, 'b'ool, or 0 for anything else, which no control takes.
type value struct {
	kind byte
	nums []float64
	text string
}

type field struct {
	name  string
	value value
}

// parser reads the JSON of RFC 8259 as far as specs need it. encoding/json
// would add a fifth to the WebAssembly module. The first error stays.
type parser struct {
	s   string
	i   int
	err error
}

const deepest = 16 // nesting that is read; what is deeper is not a spec

func (p *parser) fail(want string) {
	if p.err == nil {
		p.err = &SyntaxError{Offset: min(p.i, len(p.s)), Want: want}
	}
	p.i = len(p.s)
}

func (p *parser) space() {
	for p.i < len(p.s) && (p.s[p.i] == ' ' || p.s[p.i] == '\n' || p.s[p.i] == '\t' || p.s[p.i] == '\r') {
		p.i++
	}
}

// eat takes byte b if it is next.
func (p *parser) eat(b byte) bool {
	p.space()
	if p.i < len(p.s) && p.s[p.i] == b {
		p.i++
		return true
	}
	return false
}

func (p *parser) need(b byte) {
	if !p.eat(b) {
		p.fail(string([]byte{'\'', b, '\''}))
	}
}

func (p *parser) spec() (name string, fields []field) {
	found := false
	p.object(func(key string) {
		p.space()
		switch {
		case key == "figure" && p.i < len(p.s) && p.s[p.i] == '"':
			name, found = p.text(), true
		case key == "state" && p.i < len(p.s) && p.s[p.i] == '{':
			fields = nil
			p.object(func(key string) { fields = append(fields, field{key, p.value(2)}) })
		default:
			p.value(1)
		}
	})
	p.space()
	if p.i < len(p.s) {
		p.fail("the end")
	}
	if !found {
		p.fail("a figure's name")
	}
	return name, fields
}

func (p *parser) object(field func(key string)) {
	p.need('{')
	if p.err != nil || p.eat('}') {
		return
	}
	for p.err == nil {
		p.space()
		key := p.text()
		p.need(':')
		if p.err != nil {
			return
		}
		field(key)
		if !p.eat(',') {
			p.need('}')
			return
		}
	}
}

func (p *parser) value(depth int) value {
	p.space()
	if p.i >= len(p.s) || depth > deepest {
		p.fail("a value")
		return value{}
	}
	switch b := p.s[p.i]; {
	case b == '"':
		return value{kind: 's', text: p.text()}
	case b == '{':
		p.object(func(string) { p.value(depth + 1) })
		return value{}
	case b == '[':
		return p.array(depth)
	case b == '-' || b >= '0' && b <= '9':
		return value{kind: 'n', nums: []float64{p.number()}}
	}
	for _, w := range [...]string{"true", "false", "null"} {
		if len(p.s)-p.i >= len(w) && p.s[p.i:p.i+len(w)] == w {
			p.i += len(w)
			switch w {
			case "true":
				return value{kind: 'b', nums: []float64{1}}
			case "false":
				return value{kind: 'b', nums: []float64{0}}
			}
			return value{}
		}
	}
	p.fail("a value")
	return value{}
}

func (p *parser) array(depth int) value {
	v := value{kind: 'a'}
	p.need('[')
	if p.eat(']') {
		return v
	}
	for p.err == nil {
		e := p.value(depth + 1)
		if e.kind != 'n' {
			v.kind = 0
		} else {
			v.nums = append(v.nums, e.nums[0])
		}
		if !p.eat(',') {
			p.need(']')
			break
		}
	}
	return v
}

func (p *parser) number() float64 {
	from := p.i
	for p.i < len(p.s) {
		b := p.s[p.i]
		if !(b >= '0' && b <= '9' || b == '-' || b == '+' || b == '.' || b == 'e' || b == 'E') {
			break
		}
		p.i++
	}
	x, err := strconv.ParseFloat(p.s[from:p.i], 64)
	if err != nil && !math.IsInf(x, 0) { // out of range is a number still, and will be clamped
		p.i = from
		p.fail("a number")
	}
	return x
}

func (p *parser) text() string {
	if p.i >= len(p.s) || p.s[p.i] != '"' {
		p.fail("a string")
		return ""
	}
	p.i++
	var b []byte
	for p.i < len(p.s) {
		c := p.s[p.i]
		switch {
		case c == '"':
			p.i++
			return string(b)
		case c < ' ':
			p.fail("a string without control characters")
			return ""
		case c == '\\':
			b = p.escape(b)
		default:
			_, n := utf8.DecodeRuneInString(p.s[p.i:])
			b = append(b, p.s[p.i:p.i+n]...)
			p.i += n
		}
	}
	p.fail("the string's end")
	return ""
}

func (p *parser) escape(b []byte) []byte {
	p.i++
	if p.i >= len(p.s) {
		p.fail("an escape")
		return b
	}
	c := p.s[p.i]
	p.i++
	switch c {
	case '"', '\\', '/':
		return append(b, c)
	case 'b':
		return append(b, '\b')
	case 'f':
		return append(b, '\f')
	case 'n':
		return append(b, '\n')
	case 'r':
		return append(b, '\r')
	case 't':
		return append(b, '\t')
	case 'u':
		r := p.hex()
		if utf16.IsSurrogate(r) && len(p.s)-p.i >= 6 && p.s[p.i] == '\\' && p.s[p.i+1] == 'u' {
			p.i += 2
			r = utf16.DecodeRune(r, p.hex())
		}
		return utf8.AppendRune(b, r)
	}
	p.fail("an escape")
	return b
}

func (p *parser) hex() rune {
	if len(p.s)-p.i < 4 {
		p.fail("four hexadecimal digits")
		return 0
	}
	x, err := strconv.ParseUint(p.s[p.i:p.i+4], 16, 32)
	if err != nil {
		p.fail("four hexadecimal digits")
		return 0
	}
	p.i += 4
	return rune(x)
}
