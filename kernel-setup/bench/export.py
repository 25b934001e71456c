"""A notebook of 20 cells from the command line: --to handout against nbconvert's own --to html."""

import base64
import os
import subprocess
import sys
import time
from pathlib import Path

from interleave import rounds

ABOUT = "export: a 20-cell notebook to a handout, against nbconvert's --to html"
ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "build" / "bench" / "export"
COUNT = int(os.environ.get("BENCH_COUNT", 9))

TEXT = r"""## Part {n}

The loss of the new place is $L(\theta+\eta u)$, and for small $\eta$, with *first-order* terms alone, it is near $L(\theta)+\eta\,u^\top\nabla L$.

$$L(\theta+\eta u)=L(\theta)+\eta\,u^\top\nabla L+\frac{{\eta^2}}{{2!}}\,u^\top\nabla^2L\,u+\cdots$$

- a point of a list, with `code`
- [a link](02-moving-theta.ipynb)
"""
CODE = """%%
θ, u := []float64{{1, 1}}, []float64{{-1.5, -0.5}}
for _, η := range []float64{{0.1, 0.5, 1}} {{
	fmt.Printf("η = %.1f   loss %.4f\\n", η, L.Value(descent.Step(nil, θ, η, u))) // part {n}
}}"""


def run(record, wanted):
    if not wanted("export/handout"):
        return
    BUILT.mkdir(parents=True, exist_ok=True)
    notebook = write(BUILT / "twenty.ipynb")
    measures = [lambda form=form: convert(notebook, form) for form in ("handout", "html")]
    record("export/handout", *rounds(COUNT, *measures), "s")


def write(path):
    import nbformat
    from nbformat import v4

    curve = "".join(f"L{x} {200 - x * x / 2000:.1f}" for x in range(0, 500, 2))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="560" height="300"><path d="M0 200{curve}" fill="none" stroke="#0b5cad"/></svg>'
    src = "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
    figure = {"text/html": f'<figure><img src="{src}" alt="A curve that falls."><figcaption>It falls.</figcaption></figure>', "text/plain": "A curve that falls."}
    cells = [v4.new_markdown_cell("# Twenty cells")]
    for n in range(1, 20):
        if n % 2:
            cells.append(v4.new_markdown_cell(TEXT.format(n=n)))
        else:
            output = v4.new_output("display_data", data=figure) if n % 4 else v4.new_output("stream", name="stdout", text="η = 0.1   loss 1.2837\n" * 3)
            cells.append(v4.new_code_cell(CODE.format(n=n), outputs=[output], execution_count=n))
    notebook = v4.new_notebook(cells=cells, metadata={"kernelspec": {"name": "downhill", "display_name": "Go (Downhill)", "language": "go"}, "language_info": {"name": "go"}})
    nbformat.write(notebook, path)
    return path


def convert(notebook, form):
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "nbconvert", "--log-level=ERROR", "--to", form, notebook], check=True, cwd=BUILT)
    return time.perf_counter() - started
