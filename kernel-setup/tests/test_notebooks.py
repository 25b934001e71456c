"""Every notebook, executed through nbclient: no cell fails, and two runs give the same bytes."""

import pytest

import runs
from downhill_course import clone, execute


@pytest.mark.parametrize("path", clone.notebooks(), ids=lambda path: path.stem)
def test_runs_from_a_fresh_kernel_and_twice_gives_the_same_bytes(path):
    first, second = (execute.as_text(notebook) for notebook in runs.twice(path))
    assert first == second


@pytest.mark.parametrize("path", clone.notebooks(), ids=lambda path: path.stem)
def test_is_kept_without_outputs_or_empty_cells_and_names_our_kernel(path):
    notebook = execute.read(path)
    assert notebook.metadata.kernelspec == {"name": "downhill", "display_name": "Go (Downhill)", "language": "go"}
    kept = [index + 1 for index, cell in enumerate(notebook.cells) if cell.cell_type == "code" and (cell.outputs or cell.execution_count)]
    assert kept == [], f"cells with outputs or a count: {kept}"
    empty = [index + 1 for index, cell in enumerate(notebook.cells) if not cell.source.strip()]
    assert empty == [], f"cells with nothing in them: {empty}"
