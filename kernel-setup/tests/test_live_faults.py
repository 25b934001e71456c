"""Figures that fail: a panic, a deadlock, a full stack, exhausted memory. Each shows its still picture and leaves the others alive."""

import base64
import hashlib
import html
import json
import subprocess
import sys

import pytest

import livepage
from browse import opened
from downhill_course import clone

FAULTS = ("fault-panic", "fault-deadlock", "fault-stack", "fault-memory")
STILL = base64.b64encode(b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>').decode()


@pytest.fixture(scope="module")
def page_of_faults(tmp_path_factory):
    """A page under a handout's policy with a module whose figures fail when their slider is moved, and the dial."""
    folder = tmp_path_factory.mktemp("faults")
    subprocess.run([sys.executable, clone.root() / "kernel-setup" / "live" / "build.py", "--tags", "faults", "--to", folder / "live"], check=True)
    names = json.loads((folder / "live" / "package.json").read_text())["downhill"]
    read = {name: (folder / "live" / path).read_bytes() for name, path in names.items()}
    script = (read["live.js"] + b"\n" + read["handout.js"]).decode()
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    hosts = "".join(
        f'<div class="dh-live" data-figure="{html.escape(json.dumps({"figure": name}))}"><figure><img alt="still" src="data:image/svg+xml;base64,{STILL}"></figure></div>'
        for name in (*FAULTS, "dial")
    )
    path = folder / "faults.html"
    path.write_text(
        f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Faults</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{digest}' 'wasm-unsafe-eval'">
<style>{read["live.css"].decode()}</style></head><body>{hosts}
<script type="application/octet-stream" id="dh-engine">{base64.b64encode(read["engine.wasm.gz"]).decode()}</script><script>{script}</script></body></html>""",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize("fault", FAULTS)
def test_a_figure_that_fails_shows_its_still_picture_and_the_others_live_on(browser, page_of_faults, fault):
    with opened(browser, page_of_faults) as seen:
        page = seen.page
        page.wait_for_selector(".dh-live[data-live] >> nth=4")
        broken, dial = page.locator(".dh-live").nth(FAULTS.index(fault)), livepage.Figure(page, 4)
        broken.locator("input[type=range]").focus()
        page.keyboard.press("ArrowRight")
        broken.locator(".dh-note").wait_for(timeout=20_000)
        assert broken.locator("figure img").is_visible()
        assert broken.locator(".dh-body").count() == 0
        # The other figure draws on, in the same instance or a new one, and says what Go says.
        dial.host.locator("input[type=range]").first.focus()
        before = dial.host.locator(".dh-reading").inner_text()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("before => document.querySelectorAll('.dh-reading')[document.querySelectorAll('.dh-reading').length - 1].innerText !== before", arg=before)
        assert dial.reading == livepage.native({"figure": "dial", "state": {"u": 143}})[1]
        # And the one that failed begins again from its start.
        broken.get_by_role("button", name="Start it again").click()
        broken.locator(".dh-body").wait_for()
        assert broken.locator(".dh-reading").inner_text() == "well"
