"""scripts/handouts: executes notebooks from fresh kernels and writes build/handouts/*.html and an index."""

import argparse
import asyncio
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from collections.abc import Callable

from downhill_handout import whole

from . import browser, clone, execute, stoppable

KERNEL = "kernel"  # the folder of what pages whose cells run share
PARALLEL = 2  # each kernel compiles; more at once only wait for each other on two cores


def parse(argv):
    parser = argparse.ArgumentParser(
        prog="scripts/handouts",
        description="Executes notebooks from fresh kernels, two at a time, and writes build/handouts/NAME.html, each a single file to read and "
        "print, and build/handouts/index.html. The executed notebooks are kept in build/executed/. A notebook that fails is named with its "
        "cell, the others are made, and the exit status is 1.",
    )
    parser.add_argument("notebooks", nargs="*", metavar="NOTEBOOK", help="a file, or one of the course's by number or name; all of them if none is given")
    parser.add_argument("--edition", choices=("reader", "student", "teacher"), default="reader",
                        help="student: without solutions; teacher: solutions open, with the teacher's notes; each into build/handouts-EDITION")
    parser.add_argument("--notebooks", choices=("student", "teacher"), dest="to_hand_out", metavar="EDITION",
                        help="instead of handouts, writes the notebooks themselves in an edition, student or teacher, to hand out: "
                        "without outputs, into build/notebooks-EDITION")
    parser.add_argument("--runnable", action="store_true",
                        help="pages whose cells run in the reader's browser, offline, opened from a disk: a folder, build/runnable, and a zip of it")
    parser.add_argument("--one-file", action="store_true", help="with --runnable: each page alone, with all it needs inside, into build/runnable-alone")
    parser.add_argument("--site", default="", metavar="ADDRESS",
                        help="where the pages whose cells run lie (scripts/site, or a folder of --runnable beside these): each cell leads there")
    parser.add_argument("--timeout", type=float, default=execute.SECONDS_PER_CELL, metavar="SECONDS", help="limit for each cell (%(default)g)")
    return parser.parse_args(argv)


def main(argv=None):
    options = parse(argv)
    os.environ.update(clone.environ())
    try:
        chosen = [clone.find(name) for name in options.notebooks] or clone.notebooks()
    except LookupError as error:
        print(f"handouts: {error}", file=sys.stderr)
        return 1
    if not chosen:
        print("handouts: there is no notebook in notebooks/.", file=sys.stderr)
        return 1
    if options.one_file and not options.runnable:
        print("handouts: --one-file goes with --runnable; a still handout is one file anyway.", file=sys.stderr)
        return 1
    if options.to_hand_out:
        return hand_out(dict.fromkeys(chosen), options.to_hand_out)
    started = time.monotonic()
    try:
        target = target_of(options)
        failures = stoppable.run(make_all(dict.fromkeys(chosen), options.timeout, target))
    except browser.Failure as failure:
        print(f"handouts: {failure}", file=sys.stderr)
        return 1
    except stoppable.Stopped as stopped:
        print("handouts: stopped; what is finished is whole, and the next run makes the rest.", file=sys.stderr)
        return 128 + stopped.args[0]
    made = len(dict.fromkeys(chosen)) - len(failures)
    if made:
        try:
            finish(target)
        except OSError as error:
            failures.append(f"the index: {clone.unwritten(error)}")
    for failure in failures:
        print(f"handouts: {failure}", file=sys.stderr)
    print(f"  {time.monotonic() - started:6.1f} s  {made} of {len(dict.fromkeys(chosen))} handouts in build/{target.folder.name}", flush=True)
    return 1 if failures else 0


def hand_out(chosen, edition):
    """Writes the notebooks of an edition, not run: the cells that it leaves out are not in their bytes."""
    to = clone.root() / "build" / f"notebooks-{edition}"
    failed = 0
    for path in chosen:
        try:
            whole.write(to / path.name, execute.as_text(to_work_on(path, edition)))
        except OSError as error:
            print(f"handouts: {path.name}: {clone.unwritten(error)}", file=sys.stderr)
            failed += 1
        except Exception as error:  # what json, jsonschema and the readers of old formats raise
            print(f"handouts: {path.name} is not a notebook: {execute.first_line(error)}", file=sys.stderr)
            failed += 1
    print(f"  {len(chosen) - failed} of {len(chosen)} notebooks in build/{to.name}", flush=True)
    return 1 if failed else 0


def to_work_on(path, edition):
    """A notebook as an edition's readers get it to run it themselves: without outputs."""
    import nbformat

    from downhill_handout import editions

    notebook = editions.Editions(edition=edition).of_edition(nbformat.read(path, as_version=4))
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


@dataclass
class Target:
    """Where pages go, and what makes them."""

    folder: Path
    exporter: Callable  # makes an exporter from the traits that all have in common
    home: object = None  # the runnable.Home of pages whose cells run


def target_of(options):
    from . import runnable  # with nbconvert half a second, which --help need not wait for

    def folder(kind):
        """Each edition has its own: the teacher's must not end up among the students'."""
        return clone.root() / "build" / (kind if options.edition == "reader" else f"{kind}-{options.edition}")

    if not options.runnable:
        sister = options.site and options.site.rstrip("/") + "/"
        return Target(folder("handouts"), lambda **common: runnable.CoursePage(sister=sister, edition=options.edition, **common))
    kernel = browser.kernel()
    home = runnable.Home("inline", kernel, options.edition) if options.one_file else runnable.Home("sibling", kernel, options.edition, f"{KERNEL}/")
    kind = "runnable-alone" if options.one_file else "runnable"
    return Target(folder(kind), lambda **common: runnable.RunnablePage(home=home, edition=options.edition, **common), home)


async def make_all(chosen, seconds, target):
    """Makes the handouts, PARALLEL at a time, and returns the failures in the notebooks' order."""
    turn = asyncio.Semaphore(PARALLEL)

    async def one(path):
        async with turn:
            started = time.monotonic()
            try:
                await make(path, seconds, target)
            except execute.Failure as failure:
                return failure
            except OSError as error:
                return execute.Failure(f"{path.name}: {clone.unwritten(error)}")
            except Exception as error:  # a fault of Jupyter's or ours ends one notebook, not all
                return execute.Failure(f"{path.name}: {type(error).__name__}: {execute.first_line(error)}")
            print(f"  {time.monotonic() - started:6.1f} s  {path.stem}", flush=True)

    results = await asyncio.gather(*(one(path) for path in chosen))
    return [result for result in results if result is not None]


async def make(path, seconds, target):
    notebook = await execute.execute(path, seconds)
    whole.write(clone.root() / "build" / "executed" / path.name, execute.as_text(notebook))
    page = await asyncio.to_thread(export, notebook, path, target.exporter)
    whole.write(target.folder / f"{path.stem}.html", page)


def export(notebook, path, exporter):
    from downhill_handout import HandoutError

    resources = {"metadata": {"name": path.stem, "path": str(path.parent)}}
    # Our own notebooks must be without fault; in other people's a formula that cannot be set is marked in the page.
    ours = path.parent == clone.root() / "notebooks"
    try:
        page, _ = exporter(config=exporter_config(), strict=ours).from_notebook_node(notebook, resources=resources)
    except HandoutError as error:
        raise execute.Failure(str(error)) from error
    except Exception as error:  # whatever nbconvert raises: the other handouts go on
        raise execute.Failure(f"{path.name}: {type(error).__name__}: {execute.first_line(error)}") from error
    return page


def exporter_config():
    """The exporter as the course sets it, for every Jupyter program of this clone: kernel-setup/jupyter/jupyter_config.json."""
    from traitlets.config.loader import JSONFileConfigLoader

    return JSONFileConfigLoader("jupyter_config.json", str(Path(sys.prefix) / "etc" / "jupyter")).load_config()


def finish(target):
    """What stands beside the pages: an index of what lies in the folder, an archive of it, and the kernel that pages share."""
    if target.home is None:
        index(target.folder)
    elif target.home.way == "sibling":
        target.home.kernel.copy(target.folder / KERNEL, target.home.kernel.beside)
        words = "Every cell runs, in the browser and without a network; the folder kernel stays beside the pages."
        index(target.folder, words, sorted((target.folder / KERNEL).iterdir()))
    # A page alone is sent by itself: an archive of all would hold the kernel a dozen times.


def index(folder, words="Each page is one file and needs no network.", more=()):
    from downhill_handout import index

    index.write(folder, "Downhill: handouts", f"The mathematics of gradient descent as running Go, one page a lesson. {words}", generator(), more)


def generator():
    """What the course's pages say made them, and by what an index finds them."""
    return exporter_config().HandoutExporter.generator


if __name__ == "__main__":
    sys.exit(main())
