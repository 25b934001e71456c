"""What is left out before anything looks at it: another edition's cells, and what tags say is not to be in the page.

A preprocessor of nbconvert's, so that a page by any template, and a notebook made with `--to notebook`, keeps the same secrets.
"""

from nbconvert.preprocessors import Preprocessor
from traitlets import Enum

from . import tags

LEFT_OUT = {
    "reader": {tags.TEACHER, tags.STUDENT_ONLY},
    "student": {tags.TEACHER, tags.SOLUTION},
    "teacher": {tags.STUDENT_ONLY},
}


class Editions(Preprocessor):
    """Takes out the cells, sources and outputs that an edition does not show."""

    edition = Enum(list(LEFT_OUT), "reader", help="Whose page it is: reader, student or teacher.").tag(config=True)

    def preprocess(self, nb, resources):
        nb = of(nb, self.edition)
        nb.cells = [hidden(cell, asked) for cell in nb.cells if tags.REMOVE_CELL not in (asked := tags.effects(cell))]
        return nb, resources


def of(nb, edition):
    """Takes out the cells that this edition does not show."""
    nb.cells = [cell for cell in nb.cells if not LEFT_OUT[edition] & tags.effects(cell)]
    return nb


def hidden(cell, asked):
    """The cell without what its tags say is not to be in the page."""
    if tags.REMOVE_INPUT in asked:
        cell.metadata["transient"] = {**cell.metadata.get("transient", {}), "remove_source": True}
    if cell.cell_type == "code":
        if tags.REMOVE_OUTPUT in asked:
            cell.outputs = []
        for stream, effect in (("stdout", tags.REMOVE_STDOUT), ("stderr", tags.REMOVE_STDERR)):
            if effect in asked:
                cell.outputs = [o for o in cell.outputs if not (o.get("output_type") == "stream" and o.get("name", "stdout") == stream)]
    return cell
