"""TeX to MathML, with math-core.

A formula that cannot be set is a complaint; its TeX then stays in the page, marked. `\\tag` and `\\label` are taken out of a displayed formula and
become the equation's number and name, so that the number stands at the margin in every browser.
"""

import html
import html.entities
import re

# Rows of these get numbers from math-core, which JupyterLab does not give; with a star they get none.
NUMBERED_ROWS = {"align", "gather", "multline", "eqnarray", "flalign", "alignat"}
LONG = 18  # characters of a formula that a narrow column may have no room for
RELATIONS = set("=<>≤≥≈≠≡∼∈→←↦⇒⇔⟹⟺≪≫:")
TAG = re.compile(r"\\tag\*?\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")
ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*;)")  # math-core writes &ApplyFunction; and the like, which XML does not know
REFERENCE = re.compile(r"\s*\\(eqref|ref)\s*\{([^{}]*)\}\s*")


class Formulas:
    def __init__(self, page):
        self.page = page
        self.characters = set()  # all that the math font must be able to draw
        self._converter = None

    def inline(self, tex, before="", after=""):
        """The formula, with the marks that no line break may part from it."""
        reference = REFERENCE.fullmatch(tex)
        if reference:
            return before + self.page.numbers.mention_equation(reference[2]) + after
        pieces, plain = self._convert(tex, display=False)
        if not pieces:
            return html.escape(before + after, quote=False)
        ends = ("", after) if len(pieces) > 1 else (after,)
        starts = (before, "") if len(pieces) > 1 else (before,)
        for at, start, end in zip((0, -1), starts, ends):
            if start or end:
                pieces[at] = f'<span class="tied">{html.escape(start, quote=False)}{pieces[at]}{html.escape(end, quote=False)}</span>'
        return self.page.keep("".join(pieces), before + plain + after)

    def block(self, tex, environment=""):
        tags, labels = TAG.findall(tex), LABEL.findall(tex)
        rows = environment.rstrip("*") in NUMBERED_ROWS
        if rows and (tags or labels):
            tags, labels = [], []  # numbers of single rows: math-core's own
        else:
            tex = LABEL.sub("", TAG.sub("", tex))
        if environment and environment not in ("equation", "equation*"):
            star = "*" if rows and not environment.endswith("*") and "\\tag" not in tex and "\\label" not in tex else ""
            tex = f"\\begin{{{environment}{star}}}{tex}\\end{{{environment}{star}}}"
        pieces, plain = self._convert(tex.strip(), display=True)
        if not pieces:
            return ""
        mathml = "".join(pieces)
        number = self.page.numbers.equation(tags[0] if tags else "", labels[0] if labels else "") if tags or labels else None
        if number:
            id, shown = number
            mathml = f'<span class="body" tabindex="0" role="group" aria-label="Equation {html.escape(shown)}">{mathml}</span><span class="no">({html.escape(shown)})</span>'
            return self.page.keep(f'<span class="eq" id="{html.escape(id)}">{mathml}</span>', plain)
        return self.page.keep(f'<span class="eq"><span class="body" tabindex="0" role="group" aria-label="Equation">{mathml}</span></span>', plain)

    def _convert(self, tex, display):
        """The formula's pieces as MathML, and its characters."""
        import math_core

        if self._converter is None:
            self._converter = math_core.LatexToMathML(fancy_error=False, annotation=False, global_group=True)
        try:
            try:
                mathml = self._converter.convert_with_global_state(tex, displaystyle=display)
            except math_core.LatexError as error:
                if "already defined" not in str(error):
                    raise
                # MathJax lets \newcommand define again what exists; many notebooks define \R, which math-core knows.
                mathml = self._converter.convert_with_global_state(tex.replace("\\newcommand", "\\renewcommand"), displaystyle=display)
            return self._finish(mathml, tex)
        except math_core.LatexError as error:
            self.page.complain(f"the formula {tex!r} cannot be set: {str(error).strip().splitlines()[-1]}")
            source = html.escape(f"$${tex}$$" if display else f"${tex}$")
            return [f'<code class="tex" title="A formula that could not be set">{source}</code>'], tex

    def _finish(self, mathml, tex):
        from lxml import etree

        root = etree.fromstring(ENTITY.sub(character, mathml))
        for element in root.iter():
            style = element.attrib.pop("style", None)
            name = self.page.styles.name(style, colours=True) if style else ""
            if name:
                element.set("class", f"{element.get('class', '')} {name}".strip())
            text = element.text or ""
            self.characters.update(text)
            if element.tag == "mi" and len(text) == 1 and element.get("mathvariant") != "normal":
                self.characters.add(italic(text))
            if element.tag in ("msqrt", "mroot"):
                self.characters.add("√")  # drawn by the browser, written nowhere in the formula
        if not "".join(root.itertext()).strip() and len(root) == 0:
            return [], ""  # definitions alone
        root.set("alttext", " ".join(tex.split()))
        plain = "".join(root.itertext())
        pieces = broken(root) if root.get("display") is None and len(plain) > LONG else [root]
        return [etree.tostring(piece, encoding="unicode", method="html") for piece in pieces], plain


def broken(root):
    """A long formula of a line as several, each but the last ending in a relation sign: there TeX would break the line, and browsers break none."""
    from lxml import etree

    row = root
    while len(row) == 1 and row[0].tag == "mrow" and not row[0].attrib:
        row = row[0]
    pieces = [etree.Element("math")]
    for child in list(row):
        pieces[-1].append(child)
        if child.tag == "mo" and (child.text or "") in RELATIONS:
            child.set("form", "infix")
            pieces.append(etree.Element("math"))
    pieces = [piece for piece in pieces if len(piece)]
    for piece in pieces:
        piece.set("alttext", "".join(piece.itertext()))
    return pieces


def character(entity):
    return entity[0] if entity[1] in ("amp;", "lt;", "gt;", "quot;", "apos;") else html.entities.html5.get(entity[1], entity[0])


def italic(letter):
    """The letter a browser draws for a one-letter <mi> (MathML Core, section 4.2)."""
    code = ord(letter)
    for low, high, to in ((65, 90, 0x1D434), (97, 122, 0x1D44E), (0x391, 0x3A9, 0x1D6E2), (0x3B1, 0x3C9, 0x1D6FC)):
        if low <= code <= high:
            return "ℎ" if letter == "h" else chr(to + code - low)
    return {"∂": "𝜕", "ϕ": "𝜙", "ϵ": "𝜖", "ϑ": "𝜗", "ϱ": "𝜚", "ϖ": "𝜛"}.get(letter, letter)
