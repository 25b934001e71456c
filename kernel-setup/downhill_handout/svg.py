"""SVG, cleaned by allow-list: shapes, text, gradients; no script, no handler, no foreign content, nothing fetched.

A handout shows SVG through <img>, where a browser runs no script and fetches nothing; this is the wall before that one.
"""

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"

ELEMENTS = set(
    "svg g defs symbol use title desc metadata path rect circle ellipse line polyline polygon text tspan "
    "textPath marker clipPath mask pattern linearGradient radialGradient stop filter feGaussianBlur "
    "feOffset feBlend feMerge feMergeNode feColorMatrix feFlood feComposite image style "
    "switch a".split()
)
ATTRIBUTES = set(
    "id class d x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy width height points transform viewBox "
    "preserveAspectRatio version fill fill-opacity fill-rule stroke stroke-width stroke-opacity "
    "stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset opacity color "
    "display visibility overflow clip-path clip-rule mask filter marker-start marker-mid marker-end "
    "markerWidth markerHeight markerUnits refX refY orient offset stop-color stop-opacity gradientUnits "
    "gradientTransform spreadMethod patternUnits patternContentUnits patternTransform clipPathUnits "
    "maskUnits maskContentUnits font-family font-size font-style font-weight font-variant text-anchor "
    "dominant-baseline alignment-baseline baseline-shift letter-spacing word-spacing textLength "
    "lengthAdjust rotate startOffset text-decoration writing-mode shape-rendering text-rendering "
    "image-rendering color-interpolation-filters vector-effect paint-order stdDeviation in in2 result "
    "mode type values flood-color "
    "flood-opacity operator k1 k2 k3 k4 role aria-label aria-hidden lang style href".split()
)
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def clean(content):
    """The cleaned bytes of an SVG document, None if there is no SVG in content."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None
    if root is None or etree.QName(root).localname != "svg":
        return None
    if root.tag == "svg":  # written without its namespace, as inside HTML; an <img> needs it
        try:
            root = etree.fromstring(etree.tostring(root).replace(b"<svg", f'<svg xmlns="{SVG}"'.encode(), 1), parser)
        except etree.XMLSyntaxError:
            return None
    for element in list(root.iter()):
        if element is not root and element.getparent() is None:
            continue  # inside something already taken out
        if not isinstance(element.tag, str):  # an entity
            drop(element)
            continue
        name = etree.QName(element)
        if name.namespace == SVG and name.localname == "foreignObject":
            written(element)
        elif name.namespace != SVG or name.localname not in ELEMENTS:
            drop(element)
        elif name.localname == "style":
            try:
                element.text = rules(element.text or "")
            except RecursionError:  # parentheses without end
                element.text = ""
        else:
            attributes(element, name.localname)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=False)


def written(element):
    """HTML inside a drawing as its words, in the middle of where it stood; a <switch> has a form of its own for those
    who cannot show HTML."""
    from lxml import etree

    unseen = {"script", "style", "title", "template", "iframe", "noscript", "noembed", "noframes", "xmp", "textarea"}
    words = " ".join(
        "".join(
            piece
            for piece in element.xpath(".//text()")
            if etree.QName(piece.getparent() if piece.is_text else piece.getparent().getparent()).localname
            not in unseen
        ).split()
    )
    try:
        box = {key: float(element.get(key) or 0) for key in ("x", "y", "width", "height")}
    except ValueError:
        box = {}
    if words and box and element.getparent() is not None and etree.QName(element.getparent()).localname != "switch":
        text = etree.Element(
            f"{{{SVG}}}text",
            {
                "x": f"{box['x'] + box['width'] / 2:g}",
                "y": f"{box['y'] + box['height'] / 2:g}",
                "text-anchor": "middle",
                "dominant-baseline": "central",
            },
        )
        if element.get("transform"):
            text.set("transform", element.get("transform"))
        text.text = words
        element.addprevious(text)
    drop(element)


def attributes(element, name):
    for key, value in list(element.attrib.items()):
        plain = key if key[0] != "{" else {f"{{{XLINK}}}href": "href", LANG: "lang", SPACE: "lang"}.get(key, "")
        if plain not in ATTRIBUTES:
            del element.attrib[key]
        elif plain == "href":
            if not (value.strip().startswith("#") or (name == "image" and raster(value))):
                del element.attrib[key]
        elif plain == "style":
            element.attrib[key] = declarations(value)
        elif reaches(value):
            del element.attrib[key]


def raster(value):
    """Whether an <image> shows a raster picture that it brings along: an SVG within an SVG would escape this
    cleaner."""
    from . import pictures

    if not value.strip().lower().startswith("data:image/"):
        return False
    found = pictures.from_address(value.strip())
    return bool(found) and not found.startswith("data:image/svg")


def reaches(value):
    """Whether a CSS or presentation value names anything outside the document (CSS allows escapes, so a backslash is
    enough)."""
    compact = "".join(value.lower().split())
    return (
        "\\" in compact
        or "@import" in compact
        or "expression(" in compact
        or "image(" in compact
        or "image-set(" in compact
        or "src(" in compact
        or any(not part.lstrip("'\"").startswith("#") for part in compact.split("url(")[1:])
    )


def declarations(text):
    return ";".join(d.strip() for d in text.split(";") if d.strip() and not reaches(d))


def rules(sheet):
    """A style sheet without what reaches out. Split by a CSS parser, not by hand: a string may hold braces."""
    import tinycss2

    kept = []
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        text = rule.serialize() if rule.type in ("qualified-rule", "at-rule") else ""
        if rule.type == "at-rule" and rule.lower_at_keyword not in ("media", "supports"):
            continue
        if text and not reaches(text):
            kept.append(text)
    return "".join(kept)


def drop(element):
    """Takes an element out and leaves the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
