"""Notebooks to export: each a few lines that build it, and what its handout must and must not contain.

plain.py holds what people write, wild.py what real notebooks hold, odd.py what notebooks in the wild look like, hostile.py what somebody might send.
"""

from dataclasses import dataclass, field
from collections.abc import Callable

import nbformat


@dataclass
class Case:
    name: str
    build: Callable[[], nbformat.NotebookNode]
    has: list = field(default_factory=list)  # in the page's HTML
    lacks: list = field(default_factory=list)

    def __str__(self):
        return self.name


GO = {"kernelspec": {"name": "downhill", "display_name": "Go (Downhill)", "language": "go"}, "language_info": {"name": "go", "pygments_lexer": ""}}
PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}, "language_info": {"name": "python", "pygments_lexer": "ipython3"}}


def notebook(*cells, metadata=GO):
    """A notebook of cells; ids are counted, since random ones would make each build another notebook."""
    nb = nbformat.v4.new_notebook(metadata=metadata, cells=list(cells))
    for number, cell in enumerate(nb.cells):
        cell["id"] = f"cell-{number}"
    return nb


def text(source, tags=(), **more):
    return nbformat.v4.new_markdown_cell(source, metadata={"tags": list(tags)}, **more)


def code(source, *outputs, tags=(), count=1):
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": list(tags)}, execution_count=count)
    cell.outputs = list(outputs)  # afterwards: some of them are no valid outputs
    return cell


def printed(words, name="stdout"):
    return nbformat.v4.new_output("stream", name=name, text=words)


def shown(**data):
    """A display with its MIME types written with an underscore for the slash: text_html, image_svg_xml."""
    names = {"image_svg_xml": "image/svg+xml"}
    return nbformat.v4.new_output("display_data", data={names.get(key, key.replace("_", "/", 1)): value for key, value in data.items()})


def bundle(data):
    return nbformat.v4.new_output("display_data", data=data)


def failed(name, value, traceback=()):
    return nbformat.v4.new_output("error", ename=name, evalue=value, traceback=list(traceback))


PNG = (  # one red point
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30" viewBox="0 0 40 30"><path d="M0 0L40 30" stroke="#0b5cad"/><text x="4" y="20">φ(η)</text></svg>'


def figure(caption="What to look at.", alt="A line falls from left to right.", svg=SVG):
    """What show.Plot puts into a cell."""
    import base64

    src = "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
    html = f'<figure><img src="{src}" alt="{alt}">' + (f"<figcaption>{caption}</figcaption>" if caption else "") + "</figure>"
    return bundle({"text/html": html, "text/plain": f"{alt}\n{caption}"})


def cases():
    from . import hostile, odd, plain, wild

    return plain.CASES + wild.CASES + odd.CASES + hostile.CASES
