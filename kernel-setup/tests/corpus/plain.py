"""What people write: lessons, reports, lab notes."""

from . import PNG, PYTHON, SVG, Case, bundle, code, failed, figure, notebook, printed, shown, text

LESSON = notebook(
    text("# Moving θ\n\n> **What does a step mean?**\n\nWe stand at $\\theta=[w,b]$.[^foot]\n\n[^foot]: On the *map*, that is."),
    code("// Set-up: packages\nimport \"fmt\"", tags=["fold"]),
    text("## 1. The rule\n\n\\begin{equation}\\theta_{\\text{new}}=\\theta+\\eta u\\tag{3}\\label{eq:step}\\end{equation}\n\nSee [Equation](#eq:step), [(3)](#eq:3) and [Figure](#fig:sum)."),
    code("%%\nfmt.Println(θ)", printed("[1 1]\n")),
    code("%%\nshow.Plot(p, \"…\", \"…\")", figure("The tip is θ_new."), tags=["fig:sum"]),
    text("> **Aside.** One unit is equally long on both axes.\n\n### Exercise\nCompute it."),
    code("// Solution: add\n%%\nfmt.Println(2)", printed("2\n"), tags=["solution"]),
    text("For the class: hide this.", tags=["teacher"]),
    text("**Back:** [01 A neuron](01-a-neuron.ipynb) · **Next:** [03 Taylor](03-taylor.ipynb)"),
)

CASES = [
    Case("lesson", lambda: LESSON,
         has=['<div class="question"', "The tip is θ<sub>new</sub>.", 'Equation (3)</a>', 'href="#eq:step">(3)</a>', 'Figure 1</a>', 'id="fig:sum"', "<summary>Solution</summary>", "Set-up: packages</summary>",
              'href="01-a-neuron.html"', 'href="03-taylor.html"', '<div class="note" role="note" id="note-1"', "One unit is equally long"],
         lacks=["For the class", "[^foot]", "\\tag", "<strong>Aside", ".ipynb\""]),
    Case("python with numbers", lambda: notebook(text("# Report"), code("print(1 + 1)", printed("2\n")), metadata=PYTHON), has=['<span class="n">print</span>', ">2</pre>"]),
    Case("what folds and what is left out", lambda: notebook(text("A reason.", tags=["solution"]), code("ask()", printed("a question\n"), tags=["remove-input"]),
         code("%%\n// Draw it\ndraw()", printed("drawn\n"), tags=["fold"])),
         has=["<summary>Solution</summary><p>A reason.</p>", "a question", "<summary>Draw it</summary>", ">drawn</pre>"], lacks=["ask()"]),
    Case("never run", lambda: notebook(text("# Draft"), code("a = 1", count=None), code("b = 2", count=None), metadata=PYTHON), has=["2 cells had not been run"]),
    Case("one cell never run", lambda: notebook(text("# Draft"), code("a = 1", count=None), code("b", printed("2"))), has=["1 cell had not been run"]),
    Case("failed cell", lambda: notebook(code("1/0", failed("ZeroDivisionError", "division by zero", ["\x1b[31mZeroDivisionError\x1b[0m: division by zero"])), metadata=PYTHON),
         has=['class="out failure"', '<span class="ansi-red-fg">ZeroDivisionError</span>']),
    Case("failure without a traceback", lambda: notebook(code("panic(1)", failed("panic", "η is too large"))), has=["panic: η is too large"]),
    Case("streams in pieces", lambda: notebook(code("loop", printed("one\n"), printed("two\n"), printed("oh\n", "stderr"), printed("three\n"))),
         has=['>one\ntwo</pre>', 'class="out messages"', ">three</pre>"]),
    Case("progress bar", lambda: notebook(code("loop", printed("10 %\r50 %\r100 %\ndone\n", "stderr"))), has=[">100 %\ndone</pre>"], lacks=["50 %"]),
    Case("pictures with alt text", lambda: notebook(code("a", bundle({"image/png": PNG, "text/plain": "one red point"})), code("b", bundle({"image/svg+xml": SVG, "text/plain": "a falling line"}))),
         has=['alt="one red point"', 'alt="a falling line"', "data:image/svg+xml,"]),
    Case("matplotlib", lambda: notebook(code("plot()", bundle({"image/png": PNG, "text/plain": "<Figure size 640x480 with 1 Axes>"})), metadata=PYTHON),
         has=["A picture whose author left no description."], lacks=["Figure size"]),
    Case("a named figure of matplotlib", lambda: notebook(text("See [Figure](#fig:dots)."), code("plot()", bundle({"image/png": PNG, "text/plain": "dots"}), tags=["fig:dots"]), metadata=PYTHON),
         has=["Figure 1</a>", 'id="fig:dots"', '<span class="fignum">Figure 1</span>']),
    Case("two figures in a cell", lambda: notebook(code("two()", figure("One."), figure("Two."), tags=["fig:pair"]), text("[Figure](#fig:pair) and [Figure](#fig:pair-2)")),
         has=["Figure 1</span>. One.", "Figure 2</span>. Two.", 'href="#fig:pair-2">Figure']),
    Case("figure without caption", lambda: notebook(code("p()", figure(caption=""))), has=['<figcaption><span class="fignum">Figure 1</span></figcaption>']),
    Case("pandas table", lambda: notebook(code("df", shown(text_html='<div><style scoped>.dataframe tbody {x:y}</style><table border="1" class="dataframe"><thead><tr style="text-align: right;"><th></th><th>w</th></tr></thead>'
         "<tbody><tr><th>0</th><td>1.5</td></tr></tbody></table></div>", text_plain="   w\n0  1.5")), metadata=PYTHON),
         has=['<div class="wide" tabindex="0"', "<td>1.5</td>"], lacks=["dataframe", "<style scoped", "style="]),
    Case("latex outputs", lambda: notebook(code("x", bundle({"text/latex": r"$\displaystyle \frac{a}{b}$", "text/plain": "a/b"})), code("y", bundle({"text/latex": "\\begin{align}a&=b\\\\c&=d\\end{align}"})),
         code("z", bundle({"text/latex": "\\section{No formula}"})), metadata=PYTHON), has=["<mfrac>", '<span class="body rows', "No formula"]),
    Case("markdown output", lambda: notebook(code("md", shown(text_markdown="**bold** and $x^2$\n\n| a | b |\n|---|---|\n| 1 | 2 |", text_plain="…"))), has=["<strong>bold</strong>", "<msup>", "<td>1</td>"]),
    Case("json output", lambda: notebook(code("j", shown(application_json={"b": [1, 2], "a": "η"}))), has=["JSON", "η"]),
    Case("attachments", lambda: notebook(text("# A\n\n![a point](attachment:dot.png) ![](attachment:dot.png) ![gone](attachment:none.png)", attachments={"dot.png": {"image/png": PNG}})),
         has=['alt="a point"', "A picture whose author left no description.", "A picture stood here (gone)"]),
    Case("markdown of every kind", lambda: notebook(text(
         "# All\n\n- [ ] open\n- [x] done\n\n1. one\n   1. inner\n\n> quote\n\n~~gone~~ `code` https://example.org\n\n```python\ndef f(): return 1\n```\n\n```nolang\nraw < text\n```\n\n"
         "Term\n: meaning\n\n---\n\n| left | right |\n|:-----|------:|\n| $\\lvert a\\rvert$ | 2 |\n\nline  \nbreak")),
         has=["☐ open", "☑ done", "<blockquote>", "<del>gone</del>", '<span class="k">def</span>', "raw &lt; text", "<dt>Term</dt>", "<hr>", '<div class="wide"', "<br>", 'href="https://example.org"']),
    Case("raw html in markdown", lambda: notebook(text('# H\n\n<div align="center"><b>bold <i>both</i></b><br><img src="data:image/png;base64,' + PNG + '" alt="dot" width="20"></div>\n\n<details><summary>more</summary>\n\ninside\n\n</details>\n\nTea<sub>2</sub>')),
         has=["<b>bold <i>both</i></b>", 'width="20"', "<summary>more</summary>", "Tea<sub>2</sub>"], lacks=["align="]),
    Case("headings out of order", lambda: notebook(text("## Early\n\n# Title late\n\n#### Deep\n\n# Another\n\n<h5>raw</h5>")), has=['<h1 id="title">', ">Early</h2>", ">Another</h2>"], lacks=["<h5"]),
    Case("the same heading thrice", lambda: notebook(text("# T\n\n## Same\n\n## Same\n\n## Same\n\n[second](#Same-2)")), has=['id="same"', 'id="same-2"', 'id="same-3"', '<a href="#same-2">second</a>']),
    Case("links of every kind", lambda: notebook(text("# L\n\n## A heading, with *stars*\n\n[in](#A-heading,-with-stars) [out](https://example.org/a?b=1&c=2) [nb](other%20one.ipynb#Some-Heading) [mail](mailto:a@example.org) [nowhere](#missing)")),
         has=['<a href="#a-heading-with-stars">in</a>', 'href="https://example.org/a?b=1&amp;c=2"', 'href="other%20one.html#some-heading"', 'href="mailto:a@example.org"', '<span class="lost">nowhere</span>']),
    Case("math of every kind", lambda: notebook(text(
         "# M\n\nInline $a<b$ and \\\\(c\\\\).\n\n$$x^2 \\tag{5}$$\n\n\\\\[y\\\\]\n\n\\begin{align}a&=b\\\\c&=d\\end{align}\n\n\\begin{equation}z\\label{eq:z}\\end{equation}\n\nSee $\\eqref{eq:z}$ and [Equation](#eq:5). "
         "$\\operatorname*{arg\\,min}_\\theta L$, $\\mathbb{R}$, $\\color{red}{r}$, price \\$5, $\\boxed{k}$.")),
         has=["&lt;", 'id="eq:5"', 'id="eq:z"', 'href="#eq:z">(3)</a>', '<span class="no" id="eq:2">(2)</span>', "Equation (5)</a>", "ℝ", "arg"], lacks=["\\tag{", " style="]),
    Case("formulas that cannot be set", lambda: notebook(text("# X\n\nHere $\\unknown{x}$ and $$\\frac{1}{$$ stay.")), has=['<code class="tex"', "\\unknown{x}"]),
    Case("macros across cells", lambda: notebook(text("# N\n\n$\\newcommand{\\R}{\\mathbb{R}}$"), text("in $x\\in\\R^2$")), has=["ℝ"], lacks=['class="tex"']),
    Case("editions", lambda: notebook(text("# E"), text("for the teacher alone", ["teacher"]), text("for students alone", ["student-only"])), lacks=["for the teacher alone", "for students alone"]),
    Case("notes called twice and aside", lambda: notebook(text("# N\n\nOnce[^n] and again[^n].\n\n[^n]: The note, with $x$ and [a link](https://example.org).\n    More of it.\n\nA class [^abc] of characters.")),
         has=['id="note-1"', 'href="#note-1" aria-label="Note 1">1</a>', "[^abc]", "More of it."]),
    Case("table captions and wide tables", lambda: notebook(text("# W\n\n| " + " | ".join(f"column {n}" for n in range(30)) + " |\n|" + "---|" * 30 + "\n| " + " | ".join(map(str, range(30))) + " |")), has=["column 29", 'aria-label="Table"']),
]
