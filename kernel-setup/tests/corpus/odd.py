"""What notebooks in the wild look like: empty, old, huge, written by programs."""

import nbformat

from . import PNG, PYTHON, Case, bundle, code, figure, notebook, printed, shown, text

WIDGET = "application/vnd.jupyter.widget-view+json"


def version_3():
    from nbformat import v3

    cells = [
        v3.new_heading_cell("An old title", level=1),
        v3.new_text_cell("markdown", source="Old *text*."),
        v3.new_code_cell(input="print 1", prompt_number=1, outputs=[v3.new_output(output_type="stream", output_text="1\n"), v3.new_output("pyout", output_png=PNG, output_text="a dot")]),
        v3.new_text_cell("html", source="<b>bold</b>"),
    ]
    old = v3.new_notebook(worksheets=[v3.new_worksheet(cells=cells)], metadata=v3.new_metadata(name="old"))
    return nbformat.convert(nbformat.reads(nbformat.v3.writes_json(old), as_version=4), 4)


def many_cells():
    cells = [text("# Many")]
    for n in range(250):
        cells += text(f"## Part {n}\n\nText with $x_{{{n}}}$ and *stress*."), code(f"y = {n}", printed(f"{n}\n"))
    return notebook(*cells, metadata=PYTHON)


def large_pictures():
    """Fifty megabytes of PNG, of one colour's noise: what counts is the size."""
    import base64
    import random

    noise = base64.b64encode(base64.b64decode(PNG) + random.Random(1).randbytes(18_000_000)).decode()
    html = f'<img alt="from html" src="data:image/png;base64,{noise}">'
    return notebook(text("# Large"), code("a", bundle({"image/png": noise, "text/plain": "one"})), code("b", bundle({"text/html": html})), metadata=PYTHON)


def malformed():
    nb = notebook(code("x"), text("still here"))
    display = {"output_type": "display_data", "metadata": {}, "data": {"image/png": "not base64 !", "text/plain": "but words"}}
    nb.cells[0].outputs = nbformat.from_dict([display, {"output_type": "stream", "name": "stdout", "text": ["a", "b"]}, {"output_type": "new kind"}, {}])
    nb.cells.append(nbformat.from_dict({"cell_type": "film", "metadata": {}, "source": "reel"}))
    return nb


CASES = [
    Case("empty", lambda: notebook(metadata={}), has=['<main id="main"', "<h1"]),
    Case("empty cells", lambda: notebook(text(""), code("", count=None), text("   \n"), metadata={}), lacks=["had not been run", "<pre"]),
    Case("no title", lambda: notebook(text("Just words."), metadata={"title": "From the metadata"}), has=["<title>From the metadata</title>"]),
    Case("nbformat 3", version_3, has=["An old title</h1>", "<em>text</em>", 'alt="a dot"']),
    Case("500 cells", many_cells, has=["Part 249</h2>", ">249</pre>"]),
    Case("50 MB of pictures", large_pictures, has=['alt="one"', 'alt="from html"']),
    Case("widgets", lambda: notebook(code("w", bundle({WIDGET: {"model_id": "x"}, "text/plain": "IntSlider(value=7)"})), metadata=PYTHON), has=["An interactive widget stood here: IntSlider(value=7)."]),
    Case("a script's output", lambda: notebook(code("js", bundle({"application/javascript": "alert(1)"})), metadata=PYTHON), has=["A script made this output"], lacks=["alert(1)"]),
    Case("a chart that needs a script", lambda: notebook(code("p", bundle({"text/html": "<div id=c></div><script>draw()</script>", "text/plain": "Chart of w"})), metadata=PYTHON), has=["Chart of w"], lacks=["draw()"]),
    Case("html with a script beside words", lambda: notebook(code("p", bundle({"text/html": "<p>Words</p><script>draw()</script>"})), metadata=PYTHON), has=["<p>Words</p>", "came with a script"], lacks=["draw()"]),
    Case("an unknown kind", lambda: notebook(code("pdf", bundle({"application/pdf": "JVBERi0="})), metadata=PYTHON), has=["application/pdf stood here"]),
    Case("frames and films", lambda: notebook(code("v", shown(text_html='<iframe src="https://www.youtube.com/embed/x"></iframe><video src="https://example.org/v.mp4" controls></video><audio></audio>')), metadata=PYTHON),
         has=["A frame stood here (https://www.youtube.com/embed/x)", "A film stood here", "A sound stood here"], lacks=["<iframe", "<video", "<audio"]),
    Case("raw cells", lambda: notebook(nbformat.v4.new_raw_cell("plain raw"), nbformat.v4.new_raw_cell("<b>raw html</b>", metadata={"format": "text/html"}),
         nbformat.v4.new_raw_cell("\\newpage", metadata={"format": "text/latex"}), nbformat.v4.new_raw_cell("*md*", metadata={"raw_mimetype": "text/markdown"})),
         has=["plain raw", "<b>raw html</b>", "<em>md</em>"], lacks=["newpage"]),
    Case("svg in html", lambda: notebook(code("s", shown(text_html='<p>before</p><svg viewBox="0 0 4 4"><title>A square</title><rect width="4" height="4"/></svg><p>after</p>'))),
         has=['alt="A square"', "before", "after"], lacks=["<svg", "<rect"]),
    Case("svg in markdown", lambda: notebook(text('# S\n\n<svg width="10" height="10" aria-label="dot"><circle r="5"/></svg>')), has=['alt="dot"'], lacks=["<svg"]),
    Case("256 colours", lambda: notebook(code("c", printed("\x1b[38;5;208morange\x1b[0m \x1b[1mbold\x1b[0m"))), has=["orange", "bold"], lacks=["style=", "\x1b"]),
    Case("sixteen colours", lambda: notebook(code("c", printed("\x1b[32mgreen\x1b[0m <b>"))), has=['<span class="ansi-green-fg">green</span> &lt;b&gt;']),
    Case("letters of all scripts", lambda: notebook(text("# Ünïcödé 数学 العربية 🎉\n\n## 数学\n\n[there](#数学)"), code('θ := "\U0001d703"', printed("∇L ‖u‖ ŷ\n"))), has=['id="数学"', "∇L ‖u‖ ŷ", 'href="#数学"']),
    Case("control characters", lambda: notebook(code("x", printed("a\x00b\x07c\x0bd\ufdd01\ufdd1e\ufffe\n"))), has=["a"], lacks=["\x00", "\x07", "\ufdd0"]),
    Case("not in the reader's language", lambda: notebook(text("# Titel"), metadata={"language_info": {"name": "brainfudge"}}), has=["Titel</h1>"]),
    Case("code in an unknown language", lambda: notebook(code("+++[->+<]", printed("ok")), metadata={"language_info": {"name": "no-such-language"}}), has=["+++[-&gt;+&lt;]"]),
    Case("malformed parts", malformed, has=["but words", ">ab</pre>", "still here", "A cell of the kind film stood here"]),
    Case("lists for strings", lambda: notebook(code("x", nbformat.from_dict({"output_type": "display_data", "metadata": {}, "data": {"text/html": ["<b>", "split</b>"], "text/plain": ["x"]}}))), has=["<b>split</b>"]),
    Case("live figure without its engine", lambda: notebook(code("explore()", bundle({"application/vnd.downhill.figure+json": '{"name":"dial"}', **figure("Turn it.")["data"]}))), has=["Figure 1</span>. Turn it."]),
]
