package live

import (
	"math"
	"strconv"
)

// A State is what a figure's controls are set to.
type State struct {
	figure *Figure
	nums   []float64
	text   []string
}

// NewState is a state with these numbers and texts, in the order of the
// controls, brought into range. Missing ones are those of the start, those too
// many are dropped.
func (f *Figure) NewState(nums []float64, text []string) State {
	s := f.Start()
	copy(s.nums, nums)
	copy(s.text, text)
	s.Clamp()
	return s
}

// Nums are the state's numbers, in the order of the controls.
func (s State) Nums() []float64 { return s.nums }

// Texts are the state's texts, in the order of the controls.
func (s State) Texts() []string { return s.text }

func (s State) find(name string) (c *Control, slot, text int) {
	for i := range s.figure.Controls {
		c = &s.figure.Controls[i]
		if c.Name == name {
			return c, slot, text
		}
		slot += c.Slots()
		if c.Kind == Text {
			text++
		}
	}
	return nil, 0, 0
}

func (s State) must(name string) int {
	c, slot, _ := s.find(name)
	if c == nil || c.Kind == Text {
		panic("live: state has no number of that name")
	}
	return slot
}

// Num is the value of a range or a direction.
func (s State) Num(name string) float64 { return s.nums[s.must(name)] }

// At is the place of a point, as a vector of its own.
func (s State) At(name string) []float64 {
	k := s.must(name)
	return []float64{s.nums[k], s.nums[k+1]}
}

// Pick is the index of a choice.
func (s State) Pick(name string) int { return int(s.Num(name)) }

// On says whether a toggle is ticked.
func (s State) On(name string) bool { return s.Num(name) != 0 }

// Typed is the text of a text control.
func (s State) Typed(name string) string {
	c, _, text := s.find(name)
	if c == nil || c.Kind != Text {
		panic("live: state has no text of that name")
	}
	return s.text[text]
}

// Clamp brings every value into its control's range and onto its steps. What is
// not a number becomes the start's value, a text that its control refuses becomes
// the start's text. Clamping twice is clamping once.
func (s State) Clamp() {
	slot, text := 0, 0
	for i := range s.figure.Controls {
		c := &s.figure.Controls[i]
		if c.Kind == Text {
			if c.Refuse(s.text[text]) != "" {
				s.text[text] = c.Options[0]
			}
			text++
			continue
		}
		for j := range c.Slots() {
			s.nums[slot] = c.clamp(j, s.nums[slot])
			slot++
		}
	}
}

func (c *Control) clamp(part int, v float64) float64 {
	if math.IsNaN(v) {
		return c.Start[part]
	}
	lo, hi := c.Min[part], c.Max[part]
	if c.Kind == Direction && !math.IsInf(v, 0) {
		v = math.Mod(v, 360)
		if v < 0 {
			v += 360
		}
	}
	v = min(max(v, lo), hi)
	if c.Log {
		return min(max(digits3(v), lo), hi)
	}
	// A multiple of the step, as the decimal number that people write: 0.3, not 0.30000000000000004.
	n := math.Round(v / c.Step)
	v, _ = strconv.ParseFloat(strconv.FormatFloat(n*c.Step, 'f', decimals(c.Step), 64), 64)
	v = min(max(v, lo), hi)
	return v + 0 // no negative zero
}

func digits3(v float64) float64 {
	r, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 3, 64), 64)
	return r
}

// set gives a control the values that a spec has for it. It reports whether
// they are of the right kind; wrong ones change nothing.
func (s State) set(name string, v value) bool {
	c, slot, text := s.find(name)
	if c == nil {
		return false
	}
	switch c.Kind {
	case Text:
		if v.kind != 's' || c.Refuse(v.text) != "" {
			return false
		}
		s.text[text] = v.text
		return true
	case Point:
		if v.kind != 'a' || len(v.nums) != 2 {
			return false
		}
		copy(s.nums[slot:], v.nums)
		return true
	case Choice:
		if v.kind == 's' {
			for i, o := range c.Options {
				if o == v.text {
					s.nums[slot] = float64(i)
					return true
				}
			}
			return false
		}
	case Toggle:
		if v.kind == 'b' {
			s.nums[slot] = v.nums[0]
			return true
		}
	}
	if v.kind != 'n' {
		return false
	}
	s.nums[slot] = v.nums[0]
	return true
}

// GroundKey is the part of the state on which the figure's ground depends.
func (s State) GroundKey() (nums []float64, text []string) {
	s.each(func(_ int, c *Control, n []float64, t string) {
		for _, name := range s.figure.GroundOf {
			if name == c.Name {
				nums, text = append(nums, n...), append(text, t)
			}
		}
	})
	return nums, text
}

// Set gives the named control a value: a float64 or int for a number, a string
// for a choice or a text, a bool for a toggle, a []float64 or [2]float64 of
// length 2 for a point. It reports whether the figure has such a control and
// takes such a value; the value is brought into range.
func (s State) Set(name string, v any) bool {
	var w value
	switch v := v.(type) {
	case float64:
		w = value{kind: 'n', nums: []float64{v}}
	case int:
		w = value{kind: 'n', nums: []float64{float64(v)}}
	case bool:
		w = value{kind: 'b', nums: []float64{0}}
		if v {
			w.nums[0] = 1
		}
	case string:
		w = value{kind: 's', text: v}
	case []float64:
		w = value{kind: 'a', nums: v}
	case [2]float64:
		w = value{kind: 'a', nums: v[:]}
	}
	ok := s.set(name, w)
	s.Clamp()
	return ok
}
