"""The site with the real kernel: without a network after the first visit, two notebooks at once, a browser whose room is full, Firefox and WebKit."""

import json

import engines
import nbformat
import pytest
import tab
from corpus import code, notebook, text
from pages import Cell
from playwright.sync_api import expect
from sites import PATH, Served, kept, lab, unexecuted, worker

from downhill_course import browser as kernels
from downhill_course import site

unexecuted = pytest.fixture(scope="module", autouse=True)(unexecuted)

OUTPUT = ".jp-CodeCell:last-of-type .jp-OutputArea-output"
READY = "() => document.body.textContent.includes('Go (Downhill) | Idle')"


def lesson(name):
    return notebook(text(f"# Lesson {name}"), code(f'import "fmt"\n\nfunc name() string {{ return "{name}" }}'), code('%%\nfmt.Println("this is", name())'),
                    code('%%\nshow.Table([]string{"η"}, [][]string{{"0.5"}}, "Steps.")'))


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    sources, made = folder / "notebooks", folder / PATH.strip("/")
    sources.mkdir()
    for name in ("00-one", "01-two"):
        nbformat.write(lesson(name), sources / f"{name}.ipynb")
    assert site.make(made, sorted(sources.glob("*.ipynb")), kernels.Kernel(tab.built()), "reader", 60) == []
    served = Served(folder)
    yield served
    served.server.shutdown()


@pytest.fixture
def visitor(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(180_000)
    page.on("dialog", lambda d: d.accept())
    yield page
    context.close()


def runs(visitor, id="cell-2", shown="this is 00-one"):
    cell = Cell(visitor, id)
    cell.run()
    assert cell.shown == shown and cell.words.startswith("Done"), (cell.shown, cell.words)


def test_cells_run_without_a_network_after_the_first_visit(visitor, served):
    visitor.goto(f"{served.address}00-one.html")
    worker(visitor)
    runs(visitor)
    kept(visitor, *(entry["name"] for key, entry in tab.manifest()["files"].items() if not key.startswith("more")))
    visitor.context.set_offline(True)
    served.asked.clear()
    visitor.goto(f"{served.address}00-one.html")
    runs(visitor)
    visitor.goto(f"{served.address}01-two.html")
    runs(visitor, shown="this is 01-two")
    assert [path for path in served.asked if not path.endswith("/sw.js")] == []  # whether there is a newer one is asked whatever the page says


def test_where_the_browser_s_room_is_full_cells_run_all_the_same(visitor, served):
    session = visitor.context.new_cdp_session(visitor)
    session.send("Storage.overrideQuotaForOrigin", {"origin": served.origin.rstrip("/"), "quotaSize": 1})
    visitor.goto(f"{served.address}00-one.html")
    runs(visitor)
    Cell(visitor, "cell-2").write('%%\nfmt.Println("changed")')
    runs(visitor, shown="changed")


def run_all(page):
    page.wait_for_function(READY)
    page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")


def test_two_notebooks_at_once(visitor, served):
    other = visitor.context.new_page()
    other.set_default_timeout(180_000)
    for page, name in ((visitor, "00-one"), (other, "01-two")):
        page.bring_to_front()  # a tab behind another one draws nothing
        lab(page, served, f"{name}.ipynb")
        page.wait_for_function(READY)
    for page in (visitor, other):
        page.evaluate("() => { jupyterapp.commands.execute('notebook:run-all-cells'); }")
    for page, name in ((visitor, "00-one"), (other, "01-two")):
        page.bring_to_front()
        expect(page.locator(".jp-OutputArea-output").first).to_have_text(f"this is {name}", timeout=180_000)
        expect(page.locator(".jp-OutputArea-output table")).to_have_count(1, timeout=180_000)
    # In one window, too: the second notebook knows nothing of the first.
    visitor.bring_to_front()
    lab(visitor, served, "00-one.ipynb")
    visitor.wait_for_function(READY)
    visitor.evaluate("async () => { const two = await jupyterapp.commands.execute('docmanager:open', { path: '01-two.ipynb' }); await two.context.ready; await two.context.sessionContext.ready; }")
    visitor.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
    expect(visitor.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-OutputArea-output").first).to_have_text("this is 01-two", timeout=180_000)


@pytest.mark.parametrize("engine", ["firefox", "webkit"])
def test_jupyterlab_runs_a_notebook_in(engine, served):
    if engines.MISSING[engine]:
        pytest.skip(engines.MISSING[engine])
    with engines.tab(engine) as there:
        there.open(f"{served.address.replace(' ', '%20')}lab/index.html?path=00-one.ipynb")
        engines.until(there, "document.body.textContent.includes('Go (Downhill) | Idle') && document.querySelector('.jp-CodeCell')")
        there.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
        engines.until(there, "document.querySelector('.jp-OutputArea-output table')")
        shown = there.evaluate("return [...document.querySelectorAll('.jp-OutputArea-output')].map(e => e.innerText.trim());")
    assert shown[0] == "this is 00-one" and "0.5" in shown[1], json.dumps(shown)
