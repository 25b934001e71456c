package exercise

// Form says how an answer is written, for the line under the input.
func (e *Exercise) Form() string {
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
