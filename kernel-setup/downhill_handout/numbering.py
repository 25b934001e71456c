"""Numbers of figures and equations, and what refers to them by name.

A name is `fig:NAME` (a cell's tag) or `eq:NAME` (a formula's \\label; a tag n also answers to `eq:n`). Numbers are
known only when the whole page has been read, so a reference is filled in last."""

import html
import re

WORDS = {"fig:": ("Figure", "Fig.", "figure", "fig."), "eq:": ("Equation", "Eq.", "equation", "eq.")}


class Numbers:
    def __init__(self, page):
        self.page = page
        self.figures = 0
        # fig:NAME or eq:NAME, and a label as it is written → (id, number in plain words, number as HTML)
        self.names = {}
        self._equations = set()
        self._counter = 0

    def figure(self, name=""):
        """The next figure's id and number."""
        self.figures += 1
        number = str(self.figures)
        return self._define(name or f"fig:{number}", number, number)[:2]

    def equation(self, tag, labels=(), shown=""):
        """An equation's id, its number in plain words, and as HTML (shown, if it is more than words): its \\tag, or
        else the next; the counter does not look at tags. Its labels name it."""
        tag = " ".join(tag.replace("$", "").split())
        if not tag:
            self._counter += 1
            tag = str(self._counter)
        if tag in self._equations:
            self.page.complain(f"two equations carry the number ({tag})")
        self._equations.add(tag)
        label = labels[0] if labels else ""
        name = label if not label or label.startswith("eq:") else f"eq:{label}"
        number = self._define(name or self._free(f"eq:{tag}"), tag, shown or html.escape(tag))
        for known in (*labels, f"eq:{tag}"):
            self.names.setdefault(known, number)
        return number

    def find(self, fragment):
        """The id of the equation that a link to #fragment means, also in MathJax's form; None if it means none."""
        label = re.sub(r"^mjx-eqn[-:]", "", fragment)
        return self.names.get(label, self.names.get(f"eq:{label}", (None,)))[0]

    def _free(self, name):
        """A number may be given twice, which is said already; the name then is the first one's."""
        n, free = 1, name
        while free in self.names:
            n += 1
            free = f"{name}-{n}"
        return free

    def _define(self, name, plain, shown):
        if name in self.names:
            self.page.complain(f"the name {name} is given twice")
        id = self.page.contents.unique(name)
        self.names[name] = id, plain, shown
        return self.names[name]

    def mention(self, name, text, text_html):
        """A link with the words text to a figure or an equation: a bare "Figure" or "Equation" gets its number."""
        place = self.page.complain.place

        def made():
            if name not in self.names:
                self.page.complain(f"there is nothing named {name} to refer to", place)
                return f'<span class="lost" title="Nothing is named {html.escape(name)}">{text_html}</span>'
            id, plain, shown = self.names[name]
            kind = "fig:" if name.startswith("fig:") else "eq:"
            if text in (*WORDS[kind], self.page.word("figure" if kind == "fig:" else "equation")):
                number = shown if kind == "fig:" else f"({shown})"
                return f'<a class="ref" href="#{html.escape(id)}">{text_html}\u00a0{number}</a>'
            stated = text[1:-1] if kind == "eq:" and text.startswith("(") and text.endswith(")") else None
            if stated is not None and stated != plain:
                self.page.complain(f"the text says {text} but {name} is equation ({plain})", place)
            return f'<a class="ref" href="#{html.escape(id)}">{text_html}</a>'

        return self.page.keep(made, text)

    def mention_equation(self, label, how="eqref"):
        """What \\eqref{label}, with parentheses, or \\ref{label} stands for."""
        place, label = self.page.complain.place, label.strip()

        def made():
            known = self.names.get(label) or self.names.get(f"eq:{label}")
            if not known:
                self.page.complain(f"\\{how} names {label!r}, which is not there", place)
                return f'<span class="lost">({html.escape(label)})</span>'
            number = f"({known[2]})" if how == "eqref" else known[2]
            return f'<a class="ref" href="#{html.escape(known[0])}">{number}</a>'

        return self.page.keep(made, label)
