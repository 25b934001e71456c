"""JupyterLab in a real browser."""

import shutil

import nbformat
import pytest
from playwright.sync_api import TimeoutError

from browse import settled
from labpage import run_all

NOTEBOOK = "07-the-update-rule.ipynb"


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.outside = []
    page.on("request", lambda request: request.url.startswith(("http://127.0.0.1:", "data:", "blob:")) or page.outside.append(request.url))
    yield page
    context.close()


def test_opens_a_notebook_runs_all_cells_and_shows_every_figure(root, tmp_path, lab, page):
    shutil.copytree(root / "notebooks", tmp_path / "work")
    notebook = nbformat.read(tmp_path / "work" / NOTEBOOK, as_version=4)
    page.goto(lab(tmp_path / "work", NOTEBOOK))
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    run_all(page)
    page.wait_for_function(
        """() => document.querySelector('#jp-main-statusbar').textContent.includes('| Idle')
            && [...document.querySelectorAll('.jp-InputPrompt')].every(prompt => !prompt.textContent.includes('*'))""",
        timeout=400_000,
    )
    assert page.locator('[data-mime-type="application/vnd.jupyter.error"]').count() == 0
    figures = "[...document.querySelectorAll('.jp-OutputArea-output img')]"
    page.wait_for_function(f"{figures}.length > 0 && {figures}.every(i => i.complete)")
    shown = page.evaluate(f"{figures}.map(i => ({{width: i.naturalWidth, alt: i.alt}}))")
    assert all(figure["width"] > 0 and figure["alt"] for figure in shown), shown
    # Live figures draw themselves; each of the others stands as an image in its cell.
    expected = sum("show.Plot(" in cell.source for cell in notebook.cells if cell.cell_type == "code")
    assert len(shown) >= expected, f"{expected} cells show a plot, {len(shown)} images are there"
    assert page.outside == []


def test_launcher_offers_our_kernel_alone_and_nothing_asks_about_news(tmp_path, lab, page):
    page.goto(lab(tmp_path))
    page.wait_for_selector(".jp-Launcher .jp-LauncherCard")
    cards = page.locator(".jp-LauncherCard[data-category=Notebook]").evaluate_all("cards => cards.map(c => c.textContent.trim())")
    assert cards == ["Go (Downhill)"]
    page.wait_for_load_state("networkidle")  # the news prompt would come a moment after the launcher
    settled(page)
    assert page.locator(".jp-toast-message, .Toastify__toast").count() == 0
    assert page.outside == []


def test_completes_while_typing(tmp_path, lab, page):
    nbformat.write(nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "downhill", "display_name": "Go (Downhill)", "language": "go"}},
        cells=[nbformat.v4.new_code_cell("")],
    ), tmp_path / "empty.ipynb")
    page.goto(lab(tmp_path, "empty.ipynb"))
    page.locator(".jp-CodeCell .cm-content").click()
    page.keyboard.type("import \"math\"\n%%\nmath.Sq", delay=60)
    completer = page.locator(".jp-Completer-item", has_text="Sqrt").first
    for _ in range(20):
        # A kernel that is just starting answers late; a learner types on, and so do we.
        try:
            completer.wait_for(state="visible", timeout=3000)
            break
        except TimeoutError:
            page.keyboard.press("Backspace")
            page.keyboard.type("q")
    assert completer.is_visible()
