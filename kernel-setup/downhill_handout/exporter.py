"""The nbconvert exporter `handout`: one notebook in, one HTML file out that asks for nothing."""

import html
from importlib import resources as files

import nbformat
from nbconvert.exporters.exporter import Exporter
from nbconvert.exporters.templateexporter import TemplateExporter
from traitlets import Bool, Enum, Unicode, default

from .faults import HandoutError


class HandoutExporter(TemplateExporter):
    """Exports a notebook as a handout: one HTML file with its formulas, figures, fonts and styles inside, which makes no request of any kind."""

    export_from_notebook = "Handout"
    output_mimetype = "text/html"

    edition = Enum(
        ["reader", "student", "teacher"],
        "reader",
        help="""Who the handout is for. reader: solutions are there, folded. student: cells tagged `solution` are absent from the file.
        teacher: solutions are open and cells tagged `teacher` are shown. Cells tagged `student-only` are in the student edition alone.""",
    ).tag(config=True)
    strict = Bool(
        False,
        help="""Refuse a notebook with a failed cell, a formula that cannot be set, a picture without alt text, a broken link or reference:
        one sentence names notebook and cell, and nothing is written. Otherwise such places are marked in the page and logged as warnings.""",
    ).tag(config=True)
    fold_code = Bool(False, help="Fold the code of every cell to one line, as the cell tag `fold` does for its cell.").tag(config=True)
    contents = Bool(True, help="Show the list of contents: at the side of a wide screen, folded on a narrow one.").tag(config=True)
    language_code = Unicode("en", help="The language of the notebook's prose (BCP 47), for screen readers and hyphenation.").tag(config=True)
    files_address = Unicode(
        "",
        help="""Address under which the files beside the notebook are found by readers, for links to files that are not notebooks.
        Without it such a link becomes its words with the file's path after them.""",
    ).tag(config=True)

    @default("optimistic_validation")
    def _optimistic_validation_default(self):
        return True  # once, not after each of a dozen preprocessors that do nothing

    def _validate_preprocessor(self, nb, preprocessor):
        """A notebook that breaks its own format is shown as far as it goes, unless it is one of a course."""
        try:
            super()._validate_preprocessor(nb, preprocessor)
        except nbformat.ValidationError as error:
            if self.strict:
                raise HandoutError(f"the notebook breaks its format: {first_line(error)}") from None

    @default("file_extension")
    def _file_extension_default(self):
        return ".html"

    @default("template_name")
    def _template_name_default(self):
        return "handout"

    @default("extra_template_basedirs")
    def _default_extra_template_basedirs(self):
        return [str(files.files(__package__) / "templates")]

    def from_filename(self, filename, resources=None, **kw):
        try:
            return super().from_filename(filename, resources, **kw)
        except HandoutError as error:
            end_command_line(error)
            raise

    def from_file(self, file_stream, resources=None, **kw):
        try:
            nb = nbformat.read(file_stream, as_version=4)
        except Exception as error:  # what json, jsonschema and the readers of old formats raise
            name = ((resources or {}).get("metadata") or {}).get("name") or getattr(file_stream, "name", "the file")
            raise HandoutError(f"{name}: not a notebook ({first_line(error)})") from None
        return self.from_notebook_node(nb, resources, **kw)

    def from_notebook_node(self, nb, resources=None, **kw):
        from . import cells, editions, fonts, listing, live, policy, text
        from .page import Page

        # Exporter, not TemplateExporter: preprocessors run (--execute is one), then the page is made here rather than in Jinja.
        nb, resources = Exporter.from_notebook_node(self, nb, resources, **kw)
        metadata = resources.get("metadata") or {}
        text.scrub(nb)
        page = Page(metadata.get("name") or "notebook", metadata.get("path") or "", self)
        page.language = listing.language_of(nb)
        body = cells.render(page, editions.of(nb, self.edition))
        page.contents.settle()
        title = page.contents.title
        main = page.fill(body)
        shown = {
            "title": page.fill(title.inner) if title else html.escape(name_of(page, nb)),
            "title_id": html.escape(title.id) if title else "top",
            "plain_title": html.escape(title.plain if title and title.plain else name_of(page, nb)),
            "contents": page.contents.listed() if self.contents else [],
            "main": main,
            "neighbours": [(relation, page.fill(opening), words, page.fill(closing)) for relation, opening, words, closing in page.neighbours],
            "question": html.escape(page.question),
            "unrun": page.unrun,
            "edition": self.edition,
            "source": html.escape(f"{page.name}.ipynb"),
            "language": html.escape(self.language_code),
            "scripts": [static("handout.js").strip()],
        }
        shown["style"] = fonts.rule(page.formulas.characters) + static("handout.css").strip() + page.styles.sheet()
        wasm = live.add(page, shown)
        shown["policy"] = policy.policy(shown["style"], shown["scripts"], wasm)
        resources["output_extension"] = self.file_extension
        return text.allowed(self.template.render(page=shown, resources=resources)), resources


def name_of(page, nb):
    title = nb.metadata.get("title")
    return title if isinstance(title, str) and title.strip() else page.name


def static(name):
    return files.files(__package__).joinpath("static", name).read_text(encoding="utf-8")


def first_line(error):
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:160]


def end_command_line(error):
    """On nbconvert's own command line the sentence is all that is said; anywhere else (JupyterLab, a script) the caller handles the error."""
    from jupyter_core.application import JupyterApp
    from nbconvert.nbconvertapp import NbConvertApp

    app = JupyterApp._instance
    if isinstance(app, NbConvertApp):
        app.log.error("%s", error)
        app.exit(1)
