package main

import "github.com/downhill-go/downhill/pkg/exercise"

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

// judge answers "id NUL answer" with a digit for the outcome (0 unread, 1 wrong,
// 2 right) and the words. tries is how many wrong answers there were before.
func judge(input string, tries int) string {
	at := len("00-0")
	if len(input) <= at || input[at] != 0 {
		return ""
	}
	e := exercise.Find(input[:at])
	if e == nil {
		return ""
	}
	v := e.Judge(input[at+1:], tries)
	return string(rune('0'+v.Outcome)) + v.Text
}

// hint answers an ID with a hint, the stronger the larger tries.
func hint(id string, tries int) string {
	e := exercise.Find(id)
	if e == nil {
		return ""
	}
	return e.Hint(tries)
}
