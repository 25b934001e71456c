package live

// Describe is the figure as a page needs it, as JSON: title, size, and the
// controls with their ranges.
func (f *Figure) Describe() string {
	var w writer
	w.raw(`{"name":`).quoted(f.Name).raw(`,"title":`).quoted(f.Title).raw(`,"try":`).quoted(f.Try)
	w.raw(`,"width":`).number(Width).raw(`,"height":`).number(f.Height).raw(`,"controls":[`)
	for i := range f.Controls {
		if i > 0 {
			w.raw(",")
		}
		f.Controls[i].describe(&w)
	}
	return string(w.raw("]}").b)
}

func (c *Control) describe(w *writer) {
	w.raw(`{"kind":`).quoted(c.Kind.String()).raw(`,"name":`).quoted(c.Name).raw(`,"label":`).quoted(c.Label).raw(`,"unit":`).quoted(c.Unit)
	w.raw(`,"log":`).truth(c.Log).raw(`,"longest":`).number(float64(c.Longest))
	w.raw(`,"min":`).numbers(c.Min[:]).raw(`,"max":`).numbers(c.Max[:])
	w.raw(`,"step":`).numbers([]float64{c.Step}).raw(`,"decimals":`).numbers([]float64{c.decimals()})
	w.raw(`,"parts":`).texts(c.Parts[:]).raw(`,"options":`).texts(c.Options).raw("}")
}

func (c *Control) decimals() float64 {
	if c.Step > 0 {
		return float64(decimals(c.Step))
	}
	return 0
}

// StateJSON is a state by position, as JSON: {"nums":[1,1,142],"text":[]}.
func StateJSON(s State) string {
	var w writer
	return string(w.raw(`{"nums":`).numbers(s.nums).raw(`,"text":`).texts(s.text).raw("}").b)
}

func (w *writer) quoted(s string) *writer { w.b = append(w.b, quote(s)...); return w }

func (w *writer) number(x float64) *writer { w.b = appendNum(w.b, x); return w }

func (w *writer) truth(v bool) *writer {
	if v {
		return w.raw("true")
	}
	return w.raw("false")
}

func (w *writer) numbers(v []float64) *writer {
	w.raw("[")
	for i, x := range v {
		if i > 0 {
			w.raw(",")
		}
		w.number(x)
	}
	return w.raw("]")
}

func (w *writer) texts(v []string) *writer {
	w.raw("[")
	for i, s := range v {
		if i > 0 {
			w.raw(",")
		}
		w.quoted(s)
	}
	return w.raw("]")
}
