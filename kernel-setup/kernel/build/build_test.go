package build

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// folder is a kernel's folder: its own module, and the course's beside it.
func folder(t *testing.T) *Builder {
	t.Helper()
	root, err := filepath.Abs("../../..")
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOFLAGS", "-gcflags=all=-dwarf=false -ldflags=-s")
	t.Setenv("GOWORK", "")
	dir := t.TempDir()
	write(t, dir, "go.mod", "module gonb_test\n\ngo 1.26.0\n")
	write(t, dir, "go.work", "go 1.26.0\n\nuse (\n\t.\n\t"+root+"\n)\n")
	return &Builder{Dir: dir}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// run builds a program, checks how, and returns what it prints.
func (b *Builder) run(t *testing.T, want How, source string, flags ...string) string {
	t.Helper()
	write(t, b.Dir, "main.go", source)
	binary := filepath.Join(b.Dir, "program")
	said, how, err := b.Build(t.Context(), flags, binary)
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	if how != want {
		t.Errorf("built by %q, want %q:\n%s", how, want, source)
	}
	out, err := exec.Command(binary).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}

const hello = "package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Print(WHAT) }\n"

func say(what string) string { return strings.Replace(hello, "WHAT", what, 1) }

func TestTheSecondCellWithTheSameImportsIsCompiledAndLinkedAlone(t *testing.T) {
	b := folder(t)
	if got := b.run(t, Planned, say(`"one"`)) + b.run(t, ByPlan, say(`"two"`)); got != "onetwo" {
		t.Error(got)
	}
	// What the first one brings counts as well.
	if got := b.run(t, ByPlan, "package main\n\nimport (\n\t\"fmt\"\n\t\"os\"\n)\n\nfunc main() { fmt.Fprint(os.Stderr, 3) }\n"); got != "3" {
		t.Error(got)
	}
	b.run(t, Planned, "package main\n\nimport _ \"encoding/csv\"\n\nfunc main() {}\n")
	b.run(t, ByPlan, say("4"))
}

// Whatever the first cell imports of what is usual, nobody is asked.
func TestWhatIsPreparedServesTheFirstCell(t *testing.T) {
	b := folder(t)
	write(t, b.Dir, "main.go", "package main\n\nfunc main() {}\n")
	const gonbui = "github.com/janpfeifer/gonb/gonbui"
	usual := []string{"fmt", "strings", "runtime/debug", plotPath, plotPath + "/vg/vgsvg", gonbui, "github.com/downhill-go/downhill/pkg/ink"}
	if err := b.Prepare(t.Context(), nil, usual); err != nil {
		t.Fatal(err)
	}
	b.run(t, ByPlan, say(`"one"`))
	// What another cell may import is no part of this one.
	const program = `package main

import (
	IMPORT
	"runtime/debug"
)

func main() {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		print(module.Path, " ")
	}
}
`
	if got := b.run(t, ByPlan, strings.Replace(program, "IMPORT", `_ "github.com/downhill-go/downhill/pkg/ink"`, 1)); got != "github.com/downhill-go/downhill " {
		t.Error(got)
	}
	if got := b.run(t, ByPlan, strings.Replace(program, "IMPORT", `_ "`+gonbui+`"`, 1)); !strings.Contains(got, "k8s.io/klog/v2") || strings.Contains(got, "downhill") {
		t.Error(got)
	}
	write(t, b.Dir, "go.mod", "module gonb_test\n\ngo 1.25.0\n")
	b.run(t, Planned, say(`"two"`))
}

func TestAMistakeIsToldByTheCompilerAndThePlanIsKept(t *testing.T) {
	b := folder(t)
	b.run(t, Planned, say("1"))
	write(t, b.Dir, "main.go", say("x"))
	said, how, err := b.Build(t.Context(), nil, filepath.Join(b.Dir, "program"))
	if err == nil || how != ByPlan || !strings.Contains(string(said), "./main.go:5:25: undefined: x") {
		t.Errorf("%s, %v: %s", how, err, said)
	}
	if _, err := os.Stat(filepath.Join(b.Dir, "program")); err == nil {
		t.Error("an earlier program is left")
	}
	b.run(t, ByPlan, say("1"))
}

func TestAPackageThatIsMissingIsToldByTheGoCommand(t *testing.T) {
	b := folder(t)
	write(t, b.Dir, "main.go", "package main\n\nimport _ \"example.com/none\"\n\nfunc main() {}\n")
	said, how, err := b.Build(t.Context(), nil, filepath.Join(b.Dir, "program"))
	if err == nil || how != ByGo || !strings.Contains(string(said), "no required module provides package") {
		t.Errorf("%s, %v: %s", how, err, said)
	}
}

func TestAChangedPackageIsCompiledAnew(t *testing.T) {
	b := folder(t)
	local := t.TempDir()
	write(t, local, "go.mod", "module example.com/local\n\ngo 1.26.0\n")
	write(t, local, "local.go", "package local\n\nconst Answer = 1\n")
	write(t, b.Dir, "go.work", "go 1.26.0\n\nuse (\n\t.\n\t"+local+"\n)\n")
	source := "package main\n\nimport \"example.com/local\"\n\nfunc main() { print(local.Answer) }\n"
	if got := b.run(t, Planned, source) + b.run(t, ByPlan, source); got != "11" {
		t.Error(got)
	}
	write(t, local, "local.go", "package local\n\nconst Answer = 20\n")
	if got := b.run(t, Planned, source); got != "20" {
		t.Error(got)
	}
	write(t, local, "more.go", "package local\n\nfunc init() { print(\"started \") }\n")
	if got := b.run(t, Planned, source); got != "started 20" {
		t.Error(got)
	}
}

// While the go command compiles the packages, for seconds when the kernel is new, its user may save one of them.
func TestAPackageSavedWhileAPlanIsMadeIsNotTheOldOneForGood(t *testing.T) {
	b := folder(t)
	local, bin := t.TempDir(), t.TempDir()
	write(t, local, "go.mod", "module example.com/local\n\ngo 1.26.0\n")
	write(t, local, "local.go", "package local\n\nconst Answer = 1\n")
	write(t, b.Dir, "go.work", "go 1.26.0\n\nuse (\n\t.\n\t"+local+"\n)\n")
	program, err := exec.LookPath("go")
	if err != nil {
		t.Fatal(err)
	}
	// A go that is done with the old file when the new one comes.
	write(t, bin, "go", fmt.Sprintf("#!/bin/sh\n%q \"$@\"\nstatus=$?\ncase \"$*\" in *minimal*) ;; *-export*) [ -e %[2]q ] && mv %[2]q %[3]q ;; esac\nexit $status\n",
		program, filepath.Join(local, "new"), filepath.Join(local, "local.go")))
	os.Chmod(filepath.Join(bin, "go"), 0o700)
	t.Setenv("PATH", bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
	source := "package main\n\nimport \"example.com/local\"\n\nfunc main() { print(local.Answer) }\n"
	write(t, local, "new", "package local\n\nconst Answer = 20\n")
	b.run(t, Planned, source)
	if got := b.run(t, Planned, source); got != "20" {
		t.Errorf("after it was saved, a cell prints %s", got)
	}
}

func TestSettingsCountFromTheNextCellOn(t *testing.T) {
	b := folder(t)
	source := "package main\n\nvar mark = \"plain\"\n\nfunc main() { print(mark) }\n"
	b.run(t, Planned, source)
	if got := b.run(t, Planned, source, "-ldflags=-X=main.mark=flagged"); got != "flagged" {
		t.Error(got)
	}
	env := filepath.Join(t.TempDir(), "env")
	t.Setenv("GOENV", env)
	t.Setenv("GOFLAGS", "")
	os.Unsetenv("GOFLAGS")
	if got := b.run(t, Planned, source); got != "plain" {
		t.Error(got)
	}
	write(t, filepath.Dir(env), "env", "GOFLAGS=-ldflags=-X=main.mark=kept\n") // what go env -w does
	if got := b.run(t, Planned, source); got != "kept" {
		t.Error(got)
	}
}

// What a plan does not cover is built all the same.
func TestWhatIsNotKnownHereIsLeftToTheGoCommand(t *testing.T) {
	b := folder(t)
	source := say("1")
	b.run(t, ByGo, source, "-trimpath")
	b.run(t, ByGo, source, "-gcflags=fmt=-N")
	b.run(t, ByGo, "package main\n\n//go:noinline\nfunc f() {}\n\nfunc main() { f() }\n")
}

const draw = `package main

import (
	"io"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
)

var (
	_ io.Writer
	_ vg.Length
)

func main() {
	p := plot.New()
	_ = p
	BODY
}
`

func TestAPlotIsLinkedWithTheFormatsItIsWrittenIn(t *testing.T) {
	b := folder(t)
	drawn := func(body string) (text string, size int64) {
		write(t, b.Dir, "main.go", strings.Replace(draw, "BODY", body, 1))
		binary := filepath.Join(b.Dir, "program")
		said, how, err := b.Build(t.Context(), nil, binary)
		if err != nil || how == ByGo {
			t.Fatalf("%s, %v\n%s", how, err, said)
		}
		info, err := os.Stat(binary)
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(binary)
		cmd.Dir = b.Dir
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", body, err, out)
		}
		return string(out), info.Size()
	}
	const to = "w, err := p.WriterTo(100, 100, FORMAT)\n\tif err != nil {\n\t\tpanic(err)\n\t}\n\tn, _ := w.WriteTo(io.Discard)\n\tprint(n > 100)"
	_, none := drawn("")
	said, svg := drawn(strings.Replace(to, "FORMAT", `"svg"`, 1))
	all, every := drawn("format := \"pdf\"\n\t" + strings.Replace(to, "FORMAT", "format", 1))
	if said != "true" || all != "true" {
		t.Errorf("svg %q, pdf %q", said, all)
	}
	if none > svg || float64(svg) > 0.9*float64(every) {
		t.Errorf("%d bytes without a format, %d with SVG, %d with all", none, svg, every)
	}
	for _, name := range []string{"plot.pdf", "plot.PNG", "plot.svg"} {
		drawn(`if err := p.Save(100, 100, "` + name + `"); err != nil {
		panic(err)
	}`)
	}
	drawn("save := p.Save\n\tif err := save(100, 100, \"a.pdf\"); err != nil {\n\t\tpanic(err)\n\t}")
}

// What show brings for live figures and exercises, and descent for gonum's methods, is linked with the programs that name it.
func TestAProgramThatOnlyShowsIsBuiltWithoutLiveFiguresAndExercises(t *testing.T) {
	b := folder(t)
	program := func(call string) string {
		return b.run(t, Planned, `package main

import (
	"runtime/debug"

	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/show"
)

func main() {
	_ = descent.Norm
	`+call+`
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == "gonum.org/v1/gonum" {
			print("gonum")
		}
	}
}
`)
	}
	if got := program(`show.Markdown("∇L is the word; show.Ask and Live are text")`); got != "" {
		t.Errorf("linked with %s", got)
	}
	if got := program(`show.Ask("05-2")`); got != "gonum" {
		t.Errorf("linked with %q", got)
	}
	b.run(t, ByPlan, `package main

import (
	. "github.com/downhill-go/downhill/pkg/descent"
	. "github.com/downhill-go/downhill/pkg/show"
)

func main() {
	live := Live
	live("dial", "η", 0.5)
	_, _, _ = Minimize, Problem, FromProblem
}
`)
}

// A module that is not known may write plots in any format, or mean something else by the tag.
func TestAModuleThatIsNotKnownIsBuiltAsItIs(t *testing.T) {
	b := folder(t)
	local := t.TempDir()
	write(t, local, "go.mod", "module example.com/local\n\ngo 1.26.0\n")
	write(t, local, "a.go", "//go:build minimal\n\npackage local\n\nconst Minimal = true\n")
	write(t, local, "b.go", "//go:build !minimal\n\npackage local\n\nconst Minimal = false\n")
	work, _ := os.ReadFile(filepath.Join(b.Dir, "go.work"))
	write(t, b.Dir, "go.work", strings.Replace(string(work), "use (", "use (\n\t"+local, 1))
	source := "package main\n\nimport \"example.com/local\"\n\nfunc main() { print(local.Minimal) }\n"
	if got := b.run(t, Planned, source) + b.run(t, ByPlan, source); got != "falsefalse" {
		t.Error(got)
	}
	if got := b.run(t, Planned, source, "-tags=minimal"); got != "true" {
		t.Error(got)
	}
}

func TestWhatIsReadOfTheProgramsBuildIsThere(t *testing.T) {
	b := folder(t)
	got := b.run(t, Planned, `package main

import (
	"runtime/debug"

	"github.com/downhill-go/downhill/pkg/ink"
)

func main() {
	_ = ink.Theta
	info, ok := debug.ReadBuildInfo()
	print(ok, " ", info.Main.Path, " ", info.Deps[0].Path)
}
`)
	if got != "true gonb_test github.com/downhill-go/downhill" {
		t.Error(got)
	}
}

func TestABuildIsInterrupted(t *testing.T) {
	b := folder(t)
	write(t, b.Dir, "main.go", say("1"))
	ctx, interrupt := context.WithTimeout(t.Context(), time.Millisecond)
	defer interrupt()
	if _, _, err := b.Build(ctx, nil, filepath.Join(b.Dir, "program")); err != context.DeadlineExceeded {
		t.Error(err)
	}
	b.run(t, Planned, say("1"))
	for _, left := range []string{"go-build*", "go-link*"} {
		if names, _ := filepath.Glob(filepath.Join(b.Dir, left)); len(names) > 0 {
			t.Errorf("left behind: %v", names)
		}
	}
}
