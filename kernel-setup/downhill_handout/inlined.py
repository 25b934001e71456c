"""An output's own <style> as style attributes of the elements that it is about: a pandas Styler's colours, say. What
is left of a sheet is dropped.

Selectors of names alone are understood (tag, #id, .class, and one inside another); nothing outside the output can be
meant."""

import html
import re

COMPOUND = re.compile(r"(\*|[a-zA-Z][\w-]*)?((?:[#.][\w-]+)*)")
MOST = 2_000_000  # elements times rules: a sheet that asks for more is dropped


def inlined(text):
    """HTML text whose style sheets have become style attributes."""
    if "<style" not in text.lower():
        return text
    from lxml import html as lxml_html

    root = lxml_html.fragment_fromstring(
        text, create_parent="div", parser=lxml_html.HTMLParser(huge_tree=True, encoding="utf-8")
    )
    rules = []
    for style in list(root.iter("style")):
        try:
            rules += declared(style.text or "")
        except RecursionError:  # parentheses without end
            pass
        style.drop_tree()
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    by_id = {element.get("id"): element for element in elements if element.get("id")}
    if len(elements) * sum(1 for chain, _ in rules if not chain[-1][1]) <= MOST:
        for chain, declarations in rules:
            last = chain[-1]
            for element in [by_id[last[1]]] if last[1] in by_id else [] if last[1] else elements:
                if fits(element, chain):
                    element.set("style", f"{declarations};{element.get('style', '')}")
    return html.escape(root.text or "", quote=False) + "".join(lxml_html.tostring(child, encoding="unicode") for child in root)


def declared(sheet):
    """(selector, declarations) of each rule that is understood."""
    import tinycss2

    found = []
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            declarations = "".join(token.serialize() for token in rule.content).strip()
            found += [
                (chain, declarations) for one in tinycss2.serialize(rule.prelude).split(",") if (chain := parsed(one))
            ]
    return found


def parsed(selector):
    """(tag, id, classes) of each part of a selector, None if it is of another kind."""
    chain = []
    for part in selector.split():
        found = COMPOUND.fullmatch(part)
        if not found or not part:
            return None
        names = re.findall(r"([#.])([\w-]+)", found[2])
        ids = [name for mark, name in names if mark == "#"]
        if len(ids) > 1:
            return None
        chain.append(((found[1] or "*").lower(), ids[0] if ids else "", {name for mark, name in names if mark == "."}))
    return chain


def fits(element, chain):
    if not fits_one(element, chain[-1]):
        return False
    rest = chain[:-1]
    for above in element.iterancestors():
        if rest and fits_one(above, rest[-1]):
            rest = rest[:-1]
    return not rest


def fits_one(element, part):
    tag, id, classes = part
    return (
        tag in ("*", element.tag)
        and (not id or element.get("id") == id)
        and classes <= set((element.get("class") or "").split())
    )
