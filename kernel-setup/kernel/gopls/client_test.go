package gopls

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// program is the gopls that set-up has built, or the one on the PATH.
func program(t *testing.T) string {
	t.Helper()
	if built, err := filepath.Abs("../../../.venv/bin/gopls"); err == nil {
		if _, err := os.Stat(built); err == nil {
			return built
		}
	}
	found, err := exec.LookPath("gopls")
	if err != nil {
		t.Skip("there is no gopls: scripts/setup builds it")
	}
	return found
}

func TestCompletesAndExplains(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "go.mod"), "module gonb_x\n\ngo 1.26.0\n")
	c, err := Start(t.Context(), program(t), filepath.Join(dir, "main.go"))
	if err != nil {
		t.Fatal(err)
	}
	text := "package main\n\nimport \"fmt\"\n\nfunc main() {\n\tη := 1; _ = η\n\tfmt.Printl\n}\n"
	if err := c.SetText(text); err != nil {
		t.Fatal(err)
	}
	at := strings.Index(text, "Printl") + len("Printl")
	matches, from, err := c.Complete(t.Context(), at)
	if err != nil || !slices.Contains(matches, "Println") || text[from:at] != "Printl" {
		t.Errorf("%v from %d: %v", matches, from, err)
	}
	text = strings.Replace(text, "Printl\n", "Println(η)\n", 1)
	if err := c.SetText(text); err != nil {
		t.Fatal(err)
	}
	for what, want := range map[string]string{"Println": "func fmt.Println", "η)": "var η int", "}": ""} {
		said, err := c.Hover(t.Context(), strings.LastIndex(text, what))
		if err != nil || !strings.Contains(said, want) || want == "" && said != "" {
			t.Errorf("%s: %q, %v", what, said, err)
		}
	}
	c.Close()
	if _, _, err := c.Complete(t.Context(), at); err == nil {
		t.Error("it answers after its end")
	}
}

func TestAGoplsThatIsStillBeingBuiltSaysSo(t *testing.T) {
	stub := filepath.Join(t.TempDir(), "gopls")
	write(t, stub, "#!/bin/sh\necho 'gopls is still being built.' >&2\nexit 75\n")
	os.Chmod(stub, 0o700)
	begun := time.Now()
	_, err := Start(t.Context(), stub, filepath.Join(t.TempDir(), "main.go"))
	var notYet NotYet
	if !errors.As(err, &notYet) || notYet != "gopls is still being built." {
		t.Errorf("%v after %v", err, time.Since(begun))
	}
}
