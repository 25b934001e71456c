"""Nothing is lost: two saves at once, two windows, a script, a full disk, a kill in the middle. The file is one of the two, whole."""

import concurrent.futures
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

import nbformat
import pytest

import labserver
from downhill_handout import whole


@pytest.fixture
def rounds(request):
    """So many of all rounds as the run is for: a portion, or with --long all of them."""
    return lambda of_all: of_all if request.config.getoption("--long") else max(of_all // 8, 6)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A folder with JupyterLab on it."""
    folder = tmp_path_factory.mktemp("served")
    server = labserver.Server(folder)
    yield Window(server.address), folder
    server.stop()


def notebook(word, cells=40, letters=2_000):
    sources = [f"// {word} {number}\n" + "x" * letters for number in range(cells)]
    kernelspec = {"name": "downhill", "display_name": "Go (Downhill)", "language": "go"}
    cells = [nbformat.v4.new_code_cell(source, id=f"cell-{number}") for number, source in enumerate(sources)]
    return nbformat.v4.new_notebook(metadata={"kernelspec": kernelspec}, cells=cells)


def word_of(path):
    """The word of the one notebook that the file holds; whatever is half, mixed or damaged fails."""
    found = nbformat.read(path, as_version=4)
    nbformat.validate(found)
    words = {cell.source.split()[1] for cell in found.cells}
    assert len(words) == 1 and len(found.cells) == 40, f"{path} is a mixture"
    return words.pop()


class Window:
    """What a window of JupyterLab asks of the server when its notebook is saved."""

    def __init__(self, address):
        parts = urllib.parse.urlsplit(address)
        self.base = f"http://{parts.netloc}/api/contents/"
        self.token = urllib.parse.parse_qs(parts.query)["token"][0]

    def ask(self, method, path, body=None):
        """(status, answer)"""
        headers = {"Authorization": f"token {self.token}", "Content-Type": "application/json"}
        request = urllib.request.Request(self.base + path, body and json.dumps(body).encode(), headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def put(self, name, content):
        return self.ask("PUT", name, {"type": "notebook", "format": "json", "content": content})

    def look(self, name):
        return self.ask("GET", f"{name}?content=0&hash=1")[1]["hash"]

    def save(self, name, content, known):
        """Looks, saves, looks, as JupyterLab 4.6 does. Returns (what its user is told, the hash that the window takes for its own)."""
        if self.look(name) != known:
            return "changed on disk", known
        status, answer = self.put(name, content)
        if status != 200:
            return answer["message"], known
        return "", self.look(name)


def at_once(*calls):
    """What the calls return, all begun in the same moment."""
    gate = threading.Barrier(len(calls))

    def through(call):
        gate.wait()
        return call()

    with concurrent.futures.ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(through, call) for call in calls]]


def test_two_saves_at_once_leave_one_of_the_two_and_both_are_answered(served, rounds):
    window, folder = served
    file = folder / "at-once.ipynb"
    nbformat.write(notebook("old"), file)
    for turn in range(rounds(200)):
        words = f"one{turn}", f"two{turn}"
        answers = at_once(*(lambda word=word: window.put(file.name, notebook(word)) for word in words))
        assert [status for status, _ in answers] == [200, 200], answers
        assert word_of(file) in words


def test_a_window_whose_notebook_was_saved_elsewhere_meanwhile_is_told(served, rounds):
    """Both windows have looked and seen the same; whoever is second must not overwrite what neither of its looks can have shown."""
    window, folder = served
    file = folder / "windows.ipynb"
    nbformat.write(notebook("old"), file)
    told = 0
    for turn in range(rounds(200)):
        known, words = window.look(file.name), [f"one{turn}", f"two{turn}"]
        outcomes = at_once(*(lambda word=word: window.save(file.name, notebook(word), known) for word in words))
        kept = word_of(file)
        assert kept in words
        for word, (sentence, own) in zip(words, outcomes):
            # Who is not on the disk has been told, or is told by the next look, as it no longer finds what it takes for its own.
            assert word == kept or sentence or own != window.look(file.name), (word, kept, outcomes)
        told += any("saved from elsewhere in this very moment" in sentence for sentence, _ in outcomes)
    assert told, "two windows met between look and save"
    final, hash_now = window.save(file.name, notebook("mine"), window.look(file.name))
    assert final == "" and word_of(file) == "mine" and hash_now == window.look(file.name)


def test_a_window_may_save_again_and_again_while_another_only_looks(served):
    window, folder = served
    file = folder / "alone.ipynb"
    nbformat.write(notebook("old"), file)
    known = window.look(file.name)
    for turn in range(12):
        window.look(file.name)  # a second window has been opened
        sentence, known = window.save(file.name, notebook(f"turn{turn}"), known)
        assert sentence == "" and word_of(file) == f"turn{turn}"


def test_a_script_that_writes_between_look_and_save_is_not_overwritten_without_a_word(served):
    window, folder = served
    file = folder / "script.ipynb"
    nbformat.write(notebook("old"), file)
    window.look(file.name)
    whole.write(file, nbformat.writes(notebook("script")))
    status, answer = window.put(file.name, notebook("window"))
    assert status == 409 and "saved from elsewhere" in answer["message"] and word_of(file) == "script"
    assert window.save(file.name, notebook("window"), window.look(file.name))[0] == "" and word_of(file) == "window"


def test_lab_and_a_script_at_once_leave_one_of_the_two(served, rounds):
    window, folder = served
    file = folder / "both.ipynb"
    nbformat.write(notebook("old"), file)
    for turn in range(rounds(200)):
        lab, script = notebook(f"lab{turn}"), nbformat.writes(notebook(f"script{turn}"))
        (status, _), _ = at_once(lambda: window.put(file.name, lab), lambda: whole.write(file, script))
        assert status == 200 and word_of(file) in (f"lab{turn}", f"script{turn}")


def test_a_checkpoint_is_gone_back_to_whole(served):
    window, folder = served
    file = folder / "checkpoint.ipynb"
    window.put(file.name, notebook("first"))
    checkpoint = window.ask("POST", f"{file.name}/checkpoints", {})[1]["id"]
    window.put(file.name, notebook("second"))
    before = file.stat().st_ino
    request = urllib.request.Request(f"{window.base}{file.name}/checkpoints/{checkpoint}", b"", method="POST",
                                     headers={"Authorization": f"token {window.token}"})
    assert urllib.request.urlopen(request, timeout=60).status == 204
    assert word_of(file) == "first" and file.stat().st_ino != before, "renamed into place, not written over"


SAVER = """
import asyncio, json, sys
from downhill_course.saving import WholeFiles
folder, name, *texts = sys.argv[1:]
models = [{"type": "notebook", "content": json.load(open(text))} for text in texts]
async def saving(manager):
    print("ready", flush=True)
    while True:
        for model in models:
            await manager.save(dict(model), name)
asyncio.run(saving(WholeFiles(root_dir=folder)))
"""


def test_a_kill_in_the_middle_leaves_the_old_notebook_or_the_new_and_nothing_beside(tmp_path, rounds):
    """Jupyter's own way keeps a copy and writes into the file: whoever kills it meanwhile finds half a notebook."""
    file, chance = tmp_path / "mine.ipynb", random.Random(1)
    for word in ("old", "new"):
        nbformat.write(notebook(word, letters=20_000), tmp_path / f"{word}.json")
    for _ in range(rounds(50)):
        saver = subprocess.Popen([sys.executable, "-c", SAVER, tmp_path, file.name, tmp_path / "old.json", tmp_path / "new.json"],
                                 stdout=subprocess.PIPE)
        assert saver.stdout.readline() == b"ready\n"
        begun = time.monotonic()
        while not file.exists() and time.monotonic() - begun < 60:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.2))
        saver.send_signal(signal.SIGKILL)
        saver.wait()
        saver.stdout.close()
        assert word_of(file) in ("old", "new")
    whole.write(file, file.read_bytes())
    left = {path.name for path in tmp_path.iterdir()} - {".ipynb_checkpoints"}
    assert left == {"mine.ipynb", "old.json", "new.json"}, "the next run removes what a killed one has left"


FULL = """
import asyncio, resource, sys
from downhill_course.saving import WholeFiles
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
from tornado.web import HTTPError
import nbformat
try:
    asyncio.run(WholeFiles(root_dir=sys.argv[1]).save({"type": "notebook", "content": nbformat.read(sys.argv[2], 4)}, "mine.ipynb"))
except HTTPError as error:
    print(error.status_code, error.log_message)
"""


def test_a_disk_that_takes_no_more_leaves_the_old_notebook(tmp_path):
    nbformat.write(notebook("old"), tmp_path / "mine.ipynb")
    nbformat.write(notebook("new", letters=20_000), tmp_path / "new.json")
    said = subprocess.run([sys.executable, "-c", FULL, tmp_path, tmp_path / "new.json"], capture_output=True, text=True)
    assert said.stdout.startswith("500 ") and "mine.ipynb" in said.stdout, said
    assert word_of(tmp_path / "mine.ipynb") == "old"
    assert not list(tmp_path.glob(".~*")), "what was begun is gone"


def test_a_file_keeps_its_owner_its_permissions_and_the_links_to_it(tmp_path):
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("old")
    real.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(real, 12345, 23456)
    link.symlink_to("real")
    before = real.stat()
    whole.write(link, "new")
    after = real.stat()
    assert link.is_symlink() and real.read_text() == "new" and after.st_ino != before.st_ino
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)


def test_a_new_file_is_read_by_whom_the_umask_lets(tmp_path):
    before = os.umask(0o027)
    try:
        whole.write(tmp_path / "deep" / "new", "text")
    finally:
        os.umask(before)
    assert (tmp_path / "deep" / "new").stat().st_mode & 0o777 == 0o640


def test_a_name_as_long_as_a_name_can_be_is_written(tmp_path):
    path = tmp_path / ("n" * 255)
    whole.write(path, "text")
    assert path.read_text() == "text" and [found.name for found in tmp_path.iterdir()] == [path.name]


def test_a_block_that_fails_leaves_the_file_as_it_was_and_nothing_beside(tmp_path):
    path = tmp_path / "file"
    path.write_text("old")
    with pytest.raises(KeyError), whole.writing(path, "w") as file:
        file.write("half")
        raise KeyError
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]


def test_a_file_that_somebody_is_writing_is_not_taken_for_abandoned(tmp_path):
    path = tmp_path / "file"
    with whole.writing(path, "w") as slow:
        slow.write("slow")
        whole.write(path, "quick")
        assert path.read_text() == "quick"
    assert path.read_text() == "slow" and list(tmp_path.iterdir()) == [path]
