"""Strict mode, the command line and files: one sentence, exit status, nothing half-written."""

import os
import signal
import subprocess
import sys
import time
import zipfile

import corpus.plain
import nbformat
import pytest
from corpus import PNG, bundle, code, failed, figure, notebook, text
from handout import content, export

FAULTS = {
    "a formula": (notebook(text("# T"), text("Here $\\unknown{x}$.")), ["cell 2", "(“Here", r"\unknown{x}", "cannot be set"]),
    "a picture of the network": (notebook(text("![x](https://example.org/x.png)")), ["cell 1", "https://example.org/x.png", "network"]),
    "a picture without alt text": (notebook(code("plot()", bundle({"image/png": PNG, "text/plain": "<Figure>"}))), ["cell 1 (“plot()”)", "without alt text"]),
    "a figure without alt text": (notebook(code("plot()", figure(alt=""))), ["cell 1", "without alt text"]),
    "a missing file": (notebook(text("![x](nowhere.png)")), ["nowhere.png", "not a picture in the notebook's folder"]),
    "a broken link": (notebook(text("[x](#nowhere)")), ["cell 1", "#nowhere", "leads to nothing"]),
    "a missing notebook": (notebook(text("[x](nowhere.ipynb)")), ["nowhere.ipynb", "leads to no notebook"]),
    "a missing heading elsewhere": (notebook(text("[x](other.ipynb#Nowhere)")), ["other.ipynb#Nowhere", "leads to nothing"]),
    "a missing figure": (notebook(text("[Figure](#fig:nowhere)")), ["fig:nowhere", "nothing named"]),
    "a wrong number": (notebook(text("\\begin{equation}x\\tag{3}\\label{eq:x}\\end{equation}"), text("By [(4)](#eq:x).")), ["cell 2", "(4)", "equation (3)"]),
    "a name given twice": (notebook(code("a", figure(), tags=["fig:x"]), code("b", figure(), tags=["fig:x"])), ["cell 2", "fig:x", "twice"]),
    "a number given twice": (notebook(text("\\begin{equation}x\\tag{3}\\end{equation}"), text("\\begin{equation}y\\tag{3}\\end{equation}")), ["cell 2", "(3)"]),
    "a failed cell": (notebook(code("x", failed("panic", "η"))), ["cell 1", "failed", "panic: η"]),
    "a note without a call": (notebook(text("T\n\n[^n]: words")), ["[^n]", "never called"]),
    "a script": (notebook(text("<iframe src='https://example.org'></iframe>")), ["cell 1", "A frame stood here"]),
}


@pytest.fixture
def folder(tmp_path):
    nbformat.write(notebook(text("# Other\n\n## A heading")), tmp_path / "other.ipynb")
    return tmp_path


@pytest.mark.parametrize("fault", FAULTS)
def test_strict_refuses_with_one_sentence_and_lenient_marks_the_place(folder, fault):
    from downhill_handout import HandoutError

    nb, words = FAULTS[fault]
    with pytest.raises(HandoutError) as raised:
        export(nb, "a-notebook", folder, strict=True)
    sentence = str(raised.value)
    assert sentence.startswith("a-notebook") and "\n" not in sentence
    for part in words:
        assert part in sentence
    assert "<main" in export(nb, "a-notebook", folder)


def test_strict_lets_a_notebook_without_fault_pass_unchanged(folder):
    for name in ("01-a-neuron", "03-taylor"):
        nbformat.write(notebook(text("# T")), folder / f"{name}.ipynb")
    assert export(corpus.plain.LESSON, "02", folder, strict=True) == export(corpus.plain.LESSON, "02", folder)
    assert export(notebook(text("[x](other.ipynb#A-heading)")), "x", folder, strict=True)


def test_editions_hold_what_is_meant_for_them():
    cells = [text("# E"), code("// Solution\n42", tags=["solution"]), text("FOR TEACHERS", ["teacher"]), text("FOR STUDENTS", ["student-only"])]
    shown = {edition: content(export(notebook(*cells), edition=edition)) for edition in ("reader", "student", "teacher")}
    found = {edition: [words in page for words in ("42", "FOR TEACHERS", "FOR STUDENTS")] for edition, page in shown.items()}
    assert found == {"reader": [True, False, False], "student": [False, False, True], "teacher": [True, True, False]}
    assert "<details" in shown["reader"] and 'solution" open>' in shown["teacher"] and 'solution" open>' not in shown["reader"]


def nbconvert(*args, **options):
    return subprocess.run([sys.executable, "-m", "nbconvert", *map(str, args)], capture_output=True, text=True, **options)


def test_the_command_line_writes_one_file_beside_the_notebook(folder):
    nbformat.write(corpus.plain.LESSON, folder / "lesson.ipynb")
    done = nbconvert("--to", "handout", folder / "lesson.ipynb")
    assert done.returncode == 0, done.stderr
    assert (folder / "lesson.html").read_text(encoding="utf-8") == export(corpus.plain.LESSON, "lesson", folder)
    assert sorted(path.name for path in folder.iterdir()) == ["lesson.html", "lesson.ipynb", "other.ipynb"]


@pytest.mark.parametrize("content", ["", "{", '{"cells": 3}', "plain text", '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": 7}'])
def test_the_command_line_refuses_what_is_no_notebook_and_keeps_the_old_page(folder, content):
    (folder / "bad.ipynb").write_text(content)
    (folder / "bad.html").write_text("old")
    done = nbconvert("--to", "handout", folder / "bad.ipynb")
    assert done.returncode == 1
    assert "bad: not a notebook" in done.stderr and "Traceback" not in done.stderr
    assert (folder / "bad.html").read_text() == "old"


def test_the_command_line_says_one_sentence_and_writes_nothing_when_strict(folder):
    nbformat.write(FAULTS["a formula"][0], folder / "bad.ipynb")
    done = nbconvert("--to", "handout", "--HandoutExporter.strict=True", folder / "bad.ipynb")
    assert done.returncode == 1
    lines = [line for line in done.stderr.splitlines() if "NbConvertApp" in line and "Converting" not in line]
    assert len(lines) == 1 and "bad: cell 2" in lines[0] and "Traceback" not in done.stderr
    assert not (folder / "bad.html").exists()


def test_every_option_of_our_own_has_a_help_text():
    from downhill_handout import HandoutExporter

    own = HandoutExporter.class_own_traits(config=True)
    assert {"edition", "strict", "fold_code", "contents", "language_code", "files_address"} <= set(own)
    for name, trait in own.items():
        assert len((trait.help or "").split()) > 5, name
    assert "HandoutExporter.edition" in HandoutExporter.class_get_help()


def test_an_export_killed_at_any_moment_leaves_the_old_page_or_the_new_one(folder):
    nbformat.write(corpus.plain.LESSON, folder / "lesson.ipynb")
    page = folder / "lesson.html"
    assert nbconvert("--to", "handout", folder / "lesson.ipynb").returncode == 0
    new = page.read_bytes()
    # The moment that counts is the writing itself: killed in a loop that writes one page over the other, again and again.
    script = "import sys; from pathlib import Path; from downhill_handout import whole\nwhile True:\n for n in '12': whole.write(Path(sys.argv[1]), n * 3_000_000)"
    for turn in range(8):
        page.write_bytes(new)
        writing = subprocess.Popen([sys.executable, "-c", script, str(page)])
        time.sleep(0.4 + 0.037 * turn)
        os.kill(writing.pid, signal.SIGKILL)
        writing.wait()
        assert page.read_bytes() in (new, b"1" * 3_000_000, b"2" * 3_000_000)


def test_the_command_line_puts_a_new_file_in_the_old_one_s_place(folder):
    """A second name for the old page still holds the old words: the page was renamed into place, not written over."""
    nbformat.write(notebook(text("# New words")), folder / "page.ipynb")
    (folder / "page.html").write_text("old words")
    os.link(folder / "page.html", folder / "second name")
    assert nbconvert("--to", "handout", folder / "page.ipynb").returncode == 0
    assert "New words" in (folder / "page.html").read_text(encoding="utf-8")
    assert (folder / "second name").read_text() == "old words"


def test_the_index_names_every_handout_and_the_archive_is_the_same_each_time(folder):
    from downhill_handout import index

    handouts = folder / "handouts"
    handouts.mkdir()
    (handouts / "02-moving.html").write_text(export(corpus.plain.LESSON), encoding="utf-8")
    (handouts / "01-plain.html").write_text(export(notebook(text("# Plain & simple"))), encoding="utf-8")
    (handouts / "foreign.html").write_text("<title>Not ours</title>")
    index.write(handouts, generator="Downhill handout")
    page, first = (handouts / "index.html").read_text(encoding="utf-8"), (folder / "handouts.zip").read_bytes()
    assert page.index("01-plain.html") < page.index("02-moving.html") and "Not ours" not in page
    for words in ("Plain &amp; simple", "Moving θ", "What does a step mean?", "data:image/svg+xml,", "default-src 'none'"):
        assert words in page
    with zipfile.ZipFile(folder / "handouts.zip") as archive:
        assert archive.namelist() == ["handouts/index.html", "handouts/01-plain.html", "handouts/02-moving.html"]
        assert archive.read("handouts/02-moving.html") == (handouts / "02-moving.html").read_bytes()
    os.utime(handouts / "01-plain.html", (1, 1))
    index.write(handouts, generator="Downhill handout")
    assert (folder / "handouts.zip").read_bytes() == first
