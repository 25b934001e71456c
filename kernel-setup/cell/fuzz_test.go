package cell

import (
	"bytes"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// seeds are the cells of the sessions and of the course.
func seeds(t testing.TB) []string {
	var texts []string
	names, _ := filepath.Glob("testdata/sessions/*.txt")
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range strings.Split(string(content), "=== cell\n")[1:] {
			text, _, _ = strings.Cut(text, "\n===")
			texts = append(texts, strings.NewReplacer("␍", "\r", "␠", " ", "␉", "\t", "␀", "\x00", "⟨BOM⟩", "\uFEFF").Replace(text))
		}
	}
	for _, cells := range notebooks(t) {
		texts = append(texts, cells[:min(4, len(cells))]...)
	}
	return texts
}

// FuzzRead holds that any text has a meaning, whose places lie in the text; that a cell without problems makes a
// program that parses; and that a cursor stands in the draft where it stands in the cell.
func FuzzRead(f *testing.F) {
	for _, text := range seeds(f) {
		f.Add(text, len(text)/2)
	}
	f.Fuzz(func(t *testing.T, text string, cursor int) {
		c := Read(text)
		for _, problem := range c.Problems {
			if problem.Offset < -1 || problem.Offset > len(text) || problem.Text == "" {
				t.Errorf("a problem at %d of %d: %q", problem.Offset, len(text), problem.Text)
			}
		}
		if report := c.Report(); (report != nil) != (len(c.Problems) > 0) {
			t.Errorf("a report %v of problems %v", report, c.Problems)
		}
		for _, command := range c.Commands {
			if command.Line < 1 || command.LastLine < command.Line || command.LastLine > len(c.lines) || command.Offset >= len(text) {
				t.Errorf("a command of lines %d to %d at %d", command.Line, command.LastLine, command.Offset)
			}
		}
		if c.Magic == nil && (len(c.code) != len(text) || strings.Count(string(c.code), "\n") != strings.Count(text, "\n")) {
			t.Error("the lines are not those of the text")
		}
		checkPosition(t, c, cursor)
		Completeness(text)
		if out, ok := Format(text); ok {
			if again, ok := Format(out); !ok || len(Read(again).Commands) != len(c.Commands) {
				t.Errorf("formatted, the cell is another one:\n%q\n%q\n%q", text, out, again)
			}
		}
		var memory Memory
		draft := memory.Draft(c, nil)
		if at, ok := draft.FromCell(cursor); ok {
			if back, ok := draft.ToCell(at); at < 0 || at > len(draft.Source) || !ok || back != cursor {
				t.Errorf("the cursor at %d is at %d of the draft, which is at %d", cursor, at, back)
			}
		}
		checkProgram(t, &memory, c, 7)
	})
}

func checkPosition(t *testing.T, c *Cell, cursor int) {
	line, column := c.Position(cursor)
	if line < 1 || line > len(c.lines) || column < 1 {
		t.Errorf("offset %d is in line %d, column %d", cursor, line, column)
	}
	at := c.Offset(line, column)
	if inside := max(0, min(cursor, len(c.Text))); at > inside || at < inside-1 {
		t.Errorf("offset %d is line %d, column %d, which is offset %d", inside, line, column, at) // A carriage return belongs to no line.
	}
	c.InGo(cursor)
	c.Offset(cursor, cursor)
}

// checkProgram makes the cell's program, if there is one, and returns it.
func checkProgram(t *testing.T, memory *Memory, c *Cell, number int) *Program {
	p, report := memory.Program(c, number, someStd)
	if report != nil || c.Magic != nil {
		return nil
	}
	if _, err := parser.ParseFile(token.NewFileSet(), "", p.Source, 0); err != nil {
		t.Errorf("%q has no problem, but its program has: %v\n%s", c.Text, err, p.Source)
	}
	for line := range len(p.lines) + 2 {
		if place, ok := p.Place(line, 3); ok && place.Cell == number && (place.Line < 1 || place.Line > len(c.lines)) {
			t.Errorf("line %d of the program is line %d of the cell", line, place.Line)
		}
	}
	p.TestMain()
	return p
}

// FuzzSession holds that up to six cells make programs that parse, that a name is remembered once, and that a cell
// which is run again changes nothing.
func FuzzSession(f *testing.F) {
	texts := seeds(f)
	for i := 0; i+6 <= len(texts); i += 6 {
		f.Add(texts[i], texts[i+1], texts[i+2], texts[i+3], texts[i+4], texts[i+5])
	}
	f.Fuzz(func(t *testing.T, a, b, c, d, e, g string) {
		var memory Memory
		for i, text := range []string{a, b, c, d, e, g} {
			read := Read(text)
			p := checkProgram(t, &memory, read, i+1)
			if p == nil || declaresTwice(read) {
				continue
			}
			memory.Keep(p)
			once := memory.Names(nil)
			for i, name := range once {
				if slices.ContainsFunc(once[:i], func(other Name) bool { return other.Name == name.Name && name.Name != "init" }) {
					t.Errorf("%v is remembered twice", name)
				}
			}
			again, _ := memory.Program(read, i+1, someStd)
			memory.Keep(again)
			if twice := memory.Names(nil); !slices.Equal(once, twice) || again.Source != p.Source {
				t.Errorf("%q again changes %v to %v", text, once, twice)
			}
			for _, name := range once {
				if name.Cell == 0 {
					t.Errorf("%v has no cell", name)
				}
			}
			memory.Draft(Read(text+"\n}"), someStd)
		}
		for _, name := range memory.Names(nil) {
			memory.Remove(name.Name, nil)
		}
		if left := memory.Names(nil); len(left) > 0 && !slices.ContainsFunc(left, func(n Name) bool { return n.Name == "init" || n.Kind == "import" }) {
			t.Errorf("%v cannot be forgotten", left)
		}
	})
}

// declaresTwice reports whether the cell declares a name twice, which does not compile.
func declaresTwice(c *Cell) bool {
	seen := map[string]bool{}
	for i := range c.Imports {
		key := c.Imports[i].key(nil)
		if seen[key] {
			return true
		}
		seen[key] = true
	}
	for _, decl := range c.Decls {
		for _, name := range decl.Names {
			if seen[name] && name != "init" {
				return true
			}
			seen[name] = true
		}
	}
	return false
}

// FuzzStderr holds that nothing that a program writes is lost, however its writes are cut.
func FuzzStderr(f *testing.F) {
	f.Add([]byte("panic: x\n\ngoroutine 1 [running]:\nmain.main()\n\t/a/main.go:3 +0x1d\nexit status 2\n"), []byte{3, 200, 7}, true)
	f.Add([]byte("first\npanic: only words\nSIGN\nruntime: \nfatal error: x"), []byte{1, 1, 9}, false)
	f.Add([]byte("runtime: goroutine stack exceeds\nfatal error: stack overflow\n\nruntime stack:\nruntime.throw({0x1, 0x2})\n"), []byte{50}, true)
	f.Fuzz(func(t *testing.T, text, cuts []byte, crashed bool) {
		var shown bytes.Buffer
		stderr := &Stderr{To: &shown, Enough: func() {}}
		rest := text
		for i := 0; len(rest) > 0; i++ {
			length := len(rest)
			if i < len(cuts) {
				length = min(length, 1+int(cuts[i]&0x7f))
				if cuts[i]&0x80 != 0 {
					if err := stderr.Idle(); err != nil {
						t.Fatal(err)
					}
				}
			}
			if n, err := stderr.Write(rest[:length]); n != length || err != nil {
				t.Fatal(n, err)
			}
			rest = rest[length:]
		}
		report, _ := stderr.Close(crashed)
		if !crashed && (report != "" || shown.String() != string(text)) {
			t.Errorf("%q is shown as %q", text, shown.String())
		}
		if shown.Len()+len(report) != len(text) {
			t.Errorf("of %d bytes %d are shown and %d reported", len(text), shown.Len(), len(report))
		}
	})
}

// FuzzWords holds that words name no file and no folder of ours, whatever is printed.
func FuzzWords(f *testing.F) {
	f.Add("# command-line-arguments\n./main.go:7:1: undefined: x\n\t/tmp/gonb/main.go:7:2: other declaration of x\nmain.go:900:1: y\n", "panic: x\n\ngoroutine 1 [running]:\nmain.main()\n\t/tmp/gonb/main.go:7 +0x1d\n")
	f.Add("vet: ./main.go:8: declared and not used: a\n", "fatal error: out of memory\n\nruntime stack:\nx\n")
	f.Fuzz(func(t *testing.T, printed, report string) {
		var memory Memory
		p, _ := memory.Program(Read("var x = 1\n%%\nx = y"), 3, someStd)
		p.Dir, p.Root = "/tmp/gonb", "/usr/go"
		if told := p.Compiler(printed).Error(); strings.Contains(told, "/tmp/gonb/main.go:7:") {
			t.Errorf("%q is told as %q", printed, told)
		}
		p.Crash(report, 1)
		var out bytes.Buffer
		test, _ := memory.Program(Read("%test\nfunc TestX(t *testing.T) {}"), 3, someStd)
		w := test.Stdout(&out)
		w.Write([]byte(printed))
		w.Write([]byte("\n"))
		if !strings.Contains(printed, "main_test.go") && out.String() != printed+"\n" {
			t.Errorf("%q is shown as %q", printed, out.String())
		}
	})
}

// What is asked of the reader grows with the text and not faster: counted in what it allocates, for a clock would
// count other programs, too.
func TestWorkGrowsWithTheText(t *testing.T) {
	for name, make := range map[string]func(n int) string{
		"commands":       func(n int) string { return strings.Repeat("%ls\n", n) },
		"blank commands": func(n int) string { return strings.Repeat("!\\\n", n) },
		"continued":      func(n int) string { return "!" + strings.Repeat("a\\\n", n) },
		"comments":       func(n int) string { return strings.Repeat("//\n", n) },
		"gonb comments":  func(n int) string { return strings.Repeat("//gonb:x\n/* */\n", n) },
		"raw strings":    func(n int) string { return "%%\n" + strings.Repeat("_ = `\n%%\n`\n", n) },
		"open brackets":  func(n int) string { return "%%\n" + strings.Repeat("{(", n) },
		"shut brackets":  func(n int) string { return "%%\n" + strings.Repeat(")\n", n) },
		"declarations":   func(n int) string { return strings.Repeat("var _, a = 1, 2\n", n) },
		"one group":      func(n int) string { return "const (\n" + strings.Repeat("a = iota\n", n) + ")" },
		"imports":        func(n int) string { return strings.Repeat("import \"a/b\"\n", n) },
		"blocks":         func(n int) string { return "%%\n" + strings.Repeat("if x {\n!ls\n}\n", n) },
		"quotes":         func(n int) string { return strings.Repeat("'\"\n", n) },
		"statements":     func(n int) string { return "%%\n" + strings.Repeat("x.y(z)\n", n) },
	} {
		work := func(n int) float64 {
			text := make(n)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			var memory Memory
			if p, report := memory.Program(Read(text), 1, someStd); report == nil {
				memory.Keep(p)
			}
			memory.Draft(Read(text), someStd)
			Completeness(text)
			Format(text)
			runtime.ReadMemStats(&after)
			return float64(after.TotalAlloc - before.TotalAlloc)
		}
		work(100)
		if small, large := work(2000), work(16000); large > 12*small {
			t.Errorf("%s: eight times the text are %.1f times the work", name, large/small)
		}
	}
}
