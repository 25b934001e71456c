"""Formulas: numbers as LaTeX gives them, references, macros, the words that MathJax knows, and where formulas are found."""

import base64
import html
import io
import re

import pytest
from corpus import bundle, code, notebook, text
from downhill_handout import engines, tex
from handout import content, exporter, parsed

END = r"\\"


def page(*sources, strict=True):
    """The page of Markdown cells; a complaint of any kind raises."""
    made, _ = exporter(strict=strict).from_notebook_node(notebook(*(text(source) if isinstance(source, str) else source for source in sources)), {"metadata": {"name": "n"}})
    parsed(made)
    return content(made)


def numbers(shown):
    """The numbers of all rows and equations in their order, "" for a row without one."""
    return re.findall(r'<span class="no"[^>]*>(?:\((.*?)\))?</span>', shown, re.S)


@pytest.mark.parametrize("source, expected", [
    (r"\begin{equation}a\end{equation}", ["1"]),
    (r"\begin{equation*}a\end{equation*} $$b$$ \begin{align*}a&=b\end{align*}", []),
    (r"\begin{align}a&=b\\c&=d\end{align}", ["1", "2"]),
    (r"$$\begin{align}a&=b\\c&=d\end{align}$$", ["1", "2"]),
    (r"\begin{align}a&=b\nonumber\\c&=d\\e&=f\tag{*}\\g&=h\end{align}", ["", "1", "*", "2"]),
    (r"\begin{align}a&=b\\c&=d\label{x}\notag\\\end{align}", ["1", ""]),
    (r"\begin{align*}a&=b\tag{A}\\c&=d\end{align*}", ["A", ""]),
    (r"$$\begin{align}a&=b\tag{1}\\c&=d\tag{2a}\end{align}$$", ["1", "2a"]),
    (r"$$\begin{aligned}a&=b\\c&=d\end{aligned}\tag{3.1}$$", ["3.1"]),
    (r"\begin{gather}a\\b\end{gather}\begin{equation}c\end{equation}", ["1", "2", "3"]),
    (r"\begin{multline}a+b\\+c\\=d\end{multline}", ["", "", "1"]),
    (r"\begin{multline}a\label{m}\\=d\end{multline} \ref{m}", ["", "1"]),
    (r"\begin{eqnarray}a&=&b\\c&=&d\end{eqnarray}", ["1", "2"]),
    (r"\begin{alignat}{2}a&=b&\quad c&=d\\e&=f\end{alignat}", ["1", "2"]),
    (r"\begin{flalign}a&=b\end{flalign}", ["1"]),
    (r"\begin{equation}\begin{split}a&=b\\&=c\end{split}\end{equation}", ["1"]),
    (r"\begin{equation}\begin{aligned}a&=b\\&=c\end{aligned}\label{z}\end{equation} \eqref{z}", ["1"]),
    (r"\begin{align}a&=\begin{cases}1&x\\2&y\end{cases}\\c&=\begin{pmatrix}1\\2\end{pmatrix}\end{align}", ["1", "2"]),
    (r"\begin{align}a&=b\\[6pt]c&=d\end{align}", ["1", "2"]),
    (r"$$a\label{one}$$ \eqref{one}", ["1"]),
])
def test_numbers_are_latexs_row_by_row(source, expected):
    assert numbers(page(source)) == expected


def test_the_counter_goes_on_across_cells_and_does_not_look_at_tags():
    shown = page(r"\begin{equation}a\tag{9}\end{equation}", r"\begin{align}b\\c\end{align}", r"\begin{equation}d\label{d}\end{equation}", r"By \ref{d}.")
    assert numbers(shown) == ["9", "1", "2", "3"] and 'href="#eq:d">3</a>' in shown


@pytest.mark.parametrize("label", ["one", "eq:one", "eq_one", "eq.one-two", "Satz 1", "sec/1:a+b", "é", "a'b", "main", "top"])
def test_any_label_is_found_inside_formulas_outside_and_in_raw_html(label):
    shown = page(rf"\begin{{align}}a&=b\\c&=d\label{{{label}}}\end{{align}}", rf"$\eqref{{{label}}}$, \eqref{{{label}}}, ($\ref{{{label}}}$), $$x\text{{ by }}\eqref{{{label}}}$$",
                 rf"<p>see \ref{{{label}}}</p>")
    shown = html.unescape(shown)
    links = re.findall(r'<a class="ref" href="#([^"]*)">(\(?\d\)?)</a>', shown)
    assert [number for _, number in links] == ["(2)", "(2)", "2", "(2)", "2"]
    assert len({target for target, _ in links}) == 1 and f'id="{links[0][0]}"' in shown


def test_a_tag_may_hold_a_formula_and_with_a_star_has_no_parentheses():
    shown = page(r"\begin{align}a&=b\tag{$\ast$}\label{s}\\c&=d\tag*{foo}\label{f}\\e&=f\tag{\textbf{A}.1}\end{align} \eqref{s} \ref{f} \eqref{f} $$x\tag*{*}$$")
    assert [re.sub("<[^>]*>", "", one) for one in re.findall(r'<span class="no"[^>]*>(.*?)</span>', shown)] == ["(∗)", "foo", "(A.1)", "*"]
    assert [re.sub("<[^>]*>", "", one) for one in re.findall(r'<a class="ref"[^>]*>(.*?)</a>', shown)] == ["(∗)", "foo", "(foo)"]


def test_links_to_a_label_find_the_equation_in_markdown_and_html():
    shown = page(r"$$a\label{x_1}$$ [a](#x_1) [b](#eq:x_1) [c](#mjx-eqn-x_1) <a href='#mjx-eqn:x_1'>d</a> <a href='#x_1'>e</a>")
    assert re.findall(r'<a (?:class="ref" )?href="#([^"]*)"', shown) == ["eq:x_1"] * 5


def test_environments_between_one_pair_of_dollars_count_one_by_one_and_one_inside_a_formula_does_not():
    shown = page(r"$$\begin{align}a&=b\end{align}\begin{gather}c\\d\end{gather}$$ $$x=\begin{align}a&=b\\c&=d\end{align}$$ \begin{equation}e\end{equation}")
    assert numbers(shown) == ["1", "2", "3", "4"] and "<mtext>(" not in shown


@pytest.mark.parametrize("source, plain", [(r"$\text{costs \$5}$", "costs $5"), (r"$\$$", "$"), (r"$a\$b$ and \$5", "a$b"), (r"$y\\$", "y"), ("$\\$ 5 < 6$", "$5<6")])
def test_an_escaped_dollar_ends_no_formula(source, plain):
    shown = page(source)
    assert re.sub(r"\s", "", html.unescape(re.sub(r"<[^>]*>", "", re.search(r"<math.*?</math>", shown, re.S)[0]))) == plain.replace(" ", "") and 'class="tex"' not in shown


def test_an_address_inside_a_formula_is_a_link_that_a_page_may_follow():
    shown = page(r"$1+\href{https://example.org/a\_b?c=1\%20&d}{x^2}$ and $$\href{#part}{\frac12}$$", "# Part")
    assert '<mtext><a href="https://example.org/a_b?c=1%20&amp;d" rel="noopener"><math><msup>' in shown and '<a href="#part"><math><mrow displaystyle="true"' in shown
    assert "javascript" not in page(r"$\href{javascript:evil()}{x}$", strict=False).partition("<main")[2].partition("</main>")[0]


def test_an_arrays_rules_a_frame_and_a_space_that_takes_back_are_drawn_within_bounds():
    made, _ = exporter().from_notebook_node(notebook(text(r"$\begin{array}{c|c}a&b\\\hline c&d\end{array}$ $a\!b$ $\hspace{-99em}x$ $\fcolorbox{red}{white}{x}$")), {"metadata": {"name": "n"}})
    for words in ("border-right:0.05em solid currentcolor", "border-top:0.05em solid currentcolor", "margin-left:-0.16666667em", "border:0.0667em solid #ff0000"):
        assert words in made
    assert "99em" not in made.partition("<main")[0]


def test_colours_of_a_formula_are_the_pages_and_can_be_read_on_both_backgrounds():
    made, _ = exporter().from_notebook_node(notebook(text(r"$\textcolor{yellow}{x} + \colorbox{white}{y}$")), {"metadata": {"name": "n"}})
    assert "mathcolor" not in made and "mathbackground" not in made and "background-color:#ffffff;color:#000000" in made
    assert re.search(r"@media screen and \(prefers-color-scheme:dark\)\{\.s\d+\{color:#ffff00\}", made)


def test_the_first_column_stands_off_from_the_rule_beside_it():
    for formula in (r"\begin{array}{|c|c|}\hline a&b\\\hline\end{array}", r"\rlap{x}\begin{array}{|c|c|}\hline a&b\\\hline\end{array}"):
        made, _ = exporter().from_notebook_node(notebook(text(f"${formula}$")), {"metadata": {"name": "n"}})
        first = re.search(r'<mtd class="([^"]*)"><mi>a', made)[1].split()
        rules = "".join(re.search(rf"\.{name}{{([^}}]*)}}", made)[1] + ";" for name in first)
        assert "border-left:" in rules and "padding-left:0.4em" in rules


def test_a_wide_tilde_is_one_that_browsers_stretch_and_the_font_has_wide_forms_of():
    from downhill_handout import fonts
    from fontTools.ttLib import TTFont

    assert '<mo stretchy="true">˜</mo>' in page(r"$\widetilde{xyz}$")
    for characters in ("x˜", "x˜⨌"):
        font = TTFont(io.BytesIO(base64.b64decode(fonts.subset(frozenset(characters)))))
        variants = font["MATH"].table.MathVariants
        forms = dict(zip(variants.HorizGlyphCoverage.glyphs, variants.HorizGlyphConstruction))
        assert len(forms[font.getBestCmap()[ord("˜")]].MathGlyphVariantRecord) > 4


@pytest.mark.parametrize("formula, name", [(r"\cancel{x}", "up"), (r"\bcancel{x}", "down"), (r"\xcancel{x}", "cross"), (r"\boxed{x}", "box")])
def test_what_is_struck_out_or_framed_is_drawn_by_the_page_for_every_engine(formula, name):
    assert f'<mrow class="menclose-{name}"><mi>x</mi></mrow>' in page(f"${formula}$")


def test_a_reference_to_nothing_is_said_and_marked():
    with pytest.raises(ValueError, match="'nowhere', which is not there"):
        page(r"\eqref{nowhere}")
    assert '<span class="lost">(nowhere)</span>' in page(r"$a \eqref{nowhere}$", strict=False)


def test_a_number_or_a_label_given_twice_is_said():
    for source in (r"\begin{equation}a\tag{1}\end{equation}\begin{equation}b\end{equation}", r"\begin{align}a\label{x}\\b\label{x}\end{align}"):
        with pytest.raises(ValueError, match="two equations|twice"):
            page(source)


@pytest.mark.parametrize("sources, shown", [
    ([r"$\newcommand{\pd}[2]{\frac{\partial #1}{\partial #2}}$", r"$\pd{f}{x}$"], "<mfrac>"),
    ([r"$\newcommand{\E}[1][X]{\mathbb{E}[#1]}$", r"$\E$ $\E[Y]$"], "<mi>Y</mi>"),
    ([r"$\def\half{\tfrac12}$", r"$\half$"], "<mfrac"),
    ([r"$\def\pair#1#2{(#1,#2)}$", r"$\pair{a}{b}$"], "<mi>b</mi>"),
    ([r"$\def\at#1,#2.{#1_#2}$", r"$\at x,y.$"], "<msub>"),
    ([r"$\DeclareMathOperator{\tr}{tr}\DeclareMathOperator*{\argmin}{arg\,min}$", r"$\tr A = \argmin_x f$"], "tr"),
    ([r"$\providecommand{\foo}{1}\foo$", r"$\renewcommand{\foo}{2}\foo$"], "<mn>2</mn>"),
    ([r"$\newcommand\R{\mathbb R}$ and $\R x$", r"$\R^n$"], "ℝ"),
    ([r"$\let\eps=\varepsilon$", r"$\eps$"], "ε"),
    ([r"$\newenvironment{rows}{\begin{matrix}}{\end{matrix}}$", r"$$\begin{rows}a\\b\end{rows}$$"], "<mtable"),
    ([r"$\newcommand{\a}{\alpha}\newcommand{\b}{\a x}$", r"$\b$"], "<mi>α</mi><mi>x</mi>"),
    ([r"$$\newcommand{\v}{\mathbf v}$$", r"\begin{align}\v&=1\end{align}"], "𝐯"),
    ([r"$\newcommand{\RR}{\mathbb{R}}$", "<p>$\\RR$</p>"], "ℝ"),
])
def test_macros_hold_in_later_cells(sources, shown):
    made = page(*sources)
    assert shown in made and 'class="tex"' not in made
    first = made[made.index("</h1>"):]
    assert first.index("<math") >= 0 and "newcommand" not in first


@pytest.mark.parametrize("endless", [r"$\def\x{\x\x}\x$", r"$\newcommand{\a}{\b}\newcommand{\b}{\a}\a$", r"$\def\a#1{\a{#1#1}}\a{xx}$", r"$\newcommand{\x}{$", r"$\def$", r"$\newcommand{\x}[1]{#1}\x$"])
def test_a_macro_without_end_is_left_as_tex_with_a_warning(endless):
    with pytest.raises(ValueError, match="cannot be set|expands without end"):
        page(endless)
    assert 'class="tex"' in page(endless, strict=False) or "$" in page(endless, strict=False)


# What MathJax sets; those behind the bar are set by the second engine.
KNOWN = r"""
\left<x\right>|\big<x\big>|\Bigl<x\Bigr>|\widetilde{xy}|\widehat{xy}|\text{if $n$ is odd}|\textrm{a_b & 50\%}|\mbox{ if $x$ }|\hbox{a}|x \cr y|\begin{split}a&=b\end{split}|\large x|{\Large x}|\rule{1em}{1ex}
\begin{smallmatrix}a\\b\end{smallmatrix}|\sum_{\substack{a\\b}}|\smash{x}|\pmb{x}|\dotsb|\dotsc|\colorbox{red}{x}|\fcolorbox{red}{blue}{x}|\href{https://example.org}{x}|\class{a}{x}|\cssId{a}{x}|\ce{2H2 + O2 -> 2H2O}
\bm x|\mathbbm{1}|\mathds{1}|\underbar x|\bbox[yellow]{x}|\unicode{x3b1}|\unicode{945}|\pmatrix{a&b\cr c&d}|\cases{a&b\cr c&d}|\root 3 \of x|\buildrel a \over b|\left\{\begin{eqnarray}a&=&b\end{eqnarray}\right.|x\hfill y
\begin{CD}A@>a>>B\end{CD}|\LaTeX|\begin{dcases}a\end{dcases}|\begin{pmatrix*}[r]1\end{pmatrix*}|\varinjlim|\sideset{_1^2}{_3^4}\sum|\textcolor{#ff0000}{x}|\begin{alignedat}{2}a&=b&c&=d\end{alignedat}|\utilde x|\enclose{circle}{x}
\begin{array}{*{3}c}a&b&c\end{array}|\begin{array}[t]{*{2}{r}l}a&b&c\end{array}|z_\rm{exact}|x\verb!a_b!|\def\norm#1{\lVert#1\rVert}\norm{u}|\left(s\right&gt;|a&lt;b|a=1\ |\begin{array}a&b\\c&d\end{array}|\begin{aligned}a&amp;=b\end{aligned}
\begin{array}{c|c}a&b\\\hline c&d\end{array}|\begin{bmatrix}1&2\\[4pt]3&4\end{bmatrix}|\mathop{\mathrm{argmin}}_x|{n \choose k}|1 \over 2|{\rm d}x|{\bf x}|{\cal L}|\hskip 1em a|\hspace{1em}b|\not=|\bra{x}|\xleftarrow[a]{b}
""".replace("{c|c}", "{c\0c}").replace("\n", "|").split("|")


@pytest.mark.parametrize("formula", [formula.replace("\0", "|") for formula in KNOWN if formula])
def test_what_mathjax_sets_is_set(formula):
    shown = page(f"$${formula}$$")
    assert "<math" in shown and 'class="tex"' not in shown
    inner = re.sub(r"\s", "", "".join(re.findall(r"<math.*</math>", shown, re.S)))
    assert "merror" not in inner and "\\" not in html.unescape(re.sub("<[^>]*>", "", inner))


def test_a_backslash_at_a_lines_end_is_a_blank_and_two_make_a_row():
    assert "<mtext> </mtext>" in page("$a\\\nb$") and page("$$a \\\\ b$$").count("<mtr>") == 2


def test_a_refused_formula_stays_as_tex_and_leaves_the_next_one_alone():
    shown = page(r"$\newcommand{\v}[1]{\nosuchword{#1}}$ $\v{x}$ $y$", r"$\renewcommand{\v}[1]{\vec{#1}}\v{x}$", strict=False)
    assert shown.count('class="tex"') == 1 and "<mi>y</mi>" in shown and "<mover" in shown


def test_the_second_engine_keeps_nothing_from_one_formula_to_the_next_and_is_bounded():
    with pytest.raises(tex.TexError):
        engines.second()('"' + r"\\def\\a{\\a\\a}\\a" + '"', True)
    assert "<math" in engines.second()('"x"', False)
    with pytest.raises(tex.TexError):
        engines.mathml(r"\a", False)


FOUND = {
    "<div>\n$$a_1 * b$$\n</div>": "<msub>", "<p>inline $x_1 * y_1 * z$ here</p>": "<msub>", "<center>$\\alpha$</center>": "α", "<table><tr><td>$a<b$</td></tr></table>": "&lt;",
    "<details><summary>The $x^2$</summary>\n\nin $y$\n\n</details>": "<msup>", '<div class="alert alert-info">A $z_1$ b</div>': "<msub>", "<p>\\begin{equation}a^2\\end{equation}</p>": "<msup>",
    "<p>\\(a^2\\) and \\[b^2\\]</p>": "<msup>", "<b title='$5'>$x^2$</b>": "<msup>", "<p>a &lt; b: $a&lt;b^2$</p>": "<msup>",
}
LEFT = ["<pre>$x^2$</pre>", "<code>$x^2$</code>", '<div class="tex2jax_ignore">$x^2$</div>', "<p>$5 <b>or</b> $6</p>", "<p>\\$x^2\\$</p>", "<!-- $x^2$ --><p>a</p>", "<p>costs $5</p>", "<td>$1</td><td>$2</td>"]


@pytest.mark.parametrize("kind", ["markdown", "output", "raw"])
@pytest.mark.parametrize("source", FOUND)
def test_formulas_in_html_are_set(kind, source):
    shown = page(in_cell(kind, source))
    assert FOUND[source] in shown and "<math" in shown and "$$" not in shown


@pytest.mark.parametrize("kind", ["output", "raw"])
@pytest.mark.parametrize("source", LEFT)
def test_what_is_no_formula_in_html_is_left(kind, source):
    assert "<math" not in page(in_cell(kind, source))


def in_cell(kind, source):
    import nbformat

    if kind == "output":
        return code("x", bundle({"text/html": source}))
    return text(source) if kind == "markdown" else nbformat.v4.new_raw_cell(source, metadata={"raw_mimetype": "text/html"})


def test_html_of_a_million_tags_and_dollars_is_read_in_time_proportional_to_it():
    import time

    from downhill_handout import htmlmath

    def seconds(count, piece):
        made = []
        class Formulas:
            inline = block = staticmethod(lambda *a: made.append(a) or "")
        class Page:
            formulas = Formulas
        start = time.process_time()
        htmlmath.with_formulas(Page, piece * count)
        return time.process_time() - start

    for piece in ("<a ", '<a "', "$a<b>", "\\begin{a}", "<pre>", "$$", "<!--"):
        few, many = (min(seconds(count, piece) for _ in range(3)) for count in (2_000, 32_000))
        assert many / max(few, 1e-3) < 100, piece  # 16 if proportional, 256 if as the square


@pytest.mark.parametrize("tex_source, shown", [("$x$ and $y$", "and"), ("plain words", "<p>plain words</p>"), (r"\textbf{Hi}", "Hi"), ("$$\\begin{equation}a\\end{equation}$$", 'class="no">(1)'),
                                               (r"\begin{eqnarray}a&=&b\end{eqnarray}", "(1)"), ("$a$\n$b$", "<mi>b</mi>"), (r"\(x\)", "<mi>x</mi>"), (r"$\displaystyle x \text{ is }$", "is")])
def test_latex_outputs(tex_source, shown):
    assert shown in page(code("x", bundle({"text/latex": tex_source, "text/plain": "PLAIN"}))) and "PLAIN" not in page(code("x", bundle({"text/latex": tex_source, "text/plain": "PLAIN"})))


def test_what_engines_draw_differently_is_written_so_that_they_do_not():
    shown = page(r"$\hat y$ $\varphi'(0)$ \begin{align*}a&=b\\&+c\end{align*} $\begin{pmatrix}-1&2\end{pmatrix}$")
    assert 'stretchy="true"' in re.search(r"<mover.*?</mover>", shown)[0]
    assert '<mrow><mi>φ</mi><mo lspace="0" rspace="0" form="postfix">′</mo></mrow>' in shown.replace("𝜑", "φ")
    assert '<mo form="infix">+</mo>' in shown and '<mo form="infix">−</mo>' not in shown


def test_the_tex_of_a_formula_is_kept_to_be_copied():
    made, _ = exporter().from_notebook_node(notebook(text(r"$\frac{a}{b}$ \begin{align}a&=b\tag{7}\end{align}")), {"metadata": {"name": "n"}})
    assert re.findall(r'alttext="([^"]+)"', made) == [r"\frac{a}{b}", r"\begin{align}a&amp;=b\tag{7}\end{align}"]


def test_a_long_formula_breaks_after_relations_and_operations_alone():
    shown = page(r"$\cos\beta=-0.2514/(1.1180\cdot0.5996)=-0.3750$ and $a=b$ and $a_1x_1+a_2x_2+a_3x_3+a_4x_4+a_5x_5+a_6x_6+a_7x_7$")
    assert shown.count("<math") >= 6 and "<math><mi>a</mi><mo>=</mo><mi>b</mi></math>" in shown.replace(' form="infix"', "")




def test_formulas_side_by_side_are_each_one_as_mathjax_reads_them():
    shown = page(r"$\newcommand{\x}{P}$$\newcommand{\y}{T}$$\newcommand{\z}{M}$ $\x\y\z$ and $a$$b$$c$")
    assert shown.count("<math") == 4 and "$" not in shown.partition("<main")[2]
