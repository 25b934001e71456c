"""The learner's copies in work/: edits stay, whatever the course does."""

import pytest

from downhill_course import lab


@pytest.fixture
def course(tmp_path):
    notebooks, work = tmp_path / "notebooks", tmp_path / "work"
    notebooks.mkdir()
    (notebooks / "00-start-here.ipynb").write_text("first")
    (notebooks / "07-rule.ipynb").write_text("seventh")
    lab.copy_new(notebooks, work)
    return notebooks, work


def test_copies_what_is_not_there_yet(course):
    notebooks, work = course
    (notebooks / "08-more.ipynb").write_text("eighth")
    lab.copy_new(notebooks, work)
    assert (work / "08-more.ipynb").read_text() == "eighth"


def test_an_edited_copy_stays_when_the_course_changes(course, capsys):
    notebooks, work = course
    (work / "07-rule.ipynb").write_text("mine")
    (notebooks / "07-rule.ipynb").write_text("seventh, mended")
    lab.copy_new(notebooks, work)
    assert (work / "07-rule.ipynb").read_text() == "mine"
    assert "--fresh 07" in capsys.readouterr().out


def test_an_untouched_copy_is_renewed_when_the_course_changes(course):
    notebooks, work = course
    (notebooks / "07-rule.ipynb").write_text("seventh, mended")
    lab.copy_new(notebooks, work)
    assert (work / "07-rule.ipynb").read_text() == "seventh, mended"


def test_fresh_asks_and_keeps_the_replaced_copy(course, monkeypatch):
    notebooks, work = course
    (work / "07-rule.ipynb").write_text("mine")
    monkeypatch.setattr(lab.sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: "n")
    assert not lab.fresh(notebooks / "07-rule.ipynb", work, yes=False)
    assert (work / "07-rule.ipynb").read_text() == "mine"
    for expected in ("07-rule.ipynb", "07-rule 2.ipynb"):
        monkeypatch.setattr("builtins.input", lambda question: "y")
        (work / "07-rule.ipynb").write_text(f"mine, {expected}")
        assert lab.fresh(notebooks / "07-rule.ipynb", work, yes=False)
        assert (work / "07-rule.ipynb").read_text() == "seventh"
        assert (work / "replaced" / expected).read_text() == f"mine, {expected}"


def test_fresh_without_anybody_to_ask_changes_nothing(course, monkeypatch):
    notebooks, work = course
    (work / "07-rule.ipynb").write_text("mine")
    monkeypatch.setattr(lab.sys.stdin, "isatty", lambda: False, raising=False)
    assert not lab.fresh(notebooks / "07-rule.ipynb", work, yes=False)
    assert (work / "07-rule.ipynb").read_text() == "mine"
