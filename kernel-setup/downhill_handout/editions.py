"""Three pages from one notebook: for readers, for a class, for its teacher."""

LEFT_OUT = {
    "reader": {"teacher", "student-only"},
    "student": {"teacher", "solution"},
    "teacher": {"student-only"},
}


def of(nb, edition):
    """Takes out the cells that this edition does not show, before anything looks at them."""
    nb.cells = [cell for cell in nb.cells if not LEFT_OUT[edition] & set(cell.metadata.get("tags", []))]
    return nb
