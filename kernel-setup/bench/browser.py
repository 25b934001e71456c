"""Go in the browser's tab, in Chromium over loopback: against Pyodide starting and printing, our native kernel for cells, and what was agreed
where there is no peer (payload, memory, second visit)."""

import itertools
import os
import subprocess
import sys
import time
from pathlib import Path

from interleave import rounds
from results import Unavailable

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

ABOUT = "Go in the browser's tab: first output against Pyodide, cells against our native kernel, payload and memory"
ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "build" / "bench" / "browser"
COUNT = int(os.environ.get("BENCH_COUNT", 7))
PYODIDE = "314.0.7"
SECOND, PAYLOAD, MEMORY = 2, 22, 450  # s, MB, MB

PYTHON = """<!doctype html><meta charset="utf-8"><script src="pyodide.js"></script><script>
const printed = (async () => {
  const said = [], python = await loadPyodide({ stdout: text => said.push(text) });
  python.runPython('print("first")');
  return said.join('');
})();
</script>"""
PRINT = '%%\nfmt.Println("turn", {turn})'
PLOT = """%%
L := figure.SurfaceFunc(func(w, b float64) float64 {{ return 2*w*w + b*b/2 }})
p := figure.Contours(L, figure.Window{{XMin: -2, XMax: 2, YMin: -1.5, YMax: 1.5}})
p.Title.Text = "turn {turn}"
show.Plot(p, "contours", "")"""


def run(record, wanted):
    import live
    import tab

    with live.browser() as chromium:
        with tab.served(tab.built(), {"/tab.html": tab.page()}) as address:
            if wanted("browser/payload"):
                files = tab.manifest()["files"]
                record("browser/payload", sum(entry["packed"] for key, entry in files.items() if not key.startswith("more")) / 1e6, PAYLOAD, "MB")
            if wanted("browser/first-output"):
                first_output(record, chromium, address + "/tab.html")
            if any(map(wanted, ("browser/text-cell", "browser/plot-cell", "browser/memory", "browser/notebook-01"))):
                cells(record, wanted, chromium, address + "/tab.html")


def first_output(record, chromium, address):
    import tab

    def opened(context):
        """A page in a window of its own. A new window's toolbar takes a core for more than a second."""
        page = context.new_page()
        time.sleep(3)
        return page

    def ours(context):
        page = opened(context)
        started = time.perf_counter()
        page.goto(address)
        ran = tab.Tab(page).run('%%\nfmt.Println("first")')
        assert ran.text() == "first\n", ran.outputs
        seconds = time.perf_counter() - started
        page.close()
        return seconds

    def afresh(measure):
        context = chromium.new_context()
        try:
            return measure(context)
        finally:
            context.close()

    def again():
        context = chromium.new_context()
        ours(context)
        try:
            return ours(context)
        finally:
            context.close()

    record("browser/first-output/again", [again() for _ in range(COUNT)], SECOND, "s")
    with tab.served(pyodide(), {"/python.html": PYTHON}) as peer:
        def python(context):
            page = opened(context)
            started = time.perf_counter()
            page.goto(peer + "/python.html")
            assert page.evaluate("printed") == "first"
            return time.perf_counter() - started

        record("browser/first-output", *rounds(COUNT, lambda: afresh(ours), lambda: afresh(python)), "s")


def pyodide():
    """Pyodide's package from npm, unpacked."""
    folder = BUILT / f"pyodide-{PYODIDE}"
    if not (folder / "package" / "pyodide.js").exists():
        folder.mkdir(parents=True, exist_ok=True)
        try:
            subprocess.run(["npm", "pack", "--silent", f"pyodide@{PYODIDE}"], cwd=folder, check=True, capture_output=True)
            subprocess.run(["tar", "xzf", f"pyodide-{PYODIDE}.tgz"], cwd=folder, check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise Unavailable(f"Pyodide could not be had from npm ({error})") from None
    return folder / "package"


def cells(record, wanted, chromium, address):
    import kernels
    import tab

    page = chromium.new_context().new_page()
    page.set_default_timeout(600_000)
    page.goto(address)
    opened, turn = tab.Tab(page), itertools.count(1)

    def ours(code):
        ran = opened.run(code.format(turn=next(turn)))
        assert ran.status == "ok", ran.error()
        return ran.ms / 1000

    with kernels.ours().started() as native:
        for name, code in (("text-cell", PRINT), ("plot-cell", PLOT)):
            if wanted(f"browser/{name}"):
                record(f"browser/{name}", *rounds(COUNT, lambda: ours(code), lambda: native.cell(code.format(turn=next(turn))), warmup=3), "s")
        if wanted("browser/notebook-01"):
            record("browser/notebook-01", *rounds(3, lambda: notebook(opened), lambda: notebook(native), warmup=0), "s")
    if wanted("browser/memory"):
        held = []
        for plots in (50, 150):
            for _ in range(plots):
                ours(PLOT)
            held.append(memory(chromium))
        record("browser/memory", held[0], MEMORY, "MB")
        record("browser/memory/200", held[1], held[0], "MB")  # it does not grow
    page.context.close()


def notebook(kernel):
    """Seconds for all cells of 01, one after another."""
    import nbformat

    source = nbformat.read(next((ROOT / "notebooks").glob("01-*.ipynb")), 4)
    started = time.perf_counter()
    for cell in source.cells:
        if cell.cell_type == "code":
            kernel.run(cell.source) if hasattr(kernel, "run") else kernel.cell(cell.source)
    return time.perf_counter() - started


def memory(chromium):
    """MB that the page's own process holds, as the system counts its private pages: the least within 12 seconds, in which the last builds' go."""
    session = chromium.new_browser_cdp_session()

    def now():
        processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
        return max(private(process["id"]) for process in processes if process["type"] == "renderer")

    held = []
    for _ in range(12):
        held.append(now())
        time.sleep(1)
    return min(held)


def private(pid):
    with open(f"/proc/{pid}/smaps_rollup") as file:
        return sum(int(line.split()[1]) for line in file if line.startswith(("Private_Clean", "Private_Dirty"))) / 1000


if __name__ == "__main__":
    sys.exit("browser.py is a part of scripts/bench")
