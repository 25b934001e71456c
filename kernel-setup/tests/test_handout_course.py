"""The course's own handouts, as scripts/handouts makes them: without fault in strict mode, small, valid, readable by everyone, asking for nothing."""

import pytest

import runs
from browse import axe, opened
from downhill_course import clone
from handout import elements, export, parsed

BUDGET = 240_000  # bytes without live figures: what a mail or a slow line takes without thought

each = pytest.mark.parametrize("path", clone.notebooks(), ids=lambda path: path.stem)


def exported(path, **options):
    return export(runs.twice(path)[0], path.stem, path.parent, strict=True, **options)


@each
def test_is_valid_and_small_and_every_figure_has_words(path, monkeypatch):
    from downhill_handout import live

    monkeypatch.setattr(live, "parts", lambda: None)  # still pictures alone
    page = exported(path)
    assert len(page.encode()) <= BUDGET
    tree = parsed(page)
    assert not [element for element in elements(tree) if element.get("class") in ("tex", "gone", "lost", "notice")]
    for figure in elements(tree, "figure"):
        assert all(img.get("alt", "").strip() for img in elements(figure, "img")) and elements(figure, "img")
        assert len("".join(elements(figure, "figcaption")[0].itertext()).split()) > 4


@each
@pytest.mark.parametrize("width, scheme", [(1280, "light"), (1280, "dark"), (360, "light")])
def test_asks_for_nothing_fits_and_axe_finds_nothing(browser, tmp_path, path, width, scheme):
    file = tmp_path / f"{path.stem}.html"
    file.write_text(exported(path), encoding="utf-8")
    with opened(browser, file, width, scheme=scheme) as seen:
        seen.page.wait_for_load_state("load")
        assert (seen.requests, seen.said, seen.asked) == ([], [], [])
        assert seen.page.evaluate("document.documentElement.scrollWidth") == width
        assert axe(seen.page) == []


@each
def test_editions_keep_solutions_apart(path):
    student, teacher = (exported(path, edition=edition) for edition in ("student", "teacher"))
    assert "Solution to" not in student and 'class="cell solution"' not in student
    if any("solution" in cell.metadata.get("tags", []) for cell in runs.twice(path)[0].cells):
        assert "Solution to" in teacher and 'solution" open' in teacher
