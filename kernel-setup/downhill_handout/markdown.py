"""Markdown to HTML: nbconvert's parser (Markdown with TeX), with notes, and a renderer that keeps what is ours aside.

Whatever goes into something that is kept has been through the cleaner before (`_safe`); the rest goes through it as a
whole at the end."""

import html
import re

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from . import clean, listing
from .htmlmath import INLINE, with_formulas
from .page import CLOSE

CALL = r"\[\^(?P<note_key>[^\]\s]+)\]"
DEFINITION = r"^ {0,3}\[\^(?P<note_def>[^\]\s]+)\]:[ \t]?(?P<note_body>[^\n]*(?:\n+(?: {2,}|\t)[^\n]*|\n(?!\s*\n|\[\^|[#>*-])[^\n]+)*)"
REFERENCE = r"\\(?P<ref_how>eqref|ref)\s*\{(?P<ref_label>[^{}\n]*)\}"
DEFINED = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.M)
SPACED = re.compile(
    r"(!\[[^\]\n]*\]\(\s*attachment:)([^)\n\"'<>]*[^)\n\"'<> ])(\s*\))"
)  # a picture's address with blanks in it, which Markdown does not take
ALERT = re.compile(r"\s*<p>\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*(?:<br>)?\s*", re.I)
ALERTS = {"note": "info", "tip": "success", "important": "primary", "warning": "warning", "caution": "danger"}
# A dollar right behind another begins a formula where that one ends the last: $a$$b$.
INLINE_MATH = rf"(?:(?<![$\\])|(?<=[^\s$\\]\$))\$(?P<math_inline_tex>{INLINE})\$"
FENCE, CELLS = re.compile(r"[ >]{0,5}(```+|~~~+)"), re.compile(r"(?<!\\)\||(?<=[^\\]\\\\)\|")
ALIGNED = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
WHOLE = re.compile(
    r"(`+)(?!`).*?(?<!`)\1(?!`)|(?<![\\$])(\$\$?)(?=\S)(?:[^$\\]|\\.)*?(?<=\S)\2(?!\d)"
)  # code or a formula inside a table's row
MOST_CELLS = 20_000  # of a text's tables: two lines can ask for as many as there are memory and time
PIPE = "\ufdd2"  # stands for a pipe inside one; no notebook holds it (text.py)
NEIGHBOUR = {"back": "prev", "previous": "prev", "next": "next"}


def render(page, source, attachments=None):
    """The HTML of a Markdown text, with marks."""
    page.attachments = attachments or {}
    renderer = Renderer(page)
    markdown = Markdown(renderer)
    source = even_tables(page, source) if "|" in source else source
    source = SPACED.sub(lambda m: m[1] + m[2].replace(" ", "%20") + m[3], source)
    text = re.sub(
        f"{CLOSE}(?=[.,;:!?)\\]])", CLOSE + "\u2060", markdown.render(source)
    )  # no line begins with the full stop after a formula
    return clean.foreign(page, text, walk=renderer.raw)


class Markdown(MarkdownWithMath):
    def __init__(self, renderer):
        super().__init__(renderer)
        self.inline.register(
            "inline_math_tex", INLINE_MATH, lambda inline, m, state: inline.parse_inline_math_tex(m, state)
        )
        self.inline.known_notes = renderer.page.notes.known
        self.inline.register("note_call", CALL, parse_call, before="link")
        self.inline.register("equation_ref", REFERENCE, parse_reference, before="block_math_tex")
        self.before_render_hooks.append(lambda _, state: whole_again(state.tokens))
        self.block.register("note_definition", DEFINITION, parse_definition, before="ref_link")
        for rules in (
            self.block.block_quote_rules,
            self.block.list_rules,
        ):  # a table may stand in a quote and in a list
            rules += [name for name in ("table", "nptable") if name not in rules]
        for name in ("table", "task_list_item"):  # a plugin registers its own over a method of the renderer
            renderer.register(name, lambda _renderer, *a, _own=getattr(Renderer, name), **k: _own(renderer, *a, **k))

    def render_state(self, state):
        """Block by block, so that a note can stand beside the block it belongs to."""
        page, done = self.renderer.page, []
        after_title = False
        for token in self._iter_render(state.tokens, state):
            if token["type"] == "paragraph" and self._neighbours(token):
                continue
            text = self.renderer.render_tokens([token], state)
            if token["type"] == "block_quote" and after_title and not page.question:
                page.question = text_of(page, text)
                text = page.keep('<div class="question">') + inside(text) + page.keep("</div>")
            elif token["type"] == "block_quote" and inside(text).startswith("<p><strong>Aside.</strong>"):
                note = page.notes.aside(inside(text).replace("<strong>Aside.</strong>", "", 1))
                done.append(
                    page.keep('<div class="noted">') + (done.pop() if done else "") + note + page.keep("</div>")
                )
                continue
            if token["type"] not in ("blank_line", "newline"):
                after_title = token["type"] == "heading" and page.contents.title is page.contents.headings[-1]
            done.append(page.notes.beside(text))
        return "".join(done)

    def _neighbours(self, token):
        """Takes a paragraph **Back:** … **Next:** … that links to notebooks for the page's own bar."""
        children = token.get("children") or []
        if not children or children[0]["type"] != "strong":
            return False
        found, relation = [], None
        for child in children:
            words = plain(child).strip()
            if child["type"] == "strong" and words.rstrip(":").lower() in NEIGHBOUR:
                relation = NEIGHBOUR[words.rstrip(":").lower()]
            elif child["type"] == "link" and relation and child["attrs"]["url"].endswith(".ipynb"):
                found.append((relation, child["attrs"]["url"], words))
            elif child["type"] not in ("text", "softbreak", "linebreak") or words.strip(" ·|,;—–-"):
                return False
        for relation, url, words in found:
            opening, closing = self.renderer.page.links.target(url)
            self.renderer.page.neighbours.append((relation, opening, html.escape(words), closing))
        return bool(found)


def even_tables(page, source):
    """Tables whose rows have as many cells as their head: filled up, or cut, as JupyterLab does; the parser would
    make no table of them. A pipe inside code or a formula parts nothing where the row would otherwise not fit."""
    lines, columns, fenced, cells_left = source.split("\n"), 0, "", MOST_CELLS
    for at, line in enumerate(lines):
        fence = FENCE.match(line)
        if fence:
            fenced, columns = "" if fenced and fence[1].startswith(fenced) else fenced or fence[1], 0
            continue
        quote, row = quoted(line)
        if fenced or "|" not in row:
            columns = 0
        elif columns and (cells_left := cells_left - columns) > 0:
            lines[at] = quote + even(page, row, columns)
        elif at and ALIGNED.fullmatch(row) and "|" in lines[at - 1] and quoted(lines[at - 1])[0] == quote:
            columns = len(cells(row))
            head = fitting(quoted(lines[at - 1])[1], columns)
            if len(head) == columns:
                lines[at - 1 : at + 1] = quote + joined(head), quote + joined(cells(row))
            else:
                columns = 0
    return "\n".join(lines)


def whole_again(tokens):
    """The pipes that even_tables has hidden from the parser of tables."""
    for token in tokens:
        if PIPE in token.get("text", ""):
            token["text"] = token["text"].replace(PIPE, "|")
        whole_again(token.get("children", ()))


def quoted(line):
    """The marks of a block quote at a line's head, and the rest; a line set in by four blanks is code, and none of a
    table's."""
    found = re.match(r"((?: {0,3}> ?)*)( *)", line)
    return (found[0], line[found.end() :]) if len(found[2]) < 4 else (line, "")


def cells(row):
    return CELLS.split(re.sub(r"^\||(?<!\\)\|$", "", row.strip()))


def fitting(row, columns):
    """A row's cells; if they are not as many as the columns, those that it has when code and formulas are whole."""
    found = cells(row)
    return found if len(found) == columns else cells(WHOLE.sub(lambda m: CELLS.sub(PIPE, m[0]), row))


def even(page, row, columns):
    found = fitting(row, columns)
    if any(words.strip() for words in found[columns:]):
        page.complain(
            f"a row of a table has more cells than its head; left out, as in JupyterLab: {' | '.join(found[columns:]).strip()[:200]}",
            strict=False,
        )
    return joined([*found, *[" "] * columns][:columns])


def joined(found):
    return f"|{'|'.join(found)}|"


def plain(token):
    return token.get("raw") or "".join(plain(child) for child in token.get("children", []))


def inside(quote):
    """What stands in a block quote that the renderer wrote."""
    return quote.strip().removeprefix("<blockquote>").removesuffix("</blockquote>").strip()


def text_of(page, text):
    from lxml import html as lxml_html

    return " ".join(page.plain(lxml_html.fromstring(f"<div>{text}</div>").text_content()).split())


def parse_call(inline, m, state):
    key = m.group("note_key")
    state.append_token(
        {"type": "note_call", "raw": key} if key in inline.known_notes else {"type": "text", "raw": m.group(0)}
    )
    return m.end()


def parse_reference(inline, m, state):
    state.append_token({"type": "equation_ref", "raw": m.group("ref_label"), "attrs": {"how": m.group("ref_how")}})
    return m.end()


def parse_definition(block, m, state):
    body = re.sub(r"^(?: {1,4}|\t)", "", m.group("note_body"), flags=re.M)
    child = state.child_state(body)
    block.parse(child, block.rules)
    state.append_token({"type": "note_definition", "children": child.tokens, "attrs": {"key": m.group("note_def")}})
    return m.end() + state.src.startswith("\n", m.end())


# Browsers break a line on either side of a formula, even between it and its full stop.
CLOSING, OPENING = re.compile(r"[.,;:!?…%)\]}’”'\"]+"), re.compile(r"[(\[{‘“'\"]+$")


def tied(tokens):
    """Gives formulas the marks that stand against them without a space, so that no line break comes between."""
    for before, after in zip(tokens, tokens[1:]):
        if before["type"] == "inline_math" and after["type"] == "text" and (marks := CLOSING.match(after["raw"])):
            before.setdefault("attrs", {})["after"] = marks[0]
            after["raw"] = after["raw"][marks.end() :]
        elif before["type"] == "text" and after["type"] == "inline_math" and (marks := OPENING.search(before["raw"])):
            after.setdefault("attrs", {})["before"] = marks[0]
            before["raw"] = before["raw"][: marks.start()]
    return tokens


class Renderer(IPythonRenderer):
    def __init__(self, page):
        super().__init__(escape=False, allow_harmful_protocols=True)
        self.page = page
        self.raw = False  # whether raw HTML was met

    def _safe(self, text):
        return clean.foreign(self.page, text, walk=self.raw)

    def iter_tokens(self, tokens, state):
        return super().iter_tokens(tied(list(tokens)), state)

    # math

    def inline_math(self, body, before="", after=""):
        return self.page.formulas.inline(body, before, after)

    def block_math(self, body):
        return self.page.formulas.block(body)

    def latex_environment(self, name, body):
        return self.page.formulas.block(body, name)

    def equation_ref(self, label, how):
        return self.page.numbers.mention_equation(label, how)

    # blocks

    def paragraph(self, text):
        if self.page.lone(text):
            return self.page.keep('<div class="lone">') + text + self.page.keep("</div>") + "\n"
        return super().paragraph(text)

    def heading(self, text, level, **attrs):
        from lxml import html as lxml_html

        body = self._safe(text)
        words = lxml_html.fromstring(f"<div>{body}</div>").text_content() if "<" in body or "&" in body else body
        return self.page.contents.heading(body, level, self.page.plain(words)) + "\n"

    def block_quote(self, text):
        """GitHub's > [!NOTE] as a box; another quote as it is."""
        found = ALERT.match(text)
        if not found:
            return super().block_quote(text)
        kind = found[1].lower()
        title = self.page.keep(f'<p class="kind">{self.page.word("note_kind" if kind == "note" else kind)}</p>', kind)
        return (
            self.page.keep(f'<div class="alert {ALERTS[kind]}" role="note">')
            + title
            + "<p>"
            + text[found.end() :]
            + self.page.keep("</div>")
            + "\n"
        )

    def block_code(self, code, info=None):
        language = info.split()[0] if info and info.split() else ""
        if language == "mermaid":
            return self.page.keep(listing.named(code, "mermaid", self.page.word("diagram"))) + "\n"
        return self.page.keep(listing.fenced(code, language, self.page.word("code"))) + "\n"

    def block_html(self, html):
        self.raw = True
        return with_formulas(self.page, html) + "\n"

    def inline_html(self, html):
        self.raw = True
        return html

    def table(self, text):
        self.raw = True  # the walk boxes it, and turns the cells' alignment into classes
        return f"<table>{text}</table>\n"

    def task_list_item(self, text, checked=False):
        self.raw = True  # for the walk: the box takes the bullet's place
        return f'<li style="list-style:none">{"☑" if checked else "☐"} {text}</li>\n'

    # links, pictures, notes

    def link(self, text, url, title=None):
        body = self._safe(text)
        if url.startswith(("#fig:", "#eq:")):
            return self.page.numbers.mention(url[1:], self.page.plain(body).strip(), body)
        opening, closing = self.page.links.target(url)
        return f"{opening}{body}{closing}"

    def image(self, text, url, title=None):
        alt = " ".join(self.page.plain(html.unescape(text)).split())
        found = self.page.links.picture(url, self.page.attachments)
        if found is None:
            return self.page.keep(f'<em class="gone">{html.escape(clean.picture_gone(self.page, alt, url))}</em>', alt)
        if not alt:
            self.page.complain(f"the picture {url[:60]} has no alt text")
            alt = self.page.word("no_description")
        return self.page.keep(clean.image(found, {"alt": alt, **({"title": title} if title else {})}), alt)

    def note_call(self, key):
        return self.page.notes.call(key)

    def note_definition(self, text, key):
        self.page.notes.define(key, self._safe(text))
        return ""
