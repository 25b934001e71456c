package queue

import (
	"testing"
	"time"
)

func TestAFailureCoversWhatItsFrontEndSentBeforeItCouldKnow(t *testing.T) {
	f := FailureOf("a", "2026-11-30T10:00:00.000Z", 30*time.Millisecond)
	for _, c := range []struct {
		session, date string
		covered       bool
	}{
		{"a", "2026-11-30T10:00:00.029Z", true},
		{"a", "2026-11-30T10:00:00.029500+00:00", true},
		{"a", "2026-11-30T11:00:00.029+01:00", true},
		{"a", "2026-11-30T10:00:00.030Z", false},
		{"b", "2026-11-30T10:00:00.010Z", false}, // another window's clock says nothing
		{"a", "", false},
		{"a", "yesterday", false},
	} {
		if got := f.Covers(c.session, c.date); got != c.covered {
			t.Errorf("%s of session %s: %v, want %v", c.date, c.session, got, c.covered)
		}
	}
	f.at = f.at.Add(-onTheWay)
	if f.Covers("a", "2026-11-30T10:00:00.010Z") {
		t.Error("a clock that was set back makes cells fail for ever")
	}
	for _, none := range []Failure{{}, FailureOf("a", "yesterday", time.Hour)} {
		if none.Covers("a", "2026-11-30T10:00:00.010Z") || none.Covers("", "2026-11-30T10:00:00.010Z") {
			t.Error("no failure, or one without a date, covers a request")
		}
	}
}
