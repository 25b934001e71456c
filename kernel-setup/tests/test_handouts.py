"""scripts/handouts: what it makes, and what it does with notebooks that fail."""

import subprocess
import sys

import nbformat
import pytest

from downhill_course import clone
from downhill_course import handouts as course

KERNEL = {"kernelspec": {"name": "downhill", "display_name": "Go (Downhill)", "language": "go"}}


@pytest.fixture
def handouts(root):
    """Runs scripts/handouts; what it makes of these notebooks is removed afterwards, and the index written anew."""
    made = []

    def run(*args):
        made.extend(args)
        return subprocess.run([sys.executable, "-m", "downhill_course.handouts", *map(str, args)], capture_output=True, text=True, cwd=root)

    yield run
    for path in made:
        if hasattr(path, "stem"):
            (root / "build" / "handouts" / f"{path.stem}.html").unlink(missing_ok=True)
            (root / "build" / "executed" / f"{path.stem}.ipynb").unlink(missing_ok=True)
    if any((root / "build" / "handouts").glob("*.html")):
        course.index(root / "build" / "handouts")


def notebook(path, *sources):
    cells = [nbformat.v4.new_markdown_cell("# A title")] + [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(nbformat.v4.new_notebook(metadata=KERNEL, cells=cells), path)
    return path


def test_a_failing_notebook_is_named_with_its_cell_and_the_rest_are_made(root, tmp_path, handouts):
    bad = notebook(tmp_path / "zz-bad.ipynb", '%%\nfmt.Println("so far")', '%%\npanic("η is too large")')
    good = notebook(tmp_path / "zz-good.ipynb", '%%\nfmt.Println("well")')
    result = handouts(bad, good)
    assert result.returncode == 1
    assert "zz-bad.ipynb, cell 3" in result.stderr and "η is too large" in result.stderr
    assert (root / "build" / "handouts" / "zz-good.html").is_file()
    assert not (root / "build" / "handouts" / "zz-bad.html").exists()
    assert "zz-good.html" in (root / "build" / "handouts" / "index.html").read_text(encoding="utf-8")


def test_a_cell_that_never_ends_meets_the_time_limit(root, tmp_path, handouts):
    endless = notebook(tmp_path / "zz-endless.ipynb", "%%\nfor {\n}")
    result = subprocess.run([sys.executable, "-m", "downhill_course.handouts", "--timeout", "2", str(endless)], capture_output=True, text=True, cwd=root)
    assert result.returncode == 1
    assert "zz-endless.ipynb, cell 2" in result.stderr and "2 s" in result.stderr
    assert not (root / "build" / "handouts" / "zz-endless.html").exists()


@pytest.mark.parametrize("content", ["", "{", '{"cells": 3}', "plain text"])
def test_what_is_no_notebook_is_named(tmp_path, handouts, content):
    path = tmp_path / "zz-none.ipynb"
    path.write_text(content)
    result = handouts(path)
    assert result.returncode == 1
    assert "zz-none.ipynb: not a notebook" in result.stderr and "Traceback" not in result.stderr


def test_an_unknown_name_lists_the_known_ones(handouts):
    result = handouts("nowhere")
    assert result.returncode == 1
    assert "nowhere: not a notebook" in result.stderr and "07-" in result.stderr


def test_leaves_nothing_half_written(root, tmp_path, handouts):
    handouts(notebook(tmp_path / "zz-whole.ipynb", '%%\nfmt.Println("whole")'))
    assert not list((root / "build").rglob(".*.new"))


def test_notebooks_for_students_hold_no_solution_and_no_teachers_note(root, tmp_path):
    cells = [
        nbformat.v4.new_markdown_cell("# A title"),
        nbformat.v4.new_code_cell("%%\nfmt.Println(1)", outputs=[nbformat.v4.new_output("stream", text="old output")], execution_count=3),
        nbformat.v4.new_code_cell("// Solution to 01.1: secret one", metadata={"tags": ["solution"]}),
        nbformat.v4.new_markdown_cell("secret two, for the teacher", metadata={"tags": ["teacher"]}),
        nbformat.v4.new_markdown_cell("Hand in your progress.", metadata={"tags": ["student-only"]}),
    ]
    source = tmp_path / "zz-class.ipynb"
    nbformat.write(nbformat.v4.new_notebook(metadata=KERNEL, cells=cells), source)
    made = {}
    for edition in ("student", "teacher"):
        result = subprocess.run([sys.executable, "-m", "downhill_course.handouts", "--notebooks", edition, str(source)], capture_output=True, text=True, cwd=root)
        path = root / "build" / f"notebooks-{edition}" / "zz-class.ipynb"
        assert result.returncode == 0, result.stderr
        made[edition] = path.read_text(encoding="utf-8")
        path.unlink()
        nbformat.validate(nbformat.reads(made[edition], as_version=4))
        assert "old output" not in made[edition]
    assert "secret" not in made["student"] and "Hand in" in made["student"]
    assert "secret one" in made["teacher"] and "secret two" in made["teacher"] and "Hand in" not in made["teacher"]


def test_notebooks_that_cannot_be_written_are_told_in_a_sentence(tmp_path, monkeypatch, capsys):
    source = notebook(tmp_path / "zz-class.ipynb", "%%")
    (tmp_path / "build").write_text("not a folder")
    monkeypatch.setattr(clone, "root", lambda: tmp_path)
    assert course.hand_out([source], "student") == 1
    assert capsys.readouterr().err == f"handouts: zz-class.ipynb: {tmp_path}/build/notebooks-student: Not a directory.\n"
