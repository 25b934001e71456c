"""What stands around the text: logo, authors and date, foot, style sheets of one's own, and the works that notes
cite."""

import html
from pathlib import Path

from . import markdown, pictures
from .faults import HandoutError


def logo(page, path, alt):
    if not path:
        return ""
    found = pictures.address(content(path, "logo"))
    if not found:
        raise HandoutError(f"the logo {path} is no picture that a page can show")
    return f'<p class="logo"><img src="{found}" alt="{html.escape(alt)}"></p>'


def sheets(paths):
    """The text of style sheets; one that would end the page's <style> is refused."""
    found = [content(path, "style sheet").decode("utf-8", "replace") for path in paths]
    for path, text in zip(paths, found):
        if "</" in text or "<!--" in text:
            raise HandoutError(f"the style sheet {path} holds </ or <!--, which no style sheet needs")
    return "".join(f"\n{text.strip()}" for text in found)


def content(path, what):
    try:
        return Path(path).expanduser().read_bytes()
    except OSError as error:
        raise HandoutError(f"the {what} {path} cannot be read: {error.strerror or error}") from None


def foot(page, source):
    return f'<div class="foot">{markdown.render(page, source)}</div>' if source.strip() else ""


def byline(page, nb):
    """Authors and date, if the notebook's metadata has them."""
    listed = nb.metadata.get("authors") or nb.metadata.get("author") or []
    listed = [listed] if isinstance(listed, (str, dict)) else listed if isinstance(listed, list) else []
    names = [one if isinstance(one, str) else one.get("name") for one in listed if isinstance(one, (str, dict))]
    names = [html.escape(name) for name in names if isinstance(name, str) and name.strip()]
    date = nb.metadata.get("date")
    parts = [page.say("authors", ", ".join(names))] if names else []
    parts += [page.say("published", html.escape(date))] if isinstance(date, str) and date.strip() else []
    return f'<p class="byline">{" · ".join(parts)}</p>' if parts else ""


def bibliography(nb):
    """Key → HTML of a work, from what citation tools leave in a notebook's metadata (cite2c, or `bibliography`):
    texts, or CSL-JSON."""
    found = {}
    for place in (nb.metadata.get("cite2c"), nb.metadata):
        works = (place.get("citations") or place.get("bibliography")) if isinstance(place, dict) else None
        for key, work in works.items() if isinstance(works, dict) else ():
            if isinstance(work, str):
                found[key] = html.escape(work, quote=False)
            elif isinstance(work, dict):
                found[key] = described(work)
    return found


def described(work):
    """A work of CSL-JSON in a line; whatever of it is not of its kind is left out."""
    authors = work.get("author") if isinstance(work.get("author"), list) else []
    people = [
        " ".join(word for key in ("given", "family", "literal") if isinstance(word := one.get(key), str))
        for one in authors
        if isinstance(one, dict)
    ]
    year = work.get("issued")
    for step in ("date-parts", 0, 0):
        year = (
            year[step]
            if isinstance(year, dict) and step in year or isinstance(year, list) and year and step == 0
            else ""
        )
    title, *others = (str(work.get(key) or "") for key in ("title", "container-title", "publisher", "DOI"))
    said = [
        ", ".join(filter(None, people)),
        title and f"<cite>{html.escape(title)}</cite>",
        others[0] or others[1],
        year if isinstance(year, (str, int)) else "",
        others[2],
    ]
    return ", ".join(one if at == 1 else html.escape(str(one)) for at, one in enumerate(said) if one) + "."
