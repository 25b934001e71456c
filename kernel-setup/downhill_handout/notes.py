"""Side notes: footnotes `[^name]` and quotes that begin with **Aside.**

A note stands with the block that calls it: in the margin where there is room, under the block where there is none,
and in print. No second copy, no list at the end."""

import html


class Notes:
    def __init__(self, page):
        self.page = page
        self.known = set()  # keys that are defined somewhere in the notebook; [^x] with another stays as it is
        self.definitions = {}  # key → inner HTML
        self.numbers = {}  # key → number, in order of first call
        self._called = []  # keys called in the block at hand

    def define(self, key, inner, again=False):
        if key in self.definitions and not again:
            self.page.complain(f"the note [^{key}] is written twice")
        self.definitions.setdefault(key, inner)

    def call(self, key):
        """The mark in the text."""
        number = self.numbers.get(key)
        if number is None:
            number = self.numbers[key] = len(self.numbers) + 1
            self._called.append((key, self.page.complain.place))
            return self.page.keep(
                f'<sup class="call" id="call-{number}"><a href="#note-{number}" aria-label="{self.page.word("note")} {number}">{number}</a></sup>'
            )
        return self.page.keep(
            f'<sup class="call"><a href="#note-{number}" aria-label="{self.page.word("note")} {number}">{number}</a></sup>'
        )

    def beside(self, block):
        """block together with the notes that were called in it."""
        called, self._called = self._called, []
        if not called:
            return block
        notes = self.page.keep(lambda: "".join(self._shown(key, place) for key, place in called))
        return f"{self.page.keep(NOTED)}{block}{notes}{self.page.keep('</div>')}"

    def aside(self, inner):
        return self.page.keep('<div class="note" role="note">') + inner + self.page.keep("</div>")

    def _shown(self, key, place):
        number = self.numbers[key]
        if key not in self.definitions:
            self.page.complain(f"the note [^{key}] is called but not written", place)
        inner = self.definitions.get(key, f"<p>{self.page.word('note_missing')}</p>")
        return f'<div class="note" role="note" id="note-{number}" aria-label="{self.page.word("note")} {number}"><span class="which"><a href="#call-{number}" aria-label="{self.page.word("back_to_the_text")}">{number}</a></span>{inner}</div>'

    def unused(self):
        for key in self.definitions.keys() - self.numbers.keys():
            self.page.complain(f"the note [^{html.escape(key)}] is written but never called", "")


NOTED = '<div class="noted">'
