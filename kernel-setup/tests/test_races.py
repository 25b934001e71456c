"""One session of a kernel that is built with Go's race detector: a whole notebook, odd cells, completion, help, interrupt, restart with cells waiting."""

import json
import os
import shutil
import subprocess

import kernels
import pytest
from test_queue import ENDLESS, WAITING, send

from downhill_course import clone


@pytest.fixture(scope="module")
def racing(tmp_path_factory):
    """Environment for a kernel built with -race, first on the PATH of a kernelspec of its own."""
    go = shutil.which("go")
    if subprocess.run([go, "env", "CGO_ENABLED"], capture_output=True, text=True).stdout.strip() != "1":
        pytest.skip("the race detector needs a C compiler here")
    root, folder = clone.root(), tmp_path_factory.mktemp("race")
    subprocess.run([go, "build", "-race", "-buildvcs=false", f"-modfile={root}/.venv/src/tools.mod", "-o", folder / "gonb", "github.com/janpfeifer/gonb"],
                   cwd=root / "kernel-setup", env=dict(os.environ, GOWORK="off", GOFLAGS=""), check=True)
    return folder


def test_a_whole_session_has_no_race(racing, tmp_path):
    notebook = json.loads((clone.root() / "notebooks/00-start-here.ipynb").read_text(encoding="utf-8"))
    with kernels.session(env={"GORACE": f"log_path={racing / 'found'}", "TMPDIR": str(tmp_path)}, program=racing / "gonb") as kernel:
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                assert kernel.cell("".join(cell["source"])).status == "ok"
        for code in ("const depth = 7", 'import "os"\n\nfunc twice(x int) int { return 2 * x }', "%%\nfmt.Println(twice(depth))", "%%\nfmt.Fprintln(os.Stderr, 1)",
                     '%%\nshow.Markdown("∇L")', "%%\nfmt.Println(x)", "%%\npanic(1)", "%ls", "!echo hi", "%%bash\necho hi", "%env A=two words"):
            kernel.cell(code)
        assert "Println" in kernel.complete("%%\nfmt.Printl")["matches"]
        assert kernel.inspect("%%\nfmt.Println(1)", 8)["found"]
        request = kernel.client.execute('%%\nvar name string\nfmt.Scan(&name)\nfmt.Println("hello", name)')
        kernel.client.get_stdin_msg(timeout=60)
        for answer in ("∇", "again"):
            kernel.client.input(answer)
        assert kernel.collect(request, 0).text().startswith("hello ")
        request = kernel.client.execute(ENDLESS)
        kernel.client.complete("%%\nfmt.Printl", 12)  # while a cell runs
        assert "Println" in kernel.complete("%%\nfmt.Printl")["matches"]
        kernel.manager.interrupt_kernel()
        kernel.collect(request, 0)
        for restart in (True, False):
            assert len(send(kernel)) == 1 + WAITING
            if restart:
                kernel.manager.restart_kernel(now=False)
                kernel.client.wait_for_ready(timeout=120)
    found = "\n".join(path.read_text() for path in racing.glob("found.*"))
    assert found == "", found[:4000]
