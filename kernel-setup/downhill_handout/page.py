"""One page while it is being made.

Markdown and outputs are turned into HTML in two passes. In the first, everything this package makes itself (formulas,
coloured code, figures, headings) is kept aside and stands in the text as a mark; what is left is foreign HTML, which
goes through the cleaner. In the second the marks are filled in, when all numbers are known. So nothing of ours is
ever cleaned away, and nothing foreign escapes the cleaner."""

import secrets

from . import language, outputs, tags
from .contents import Contents
from .links import Links
from .mathml import Formulas
from .notes import Notes
from .numbering import Numbers
from .styles import Styles

# Two noncharacters, which every parser passes on. A notebook may contain them, even as &#xfdd0;, so a mark also
# carries a key made anew for each page.
OPEN, CLOSE = "\ufdd0", "\ufdd1"


class Page:
    def __init__(self, name, folder, exporter, complain):
        self.name, self.folder = name, folder
        self.complain = complain
        self.exporter = exporter
        self.kinds = outputs.kinds(exporter)  # of outputs, in order
        self._words = language.words(exporter.language_code)
        self.kept = []  # (html or a function that gives it, plain text)
        self._key = secrets.token_hex(8)
        self.styles = Styles()
        self.numbers = Numbers(self)
        self.contents = Contents(self)
        self.links = Links(self)
        self.notes = Notes(self)
        self.formulas = Formulas(self)
        self.attachments = {}
        self.bibliography = {}  # key → what a note says of the work
        self.wanted = set()  # ids that links of the page name
        self.language = "python"
        self.question = ""
        self.neighbours = []
        self.unrun = 0
        self.live = False  # whether something in it is live
        self.ran = set()  # ids of the cells that had been run, though a preprocessor may have taken their results out
        self.asked = set()  # what the tags of the cell at hand ask for
        self.output_metadata = {}
        self._figure_names = iter(())

    def word(self, key):
        """One of the page's own words, in its language."""
        return self._words[key]

    def say(self, key, *parts):
        """One of its sentences."""
        return self._words[key].format(*parts)

    def begin_cell(self, cell):
        self.asked = tags.effects(cell)
        self._figure_names = figure_names(cell.metadata.get("tags", []))

    def next_figure_name(self):
        """The name for the cell's next figure: its tag fig:NAME, then NAME-2, NAME-3; "" if it has none."""
        return next(self._figure_names, "")

    def keep(self, html, plain=""):
        """Keeps html (or a function called at the end that returns it) and returns the mark that stands for it."""
        self.kept.append((html, plain))
        return f"{OPEN}{self._key}{len(self.kept) - 1}{CLOSE}"

    def fill(self, text):
        """text with every mark replaced by what it stands for, marks within marks too."""
        return self._expand(text, lambda html, plain: self.fill(html() if callable(html) else html))

    def plain(self, text):
        """text with every mark replaced by its plain words."""
        return self._expand(text, lambda html, plain: plain)

    def _expand(self, text, of):
        if OPEN not in text:
            return text
        first, *rest = text.split(OPEN)
        parts = [first]
        for piece in rest:
            mark, closed, tail = piece.partition(CLOSE)
            if closed and mark.startswith(self._key):
                parts += of(*self.kept[int(mark[len(self._key) :])]), tail
            else:
                parts += "\ufffd", piece
        return "".join(parts)

    def lone(self, text):
        """Whether text is one mark and nothing else."""
        text = text.strip()
        return text.startswith(OPEN) and text.endswith(CLOSE) and text.count(OPEN) == 1


def figure_names(tags):
    name = next((tag for tag in tags if tag.startswith("fig:") and len(tag) > 4), None)
    if name:
        yield name
        yield from (f"{name}-{n}" for n in range(2, 1000))
