package live

import (
	"errors"
	"math"
	"strconv"

	"github.com/downhill-go/downhill/pkg/internal/lean"
)

// MIME is the type of a spec in a notebook's output.
const MIME = "application/vnd.downhill.figure+json"

// A spec is what a notebook keeps of a live figure: its name and a state by
// names, as JSON,
//
//	{"figure":"dial","state":{"θ":[1,1],"u":142,"η":0.5}}
//
// Controls, ranges and pictures are not in it: they are the code's. So a spec
// made by an older version opens with a newer one; what it does not know any
// more is dropped, what is new takes the start's value, what is out of range is
// brought into it.

// ErrUnknown says that a spec asks for a figure that does not exist.
var ErrUnknown = errors.New("live: there is no figure of that name")

// LongestSpec is how many bytes a spec may have; a longer one is refused
// unread.
const LongestSpec = 1 << 16

// Decode reads a spec. Malformed JSON, a spec without a figure's name and an
// unknown figure are errors (a SyntaxError, or ErrUnknown); any state is not.
func Decode(figures []*Figure, spec string) (*Figure, State, error) {
	if len(spec) > LongestSpec {
		return nil, State{}, &SyntaxError{Offset: LongestSpec, Want: "a shorter spec"}
	}
	p := parser{s: spec}
	name, fields := p.spec()
	if p.err != nil {
		return nil, State{}, p.err
	}
	f := Find(figures, name)
	if f == nil {
		return nil, State{}, ErrUnknown
	}
	s := f.Start()
	for _, field := range fields {
		s.set(field.name, field.value)
	}
	s.Clamp()
	return f, s, nil
}

// Encode is the spec of a figure in a state. The same state gives the same
// bytes.
func Encode(s State) string {
	var w writer
	w.raw(`{"figure":`).quoted(s.figure.Name).raw(`,"state":{`)
	s.each(func(i int, c *Control, nums []float64, text string) {
		if i > 0 {
			w.raw(",")
		}
		w.quoted(c.Name).raw(":")
		if c.Kind == Point {
			w.numbers(nums)
			return
		}
		w.value(c, nums, text)
	})
	return string(w.raw("}}").b)
}

// value writes what JSON and Go write alike: anything but a point.
func (w *writer) value(c *Control, nums []float64, text string) {
	switch c.Kind {
	case Text:
		w.quoted(text)
	case Choice:
		w.quoted(c.Options[int(nums[0])])
	case Toggle:
		w.truth(nums[0] != 0)
	default:
		w.number(nums[0])
	}
}

// Go is the line of a notebook cell that shows the figure in this state. What
// is as at the start is left out.
func Go(s State) string {
	start := s.figure.Start()
	var w writer
	w.raw("show.Live(").quoted(s.figure.Name)
	slot := 0
	s.each(func(i int, c *Control, nums []float64, text string) {
		was := start.nums[slot : slot+len(nums)]
		slot += len(nums)
		if c.Kind == Text {
			if _, _, k := start.find(c.Name); start.text[k] == text {
				return
			}
		} else if nums[0] == was[0] && nums[len(nums)-1] == was[len(was)-1] {
			return
		}
		w.raw(", ").quoted(c.Name).raw(", ")
		if c.Kind == Point {
			w.raw("[]float64{").number(nums[0]).raw(", ").number(nums[1]).raw("}")
			return
		}
		w.value(c, nums, text)
	})
	return string(w.raw(")").b)
}

func (s State) each(do func(i int, c *Control, nums []float64, text string)) {
	slot, text := 0, 0
	for i := range s.figure.Controls {
		c := &s.figure.Controls[i]
		n, t := c.Slots(), ""
		if c.Kind == Text {
			t = s.text[text]
			text++
		}
		do(i, c, s.nums[slot:slot+n], t)
		slot += n
	}
}

func appendNum(b []byte, x float64) []byte {
	if !lean.Finite(x) {
		x = 0 // JSON and Go source have no word for it; a clamped state has none
	}
	if m := math.Abs(x); m != 0 && (m < 1e-6 || m >= 1e15) {
		return strconv.AppendFloat(b, x, 'e', -1, 64)
	}
	return strconv.AppendFloat(b, x, 'f', -1, 64)
}

// quote is s as a string literal of JSON and of Go that is also safe inside an
// HTML page's script element. strconv.Quote would bring its tables of printable
// characters into the module.
func quote(s string) []byte {
	const hex = "0123456789abcdef"
	b := []byte{'"'}
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r < ' ' || r == '<' || r == '>' || r == '&' || r == '\u2028' || r == '\u2029':
			b = append(b, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
		default:
			b = append(b, string(r)...)
		}
	}
	return append(b, '"')
}
