package main

import "github.com/downhill-go/downhill/pkg/exercise"

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
