"""Foreign HTML made harmless: first an allow-list (nh3, the Rust crate ammonia), then a walk over what is left.

The walk gives links and pictures the handout's own treatment, numbers figures, puts headings into the contents, lets
wide tables scroll, turns inline styles into classes and names what cannot be shown in its place. Marks (see page.py)
pass through both as text."""

import html
import re

from .drawings import append_text, as_pictures
from .inlined import inlined
from .pictures import VECTOR
from .styles import hides
from .text import markup, readable

EMBEDS = {
    "iframe": "frame",
    "video": "film",
    "audio": "sound",
    "embed": "embedded",
    "object": "embedded",
    "canvas": "drawing",
}
TAGS = (
    set(
        "a abbr address article aside b bdi bdo blockquote br caption center cite code col colgroup data dd "
        "del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img "
        "ins kbd li main mark nav ol p pre q rp rt ruby s samp section small span strike strong sub "
        "summary sup table tbody td tfoot th thead time tr tt u ul var wbr".split()
    )
    | EMBEDS.keys()
)
UNWRAPPED = {
    "button",
    "form",
    "label",
    "picture",
    "fieldset",
    "legend",
}  # let through the first wall to see whether they are hidden; then their words stay
ATTRIBUTES = {
    "*": {"title", "lang", "dir", "style", "id", "align", "bgcolor", "hidden"},
    "a": {"href", "name"},
    "font": {"color"},
    "cite": {"data-cite"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "scope", "abbr"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "details": {"open"},
    "time": {"datetime"},
    "data": {"value"},
    "iframe": {"src"},
    "video": {"src"},
    "audio": {"src"},
    "embed": {"src"},
    "object": {"data"},
    "col": {"span"},
    "colgroup": {"span"},
}
SCHEMES = {"http", "https", "mailto", "tel", "data", "attachment", "ftp"}
ALERTS = {f"alert-{kind}": kind for kind in ("info", "success", "warning", "danger", "primary", "secondary")}
DROPPED = "dropped-tag"  # no tag that the allow-list lets through
INDEXED = re.compile(r"([\u0391-\u03c9]|∇L)_(\w+)")
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# Elements that only lay out or group: the page has its own landmarks, and a notebook's would be a second set.
NEUTRAL = {
    "article": "div",
    "aside": "div",
    "footer": "div",
    "header": "div",
    "hgroup": "div",
    "main": "div",
    "nav": "div",
    "section": "div",
    "address": "div",
    "center": "div",
    "font": "span",
    "tt": "code",
    "strike": "s",
}


def foreign(page, text, walk=True):
    """text, cleaned. Without the walk for HTML that this package's own Markdown renderer wrote and no raw HTML went
    into."""
    import nh3

    if "<" not in text and "&" not in text:
        return text
    if walk:
        text = as_pictures(page, inlined(markup(text)))
    text = nh3.clean(
        text,
        tags=TAGS | UNWRAPPED,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        clean_content_tags={"script", "style", "math", "svg", "template", "noscript", "title"},
        link_rel=None,
        allowed_classes={"div": ALERTS.keys() | {"alert"}, "p": ALERTS.keys() | {"alert"}},
    )
    text = readable(text)  # a reference such as &#1; has become the character
    return walked(page, text) if walk else text


def walked(page, text):
    from lxml import html as lxml_html

    root = lxml_html.fragment_fromstring(
        text, create_parent="div", parser=lxml_html.HTMLParser(huge_tree=True, encoding="utf-8")
    )
    for element in list(root.iterdescendants()):
        if element.getparent() is None or not isinstance(element.tag, str):
            continue
        treat(page, element)
    return inside(root)


def inside(element):
    """What stands in an element, as text."""
    from lxml import html as lxml_html

    children = (lxml_html.tostring(child, encoding="unicode") for child in element)
    text = "".join([html.escape(element.text or "", quote=False), *children])
    return text.replace(f"<{DROPPED}>", "").replace(f"</{DROPPED}>", "")


def drop_tag(element):
    """Takes an element out and leaves what is in it, when the text is written: moving its words one level up would copy
    all that stand there, for each."""
    element.tag = DROPPED
    element.attrib.clear()


def treat(page, element):
    style = styled(element)
    if element.attrib.pop("hidden", None) is not None or hides(style):
        element.drop_tree()  # out of sight in a browser, so not in the page
        return
    if element.tag in UNWRAPPED:
        drop_tag(element)
        return
    name = page.styles.name(style) if style else ""
    kinds = [ALERTS[kind] for kind in (element.attrib.pop("class", None) or "").split() if kind in ALERTS]
    names = [*(["alert", *kinds] if kinds else []), *([name] if name else [])]
    if names:
        element.set("class", " ".join(names))
    tag = element.tag = NEUTRAL.get(element.tag, element.tag)
    id = element.attrib.pop("id", None)
    if id and tag not in HEADINGS and tag != "a" and id in page.wanted:
        element.set("id", page.contents.unique(id))
    if tag == "a":
        link(page, element, id)
    elif tag == "img":
        picture(page, element)
    elif tag == "figure":
        figure(page, element)
    elif tag in HEADINGS:
        heading(page, element, id)
    elif tag == "table":
        wide(page, element)
    elif tag == "th" and not len(element) and not (element.text or "").strip():
        element.tag = "td"  # the empty corner over row headings heads nothing
    elif tag == "pre":
        element.set("tabindex", "0")
    elif tag == "cite" and (keys := element.attrib.pop("data-cite", None)):
        cited(page, element, keys)
    elif tag in EMBEDS:
        gone(page, element, page.say("stood_here", page.word(EMBEDS[tag]), source(element)))


def styled(element):
    """A style attribute's declarations, with what older attributes ask for before them."""
    found = [element.attrib.pop(key, None) for key in ("align", "bgcolor", "color")]
    old = [f"{key}:{value}" for key, value in zip(("text-align", "background-color", "color"), found) if value]
    if element.tag == "center":
        old.append("text-align:center")
    return ";".join([*old, element.attrib.pop("style", None) or ""]).strip(";")


def source(element):
    address = element.get("src") or element.get("data") or ""
    return f" ({address[:80]})" if address and not address.startswith("data:") else ""


def gone(page, element, words):
    from lxml import html as lxml_html

    page.complain(words)
    note = lxml_html.Element("em", {"class": "gone"})
    note.text, note.tail = words, element.tail
    element.getparent().replace(element, note)


def link(page, element, id=None):
    """<a>: an anchor keeps its (unique) id, a link is resolved as one in Markdown is."""
    anchor = element.attrib.pop("name", None) or id
    if anchor and anchor.split() == [anchor]:
        element.set("id", page.contents.unique(anchor))
    href = element.attrib.pop("href", None)
    if href is None:
        return
    opening, closing = page.links.target(href)
    element.tag = "span"
    element.text = opening + (element.text or "")
    append_text(element, closing)
    if not element.attrib:
        drop_tag(element)


def cited(page, element, keys):
    """<cite data-cite="key">: a note with the work, if the notebook has a bibliography."""
    for key in keys.split(","):
        work = page.bibliography.get(key.strip().rpartition("/")[2]) or page.bibliography.get(key.strip())
        if work:
            page.notes.define(f"cite:{key.strip()}", f"<p>{work}</p>", again=True)
            append_text(element, page.notes.call(f"cite:{key.strip()}"))
        else:
            page.complain(f"the work {key.strip()!r} is cited, but not in the notebook's bibliography")


def picture(page, element):
    src = element.get("src")
    found = page.links.picture(src, page.attachments) if src else None
    if found is None:
        alt = element.get("alt") or ""
        note = picture_gone(page, alt, src)
        from lxml import html as lxml_html

        replacement = lxml_html.Element("em", {"class": "gone"})
        replacement.text, replacement.tail = note, element.tail
        if not src:
            page.complain("a picture without a source")
        element.getparent().replace(element, replacement)
        return
    alt = element.get("alt")
    if not (alt or "").strip():
        page.complain("a picture without alt text")
        alt = page.word("no_description")
    attributes = {"alt": alt, **{k: element.get(k) for k in ("width", "height") if (element.get(k) or "").isdigit()}}
    names = [
        element.get("class") or "",
        page.styles.name(f"width:{element.get('width')}") if "%" in (element.get("width") or "") else "",
    ]
    mark = page.keep(image(found, attributes, *filter(None, names)), alt)
    parent, tail = element.getparent(), element.tail or ""
    before = element.getprevious()
    parent.remove(element)
    if before is not None:
        before.tail = (before.tail or "") + mark + tail
    else:
        parent.text = (parent.text or "") + mark + tail


def image(address, attributes, *names):
    kind = "vector" if address.startswith(f"data:{VECTOR}") else "raster"
    listed = "".join(f' {k}="{html.escape(v)}"' for k, v in attributes.items())
    return f'<img class="{" ".join([kind, *names])}" src="{address}"{listed}>'


def picture_gone(page, alt, src):
    """What is said where a picture would stand."""
    src = src or ""
    return page.say(
        "picture_gone",
        f" ({alt})" if alt else "",
        page.say("picture_gone_from", src[:80]) if src and not src.startswith("data:") else "",
    )


def figure(page, element):
    """Gives a figure its id and its number, at the head of its caption."""
    from lxml import html as lxml_html

    id, number = page.numbers.figure(page.next_figure_name())
    element.set("id", id)
    caption = element.find(".//figcaption")
    if caption is None:
        caption = lxml_html.Element("figcaption")
        element.append(caption)
    if page.exporter.caption_indices:
        lowered(page, caption)
    label = page.keep(f'<span class="fignum">{page.word("figure")} {number}</span>')
    words = caption.text or ""
    caption.text = label + (". " + words.lstrip() if words.strip() or len(caption) else "")


def lowered(page, caption):
    """θ_new and ∇L_B in a caption with the index lowered. Greek letters and gradients alone: x_train is a name."""
    for element in caption.iter():
        if isinstance(element.tag, str) and element.tag != "code":
            element.text = INDEXED.sub(lambda m: page.keep(f"{m[1]}<sub>{m[2]}</sub>", m[0]), element.text or "")
        if element is not caption:
            element.tail = INDEXED.sub(lambda m: page.keep(f"{m[1]}<sub>{m[2]}</sub>", m[0]), element.tail or "")


def heading(page, element, id=None):
    level = int(element.tag[1])
    plain = page.plain(element.text_content())
    for inner in list(element.iterdescendants()):
        if isinstance(inner.tag, str) and inner.getparent() is not None:
            treat(page, inner)
    body = inside(element)
    mark = page.contents.heading(body, level, plain, id=id if id in page.wanted else "")
    element.tag = "div"
    tail = element.tail
    element.clear()
    element.text, element.tail = mark, tail


def wide(page, element):
    """A table in a box that scrolls, reachable by keyboard."""
    from lxml import html as lxml_html

    parent = element.getparent()
    if parent is not None and parent.get("class") == "wide":
        return
    element.attrib.pop("title", None)
    box = lxml_html.Element(
        "div", {"class": "wide", "tabindex": "0", "role": "group", "aria-label": page.word("table")}
    )
    box.tail, element.tail = element.tail, None
    parent.replace(element, box)
    box.append(element)
