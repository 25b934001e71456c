"""What stands around the text: logo, authors and date, foot, style sheets of one's own, and the works that notes cite."""

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
    """Key → HTML of a work, from what citation tools leave in a notebook's metadata (cite2c, or `bibliography`): texts, or CSL-JSON."""
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
    people = [" ".join(filter(None, (one.get("given"), one.get("family") or one.get("literal")))) for one in work.get("author") or [] if isinstance(one, dict)]
    parts = (((work.get("issued") or {}).get("date-parts") or [[]])[0] or [""]) if isinstance(work.get("issued"), dict) else [""]
    title = str(work.get("title") or "")
    said = [html.escape(", ".join(people)), f"<cite>{html.escape(title)}</cite>" if title else "", html.escape(str(work.get("container-title") or work.get("publisher") or "")),
            html.escape(str(parts[0] if parts else "")), html.escape(str(work.get("DOI") or ""))]
    return ", ".join(filter(None, said)) + "."
