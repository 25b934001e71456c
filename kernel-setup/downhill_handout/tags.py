"""Every cell tag that a handout knows, in one table: the code asks it, and README.md's table is made from it (`python
-m downhill_handout.tags`).

The ways of hiding are Jupyter Book's and MyST's, in both spellings, and what JupyterLab writes when a cell is
collapsed by hand."""

from typing import NamedTuple

REMOVE_CELL, REMOVE_INPUT, REMOVE_OUTPUT, REMOVE_STDOUT, REMOVE_STDERR = (
    "no cell",
    "no input",
    "no output",
    "no stdout",
    "no stderr",
)
FOLD_CELL, FOLD_INPUT, FOLD_OUTPUT = "fold cell", "fold input", "fold output"
SOLUTION, TEACHER, STUDENT_ONLY, FIGURE, COVER = "solution", "teacher", "student only", "figure", "cover"


class Tag(NamedTuple):
    name: str
    effect: str
    words: str  # Markdown, for README.md


TABLE = (
    Tag(
        "fig:NAME",
        FIGURE,
        "names the cell's figure; a cell's second figure is `NAME-2`. Figures are numbered by themselves",
    ),
    Tag("fold", FOLD_INPUT, "folds the code; its first comment is the line that stays"),
    Tag(
        "solution",
        SOLUTION,
        "folds the cell with its output under its first comment up to a colon (`// Solution to 02.1: …`), so that the line gives "
        "nothing away; in the student edition a place to answer stands for it",
    ),
    Tag("teacher", TEACHER, "for the teacher's edition alone"),
    Tag("student-only", STUDENT_ONLY, "for the student edition alone"),
    Tag("cover", COVER, "its first picture is the page's in an index"),
    Tag("remove-cell", REMOVE_CELL, "the cell is not in the page"),
    Tag("remove-input", REMOVE_INPUT, "the cell's source is not in the page"),
    Tag("remove-output", REMOVE_OUTPUT, "the cell's outputs are not in the page"),
    Tag("remove-stdout", REMOVE_STDOUT, "what the cell printed is not in the page"),
    Tag("remove-stderr", REMOVE_STDERR, "the cell's messages are not in the page"),
    Tag("hide-cell", FOLD_CELL, "folds the whole cell"),
    Tag("hide-input", FOLD_INPUT, "as `fold`"),
    Tag("hide-output", FOLD_OUTPUT, "folds the outputs"),
)
METADATA = (  # path in a cell's metadata, effect where it is true, words
    (("transient", "remove_source"), REMOVE_INPUT, "set by nbconvert's preprocessors: the source is not in the page"),
    (("jupyter", "source_hidden"), FOLD_INPUT, "JupyterLab's collapsed input: folded"),
    (("jupyter", "outputs_hidden"), FOLD_OUTPUT, "JupyterLab's collapsed outputs: folded"),
    (("collapsed",), FOLD_OUTPUT, "the same, as older notebooks write it"),
)
EFFECT = {name: tag.effect for tag in TABLE for name in (tag.name, tag.name.replace("-", "_"))}


def effects(cell):
    """What a cell's tags and metadata ask for, as a set of the names above."""
    asked = {EFFECT[tag] for tag in cell.metadata.get("tags", ()) if tag in EFFECT}
    for path, effect, _ in METADATA:
        value = cell.metadata
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        if value is True:
            asked.add(effect)
    return asked


def table():
    """The rows for README.md."""
    rows = ["| tag | what it does |", "|---|---|"]
    for tag in TABLE:
        other = tag.name.replace("-", "_")
        rows.append(f"| `{tag.name}`{f', `{other}`' if other != tag.name else ''} | {tag.words} |")
    rows += [f"| metadata `{'.'.join(path)}` | {words} |" for path, _, words in METADATA]
    return "\n".join(rows)


if __name__ == "__main__":
    print(table())
