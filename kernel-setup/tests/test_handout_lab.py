"""The export menu of JupyterLab."""

import corpus.plain
import nbformat
from handout import export
from test_lab import page  # noqa: F401  the fixture


def test_the_menu_downloads_the_same_bytes_as_the_command_line(tmp_path, lab, page):  # noqa: F811
    nbformat.write(corpus.plain.LESSON, tmp_path / "02-lesson.ipynb")
    page.goto(lab(tmp_path, "02-lesson.ipynb"))
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    submenu = page.locator(".lm-Menu-item", has_text="Save and Export Notebook As")
    for _ in range(30):  # JupyterLab adds the submenu when the server has told which formats there are
        page.get_by_role("menuitem", name="File", exact=True).click()
        page.wait_for_timeout(500)
        if submenu.count():
            break
        page.keyboard.press("Escape")
    submenu.hover()
    downloads = []
    page.on("download", downloads.append)
    page.context.on("page", lambda opened: opened.on("download", downloads.append))
    page.locator(".lm-Menu-item", has_text="Handout").click()
    for _ in range(300):
        if downloads:
            break
        page.wait_for_timeout(100)
    assert downloads[0].suggested_filename == "02-lesson.html"
    written = nbformat.read(tmp_path / "02-lesson.ipynb", as_version=4)
    with open(downloads[0].path(), encoding="utf-8") as f:
        assert f.read() == export(written, "02-lesson", tmp_path)
    assert page.outside == []
