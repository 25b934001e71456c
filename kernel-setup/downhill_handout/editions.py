"""What is left out before anything looks at it: another edition's cells, and what tags say is not to be in the page.

A preprocessor of nbconvert's, so that a page by any template, and a notebook made with `--to notebook`, keeps the
same secrets."""

import re

import nbformat
from nbconvert.preprocessors import Preprocessor
from traitlets import Enum, Unicode

from . import language, listing, tags
from .faults import HandoutError

LEFT_OUT = {
    "reader": {tags.TEACHER, tags.STUDENT_ONLY},
    "student": {tags.TEACHER},
    "teacher": {tags.STUDENT_ONLY},
}
BEGIN, END = (
    re.compile(r"^([ \t]*)(?:#+|//+|--|%+)\s*BEGIN SOLUTION\b.*$", re.M),
    re.compile(r"^[ \t]*(?:#+|//+|--|%+)\s*END SOLUTION\b.*$", re.M),
)
LINE_COMMENTS = {
    "go": "//",
    "javascript": "//",
    "typescript": "//",
    "java": "//",
    "kotlin": "//",
    "scala": "//",
    "rust": "//",
    "c": "//",
    "c++": "//",
    "cpp": "//",
    "c#": "//",
    "sql": "--",
    "haskell": "--",
    "lua": "--",
    "matlab": "%",
    "octave": "%",
    "tex": "%",
    "latex": "%",
}


class Editions(Preprocessor):
    """Takes out the cells, sources and outputs that an edition does not show. For students a place to answer stands
    where a solution was: for a whole cell tagged `solution`, and for lines between `BEGIN SOLUTION` and `END
    SOLUTION`, as nbgrader has them."""

    edition = Enum(list(LEFT_OUT), "reader", help="Whose page it is: reader, student or teacher.").tag(config=True)
    code_stub = Unicode(
        "",
        help="What stands where a solution's code was, in the student edition; a comment in the notebook's language if empty.",
    ).tag(config=True)
    text_stub = Unicode("", help="What stands where a solution's text was.").tag(config=True)
    language_code = Unicode("en", help="The language of the places to answer, if their words are not given.").tag(
        config=True
    )

    def preprocess(self, nb, resources):
        nb = self.of_edition(nb)
        nb.cells = [hidden(cell, asked) for cell in nb.cells if tags.REMOVE_CELL not in (asked := tags.effects(cell))]
        return nb, resources

    def of_edition(self, nb):
        """The notebook as this edition has it."""
        words = language.words(self.language_code)["answer"]
        mark = LINE_COMMENTS.get(listing.language_of(nb), "#")
        code, text = self.code_stub or f"{mark} {words}", self.text_stub or f"*{words}*"
        cells = []
        for number, cell in enumerate(nb.cells, 1):
            asked = tags.effects(cell)
            if LEFT_OUT[self.edition] & asked:
                continue
            if self.edition == "student" and tags.SOLUTION in asked:
                cell = emptied(cell, code, text)
            elif "SOLUTION" in cell.source:
                cell = self._between(cell, number, code if cell.cell_type == "code" else text)
            cells.append(cell)
        nb.cells = cells
        return nb

    def _between(self, cell, number, stub):
        """The cell without what stands between the marks, or without the marks."""
        kept, rest, students = "", cell.source, self.edition == "student"
        while begin := BEGIN.search(rest):
            end = END.search(rest, begin.end())
            if not end or (inner := BEGIN.search(rest, begin.end())) and inner.start() < end.start():
                raise HandoutError(
                    f"cell {number}: BEGIN SOLUTION without its END SOLUTION; nothing was written, since a solution may stand in it."
                )
            kept += rest[: begin.start()] + (
                begin[1] + stub if students else rest[begin.end() + 1 : end.start()].rstrip("\n")
            )
            rest = rest[end.end() :]
        if kept and students and cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        cell.source = kept + rest
        return cell


def emptied(cell, code, text):
    """A cell to answer in, in a solution's place; nothing of the solution goes along."""
    stub = nbformat.from_dict(
        {"cell_type": cell.cell_type, "metadata": {}, "source": code if cell.cell_type == "code" else text}
    )
    if "id" in cell:
        stub["id"] = cell["id"]
    if cell.cell_type == "code":
        stub.update(outputs=[], execution_count=None)
    return stub


def hidden(cell, asked):
    """The cell without what its tags say is not to be in the page."""
    if tags.REMOVE_INPUT in asked:
        cell.metadata["transient"] = {**cell.metadata.get("transient", {}), "remove_source": True}
    if cell.cell_type == "code":
        if tags.REMOVE_OUTPUT in asked:
            cell.outputs = []
        for stream, effect in (("stdout", tags.REMOVE_STDOUT), ("stderr", tags.REMOVE_STDERR)):
            if effect in asked:
                cell.outputs = [
                    o
                    for o in cell.outputs
                    if not (o.get("output_type") == "stream" and o.get("name", "stdout") == stream)
                ]
    return cell
