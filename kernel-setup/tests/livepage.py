"""Live figures in tests: a notebook with all of them, run by the kernel; the same frames drawn natively; a page's figures driven."""

import functools
import hashlib
import json
import re
import subprocess

import nbformat

import runs
from downhill_course import clone

FIGURES = ("neuron", "step", "microscope", "tangent", "dial", "angle", "walk", "descent", "scales", "norms", "momentum", "saddle", "noise", "playground")
MIME = "application/vnd.downhill.figure+json"


def notebook(*lines):
    """A notebook that has not been run, with a cell for each line of Go."""
    code = nbformat.v4.new_code_cell
    cells = [nbformat.v4.new_markdown_cell("# Live figures\n\n> **Do they live?**\n\nA paragraph before them."), code('import "github.com/downhill-go/downhill/pkg/show"')]
    for line in lines:
        cells += [nbformat.v4.new_markdown_cell("Some words between two figures."), code("%%\n" + line)]
    kernel = {"name": "downhill", "display_name": "Go (Downhill)", "language": "go"}
    return nbformat.v4.new_notebook(metadata={"kernelspec": kernel}, cells=cells)


@functools.cache
def executed():
    """All figures in one notebook, as text, after the kernel has run it."""
    return runs.executed("live.ipynb", notebook(*(f'show.Live("{name}")' for name in FIGURES)))


@functools.cache
def program():
    """The engine built for this machine."""
    made = clone.root() / "build" / "live" / "engine-native"
    made.parent.mkdir(parents=True, exist_ok=True)
    with runs.alone("engine-native"):
        subprocess.run(["go", "build", "-buildvcs=false", "-o", made, "./pkg/engine"], cwd=clone.root(), check=True)
    return made


def native(spec):
    """What the Go package draws and says for a spec: (svg, reading)."""
    done = subprocess.run([program(), "-spec", json.dumps(spec, ensure_ascii=False)], capture_output=True, text=True, check=True)
    return done.stdout, done.stderr.strip()


def samples(count):
    return json.loads(subprocess.run([program(), "-random", str(count)], capture_output=True, text=True, check=True).stdout)


def spec_of(line):
    """The spec that a line like show.Live("dial", "θ", []float64{1, 1}, "k", true) stands for."""
    inside = re.fullmatch(r"show\.Live\((.*)\)", line)[1]
    name, *rest = json.loads("[" + re.sub(r"\[\]float64\{([^}]*)\}", r"[\1]", inside) + "]")
    return {"figure": name, "state": dict(zip(rest[::2], rest[1::2], strict=True))}


def differs(page, want):
    """The samples whose frame in the page is not the native one: for each its figure, state and readings."""
    got = page.evaluate(
        """async want => {
            const engine = await downhill.engine();
            return want.map(w => { const f = engine.draw(w.index, {nums: w.state, text: w.text}, 0); return f && [f.ground + '\\0' + f.front, f.reading]; });
        }""", want)
    return [(w["figure"], w["state"], w["reading"], g and g[1]) for w, g in zip(want, got, strict=True)
            if not g or g[1] != w["reading"] or hashlib.sha256(g[0].encode()).hexdigest() != w["hash"]]


class Figure:
    """One live figure of a page, driven as a reader would."""

    def __init__(self, page, index):
        self.page, self.index = page, index
        self.host = page.locator(".dh-live").nth(index)

    @property
    def reading(self):
        self.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        return self.host.locator(".dh-reading").inner_text()

    @property
    def state(self):
        return self.host.evaluate("h => [...h.downhill.state.nums]")

    def spec(self):
        self.host.get_by_role("button", name="Copy as Go").click()
        return spec_of(self.host.locator(".dh-line").input_value())

    def drag(self, dx, dy, handle=0, touch=False):
        box = self.host.locator(".dh-handle").nth(handle).bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        for i in range(1, 11):
            self.page.mouse.move(x + dx * i / 10, y + dy * i / 10)
        self.page.mouse.up()
