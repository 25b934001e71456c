package cell_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/downhill-go/downhill/kernel-setup/cell"
	"github.com/downhill-go/downhill/kernel-setup/cell/packages"
)

var update = flag.Bool("update", false, "write what the sessions give into their files, to be read before it is committed")

// A session is a file of cells, and below each what it gives.
type session struct {
	about string // the lines before the first cell
	cells []*given
}

// given is a cell and what it gives: the program's stdout and stderr, and the report.
type given struct{ code, out, err, report string }

func readSession(text string) *session {
	s := &session{}
	to := &s.about
	for line := range strings.Lines(text) {
		switch strings.TrimSuffix(line, "\n") {
		case "=== cell":
			s.cells = append(s.cells, &given{})
			to = &s.cells[len(s.cells)-1].code
			continue
		case "=== out":
			to = &s.cells[len(s.cells)-1].out
			continue
		case "=== err":
			to = &s.cells[len(s.cells)-1].err
			continue
		case "=== report":
			to = &s.cells[len(s.cells)-1].report
			continue
		}
		*to += line
	}
	for _, c := range s.cells {
		// What an editor does not show is written out.
		c.code = strings.NewReplacer("␍", "\r", "␠", " ", "␉", "\t", "␀", "\x00", "⟨BOM⟩", "\uFEFF").Replace(strings.TrimSuffix(c.code, "\n"))
	}
	return s
}

func (s *session) String() string {
	var b strings.Builder
	b.WriteString(s.about)
	for _, c := range s.cells {
		code := strings.NewReplacer("\r", "␍", "\x00", "␀", "\uFEFF", "⟨BOM⟩").Replace(c.code)
		if strings.HasSuffix(code, " ") {
			code = strings.TrimSuffix(code, " ") + "␠"
		}
		if strings.HasSuffix(code, "\t") {
			code = strings.TrimSuffix(code, "\t") + "␉"
		}
		b.WriteString("=== cell\n" + code + "\n")
		for _, part := range [][2]string{{"out", c.out}, {"err", c.err}, {"report", c.report}} {
			if part[1] != "" {
				b.WriteString("=== " + part[0] + "\n" + strings.ReplaceAll(part[1], "\x00", "␀"))
				if !strings.HasSuffix(part[1], "\n") {
					b.WriteByte('\n')
				}
			}
		}
	}
	return b.String()
}

// bench is a kernel without a protocol: it compiles and links as the kernels do, with the tools alone.
type bench struct {
	t        *testing.T
	dir      string
	archives map[string]string // by import path
	index    cell.Index
	tools    string
}

// seconds are what testing prints, and differ from run to run.
var seconds = regexp.MustCompile(`\(\d+\.\d+s\)`)

// used are the packages that the sessions' cells use, and those of a test's main.
var used = strings.Fields(`bufio bytes embed errors flag fmt image image/jpeg image/png iter log math math/rand math/rand/v2 os
	runtime runtime/debug strconv strings sync testing testing/internal/testdeps`)

func newBench(t *testing.T) *bench {
	b := &bench{t: t, dir: t.TempDir(), archives: map[string]string{}}
	list := append([]string{"list", "-export", "-deps", "-f", "{{if .Export}}{{.ImportPath}} {{.Export}}{{end}}"}, used...)
	out, err := exec.Command("go", list...).Output()
	if err != nil {
		t.Fatal("go list: ", err)
	}
	for line := range strings.Lines(string(out)) {
		path, archive, _ := strings.Cut(strings.TrimSpace(line), " ")
		b.archives[path] = archive
	}
	if b.index, err = packages.List(".", "std"); err != nil {
		t.Fatal(err)
	}
	out, err = exec.Command("go", "env", "GOTOOLDIR").Output()
	if err != nil {
		t.Fatal("go env: ", err)
	}
	b.tools = strings.TrimSpace(string(out))
	var config strings.Builder
	for _, path := range slices.Sorted(maps.Keys(b.archives)) {
		fmt.Fprintf(&config, "packagefile %s=%s\n", path, b.archives[path])
	}
	b.write("importcfg", config.String())
	return b
}

// run gives what a cell gives, in a memory of what the cells before it declared.
func (b *bench) run(memory *cell.Memory, number int, code string) (got given) {
	got.code = code
	c := cell.Read(code)
	tell := func(report *cell.Report) given {
		if report != nil {
			got.report = report.Error()
		}
		return got
	}
	if report := c.Report(); report != nil {
		return tell(report)
	}
	if c.Magic != nil {
		got.out = fmt.Sprintf("%%%%%s %q %q", c.Magic.Name, c.Magic.Args, c.Magic.Body)
		return got
	}
	for _, command := range c.Commands {
		if command.Name != "%" && command.Name != "main" {
			got.out += fmt.Sprintf("%s %q %q\n", command.Name, command.Args, command.Text)
		}
	}
	if !c.IsGo() {
		return got
	}
	p, _ := memory.Program(c, number, b.index)
	p.Dir, p.Root = b.dir, runtime.GOROOT()
	files := []string{p.Name}
	b.write(p.Name, p.Source)
	if p.Cell.Test {
		name, source := p.TestMain()
		files = append(files, name)
		b.write(name, source)
	}
	if said, ok := b.build(files); !ok {
		return tell(p.Compiler(said))
	}
	memory.Keep(p)
	var stdout, shown bytes.Buffer
	stderr := &cell.Stderr{To: &shown, Words: p.OwnPlaces}
	program := exec.Command(filepath.Join(b.dir, "program"), p.Args()...)
	program.Args[0] = "program"
	program.Stdout, program.Stderr = p.Stdout(&stdout), stderr
	err := program.Run()
	end := cell.End{}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		end.Status = exit.ExitCode()
		if status, ok := exit.Sys().(syscall.WaitStatus); ok && status.Signaled() {
			end.Signal, end.Status = status.Signal().String(), 0
		}
	}
	report := p.End(stderr, end)
	got.out += seconds.ReplaceAllString(stdout.String(), "(0.00s)")
	got.err = shown.String()
	if p.Silent && (got.err != "" || stdout.Len() > 0 || report != nil) {
		b.t.Errorf("%q was to be silent, and gave %+v", code, got)
	}
	return tell(report)
}

func (b *bench) write(name, text string) {
	if err := os.WriteFile(filepath.Join(b.dir, name), []byte(text), 0o600); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) build(files []string) (string, bool) {
	for _, args := range [][]string{
		append([]string{"compile", "-o", "main.a", "-p", "main", "-importcfg", "importcfg", "-complete", "-pack", "-lang=go1.26"}, files...),
		{"link", "-o", "program", "-importcfg", "importcfg", "-s", "-w", "main.a"},
	} {
		tool := exec.Command(filepath.Join(b.tools, args[0]), args[1:]...)
		tool.Dir = b.dir
		if said, err := tool.CombinedOutput(); err != nil {
			return string(said), false
		}
	}
	return "", true
}

// What a cell gives stands in files that people can read. Both kernels are to give the same.
func TestSessions(t *testing.T) {
	names, _ := filepath.Glob("testdata/sessions/*.txt")
	if len(names) == 0 {
		t.Fatal("there are no sessions")
	}
	b := newBench(t)
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		wanted := readSession(string(text))
		got := &session{about: wanted.about}
		var memory cell.Memory
		for i, c := range wanted.cells {
			gave := b.run(&memory, i+1, c.code)
			got.cells = append(got.cells, &gave)
			again := (&session{cells: []*given{&gave}}).String()
			if as := (&session{cells: []*given{c}}).String(); again != as && !*update {
				t.Errorf("%s, cell %d gives\n%s\nand not\n%s", name, i+1, again, as)
			}
		}
		if *update {
			if err := os.WriteFile(name, []byte(got.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
