package main

import (
	"strconv"
	"strings"

	"github.com/downhill-go/downhill/pkg/exercise"
)

// ask answers with what a page needs to put a question: its description, and
// the IDs of all exercises, which the page counts its progress against. "" if
// there is no such exercise.
func ask(id string) string {
	e := exercise.Find(id)
	if e == nil {
		return ""
	}
	b := append([]byte(`{"exercise":`), e.Describe()...)
	b = append(b, `,"all":[`...)
	for i, e := range exercise.All() {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendQuote(b, e.ID)
	}
	return string(append(b, "]}"...))
}

// judge answers "id NUL answer" with the outcome's number and the words, hint
// "id" with a hint. tries is how many wrong answers there were before.
func judge(input string, tries int) string {
	id, text, ok := strings.Cut(input, "\x00")
	e := exercise.Find(id)
	if e == nil || !ok {
		return ""
	}
	v := e.Judge(text, tries)
	return strconv.Itoa(int(v.Outcome)) + v.Text
}

func hint(id string, tries int) string {
	e := exercise.Find(id)
	if e == nil {
		return ""
	}
	return e.Hint(tries)
}
