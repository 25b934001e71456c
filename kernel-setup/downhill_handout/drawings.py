"""<svg> and <math> written into HTML: a drawing becomes a picture, where it can run nothing; MathML stays, by an
allow-list."""

import re
import warnings

from .pictures import vector_address

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
    """HTML text with an <img> for each <svg>, its title as alt text, and a mark for each <math>."""
    for prefix in PREFIX.findall(text):  # <svg:svg>, which HTML does not know
        text = re.sub(rf"<(/?){re.escape(prefix)}:", r"<\1", text)
    if not FOUND.search(text):
        return text
    import html5lib
    from lxml import etree

    from . import svg

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
        img = etree.Element(f"{HTML}img", src=vector_address(cleaned or b""))
        if title.strip():
            img.set("alt", " ".join(title.split()))
        img.tail = tail
        parent[at] = img
    return html5lib.serialize(
        holder, tree="lxml", omit_optional_tags=False, quote_attr_values="always", alphabetical_attributes=False
    )


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
            if (
                depth > DEEPEST
                or not isinstance(child.tag, str)
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
