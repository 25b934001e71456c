"""Live figures in JupyterLab: in a running cell, in an untrusted notebook without a kernel, and after an upgrade."""

import json
import shutil
import subprocess
import sys
import time

import nbformat
import pytest

import livepage
from browse import settled
from downhill_course import clone
from playwright.sync_api import expect
from labpage import run_all
from livepage import Figure

DIAL, PLAYGROUND = livepage.FIGURES.index("dial"), livepage.FIGURES.index("playground")


@pytest.fixture
def context(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    context.set_default_timeout(60_000)
    yield context
    context.close()


def reopened(context, address, count):
    page = context.new_page()
    page.outside = []
    page.on("request", lambda request: request.url.startswith(("http://127.0.0.1:", "data:", "blob:")) or page.outside.append(request.url))
    page.goto(address)
    page.wait_for_selector(".jp-Notebook")
    page.wait_for_selector(f".dh-live[data-live] >> nth={count - 1}")
    return page


def test_figures_live_in_an_untrusted_notebook_without_a_kernel_and_say_what_go_says(tmp_path, lab, context):
    """Dragged, driven by keys, and compared with Go, all in one page: opening JupyterLab is the slow part."""
    notebook = nbformat.reads(livepage.executed(), as_version=4)
    notebook.metadata.kernelspec = {"name": "no-such-kernel", "display_name": "None", "language": "go"}
    nbformat.write(notebook, tmp_path / "live.ipynb")  # written by nobody whom the server trusts
    page = reopened(context, lab(tmp_path, "live.ipynb"), len(livepage.FIGURES))
    for dialog in page.locator(".jp-Dialog").all():  # "Select Kernel"
        dialog.get_by_role("button", name="No Kernel").or_(dialog.locator(".jp-mod-reject")).first.click()
    for index, name in enumerate(livepage.FIGURES):
        figure = Figure(page, index)
        figure.host.scroll_into_view_if_needed()
        assert figure.reading == livepage.native({"figure": name})[1]
        before = figure.state
        if figure.host.locator(".dh-handle").count():
            figure.drag(-40, 30)
            assert figure.state != before
        figure.host.locator("input[type=range]").first.focus()
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("PageDown")
        assert figure.reading == livepage.native(figure.spec())[1]
    assert page.outside == []


def test_no_key_typed_in_a_figure_reaches_jupyterlab(tmp_path, lab, context):
    (tmp_path / "live.ipynb").write_text(livepage.executed(), encoding="utf-8")
    page = reopened(context, lab(tmp_path, "live.ipynb"), len(livepage.FIGURES))
    cells = len(json.loads(livepage.executed())["cells"])
    expect(page.locator(".jp-Cell")).to_have_count(cells)
    figure = Figure(page, DIAL)
    figure.host.scroll_into_view_if_needed()
    figure.host.get_by_role("button", name="Copy as Go").click()
    playground = Figure(page, PLAYGROUND).host
    for control in [*figure.host.locator("input, select, button").all(), playground.get_by_label("L(w, b) ="), playground.get_by_role("button", name="bowl")]:
        control.scroll_into_view_if_needed()
        control.focus()
        # Delete a cell, cut it, insert one above and below, to Markdown, split off, move between cells, run, leave for the editor.
        for key in ("d", "d", "x", "a", "b", "m", "y", "j", "k", "ArrowUp", "ArrowDown", "PageDown", "Shift+ArrowDown", "l", "o", "0", "0"):
            page.keyboard.press(key)
            assert control.evaluate("c => c === document.activeElement"), f"{key} took the focus away"
    settled(page)
    assert page.locator(".jp-Cell").count() == cells
    assert page.locator(".jp-MarkdownCell").count() == sum(c["cell_type"] == "markdown" for c in json.loads(livepage.executed())["cells"])
    assert page.locator(".jp-Dialog").count() == 0


def test_a_cell_that_runs_shows_a_live_figure_in_the_state_it_names(tmp_path, lab, context):
    nbformat.write(livepage.notebook('show.Live("dial", "u", 180, "k", true)'), tmp_path / "run.ipynb")
    page = context.new_page()
    page.goto(lab(tmp_path, "run.ipynb"))
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    run_all(page)
    page.wait_for_selector(".dh-live[data-live]", timeout=300_000)
    figure = Figure(page, 0)
    assert figure.reading == livepage.native({"figure": "dial", "state": {"u": 180, "k": True}})[1]
    figure.drag(-50, 20)
    assert figure.reading == livepage.native(figure.spec())[1]


def test_every_figure_in_a_running_cell_obeys_hand_and_keys_and_says_what_go_says(tmp_path, lab, context):
    """A cell a figure, run in the page by the kernel that was just started; everything in one page: opening JupyterLab is the slow part."""
    nbformat.write(livepage.notebook(*(f'show.Live("{name}")' for name in livepage.FIGURES)), tmp_path / "run.ipynb")
    page = context.new_page()
    page.goto(lab(tmp_path, "run.ipynb"))
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    run_all(page)
    page.wait_for_selector(f".dh-live[data-live] >> nth={len(livepage.FIGURES) - 1}", timeout=300_000)
    for index, name in enumerate(livepage.FIGURES):
        figure = Figure(page, index)
        figure.host.scroll_into_view_if_needed()
        assert figure.reading == livepage.native({"figure": name})[1]
        for handle in range(figure.host.locator(".dh-handle").count()):
            before = figure.state
            figure.host.locator(".dh-handle").nth(handle).scroll_into_view_if_needed()
            figure.drag(-40, 30, handle)
            assert figure.state != before, f"{name}: handle {handle}"
            assert figure.reading == livepage.native(figure.spec())[1]
        for control in figure.host.locator(".dh-panel > input, .dh-panel > select").all():
            before = figure.state
            control.focus()
            kind = control.evaluate("c => c.type === 'range' && c.value === c.min ? 'at its least' : c.type")
            page.keyboard.press({"checkbox": "Space", "select-one": "ArrowDown", "at its least": "Shift+ArrowRight"}.get(kind, "Shift+ArrowLeft"))
            assert figure.reading and figure.state != before, f"{name}: {control.get_attribute('id')}"
            assert figure.reading == livepage.native(figure.spec())[1]
        box = figure.host.locator(".dh-value input").last  # JupyterLab takes no key from it
        before = figure.state
        box.focus()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("2")
        page.keyboard.press("Enter")
        deadline = time.monotonic() + 20
        while not (taken := figure.state != before and figure.reading == livepage.native(figure.spec())[1]) and time.monotonic() < deadline:
            page.wait_for_timeout(100)
        assert taken, f"{name}: {box.input_value()}"
        page.keyboard.press("Escape")
        assert figure.reading == livepage.native({"figure": name})[1]


def test_a_malformed_spec_keeps_its_still_picture_and_harms_no_other(tmp_path, lab, context):
    notebook = nbformat.reads(livepage.executed(), as_version=4)
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    for output, spec in zip(outputs, ("", "{", '{"figure":"gone"}', '{"figure":"dial","state":{"η":1e400,"θ":["a"],"u":null}}', "[1,2]"), strict=False):
        output.data[livepage.MIME] = spec
    nbformat.write(notebook, tmp_path / "odd.ipynb")
    page = reopened(context, lab(tmp_path, "odd.ipynb"), len(outputs) - 4)
    settled(page)
    assert page.locator(".dh-live").count() == len(outputs)
    assert page.locator(".dh-live[data-live]").count() == len(outputs) - 4
    assert page.locator(".dh-live:not([data-live]) figure img:visible").count() == 4
    assert page.locator(".dh-live[data-live] .dh-reading").first.text_content() == livepage.native({"figure": "dial", "state": {"η": 8}})[1]


def test_a_notebook_cannot_put_markup_of_its_own_into_the_still_picture(tmp_path, lab, context):
    evil = '<figure><img src="data:image/svg+xml;base64,PHN2Zy8+" alt="a" onerror="window.evil=1"><figcaption onclick="window.evil=1">c<script>window.evil=1</script></figcaption></figure><script>window.evil=1</script>'
    output = nbformat.v4.new_output("display_data", {livepage.MIME: '{"figure":"gone"}', "text/html": evil, "text/plain": "p"})
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", outputs=[output])])
    nbformat.write(notebook, tmp_path / "evil.ipynb")
    page = context.new_page()
    page.goto(lab(tmp_path, "evil.ipynb"))
    page.wait_for_selector(".dh-live figure img")
    assert page.evaluate("window.evil") is None
    assert page.locator(".dh-live script, .dh-live [onerror], .dh-live [onclick]").count() == 0


def test_an_upgrade_reaches_a_browser_that_has_cached_the_old_files(tmp_path, own_lab, context, monkeypatch):
    """The server lets browsers keep an extension's files for ever, so a changed file must have a new name."""
    installed = clone.root() / ".venv" / "share" / "jupyter" / "labextensions" / "@downhill" / "live"
    extension = tmp_path / "share" / "labextensions" / "@downhill" / "live"
    shutil.copytree(installed, extension)
    environ = {**clone.environ(), "JUPYTER_PATH": str(tmp_path / "share")}
    monkeypatch.setattr(clone, "environ", lambda: environ)
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "live.ipynb").write_text(livepage.executed(), encoding="utf-8")
    address = own_lab(tmp_path, "work/live.ipynb")
    page = reopened(context, address, 1)
    assert "Drag θ" in page.locator(".dh-try").first.text_content()
    cached = page.evaluate("performance.getEntriesByType('resource').map(r => r.name).filter(n => n.includes('@downhill'))")
    assert len(cached) == 4 and all(len(name.rpartition("/")[2].split(".")[1]) == 16 for name in cached)
    page.close()

    # The next version: the same build from page-side sources in which one word has changed.
    source = tmp_path / "next" / "kernel-setup" / "live"
    shutil.copytree(clone.root() / "kernel-setup" / "live", source)
    script = source / "figure.js"
    script.write_text(script.read_text(encoding="utf-8").replace("}, figure.try)", "}, 'Upgraded. ' + figure.try)"), encoding="utf-8")
    subprocess.run([sys.executable, "-c", f"""
import sys; sys.path.insert(0, {str(source)!r})
import pathlib, build
build.ROOT = pathlib.Path({str(clone.root())!r})
build.BUILT = build.ROOT / "build" / "live"
build.main(["--to", {str(extension)!r}])"""], check=True)
    page = reopened(context, address, 1)
    assert page.locator(".dh-try").first.text_content().startswith("Upgraded. ")
