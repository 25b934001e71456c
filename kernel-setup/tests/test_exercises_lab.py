"""Exercises in JupyterLab: answered by keyboard in a cell that has just run, and in an untrusted notebook without a kernel."""

from pathlib import Path

import nbformat
import pytest

import livepage
from browse import settled
from labpage import run_all
from test_exercises import ALL, SHOWN, Question, executed


@pytest.fixture
def context(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    context.set_default_timeout(60_000)
    yield context
    context.close()


def axe_on_exercises(page):
    """axe-core on the exercises alone: JupyterLab's own page is not ours to mend."""
    import axe_playwright_python

    page.evaluate(next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8"))
    found = page.evaluate("axe.run('.dh-ask', {resultTypes: ['violations']})")["violations"]
    return [f"{v['id']} ({v['impact']}): {v['nodes'][0]['html'][:160]}" for v in found]


def test_answered_in_an_untrusted_notebook_without_a_kernel_and_no_key_reaches_jupyterlab(tmp_path, lab, context):
    notebook = nbformat.reads(executed(), as_version=4)
    notebook.metadata.kernelspec = {"name": "no-such-kernel", "display_name": "None", "language": "go"}
    nbformat.write(notebook, tmp_path / "asked.ipynb")  # written by nobody whom the server trusts
    page = context.new_page()
    page.goto(lab(tmp_path, "asked.ipynb"))
    page.wait_for_selector(".jp-Notebook")
    page.wait_for_selector(f".dh-ask[data-live] >> nth={len(SHOWN) - 1}")
    for dialog in page.locator(".jp-Dialog").all():  # "Select Kernel"
        dialog.get_by_role("button", name="No Kernel").or_(dialog.locator(".jp-mod-reject")).first.click()
    cells = page.locator(".jp-Cell").count()

    question = Question(page, "02-1")
    words, outcome = question.type("[2.5, -5]")
    assert outcome == "wrong" and words.startswith("You added the whole of u and forgot η.")
    assert question.type("[1, −2]")[1] == "right"
    assert question.progress == f"1 of 4 here, 1 of {len(ALL)} in the course."

    choice = Question(page, "01-2")
    choice.host.get_by_role("radio").last.focus()
    page.keyboard.press("Space")
    assert choice.press("Enter")[1] == "right"

    for control in [choice.host.get_by_role("radio").last, *choice.host.get_by_role("button").all(), Question(page, "06-4").host.locator("summary")]:
        control.focus()
        for key in ("d", "d", "x", "a", "b", "m", "y", "j", "k", "l", "o", "0", "0"):
            page.keyboard.press(key)
            assert control.evaluate("c => c === document.activeElement"), f"{key} took the focus away"
    assert page.locator(".jp-Cell").count() == cells
    assert page.locator(".jp-Dialog").count() == 0
    assert axe_on_exercises(page) == []


def test_answered_under_a_cell_that_has_just_run(tmp_path, lab, context):
    nbformat.write(livepage.notebook('show.Ask("02-1")'), tmp_path / "run.ipynb")
    page = context.new_page()
    page.goto(lab(tmp_path, "run.ipynb"))
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    run_all(page)
    page.wait_for_selector(".dh-ask[data-live]", timeout=300_000)
    assert Question(page, "02-1").type("[0, 0]")[0].startswith("You moved against u.")
    assert Question(page, "02-1").type("[1; -2]")[1] == "right"


def test_a_malformed_exercise_keeps_its_words(tmp_path, lab, context):
    outputs = [nbformat.v4.new_output("display_data", {"application/vnd.downhill.exercise+json": spec, "text/plain": "The question's words <b>as text</b>"})
               for spec in ("", "{", '{"exercise":"99-9"}', '{"exercise":{"a":1}}', "[1]", '{"exercise":"02-1"}')]
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", outputs=outputs)]), tmp_path / "odd.ipynb")
    page = context.new_page()
    page.goto(lab(tmp_path, "odd.ipynb"))
    page.wait_for_selector(".dh-ask[data-live]")  # the last one, which is well
    settled(page)
    assert page.locator(".dh-ask[data-live]").count() == 1
    assert page.locator(".dh-ask:not([data-live]) b").count() == 0
    assert all("The question's words <b>as text</b>" in text for text in page.locator(".dh-ask:not([data-live])").all_inner_texts())
