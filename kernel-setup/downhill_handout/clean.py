"""Foreign HTML made harmless: first an allow-list (nh3, the Rust crate ammonia), then a walk over what is left.

The walk gives links and pictures the handout's own treatment, numbers figures, puts headings into the contents, lets wide tables scroll, turns inline
styles into classes and names what cannot be shown in its place. Marks (see page.py) pass through both as text.
"""

import html
import re

from .pictures import VECTOR, vector_address
from .text import readable

EMBEDS = {"iframe": "A frame", "video": "A film", "audio": "A sound", "embed": "An embedded object", "object": "An embedded object", "canvas": "A drawing made by a script"}
TAGS = set(
    "a abbr address article aside b bdi bdo blockquote br caption center cite code col colgroup data dd del details dfn div dl dt em figcaption figure "
    "font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark nav ol p pre q rp rt ruby s samp section small span strike strong sub "
    "summary sup table tbody td tfoot th thead time tr tt u ul var wbr".split()
) | EMBEDS.keys()
ATTRIBUTES = {
    "*": {"title", "lang", "dir", "style"},
    "a": {"href", "id", "name"},
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
INDEXED = re.compile(r"([\u0391-\u03c9])_(\w+)")
# Elements that only lay out or group: the page has its own landmarks, and a notebook's would be a second set.
NEUTRAL = {"article": "div", "aside": "div", "footer": "div", "header": "div", "hgroup": "div", "main": "div", "nav": "div", "section": "div", "address": "div",
           "center": "div", "font": "span", "tt": "code", "strike": "s"}


def foreign(page, text, walk=True):
    """text, cleaned. Without the walk for HTML that this package's own Markdown renderer wrote and no raw HTML went into."""
    import nh3

    if "<" not in text and "&" not in text:
        return text
    if walk and "<svg" in text.lower():
        text = vectors_as_pictures(text)
    text = nh3.clean(text, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, clean_content_tags={"script", "style", "math", "svg", "template", "noscript", "title"}, link_rel=None)
    text = readable(text)  # a reference such as &#1; has become the character
    return walked(page, text) if walk else text


def vectors_as_pictures(text):
    """Each <svg> written into the HTML, as an <img> with its title for alt text: there it can run nothing."""
    import html5lib
    from lxml import etree

    from . import svg

    root = html5lib.parseFragment(text, treebuilder="lxml", namespaceHTMLElements=True)
    holder = etree.Element("{http://www.w3.org/1999/xhtml}div")
    for part in root:
        if isinstance(part, str):
            append_text(holder, part)
        else:
            holder.append(part)
    for element in list(holder.iter(f"{{{svg.SVG}}}svg")):
        if element.getparent() is None or any(etree.QName(a).localname == "svg" for a in element.iterancestors() if isinstance(a.tag, str)):
            continue
        title = "".join(element.xpath("string(*[local-name()='title'])")) or element.get("aria-label") or "".join(element.xpath("string(*[local-name()='desc'])"))
        cleaned = svg.clean(etree.tostring(element, with_tail=False))
        img = etree.Element("{http://www.w3.org/1999/xhtml}img", src=vector_address(cleaned or b""))
        if title.strip():
            img.set("alt", " ".join(title.split()))
        img.tail = element.tail
        element.getparent().replace(element, img)
    return html5lib.serialize(holder, tree="lxml", omit_optional_tags=False, quote_attr_values="always", alphabetical_attributes=False)


def append_text(parent, text):
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def walked(page, text):
    from lxml import html as lxml_html

    root = lxml_html.fragment_fromstring(text, create_parent="div", parser=lxml_html.HTMLParser(huge_tree=True, encoding="utf-8"))
    for element in list(root.iterdescendants()):
        if element.getparent() is None or not isinstance(element.tag, str):
            continue
        treat(page, element)
    out = [html.escape(root.text or "", quote=False)]
    out += (lxml_html.tostring(child, encoding="unicode") for child in root)
    return "".join(out)


def treat(page, element):
    style = element.attrib.pop("style", None)
    name = page.styles.name(style) if style else ""
    if name:
        element.set("class", name)
    tag = element.tag = NEUTRAL.get(element.tag, element.tag)
    if tag == "a":
        link(page, element)
    elif tag == "img":
        picture(page, element)
    elif tag == "figure":
        figure(page, element)
    elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        heading(page, element)
    elif tag == "table":
        wide(element)
    elif tag == "th" and not len(element) and not (element.text or "").strip():
        element.tag = "td"  # the empty corner over row headings heads nothing
    elif tag == "pre":
        element.set("tabindex", "0")
    elif tag in EMBEDS:
        gone(page, element, f"{EMBEDS[tag]} stood here{source(element)}; a handout cannot show it.")


def source(element):
    address = element.get("src") or element.get("data") or ""
    return f" ({address[:80]})" if address and not address.startswith("data:") else ""


def gone(page, element, words):
    from lxml import html as lxml_html

    page.complain(words)
    note = lxml_html.Element("em", {"class": "gone"})
    note.text, note.tail = words, element.tail
    element.getparent().replace(element, note)


def link(page, element):
    """<a>: an anchor keeps its (unique) id, a link is resolved as one in Markdown is."""
    anchor = element.attrib.pop("name", None) or element.get("id")
    if anchor:
        element.set("id", page.contents.unique(anchor)) if anchor.split() == [anchor] else element.attrib.pop("id", None)
    href = element.attrib.pop("href", None)
    if href is None:
        return
    opening, closing = page.links.target(href)
    element.tag = "span"
    element.text = opening + (element.text or "")
    append_text(element, closing)
    if not element.attrib:
        element.drop_tag()


def picture(page, element):
    src = element.get("src")
    found = page.links.picture(src, page.attachments) if src else None
    if found is None:
        alt = element.get("alt") or ""
        note = f"A picture stood here{f' ({alt})' if alt else ''}; it could not be brought along{network(src)}."
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
        alt = "A picture whose author left no description."
    attributes = {"alt": alt, **{k: element.get(k) for k in ("width", "height") if (element.get(k) or "").isdigit()}}
    mark = page.keep(image(found, attributes), alt)
    parent, tail = element.getparent(), element.tail or ""
    before = element.getprevious()
    parent.remove(element)
    if before is not None:
        before.tail = (before.tail or "") + mark + tail
    else:
        parent.text = (parent.text or "") + mark + tail


def image(address, attributes):
    kind = "vector" if address.startswith(f"data:{VECTOR}") else "raster"
    listed = "".join(f' {k}="{html.escape(v)}"' for k, v in attributes.items())
    return f'<img class="{kind}" src="{address}"{listed}>'


def network(src):
    src = src or ""
    return f" from {src[:80]}" if src and not src.startswith("data:") else ""


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
    label = page.keep(f'<span class="fignum">Figure {number}</span>')
    words = caption.text or ""
    caption.text = label + (". " + words.lstrip() if words.strip() or len(caption) else "")


def lowered(page, caption):
    """θ_new in a caption with its index lowered. Greek letters alone: x_train is a name."""
    for element in caption.iter():
        if isinstance(element.tag, str) and element.tag != "code":
            element.text = INDEXED.sub(lambda m: page.keep(f"{m[1]}<sub>{m[2]}</sub>", m[0]), element.text or "")
        if element is not caption:
            element.tail = INDEXED.sub(lambda m: page.keep(f"{m[1]}<sub>{m[2]}</sub>", m[0]), element.tail or "")


def heading(page, element):
    from lxml import html as lxml_html

    level = int(element.tag[1])
    plain = page.plain(element.text_content())
    for inner in element.iterdescendants("a"):
        inner.attrib.pop("id", None)
    body = html.escape(element.text or "", quote=False) + "".join(lxml_html.tostring(child, encoding="unicode") for child in element)
    mark = page.contents.heading(body, level, plain)
    element.tag = "div"
    tail = element.tail
    element.clear()
    element.text, element.tail = mark, tail


def wide(element):
    """A table in a box that scrolls, reachable by keyboard."""
    from lxml import html as lxml_html

    parent = element.getparent()
    if parent is not None and parent.get("class") == "wide":
        return
    element.attrib.pop("title", None)
    box = lxml_html.Element("div", {"class": "wide", "tabindex": "0", "role": "group", "aria-label": "Table"})
    box.tail, element.tail = element.tail, None
    parent.replace(element, box)
    box.append(element)
