"""Executes a notebook from a fresh kernel: same input, same bytes."""

import asyncio
import re

from .clone import KERNEL

SECONDS_PER_CELL = 120
ANSI = re.compile(r"\x1b\[[0-9;]*m")


class Failure(Exception):
    """A notebook that could not be read or executed; its text is the sentence for the reader."""


def read(path):
    import nbformat  # with nbclient half a second, which --help need not wait for

    try:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
    except FileNotFoundError:
        raise Failure(f"{path}: no such file.") from None
    except Exception as error:  # nbformat raises what json, jsonschema and the reader of old formats raise
        raise Failure(f"{path}: not a notebook ({first_line(error)}).") from None
    return notebook


async def execute(path, seconds=SECONDS_PER_CELL):
    """The executed notebook at path. The kernel starts in the notebook's folder and is shut down whatever happens."""
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    from .watched import Watched

    notebook = read(path)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    client = Watched(
        notebook, kernel_name=KERNEL, timeout=seconds, startup_timeout=120, record_timing=False, allow_errors=False,
        coalesce_streams=True,  # how often a program writes to its pipe is chance
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        await client.async_execute()
    except (CellTimeoutError, asyncio.TimeoutError):
        raise Failure(f"{where(path, client)}: not done after {seconds:g} s; the limit is for each cell (--timeout).") from None
    except CellExecutionError as error:
        raise Failure(f"{where(path, client)}: {told(notebook, client.at, error)}") from None
    except DeadKernelError:
        raise Failure(f"{where(path, client)}: the kernel died.") from None
    except RuntimeError as error:  # the kernel ended before it answered
        raise Failure(f"{where(path, client)}: {first_line(error)}.") from None
    return notebook


def where(path, client):
    """File and cell, the cell counted from 1 as a reader would, with its first line."""
    if client.at is None:
        return f"{path.name}: the kernel"
    source = client.nb.cells[client.at].source.strip().split("\n")
    line = next((text for text in source if text.strip() and not text.startswith("%%")), source[0])
    return f"{path.name}, cell {client.at + 1} ({line.strip()[:60]})"


def told(notebook, index, error):
    """What the program said on its stderr and what the kernel said of the failure, the latter with the compiler's own lines."""
    outputs = notebook.cells[index].get("outputs", ())
    said = [out.text for out in outputs if out.output_type == "stream" and out.name == "stderr"]
    said += [out.evalue for out in outputs if out.output_type == "error"] or [str(error.evalue)]
    lines = [line.rstrip() for line in ANSI.sub("", "\n".join(said)).splitlines() if line.strip()]
    return "\n    ".join(dict.fromkeys(lines[-12:])) or first_line(error)


def first_line(error):
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)


def as_text(notebook):
    """The notebook's JSON as nbformat writes it."""
    import nbformat

    return nbformat.writes(notebook)
