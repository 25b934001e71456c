"""What a cell printed, drew or failed with.

Of a bundle the first kind is taken, in nbconvert's order (NbConvertBase.display_data_priority), that shows something
once it is clean. What cannot be shown at all is named in its place."""

import html
import re

from . import clean, live, pictures
from .htmlmath import has_formulas, with_formulas
from .listing import box, named
from .text import markup

WIDGET = "application/vnd.jupyter.widget-view+json"
MORE = (
    "application/mathml+xml",
    "text/mathml",
    "image/gif",
    "image/webp",
    "image/avif",
    "application/json",
)  # kinds that nbconvert's HTML does not show; here they stand before plain text
SCRIPTS = ("application/javascript", "text/javascript")


def render(page, output):
    """The HTML of one output, "" for one that is empty."""
    kind = output.get("output_type")
    if kind == "stream":
        name = output.get("name", "stdout")
        if name == "stdin" and page.exporter.exclude_output_stdin:
            return ""
        return text_block(
            page,
            joined(output.get("text", "")),
            page.word("output" if name == "stdout" else "messages"),
            "out" if name == "stdout" else "out messages",
        )
    if kind == "error":
        page.complain(
            f"the cell failed: {plain_text(output.get('ename', ''))}: {plain_text(output.get('evalue', ''))[:120]}"
        )
        trace = (
            "\n".join(output.get("traceback") or []) or f"{output.get('ename', 'Error')}: {output.get('evalue', '')}"
        )
        return text_block(page, trace, page.word("error"), "out failure")
    data = {mime.strip(): value for mime, value in (output.get("data") or {}).items()}
    if not any(value if not isinstance(value, str) else value.strip() for value in data.values()):
        return ""  # nothing in any kind
    for mime in page.kinds:
        show = SHOW.get(mime.partition("/")[0] if mime.startswith("image/") else mime)
        if show and mime in data and not (mime == "text/plain" and needs_script(data)):
            if shown := show(page, data, mime):
                return live.host(page, data, shown)
            if mime == "text/html" and joined(data[mime]).strip() and "<script" not in joined(data[mime]).lower():
                return ""  # HTML that shows nothing: so does nbconvert's page
    return unshown(page, data)


def needs_script(data):
    """Whether an output is a widget, or a script with nothing beside it but the name of an object:
    <IPython.core.display.Javascript object>."""
    return (
        WIDGET in data
        or any(mime in data for mime in SCRIPTS)
        and re.fullmatch(r"<[^\n]*>|", joined(data.get("text/plain", "")).strip()) is not None
    )


def kinds(exporter):
    """The kinds of an output that are shown, the best first: nbconvert's order, or the one that was configured."""
    from nbconvert.exporters.html import HTMLExporter
    from nbconvert.utils.base import NbConvertBase

    asked = list(NbConvertBase(parent=exporter).display_data_priority)
    stock = HTMLExporter.default_config.fget(exporter)["NbConvertBase"]["display_data_priority"]
    if asked != list(stock):
        return asked
    at = asked.index("text/plain")
    return [*asked[:at], *MORE, *asked[at:]]


def joined(value):
    return value if isinstance(value, str) else "".join(value) if isinstance(value, list) else str(value)


LINK = re.compile(
    r"\x1b\]8;[^;\x07\x1b]*;([^\x07\x1b]*)(?:\x07|\x1b\\)(.*?)\x1b\]8;[^;\x07\x1b]*;(?:\x07|\x1b\\)", re.S
)
OTHER = re.compile(r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")  # commands to a terminal, its title, say


def ansi(page, text):
    """A terminal's text as HTML: the sixteen colours as nbconvert's classes, others and links as the page's own."""
    if "\x1b" not in text and "\b" not in text and "\r" not in text:
        return html.escape(text, quote=False)
    text, pieces, at = carriage(text), [], 0
    for link in LINK.finditer(text):
        opening, closing = page.links.target(link[1]) if link[1].startswith(("http://", "https://")) else ("", "")
        pieces += (
            coloured(page, text[at : link.start()]),
            page.fill(opening),
            coloured(page, link[2]),
            page.fill(closing),
        )
        at = link.end()
    return "".join([*pieces, coloured(page, text[at:])])


def coloured(page, text):
    from nbconvert.filters import ansi2html

    text = OTHER.sub("", text)
    shown = ansi2html(text) if "\x1b" in text else html.escape(text, quote=False)

    def dressed(m):
        name = page.styles.name(m[1])
        return f' class="{name}"' if name else ""

    return re.sub(r' style="([^"]*)"', dressed, shown)


def carriage(text):
    """What a terminal shows after carriage returns and backspaces: a progress bar's last state."""
    lines = []
    for line in text.replace("\r\n", "\n").split("\n"):
        line = line.rstrip("\r").rpartition("\r")[2]
        while "\b" in line:
            at = line.index("\b")
            line = line[: max(at - 1, 0)] + line[at + 1 :]
        lines.append(line)
    return "\n".join(lines)


def plain_text(text):
    from nbconvert.filters import strip_ansi

    return " ".join(strip_ansi(joined(text)).split())


def text_block(page, text, label, classes):
    """Text in a box. Of a long one the head is shown and the rest is folded; of a very long one the end is left out,
    and how much is said."""
    text = carriage(text.rstrip("\n"))
    if not text.strip():
        return ""
    exporter = page.exporter
    text, left = parted(text, exporter.output_most)
    head, rest = parted(text, exporter.output_lines)
    shown = block(page, head, label, classes)
    if rest:
        colour = "".join(re.split(r"\x1b\[0?m", head)[-1:])  # what is still on where the head ends
        inner = block(page, "".join(re.findall(r"\x1b\[[\d;]*m", colour)) + rest, label, classes)
        shown += f'<details class="fold rest"><summary>{html.escape(page.say("more", amount(page, rest)))}</summary>{inner}</details>'
    if left:
        page.complain(
            f"the end of an output is left out, {len(left):,} characters (output_most is {exporter.output_most})",
            strict=False,
        )
        shown += f'<p class="gone">{html.escape(page.say("left_out", amount(page, left)))}</p>'
    return shown


def block(page, text, label, classes):
    return f'<pre class="{classes}" tabindex="0" role="group" aria-label="{label}">{ansi(page, text)}</pre>'


def parted(text, lines):
    """The head of a text, and what is behind it. There are 400 characters to a line; 0 lines are all."""
    if not lines or len(text) < lines:
        return text, ""
    at = -1
    for _ in range(lines):
        at = text.find("\n", at + 1)
        if at < 0 or at > 400 * lines:
            break
    if 0 <= at <= 400 * lines:
        return text[:at], text[at + 1 :]
    return text[: 400 * lines], text[400 * lines :]


def amount(page, text):
    """How much a text is, in words: 1,900 lines."""
    lines = text.count("\n") + 1
    count = lines if lines > 1 else len(text)
    return page.say("lines" if lines > 1 else "characters", f"{count:,}".replace(",", page.word("thousands")))


def folded_if_long(page, shown, rows, what):
    """HTML with very many rows is folded as a whole: a table cannot be parted."""
    if not page.exporter.output_lines or rows <= page.exporter.output_lines:
        return shown
    summary = f"{what}: {page.say('lines', f'{rows:,}'.replace(',', page.word('thousands')))}"
    return f'<details class="fold rest"><summary>{html.escape(summary)}</summary>{shown}</details>'


def as_html(page, data, mime):
    source = joined(data[mime])
    page.attachments = {}
    shown = clean.foreign(page, with_formulas(page, source))
    scripted = "<script" in source.lower()
    if not something(page, shown):
        return unshown(page, data) if scripted and not any(kind in data for kind in page.kinds if kind != mime) else ""
    if scripted:
        page.complain("an output's script was left out")
        shown += '<p class="gone">' + page.word("script_beside") + "</p>"
    return f'<div class="result">{folded_if_long(page, shown, shown.count("<tr"), page.word("table"))}</div>'


def something(page, shown):
    """Whether cleaned HTML still shows anything. A mark stands for something of ours: a picture, a heading."""
    if not shown.strip():
        return False
    from lxml import html as lxml_html

    root = lxml_html.fragment_fromstring(shown, create_parent="div")
    return bool(root.text_content().strip()) or root.find(".//hr") is not None


def as_markdown(page, data, mime):
    from . import markdown

    return (
        f'<div class="result">{markdown.render(page, joined(data[mime]))}</div>' if joined(data[mime]).strip() else ""
    )


def as_picture(page, data, mime):
    text = joined(data[mime])
    address = (
        pictures.address(text.encode())
        if mime == pictures.VECTOR and text.lstrip().startswith("<")
        else pictures.from_base64(text)
    )
    if address is None:
        return ""
    alt = plain_text(data.get("text/plain", ""))
    if (
        not alt or alt.startswith("<") and alt.endswith(">")
    ):  # "<Figure size 640x480 with 1 Axes>" says nothing to anybody
        page.complain("a picture without alt text")
        alt = page.word("no_description")
    metadata = page.output_metadata.get(mime) or {}
    size = {
        k: str(metadata[k])
        for k in ("width", "height")
        if isinstance(metadata, dict) and str(metadata.get(k, "")).isdigit()
    }
    picture = page.keep(clean.image(address, {"alt": alt, **size}), alt)
    name = page.next_figure_name()
    if not name:
        return f'<div class="result picture">{picture}</div>'
    id, number = page.numbers.figure(name)
    return f'<figure id="{html.escape(id)}">{picture}<figcaption><span class="fignum">{page.word("figure")} {number}</span></figcaption></figure>'


def as_latex(page, data, mime):
    tex = joined(data[mime]).strip()
    for opening, closing, display in (
        ("$$", "$$", True),
        (r"\[", r"\]", True),
        ("$", "$", False),
        (r"\(", r"\)", False),
    ):
        inner = tex[len(opening) : len(tex) - len(closing)]
        if (
            tex.startswith(opening)
            and tex.endswith(closing)
            and len(tex) >= len(opening) + len(closing)
            and opening not in inner
            and closing not in inner
        ):
            tex = tex[len(opening) : -len(closing)].strip()
            display = True if tex.startswith(r"\displaystyle") else display
            return f'<div class="result">{page.formulas.block(tex) if display else page.formulas.inline(tex)}</div>'
    if not tex:
        return ""
    if has_formulas(tex) and (shown := with_formulas(page, html.escape(tex, quote=False))) != html.escape(
        tex, quote=False
    ):
        return f'<div class="result"><p>{shown}</p></div>'
    return (
        box(tex, "latex", "LaTeX")
        if "\\" in tex
        else f'<div class="result"><p>{html.escape(tex, quote=False)}</p></div>'
    )


def as_json(page, data, mime):
    import json

    text = json.dumps(data[mime], indent=2, ensure_ascii=False, sort_keys=True)
    return folded_if_long(page, box(text, "json", "JSON"), text.count("\n") + 1, "JSON")


def as_text(page, data, mime):
    return text_block(page, joined(data[mime]), page.word("output"), "out")


def unshown(page, data):
    """Names what stood here; a widget's or a script's text fallback goes with it."""
    fallback = plain_text(data.get("text/plain", "")) if "text/plain" in page.kinds else ""
    if fallback.startswith("<IPython.core.display."):
        fallback = ""
    if WIDGET in data:
        words = page.word("widget")
    elif any(mime in data for mime in SCRIPTS) or "<script" in joined(data.get("text/html", "")).lower():
        words = page.word("script_only")
    else:
        words = page.say("kind_gone", ", ".join(sorted(data)))
    page.complain(words)
    return f'<p class="gone">{html.escape(words + (": " + fallback if fallback else "") + ".")}</p>'


def as_mathml(page, data, mime):
    from .drawings import as_pictures

    shown = as_pictures(page, markup(joined(data[mime])))
    return f'<div class="result">{clean.foreign(page, shown)}</div>' if something(page, shown) else ""


def as_diagram(page, data, mime):
    return named(joined(data[mime]), "mermaid", page.word("diagram")) if joined(data[mime]).strip() else ""


SHOW = {
    "text/html": as_html,
    "text/vnd.mermaid": as_diagram,
    "application/mathml+xml": as_mathml,
    "text/mathml": as_mathml,
    "text/markdown": as_markdown,
    "image": as_picture,
    "text/latex": as_latex,
    "application/json": as_json,
    "text/plain": as_text,
}
