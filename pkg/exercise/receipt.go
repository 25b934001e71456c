package exercise

import "github.com/downhill-go/downhill/pkg/internal/lean"

// A Go function is checked in a cell, which cannot tell the page. So a check
// that ends well shows a word, and typing it under the question puts the
// exercise into the progress.

// receipt judges the word typed under a question for a Go function.
func (e *Exercise) receipt(text string) Verdict {
	text = lean.Lower(tidy(text))
	if text == "" {
		return Verdict{Unread, "There is no word yet. Run exercise.Check(\"" + e.ID + "\", …) in a cell with your function."}
	}
	if text == e.word() {
		return Verdict{Right, "Right. " + e.Right}
	}
	return Verdict{Wrong, "That is not the word that exercise.Check(\"" + e.ID + "\", …) shows when your function is right. " + e.Hint(0)}
}

// word returns four letters and digits made from the exercise's ID and title
// (FNV-1a), without those that are easily mistaken for each other.
func (e *Exercise) word() string {
	const signs = "abcdefghkmnpqrstuvwxyz3456789"
	h := uint64(14695981039346656037)
	for _, c := range []byte(e.ID + e.Title) {
		h = (h ^ uint64(c)) * 1099511628211
	}
	var w [4]byte
	for i := range w {
		w[i] = signs[h%uint64(len(signs))]
		h /= uint64(len(signs))
	}
	return string(w[:])
}
