package memory

import (
	"math"
	"os"
	"path/filepath"
	"testing"
)

func TestALimitIsReadInBytesAndInUnits(t *testing.T) {
	for text, want := range map[string]uint64{"1048576": 1 << 20, "400M": 400 << 20, "1.5GiB": 3 << 29, "2 KiB": 2 << 10, "off": 0, "": 0, "-1": 0, "NaN": 0} {
		if got := parseBytes(text); got != want {
			t.Errorf("%q is %d, want %d", text, got, want)
		}
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// The smallest of the groups counts, and files kept in memory count as free.
func TestTheRoomOfAControlGroup(t *testing.T) {
	root := t.TempDir()
	self := filepath.Join(root, "self")
	write(t, self, "0::/a/b\n")
	write(t, filepath.Join(root, "a/memory.max"), "1000\n")
	write(t, filepath.Join(root, "a/memory.current"), "700\n")
	write(t, filepath.Join(root, "a/memory.stat"), "anon 1\ninactive_file 100\n")
	write(t, filepath.Join(root, "a/b/memory.max"), "max\n")
	write(t, filepath.Join(root, "a/b/memory.current"), "5\n")
	if got := groupRoom(root, self); got != 400 {
		t.Errorf("room %d, want 400", got)
	}
	if got := groupRoom(root, filepath.Join(root, "none")); got != math.MaxUint64 {
		t.Errorf("without a group: %d", got)
	}
}

func TestTheCollectorIsMadeCarefulUnlessTheLearnerHasDoneSo(t *testing.T) {
	t.Setenv("GOMEMLIMIT", "")
	if got := Careful(1000); got != "GOMEMLIMIT=900" {
		t.Error(got)
	}
	if Careful(0) != "" {
		t.Error("careful without a limit")
	}
	t.Setenv("GOMEMLIMIT", "1GiB")
	if Careful(1000) != "" {
		t.Error("the learner's own limit is overruled")
	}
}
