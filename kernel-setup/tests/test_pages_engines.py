"""Pages with the real kernel, opened from a disk, in Chromium, Firefox and WebKit: each cell gives what the native kernel gave, and an end can be made."""

import engines
import nbformat
import pytest
import runs
import tab
from browse import opened

from downhill_course import browser as kernels
from downhill_course import execute, handouts, runnable

CELLS = [
    'import (\n\t"fmt"\n\n\t"github.com/downhill-go/downhill/pkg/descent"\n\t"github.com/downhill-go/downhill/pkg/show"\n)\n\nvar u = []float64{3, -4}',
    '%%\nfmt.Println("u·g =", descent.Slope(u, []float64{1, 2}), "k =", descent.Bound(u, []float64{1, 2}))',
    '%%\nshow.Table([]string{"η", "step"}, [][]string{{"0.5", "1.5"}, {"1", "3"}}, "Steps.")',
    '%%\nshow.Ask("05-3")',
]

RUN = """const cell = document.querySelector(`[data-cell="${ID}"]`), area = cell.querySelector('textarea'), end = Date.now() + 240000;
const pause = () => new Promise((go, fail) => setTimeout(() => Date.now() < end ? go() : fail(new Error('no end within 4 minutes: ' + cell.innerText)), 50));
if (TEXT !== null) { area.value = TEXT; area.dispatchEvent(new Event('input', { bubbles: true })); }
cell.querySelector('.dr-run').click();
if (STOP) { while (!cell.querySelector('.dr-results').textContent.includes('begun')) await pause(); cell.querySelector('.dr-run').click(); }
do await pause(); while ('doing' in cell.dataset);
return [cell.querySelector('.dr-words').textContent, cell.querySelector('.dr-results').innerText.trim()];"""


def run(id, text=None, stop=False):
    return f"const ID = {id!r}, TEXT = {'null' if text is None else repr(text)}, STOP = {str(stop).lower()}; {RUN}"


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    """The page's path, with what the native kernel gave for its cells."""
    folder = tmp_path_factory.mktemp("lesson")
    cells = [nbformat.v4.new_markdown_cell("# A lesson", id="title")] + [nbformat.v4.new_code_cell(s, id=f"c{n}") for n, s in enumerate(CELLS)]
    metadata = {"kernelspec": {"name": "downhill", "display_name": "Go (Downhill)", "language": "go"}}
    nbformat.write(nbformat.v4.new_notebook(metadata=metadata, cells=cells), folder / "00-lesson.ipynb")
    notebook = runs.apart(execute.execute(folder / "00-lesson.ipynb"))
    kernel = kernels.Kernel(tab.built())
    alone = runnable.RunnablePage(config=handouts.exporter_config(), home=runnable.Home("inline", kernel, "reader"))
    made, _ = alone.from_notebook_node(notebook, {"metadata": {"name": "00-lesson", "path": str(folder)}})
    (folder / "alone").mkdir()
    (folder / "alone" / "00-lesson.html").write_text(made, encoding="utf-8")
    target = handouts.Target(folder / "pages", None, runnable.Home("sibling", kernel, "reader", "kernel/"))
    page = handouts.export(notebook, folder / "00-lesson.ipynb", lambda **common: runnable.RunnablePage(home=target.home, **common))
    target.folder.mkdir()
    (target.folder / "00-lesson.html").write_text(page, encoding="utf-8")
    handouts.finish(target)
    return target.folder / "00-lesson.html"


@pytest.fixture(params=["chromium", "firefox", "webkit"])
def evaluate(request, browser, lesson):
    """A function that evaluates JavaScript in the opened page, in each engine."""
    if request.param == "chromium":
        with opened(browser, lesson) as seen:
            seen.page.set_default_timeout(300_000)
            yield lambda script: seen.page.evaluate(f"async () => {{ {script} }}")
            assert seen.said == []
        return
    if engines.MISSING[request.param]:
        pytest.skip(engines.MISSING[request.param])
    with engines.tab(request.param) as there:
        there.open(lesson.as_uri())
        yield there.evaluate


def test_a_page_from_a_disk_runs_its_cells(evaluate):
    before = evaluate("return ['c1', 'c2'].map(id => document.querySelector(`[data-cell=${id}] .dr-results`).innerText.trim())")
    assert before[0] == "u·g = -5 k = 11.180339887498949"
    for id, shown in zip(("c1", "c2"), before, strict=True):
        words, now = evaluate(run(id))
        assert words.startswith("Done in") and now == shown
    words, now = evaluate(run("c1", '%%\nfmt.Println("begun")\nfor {\n}', stop=True))
    assert words.startswith("Stopped after") and now == "begun"
    words, now = evaluate(run("c1", "%%\nfmt.Println(nowhere)"))
    assert "failed" in words and "line 2: undefined: nowhere" in now
    evaluate("document.querySelector('[data-cell=c1] .dr-reset').click()")
    assert evaluate("return document.querySelector('[data-cell=c1] .dr-results').innerText.trim()") == before[0]


def test_a_page_alone_runs_its_cells_and_asks_for_nothing(browser, lesson):
    with opened(browser, lesson.parents[1] / "alone" / "00-lesson.html") as seen:
        seen.page.set_default_timeout(300_000)
        before = seen.page.evaluate("document.querySelector('[data-cell=c1] .dr-results').innerText.trim()")
        words, now = seen.page.evaluate(f"async () => {{ {run('c1')} }}")
        assert words.startswith("Done in") and now == before
        assert [url for url in seen.requests if not url.startswith("blob:")] == [] and seen.said == []
