package queue

import "time"

// A Failure is that of a cell. What its front-end sent before it could know of it is not executed, however late it arrives.
type Failure struct {
	session   string
	until, at time.Time // on the front-end's clock, and on ours
}

// onTheWay is how long after a failure a request may arrive that was sent before it: later, the front-end's clock was set back.
const onTheWay = 10 * time.Second

// FailureOf is that of a request which took so long. The session and the date are those of its header; Jupyter writes dates as RFC 3339 does.
func FailureOf(session, date string, took time.Duration) (f Failure) {
	if sent, err := time.Parse(time.RFC3339, date); err == nil {
		f = Failure{session, sent.Add(took), time.Now()}
	}
	return f
}

// Covers reports whether a request with this session and date was sent before its front-end could know of the failure. The two dates are by one clock.
func (f Failure) Covers(session, date string) bool {
	sent, err := time.Parse(time.RFC3339, date)
	return err == nil && session == f.session && sent.Before(f.until) && time.Since(f.at) < onTheWay
}
