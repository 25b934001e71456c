"""Small inputs that ended, froze or misled a kernel: each gives what it says, or one sentence with its line, and the declarations are kept."""

import os
import re
import shutil
import time
from pathlib import Path

import kernels
import pytest


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cases")
    with kernels.session(folder=folder) as session:
        session.folder = folder
        assert session.cell("const depth = 7").status == "ok"
        yield session


@pytest.fixture(autouse=True)
def lives(kernel):
    yield
    assert kernel.cell("%%\nfmt.Println(depth)").text() == "7\n"


def told(reply):
    assert reply.status == "error"
    errors = [m["content"] for m in reply.messages if m["msg_type"] == "error"]
    assert len(errors) == 1
    said = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(errors[0]["traceback"]))
    assert not re.search(r"main(_test)?\.go|gonb_|/tmp|goroutine \d", said), said
    return said


@pytest.mark.parametrize("code, line, word", [
    ("%%\nfmt.Println(1)\n%%\nfmt.Println(2)", 3, "second %%"),
    ("%main\n%main", 2, "second %main"),
    ("%exec a\n%exec b", 2, "second %exec"),
    ("%% \n%exec b", 2, "second %exec"),
    ("% ", 1, "nothing behind it"), ("%\t", 1, "nothing behind it"), ("! ", 1, "nothing behind it"), ("!\\", 1, "nothing behind it"),
    ("//gonb:% ", 1, "nothing behind it"), ("//gonb:!", 1, "nothing behind it"),
    ("%%script", 1, "program"), ("%%bash x", 1, "nothing behind it"), ("%%writefile", 1, "name"), ("%capture", 1, "name"), ("%exec", 1, "function"),
    ("var a = 1\n%%bash", 2, "first line"), ("%env A", 1, "name and a value"), ("%args \"", 1, "never closed"), ("%rm", 1, "names"),
    ("//line made.go:100\nvar a = missing", 2, "undefined: missing"), ("%%\n/*line made.go:7:7*/missing()", 2, "undefined: missing"),
    ("import _ \"embed\"\n//go:embed greet.txt\nvar greet string\n%%\nfmt.Println(greet)", 2, "cannot embed"),
    ("/*\n#include <math.h>\n*/\nimport \"C\"\n%%\nfmt.Println(C.sqrt(2))", 4, "cannot hold C"),
    ('fmt.Println("hi")', 1, "write %% on a line"), ("x := 3", 1, "write %% on a line"), ("%%\nfunc f() {}", 2, "belongs above"),
    ('%%\nimport "os"', 2, "belong above"), ("%%\nfmt.Println(1)\n}}", 3, "closes nothing"), ("func f() {\n%%", 1, "never closed"),
    ("var a = b\nvar b = a", 1, "initialization cycle"), ("%nosuchmagic", 1, "no command"), ("%d of %d", 1, "no command"),
])
def test_what_cannot_be_is_told_with_its_line(kernel, code, line, word):
    first = told(kernel.cell(code)).splitlines()[0]
    assert first.startswith(f"line {line}: ") and word in first, first


@pytest.mark.parametrize("code, out", [
    ("%%\nfmt.Println(`a\n%%\nb`)", "a\n%%\nb\n"),
    ("%%\nfmt.Println(`\n!touch by-string\n%nosuch\n![picture](x.png)\n%d`)", "\n!touch by-string\n%nosuch\n![picture](x.png)\n%d\n"),
    ("/*\n!touch by-comment\n%nosuch\n*/\n%%\nfmt.Println(1)", "1\n"),
    ("%%\npackages := 2\nfmt.Println(packages)", "2\n"),
    ("package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println(3) }", "3\n"),
    ("%%\r\nfmt.Println(4)\r\n", "4\n"), ("\ufeff%%\nfmt.Println(5)", "5\n"), (" %%\nfmt.Println(6)", "6\n"), ("//gonb:%%\nfmt.Println(7)", "7\n"),
    ("%%\nif true &&\n!false {\n\tfmt.Println(8)\n}", "8\n"),
], ids=["percent", "string", "comment", "packages", "package main", "CRLF", "byte order mark", "blank", "gonb", "not"])
def test_text_is_text_and_go_is_go(kernel, code, out):
    assert kernel.cell(code).text() == out
    assert not list(kernel.folder.glob("by-*"))


@pytest.mark.parametrize("cells, out", [
    (['import . "strings"\n%%\nfmt.Println(ToUpper("x"))', "%%\nfmt.Println(1)", '%%\nfmt.Println(Repeat("y", 2))'], "yy\n"),
    (["const ( Low = iota; High )", "const High = 9\n%%\nfmt.Println(Low, High)"], "0 9\n"),
    (["type Shape struct{}", "var Shape = 4\n%%\nfmt.Println(Shape)"], "4\n"),
    (["func (s *Stack) Len() int { return len(*s) }\ntype Stack []int", "type Stack[T any] []T\n%%\nfmt.Println(Stack[int]{1})"], "[1]\n"),
    (['import (\n_ "image/png"\n_ "image/jpeg"\n)', "%%\nfmt.Println(2)"], "2\n"),
], ids=["dot import", "constants", "type", "generic", "blank imports"])
def test_a_name_declared_anew_replaces_the_old_one(kernel, cells, out):
    assert [kernel.cell(code).status for code in cells[:-1]] == ["ok"] * (len(cells) - 1)
    assert kernel.cell(cells[-1]).text() == out


def test_a_declaration_that_no_longer_fits_is_named_with_its_cell(kernel):
    kernel.cell("type Form struct{ A float64 }\nfunc area(f Form) float64 { return f.A }")
    kernel.cell("var Form = 4")
    assert re.match(r"cell \[\d+\], line 2: Form .*is not a type", told(kernel.cell("%%\nfmt.Println(area(Form))")))


@pytest.mark.parametrize("text", ["", " ", "\n", "\n\n", "\t", "%%", "%", "!ls", "%%bash\nls"])
def test_help_where_there_is_nothing_to_explain_comes_at_once(kernel, text):
    started = time.perf_counter()
    for cursor in range(len(text) + 1):
        if not text.strip():
            assert kernel.inspect(text, cursor)["found"] is False
        else:
            kernel.inspect(text, cursor)
        assert kernel.complete(text, cursor)["status"] == "ok"
    assert time.perf_counter() - started < 30  # Today's fault was for ever.


@pytest.mark.parametrize("code", [
    "%%\nvar n int\nfmt.Scan(&n)\nfmt.Println(n)", "%%\nfor s := bufio.NewScanner(os.Stdin); s.Scan(); {\n}\nfmt.Println(0)",
    "%with_inputs\n%%\nvar n int\nfmt.Scan(&n)\nfmt.Println(n)",
], ids=["Scan", "Scanner", "with_inputs"])
def test_a_program_that_reads_ends_where_nothing_can_be_typed(kernel, code):
    started = time.perf_counter()
    reply = kernel.collect(kernel.client.execute(code, allow_stdin=False), started)
    assert reply.text() == "0\n" or reply.status == "error"


def test_a_stack_that_a_program_prints_names_the_cell(kernel):
    reply = kernel.cell("%%\n\ndebug.PrintStack()")
    assert "\tline 3 " in reply.text("stderr") and "main.go" not in reply.text("stderr"), reply.text("stderr")


def test_a_failing_test_is_told_with_its_line(kernel):
    reply = kernel.cell('%test\nfunc TestFails(t *testing.T) {\n\tt.Errorf("got %d", 2)\n}')
    assert reply.status == "error" and "line 3: got 2" in reply.text()
    assert not re.search(r"_test\.go|gonb_", reply.text() + reply.error()), reply.text() + reply.error()


@pytest.mark.parametrize("code, line", [
    ("%test\nfunc TestPanics(t *testing.T) {\n\tvar m map[string]int\n\tm[\"a\"] = 1\n}", "    line 4: m["),
    ("%test\nfunc TestWithout() {}", "line 2: go test takes TestWithout"),
])
def test_a_test_that_ends_otherwise_is_told_with_its_line(kernel, code, line):
    assert line in told(kernel.cell(code))


def test_a_benchmark_and_usage_name_no_folder(kernel):
    reply = kernel.cell("%test -test.run=^$ -test.bench=. -test.benchtime=1x\nfunc BenchmarkF(b *testing.B) {\n\tfor b.Loop() {\n\t}\n}")
    assert reply.status == "ok" and "goarch: " in reply.text() and "gonb_" not in reply.text()
    assert "Usage of cell:" in kernel.cell("%% -nosuch\n").text("stderr")


def test_wasm_finds_its_script(kernel):
    below = Path.cwd() / "jupyter_files"  # where the process stands that has started the kernel
    try:
        assert kernel.cell("%wasm").status == "ok"
        assert list(below.glob("*/wasm_exec.js"))
    finally:
        shutil.rmtree(below, ignore_errors=True)


def test_an_example_alone_is_run(kernel):
    reply = kernel.cell("%test\nfunc ExampleDepth() {\n\tfmt.Println(depth)\n\t// Output: 7\n}")
    assert reply.status == "ok" and "PASS: ExampleDepth" in reply.text()


@pytest.mark.parametrize("before, after, line", [
    ("%env PATH=/no/such/folder", f"%env PATH={os.environ['PATH']}", 'exec: "go": executable file not found in $PATH'),
    ("%goflags -n", '%goflags """', "the program could not be started: no such file or directory"),
    ("%goflags -mod=vendor", '%goflags """', "go: inconsistent vendoring in the kernel's folder:"),
])
def test_what_cannot_be_built_or_started_is_told_without_a_path(kernel, before, after, line):
    kernel.cell(before)
    said = told(kernel.cell("%%\nfmt.Println(1)"))
    kernel.cell(after)
    assert said.startswith(line), said


def test_what_is_captured_is_what_is_shown(kernel):
    kernel.cell("%capture captured.txt\n%%\nfmt.Println(1)\nfmt.Fprintln(os.Stderr, 2)\npanic(3)")
    assert sorted((kernel.folder / "captured.txt").read_text().split()) == ["1", "2"]


@pytest.mark.parametrize("code", ["%%bash\nexit 3", "%rm nothing_of_this_name", "%track /no/such/folder", "%untrack /no", "%cd /no/such/folder"])
def test_a_command_that_fails_fails_its_cell(kernel, code):
    assert kernel.cell(code).status == "error"


def test_values_with_blanks(kernel):
    assert kernel.cell("%env DOWNHILL_A=two words").status == "ok"
    assert kernel.cell('%%\nfmt.Println(os.Getenv("DOWNHILL_A"))').text() == "two words\n"
    assert kernel.cell("%% 'one word' \"another one\"\nfmt.Println(len(os.Args))").text() == "3\n"
    assert kernel.cell("%goflags -tags 'a b'").status == "ok"
    assert kernel.cell("%%\nfmt.Println(1)").text() == "1\n"
    assert kernel.cell('%goflags """').status == "ok"


@pytest.mark.parametrize("code, whole", [
    ("%%\nfmt.Println(1)\n", "complete"), ("func f() {", "incomplete"), ("%%\nfmt.Println(`", "incomplete"), ("!ls", "complete"), ("var a = 1", "complete"),
    ("func f() {}}", "invalid"), ("var a = 1 +", "incomplete"), ("var a = 1 +\n", "complete"), ("type T struct", "incomplete"), ("%%\nreturn\n", "complete"),
])
def test_a_console_knows_whether_a_cell_is_whole(kernel, code, whole):
    request, started = kernel.client.is_complete(code), time.perf_counter()
    assert kernel.collect(request, started).status == whole
