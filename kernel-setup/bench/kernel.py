"""Cells in our kernel against stock GoNB of the same version, and against Python's kernel with matplotlib."""

import itertools
import os
import sys
import time

import kernels
from interleave import rounds
from results import Unavailable

ABOUT = "the kernel: cells, start, completion and interrupt, against stock GoNB (kernel/X) and ipykernel (kernel/X/ipykernel)"
COUNT = int(os.environ.get("BENCH_COUNT", 15))
FRESH = max(3, COUNT // 3)  # for what needs a new kernel each time

IMPORTS = """import (
	"bytes"
	"{show}"
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
"""
GO = {
    "imports": IMPORTS.format(show="github.com/janpfeifer/gonb/gonbui"),
    "print": "%%\nfmt.Println({turn})",
    "declare": "func step{turn}(θ, η, slope float64) float64 {{ return θ - η*slope }}",
    "plot": PLOT + """drawn, err := p.WriterTo(360, 240, "svg")
if err != nil {{
	panic(err)
}}
var svg bytes.Buffer
if _, err := drawn.WriteTo(&svg); err != nil {{
	panic(err)
}}
gonbui.DisplaySVG(svg.String())
gonbui.Sync()""",
    "endless": '%%\nfmt.Println("round")\nfor {\n}',
    "tab": ("%%\nfmt.Prin", "Println"),
}
# As the course plots: show.Plot sends a picture without the network and the databases that gonbui links.
SHOWN = {**GO, "imports": IMPORTS.format(show=f"{kernels.COURSE}/pkg/show"), "plot": PLOT + 'show.PlotSized(p, 360, 240, "A line through three points.", "")'}
PYTHON = {
    "imports": "",
    "print": "print({turn})",
    "declare": "def step{turn}(theta, eta, slope):\n    return theta - eta * slope",
    "plot": """import matplotlib.pyplot as plt
fig, ax = plt.subplots(figsize=(5, 3.33))
ax.set_title("run {turn}")
ax.plot([0, 1, 2], [1, 0.5, {turn}])
plt.show()""",
    "endless": 'print("round", flush=True)\nwhile True:\n    pass',
    "tab": ("pri", "print"),
}
LASTING, AFRESH = ("print", "declare", "plot"), ("first-plot", "first-tab", "start")


def run(record, wanted):
    ours, stock = kernels.ours(), kernels.stock()
    against(record, wanted, "", (ours, GO), (stock, GO))
    if wanted("kernel/plot/show"):
        against(record, lambda name: name == "kernel/plot/show", "/show", (ours, SHOWN), (stock, SHOWN))
    if any(wanted(f"kernel/{what}/ipykernel") for what in (*LASTING, *AFRESH, "tab", "interrupt", "notebook")):
        try:
            python = kernels.ipykernel()
        except Unavailable as reason:
            print(f"bench: kernel/…/ipykernel was not measured: {reason}", file=sys.stderr)
            return
        against(record, wanted, "/ipykernel", (ours, SHOWN), (python, PYTHON))
        if wanted("kernel/notebook/ipykernel"):
            record("kernel/notebook/ipykernel", *rounds(FRESH, lambda: notebook(ours, SHOWN), lambda: notebook(python, PYTHON)), "s")


def against(record, wanted, suffix, *pair):
    """Measures both of a pair of (kernel, its cells), by turns."""

    def asked(what):
        return wanted(f"kernel/{what}{suffix}")

    turn = itertools.count(1)
    if any(map(asked, (*LASTING, "tab", "interrupt"))):
        with pair[0][0].started() as first, pair[1][0].started() as second:
            both = ((first, pair[0][1]), (second, pair[1][1]))
            for session, cells in both:
                session.cell(first_plot(cells))
            for what in filter(asked, LASTING):
                code = [lambda s=s, c=c: s.cell(c[what].format(turn=next(turn))) for s, c in both]
                record(f"kernel/{what}{suffix}", *rounds(COUNT, *code, warmup=2), "s")
            if asked("tab"):
                record(f"kernel/tab{suffix}", *rounds(COUNT, *(lambda s=s, c=c: s.tab(*c["tab"]) for s, c in both), warmup=2), "s")
            if asked("interrupt"):
                record(f"kernel/interrupt{suffix}", *rounds(FRESH, *(lambda s=s, c=c: s.interrupt(c["endless"]) for s, c in both)), "s")
    if asked("start"):
        record(f"kernel/start{suffix}", *rounds(FRESH, *(kernel.start for kernel, _ in pair)), "s")
    if asked("first-plot"):
        code = [lambda k=k, c=c: k.fresh(lambda session: session.cell(first_plot(c))) for k, c in pair]
        record(f"kernel/first-plot{suffix}", *rounds(FRESH, *code), "s")
    if asked("first-tab"):
        code = [lambda k=k, c=c: k.fresh(lambda session: session.tab(*c["tab"])) for k, c in pair]
        record(f"kernel/first-tab{suffix}", *rounds(3, *code, warmup=0), "s")


def first_plot(cells):
    return cells["imports"] + cells["plot"].format(turn=0)


def notebook(kernel, cells):
    """Seconds for a notebook of ten plot cells, from starting the kernel to the last one's being done."""
    started = time.perf_counter()
    with kernel.started() as session:
        session.cell(first_plot(cells))
        for turn in range(1, 10):
            session.cell(cells["plot"].format(turn=turn))
        return time.perf_counter() - started
