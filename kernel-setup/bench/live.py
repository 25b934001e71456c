"""Live figures in Chromium: from opening a handout to figures that live, a frame in WebAssembly against gonum/plot drawing the same
figure natively, frames while dragging, and the module's size against its budget."""

import base64
import html
import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

import gotest
from interleave import rounds
from results import Unavailable

ABOUT = "live figures in Chromium: a frame against gonum/plot natively; opening, dragging and size against their limits"
ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "build" / "bench" / "live"
COUNT = int(os.environ.get("BENCH_COUNT", 7))
FIGURES = ("neuron", "step", "microscope", "tangent", "dial", "descent", "momentum", "playground")
MIME = "application/vnd.downhill.figure+json"

# What was agreed; where there is no peer, these stand in its place.
OPEN, FPS, THROTTLED, MODULE = 0.4, 55, 40, 0.75

FRAMES = """async ([name, n]) => {
    const engine = await downhill.engine(), opened = engine.open(JSON.stringify({figure: name}));
    const state = opened.state, start = [...state.nums], c = opened.figure.controls.find(c => c.kind !== 'text'), times = [];
    let have = 0;
    for (let i = 0; i < n + 40; i++) {
        state.nums = [...start];
        state.nums[0] = c.log ? c.min[0] * (c.max[0] / c.min[0]) ** (i % 50 / 50) : c.min[0] + (c.max[0] - c.min[0]) * (i % 50 / 50);
        const at = performance.now();
        have = engine.draw(opened.index, state, have).id;
        if (i >= 40) times.push(performance.now() - at);
    }
    return times;
}"""


def run(record, wanted):
    package = ROOT / ".venv/share/jupyter/labextensions/@downhill/live/package.json"
    module = package.parent / json.loads(package.read_text())["downhill"]["engine.wasm.gz"]
    if wanted("live/module-gzip"):
        record("live/module-gzip", module.stat().st_size / 1e6, MODULE, "MB")
    frames = [name for name in FIGURES if wanted(f"live/frame/{name}")]
    if not frames and not any(map(wanted, ("live/open", "live/drag-fps"))):
        return
    with browser() as chromium:
        page = handout()
        if wanted("live/open"):
            first, last = zip(*(opening(chromium, page) for _ in range(COUNT)))
            record("live/open", first, OPEN, "s")
            record("live/open/all", last, OPEN, "s")
        if frames:
            drawing(record, chromium, page, frames)
        if wanted("live/drag-fps"):
            # As times between two frames: less is better there, as everywhere in this table.
            record("live/drag-fps", [1000 / dragging(chromium, page, 1) for _ in range(COUNT)], 1000 / FPS, "ms")
            record("live/drag-fps/throttled", [1000 / dragging(chromium, page, 4) for _ in range(COUNT)], 1000 / THROTTLED, "ms")


def browser():
    import contextlib

    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise Unavailable("Playwright is not installed; scripts/setup --test brings it") from None
    found = os.environ.get("CHROMIUM") or next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)

    @contextlib.contextmanager
    def launched():
        flags = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=found, args=flags + (["--no-sandbox"] if os.geteuid() == 0 else []))
            yield chromium
            chromium.close()

    return launched()


def handout():
    """A handout with every figure. What the kernel would put into the cells is drawn by the engine's own program."""
    import nbformat
    from downhill_handout import HandoutExporter

    BUILT.mkdir(parents=True, exist_ok=True)
    program = BUILT / "engine"
    subprocess.run(["go", "build", "-buildvcs=false", "-o", program, "./pkg/engine"], cwd=ROOT, check=True)
    cells = [nbformat.v4.new_markdown_cell("# Live figures")]
    for name in FIGURES:
        spec = json.dumps({"figure": name})
        drawn = subprocess.run([program, "-spec", spec], capture_output=True, check=True)
        picture, alt = base64.b64encode(drawn.stdout).decode(), drawn.stderr.decode().strip()
        shown = f'<figure><img src="data:image/svg+xml;base64,{picture}" alt="{html.escape(alt)}"><figcaption>{name}</figcaption></figure>'
        output = nbformat.v4.new_output("display_data", {MIME: spec, "text/html": shown, "text/plain": alt})
        cells.append(nbformat.v4.new_code_cell(f'show.Live("{name}")', outputs=[output], execution_count=1))
    page, _ = HandoutExporter().from_notebook_node(nbformat.v4.new_notebook(cells=cells), {"metadata": {"name": "live", "path": ""}})
    path = BUILT / "live.html"
    path.write_text(page, encoding="utf-8")
    return path


def opened(chromium, path, script=""):
    context = chromium.new_context(viewport={"width": 900, "height": 1000}, offline=True)
    if script:
        context.add_init_script(script)
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_selector(f".dh-live[data-live] >> nth={len(FIGURES) - 1}", timeout=60_000)
    return page


def opening(chromium, path):
    """Seconds from the start of the navigation until the figure in view lives, and until the last one of the page does."""
    page = opened(chromium, path, """window.lived = [];
    new MutationObserver(all => { for (const m of all) if (m.target.dataset.live) lived.push(performance.now() / 1000); })
        .observe(document, {subtree: true, attributeFilter: ['data-live']});""")
    seconds = page.evaluate("lived")
    page.context.close()
    return seconds[0], seconds[-1]


def drawing(record, chromium, path, names):
    page, peer = opened(chromium, path), gotest.Package("pkg/explore")
    for name in names:
        ours, theirs = rounds(
            COUNT,
            lambda: statistics.median(page.evaluate(FRAMES, [name, 100])),
            lambda: peer.run(f"GonumPlot/{name}", seconds=0.2)["ns/op"] / 1e6,
        )
        record(f"live/frame/{name}", ours, theirs, "ms")
    page.context.close()


def dragging(chromium, path, throttle):
    """Frames a second while the dial's θ is dragged to and fro for two seconds."""
    page = opened(chromium, path)
    host = page.locator(".dh-live").nth(FIGURES.index("dial"))
    host.scroll_into_view_if_needed()
    box = host.locator(".dh-handle").nth(1).bounding_box()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": throttle})
    # The pointer is moved from inside, once a frame: driven from here, it would come as often as this process gets to send.
    frames, seconds = page.evaluate("""([index, x, y]) => new Promise(done => {
        const host = document.querySelectorAll('.dh-live')[index], handle = host.querySelectorAll('.dh-handle')[1];
        handle.setPointerCapture = () => {}; handle.hasPointerCapture = () => true;
        const send = (type, dx) => handle.dispatchEvent(new PointerEvent(type, {clientX: x + dx, clientY: y + dx / 3, pointerId: 1, button: 0, bubbles: true}));
        send('pointerdown', 0);
        const from = host.downhill.frames, start = performance.now();
        (function step(now) {
            const t = performance.now() - start;
            if (t > 2000) { send('pointerup', 0); done([host.downhill.frames - from, t / 1000]); return; }
            send('pointermove', -90 * Math.abs(Math.sin(t / 300)));
            requestAnimationFrame(step);
        })();
    })""", [FIGURES.index("dial"), box["x"] + 22, box["y"] + 22])
    page.context.close()
    return frames / seconds


if __name__ == "__main__":
    sys.exit("live.py is a part of scripts/bench")
