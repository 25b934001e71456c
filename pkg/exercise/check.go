//go:build !engine

package exercise

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"runtime/debug"
	"slices"
	"strconv"
	"time"
)

// trials is the number of inputs that a function is tried on, and patience how
// long a single call may take.
const trials = 200

var patience = 2 * time.Second

// Check tries the Go function f of an exercise on random inputs against the
// package's own and writes what it found to the standard output: in a cell,
//
//	exercise.Check("05-3", slope)
//
// A wrong result is shown with its input, and a known mistake is called by its
// name. A panic in f is reported, and so is a call that does not end within two
// seconds, for a function that trains within twenty. (Endless recursion cannot be caught: Go ends the program with
// "stack overflow", after at most 64 MB.)
func Check(id string, f any) Verdict {
	v := Try(id, f)
	fmt.Fprintln(os.Stdout, v.Text)
	return v
}

// Try is Check without the writing.
func Try(id string, f any) Verdict {
	e, fn, w := Find(id), functionsByID()[id], trainingsByID()[id]
	switch {
	case e == nil:
		return Verdict{Unread, "There is no exercise " + strconv.Quote(id) + "."}
	case w != nil:
		return w.judge(e, f)
	case fn == nil:
		return Verdict{Unread, "Exercise " + id + " asks for no Go function: answer it under its question."}
	case f == nil:
		return e.givenNil(fn.signature)
	}
	rng := rand.New(rand.NewPCG(1986, 28)) // the same inputs each time: a notebook executed twice says the same
	return fn.judge(e, f, rng)
}

// A trial is one call of a learner's function.
type trial struct {
	in       input
	out      []float64
	fits     bool // f has the signature
	panicked string
	changed  bool // f changed its arguments
}

// judge tries f and puts what came out into words.
func (fn *function) judge(e *Exercise, f any, rng *rand.Rand) Verdict {
	defer debug.SetMaxStack(debug.SetMaxStack(64 << 20))
	inputs := make([]input, trials)
	for i := range inputs {
		inputs[i] = fn.draw(rng, i)
	}
	results := make(chan trial, 1)
	go func() {
		for _, in := range inputs {
			results <- fn.try(f, in)
		}
	}()
	var done []trial
	bad := -1
	for i, in := range inputs {
		var t trial
		select {
		case t = <-results:
		case <-time.After(patience):
			return e.notYet("Your " + fn.name + " has not come back after " + patience.String() + ". Is there a loop that never ends?\nIt was called with " + fn.show(in) + ".")
		}
		switch {
		case !t.fits:
			return e.givenAnother(fn.signature, f)
		case t.panicked != "":
			return e.notYet("Your " + fn.name + " panicked: " + t.panicked + ".\nIt was called with " + fn.show(in) + ".")
		case t.changed:
			return e.notYet("Your " + fn.name + " changes the vector that it is given. Make a copy first: slices.Clone(…).\nIt was called with " + fn.show(in) + ".")
		}
		done = append(done, t)
		if bad < 0 && !agrees(t.out, fn.want(in), fn.tolerance) {
			bad = i
		}
	}
	if bad < 0 {
		return e.isRight("on " + strconv.Itoa(trials) + " random inputs")
	}
	t := done[bad]
	text := "For " + fn.show(t.in) + "\nyour " + fn.name + " gave " + outText(t.out) + ", and " + outText(fn.want(t.in)) + " is right."
	for _, m := range fn.mistakes {
		if slices.ContainsFunc(done, func(t trial) bool { return !agrees(t.out, m.like(t.in.copy()), fn.tolerance) }) {
			continue
		}
		return e.notYet(text + "\n" + m.say)
	}
	return e.notYet(text + "\n" + e.Hint(0))
}

// The verdicts on Go functions.

func (e *Exercise) notYet(text string) Verdict { return Verdict{Wrong, e.ID + ": not yet. " + text} }

func (e *Exercise) isRight(text string) Verdict {
	return Verdict{Right, e.ID + ": right, " + text + ". " + e.Right + "\nTo count it in your progress, type " + e.word() + " under the question."}
}

func (e *Exercise) givenNil(signature string) Verdict {
	return Verdict{Unread, "Exercise " + e.ID + " wants a function of type " + signature + ", and was given nil."}
}

func (e *Exercise) givenAnother(signature string, f any) Verdict {
	return Verdict{Unread, e.ID + ": Check wants a " + signature + fmt.Sprintf(", and was given a %T.", f)}
}

// try calls f on a copy of the input.
func (fn *function) try(f any, in input) (t trial) {
	own := in.copy()
	t.in, t.fits = in, true
	defer func() {
		if r := recover(); r != nil {
			t.panicked = fmt.Sprint(r)
		}
	}()
	t.out, t.fits = fn.call(f, own)
	t.out = slices.Clone(t.out)
	t.changed = !slices.Equal(own.θ, in.θ) || !slices.Equal(own.u, in.u) || !slices.Equal(own.g, in.g)
	return t
}

// copy returns the input with vectors of its own.
func (in input) copy() input {
	in.u, in.g, in.θ = slices.Clone(in.u), slices.Clone(in.g), slices.Clone(in.θ)
	return in
}

// agrees reports whether a result is what it should be, to within tol relative
// to max(1, |want|). Two NaN agree, so that a mistake which gives NaN is
// recognised; what is right is never NaN.
func agrees(out, want []float64, tol float64) bool {
	if len(out) != len(want) {
		return false
	}
	for i := range out {
		if math.IsNaN(out[i]) && math.IsNaN(want[i]) {
			continue
		}
		if !(math.Abs(out[i]-want[i]) <= tol*math.Max(1, math.Abs(want[i]))) {
			return false
		}
	}
	return true
}

func numberText(x float64) string { return strconv.FormatFloat(x, 'g', 6, 64) }

func wholeText(n int) string { return strconv.Itoa(n) }

func vectorText(x []float64) string {
	s := "["
	for i, v := range x {
		if i > 0 {
			s += ", "
		}
		s += numberText(v)
	}
	return s + "]"
}

// outText writes a result, a single number without brackets. (No exercise's
// function returns a vector of one entry only.)
func outText(x []float64) string {
	if len(x) == 1 {
		return numberText(x[0])
	}
	return vectorText(x)
}
