"""What a cell printed, drew or failed with.

Of a bundle the first kind is taken, in nbconvert's order (NbConvertBase.display_data_priority), that shows something once it is clean. What cannot be
shown at all is named in its place.
"""

import html

from . import clean, live, pictures
from .htmlmath import has_formulas, with_formulas
from .listing import box

WIDGET = "application/vnd.jupyter.widget-view+json"
MORE = ("image/gif", "image/webp", "image/avif", "application/json")  # kinds that nbconvert's HTML does not show; here they stand before plain text
SCRIPTS = ("application/javascript", "text/javascript")


def render(page, output):
    """The HTML of one output, "" for one that is empty."""
    kind = output.get("output_type")
    if kind == "stream":
        name = output.get("name", "stdout")
        if name == "stdin" and page.exporter.exclude_output_stdin:
            return ""
        return text_block(joined(output.get("text", "")), "Output" if name == "stdout" else "Messages", "out" if name == "stdout" else "out messages")
    if kind == "error":
        page.complain(f"the cell failed: {plain_text(output.get('ename', ''))}: {plain_text(output.get('evalue', ''))[:120]}")
        trace = "\n".join(output.get("traceback") or []) or f"{output.get('ename', 'Error')}: {output.get('evalue', '')}"
        return text_block(trace, "Error", "out failure")
    data = output.get("data") or {}
    if not data:
        return ""
    for mime in page.kinds:
        show = SHOW.get(mime.partition("/")[0] if mime.startswith("image/") else mime)
        if show and mime in data and not (mime == "text/plain" and WIDGET in data) and (shown := show(page, data, mime)):
            return live.host(page, data, shown)
    return unshown(page, data)


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


def ansi(text):
    """Terminal colours as nbconvert's classes; colours beyond the sixteen, which come as inline styles, fall to plain text."""
    if "\x1b" not in text and "\b" not in text and "\r" not in text:
        return html.escape(text, quote=False)
    from nbconvert.filters import ansi2html, strip_ansi

    text = carriage(text)
    coloured = ansi2html(text)
    return html.escape(strip_ansi(text), quote=False) if " style=" in coloured else coloured


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


def text_block(text, label, classes):
    text = text.rstrip("\n")
    if not text.strip():
        return ""
    return f'<pre class="{classes}" tabindex="0" role="group" aria-label="{label}">{ansi(text)}</pre>'


def as_html(page, data, mime):
    source = joined(data[mime])
    page.attachments = {}
    shown = clean.foreign(page, with_formulas(page, source))
    needs_script = "<script" in source.lower()
    if not something(page, shown):
        return unshown(page, data) if needs_script and not any(kind in data for kind in page.kinds if kind != mime) else ""
    if needs_script:
        page.complain("an output's script was left out")
        shown += '<p class="gone">This output came with a script, which a handout does not run.</p>'
    return f'<div class="result">{shown}</div>'


def something(page, shown):
    """Whether cleaned HTML still shows anything. A mark stands for something of ours: a picture, a heading."""
    if not shown.strip():
        return False
    from lxml import html as lxml_html

    root = lxml_html.fragment_fromstring(shown, create_parent="div")
    return bool(root.text_content().strip()) or root.find(".//hr") is not None


def as_markdown(page, data, mime):
    from . import markdown

    return f'<div class="result">{markdown.render(page, joined(data[mime]))}</div>' if joined(data[mime]).strip() else ""


def as_picture(page, data, mime):
    text = joined(data[mime])
    address = pictures.address(text.encode()) if mime == pictures.VECTOR and text.lstrip().startswith("<") else pictures.from_base64(text)
    if address is None:
        return ""
    alt = plain_text(data.get("text/plain", ""))
    if not alt or alt.startswith("<") and alt.endswith(">"):  # "<Figure size 640x480 with 1 Axes>" says nothing to anybody
        page.complain("a picture without alt text")
        alt = "A picture whose author left no description."
    metadata = page.output_metadata.get(mime) or {}
    size = {k: str(metadata[k]) for k in ("width", "height") if isinstance(metadata, dict) and str(metadata.get(k, "")).isdigit()}
    picture = page.keep(clean.image(address, {"alt": alt, **size}), alt)
    name = page.next_figure_name()
    if not name:
        return f'<div class="result picture">{picture}</div>'
    id, number = page.numbers.figure(name)
    return f'<figure id="{html.escape(id)}">{picture}<figcaption><span class="fignum">Figure {number}</span></figcaption></figure>'


def as_latex(page, data, mime):
    tex = joined(data[mime]).strip()
    for opening, closing, display in (("$$", "$$", True), (r"\[", r"\]", True), ("$", "$", False), (r"\(", r"\)", False)):
        inner = tex[len(opening):len(tex) - len(closing)]
        if tex.startswith(opening) and tex.endswith(closing) and len(tex) >= len(opening) + len(closing) and opening not in inner and closing not in inner:
            tex = tex[len(opening) : -len(closing)].strip()
            display = True if tex.startswith(r"\displaystyle") else display
            return f'<div class="result">{page.formulas.block(tex) if display else page.formulas.inline(tex)}</div>'
    if not tex:
        return ""
    if has_formulas(tex) and (shown := with_formulas(page, html.escape(tex, quote=False))) != html.escape(tex, quote=False):
        return f'<div class="result"><p>{shown}</p></div>'
    return box(tex, "latex", "LaTeX") if "\\" in tex else f'<div class="result"><p>{html.escape(tex, quote=False)}</p></div>'


def as_json(page, data, mime):
    import json

    return box(json.dumps(data[mime], indent=2, ensure_ascii=False, sort_keys=True), "json", "JSON")


def as_text(page, data, mime):
    return text_block(joined(data[mime]), "Output", "out")


def unshown(page, data):
    """Names what stood here; a widget's or a script's text fallback goes with it."""
    fallback = plain_text(data.get("text/plain", "")) if "text/plain" in page.kinds else ""
    if WIDGET in data:
        words = "An interactive widget stood here"
    elif any(mime in data for mime in SCRIPTS) or "<script" in joined(data.get("text/html", "")).lower():
        words = "A script made this output; a handout runs none"
    else:
        words = f"An output of the kind {', '.join(sorted(data))} stood here; a handout cannot show it"
    page.complain(words)
    return f'<p class="gone">{html.escape(words + (": " + fallback if fallback else "") + ".")}</p>'


SHOW = {"text/html": as_html, "text/markdown": as_markdown, "image": as_picture, "text/latex": as_latex, "application/json": as_json, "text/plain": as_text}
