// Package output brings what a program prints and displays to the notebook: in order, whole, and not without end.
package output

import (
	"fmt"
	"io"
	"sync"
	"syscall"
	"time"
	"unicode/utf8"
)

// Limit is how much of stdout, and of stderr, a cell may show. An endless print would otherwise fill the browser's memory.
const Limit = 4 << 20

// Streams are a program's output streams. What the program displays comes by another way; Before keeps the order.
type Streams struct {
	mu   sync.Mutex // held while something of the program's is published
	list []*stream
	all  sync.WaitGroup
}

// stream is one of the program's output streams, on its way to the notebook.
type stream struct {
	to      io.Writer
	raw     syscall.RawConn // nil if it is no pipe that can be looked into
	rest    []byte          // the beginning of a character whose end has not been read yet
	shown   int
	ended   bool
	readBuf [64 << 10]byte
}

// Copy passes on what comes from from, to its end, in the background.
func (s *Streams) Copy(to io.Writer, from io.Reader) {
	one := &stream{to: to}
	if pipe, ok := from.(syscall.Conn); ok {
		one.raw, _ = pipe.SyscallConn()
	}
	s.mu.Lock()
	s.list = append(s.list, one)
	s.mu.Unlock()
	s.all.Go(func() {
		if one.raw == nil {
			_, _ = io.Copy(to, from)
			return
		}
		s.follow(one)
	})
}

// Wait waits until all streams have come to their ends.
func (s *Streams) Wait() { s.all.Wait() }

// Before publishes what the program has printed so far, and then calls publish, so that what that publishes stands below.
func (s *Streams) Before(publish func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, one := range s.list {
		if one.raw == nil {
			continue
		}
		// Control, not Read: follow is waiting in Read for more.
		_ = one.raw.Control(func(fd uintptr) {
			for !one.ended && !one.readOnce(int(fd)) {
			}
		})
	}
	publish()
}

// follow publishes the stream until the program closes it.
func (s *Streams) follow(one *stream) {
	for {
		ended := false
		err := one.raw.Read(func(fd uintptr) bool {
			s.mu.Lock()
			defer s.mu.Unlock()
			waits := one.readOnce(int(fd))
			ended = one.ended
			return !waits
		})
		if err != nil || ended {
			s.mu.Lock()
			one.publish(nil, true)
			s.mu.Unlock()
			return
		}
	}
}

// readOnce reads and publishes what is there, and reports whether there was nothing yet.
func (st *stream) readOnce(fd int) (waits bool) {
	n, err := syscall.Read(fd, st.readBuf[:])
	if err == syscall.EAGAIN || err == syscall.EINTR {
		return err == syscall.EAGAIN
	}
	if n > 0 {
		st.publish(st.readBuf[:n], false)
	}
	st.ended = st.ended || err != nil || n <= 0
	return false
}

// publish writes p, less a character at its end that is not complete yet, and nothing beyond Limit.
func (st *stream) publish(p []byte, last bool) {
	p = append(st.rest, p...)
	st.rest = nil
	if !last {
		for back := 1; back <= min(utf8.UTFMax-1, len(p)); back++ {
			if start := len(p) - back; utf8.RuneStart(p[start]) {
				if !utf8.FullRune(p[start:]) {
					p, st.rest = p[:start], append(st.rest, p[start:]...)
				}
				break
			}
		}
	}
	if len(p) == 0 || st.shown > Limit {
		return
	}
	if st.shown += len(p); st.shown > Limit {
		keep := len(p) - (st.shown - Limit)
		for keep > 0 && !utf8.RuneStart(p[keep]) {
			keep--
		}
		p = append(p[:keep:keep], fmt.Sprintf("\n[The cell has printed more than %d MB; the rest is not shown.]\n", Limit>>20)...)
	}
	_, _ = st.to.Write(p)
}

// AwaitReader waits, after a program has ended, until who reads the named pipe has read all the program sent, and closed done. It opens and closes the
// pipe, which ends the reader's wait if the program never opened it. If it did, that changes nothing: the reader sees the end once everything is read
// and nobody has the pipe open for writing any more. A process that the program left behind may: it is not waited for longer than limit.
func AwaitReader(pipe string, done <-chan struct{}, limit time.Duration) (all bool) {
	over := time.NewTimer(limit)
	defer over.Stop()
	for {
		fd, err := syscall.Open(pipe, syscall.O_WRONLY|syscall.O_NONBLOCK|syscall.O_CLOEXEC, 0)
		if err == nil {
			_ = syscall.Close(fd)
			break
		}
		select {
		case <-done:
			return true
		case <-over.C:
			return false
		case <-time.After(time.Millisecond): // The reader has not come to opening it yet.
		}
	}
	select {
	case <-done:
		return true
	case <-over.C:
		return false
	}
}
