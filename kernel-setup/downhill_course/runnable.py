"""The course's pages, on top of the exporter: still ones, which say that they are still, and those whose cells run.

The page's own side is in kernel-setup/pages: plain JavaScript, joined here. What a page shares with others it finds in one of three ways: in a site by
address, in a folder as scripts beside it, alone in elements of its own.
"""

import base64
import hashlib
import html
import json
from dataclasses import dataclass, field
from pathlib import Path

from traitlets import Any, Unicode, default

from downhill_handout import HandoutExporter, live, sheet

from .browser import Kernel

# kernel-setup/pages: in the wheel it stands in this package, in a clone beside it.
PAGES = next(p for p in (Path(__file__).parent / "pages", Path(__file__).parents[1] / "pages") if p.is_dir())
SCRIPTS = ("colour", "editor", "outputs", "edits", "cell", "page")  # in this order: each stands on those before it
ENGINE = "engine.wasm.gz"
TEMPLATES = Path(__file__).parent / "templates"
RUNS = "runs"  # the tag of text that asks the reader to run something: not in a still page


class CoursePage(HandoutExporter):
    """A still page. If its cells can be run elsewhere, each leads there."""

    export_from_notebook = None
    sister = Unicode("", help="Where the pages whose cells run lie, seen from this page: a folder's address with its slash; empty if there are none.")

    @default("template_name")
    def _template_name_default(self):
        return "still"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self):
        return [*super()._default_extra_template_basedirs(), str(TEMPLATES)]

    def _init_preprocessors(self):
        super()._init_preprocessors()
        self.register_preprocessor(without_what_runs, enabled=True)

    def frame_cell(self, page, cell, listing, results):
        if listing and self.sister:
            listing += f'<p class="dr-sister"><a href="{self._sister(page)}#cell-{html.escape(cell.id)}">Run or change this cell\u00a0\u2197</a></p>'
        return super().frame_cell(page, cell, listing, results)

    def extend(self, page, shown):
        super().extend(page, shown)
        shown["sister"] = self._sister(page) if self.sister else ""
        shown["coded"] = f' aria-label="{page.word("code")}"' in shown["main"]
        shown["works"] = [done for done, host in (("dragged", "dh-live"), ("answered", "dh-ask")) if f' class="{host}"' in shown["main"]]
        shown["style"] += css("still")

    def _sister(self, page):
        return html.escape(f"{self.sister}{page.name}.html")


def without_what_runs(notebook, resources):
    """A preprocessor: leaves out the text that asks for what a still page cannot do."""
    notebook.cells = [cell for cell in notebook.cells if cell.cell_type != "markdown" or RUNS not in cell.metadata.get("tags", [])]
    return notebook, resources


@dataclass
class Home:
    """Where pages whose cells run live, and how they come by what they share."""

    way: str  # fetch: a site; sibling: a folder opened from a disk; inline: one file
    kernel: Kernel
    edition: str = "reader"
    address: str = ""  # the kernel's folder, seen from a page
    assets: str = ""  # the folder of what else pages share, seen from a page
    root: str = ""  # the folder of a site's service worker, seen from a page
    shared: dict = field(default_factory=dict)  # hashed name → bytes: what the pages made so far want beside the kernel

    def share(self, name, content):
        stem, _, ending = name.partition(".")
        hashed = f"{stem}.{hashlib.sha256(content).hexdigest()[:16]}.{ending}"
        self.shared[hashed] = content
        return self.assets + hashed


class RunnablePage(HandoutExporter):
    """A page whose cells run."""

    export_from_notebook = None
    home = Any()

    @default("template_name")
    def _template_name_default(self):
        return "runnable"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self):
        return [*super()._default_extra_template_basedirs(), str(TEMPLATES)]

    def frame_cell(self, page, cell, listing, results):
        if not listing or page.language != "go":
            return super().frame_cell(page, cell, listing, results)
        framed = super().frame_cell(page, cell, listing, f'<div class="dr-results">{results}</div>')
        id = html.escape(cell.id)
        solution = " data-solution" if "solution" in cell.metadata.get("tags", []) else ""
        return framed.replace(' class="cell', f' id="cell-{id}" data-cell="{id}"{solution} class="cell', 1)

    def extend(self, page, shown):
        home, parts, kernel = self.home, live.parts(), self.home.kernel
        shown["style"] += parts["live.css"] + css("pages")
        script = "\n".join([*shown["scripts"], parts["live.js"], kernel.script, *map(javascript, SCRIPTS), parts["handout.js"]])
        settings = {"page": page.name if home.edition == "reader" else f"{page.name}@{home.edition}", "way": home.way, "bytes": kernel.bytes}
        shown["sources"].setdefault("script-src", []).append("'wasm-unsafe-eval'")
        shown["sources"]["worker-src"] = ["blob:"]
        shown["sources"]["style-src-attr"] = ["'unsafe-inline'"]  # a table's alignment; the kernel has cleaned what a cell shows
        shown["kernel"], shown["has_cells"] = (), " data-cell=" in shown["main"]
        if home.way == "fetch":
            settings |= {"kernel": f"{home.address}kernel.json", "engine": home.share(ENGINE, base64.b64decode(parts[ENGINE]))}
            shown["scripts"], shown["offline"] = [], html.escape(home.share("offline.js", javascript("offline").encode()))
            shown["src"], shown["root"] = html.escape(home.share("page.js", script.encode())), home.root
            shown["sources"]["script-src"].append("'self'")
            shown["sources"]["worker-src"].append("'self'")
            shown["sources"]["connect-src"] = ["'self'"]
        else:
            shown["scripts"] = [script]
            shown["data"].append(("dh-engine", parts[ENGINE]))
        if home.way == "sibling":
            settings["kernel"] = f"{home.address}payload.js"
            shown["sources"]["script-src"].append("'strict-dynamic'")  # what our own script, known by its hash, brings along
        if home.way == "inline":
            shown["kernel"] = kernel.elements()
        shown["data"].append(("dr-settings", json.dumps(settings, sort_keys=True).replace("<", "\\u003c")))


def javascript(name):
    return (PAGES / f"{name}.js").read_text(encoding="utf-8").strip()


def css(name):
    return sheet.compact((PAGES / f"{name}.css").read_text(encoding="utf-8"))
