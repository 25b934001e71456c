package exercise

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// FuzzJudgeEnds: whatever is typed under whichever question, a verdict with
// words comes soon.
func FuzzJudgeEnds(f *testing.F) {
	for _, r := range table(f) {
		f.Add(r.text, 0)
	}
	for _, s := range []string{strings.Repeat("[", 900), strings.Repeat("1,", 400), strings.Repeat("(", 400) + "1", "１２", "−−−1", "1e308*10", "[1e308, 1e308]",
		"[\x00, \xff]", "е", "= = =", "≈≈", "°°°", "%%", strings.Repeat("η^", 40) + "η", strings.Repeat("ln ", 300) + "2", "pow(pow(pow(9,9),9),9)", "\u202e12"} {
		f.Add(s, 7)
	}
	shared()
	f.Fuzz(func(t *testing.T, text string, tries int) {
		for _, e := range All() {
			began := time.Now()
			v := e.Judge(text, tries)
			if v.Text == "" || !utf8.ValidString(v.Text) || v.Outcome < Unread || v.Outcome > Right {
				t.Fatalf("%s %q: %+v", e.ID, text, v)
			}
			// 50 ms is what a page may notice. The first call may compute what the
			// exercise expects, and a machine under load is not the answer's fault.
			d := time.Since(began)
			for try := 0; d > 50*time.Millisecond; try++ {
				if try == 9 {
					t.Fatalf("%s %q took %v, nine times over", e.ID, text, d)
				}
				began = time.Now()
				e.Judge(text, tries)
				d = time.Since(began)
			}
		}
	})
}
