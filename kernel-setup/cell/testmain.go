package cell

import (
	"fmt"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"io"
	"path"
	"strings"
)

// TestMain is the second file of a test program, its name and its source, where no go command makes it: what `go
// test` generates, with the tests, examples and benchmarks that the program holds. It imports testing and
// testing/internal/testdeps, which the compiler itself does not forbid.
func (p *Program) TestMain() (name, source string) {
	var tests, benchmarks, fuzzes, examples strings.Builder
	main, more := "osOfMain.Exit(m.Run())", ""
	file, err := parser.ParseFile(token.NewFileSet(), "", p.Source, parser.ParseComments|parser.SkipObjectResolution)
	if err == nil {
		for _, decl := range file.Decls {
			function, ok := decl.(*ast.FuncDecl)
			if !ok || function.Recv != nil {
				continue
			}
			name := function.Name.Name
			_, letter := testKind(name)
			if letter == "" || !isTestFunc(function.Type, letter) {
				continue
			}
			switch letter {
			case "M":
				main = `TestMain(m)
	osOfMain.Exit(int(reflectOfMain.ValueOf(m).Elem().FieldByName("exitCode").Int()))`
				more = "\treflectOfMain \"reflect\"\n"
			case "T":
				fmt.Fprintf(&tests, "\t{%q, %s},\n", name, name)
			case "B":
				fmt.Fprintf(&benchmarks, "\t{%q, %s},\n", name, name)
			case "F":
				fmt.Fprintf(&fuzzes, "\t{%q, %s},\n", name, name)
			}
		}
		for _, example := range doc.Examples(file) {
			if example.Output != "" || example.EmptyOutput {
				name := "Example" + example.Name
				fmt.Fprintf(&examples, "\t{%q, %s, %q, %t},\n", name, name, example.Output, example.Unordered)
			}
		}
	}
	// The names of the imports are such as no cell declares.
	return "testmain.go", fmt.Sprintf(`package main

import (
	osOfMain "os"
%s	testingOfMain "testing"
	testdepsOfMain "testing/internal/testdeps"
)

func main() {
	m := testingOfMain.MainStart(testdepsOfMain.TestDeps{},
		[]testingOfMain.InternalTest{
%s}, []testingOfMain.InternalBenchmark{
%s}, []testingOfMain.InternalFuzzTarget{
%s}, []testingOfMain.InternalExample{
%s})
	%s
}
`, more, tests.String(), benchmarks.String(), fuzzes.String(), examples.String(), main)
}

// Stdout is where the program writes its standard output: of a test program, which names places of its file, the
// cells' lines are put in their place.
func (p *Program) Stdout(to io.Writer) io.Writer {
	if !p.Cell.Test {
		return to
	}
	return &testOutput{program: p, to: to}
}

// testOutput changes lines like "    main_test.go:7: got 3", and drops the one in which a benchmark names the kernel's
// folder as its package. It holds no more than the beginning of a line that may be one.
type testOutput struct {
	program *Program
	to      io.Writer
	held    []byte
	passing bool // the line does not begin with the file's name
}

func (w *testOutput) Write(p []byte) (int, error) {
	var out []byte
	for _, letter := range p {
		if w.passing {
			out = append(out, letter)
			w.passing = letter != '\n'
			continue
		}
		w.held = append(w.held, letter)
		if own := "pkg: " + path.Base(w.program.Dir) + "\n"; strings.HasPrefix(own, string(w.held)) {
			if len(w.held) == len(own) {
				w.held = w.held[:0]
			}
			continue
		}
		bare := strings.TrimLeft(string(w.held), " ")
		name := w.program.Name + ":"
		number, isPlace := strings.CutPrefix(bare, name)
		switch {
		case letter == '\n', !isPlace && !strings.HasPrefix(name, bare):
		case isPlace && letter != ' ' && len(number) < 12:
			continue
		case isPlace:
		default:
			continue
		}
		if isPlace {
			out = append(out, w.program.Words(string(w.held))...)
		} else {
			out = append(out, w.held...)
		}
		w.held, w.passing = w.held[:0], letter != '\n'
	}
	if len(out) == 0 {
		return len(p), nil
	}
	if _, err := w.to.Write(out); err != nil {
		return 0, err
	}
	return len(p), nil
}
