"""Cells in order: each becomes a piece of the page."""

import html

from . import clean, listing, markdown, outputs


def render(page, nb):
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            page.notes.known.update(markdown.DEFINED.findall(cell.source))
    pieces = []
    for number, cell in enumerate(nb.cells, 1):
        page.complain.enter(number, cell)
        page.begin_cell(cell)
        pieces.append(KIND.get(cell.cell_type, unknown)(page, cell))
    page.complain.place = ""
    page.notes.unused()
    return "\n".join(piece for piece in pieces if piece)


def text(page, cell):
    shown = markdown.render(page, cell.source, cell.get("attachments"))
    if "teacher" in page.tags:
        return f'<div class="teacher" role="note" aria-label="For the teacher">{shown}</div>'
    if "solution" in page.tags:
        return solution(page, "Solution", shown)
    return shown


def solution(page, summary, shown):
    opened = " open" if page.exporter.edition == "teacher" else ""
    return f'<details class="cell solution"{opened}><summary>{html.escape(summary)}</summary>{shown}</details>'


def code(page, cell):
    results = "\n".join(shown for output in merged(cell.outputs) if (shown := result(page, output)))
    source = cell.source.strip("\n")
    if not source.strip():
        return f'<div class="cell">{results}</div>' if results else ""
    if cell.execution_count is None and not cell.outputs:
        page.unrun += 1
    listed = listing.box(source, page.language)
    if "solution" in page.tags:
        # What stands behind a colon may be the answer: it is not to be read before the solution is opened.
        return solution(page, listing.summary(source, "Solution").partition(":")[0], listed + results)
    if "remove-input" in page.tags and results:  # Jupyter Book's tag: the reader needs what the cell shows, not the call that shows it
        return f'<div class="cell">{results}</div>'
    if "fold" in page.tags or page.exporter.fold_code:
        return f'<div class="cell"><details class="fold"><summary>{html.escape(listing.summary(source, "Code"))}</summary>{listed}</details>{results}</div>'
    teacher = ' teacher" role="note" aria-label="For the teacher' if "teacher" in page.tags else ""
    return f'<div class="cell{teacher}">{listed}{results}</div>'


def merged(pieces):
    """Outputs, with pieces of one stream that follow each other in one: where a kernel cuts them is a matter of timing."""
    whole = []
    for output in pieces:
        before = whole[-1] if whole else None
        if before is not None and output.get("output_type") == "stream" == before.get("output_type") and output.get("name") == before.get("name"):
            whole[-1] = {**before, "text": outputs.joined(before.get("text", "")) + outputs.joined(output.get("text", ""))}
        else:
            whole.append(output)
    return whole


def result(page, output):
    page.output_metadata = output.get("metadata") or {}
    return outputs.render(page, output)


def raw(page, cell):
    """A raw cell is for one converter: HTML is cleaned and shown, text stands as it is, what is for another converter is named."""
    kind = cell.metadata.get("format") or cell.metadata.get("raw_mimetype") or ""
    if not cell.source.strip():
        return ""
    if kind == "text/html":
        page.attachments = cell.get("attachments") or {}
        return clean.foreign(page, cell.source)
    if kind == "text/markdown":
        return markdown.render(page, cell.source, cell.get("attachments"))
    if kind in ("", "text/plain"):
        return listing.box(cell.source, "", "Raw text")
    return f'<details class="cell"><summary>Raw text for {html.escape(kind)}</summary>{listing.box(cell.source, "", "Raw text")}</details>'


def unknown(page, cell):
    page.complain(f"a cell of the unknown kind {cell.cell_type!r}")
    return f'<p class="gone">A cell of the kind {html.escape(str(cell.cell_type))} stood here; a handout cannot show it.</p>'


KIND = {"markdown": text, "code": code, "raw": raw}
