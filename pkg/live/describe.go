package live

import "strconv"

// Describe is the figure as a page needs it, as JSON: title, size, and the
// controls with their ranges.
func (f *Figure) Describe() string {
	b := append([]byte(`{"name":`), quote(f.Name)...)
	b = append(append(b, `,"title":`...), quote(f.Title)...)
	b = append(append(b, `,"try":`...), quote(f.Try)...)
	b = append(append(b, `,"width":`...), strconv.Itoa(Width)...)
	b = append(append(b, `,"height":`...), strconv.Itoa(int(f.Height))...)
	b = append(b, `,"controls":[`...)
	for i := range f.Controls {
		if i > 0 {
			b = append(b, ',')
		}
		b = f.Controls[i].describe(b)
	}
	return string(append(b, "]}"...))
}

func (c *Control) describe(b []byte) []byte {
	b = append(append(b, `{"kind":`...), quote(c.Kind.String())...)
	b = append(append(b, `,"name":`...), quote(c.Name)...)
	b = append(append(b, `,"label":`...), quote(c.Label)...)
	b = append(append(b, `,"unit":`...), quote(c.Unit)...)
	b = append(append(b, `,"log":`...), strconv.FormatBool(c.Log)...)
	b = append(append(b, `,"longest":`...), strconv.Itoa(c.Longest)...)
	for _, n := range [...]struct {
		name string
		v    []float64
	}{{"min", c.Min[:]}, {"max", c.Max[:]}, {"step", []float64{c.Step}}, {"decimals", []float64{c.decimals()}}} {
		b = append(append(append(b, `,"`...), n.name...), `":[`...)
		for i, x := range n.v {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendNum(b, x)
		}
		b = append(b, ']')
	}
	for _, n := range [...]struct {
		name string
		v    []string
	}{{"parts", c.Parts[:]}, {"options", c.Options}} {
		b = append(append(append(b, `,"`...), n.name...), `":[`...)
		for i, x := range n.v {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(b, quote(x)...)
		}
		b = append(b, ']')
	}
	return append(b, '}')
}

func (c *Control) decimals() float64 {
	if c.Step > 0 {
		return float64(decimals(c.Step))
	}
	return 0
}

// StateJSON is a state by position, as JSON: {"nums":[1,1,142],"text":[]}.
func StateJSON(s State) string {
	b := []byte(`{"nums":[`)
	for i, x := range s.nums {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendNum(b, x)
	}
	b = append(b, `],"text":[`...)
	for i, t := range s.text {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, quote(t)...)
	}
	return string(append(b, "]}"...))
}
