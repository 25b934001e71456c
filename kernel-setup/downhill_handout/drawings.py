"""<svg> and <math> written into HTML: a drawing becomes a picture, where it can run nothing; MathML stays, by an
allow-list."""

import html
import re
import warnings

from .htmlmath import TAG, past_element, past_tag
from .pictures import vector_address

RAW = {"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript"}
ANY = re.compile(r"<(?:(/)|[A-Za-z])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?(/?)>")
OUTER = re.compile(r"</(?:div|span|p|figure|t[dhr]|table|li|[uo]l|section|center|body|html)\b")
MOST = 1_000  # of any elements: no drawing is so deep, and beyond about 2,000 no parser takes it
FOUND = re.compile(r"<(?:svg|math)\b", re.I)
PREFIX = re.compile(r"xmlns:([\w-]+)\s*=\s*[\"']http://www\.w3\.org/(?:2000/svg|1998/Math/MathML)[\"']", re.I)
DEEPEST = 200  # of MathML's elements: one in another
XMLNS = "{http://www.w3.org/2000/xmlns/}"
HTML = "{http://www.w3.org/1999/xhtml}"
MATHML = "http://www.w3.org/1998/Math/MathML"
ELEMENTS = set(
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom mfenced menclose "
    "msub msup msubsup munder mover munderover mmultiscripts mprescripts none "
    "mtable mtr mtd mlabeledtr semantics".split()
)
ATTRIBUTES = set(
    "display displaystyle scriptlevel mathvariant stretchy fence separator form lspace rspace minsize "
    "maxsize symmetric largeop movablelimits accent accentunder linethickness "
    "width height depth voffset columnalign rowalign columnspan rowspan notation open close separators dir".split()
)


def as_pictures(page, text):
    """HTML text with an <img> for each <svg>, its title as alt text, and a mark for each <math>. Only they are parsed:
    the parser's time grows as the square of what else an output may hold, a library's script, say."""
    if prefixes := set(PREFIX.findall(text)):  # <svg:svg>, which HTML does not know
        text = re.sub(rf"<(/?)(?:{'|'.join(map(re.escape, prefixes))}):", r"<\1", text)
    if not FOUND.search(text):
        return text
    out, at, lower = [], 0, text.lower()
    while (begin := text.find("<", at)) >= 0:
        end = past_tag(text, begin)
        name = TAG.match(text, begin)
        name = name[1].lower() if name and text[begin + 1] != "/" else ""
        if name in RAW:
            end = past_first(lower, name, end)
        elif name in ("svg", "math"):
            if text[end - 2] != "/":
                closed = lower.find(f"</{name}", end) >= 0
                outer = None if closed else OUTER.search(lower, end)  # HTML's end tag closes what is still open
                end = outer.start() if outer else past_element(lower, name, end)
            out += text[at:begin], drawn(page, text[begin:end])
            at = end
            continue
        out.append(text[at:end])
        at = end
    return "".join([*out, text[at:]])


def past_first(lower, name, at):
    """The place of the first end tag: in a script nothing is nested."""
    end = lower.find(f"</{name}", at)
    return len(lower) if end < 0 else end


def drawn(page, text):
    """What stands for one <svg> or <math>, and for what HTML breaks out of it."""
    import html5lib
    from lxml import etree

    from . import svg

    if nested(text) > MOST:
        return gone(page, "a drawing is nested too deeply")
    # A namespace that has a name (xmlns:xlink) is none of HTML's: the parser would write it so that no XML parser
    # takes it back.
    text = re.sub(r"<\?xml[^>]*\?>|<!DOCTYPE[^>]*>", "", text, flags=re.I)
    text = re.sub(r"(?<=\s)xmlns:[\w-]+\s*=\s*(?:\"[^\"]*\"|'[^']*')", "", text)
    with warnings.catch_warnings():  # of names that XML does not know
        warnings.simplefilter("ignore", html5lib.constants.DataLossWarning)
        root = html5lib.parseFragment(text, treebuilder="lxml", namespaceHTMLElements=True)
    holder = etree.Element(f"{HTML}div")
    for part in root:
        if isinstance(part, str):
            append_text(holder, part)
        else:
            holder.append(part)
    for element in list(holder.iter(f"{{{svg.SVG}}}svg", f"{{{MATHML}}}math")):
        if element.getparent() is None or any(
            etree.QName(above).localname in ("svg", "math")
            for above in element.iterancestors()
            if isinstance(above.tag, str)
        ):
            continue
        if element.tag.endswith("}math"):
            replace_by_text(element, formula(page, element))
            continue
        title = (
            "".join(element.xpath("string(*[local-name()='title'])"))
            or element.get("aria-label")
            or "".join(element.xpath("string(*[local-name()='desc'])"))
        )
        plain = etree.Element(
            f"{{{svg.SVG}}}svg",
            {key: value for key, value in element.attrib.items() if not key.startswith(XMLNS)},
            nsmap={None: svg.SVG},
        )  # without the parser's own prefixes
        plain.text = element.text
        tail, parent, at = element.tail, element.getparent(), element.getparent().index(element)
        plain.extend(list(element))
        etree.cleanup_namespaces(plain)
        cleaned = svg.clean(etree.tostring(plain))
        if cleaned is None:
            parent[at].tail = tail
            replace_by_text(parent[at], gone(page, "a drawing is no SVG that can be read", title))
            continue
        img = etree.Element(f"{HTML}img", src=vector_address(cleaned))
        if title.strip():
            img.set("alt", " ".join(title.split()))
        img.tail = tail
        parent[at] = img
    shown = html5lib.serialize(
        holder, tree="lxml", omit_optional_tags=False, quote_attr_values="always", alphabetical_attributes=False
    )
    return shown.removeprefix("<div>").removesuffix("</div>")


def nested(text):
    """How deep the elements of a drawing stand in one another, at most."""
    depth = deepest = 0
    for found in ANY.finditer(text):
        depth += -1 if found[1] else 0 if found[2] else 1
        deepest = max(deepest, depth)
    return deepest


def gone(page, reason, alt=""):
    from .clean import picture_gone

    page.complain(reason)
    words = picture_gone(page, " ".join(alt.split())[:200], "")
    return page.keep(f'<em class="gone">{html.escape(words, quote=False)}</em>', words)


def formula(page, element):
    """A mark for foreign MathML: its elements and attributes by the lists above, its text as it is."""
    from lxml import etree

    from .mathml import bound

    def copied(of, depth=0):
        name = etree.QName(of).localname
        made = etree.Element(
            name, {key: value for key, value in of.attrib.items() if key in ATTRIBUTES and len(value) < 40}
        )
        made.text = of.text
        bound(made)
        for child in of:
            if depth > DEEPEST:
                page.complain("a formula in MathML is nested too deeply")
                return made
            if (
                not isinstance(child.tag, str)
                or etree.QName(child).namespace != MATHML
                or etree.QName(child).localname not in ELEMENTS
            ):
                continue  # an annotation, or what is no MathML
            if etree.QName(child).localname == "semantics" or name == "semantics" and len(made):
                made.extend(list(copied(child, depth + 1))[:1])
            else:
                made.append(copied(child, depth + 1))
        return made

    made = copied(element)
    words = "".join(made.itertext())
    page.formulas.characters.update(words)
    return page.keep(etree.tostring(made, encoding="unicode", method="html"), words)


def replace_by_text(element, text):
    parent, before = element.getparent(), element.getprevious()
    text += element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    parent.remove(element)


def append_text(parent, text):
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
