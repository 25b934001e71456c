//go:build !lean

package show

import (
	"html"
	"strings"

	"github.com/downhill-go/downhill/pkg/exercise"
)

// exerciseMIME is the type of an exercise in a cell's output: JSON that holds
// its ID, {"exercise":"05-2"}. What is right is not in it.
const exerciseMIME = "application/vnd.downhill.exercise+json"

// Ask shows the exercise of that ID (see package exercise) with a place for the
// answer,
//
//	show.Ask("05-2")
//
// In JupyterLab and in the handout the page itself checks the answer: no kernel
// is needed. Elsewhere (GitHub, a printer) the question alone is shown.
//
// It panics if there is no such exercise.
func Ask(id string) { send(askBundle(id)) }

// askBundle returns the output for an exercise.
func askBundle(id string) bundle {
	e := exercise.Find(id)
	if e == nil {
		panic("show: there is no exercise of that ID")
	}
	name := "Exercise " + strings.Replace(e.ID, "-", ".", 1)
	markup := "<p><b>" + name + "</b> · " + html.EscapeString(e.Title) + "</p><p>" + html.EscapeString(e.Prompt) + "</p>"
	plain := name + " · " + e.Title + "\n" + e.Prompt
	if len(e.Options) > 0 {
		markup += `<ol type="a">`
		for i, o := range e.Options {
			markup += "<li>" + html.EscapeString(o.Text) + "</li>"
			plain += "\n" + string(rune('a'+i)) + ") " + o.Text
		}
		markup += "</ol>"
	}
	return bundle{
		exerciseMIME: `{"exercise":"` + e.ID + `"}`,
		hypertext:    markup,
		plainText:    plain,
	}
}
