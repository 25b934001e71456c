"""Cells in order: each becomes a piece of the page."""

import html
import re
from urllib.parse import unquote

from . import clean, listing, markdown, outputs, tags
from .htmlmath import with_formulas


LINKED = re.compile(r"""\(\s*<?#([^)\s>]+)|href\s*=\s*["']?#([^"'\s>]+)""")


def render(page, nb):
    shown = [(number, cell) for number, cell in enumerate(nb.cells, 1) if included(page.exporter, cell)]
    for _, cell in shown:
        if cell.cell_type in ("markdown", "raw"):
            page.wanted.update(unquote(one or other) for one, other in LINKED.findall(cell.source))
        if cell.cell_type == "markdown":
            page.notes.known.update(markdown.DEFINED.findall(cell.source))
    pieces = []
    for number, cell in shown:
        page.complain.enter(number, cell)
        page.begin_cell(cell)
        pieces.append(
            page.notes.beside(KIND.get(cell.cell_type, unknown)(page, cell))
        )  # what raw HTML cites is known only when it is cleaned
    page.complain.place = ""
    page.notes.unused()
    return "\n".join(piece for piece in pieces if piece)


def included(exporter, cell):
    """Whether nbconvert's switches let the cell be shown."""
    if cell.cell_type == "code":
        return not exporter.exclude_code_cell
    if cell.metadata.get("transient", {}).get("remove_source"):
        return False
    left_out = {"markdown": exporter.exclude_markdown, "raw": exporter.exclude_raw}
    return not left_out.get(cell.cell_type, exporter.exclude_unknown)


def text(page, cell):
    shown = markdown.render(page, cell.source, cell.get("attachments"))
    if tags.TEACHER in page.asked:
        return f'<div class="teacher" role="note" aria-label="{page.word("for_the_teacher")}"><p class="kind">{page.word("for_the_teacher")}</p>{shown}</div>'
    if tags.SOLUTION in page.asked:
        return solution(page, page.word("solution"), shown)
    if page.asked & {tags.FOLD_CELL, tags.FOLD_INPUT}:
        return folded(page.word("text"), shown)
    return shown


def solution(page, summary, shown):
    opened = " open" if page.exporter.edition == "teacher" else ""
    return f'<details class="cell solution"{opened}><summary>{html.escape(summary)}</summary>{shown}</details>'


def folded(summary, shown):
    return f'<details class="fold"><summary>{html.escape(summary)}</summary>{shown}</details>'


def code(page, cell):
    exporter = page.exporter
    results = (
        ""
        if exporter.exclude_output
        else "\n".join(shown for output in merged(cell.outputs) if (shown := result(page, output)))
    )
    source = "" if exporter.exclude_input or tags.REMOVE_INPUT in page.asked else cell.source.strip("\n")
    if (
        cell.source.strip()
        and cell.execution_count is None
        and not cell.outputs
        and cell.id not in page.ran
        and not exporter.exclude_output
    ):
        page.unrun += 1
    listed = (
        listing.box(source, cell.metadata.get("magics_language") or page.language, page.word("code"))
        if source.strip()
        else ""
    )
    shown = exporter.frame_cell(page, cell, listed, results) if listed or results else ""
    return shown.replace('class="cell', 'class="cell cover', 1) if tags.COVER in page.asked else shown


def framed(page, cell, listed, results):
    """A code cell with its outputs, folded as its tags ask."""
    asked = page.asked
    if tags.SOLUTION in asked:
        # What stands behind a colon may be the answer: it is not to be read before the solution is opened.
        summary = (
            listing.summary(cell.source, page.word("solution")).partition(":")[0] if listed else page.word("solution")
        )
        return solution(page, summary, listed + results)
    if tags.FOLD_CELL in asked:
        return f'<div class="cell">{folded(listing.summary(cell.source, page.word("code")) if listed else page.word("output"), listed + results)}</div>'
    if listed and (tags.FOLD_INPUT in asked or page.exporter.fold_code):
        listed = folded(listing.summary(cell.source, page.word("code")), listed)
    if results and tags.FOLD_OUTPUT in asked:
        results = folded(page.word("output"), results)
    if tags.TEACHER in asked:
        said = page.word("for_the_teacher")
        return f'<div class="cell teacher" role="note" aria-label="{said}"><p class="kind">{said}</p>{listed}{results}</div>'
    return f'<div class="cell">{listed}{results}</div>'


def merged(pieces):
    """Outputs, with pieces of one stream that follow each other in one: where a kernel cuts them is a matter of
    timing."""
    whole = []
    for output in pieces:
        before = whole[-1] if whole else None
        if (
            before is not None
            and output.get("output_type") == "stream" == before.get("output_type")
            and output.get("name") == before.get("name")
        ):
            whole[-1] = {
                **before,
                "text": outputs.joined(before.get("text", "")) + outputs.joined(output.get("text", "")),
            }
        else:
            whole.append(output)
    return whole


def result(page, output):
    page.output_metadata = output.get("metadata") or {}
    return outputs.render(page, output)


def raw(page, cell):
    """A raw cell is for one converter: HTML is cleaned and shown, text stands as it is; one for another converter is
    left to it."""
    kind = str(cell.metadata.get("raw_mimetype") or cell.metadata.get("format") or "").lower()
    if not cell.source.strip() or kind not in page.exporter.raw_mimetypes:
        return ""
    if kind == "text/html":
        page.attachments = cell.get("attachments") or {}
        return clean.foreign(page, with_formulas(page, cell.source))
    if kind == "text/markdown":
        return markdown.render(page, cell.source, cell.get("attachments"))
    return listing.box(cell.source, "", page.word("raw_text"))


def unknown(page, cell):
    page.complain(f"a cell of the unknown kind {cell.cell_type!r}")
    return f'<p class="gone">{html.escape(page.say("cell_gone", cell.cell_type))}</p>'


KIND = {"markdown": text, "code": code, "raw": raw}
