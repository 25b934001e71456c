package exercise

import (
	"math"

	"github.com/downhill-go/downhill/pkg/descent"
)

// Judge reads an answer and says what it is worth. tries is the number of wrong
// answers given before, and decides how strong a hint is.
func (e *Exercise) Judge(text string, tries int) Verdict {
	if len(text) > longest {
		return Verdict{Unread, "That is too long to be an answer here."}
	}
	if e.Kind == Function {
		return e.receipt(text)
	}
	a, why := e.read(text)
	if why != "" {
		return Verdict{Unread, why}
	}
	if e.right(a) {
		return Verdict{Right, "Right. " + e.Right}
	}
	if e.Kind == Choice {
		return Verdict{Wrong, e.Options[a.Option].Say}
	}
	for i := range e.Mistakes {
		if m := &e.Mistakes[i]; m.made(e, a) {
			return Verdict{Wrong, m.Say}
		}
	}
	if e.rounded(a) {
		return Verdict{Wrong, "Nearly: that is the right answer, rounded too far. Give another digit or two."}
	}
	return Verdict{Wrong, "Not yet. " + e.Hint(tries)}
}

// Hint returns a hint, the stronger the larger tries; the last one stays.
func (e *Exercise) Hint(tries int) string {
	return e.Hints[max(0, min(tries, len(e.Hints)-1))]
}

// right reports whether an answer that has been read is right.
func (e *Exercise) right(a Answer) bool {
	switch {
	case e.Accept != nil:
		return e.Accept(a)
	case e.Kind == Choice:
		return e.Options[a.Option].Say == ""
	case e.Kind == Expression:
		return e.equal(a, e.Formula, e.Tolerance)
	case e.Kind == Direction:
		return descent.Angle(a.Values, e.Expected()) <= e.Tolerance*math.Pi/180
	}
	return near(a.Values, e.Expected(), e.Tolerance)
}

// rounded reports whether each entry is what is right with fewer decimals, and
// not 0.
func (e *Exercise) rounded(a Answer) bool {
	if e.Expected == nil || e.Accept != nil || e.Kind == Direction || e.Tolerance == 0 {
		return false
	}
	for i, want := range e.Expected() {
		found := false
		for p, k := 1.0, 0; k < 6 && !found; p, k = 10*p, k+1 {
			v := math.Round(want*p) / p
			found = v != 0 && math.Abs(a.Values[i]-v) < 1e-12*max(1, math.Abs(v))
		}
		if !found {
			return false
		}
	}
	return true
}

// near reports whether x and y have the same length and differ by at most tol
// in each entry. NaN is near nothing.
func near(x, y []float64, tol float64) bool {
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if !(math.Abs(x[i]-y[i]) <= tol) {
			return false
		}
	}
	return true
}

// points is the number of places at which expressions are compared.
const points = 48

// place returns place number i of the exercise's domain, spread evenly by
// multiples of the golden ratio and its powers (the additive recurrence of
// Weyl), so that no simple formula vanishes on all of them.
func (e *Exercise) place(i int) []float64 {
	x := make([]float64, len(e.Letters))
	step := 1.0
	for k := range x {
		step /= math.Phi
		_, f := math.Modf(0.5 + step*float64(i+1))
		x[k] = e.Domain[0] + f*(e.Domain[1]-e.Domain[0])
	}
	return x
}

// equal reports whether the answer's expression has the formula's value at
// every place.
func (e *Exercise) equal(a Answer, formula func(x []float64) float64, tol float64) bool {
	for i := range points {
		x := e.place(i)
		want := formula(x)
		if !(math.Abs(a.Expr.Eval(x...)-want) <= tol*math.Max(1, math.Abs(want))) {
			return false
		}
	}
	return true
}

// made reports whether an answer comes from this mistake.
func (m *Mistake) made(e *Exercise, a Answer) bool {
	switch {
	case m.Number != nil:
		return near(a.Values, []float64{m.Number()}, m.Within)
	case m.Vector != nil:
		return near(a.Values, m.Vector(), m.Within)
	case m.Formula != nil:
		return e.equal(a, m.Formula, 1e-9)
	}
	return m.If(a)
}

// constant recognises an expression in which no letter is left.
func constant(a Answer) bool { return a.Expr.Constant() }
