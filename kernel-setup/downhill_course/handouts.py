"""scripts/handouts: executes notebooks from fresh kernels and writes build/handouts/*.html and an index."""

import argparse
import asyncio
import os
import sys
import time

from . import clone, execute, loopback

PARALLEL = 2  # each kernel compiles; more at once only wait for each other on two cores


def parse(argv):
    parser = argparse.ArgumentParser(
        prog="scripts/handouts",
        description="Executes notebooks from fresh kernels, two at a time, and writes build/handouts/NAME.html, each a single file, "
        "and build/handouts/index.html. The executed notebooks are kept in build/executed/. A notebook that fails is named with its "
        "cell, the others are made, and the exit status is 1.",
    )
    parser.add_argument("notebooks", nargs="*", metavar="NOTEBOOK", help="a file, or one of the course's by number or name; all of them if none is given")
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
    if not loopback.ready():
        print(f"handouts: {loopback.SENTENCE}", file=sys.stderr)
        return 1
    started = time.monotonic()
    failures = asyncio.run(make_all(dict.fromkeys(chosen), options.timeout))
    for failure in failures:
        print(f"handouts: {failure}", file=sys.stderr)
    made = len(dict.fromkeys(chosen)) - len(failures)
    if made:
        index(clone.root() / "build" / "handouts")
    print(f"  {time.monotonic() - started:6.1f} s  {made} of {made + len(failures)} handouts in build/handouts", flush=True)
    return 1 if failures else 0


async def make_all(chosen, seconds):
    """Makes the handouts, PARALLEL at a time, and returns the failures in the notebooks' order."""
    turn = asyncio.Semaphore(PARALLEL)

    async def one(path):
        async with turn:
            started = time.monotonic()
            try:
                await make(path, seconds)
            except execute.Failure as failure:
                return failure
            print(f"  {time.monotonic() - started:6.1f} s  {path.stem}", flush=True)

    results = await asyncio.gather(*(one(path) for path in chosen))
    return [result for result in results if result is not None]


async def make(path, seconds):
    notebook = await execute.execute(path, seconds)
    build = clone.root() / "build"
    kept = build / "executed" / path.name
    clone.write_whole(kept, execute.as_text(notebook))
    page = await asyncio.to_thread(export, notebook, path)
    clone.write_whole(build / "handouts" / f"{path.stem}.html", page)


def export(notebook, path):
    from downhill_handout import HandoutExporter

    resources = {"metadata": {"name": path.stem, "path": str(path.parent)}}
    try:
        page, _ = HandoutExporter().from_notebook_node(notebook, resources=resources)
    except Exception as error:  # the exporter's own sentence, or whatever nbconvert and Jinja raise: the other handouts go on
        raise execute.Failure(f"{path.name}: {execute.first_line(error)}") from error
    return page


def index(folder):
    from downhill_handout import index

    index.write(folder)


if __name__ == "__main__":
    sys.exit(main())
