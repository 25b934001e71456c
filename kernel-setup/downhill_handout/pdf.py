"""The exporter `handout-pdf`: a handout printed by the Chromium that is at hand, with page numbers, an outline, and
tags for screen readers."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from traitlets import Float, Unicode, default

from .exporter import HandoutExporter
from .faults import HandoutError

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
QUIET = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-extensions",
)
DATE = re.compile(rb"/(CreationDate|ModDate) ?\((D:[^)]*\))")
EARLIEST = b"D:19800101000000+00'00')"


class HandoutPdfExporter(HandoutExporter):
    """Exports a notebook as a PDF: the handout's page for print."""

    export_from_notebook = "Handout as PDF"
    output_mimetype = "text/html"  # what its template makes

    browser = Unicode("", help="The Chromium, Chrome or Edge that prints; $CHROMIUM or one on the PATH if empty.").tag(
        config=True
    )
    seconds = Float(120, help="How long it may print.").tag(config=True)

    @default("file_extension")
    def _file_extension_default(self):
        return ".pdf"

    @default("template_extension")
    def _template_extension_default(self):
        return ".html.j2"

    def from_notebook_node(self, nb, resources=None, **kw):
        program = (
            self.browser
            or os.environ.get("CHROMIUM")
            or next((path for name in BROWSERS if (path := shutil.which(name))), None)
        )
        if not program or not shutil.which(program):
            raise HandoutError(
                "a PDF is printed by Chromium, Chrome or Edge, and none was found: install one, name it in HandoutPdfExporter.browser, or print the handout from any browser"
            )
        page, resources = super().from_notebook_node(nb, resources, **kw)
        resources["output_extension"] = ".pdf"
        return printed(page, program, self.seconds), resources


def printed(page, program, seconds):
    """The PDF's bytes. A page gives the same ones each time: the date is not today's."""
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_text(page, encoding="utf-8")
        alone = (
            ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        )  # Chromium refuses its sandbox to root; the page is ours
        command = [
            program,
            *QUIET,
            *alone,
            f"--user-data-dir={folder}/profile",
            "--no-pdf-header-footer",
            "--generate-pdf-document-outline",
            "--export-tagged-pdf",
            f"--print-to-pdf={made}",
            source.as_uri(),
        ]
        try:
            done = subprocess.run(command, capture_output=True, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise HandoutError(f"{program} did not print the page within {seconds:g} s") from None
        except OSError as error:
            raise HandoutError(f"{program} cannot be run: {error.strerror or error}") from None
        if not made.exists():
            raise HandoutError(f"{program} printed nothing (exit status {done.returncode})")
        return DATE.sub(
            lambda m: m[0][: -len(m[2])] + EARLIEST[: len(m[2])].ljust(len(m[2]), b" "), made.read_bytes()
        )  # of the same length: places in the file are counted
