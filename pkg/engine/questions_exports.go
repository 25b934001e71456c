//go:build engine

package main

import "github.com/downhill-go/downhill/pkg/exercise"

// ask reads an exercise's ID in the input and returns the length of its
// description; 0 if there is none, or for a panic that was caught.
//
//go:wasmexport ask
func askExport() (n int32) {
	defer caught(&n)
	out = append(out[:0], ask(string(in))...)
	return int32(len(out))
}

// judge reads "id NUL answer" in the input and returns the length of the
// outcome's number (0 unread, 1 wrong, 2 right) and the words.
//
//go:wasmexport judge
func judgeExport(tries int32) (n int32) {
	defer caught(&n)
	out = append(out[:0], judge(string(in), int(tries))...)
	return int32(len(out))
}

// hint reads an exercise's ID in the input and returns the length of a hint.
//
//go:wasmexport hint
func hintExport(tries int32) (n int32) {
	defer caught(&n)
	out = append(out[:0], hint(string(in), int(tries))...)
	return int32(len(out))
}

// ask answers with what a page needs to put a question, each part ended by a
// NUL: kind, title, prompt, form of an answer, live figure (or nothing), the
// IDs of all exercises with a blank behind each, and the options of a choice.
// What is right, the mistakes and the hints are not in it. "" if there is no
// such exercise.
func ask(id string) string {
	e := exercise.Find(id)
	if e == nil {
		return ""
	}
	ids := ""
	for _, e := range exercise.All() {
		ids += e.ID + " "
	}
	s := e.Kind.String() + "\x00" + e.Title + "\x00" + e.Prompt + "\x00" + e.Form() + "\x00" + e.Figure + "\x00" + ids + "\x00"
	for _, o := range e.Options {
		s += o.Text + "\x00"
	}
	return s
}

// hint answers an ID with a hint, the stronger the larger tries.
func hint(id string, tries int) string {
	e := exercise.Find(id)
	if e == nil {
		return ""
	}
	return e.Hint(tries)
}
