"""What a learner reads after a mistake: the cell's own line, in words."""

import re

import kernels
import pytest


@pytest.fixture(scope="module")
def kernel():
    with kernels.session() as session:
        yield session


def told(reply):
    """The error as JupyterLab shows it, without its colours."""
    assert reply.status == "error"
    errors = [m["content"] for m in reply.messages if m["msg_type"] == "error"]
    assert len(errors) == 1
    return re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(errors[0]["traceback"]))


def test_a_misspelt_function_of_a_package_is_named_whole(kernel):
    said = told(kernel.cell("%%\n\tfmt.Printn(1)"))
    assert said.splitlines()[:3] == ["line 2: undefined: fmt.Printn", "    \tfmt.Printn(1)", "    \t^"]
    assert "fmt has no Printn" in said


def test_an_unused_variable_is_explained(kernel):
    said = told(kernel.cell("%%\nstep := 3"))
    assert "line 2: declared and not used: step" in said and "_ = step" in said


def test_a_variable_of_another_cell_is_explained(kernel):
    kernel.cell("%%\nη := 0.1\nfmt.Println(η)")
    said = told(kernel.cell("%%\nfmt.Println(η)"))
    assert "line 2: undefined: η" in said and "declare it above %%" in said
    assert said.splitlines()[2] == "    " + " " * len("fmt.Println(") + "^"


def test_a_mistake_of_another_cell_names_that_cell(kernel):
    kernel.cell("%reset")
    kernel.cell("type Point struct{ W, B float64 }")
    kernel.cell("func norm(p Point) float64 { return math.Hypot(p.W, p.B) }")
    said = told(kernel.cell("type Point struct{ W float64 }\n%%\nfmt.Println(norm(Point{}))"))
    assert re.search(r"cell \[\d+\], line 1: .*B", said), said


def test_several_mistakes_are_all_told(kernel):
    said = told(kernel.cell("%%\nfmt.Println(one)\nfmt.Println(two)"))
    assert "line 2: undefined: one" in said and "line 3: undefined: two" in said
    assert "main.go" not in said and "gonb_" not in said


@pytest.mark.parametrize("code, message, line", [
    ("%%\nvar a []int\nfmt.Println(a[3])", "panic: runtime error: index out of range [3] with length 0", "line 3: fmt.Println(a[3])"),
    ("%%\nvar p *int\n*p = 1", "panic: runtime error: invalid memory address or nil pointer dereference", "line 3: *p = 1"),
    ('%%\npanic("η is too large")', "panic: η is too large", 'line 2: panic("η is too large")'),
    ("%%\nnever := make(chan int)\n<-never", "fatal error: all goroutines are asleep - deadlock!", "line 3: <-never"),
], ids=["index", "nil", "own words", "deadlock"])
def test_a_panic_shows_its_value_and_the_cells_line_and_nothing_of_the_runtime(kernel, code, message, line):
    reply = kernel.cell(code)
    assert told(reply).splitlines() == [message, "    " + line]
    assert reply.text("stderr") == ""


def test_a_panic_in_a_function_of_another_cell_shows_the_way(kernel):
    kernel.cell("func inverse(n int) int {\n\treturn 1 / n\n}")
    said = told(kernel.cell("%%\nfmt.Println(inverse(0))"))
    assert re.fullmatch(r"panic: runtime error: integer divide by zero\n    cell \[\d+\], line 2: return 1 / n\n    line 2: fmt\.Println\(inverse\(0\)\)", said)


def test_a_panic_in_a_package_names_its_function_and_file(kernel):
    said = told(kernel.cell('import "github.com/downhill-go/downhill/pkg/show"\n%%\nshow.Plot(nil, "", "")'))
    assert re.search(r"panic: show: .*\n(    show\.\w+ \(show\.go:\d+\)\n)+    line 3: show\.Plot", said)


def test_an_endless_recursion_is_told_and_the_next_cell_works(kernel):
    said = told(kernel.cell("func deeper(n int) int { return deeper(n+1) + 1 }\n%%\nfmt.Println(deeper(0))"))
    assert "stack overflow" in said and "deeper(n+1)" in said and len(said.splitlines()) < 15
    assert kernel.cell("%%\nfmt.Println(1)").text() == "1\n"


def test_an_exit_status_is_told_once(kernel):
    reply = kernel.cell("%%\nos.Exit(3)")
    assert told(reply) == "exit status 3" and reply.text("stderr") == ""


def test_words_on_stderr_that_look_like_a_panic_are_shown_when_the_program_ends_well(kernel):
    reply = kernel.cell('%%\nfmt.Fprintln(os.Stderr, "first")\nfmt.Fprintln(os.Stderr, "panic: only words")')
    assert reply.status == "ok" and reply.text("stderr") == "first\npanic: only words\n"
