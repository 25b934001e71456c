"""What can be wrong with a notebook, said in one sentence that names the place."""

from nbconvert.utils.exceptions import ConversionException


class HandoutError(ConversionException, ValueError):
    """The notebook cannot become a handout; the message is one sentence: notebook, cell, what is wrong, what was
    expected."""


class Complaints:
    """Collects what had to be marked in the page; in strict mode the first complaint ends the export."""

    def __init__(self, notebook, strict, warn):
        self.notebook, self.strict, self.warn = notebook, strict, warn
        self.place = ""  # the cell at hand, as a reader would find it
        self.said = []

    def enter(self, number, cell):
        first = next((line.strip() for line in cell.source.splitlines() if line.strip()), "")
        self.place = f"cell {number}" + (f" (“{first[:40]}{'…' if len(first) > 40 else ''}”)" if first else "")

    def __call__(self, what, place=None, strict=True):
        place = self.place if place is None else place
        sentence = ": ".join(part for part in (self.notebook, place, what) if part)
        if self.strict and strict:
            raise HandoutError(sentence)
        self.said.append(sentence)
        self.warn(sentence)


def first_line(error):
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:160]
