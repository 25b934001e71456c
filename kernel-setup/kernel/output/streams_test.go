package output

import (
	"os"
	"strings"
	"testing"
	"time"
)

func TestLettersOfSeveralBytesStayWholeAndNothingIsShownWithoutEnd(t *testing.T) {
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	var to pieces
	var s Streams
	s.Copy(&to, read)
	for _, piece := range []string{"x\xce", "\xb7", "y"} {
		write.WriteString(piece)
		time.Sleep(20 * time.Millisecond)
	}
	write.WriteString(strings.Repeat("η", Limit))
	write.Close()
	s.Wait()
	whole := strings.Join(to, "")
	if !strings.HasPrefix(whole, "xηyηη") || !strings.HasSuffix(whole, "the rest is not shown.]\n") || len(whole) > Limit+100 {
		t.Errorf("%d bytes, from %.20q", len(whole), whole)
	}
	for _, piece := range to {
		if strings.ToValidUTF8(piece, "") != piece {
			t.Fatalf("a piece of %d bytes ends in half a letter", len(piece))
		}
	}
}

type pieces []string

func (p *pieces) Write(text []byte) (int, error) {
	*p = append(*p, string(text))
	return len(text), nil
}

func TestWhatWasPrintedBeforeADisplayStandsAboveIt(t *testing.T) {
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	var to pieces
	var s Streams
	s.Copy(&to, read)
	for range 100 {
		write.WriteString("line\n")
		s.Before(func() { to = append(to, "display\n") })
	}
	write.Close()
	s.Wait()
	if got := strings.Join(to, ""); got != strings.Repeat("line\ndisplay\n", 100) {
		t.Errorf("%.60q", got)
	}
}
