package notebook

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/downhill-go/downhill/kernel-setup/cell"
)

func TestHelpIsForTheNameAtTheCursorOrForWhatIsBeingCalled(t *testing.T) {
	for text, want := range map[string]string{ // | is the cursor
		"%%\nfmt.Pri|ntln(1)":        "Println",
		"%%\nfmt.Println|(1)":        "Println",
		"%%\nfmt.Println(|)":         "Println",
		"%%\nfmt.Println(a, |)":      "Println",
		"%%\nfmt.Println(f(x), 2, |": "Println",
		"%%\np := Point{W: 1, |":     "Point",
		"%%\nf(\n\t1,\n\t|\n)":       "f",
		"%%\n|":                      "",
		"|":                          "",
		"%%\nfmt.Println(1)\n|":      "",
		"%%\n\"a string|\"":          "",
		"// a comment |":             "",
	} {
		at := strings.IndexByte(text, '|')
		text = strings.Replace(text, "|", "", 1)
		offset, ok := subject(text, at)
		if got := text[offset:]; ok != (want != "") || ok && !strings.HasPrefix(got, want) {
			t.Errorf("%q at %d: %v %q, want %q", text, at, ok, got, want)
		}
	}
}

func TestHelpHasNoLinkThatLeadsNowhere(t *testing.T) {
	for said, want := range map[string]string{
		"Area of it.\n\n\n---\n\n[`(main.Shape).Area` on pkg.go.dev](https://pkg.go.dev/gonb_4ee81811#Shape.Area)": "Area of it.",
		"see [Status](file:///home/me/descent/status.go#5,6), [`fmt` on pkg.go.dev](https://pkg.go.dev/fmt)":       "see Status, [`fmt` on pkg.go.dev](https://pkg.go.dev/fmt)",
	} {
		if got := withoutDeadLinks(said); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestAnyCursorInAnyTextIsTaken(t *testing.T) {
	for _, text := range []string{"", " ", "\n", "%", "!", "%%", "`", "\"", "/*", "(((", ")))", "η𝜃(", "%%\r\nf(", "\x00\xff("} {
		for cursor := -1; cursor <= len(text)+1; cursor++ {
			if at := byteOffset(text, cursor); at < 0 || at > len(text) {
				t.Errorf("%q: cursor %d is at %d", text, cursor, at)
			}
			subject(text, byteOffset(text, cursor))
		}
	}
}

func TestAKernelsFolderIsWhereTheSystemDoesNotCleanUp(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "tmp")
	t.Setenv(TempEnv, folder)
	t.Setenv("TMPDIR", "")
	ended := exec.Command("true")
	if err := ended.Run(); err != nil {
		t.Fatal(err)
	}
	left, alive := filepath.Join(folder, "gonb_left"), filepath.Join(folder, "gonb_alive")
	for name, process := range map[string]int{left: ended.Process.Pid, alive: os.Getpid()} {
		os.MkdirAll(name, 0o700)
		os.WriteFile(filepath.Join(name, pidFile), []byte(strconv.Itoa(process)), 0o600)
	}
	if got := TempDir(); got != folder {
		t.Errorf("%s, want %s", got, folder)
	}
	if _, err := os.Stat(left); err == nil {
		t.Error("the folder of a kernel that was killed is left")
	}
	if _, err := os.Stat(alive); err != nil {
		t.Error("the folder of a kernel that runs is gone")
	}
	t.Setenv("TMPDIR", os.TempDir())
	if got := TempDir(); got == folder {
		t.Error("who asks for another folder does not get it")
	}
}

// A Tab that comes while the kernel ends does not leave its folder behind.
func TestTheFolderOfAKernelThatHasEndedIsNotMadeAnew(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "gonb_x")
	os.MkdirAll(dir, 0o700)
	os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module gonb_x\n"), 0o600)
	n := New(dir)
	if _, err := n.folder.keep(); err != nil {
		t.Fatal(err)
	}
	n.StopTools()
	os.RemoveAll(dir)
	n.Complete("%%\nfmt.Prin", 11)
	if _, err := os.Stat(dir); err == nil {
		t.Error("it is there again")
	}
}

func TestWordsThatLookLikeACrashAreShownWhileTheProgramGoesOn(t *testing.T) {
	var shown lockedBuffer
	s := NewStderr(&shown, func() { t.Error("the program is ended") })
	s.Write([]byte("panic: only words\n"))
	for range 200 {
		if shown.String() != "" {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if shown.String() != "panic: only words\n" {
		t.Errorf("%q", shown.String())
	}
	c := cell.Read("%%\n")
	var memory cell.Memory
	p, _ := memory.Program(c, 1, nil)
	if err := End(p, s, nil, false, 0); err != nil {
		t.Error(err)
	}
}

type lockedBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}
