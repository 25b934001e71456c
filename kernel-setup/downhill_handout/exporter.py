"""The nbconvert exporter `handout`: one notebook in, one HTML file out that asks for nothing."""

import html
import re
from importlib import resources as files

import nbformat
from nbconvert.exporters.exporter import Exporter
from nbconvert.exporters.html import HTMLExporter
from nbconvert.utils.iso639_1 import iso639_1
from traitlets import Bool, Enum, Integer, List, Unicode, default, dlink, validate

from . import reading
from .editions import LEFT_OUT, Editions
from .faults import Complaints, HandoutError, first_line

OWN = "handout"  # the template whose page is made here; another one, lab, say, gets what nbconvert gives it


class HandoutExporter(HTMLExporter):
    """Exports a notebook as a handout: one HTML file with its formulas, figures, fonts and styles inside, which makes
    no request of any kind.

    A subclass of nbconvert's HTMLExporter: its switches, and TemplateExporter's, do here what they do there.
    """

    export_from_notebook = "Handout"
    output_mimetype = "text/html"

    edition = Enum(
        list(LEFT_OUT),
        "reader",
        help="""Who the handout is for. reader: solutions are there, folded. student: cells tagged `solution` are absent from the file.
        teacher: solutions are open and cells tagged `teacher` are shown. Cells tagged `student-only` are in the student edition alone.""",
    ).tag(config=True)
    strict = Bool(
        False,
        help="""Refuse a notebook with a failed cell, a formula that cannot be set, a picture without alt text, a broken link or reference:
        one sentence names notebook and cell, and nothing is written. Otherwise such places are marked in the page and logged as warnings.""",
    ).tag(config=True)
    fold_code = Bool(
        False, help="Fold the code of every cell to one line, as the cell tag `fold` does for its cell."
    ).tag(config=True)
    contents = Bool(True, help="Show the list of contents: at the side of a wide screen, folded on a narrow one.").tag(
        config=True
    )
    language_code = Unicode(
        "en", help="The language of the notebook's prose (BCP 47), for screen readers and hyphenation."
    ).tag(config=True)
    caption_indices = Bool(
        False,
        help="Lower the index of a Greek letter in captions: θ_new, which a string in a program cannot write otherwise.",
    ).tag(config=True)
    generator = Unicode(
        "Handout", help="What made the page, as its <meta name=generator> says; an index finds its pages by it."
    ).tag(config=True)
    extra_css = List(
        Unicode(), help="Style sheets of one's own, by path; they come last, and count in the page's policy."
    ).tag(config=True)
    logo = Unicode("", help="A picture over the title, by path.").tag(config=True)
    logo_alt = Unicode("", help="What the logo says, to those who do not see it.").tag(config=True)
    footer = Unicode("", help="Markdown for the foot of the page: a school, a licence, an address.").tag(config=True)
    output_lines = Integer(
        100,
        help="""The lines of an output that are shown; the rest is folded, under a line that says how much it is. A table or JSON of more lines is folded as
        a whole. 0: nothing is folded.""",
    ).tag(config=True)
    output_most = Integer(
        5_000,
        help="""The most lines of a text output that the page holds, folded or not; of a longer one the end is left out and how much that is is said. 0: all.""",
    ).tag(config=True)
    files_address = Unicode(
        "",
        help="""Address under which the files beside the notebook are found by readers, for links to files that are not notebooks.
        Without it such a link becomes its words with the file's path after them.""",
    ).tag(config=True)

    @default("optimistic_validation")
    def _optimistic_validation_default(self):
        return True  # once, not after each of a dozen preprocessors that do nothing

    @default("template_name")
    def _template_name_default(self):
        return OWN

    @default("raw_mimetypes")
    def _raw_mimetypes_default(self):
        return ["", "text/html", "text/markdown", "text/plain"]  # raw cells for another converter are left to it

    @validate("language_code")
    def _valid_language_code(self, proposal):
        """Any tag of BCP 47 (pt-BR, zh-Hant) whose language is known."""
        language = proposal["value"].partition("-")[0].lower()
        if language in iso639_1 and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", proposal["value"]):
            return proposal["value"]
        self.log.warning("%r is not the code of a language; en is taken", proposal["value"])
        return "en"

    def _init_preprocessors(self):
        super()._init_preprocessors()
        editions = Editions(
            parent=self
        )  # last, and not one of a list that configuration may replace: secrets hang on it
        self.register_preprocessor(editions, enabled=True)
        dlink((self, "edition"), (editions, "edition"))
        dlink((self, "language_code"), (editions, "language_code"))

    def get_prefix_root_dirs(self):
        """Jupyter's folders, then this package's: --TemplateExporter.extra_template_basedirs and the like leave the
        handout's own template in reach."""
        return [*super().get_prefix_root_dirs(), str(files.files(__package__) / "share")]

    def get_template_names(self):
        try:
            return super().get_template_names()
        except ValueError as error:
            fault = HandoutError(f"the template {self.template_name!r} makes no HTML page here: {first_line(error)}")
            end_command_line(fault)
            raise fault from None

    def _validate_preprocessor(self, nb, preprocessor):
        """A notebook that breaks its own format is shown as far as it goes, unless it is one of a course."""
        try:
            nbformat.validate(nb, relax_add_props=True)
        except nbformat.ValidationError as error:
            self._complain(f"the notebook breaks its format: {first_line(error)}", "")

    def from_filename(self, filename, resources=None, **kw):
        try:
            return super().from_filename(filename, resources, **kw)
        except HandoutError as error:
            end_command_line(error)
            raise

    def from_file(self, file_stream, resources=None, **kw):
        name = ((resources or {}).get("metadata") or {}).get("name") or getattr(file_stream, "name", None) or "the file"
        raw = getattr(file_stream, "buffer", file_stream)  # the bytes, where they can be had: a file may be in UTF-16
        return self.from_notebook_node(reading.read(raw.read(), name), resources, **kw)

    def from_notebook_node(self, nb, resources=None, **kw):
        metadata = (resources or {}).get("metadata") or {}
        complain = Complaints(metadata.get("name") or "notebook", self.strict, self.log.warning)
        self._complain = complain
        nb = reading.mended(nb, complain)
        if OWN not in self.get_template_names():
            return super().from_notebook_node(nb, resources, **kw)
        ran = {cell.id for cell in nb.cells if cell.get("execution_count") is not None}
        # Exporter, not its subclasses: preprocessors run (--execute is one), then the page is made here rather than
        # in Jinja.
        try:
            nb, resources = Exporter.from_notebook_node(self, nb, resources, **kw)
        except HandoutError as error:  # of a preprocessor, which knows the cell alone
            raise HandoutError(f"{complain.notebook}: {error}") from None
        resources["output_extension"] = self.file_extension
        return self._page(nb, resources, ran, complain), resources

    def _page(self, nb, resources, ran, complain):
        from . import cells, fonts, furniture, language, listing, policy, sheet, text
        from .page import Page

        metadata = resources.get("metadata") or {}
        text.scrub(nb)
        page = Page(metadata.get("name") or "notebook", metadata.get("path") or "", self, complain)
        page.language = listing.language_of(nb)
        page.ran = ran
        page.bibliography = furniture.bibliography(nb)
        body = cells.render(page, nb)
        foot = furniture.foot(page, self.footer)
        page.contents.settle(body)
        title = page.contents.title
        main = page.fill(body)
        shown = {
            "title": page.fill(title.inner) if title else html.escape(name_of(page, nb)),
            # whether the title stands at the top, or further down where the author has it
            "leads": page.contents.leads,
            "title_id": html.escape(title.id) if title else "top",
            "plain_title": html.escape(title.plain if title and title.plain else name_of(page, nb)),
            "contents": page.contents.listed() if self.contents else [],
            "main": main,
            "neighbours": [
                (relation, page.fill(opening), words, page.fill(closing))
                for relation, opening, words, closing in page.neighbours
            ],
            "question": html.escape(page.question),
            "unrun": page.unrun,
            "edition": self.edition,
            "words": language.words(self.language_code),
            "footer": page.fill(foot),
            "logo": furniture.logo(page, self.logo, self.logo_alt),
            "byline": furniture.byline(page, nb),
            "generator": html.escape(self.generator),
            "source": html.escape(f"{page.name}.ipynb"),
            "language": html.escape(self.language_code),
            "style": fonts.rule(page.formulas.characters)
            + sheet.sheet()
            + page.styles.sheet()
            + furniture.sheets(self.extra_css),
            "scripts": [sheet.static("handout.js").strip()],
            "data": [],  # (id, text) of what scripts read: never run
            "sources": {},  # more of the policy, by directive
        }
        self.extend(page, shown)
        shown["policy"] = policy.policy(shown["style"], shown["scripts"], shown["sources"])
        return text.allowed(self.template.render(page=shown, nb=nb, resources=resources))

    # For subclasses, whose pages do more than this one's

    def frame_cell(self, page, cell, listing, results):
        """The HTML of a code cell, from that of its code and of its outputs (each "" if it is not to be shown)."""
        from . import cells

        return cells.framed(page, cell, listing, results)

    def extend(self, page, shown):
        """Adds to what the template is given, before the policy is made of it: style, scripts, data, sources."""
        from . import live

        live.add(page, shown)


def name_of(page, nb):
    title = nb.metadata.get("title")
    return title if isinstance(title, str) and title.strip() else page.name


def end_command_line(error):
    """On nbconvert's own command line the sentence is all that is said; anywhere else (JupyterLab, a script) the
    caller handles the error."""
    from nbconvert.nbconvertapp import NbConvertApp
    from traitlets.config import Application

    app = Application.instance() if Application.initialized() else None
    if isinstance(app, NbConvertApp):
        app.log.error("%s", error)
        app.exit(1)
