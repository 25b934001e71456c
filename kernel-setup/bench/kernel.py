"""Cells in our kernel against stock GoNB of the same version: print and plot."""

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

from interleave import rounds

ABOUT = "the kernel: print and plot cells, against stock GoNB"
ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "build" / "bench" / "kernel"
GONB = "github.com/janpfeifer/gonb"
COUNT = int(os.environ.get("BENCH_COUNT", 15))

PRINT = "%%\nfmt.Println({turn})"
IMPORTS = """import (
	"bytes"
	"github.com/janpfeifer/gonb/gonbui"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
)
"""
PLOT = """%%
p := plot.New()
p.Title.Text = "run {turn}"
line, err := plotter.NewLine(plotter.XYs{{{{X: 0, Y: 1}}, {{X: 1, Y: 0.5}}, {{X: 2, Y: {turn}}}}})
if err != nil {{
	panic(err)
}}
p.Add(line)
drawn, err := p.WriterTo(360, 240, "svg")
if err != nil {{
	panic(err)
}}
var svg bytes.Buffer
if _, err := drawn.WriteTo(&svg); err != nil {{
	panic(err)
}}
gonbui.DisplaySVG(svg.String())
gonbui.Sync()"""


def run(record, wanted):
    stock()
    with kernel("downhill", {}) as ours, kernel("gonb", {"JUPYTER_PATH": str(BUILT / "share" / "jupyter")}) as peer:
        # Stock GoNB asks the network for the newest version of whatever a cell imports, unless its go.mod already names one.
        peer.cell("!*go get " + " ".join(pinned("github.com/janpfeifer/gonb", "gonum.org/v1/plot")))
        for client in (ours, peer):
            client.cell(IMPORTS + PLOT.format(turn=0))
        for name, code in (("kernel/print", PRINT), ("kernel/plot", PLOT)):
            if wanted(name):
                turn = iter(range(1, 10**6))
                record(name, *rounds(COUNT, *(lambda c=c: c.cell(code.format(turn=next(turn))) for c in (ours, peer)), warmup=2), "s")


def stock():
    """Builds GoNB as it comes, from the same pinned source, and gives it the kernelspec it gives itself."""
    (BUILT / "bin").mkdir(parents=True, exist_ok=True)
    environ = dict(os.environ, GOWORK="off", GOFLAGS="", GOBIN=str(BUILT / "bin"))
    subprocess.run(["go", "install", "-buildvcs=false", GONB], cwd=ROOT / "kernel-setup", env=environ, check=True)
    environ = dict(os.environ, JUPYTER_DATA_DIR=str(BUILT / "share" / "jupyter"), PATH=path())
    subprocess.run([BUILT / "bin" / "gonb", "--install"], env=environ, check=True, stderr=subprocess.DEVNULL)


def pinned(*modules):
    """module@version, the versions being those our own cells get."""
    lines = (ROOT / "go.mod").read_text(encoding="utf-8").split("\n")
    versions = dict(line.split()[:2] for line in lines if len(line.split()) >= 2)
    return [f"{module}@{versions[module]}" for module in modules]


def path():
    """goimports and gopls are the same for both; nothing but the kernel differs."""
    return os.pathsep.join([str(Path(sys.prefix) / "bin"), os.environ["PATH"]])


@contextlib.contextmanager
def kernel(name, environ):
    from jupyter_client import KernelManager
    from jupyter_client.kernelspec import KernelSpecManager

    specs = KernelSpecManager(ensure_native_kernel=False)
    specs.kernel_dirs = [str(Path(d) / "kernels") for d in environ.values()] + specs.kernel_dirs
    manager = KernelManager(kernel_name=name, kernel_spec_manager=specs)
    manager.start_kernel(env=dict(os.environ, PATH=path()), stderr=subprocess.DEVNULL)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=120)
        yield Client(client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=False)


class Client:
    def __init__(self, client):
        self.client = client

    def cell(self, code):
        """Seconds from sending the cell to the kernel's being idle again; a cell that fails stops the measurement."""
        started = time.perf_counter()
        request = self.client.execute(code)
        while True:
            message = self.client.get_iopub_msg(timeout=120)
            if message["parent_header"].get("msg_id") != request:
                continue
            if message["msg_type"] == "error":
                raise RuntimeError("a cell failed: " + "\n".join(message["content"]["traceback"]))
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return time.perf_counter() - started
