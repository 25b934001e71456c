"""The still pages of the course: they say what they are, ask for nothing they cannot do, and lead to where cells run."""

import re

import pytest
from browse import axe, opened
from corpus import bundle, code, notebook, printed, text
from pages import LESSON

from downhill_course import handouts, runnable


def still(to, nb=LESSON, **traits):
    made, _ = runnable.CoursePage(config=handouts.exporter_config(), **traits).from_notebook_node(nb.copy(), {"metadata": {"name": "00-lesson", "path": str(to)}})
    path = to / "00-lesson.html"
    path.write_text(made, encoding="utf-8")
    return path


def test_a_still_page_asks_nobody_to_press_what_is_not_there(browser, tmp_path):
    with opened(browser, still(tmp_path)) as seen:
        words = seen.page.locator("main").inner_text()
        assert "Shift + Enter" not in words and "its code does not run here" in words
        assert seen.page.locator(".dr-sister, textarea").count() == 0


def test_each_cell_leads_to_its_sister_if_there_is_one(browser, tmp_path):
    with opened(browser, still(tmp_path, sister="https://example.org/course/")) as seen:
        links = seen.page.locator(".dr-sister a")
        assert [a.get_attribute("href") for a in links.all()] == [f"https://example.org/course/00-lesson.html#cell-cell-{n}" for n in (1, 2, 4, 5, 6, 8)]
        assert seen.page.locator(".dr-still a").get_attribute("href") == "https://example.org/course/00-lesson.html"
        assert axe(seen.page) == [] and seen.requests == []
        seen.page.emulate_media(media="print")
        assert not links.first.is_visible()


def test_a_page_whose_cells_run_keeps_what_speaks_of_running(browser, tmp_path):
    from pages import lesson, page

    with lesson(browser, page(tmp_path)) as (seen, _):
        assert "Shift + Enter" in seen.page.locator("main").inner_text()


ASK = bundle({"application/vnd.downhill.exercise+json": '{"exercise":"05-3"}', "text/html": "<p>Exercise</p>", "text/plain": "Exercise"})
DRAG = bundle({"application/vnd.downhill.figure+json": '{"figure":"tangent"}', "text/html": "<p>A line</p>", "text/plain": "A line"})
ASKED, DRAGGED = code('%%\nshow.Ask("05-3")', ASK, tags=["remove-input"]), code("%%\nshow.Live(f)", DRAG, tags=["remove-input"])
RUN = code('%%\nfmt.Println("first")', printed("first\n"))


def small(*cells):
    return notebook(text("# T\n\nWords."), *(cell.copy() for cell in cells))


@pytest.mark.parametrize(
    "cells, sister, said",
    [
        ([RUN], "", "A page to read and to print: its code does not run here."),
        ([RUN, ASKED], "", "A page to read and to print: its code does not run here. What can be answered works all the same."),
        ([RUN, DRAGGED], "", "A page to read and to print: its code does not run here. What can be dragged works all the same."),
        ([RUN, DRAGGED, ASKED], "", "A page to read and to print: its code does not run here. What can be dragged or answered works all the same."),
        ([], "", None),
        ([], "../runs/", None),  # its sister has no cell to change either
    ],
)
def test_it_says_only_what_holds_for_what_is_on_it(tmp_path, cells, sister, said):
    made = still(tmp_path, small(*cells), sister=sister).read_text(encoding="utf-8")
    assert re.findall('<p class="dr-still">(.*?)</p>', made) == ([said] if said else [])


def test_an_exercise_that_needs_a_run_says_so(browser, tmp_path):
    path = still(tmp_path, small(RUN, ASKED), sister="../runs/")
    with opened(browser, path) as seen:
        seen.page.get_by_text("This one needs a run, which this page cannot do.").wait_for()
        assert seen.page.get_by_role("link", name="on the page whose cells run").get_attribute("href").endswith("/runs/00-lesson.html")
