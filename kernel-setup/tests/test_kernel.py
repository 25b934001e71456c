"""The kernel, cell by cell."""

import json
import subprocess
import sys
import time
from pathlib import Path

import kernels
import pytest

from downhill_course import clone

PLOT = """import (
	"github.com/janpfeifer/gonb/gonbui"
	"gonum.org/v1/plot"
)
%%
drawn, err := plot.New().WriterTo(200, 100, "svg")
if err != nil {
	panic(err)
}
var svg strings.Builder
drawn.WriteTo(&svg)
gonbui.DisplaySVG(svg.String())
gonbui.Sync()"""


def test_ours_is_the_only_kernel_and_all_its_paths_exist():
    listed = subprocess.run([sys.executable, "-m", "jupyter", "kernelspec", "list", "--json"], capture_output=True, text=True, check=True)
    assert list(json.loads(listed.stdout)["kernelspecs"]) == [clone.KERNEL]
    spec = json.loads(listed.stdout)["kernelspecs"][clone.KERNEL]
    assert spec["spec"]["display_name"] == "Go (Downhill)"
    assert Path(spec["spec"]["argv"][0]).is_file()
    assert Path(spec["resource_dir"]).is_relative_to(sys.prefix)


def test_declarations_stay_from_cell_to_cell(kernel):
    assert kernel.cell("func twice(x float64) float64 { return 2 * x }").status == "ok"
    assert kernel.cell("%%\nfmt.Println(twice(21))").text() == "42\n"


def test_the_courses_packages_are_there_without_go_get(kernel):
    reply = kernel.cell('import "github.com/downhill-go/downhill/pkg/dataset"\n%%\nfmt.Println(len(dataset.ORings().X))')
    assert reply.text() == "23\n", reply.error()


def test_every_request_that_jupyterlab_sends_unasked_is_answered_and_ends_idle(kernel):
    assert kernel.client.history(reply=True, timeout=60)["content"] == {"status": "ok", "history": []}
    request = kernel.client.is_complete("fmt.Println(1)")
    assert kernel.collect(request, time.perf_counter()).status == "complete"


def test_a_plot_cell_asks_no_module_proxy():
    # A proxy that answers nothing: whatever runs `go get` before a build fails here.
    with kernels.session(env={"GOPROXY": "http://127.0.0.1:9", "GONOSUMDB": "*", "GONOPROXY": ""}) as kernel:
        reply = kernel.cell(PLOT)
        assert reply.status == "ok", reply.error()
        assert "<svg" in json.dumps(reply.displays())


def test_a_missing_module_is_got_from_the_module_proxy(tmp_path):
    versions = tmp_path / "proxy" / "example.com" / "leaf" / "@v"
    versions.mkdir(parents=True)
    make_module(versions, "example.com/leaf", "v1.2.3", {"leaf.go": "package leaf\n\nfunc Fall() string { return \"falls\" }\n"})
    cache = subprocess.run(["go", "env", "GOMODCACHE"], capture_output=True, text=True, check=True).stdout.strip()
    env = {
        "GOPROXY": f"{(tmp_path / 'proxy').as_uri()},{(Path(cache) / 'cache' / 'download').as_uri()}",
        "GOSUMDB": "off",
        "GOMODCACHE": str(tmp_path / "cache"),  # the learner's own must not keep example.com/leaf
    }
    try:
        with kernels.session(env=env) as kernel:
            reply = kernel.cell('import "example.com/leaf"\n%%\nfmt.Println(leaf.Fall())')
    finally:
        subprocess.run(["chmod", "-R", "u+w", tmp_path], check=True)  # module caches are read-only, also for pytest
    assert reply.text() == "falls\n", reply.error()


def make_module(folder, module, version, files):
    """A module as a proxy serves it: list, info, mod and zip."""
    import zipfile

    (folder / "list").write_text(version + "\n")
    (folder / f"{version}.info").write_text(json.dumps({"Version": version, "Time": "2026-01-01T00:00:00Z"}))
    (folder / f"{version}.mod").write_text(f"module {module}\n\ngo 1.26.0\n")
    with zipfile.ZipFile(folder / f"{version}.zip", "w") as archive:
        for name, text in {"go.mod": f"module {module}\n\ngo 1.26.0\n", **files}.items():
            archive.writestr(f"{module}@{version}/{name}", text)


def test_an_endless_loop_is_interrupted_and_declarations_stay(kernel):
    kernel.cell("const depth = 7")
    started = time.perf_counter()
    request = kernel.client.execute("%%\nfmt.Println(\"round\")\nfor {\n}")
    while True:
        message = kernel.client.get_iopub_msg(timeout=60)
        if message["msg_type"] == "stream" and "round" in message["content"]["text"]:
            break
    kernel.manager.interrupt_kernel()
    assert kernel.collect(request, started).status == "error"
    assert kernel.cell("%%\nfmt.Println(depth)").text() == "7\n"


def test_completes_and_helps(kernel):
    code = "%%\nfmt.Printl"
    assert "Println" in kernel.complete(code)["matches"]
    helped = kernel.inspect("%%\nfmt.Println(1)", len("%%\nfmt.Prin"))
    assert helped["found"] and "Println" in json.dumps(helped["data"])


def test_a_changed_package_is_seen_in_the_next_cell(kernel, tmp_path):
    (tmp_path / "go.mod").write_text("module example.com/local\n\ngo 1.26.0\n")
    (tmp_path / "local.go").write_text("package local\n\nconst Answer = 1\n")
    assert kernel.cell(f"!*go work use {tmp_path}").status == "ok"
    cell = 'import "example.com/local"\n%%\nfmt.Println("answer", local.Answer)'
    # The first cell compiles the package, the second notes how it was built, the third is built that way.
    assert [kernel.cell(cell).text() for _ in range(3)] == ["answer 1\n"] * 3
    (tmp_path / "local.go").write_text("package local\n\nconst Answer = 2\n")
    assert [kernel.cell(cell).text() for _ in range(3)] == ["answer 2\n"] * 3
    (tmp_path / "more.go").write_text("package local\n\nfunc init() { println(\"started\") }\n")
    assert "started" in kernel.cell(cell).text("stderr")


def test_build_flags_count_from_the_next_cell_on(kernel):
    cell = "%%\nfmt.Println(marked())"
    kernel.cell('var mark = "plain"\nfunc marked() string { return mark }')
    assert [kernel.cell(cell).text() for _ in range(3)] == ["plain\n"] * 3
    kernel.cell('%goflags -ldflags="-X main.mark=flagged"')
    assert kernel.cell(cell).text() == "flagged\n"


def test_a_mistake_after_good_cells_is_told_as_before(kernel):
    for _ in range(3):
        assert kernel.cell('%%\nfmt.Println("good")').text() == "good\n"
    assert "undefined: fall" in kernel.cell('%%\nfmt.Println(fall())').error()
    assert kernel.cell('%%\nfmt.Println("good")').text() == "good\n"


def test_displays_are_complete_before_the_cell_ends_without_sync(kernel):
    kernel.cell('import "github.com/janpfeifer/gonb/gonbui"')
    for _ in range(5):
        reply = kernel.cell('%%\nfor i := range 50 {\n\tgonbui.DisplayHTML(fmt.Sprintf("<b>%d</b>", i))\n}')
        assert [data["text/html"] for data in reply.displays()] == [f"<b>{i}</b>" for i in range(50)]


def test_what_is_printed_before_a_display_stands_above_it(kernel):
    kernel.cell('import "github.com/janpfeifer/gonb/gonbui"')
    cell = '%%\nfor i := range 20 {\n\tfmt.Printf("line %d\\n", i)\n\tgonbui.DisplayHTML(fmt.Sprintf("figure %d", i))\n\tgonbui.Sync()\n}'
    reply = kernel.cell(cell)
    shown = ""
    for message in reply.messages:
        if message["msg_type"] == "stream":
            shown += message["content"]["text"]
        elif "data" in message["content"]:
            shown += message["content"]["data"]["text/html"] + "\n"
    assert shown == "".join(f"line {i}\nfigure {i}\n" for i in range(20))


def test_letters_of_several_bytes_survive_long_output(kernel):
    reply = kernel.cell('%%\nfmt.Println("x" + strings.Repeat("ηθ∇", 100_000))')
    assert reply.text() == "x" + "ηθ∇" * 100_000 + "\n"


def test_endless_output_is_cut_with_a_note_and_the_cell_can_be_interrupted(kernel):
    started = time.perf_counter()
    request = kernel.client.execute('%%\nfor {\n\tfmt.Println(strings.Repeat("again ", 200))\n}')
    size = 0
    while True:
        message = kernel.client.get_iopub_msg(timeout=60)
        if message["msg_type"] == "stream":
            size += len(message["content"]["text"])
            if "the rest is not shown" in message["content"]["text"]:
                break
    assert size < 5 << 20
    kernel.manager.interrupt_kernel()
    assert kernel.collect(request, started).status == "error"
    assert kernel.cell('%%\nfmt.Println("well")').text() == "well\n"


def test_completion_knows_packages_that_the_cell_uses_without_importing_them(kernel):
    assert "Marshal" in kernel.complete("%%\ntext, err := json.Mar")["matches"]
    assert "ReadByte" in kernel.complete('%%\nr := strings.NewReader("x")\nr.Rea')["matches"]
    assert "Title" in kernel.complete('import "gonum.org/v1/plot"\n%%\np := plot.New()\np.Ti')["matches"]


def test_completion_and_help_know_what_other_cells_declare(kernel):
    kernel.cell('import "github.com/downhill-go/downhill/pkg/descent"\n\nvar downhill = []float64{-1, 0}')
    assert "downhill" in kernel.complete("%%\nfmt.Println(down")["matches"]
    assert "Slope" in kernel.complete("%%\nfmt.Println(descent.Slo")["matches"]
    helped = kernel.inspect("%%\nfmt.Println(downhill)", len("%%\nfmt.Println(down"))
    assert "var downhill []float64" in json.dumps(helped["data"])


def test_completion_sees_a_package_that_has_just_changed(kernel, tmp_path):
    (tmp_path / "go.mod").write_text("module example.com/local\n\ngo 1.26.0\n")
    (tmp_path / "local.go").write_text("package local\n\nconst First = 1\n")
    kernel.cell(f"!*go work use {tmp_path}")
    code = 'import "example.com/local"\n%%\nfmt.Println(local.'
    assert kernel.complete(code + "Fi")["matches"] == ["First"]
    (tmp_path / "local.go").write_text("package local\n\nconst (\n\tFirst  = 1\n\tFinite = 2\n)\n")
    for _ in range(50):
        if set(kernel.complete(code + "Fi")["matches"]) == {"First", "Finite"}:
            break
        time.sleep(0.1)
    assert set(kernel.complete(code + "Fi")["matches"]) == {"First", "Finite"}


@pytest.mark.parametrize("first", ["%%\nfmt.Println(1)", 'import "github.com/downhill-go/downhill/pkg/taylor"\n\nvar workspace = taylor.NewWorkspace(3)'],
                         ids=["of-the-usual-imports", "of-another-import"])
@pytest.mark.parametrize("after", [0, 0.15, 0.3])
def test_completion_and_help_are_whole_though_a_cell_ran_while_gopls_read_its_first(first, after):
    with kernels.session() as kernel:
        time.sleep(after)
        assert kernel.cell(first).status == "ok"
        assert "Println" in kernel.complete("%%\nfmt.Printl")["matches"]
        assert "func fmt.Println" in json.dumps(kernel.inspect("%%\nfmt.Println(1)", len("%%\nfmt.Prin"))["data"])
        code = 'import "github.com/downhill-go/downhill/pkg/taylor"\n%%\ntaylor.NewW'
        assert "NewWorkspace" in kernel.complete(code)["matches"]
        assert "func taylor.NewWorkspace" in json.dumps(kernel.inspect(code + "orkspace(3)", len(code))["data"])


def test_a_cell_does_not_wait_for_a_completion():
    with kernels.session() as kernel:
        # gopls still reads everything; the cell behind the Tab is answered, and so is the Tab.
        kernel.client.complete('import "gonum.org/v1/plot/plotter"\n%%\nplotter.NewL', 54)
        assert kernel.cell("%%\nfmt.Println(1)").text() == "1\n"
        assert "Println" in kernel.complete("%%\nfmt.Printl")["matches"]
