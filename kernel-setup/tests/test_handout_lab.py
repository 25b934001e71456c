"""The export menu of JupyterLab."""

import contextlib

import corpus.plain
import nbformat
from handout import export
from playwright.sync_api import TimeoutError
from test_lab import page  # noqa: F401  the fixture


def test_the_menu_downloads_the_same_bytes_as_the_command_line(tmp_path, lab, page):  # noqa: F811
    nbformat.write(corpus.plain.LESSON, tmp_path / "02-lesson.ipynb")
    page.goto(lab(tmp_path, "02-lesson.ipynb"))
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    menu = page.locator(".lm-Menu-item")
    handout = page.get_by_role("menuitem", name="Handout", exact=True)
    for _ in range(20):  # the submenu comes when the server has told its formats, and a notebook still loading takes the focus from an open menu
        page.get_by_role("menuitem", name="File", exact=True).click()
        submenu = menu.filter(has_text="Save and Export Notebook As")
        with contextlib.suppress(TimeoutError):
            submenu.hover(timeout=1000)
            handout.wait_for(timeout=3000)
            break
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
    downloads = []
    page.on("download", lambda download: downloads.append(download))
    page.context.on("page", lambda opened: opened.on("download", lambda download: downloads.append(download)))
    handout.click()
    for _ in range(300):
        if downloads:
            break
        page.wait_for_timeout(100)
    assert downloads[0].suggested_filename == "02-lesson.html"
    written = nbformat.read(tmp_path / "02-lesson.ipynb", as_version=4)
    with open(downloads[0].path(), encoding="utf-8") as f:
        assert f.read() == export(written, "02-lesson", tmp_path)
    assert page.outside == []
