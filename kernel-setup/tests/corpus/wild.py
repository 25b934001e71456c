"""What is shown as it should be, and must stay so: one small notebook a kind, after real ones."""

from . import PNG, PYTHON, Case, bundle, code, failed, notebook, printed, shown, text

WIDGET = "application/vnd.jupyter.widget-view+json"
DOT = {"dot.png": {"image/png": PNG}, "my dot.png": {"image/png": PNG}}


def says(name, source, has, lacks=(), **more):
    return Case(name, lambda: notebook(text(source, **more)), list(has), list(lacks))


def gives(name, outputs, has, lacks=()):
    return Case(name, lambda: notebook(code("x", *outputs), metadata=PYTHON), list(has), list(lacks))


CASES = [
    gives("carriage returns", [printed("  0%\r 33%\r", "stderr"), printed("100%\n", "stderr"), printed("a\rb"), printed("\rc\n"), printed("long\rxy\n"), printed("tab\there\n")], [">100%</pre>", ">c\nxy\ntab\there</pre>"], ["33%"]),
    gives("commands to a terminal", [printed("\x1b[2K\x1b[1Gdone\x1b[A\n\x1b]8;;http://e.org\x1b\\link\x1b]8;;\x1b\\\n\x1b[1;31mred\x1b[0m \x1b[4mul\x1b[24m \x1b[38;2;1;2;3mrgb\x1b[0m\n")],
          ["done\n<a href=\"http://e.org\" rel=\"noopener\">link</a>", 'ansi-bold">red</span>', 'ansi-underline">ul</span>', 'class="s1">rgb</span>'], ["\x1b", "[2K"]),
    gives("a coloured traceback", [failed("ZeroDivisionError", "by zero", ["\x1b[0;31m-----\x1b[0m", "\x1b[0;32m<ipython-input-1>\x1b[0m in \x1b[0;36m<module>\x1b[0;34m\x1b[0m\n"])],
          ['class="out failure"', '<span class="ansi-green-fg">&lt;ipython-input-1&gt;</span>', '<span class="ansi-cyan-fg">&lt;module&gt;</span>']),
    says("from right to left, and joined signs", "# שלום עולם\n\nمرحبا 👩\u200d👩\u200d👧 🇨🇭\n\n<div dir='rtl'>טקסט</div>", ['id="שלום-עולם"', "👩\u200d👩\u200d👧 🇨🇭", '<div dir="rtl">טקסט</div>']),
    gives("a table of Colab's", [bundle({"application/vnd.google.colaboratory.intrinsic+json": {"type": "dataframe"}, "text/html": "<div id=df><style scoped>.x{}</style><table class=dataframe><tr><td>1</td></tr></table>"
          "<button onclick='convert()' style='display:none;'>Convert</button><script>convert</script></div>"})], ["<td>1</td>", "This output came with a script"], ["onclick", "Convert<"]),
    says("a badge from the network", "[![Open In Colab](https://e.org/badge.svg)](https://e.org/a)", ['<a href="https://e.org/a" rel="noopener"><em class="gone">A picture stood here (Open In Colab)']),
    gives("plotly", [bundle({"application/vnd.plotly.v1+json": {"data": []}, "text/html": "<div><div id=a></div><script>require(['plotly'])</script></div>"})], ["A script made this output"], ["plotly"]),
    gives("vega with its picture", [bundle({"application/vnd.vegalite.v4+json": {"mark": "bar"}, "image/png": PNG, "text/plain": "<VegaLite 4 object>\n\nIf you see this"})], ['<img class="raster"', "If you see this"]),
    gives("bokeh", [bundle({"application/vnd.bokehjs_exec.v0+json": "", "text/html": "<div id=x></div>"}), bundle({"application/javascript": "f()", "application/vnd.bokehjs_exec.v0+json": ""})], ["A script made this output"], ["f()"]),
    gives("a widget", [bundle({WIDGET: {"model_id": "m"}, "text/plain": "HBox(children=(IntProgress(value=0),))"})], ["An interactive widget stood here: HBox(children=(IntProgress(value=0),))."]),
    says("a display that looks like a heading", "Let it be\n$$\n    g(x)\n    =\n    x + 1\n$$\nas said.", ["<p>Let it be\n", '<span class="eq">', "as said.</p>"], ["<h2"]),
    says("two matrices in a display", "$$\n\\begin{bmatrix}\n1 & a \\\\\n\\vdots \\\\\n1 & b\n\\end{bmatrix}\n\\begin{pmatrix}\nc \\\\ d\n\\end{pmatrix}\n=0\n$$", ["<mtable", "⋮"], ['class="tex"']),
    says("fences", "~~~\ntilde\n~~~\n\n````md\n```py\nx\n```\n````\n\n``` python title=\"a\"\ny=1\n```\n\n```{python}\nz=1\n```\n\n```diff\n- a\n```\n\n    indented\n\n```\nunclosed",
         [">tilde</code>", ">```py\nx\n```</code>", ">- a</code>", ">indented</code>", ">unclosed</code>"], ["title="]),
    says("details", "<details>\n<summary>Click *me*</summary>\n\n**bold** $x$\n\n```python\nx\n```\n</details>\n\n<details><summary>b</summary>in **not bold** $y$</details>\n\n<video src='m.mp4'></video>",
         ["<summary>Click *me*</summary>", "<p><strong>bold</strong> <math", "in **not bold** <math", "A film stood here (m.mp4)"]),
    says("dollars that are none", "Price \\$5 and $x=1$ and \\$6.\n\n`$HOME/$USER`\n\n```\n$ ls\n$ pwd\n```\n\n| a | b |\n|---|---|\n| $1600 | x |\n| $12 | y |\n\n    $ indented $x$\n\n[l](https://e.org/a$b$c)",
         ["Price $5 and <", " and $6.", "<code>$HOME/$USER</code>", "$ ls\n$ pwd", "<td>$1600</td>", "<td>$12</td>", "$ indented $x$", 'href="https://e.org/a$b$c"']),
    says("a list and a heading without their blanks", "Items:\n- a\n- b\n\n#Heading\n\ntext\n# Real\nmore", ["<p>Items:</p>\n<ul>", "Heading</h1>", "Real</h2>\n<p>more</p>"]),
    says("Markdown of many dialects", "a\\\nb  \nc\n\nhttp://e.org/a_b_c\n\n~~s~~ ==h== H~2~O :smile: &copy; &lt;tag&gt; <kbd>K</kbd>\n\nTerm\n: def\n\n<!-- hidden -->\n\n\\* not \\_x\\_ snake_case_name **bold**text\n\n[ref]: https://e.org 'T'\n\nsee [ref] and [r][ref]",
         ["a<br>\nb<br>\nc", '<a href="http://e.org/a_b_c" rel="noopener">', "<del>s</del> ==h== H~2~O :smile: © &lt;tag&gt; <kbd>K</kbd>", "<dt>Term</dt>\n<dd>def</dd>", "* not _x_ snake_case_name <strong>bold</strong>text", '<a href="https://e.org" rel="noopener">r</a>'],
         ["hidden", "[ref]"]),
    says("a title with a formula and code", f"# The $\\chi^2$ test & <b>bold</b> `code`\n\n## A [link](https://e.org) in it\n\n## ![pic](data:image/png;base64,{PNG}) icon", ["<b>bold</b> <code>code</code></h1>", "link</a> in it</h2>", 'alt="pic"> icon</h2>']),
    says("lists in lists", "1. one\n    - a\n        - deep\n2. two\n\n    para in two\n\n    ```\n    x = 1\n    ```\n3. three $$a=b$$\n\n- [ ] open $x$\n- [x] done\n  - [ ] sub", ["<li>a<ul>\n<li>deep</li>", "<p>para in two</p>", ">x = 1</code>", "☐ open <math", "☑ done<ul>"]),
    gives("a wide table of pandas", [shown(text_html="<div><table border=1 class=dataframe><thead><tr style='text-align:right'><th></th><th colspan=2 halign=left>g</th></tr><tr><th></th><th>$a$</th><th>b_1</th></tr></thead>"
          "<tbody><tr><th rowspan=2>0</th><td>1</td><td>NaN</td></tr></tbody></table><p>5 rows × 2 columns</p></div>")], ['<th colspan="2">g</th>', "<th><math", "<th>b_1</th>", '<th rowspan="2">0</th>', "5 rows × 2 columns"], ["halign"]),
    says("bars in a table's formulas", "| f | v |\n|---|---|\n| $|x|$ | 1 |\n| `a|b` | 2 |\n| $P(A\\mid B)$ | 4 |", ["<td>1</td>", "<td><code>a|b</code></td>", "<td>4</td>", "<mo>∣</mo>"]),
    says("notes of two paragraphs", "A[^1] B[^note] C[^1].\n\n[^1]: First\n[^note]: Second with `code`\n\n    para two", ['href="#note-1" aria-label="Note 1">1</a></sup> B', "Second with <code>code</code></p>\n<p>para two</p>"], ["[^"]),
    says("attachments in HTML", "<img src=\"attachment:dot.png\" width=\"30\" alt=\"dot\"/>\n\n<img src=\"attachment:my dot.png\" width=30%>\n\n<div align=center><img src=attachment:dot.png></div>", ['alt="dot" width="30"'], ["A picture stood here", "attachment:"], attachments=DOT),
]
