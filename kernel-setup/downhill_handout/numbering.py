"""Numbers of figures and equations, and what refers to them by name.

A name is `fig:NAME` (a cell's tag) or `eq:NAME` (a formula's \\label; a tag n also answers to `eq:n`). Numbers are known only when the whole page has been
read, so a reference is filled in last.
"""

import html

WORDS = {"fig:": ("Figure", "Fig.", "figure", "fig."), "eq:": ("Equation", "Eq.", "equation", "eq.")}


class Numbers:
    def __init__(self, page):
        self.page = page
        self.figures = 0
        self.names = {}  # fig:NAME or eq:NAME → (id, number as shown)
        self._equations = set()
        self._counter = 0

    def figure(self, name=""):
        """The next figure's id and number."""
        self.figures += 1
        return self._define(name or f"fig:{self.figures}", str(self.figures))

    def equation(self, tag, labels=()):
        """An equation's id and number: its \\tag, or else the next; the counter does not look at tags. Its labels name it."""
        tag = " ".join(tag.replace("$", "").split())
        if not tag:
            self._counter += 1
            tag = str(self._counter)
        if tag in self._equations:
            self.page.complain(f"two equations carry the number ({tag})")
        self._equations.add(tag)
        label = labels[0] if labels else ""
        name = label if not label or label.startswith("eq:") else f"eq:{label}"
        id, shown = self._define(name or self._free(f"eq:{tag}"), tag)
        for label in labels:
            self.names.setdefault(label, (id, shown))
        self.names.setdefault(f"eq:{tag}", (id, shown))
        return id, shown

    def _free(self, name):
        """A number may be given twice, which is said already; the name then is the first one's."""
        n, free = 1, name
        while free in self.names:
            n += 1
            free = f"{name}-{n}"
        return free

    def _define(self, name, shown):
        if name in self.names:
            self.page.complain(f"the name {name} is given twice")
        id = self.page.contents.unique(name)
        self.names[name] = (id, shown)
        return id, shown

    def mention(self, name, text, text_html):
        """A link with the words text to a figure or an equation: a bare "Figure" or "Equation" gets its number."""
        place = self.page.complain.place

        def made():
            if name not in self.names:
                self.page.complain(f"there is nothing named {name} to refer to", place)
                return f'<span class="lost" title="Nothing is named {html.escape(name)}">{text_html}</span>'
            id, shown = self.names[name]
            kind = "fig:" if name.startswith("fig:") else "eq:"
            if text in (*WORDS[kind], self.page.word("figure" if kind == "fig:" else "equation")):
                number = shown if kind == "fig:" else f"({shown})"
                return f'<a class="ref" href="#{html.escape(id)}">{text_html}\u00a0{html.escape(number)}</a>'
            stated = text[1:-1] if kind == "eq:" and text.startswith("(") and text.endswith(")") else None
            if stated is not None and stated != shown:
                self.page.complain(f"the text says {text} but {name} is equation ({shown})", place)
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
            number = f"({known[1]})" if how == "eqref" else known[1]
            return f'<a class="ref" href="#{html.escape(known[0])}">{html.escape(number)}</a>'

        return self.page.keep(made, label)
