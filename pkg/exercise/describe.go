package exercise

// Describe returns what a page needs to ask the question, as JSON. What is
// right, the mistakes and the hints are not in it.
func (e *Exercise) Describe() string {
	b := []byte("{")
	for _, p := range [...][2]string{{"id", e.ID}, {"kind", e.Kind.String()}, {"title", e.Title}, {"prompt", e.Prompt}, {"form", e.form()}, {"figure", e.Figure}} {
		b = append(b, quoted(p[0])...)
		b = append(b, ':')
		b = append(b, quoted(p[1])...)
		b = append(b, ',')
	}
	b = append(b, `"options":[`...)
	for i, o := range e.Options {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, quoted(o.Text)...)
	}
	return string(append(b, "]}"...))
}

// form says how an answer is written.
func (e *Exercise) form() string {
	switch e.Kind {
	case Number:
		switch e.Unit {
		case "":
			return "a number, such as −0.83, 1e-2 or ln 6"
		case "steps":
			return "a whole number"
		}
		return "a number, in " + e.Unit
	case Vector:
		s := "in brackets, such as " + example(e.size())
		if e.Unit != "" {
			s += ", in " + e.Unit
		}
		return s
	case Point, Direction:
		return "in brackets, such as [0.5, 0.5]"
	case Expression:
		s := "an expression in " + e.Letters[0]
		for _, l := range e.Letters[1:] {
			s += " and " + l
		}
		return s + ", such as 1 - 2*" + e.Letters[0] + " or exp(-" + e.Letters[0] + ")"
	case Function:
		return "the word that exercise.Check shows"
	}
	return "one of these"
}

// quoted returns s as a JSON string. Signs that could end a script element are
// escaped, so that the text may stand in a page.
func quoted(s string) []byte {
	const hex = "0123456789abcdef"
	b := []byte{'"'}
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r < 0x20 || r == '<' || r == '>' || r == '&':
			b = append(b, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
		default:
			b = append(b, string(r)...)
		}
	}
	return append(b, '"')
}
