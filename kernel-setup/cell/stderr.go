package cell

import (
	"bytes"
	"io"
	"regexp"
)

// Stderr passes on what a program writes to its standard error, and keeps back the report with which the Go runtime
// ends a program, to be told in words (Program.End). What only looks like the beginning of one is held until some
// lines further it is plain that no report follows, and nothing is lost.
type Stderr struct {
	To io.Writer
	// Enough, if it is not nil, is called when the rest of a report would say nothing new. It should end the
	// program: the runtime takes longer to count a million calls or goroutines than they took to be made.
	Enough func()
	// Words, if it is not nil, changes lines that are passed on whole: Program.OwnPlaces.
	Words func(string) string

	line      []byte   // the line that has not ended yet
	passing   bool     // the beginning of that line has been passed on
	held      [][]byte // lines that may be a report
	size      int      // of held
	traced    bool     // among them is one of a goroutine
	bare      bool     // which had no message before it
	strangers int      // lines since then that no report has, one behind the other
	idle      int      // calls of Idle since the last line
	told      bool     // Enough was called
	err       error
}

const (
	// heldLines is how many lines may lie between the message of a crash and its first goroutine.
	heldLines = 40
	// heldSize is how much of a report is worth having: what matters comes first.
	heldSize = 1 << 20
	// heldIdle is how often nothing may come before a report that goes on counts as none.
	heldIdle = 10
)

var (
	// marks begin the report of a program that the Go runtime ends.
	crashMarks = [][]byte{[]byte("panic: "), []byte("fatal error: "), []byte("runtime: "), []byte("SIG"),
		[]byte("unexpected fault address ")}
	reGoroutine = regexp.MustCompile(`^(goroutine \d+ .*\[.*\]:|runtime stack:)$`)
	reInside    = regexp.MustCompile(`panic: |fatal error: `)
	reReport    = regexp.MustCompile(`^(|goroutine \d+ .*|runtime stack:|\t.*:\d+( .*)?|[^\s(]\S*?\(.*\)|created by .*|` +
		`\.\.\..*elided.*|\[.*\]|\s*panic: .*|exit status \d+|PC=.*|\w{1,8} +0x[0-9a-f]+)$`) // The last are registers.
)

// Write takes what the program has written.
func (s *Stderr) Write(p []byte) (int, error) {
	s.idle = 0
	for rest := p; len(rest) > 0; {
		end := bytes.IndexByte(rest, '\n') + 1
		if end == 0 {
			s.partial(rest)
			break
		}
		s.line = append(s.line, rest[:end]...)
		s.full()
		rest = rest[end:]
	}
	return len(p), s.err
}

// Idle is to be called when nothing has come for a while, 200 ms or so: words that only look like a crash are then
// passed on.
func (s *Stderr) Idle() error {
	s.idle++
	if !s.traced || s.bare || s.idle >= heldIdle {
		s.release()
		s.pass(s.line)
		s.passing = s.passing || len(s.line) > 0
		s.line = nil
	}
	return s.err
}

// Close ends it. It returns the report, "" if there was none; crashed says that the program ended as the Go runtime
// ends one, with exit status 2 or by a signal. Without a report everything has been passed on then, and so has what
// other parts of the program wrote amidst it.
func (s *Stderr) Close(crashed bool) (report string, err error) {
	if len(s.line) > 0 && !s.passing {
		s.full()
	}
	if !crashed || !s.traced && !(len(s.held) > 0 && bytes.HasPrefix(s.held[0], []byte("fatal error: "))) {
		s.release()
		return "", s.err
	}
	var lines []byte
	traced := false
	for _, line := range s.held {
		text := bytes.TrimRight(line, "\r\n")
		traced = traced || reGoroutine.Match(text)
		if traced && !reReport.Match(text) {
			s.passLine(line)
			continue
		}
		lines = append(lines, line...)
	}
	s.held = nil
	return string(lines), s.err
}

// partial takes the beginning of a line.
func (s *Stderr) partial(p []byte) {
	s.line = append(s.line, p...)
	if s.passing || len(s.held) == 0 && !mayBegin(s.line) {
		if s.cut() {
			return
		}
		s.pass(s.line)
		s.passing, s.line = true, nil
	}
}

// cut passes on what stands before a report that begins in the middle of a line, the program having written no end of
// line; it reports whether one does.
func (s *Stderr) cut() bool {
	at := reInside.FindIndex(s.line)
	if at == nil {
		return false
	}
	s.pass(s.line[:at[0]])
	s.line, s.passing = s.line[at[0]:], false
	return true
}

// mayBegin reports whether what follows may make of this beginning of a line that of a report.
func mayBegin(line []byte) bool {
	for _, mark := range append(crashMarks, []byte("goroutine ")) {
		if bytes.HasPrefix(line, mark) || bytes.HasPrefix(mark, line) {
			return true
		}
	}
	return false
}

func isMark(line []byte) bool {
	for _, mark := range crashMarks {
		if bytes.HasPrefix(line, mark) {
			return true
		}
	}
	return false
}

// continues reports whether a line that may begin a report may also be part of one that began with the first.
func continues(first, line []byte) bool {
	starts := bytes.HasPrefix
	return !starts(first, []byte("panic: ")) && !starts(line, []byte("panic: ")) && !starts(line, []byte("SIG"))
}

// full takes s.line, which has ended.
func (s *Stderr) full() {
	if (s.passing || len(s.held) == 0 && !isMark(s.line)) && s.cut() {
		s.full()
		return
	}
	line, passing := s.line, s.passing
	s.line, s.passing = nil, false
	text := bytes.TrimRight(line, "\r\n")
	switch {
	case passing:
		s.pass(line)
	case s.traced:
		s.hold(line)
		if s.strangers = s.strangers + 1; reReport.Match(text) {
			s.strangers = 0
		}
		if s.strangers > 3 {
			s.release()
		} else if isMark(line) {
			last := s.held[len(s.held)-1]
			s.held = s.held[:len(s.held)-1]
			s.release()
			s.hold(last)
		}
		s.enough()
	case len(s.held) > 0 && isMark(line) && !continues(s.held[0], line):
		s.release()
		s.hold(line)
	case len(s.held) > 0:
		s.hold(line)
		s.traced = reGoroutine.Match(text)
		if !s.traced && (len(s.held) > heldLines || s.size > heldSize) {
			// The first line was none of a report. One of the others may be.
			lines := s.held
			s.held, s.size = nil, 0
			s.passLine(lines[0])
			for _, line := range lines[1:] {
				s.line = line
				s.full()
			}
		}
	case isMark(line):
		s.hold(line)
	case reGoroutine.Match(text):
		s.hold(line)
		s.traced, s.bare = true, true
	default:
		s.passLine(line)
	}
}

func (s *Stderr) passLine(line []byte) {
	if s.Words != nil {
		line = []byte(s.Words(string(line)))
	}
	s.pass(line)
}

func (s *Stderr) hold(line []byte) {
	s.held = append(s.held, line)
	s.size += len(line)
}

// enough ends a program whose report is long enough: of a stack that has overflowed twenty calls are.
func (s *Stderr) enough() {
	if s.told || s.Enough == nil || !s.traced || s.bare {
		return
	}
	overflow := false
	for _, line := range s.held[:min(len(s.held), heldLines)] {
		overflow = overflow || bytes.HasPrefix(line, []byte("fatal error: stack overflow"))
	}
	if s.size >= heldSize || overflow && len(s.held) >= heldLines+40 {
		s.told = true
		s.Enough()
	}
}

func (s *Stderr) release() {
	for _, line := range s.held {
		s.passLine(line)
	}
	s.held, s.size, s.traced, s.bare, s.strangers = nil, 0, false, false, 0
}

func (s *Stderr) pass(p []byte) {
	if len(p) == 0 || s.err != nil {
		return
	}
	_, s.err = s.To.Write(p)
}
