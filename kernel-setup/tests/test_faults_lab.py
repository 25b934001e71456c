"""A kernel that dies, one notebook in two windows: nothing is lost."""

import os
import signal
import subprocess
import time

import nbformat
import pytest

IDLE = "() => document.querySelector('#jp-main-statusbar')?.textContent.includes('Go (Downhill) | Idle')"


def notebook(*cells):
    return nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "downhill", "display_name": "Go (Downhill)", "language": "go"}},
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells],
    )


@pytest.fixture
def window(browser):
    """Opens windows, each with a profile of its own."""
    contexts = []

    def opened(address):
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 900}))
        page = contexts[-1].new_page()
        page.set_default_timeout(120_000)
        page.goto(address)
        page.wait_for_selector(".jp-Notebook .jp-CodeCell")
        page.wait_for_function(IDLE)
        return page

    yield opened
    for context in contexts:
        context.close()


def run_cell(page, index, expected):
    cell = page.locator(".jp-Notebook .jp-CodeCell").nth(index)
    cell.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    cell.locator(".jp-OutputArea-output", has_text=expected).first.wait_for()


def write_cell(page, index, text):
    page.locator(".jp-Notebook .jp-CodeCell").nth(index).locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def kernel_of_ours():
    """The process of the one kernel that this test's JupyterLab has started."""
    said = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in said.splitlines()]
    servers = {row[0] for row in rows if row[1] == str(os.getpid()) and "jupyterlab" in row[2]}
    [kernel] = [int(row[0]) for row in rows if row[1] in servers and "gonb --kernel" in row[2]]
    return kernel


def test_a_killed_kernel_is_told_and_started_again_and_the_notebook_is_whole(tmp_path, lab, window):
    nbformat.write(notebook("const depth = 7\n%%\nfmt.Println(\"depth is\", depth)"), tmp_path / "mine.ipynb")
    page = window(lab(tmp_path, "mine.ipynb"))
    run_cell(page, 0, "depth is 7")
    os.kill(kernel_of_ours(), signal.SIGKILL)
    page.locator(".jp-Dialog", has_text="Kernel Restarting").wait_for()
    page.keyboard.press("Enter")
    page.locator(".jp-Dialog").wait_for(state="detached")
    write_cell(page, 0, "const depth = 8\n%%\nfmt.Println(\"depth is\", depth)")
    run_cell(page, 0, "depth is 8")
    page.keyboard.press("Control+S")
    for _ in range(100):
        if "depth is 8" in (tmp_path / "mine.ipynb").read_text():
            break
        time.sleep(0.1)
    kept = nbformat.read(tmp_path / "mine.ipynb", as_version=4)
    assert kept.cells[0].outputs[0].text == "depth is 8\n"


def test_two_windows_on_one_notebook_share_the_kernel_and_the_later_one_is_asked_before_it_overwrites(tmp_path, lab, window):
    nbformat.write(notebook("const depth = 7\n%%\nfmt.Println(\"first\")", "%%\nfmt.Println(\"depth is\", depth)"), tmp_path / "mine.ipynb")
    address = lab(tmp_path, "mine.ipynb")
    first, second = window(address), window(address)
    run_cell(first, 0, "first")
    run_cell(second, 1, "depth is 7")
    first.keyboard.press("Control+S")
    for _ in range(100):
        if '"first\\n"' in (tmp_path / "mine.ipynb").read_text():
            break
        time.sleep(0.1)
    kept = (tmp_path / "mine.ipynb").read_text()
    assert '"first\\n"' in kept
    second.keyboard.press("Control+S")
    asked = second.locator(".jp-Dialog", has_text="has changed on disk")
    asked.wait_for()
    assert asked.locator("button", has_text="Overwrite").count() and asked.locator("button", has_text="Revert").count()
    assert (tmp_path / "mine.ipynb").read_text() == kept
