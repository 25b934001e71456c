package live

import "unicode/utf8"

// A Kind says what a control is and how many numbers it holds.
type Kind int

// The kinds of control.
const (
	Range     Kind = iota // a slider: one number
	Choice                // one of several names: one number, its index
	Toggle                // on or off: one number, 0 or 1
	Point                 // a place dragged in the picture: two numbers
	Direction             // an arrow turned in the picture: one number, an angle in degrees
	Text                  // an expression typed in
)

func (k Kind) String() string {
	return [...]string{"range", "choice", "toggle", "point", "direction", "text"}[k]
}

// A Control is one thing the reader can move. Name is its key in a state, in
// the letters of the course; Label is what the reader sees.
type Control struct {
	Kind        Kind
	Name, Label string
	Min, Max    [2]float64 // a point has two of each
	Step        float64    // a linear number is a multiple of it
	Log         bool       // the slider moves by ratios
	Unit        string
	Parts       [2]string // a point's two numbers by name
	Options     []string  // a choice's names; a text's start, then its examples, a name and a text each
	Start       [2]float64
	Longest     int // bytes of a text

	// Check says in a sentence what is wrong with a text, or "". A figure is
	// never drawn with a text that it refuses. nil: any text will do.
	Check func(text string) string
}

// NewRange is a slider from min to max whose value is a multiple of step.
func NewRange(name, label string, min, max, step, start float64) Control {
	return Control{Kind: Range, Name: name, Label: label, Min: [2]float64{min}, Max: [2]float64{max}, Step: step, Start: [2]float64{start}}
}

// NewLogRange is a slider from min > 0 to max that moves by ratios; its value
// has three significant digits.
func NewLogRange(name, label string, min, max, start float64) Control {
	return Control{Kind: Range, Name: name, Label: label, Min: [2]float64{min}, Max: [2]float64{max}, Log: true, Start: [2]float64{start}}
}

// NewChoice offers names, of which start is the first one's index.
func NewChoice(name, label string, start int, options ...string) Control {
	return Control{Kind: Choice, Name: name, Label: label, Options: options, Max: [2]float64{float64(len(options) - 1)}, Step: 1, Start: [2]float64{float64(start)}}
}

// NewToggle is a box to tick.
func NewToggle(name, label string, on bool) Control {
	c := Control{Kind: Toggle, Name: name, Label: label, Max: [2]float64{1}, Step: 1}
	if on {
		c.Start[0] = 1
	}
	return c
}

// NewPoint is a place in the picture, dragged by a handle or moved by two
// sliders called parts.
func NewPoint(name, label string, parts [2]string, min, max, start [2]float64, step float64) Control {
	return Control{Kind: Point, Name: name, Label: label, Parts: parts, Min: min, Max: max, Start: start, Step: step}
}

// NewDirection is an angle of 0 to 359 degrees, turned by a handle or a
// slider.
func NewDirection(name, label string, start float64) Control {
	return Control{Kind: Direction, Name: name, Label: label, Max: [2]float64{359}, Step: 1, Unit: "°", Start: [2]float64{start}}
}

// NewText is an expression of at most longest bytes that check takes. examples
// are names, each followed by a text.
func NewText(name, label string, longest int, check func(text string) string, start string, examples ...string) Control {
	return Control{Kind: Text, Name: name, Label: label, Options: append([]string{start}, examples...), Longest: longest, Check: check}
}

// Refuse says what is wrong with a text, or "".
func (c *Control) Refuse(text string) string {
	switch {
	case len(text) > c.Longest:
		return "this is too long"
	case !utf8.ValidString(text):
		return "this is not UTF-8"
	case c.Check != nil:
		return c.Check(text)
	}
	return ""
}

// Slots is how many numbers the control holds.
func (c *Control) Slots() int {
	switch c.Kind {
	case Point:
		return 2
	case Text:
		return 0
	}
	return 1
}

// Slots is how many numbers the figure's state has.
func (f *Figure) Slots() int {
	n := 0
	for i := range f.Controls {
		n += f.Controls[i].Slots()
	}
	return n
}

func (f *Figure) texts() int {
	n := 0
	for i := range f.Controls {
		if f.Controls[i].Kind == Text {
			n++
		}
	}
	return n
}
