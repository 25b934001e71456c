"""Where a link leads from a handout, and which pictures it may bring along.

A handout is one file that travels alone or with its neighbours: a link to a notebook becomes a link to that
notebook's handout, a link within the page is checked, a link to any other file must name a file that exists. Pictures
come from the notebook's own folder or from the notebook itself."""

import html
import os
import re
from urllib.parse import quote, unquote, urlsplit

ELSEWHERE = {"http", "https", "mailto", "tel", "doi", "ftp"}


class Links:
    def __init__(self, page):
        self.page = page
        self._headings = {}

    def target(self, url):
        """(opening tag, closing tag) for a link to url: a mark each, for a link within the page is known only at the
        end."""
        url = url.strip()
        keep, complain, place = self.page.keep, self.page.complain, self.page.complain.place
        parts = split(url)
        if parts is None or (parts.scheme and parts.scheme.lower() not in ELSEWHERE):
            complain(f"the link to {url[:80]!r} is not one a page should follow")
            return keep('<span class="lost">'), keep("</span>")
        if parts.scheme or parts.netloc:
            return keep(f'<a href="{html.escape(url)}" rel="noopener">'), keep("</a>")
        if not parts.path:
            found = {}

            def opening():
                fragment = unquote(parts.fragment)
                found["id"] = (
                    self.page.contents.find(fragment) or self.page.numbers.find(fragment) if fragment else "top"
                )
                if found["id"] is None:
                    complain(f"the link #{fragment} leads to nothing in this notebook", place)
                    return '<span class="lost">'
                return f'<a href="#{html.escape(found["id"])}">'

            return keep(opening), keep(lambda: "</a>" if found.get("id") is not None else "</span>")
        path = unquote(parts.path)
        if path.endswith(".ipynb"):
            self._check_notebook(path, parts.fragment)
            fragment = f"#{quote(anchor(parts.fragment), safe=':-_.')}" if parts.fragment else ""
            return keep(f'<a href="{html.escape(quote(path[:-6]) + ".html" + fragment)}">'), keep("</a>")
        if self.page.folder and not os.path.exists(os.path.join(self.page.folder, path)):
            complain(f"the link to {path} leads to no file")
            return keep('<span class="lost">'), keep("</span>")
        if self.page.exporter.files_address:
            return keep(
                f'<a href="{html.escape(self.page.exporter.files_address.rstrip("/") + "/" + quote(path))}">'
            ), keep("</a>")
        return keep('<span class="file">'), keep(f' <span class="path">({html.escape(path)})</span></span>')

    def _check_notebook(self, path, fragment):
        """In strict mode a neighbour must exist, and have the heading, figure or equation that is named."""
        page = self.page
        if not page.folder or not page.complain.strict:
            return
        file = os.path.join(page.folder, path)
        if not os.path.isfile(file):
            page.complain(f"the link to {path} leads to no notebook")
        elif fragment and anchor(fragment) not in self._anchors(file):
            page.complain(f"the link {path}#{unquote(fragment)} leads to nothing in that notebook")

    def _anchors(self, file):
        if file not in self._headings:
            import nbformat

            from .contents import slug
            from .mathml import LABEL, TAG

            anchors = set()
            for cell in nbformat.read(file, as_version=4).cells:
                anchors.update(tag for tag in cell.metadata.get("tags", []) if tag.startswith("fig:"))
                if cell.cell_type == "markdown":
                    anchors.update(slug(line.lstrip("#")) for line in cell.source.splitlines() if line.startswith("#"))
                    anchors.update(
                        label if label.startswith("eq:") else f"eq:{label}" for label in LABEL.findall(cell.source)
                    )
                    anchors.update(f"eq:{tag}" for _, tag in TAG.findall(cell.source))
            self._headings[file] = anchors
        return self._headings[file]

    def picture(self, src, attachments):
        """The data: address of a picture, or None and a complaint."""
        from . import pictures

        src = src.strip()
        if src.startswith("attachment:"):
            name = unquote(src[len("attachment:") :])
            bundle = attachments.get(name) or attachments.get(src[len("attachment:") :])
            found = pictures.from_bundle(bundle) if bundle else None
            if not found:
                self.page.complain(f"the attachment {name!r} is not in the notebook")
            return found
        if src[:5].lower() == "data:":
            found = pictures.from_address(src)
            if not found:
                self.page.complain("a picture's data is of a kind that cannot be shown")
            return found
        parts = split(src)
        if parts is None or parts.scheme or parts.netloc:
            self.page.complain(f"the picture {src[:80]} lies on the network; a handout brings its pictures along")
            return None
        found = pictures.from_file(self.page.folder, unquote(parts.path))
        if not found:
            self.page.complain(f"the picture {unquote(parts.path)} is not a picture in the notebook's folder")
        return found


def split(url):
    try:
        # Browsers drop these inside a scheme: "java\tscript:" is a script.
        return urlsplit(re.sub(r"[\x00-\x20\x7f]", "", url))
    except ValueError:
        return None


def anchor(fragment):
    """A fragment in JupyterLab's form, in ours."""
    from .contents import slug

    fragment = unquote(fragment)
    return fragment if fragment.startswith(("fig:", "eq:")) else slug(fragment)
