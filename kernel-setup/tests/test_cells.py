"""The library's Example functions that name a notebook's cell are that cell: documentation and course cannot drift apart."""

import json
import re
import textwrap

NAMED = re.compile(r"Notebook (\d\d), cell ([\w-]+)\.\nfunc (Example\w*)\(\) \{\n(.*?)\n\}\n", re.S)


def examples(root):
    for path in sorted(root.glob("pkg/*/example*_test.go")):
        for notebook, cell, name, body in NAMED.findall(path.read_text(encoding="utf-8")):
            yield f"{path.parent.name}.{name}", notebook, cell, body


def code(root, notebook, cell):
    """A cell's lines, without its %% and blank ones."""
    path = next(root.glob(f"notebooks/{notebook}-*.ipynb"))
    sources = {c["id"]: "".join(c["source"]) for c in json.loads(path.read_text(encoding="utf-8"))["cells"]}
    assert cell in sources, f"{path.name} has no cell {cell}"
    return [line for line in sources[cell].splitlines() if line.strip() not in ("%%", "")]


def test_every_example_that_names_a_cell_is_that_cell(root):
    found = list(examples(root))
    assert {"descent.ExampleExpand", "descent.ExampleRun", "descent.ExampleAngle", "loss.ExampleNew"} <= {name for name, *_ in found}
    for name, notebook, cell, body in found:
        lines = textwrap.dedent(body.partition("\t// Output:")[0]).splitlines()
        wanted = code(root, notebook, cell)
        # Before the cell's own lines stands what the notebook has set up.
        assert lines[-len(wanted):] == wanted, f"{name} is not cell {cell} of notebook {notebook}"
