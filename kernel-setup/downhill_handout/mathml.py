"""Formulas of a page: their numbers, their names, and the MathML that browsers draw alike.

Numbers are LaTeX's: one counter, row by row, \\tag and \\notag as they say. A formula that cannot be set is a
complaint; its TeX then stays in the page, marked."""

import html
import html.entities
import re
import secrets

from . import engines, tex as texts

# Environments whose rows are numbered; with a star they get none. {arguments} of alignat come first in the body.
NUMBERED_ROWS = {"align", "gather", "multline", "eqnarray", "flalign", "alignat"}
SET_AS = {"eqnarray": "align", "flalign": "align", "alignat": "align"}  # what the engines call them
LONG, LONGER = 18, 30  # characters of a formula that a narrow column may have no room for
RELATIONS = set("=<>≤≥≈≠≡∼∈→←↦⇒⇔⟹⟺≪≫:")
OPERATIONS = set("+−±∓⋅·×,")
TAG = re.compile(r"\\tag(\*?)\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
NUMBERED = re.compile(
    r"\\begin\{((?:align|gather|multline|eqnarray|flalign|alignat|equation)\*?)\}.*?\\end\{\1\}", re.S
)
LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")
NO_NUMBER = re.compile(r"\\(?:notag|nonumber)(?![A-Za-z])")
WHOLE = re.compile(r"\s*\\begin\{([A-Za-z]+\*?)\}(.*)\\end\{\1\}\s*", re.S)
ENTITY = re.compile(
    r"&([A-Za-z][A-Za-z0-9]*;)"
)  # math-core writes &ApplyFunction; and the like, which XML does not know
REFERENCE = re.compile(r"\\(eqref|ref)\s*\{([^{}]*)\}")
# What engines draw by a style: rules of an array, a frame, a space that takes back. Bounded, for a formula may ask
# for any number.
DRAWN = re.compile(
    r"border(?:-(?:left|right|top|bottom))?:0?\.\d{1,4}em (?:solid|dashed|double)(?: currentcolor| #[0-9a-fA-F]{3,6})?|margin-left:-(?:[01]?\.\d{1,9}|[012])r?em"
    r"|padding(?:-top|-bottom)?:(?:0?\.\d{1,4}e[mx]|[0-5](?:\.\d{1,4})?pt)|font-variant-caps:small-caps"
)
ENCLOSED = {
    "box": "menclose-box",
    "updiagonalstrike": "menclose-up",
    "downdiagonalstrike": "menclose-down",
    "downdiagonalstrike updiagonalstrike": "menclose-cross",
}
LENGTH, UNITS = (
    re.compile(r"([+-]?(?:\d{1,9}\.?\d{0,9}|\.\d{1,9}))(r?em|ex|pt|px|cm|mm|in|pc|mu|%|)"),
    {
        "em": 1,
        "rem": 1,
        "ex": 2,
        "pt": 10,
        "px": 16,
        "cm": 0.4,
        "mm": 4,
        "in": 0.15,
        "pc": 1,
        "mu": 18,
        "%": 100,
        "": 1,
    },
)
FARTHEST = {
    "width": 40,
    "height": 20,
    "depth": 20,
    "lspace": 4,
    "rspace": 4,
    "voffset": 3,
    "minsize": 12,
    "maxsize": 12,
    "linethickness": 1,
}  # in em


class Formulas:
    def __init__(self, page):
        self.page = page
        self.characters = set()  # all that the math font must be able to draw
        self.macros = texts.Macros()
        self._references = []
        # with a number it stands in a formula for a reference or a link, which a notebook cannot write itself
        self._key = f"Dh{secrets.token_hex(8)}n"
        self._sides = False  # whether the rows at hand are a multline's: the first at the left, the last at the right

    def inline(self, tex, before="", after=""):
        """The formula, with the marks that no line break may part from it."""
        reference = REFERENCE.fullmatch(tex.strip())
        if reference:
            return before + self.page.numbers.mention_equation(reference[2], reference[1]) + after
        whole = WHOLE.fullmatch(tex)
        if whole and whole[1].rstrip("*") in NUMBERED_ROWS | {"equation"}:
            return html.escape(before, quote=False) + self.block(tex) + html.escape(after, quote=False)
        pieces, plain = self._convert(LABEL.sub("", tex), display=False)
        if not pieces:
            return html.escape(before + after, quote=False)
        ends = ("", after) if len(pieces) > 1 else (after,)
        starts = (before, "") if len(pieces) > 1 else (before,)
        for at, start, end in zip((0, -1), starts, ends):
            if start or end:
                pieces[at] = (
                    f'<span class="tied">{html.escape(start, quote=False)}{pieces[at]}{html.escape(end, quote=False)}</span>'
                )
        # Chromium breaks a line between two formulas, Firefox only where it is told that it may.
        return self.page.keep("<wbr>".join(pieces), before + plain + after)

    def block(self, tex, environment=""):
        """A formula of its own, with its number or those of its rows."""
        source = f"\\begin{{{environment}}}{tex}\\end{{{environment}}}" if environment else tex
        try:
            whole = self.macros.expand(source)
        except texts.TexError as error:
            return self._refused(source, True, error)
        whole = re.sub(r"\\(begin|end)\{subequations\}", "", whole)
        several = list(NUMBERED.finditer(whole))
        if len(several) > 1 and not NUMBERED.sub("", whole).strip():
            return "".join(self.block(one[0]) for one in several)
        outside = whole
        found = WHOLE.fullmatch(TAG.sub("", LABEL.sub("", whole)))
        if found and found[1].rstrip("*") in NUMBERED_ROWS | {"equation"} and f"\\begin{{{found[1]}}}" not in found[2]:
            name = found[1]
            inner = re.search(rf"\\begin\{{{re.escape(name)}\}}(.*)\\end\{{{re.escape(name)}\}}", whole, re.S)
            outside = whole[: inner.start()] + whole[inner.end() :]
            if name.rstrip("*") in NUMBERED_ROWS:
                return self._rows(name, inner[1], outside, source)
            return self._one(inner[1] + outside, source, always=not name.endswith("*"))
        return self._one(whole, source, always=False)

    def _one(self, tex, source, always):
        """A formula with one number at most: its \\tag, or the next for a \\label or an equation."""
        tags, labels = TAG.findall(tex), LABEL.findall(tex)
        counted = (always or labels) and not NO_NUMBER.search(tex)
        tex = NO_NUMBER.sub("", LABEL.sub("", TAG.sub("", tex)))
        pieces, plain = self._convert(texts.stripped(tex), display=True, source=source)
        if not pieces:
            return ""
        mathml = "".join(pieces)
        if number := self._number(tags, labels, counted):
            mathml = f'<span class="body" tabindex="0" role="group" aria-label="{self.page.word("equation")} {html.escape(number[1])}">{mathml}</span><span class="no">{number[2]}</span>'
            return self.page.keep(f'<span class="eq" id="{html.escape(number[0])}">{mathml}</span>', plain)
        return self.page.keep(
            f'<span class="eq"><span class="body" tabindex="0" role="group" aria-label="{self.page.word("equation")}">{mathml}</span></span>',
            plain,
        )

    def _number(self, tags, labels, counted):
        """A row's id, its number in plain words, and as it stands beside it: its tag, which may hold a formula, or
        the next; None if it gets none."""
        if not tags and not counted:
            return None
        star, tag = tags[0] if tags else ("", "")
        shown = self.inline(f"\\text{{{tag}}}") if set(tag) & set("\\$") else ""
        id, plain, shown = self.page.numbers.equation(tag, labels, shown)
        return id, plain, shown if star else f"({shown})"

    def _rows(self, name, body, outside, source):
        """An environment whose rows carry numbers of their own; multline has one, at its last row."""
        base, starred = name.rstrip("*"), name.endswith("*")
        if base == "alignat":
            body = re.sub(r"^\s*\{[^{}]*\}", "", body)
        rows, self._sides = texts.rows(body), base == "multline"
        if base == "multline":
            rows[-1] += "".join(
                m[0]
                for row in rows
                for m in (*TAG.finditer(row), *LABEL.finditer(row), *NO_NUMBER.finditer(row))
                if row is not rows[-1]
            )
        rows[-1] += outside
        numbers, cleaned = [], []
        for at, row in enumerate(rows):
            tags, labels = TAG.findall(row), LABEL.findall(row)
            last = at == len(rows) - 1
            counted = not starred and not NO_NUMBER.search(row) and (base != "multline" or last)
            if base == "multline" and not last:
                tags, labels = [], []
            numbers.append(self._number(tags, labels, counted))
            row = NO_NUMBER.sub("", LABEL.sub("", TAG.sub("", row)))
            if base == "eqnarray":
                row = re.sub(r"(?<!\\)&(.*?)(?<!\\)&", r"&\1 ", row, count=1, flags=re.S)
            cleaned.append(row)
        kind = SET_AS.get(base, base)
        tex = f"\\begin{{{kind}*}}{texts.ROW_END.join(cleaned)}\\end{{{kind}*}}"
        if not any(numbers):
            return self._one(tex, source, always=False)
        try:
            root = self._set(tex, display=True)
        except texts.TexError as error:
            return self._refused(source, True, error)
        lines, plain = self._lines(root, numbers, source)
        shown = [number[1] for number in numbers if number]
        label = html.escape(f"{self.page.word('equations' if len(shown) > 1 else 'equation')} {', '.join(shown)}")
        return self.page.keep(
            f'<span class="eq"><span class="body {lines[0]}" tabindex="0" role="group" aria-label="{label}">{"".join(lines[1:])}</span></span>',
            plain,
        )

    def _lines(self, root, numbers, source):
        """A table's cells, each a formula of its own in a grid of the page: no two browsers agree on where MathML
        puts numbers at a table's side."""
        from lxml import etree

        rows, plain = [], "".join(root.itertext())
        for row in next(root.iter("mtable")).findall("mtr"):
            cells = row.findall("mtd")
            if len(cells) > 2 and all("width" in cells[at].get("style", "") for at in (0, -1)):
                cells = cells[1:-1]
            rows.append(cells)
        columns = max(map(len, rows))
        pieces = [
            self.page.styles.given(
                ("grid-template-columns", "0 1fr auto" if self._sides else f"1fr repeat({columns},auto) 1fr")
            )
        ]
        for at, (cells, number) in enumerate(zip(rows, [*numbers, *[None] * len(rows)])):
            for column in range(columns):
                if self._sides:
                    way = "l" if at == 0 else "r" if at == len(rows) - 1 else ""
                else:
                    way = "" if columns == 1 else "lr"[column % 2 == 0]
                cell = cells[column] if column < len(cells) else etree.Element("mtd")
                cell.tag, cell.tail = "math", None
                cell.attrib.clear()
                cell.set("displaystyle", "true")
                cell.set("alttext", " ".join(source.split()) if at == column == 0 else "")
                pieces.append(
                    f'<span class="at {"start " if column == 0 else ""}{way}">{self._written(cell)}</span>'.replace(
                        ' "', '"'
                    )
                )
            pieces.append(
                f'<span class="no" id="{html.escape(number[0])}">{number[2]}</span>'
                if number
                else '<span class="no"></span>'
            )
        return [f"rows {pieces[0]}", *pieces[1:]], plain

    def _refused(self, tex, display, error):
        self.page.complain(f"the formula {tex!r} cannot be set: {error}")
        source = html.escape(f"$${tex}$$" if display else f"${tex}$")
        shown = f'<code class="tex" title="{html.escape(self.page.word("formula_unset"))}">{source}</code>'
        return self.page.keep(shown, tex)

    def _convert(self, tex, display, source=""):
        """The formula's pieces as MathML, and its characters."""
        source = source or tex
        try:
            root = self._set(tex, display)
        except texts.TexError as error:
            return [self._refused(source, display, error)], source
        if root is None:
            return [], ""  # definitions alone
        plain = "".join(root.itertext())
        pieces = broken(root) if root.get("display") is None and len(plain) > LONG else [root]
        for piece in pieces:
            piece.set("alttext", "")
        pieces[0].set("alttext", " ".join(source.split()))  # what is copied for the whole
        return [self._written(piece) for piece in pieces], plain

    def _set(self, tex, display):
        """The formula as a tree, its macros written out; None if it only defines some."""
        from lxml import etree

        expanded = REFERENCE.sub(
            self._reference,
            texts.plain(
                texts.linked(self.macros.expand(tex), lambda address, shown: self._link(address, shown, display))
            ),
        )
        if not expanded.strip():
            return None
        if display and len(texts.rows(expanded)) > 1:
            expanded = f"\\begin{{gathered}}{expanded}\\end{{gathered}}"
        try:
            root = etree.fromstring(
                ENTITY.sub(character, engines.mathml(expanded, display)),
                etree.XMLParser(huge_tree=True, resolve_entities=False),
            )
        except etree.XMLSyntaxError as error:
            raise texts.TexError(f"its MathML cannot be read: {error}") from None
        drawn_alike(root)
        return root if "".join(root.itertext()).strip() or len(root) else None

    def _written(self, root):
        """A tree as text: what engines wrote as styles in classes of the page, references as links."""
        from lxml import etree

        for element in root.iter():
            self._dress(element)
            text = re.sub(self._key + r"\d+x", "", element.text or "")
            self.characters.update(text)
            if element.tag == "mi" and len(text) == 1 and element.get("mathvariant") != "normal":
                self.characters.add(italic(text))
            if element.tag in ("msqrt", "mroot"):
                self.characters.add("√")  # drawn by the browser, written nowhere in the formula
        shown = etree.tostring(root, encoding="unicode", method="html")
        return (
            re.sub(self._key + r"(\d+)x", lambda m: self._references[int(m[1])], shown) if self._references else shown
        )

    def _reference(self, m):
        """A reference inside a formula, as words that are exchanged for the link when the formula is MathML."""
        return self._place(self.page.numbers.mention_equation(m[2], m[1]))

    def _link(self, address, tex, display):
        """What \\href{address}{tex} shows: a link of the page round a formula of its own, since not every browser
        follows an href of MathML."""
        opening, closing = self.page.links.target(re.sub(r"\\([%#&_~])", r"\1", address))
        return self._place(opening + self.inline("\\displaystyle " * display + tex) + closing)

    def _place(self, shown):
        self._references.append(shown)
        self.characters.update("()0123456789")
        return f"\\text{{{self._key}{len(self._references) - 1}x}}"

    def _dress(self, element):
        """Styles and classes of an engine as classes of the page."""
        style = element.attrib.pop("style", None) or ""
        names = element.attrib.pop("class", "").split()
        if "border-left" in style:
            style = re.sub(r"padding-left:\s*0[a-z]+", "padding-left:0.4em", style)
        for key, name in (
            ("mathbackground", "background-color"),
            ("mathcolor", "color"),
        ):  # as styles, which are bent until they can be read
            if colour := element.attrib.pop(key, ""):
                style += f";{name}:{colour}"
        style = ";".join([style, *(engines.CLASSES.get(name, "") for name in names)])
        drawn = [
            tuple(declaration.split(":"))
            for declaration in re.sub(r":\s*", ":", style).split(";")
            if DRAWN.fullmatch(declaration.strip())
        ]
        kept = [name for name in names if name.startswith("menclose")] + (["boxed"] if "border:" in style else [])
        name = self.page.styles.name(style, colours=True) if style.strip(";") else ""
        bound(element)
        names = [*kept, *([name] if name else []), *([self.page.styles.given(*drawn)] if drawn else [])]
        if names:
            element.set("class", " ".join(names))


def bound(element):
    """Takes away lengths that would lay a formula over other text, or push it off the page."""
    for key, most in FARTHEST.items():
        found = LENGTH.fullmatch(element.get(key) or "0")
        if not found or abs(float(found[1])) > most * UNITS[found[2]]:
            del element.attrib[key]


def drawn_alike(root):
    """What Chromium, Firefox and WebKit draw differently, written so that they do not."""
    from lxml import etree

    for accent in root.iter("mover", "munder"):
        if len(accent) == 2 and accent[1].get("stretchy") == "true" and accent[1].text == "~":
            accent[1].text = "˜"  # of which the page's font has wide ones (fonts.py)
        if len(accent) == 2 and accent[1].tag == "mo" and accent[1].get("stretchy") == "false":
            accent[1].set("stretchy", "true")  # without it WebKit lets a hat float half an em too high
    for enclosed in root.iter("menclose"):
        if name := ENCLOSED.get(" ".join(sorted((enclosed.get("notation") or "").split()))):
            enclosed.tag = "mrow"
            enclosed.attrib.clear()
            enclosed.set("class", name)
            for fallback in [child for child in enclosed if "menclose" in child.get("class", "")]:
                enclosed.remove(fallback)
    for table in root.iter("mtable"):
        if rule := re.search(
            r"border-left:[^;]*", table.get("style") or ""
        ):  # beside the first cells, which else touch it
            table.set("style", table.get("style").replace(rule[0], ""))
            for row in table.findall("mtr"):
                if len(row):
                    row[0].set("style", f"{row[0].get('style', '')};{rule[0]};padding-left:0.4em")
    for power in list(root.iter("msup", "msubsup")):  # as a superscript a prime is small and stands apart
        raised = power[-1]
        while raised.tag in ("mrow", "mstyle") and len(raised) == 1:
            raised = raised[0]
        prime = raised[0] if raised.tag == "mrow" and len(raised) else raised
        if len(power) < 2 or prime.tag != "mo" or not prime.text or not set(prime.text) <= set("′″‴⁗"):
            continue
        base = etree.Element("mrow")
        base.append(power[0])
        etree.SubElement(base, "mo", lspace="0", rspace="0", form="postfix").text = prime.text
        if prime is raised:  # f′ or f′ with an index
            power.remove(power[-1])
            if len(power):
                power.tag = "msub"
                power.insert(0, base)
            else:
                base.tail = power.tail
                power.getparent().replace(power, base)
        else:  # f′ to a power
            raised.remove(prime)
            power.insert(0, base)
    for row in root.iter("mtr"):  # + at the head of an aligned cell stands between, not before
        cells = [cell for cell in row if "width" not in cell.get("style", "")]
        for left, right in zip(cells[::2], cells[1::2]):
            first = right[0] if len(right) else None
            while first is not None and first.tag == "mrow" and len(first):
                first = first[0]
            aligned = all(
                f"text-align: {way}" in cell.get("style", "") or f"tml-{way}" in cell.get("class", "")
                for cell, way in ((left, "right"), (right, "left"))
            )
            if aligned and first is not None and first.tag == "mo" and first.text in ("+", "−", "±", "∓", "-"):
                for key in ("lspace", "rspace"):
                    first.attrib.pop(key, None)
                first.set("form", "infix")


def broken(root):
    """A long formula of a line as several, each but the last ending in a relation sign or, if that is still long, an
    operation: there TeX would break the line, and browsers break none."""
    row = root
    while len(row) == 1 and row[0].tag == "mrow" and not row[0].attrib:
        row = row[0]
    pieces = parted(list(row), RELATIONS)
    long = [piece for piece in pieces if len("".join(piece.itertext())) > LONGER]
    for piece in long:
        at = pieces.index(piece)
        pieces[at : at + 1] = parted(list(piece), OPERATIONS)
    return pieces


def parted(children, ends):
    """The children in <math> elements, each but the last ending in one of the signs."""
    from lxml import etree

    pieces = [etree.Element("math")]
    for child in children:
        pieces[-1].append(child)
        if child.tag == "mo" and (child.text or "") in ends and (len(pieces[-1]) > 1 or len(pieces) > 1):
            child.set("form", "infix") if child.text != "," else None
            pieces.append(etree.Element("math"))
    return [piece for piece in pieces if len(piece)]


def character(entity):
    return (
        entity[0]
        if entity[1] in ("amp;", "lt;", "gt;", "quot;", "apos;")
        else html.entities.html5.get(entity[1], entity[0])
    )


def italic(letter):
    """The letter a browser draws for a one-letter <mi> (MathML Core, section 4.2)."""
    code = ord(letter)
    for low, high, to in ((65, 90, 0x1D434), (97, 122, 0x1D44E), (0x391, 0x3A9, 0x1D6E2), (0x3B1, 0x3C9, 0x1D6FC)):
        if low <= code <= high:
            return "ℎ" if letter == "h" else chr(to + code - low)
    return {"∂": "𝜕", "ϕ": "𝜙", "ϵ": "𝜖", "ϑ": "𝜗", "ϱ": "𝜚", "ϖ": "𝜛"}.get(letter, letter)
