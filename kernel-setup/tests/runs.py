"""What takes long is made once in a run of tests, however many ask for it, and in however many processes: notebooks executed, programs built."""

import asyncio
import concurrent.futures
import contextlib
import fcntl
import functools
import os
from pathlib import Path

import nbformat

from downhill_course import clone, execute
from downhill_handout import whole

# pytest-xdist's workers share a run's name; without it, each process is a run of its own.
FOLDER = clone.root() / "build" / "tests" / "runs" / os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))


@contextlib.contextmanager
def alone(name):
    """Lets one process of the run at a time through."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with open(FOLDER / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def once(name, make):
    """The file of this name, whose content make() gives the first time."""
    kept = FOLDER / name
    with alone(name):
        if not kept.exists():
            whole.write(kept, make())
    return kept


@functools.cache
def twice(path):
    """A notebook of the course, executed twice."""
    path = Path(path)
    with alone(path.stem):
        kept = [FOLDER / f"{path.stem}.{turn}.ipynb" for turn in (1, 2)]
        if not all(file.exists() for file in kept):
            for file, notebook in zip(kept, apart(both(path))):
                whole.write(file, execute.as_text(notebook))
    return [nbformat.read(file, as_version=4) for file in kept]


def apart(running):
    """The outcome of a coroutine, in a thread of its own: Playwright's loop may run in this one."""
    with concurrent.futures.ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, running).result()


async def both(path):
    return await asyncio.gather(execute.execute(path), execute.execute(path))


def executed(name, notebook):
    """A notebook of a test's own, as text, after the kernel has run it."""

    def make():
        made = FOLDER / "made" / name
        made.parent.mkdir(exist_ok=True)
        nbformat.write(notebook, made)
        return execute.as_text(apart(execute.execute(made)))

    return once(name, make).read_text(encoding="utf-8")


def said(name, cell):
    """What the cell with this id printed in the notebook of this number."""
    notebook = twice(clone.find(name))[0]
    outputs = next(c.outputs for c in notebook.cells if c.id == cell)
    return "".join(o.text if o.output_type == "stream" else o.data["text/plain"] + "\n" for o in outputs)


def shown(name):
    """All that the notebook of this number printed and said of its pictures."""
    return "".join(said(name, cell.id) for cell in twice(clone.find(name))[0].cells if cell.cell_type == "code")
