// Package exercise holds the course's exercises: each is data and a pure check
// that answers in words.
//
// An exercise knows what is right, which wrong answers betray which mistake and
// what to say to each, and hints that grow stronger. What is right is computed
// by packages loss and descent, never typed in. The same check runs in a
// notebook's page, in a handout and in Go:
//
//	v := exercise.Find("02-1").Judge("[1, −2]", 0)
//	fmt.Println(v.Outcome, v.Text)
//
// Exercises that ask for a Go function are checked by Check, in a notebook's
// cell, on random inputs.
//
// This is practice, not an exam: who reads the program finds the answers.
package exercise

import "github.com/downhill-go/downhill/pkg/internal/lazy"

// A Kind says what form of answer an exercise wants.
type Kind int

const (
	Number     Kind = iota // one number
	Vector                 // numbers in brackets
	Choice                 // one of several sentences
	Expression             // an expression in given letters
	Point                  // a place θ = [w, b], typed or dragged
	Direction              // a direction u = [u₁, u₂], typed or dragged
	Function               // a Go function, checked by Check
)

var kindNames = [...]string{"number", "vector", "choice", "expression", "point", "direction", "function"}

// String returns the kind's name in lower case.
func (k Kind) String() string {
	if k < 0 || int(k) >= len(kindNames) {
		return "unknown"
	}
	return kindNames[k]
}

// An Exercise is one question. Which of the fields Expected, Formula, Accept
// and Options says what is right depends on the kind:
//
//	Number, Vector, Point   Expected, each entry to within Tolerance
//	Direction               Expected, to within Tolerance degrees, any length
//	Expression              Formula at many points of the domain, within
//	                        Tolerance relative to max(1, |value|)
//	Choice                  Options, of which one has no Say
//	Function                the entry of the same ID in functions.go or training.go
//
// Accept, where it is given, decides alone: for questions with many right
// answers.
type Exercise struct {
	ID     string // "05-2": notebook 05, exercise 2
	Title  string // a few words
	Kind   Kind
	Prompt string // the question, in plain text with the course's letters

	Expected  func() []float64
	Accept    func(a Answer) bool
	Tolerance float64
	Because   string // why the tolerance is what it is

	Figure  string     // of a Point or Direction: the live figure to drag it in
	Unit    string     // what may stand behind a number, "°" or "°F"
	Size    int        // entries of a Vector; 0 stands for 2
	Letters []string   // of an Expression
	Domain  [2]float64 // of each letter
	Formula func(x []float64) float64
	Options []Option

	Mistakes []Mistake
	Hints    []string // from a nudge to nearly the answer
	Right    string   // said when it is right: what has been learnt
}

// An Option is one of the sentences of a Choice. Say is what to tell somebody
// who takes it; the right one has none.
type Option struct{ Text, Say string }

// A Mistake recognises a wrong answer and says what a teacher would say: the
// answer to which the mistake leads, or a condition. Mistakes are tried in
// order.
type Mistake struct {
	Number  func() float64            // a number, to Within
	Vector  func() []float64          // a vector, each entry to Within
	Formula func(x []float64) float64 // an expression, at many points
	If      func(a Answer) bool       // anything else
	Within  float64
	Say     string
}

// An Outcome is what became of an answer.
type Outcome int

const (
	Unread Outcome = iota // it could not be read; it does not count as a try
	Wrong
	Right
)

// String returns "unread", "wrong" or "right".
func (o Outcome) String() string {
	return [...]string{"unread", "wrong", "right"}[o]
}

// A Verdict is the answer to an answer.
type Verdict struct {
	Outcome Outcome
	Text    string
}

// All returns the exercises in the course's order. The slice is shared: do not
// change it.
func All() []*Exercise { return all.Get(newAll) }

var all lazy.Value[[]*Exercise]

func newAll() []*Exercise {
	return join(notebook00, notebook01, notebook02, notebook03, notebook04, notebook05, notebook06, notebook07, notebook08, notebook09, notebook10)
}

func join(notebooks ...[]*Exercise) (all []*Exercise) {
	for _, n := range notebooks {
		all = append(all, n...)
	}
	return all
}

// Find returns the exercise of that ID, or nil.
func Find(id string) *Exercise {
	for _, e := range All() {
		if e.ID == id {
			return e
		}
	}
	return nil
}

// size returns the number of entries that the exercise's answer has.
func (e *Exercise) size() int {
	switch {
	case e.Kind == Number:
		return 1
	case e.Size > 0:
		return e.Size
	}
	return 2
}
