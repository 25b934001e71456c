"""Headings: their ids, their levels in order without a gap, and the contents list made of them.

JupyterLab makes a heading's anchor from its text with spaces turned to hyphens. Ours are in lower case and without
punctuation; a link in JupyterLab's form finds them all the same."""

import html
import re
import unicodedata
from urllib.parse import unquote


def slug(text):
    words = "".join(c if c.isalnum() or c in "_" else " " for c in unicodedata.normalize("NFKC", text).lower())
    return "-".join(words.split())


def squashed(text):
    """What is the same in a heading's words and in any form of its anchor: $x^2$ in it or x², dots or none."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())


class Heading:
    def __init__(self, level, id, inner, plain):
        self.level, self.id, self.inner, self.plain = level, id, inner, plain

    def listed(self, page):
        """The heading's words for the contents list, where no link may stand inside another."""
        inner = page.fill(self.inner)
        if "<a" not in inner and "<img" not in inner:
            return inner
        return html.escape(self.plain, quote=False)


class Contents:
    def __init__(self, page):
        self.page = page
        self.headings = []
        self._squashed = {}  # a heading's letters and digits alone → its id
        self.leads = True  # whether the title is the first thing of the page: elsewhere it stays where it is
        self._again = {}  # an id that was wanted → the number of the last that was given for it
        self.ids = {"main", "contents", "top"}  # the page's own

    def unique(self, wanted):
        wanted = "-".join(wanted.split())  # an id holds no space
        id, n = wanted, self._again.get(wanted, 1)
        while id in self.ids:
            n += 1
            id = f"{wanted}-{n}"
        self._again[wanted] = n
        self.ids.add(id)
        return id

    def heading(self, inner, level, plain, id=""):
        """Keeps a heading; the first of level 1, if no other stands before it, is the page's title and is taken out
        of the text."""
        plain = " ".join(plain.split())
        heading = Heading(level, self.unique(id or slug(plain) or "section"), inner, plain)
        self.headings.append(heading)
        self._squashed.setdefault(squashed(plain), heading.id)
        heading.mark = self.page.keep(lambda: self._shown(heading), plain)
        return heading.mark

    @property
    def title(self):
        first = self.headings[0] if self.headings else None
        return first if first is not None and first.level == 1 else None

    def settle(self, body):
        """Final levels: one h1, below it no level skipped (an h4 right after an h2 becomes an h3)."""
        if self.title:
            self.leads = not re.sub(r"<[^>]*>|\s", "", body.partition(self.title.mark)[0])
        rest = [h for h in self.headings if h is not self.title]
        shift = 1 if any(h.level == 1 for h in rest) else 0
        stack = [1]  # source levels of the headings that are open, the title's first
        for h in rest:
            level = h.level + shift
            while len(stack) > 1 and stack[-1] >= level:
                stack.pop()
            stack.append(level)
            h.level = min(len(stack), 6)

    def find(self, fragment):
        """The id that a link to #fragment means, or None."""
        fragment = unquote(fragment)
        if fragment in self.ids:
            return fragment
        wanted = slug(fragment)
        return wanted if wanted and wanted in self.ids else self._squashed.get(squashed(fragment)) or None

    def _shown(self, heading):
        if heading is self.title and self.leads:
            return ""
        return f'<h{heading.level} id="{html.escape(heading.id)}">{heading.inner}</h{heading.level}>'

    def listed(self):
        """(depth, id, inner HTML) of each heading of the list: two levels, a long notebook's are many."""
        return [
            (h.level - 1, html.escape(h.id), h.listed(self.page))
            for h in self.headings
            if h is not self.title and h.level <= 3 and h.plain
        ]
