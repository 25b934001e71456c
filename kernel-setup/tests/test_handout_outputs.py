"""Outputs and prose as they are meant: colours, drawings, tables, links, boxes, sizes; what shows nothing leaves nothing; what is hidden stays out."""

import html
import re
from urllib.parse import unquote

import pytest
from corpus import PNG, bundle, code, notebook, printed, text
from downhill_handout import language
from handout import content, exporter, parsed


def page(*cells, **options):
    made, _ = exporter(**options).from_notebook_node(notebook(*cells), {"metadata": {"name": "n"}})
    parsed(made)
    return made


def shown(source, **options):
    """The page of an HTML output."""
    return page(code("x", bundle({"text/html": source, "text/plain": "PLAIN"})), **options)


def rule(made, pattern):
    """The declarations of the class that the first element after pattern carries."""
    name = re.search(pattern + r'[^>]*class="(?:\w+ )*(s\d+)"', made)[1]
    return re.search(rf"\.{name}\{{(.*?)\}}", made)[1]


def test_a_stylers_colours_are_kept_and_can_be_read():
    made = shown('<style>#T_1 td.hot, #T_1_row0_col0 {background-color: yellow; color: red; font-weight: bold; text-align: right}</style>'
                 '<table id="T_1"><tr><td id="T_1_row0_col0">1</td><td class="hot">2</td><td>3</td></tr></table>')
    cells = re.findall(r"<td[^>]*>", made)
    assert cells[0] == cells[1] != cells[2] == "<td>"
    assert "background-color:#ffff00" in rule(made, "<td") and "print-color-adjust:exact" in rule(made, "<td") and "font-weight:bold" in rule(made, "<td") and "text-align:right" in rule(made, "<td")


@pytest.mark.parametrize("style, kept", [
    ("color:red", "color:"), ("color:rgb(1,2,3)", "color:#"), ("background-color:#ff0", "background-color:#ffff00"), ("background:yellow", "background-color:"), ("font-size:1.4em", "font-size:1.4em"),
    ("text-align:right", "text-align:right"), ("width:40%", "width:40%"), ("background:linear-gradient(90deg,#d65f5f 50.0%,transparent 50.0%)", "linear-gradient"), ("font-family:monospace", "monospace"),
])
def test_harmless_styles_are_kept(style, kept):
    assert kept in rule(shown(f'<p style="{style}">x</p>'), "<p")


@pytest.mark.parametrize("style", ["position:fixed", "font-size:400px", "font-size:1px", "width:99999px", "background:url(https://evil.example/x)", "background:linear-gradient(url(x),red)",
                                   "transform:scale(9)", "margin-left:-999px", "z-index:9", "opacity:0", "color:expression(1)", "filter:invert(1)", "content:'x'", "animation:x 1s"])
def test_other_styles_are_not(style):
    assert not re.search(r'<p class="s\d', shown(f'<p style="{style}">x</p>'))


@pytest.mark.parametrize("hidden", ['<p style="display:none">SECRET</p>', '<p style="DISPLAY : none !important">SECRET</p>', "<p hidden>SECRET</p>", '<span style="visibility:hidden">SECRET</span>',
                                    "<style>.x{display:none}</style><p class='x'>SECRET</p>", '<button style="display:none">SECRET</button>', '<form hidden><label>SECRET</label></form>'])
def test_what_a_browser_would_not_show_is_not_in_the_page(hidden):
    for made in (shown(hidden + "<p>words</p>"), page(text(f"# T\n\n{hidden}\n\nwords"))):
        assert "SECRET" not in made and "words" in made


@pytest.mark.parametrize("data", [{"text/html": "<style>.c{}</style>", "text/plain": "<IPython.core.display.HTML object>"}, {"text/html": "<div id='chart-7'></div>"}, {"text/html": "<!-- note -->", "text/plain": "<HTML>"},
                                  {" text/plain": "", "text/html": []}, {"text/plain": []}, {}, {"text/plain": "\n"}, {"text/latex": "", "image/png": ""}])
def test_what_shows_nothing_leaves_nothing(data):
    main = content(page(code("x", bundle(data)))).partition("<main")[2]
    assert "gone" not in main and "result" not in main and 'class="out' not in main


def test_an_inline_drawing_with_any_namespace_is_drawn():
    drawing = ('<?xml version="1.0"?><svg width="9pt" height="9pt" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:inkscape="http://example.org/i" inkscape:x="1">'
               '<title>A line</title><g><path d="M0 0L9 9"/><use xlink:href="#a"/></g></svg>')
    for made in (shown(drawing), shown(f"<div>before {drawing} after</div>"), page(text(f"# T\n\n<div>{drawing}</div>"))):
        picture = html.unescape(re.search(r'src="data:image/svg\+xml,([^"]*)" alt="A line"', made)[1])
        assert "%3Csvg" in picture and "M0,0L9,9" in picture and "ns0" not in picture


def test_a_drawing_whose_elements_bear_a_prefix_is_drawn():
    made = shown('<svg:svg xmlns:svg="http://www.w3.org/2000/svg" width="9" height="9"><svg:path d="M0 0L9 9"/></svg:svg><p>after</p>')
    assert "M0,0L9,9" in re.search(r'src="data:image/svg\+xml,([^"]*)"', made)[1] and "<p>after</p>" in made


def test_words_in_html_inside_a_drawing_are_written_where_it_stood():
    drawing = ('<svg xmlns="http://www.w3.org/2000/svg" width="99" height="40"><foreignObject x="10" y="4" width="60" height="20"><div xmlns="http://www.w3.org/1999/xhtml">two <b>words</b>'
               '<script>no()</script></div></foreignObject><switch><foreignObject width="9" height="9"><p xmlns="http://www.w3.org/1999/xhtml">html</p></foreignObject><text>plain form</text></switch></svg>')
    for made in (shown(drawing), page(code("x", bundle({"image/svg+xml": drawing})))):
        drawn = unquote(html.unescape(re.search(r'src="data:image/svg\+xml,([^"]*)"', made)[1]))
        assert "x='40' y='14'" in drawn and ">two words</text>" in drawn and "plain form" in drawn and "no()" not in drawn and "html" not in drawn


def test_a_script_with_nothing_but_an_objects_name_beside_it_is_named():
    for name in ("<IPython.core.display.Javascript object>", "", None):
        data = {"application/javascript": "f()", **({} if name is None else {"text/plain": name})}
        assert "A script made this output; a handout runs none." in (made := page(code("x", bundle(data)))) and "IPython" not in made
    assert "some words" in page(code("x", bundle({"application/javascript": "f()", "text/plain": "some words"})))


def test_center_centres():
    assert "text-align:center" in rule(page(text("<center>x</center>")), "<div")


def test_a_notes_text_leaves_no_empty_paragraph_behind():
    assert "<p></p>" not in page(text("# T\n\na[^1] b[^2]\n\n[^1]: one\n\n[^2]: two\n\n    more\n\nafter"))


def test_mathml_is_kept_by_a_list():
    made = shown('<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><msup><mi>x</mi><mn>2</mn></msup><maction onclick="evil()"><mtext>no</mtext></maction></mrow><annotation>tex</annotation></semantics></math>')
    assert "<msup><mi>x</mi><mn>2</mn></msup>" in made and "evil" not in made and "<annotation" not in made
    assert "<mfrac>" in page(code("x", bundle({"application/mathml+xml": "<math><mfrac><mi>a</mi><mi>b</mi></mfrac></math>", "text/plain": "PLAIN"})))


def test_of_a_long_output_the_rest_is_folded_and_how_much_it_is_is_said():
    long = "\n".join(f"line {n}" for n in range(2_000))
    made = content(page(code("x", printed(long)), output_lines=100))
    head, _, rest = made.partition('<details class="fold rest"><summary>1,900 lines more</summary>')
    assert "line 99</pre>" in head and ">line 100\n" in rest and "line 1999</pre></details>" in rest and "left out here" not in made
    assert "<details" not in content(page(code("x", printed(long)), output_lines=0)) and "<details" not in content(page(code("x", printed(long)), output_lines=2_000))
    assert "960,000 characters more" in page(code("x", printed("x" * 1_000_000)), output_lines=100)
    assert "1.900 Zeilen" in page(code("x", printed(long)), output_lines=100, language_code="de")


def test_of_a_very_long_output_the_end_is_left_out_and_said():
    made = page(code("x", printed("one\n" * 30_000)), output_lines=10, output_most=1_000)
    assert made.count("one\n") < 1_000 and "990 lines more" in made and "29,000 lines are left out here." in made
    assert page(code("x", printed("one\n" * 30_000)), output_most=0).count("one\n") > 29_990


def test_a_colour_goes_on_in_the_folded_rest_and_a_progress_bar_is_one_line():
    made = page(code("x", printed("\x1b[31m" + "red\n" * 30 + "\x1b[0mplain")), output_lines=10)
    assert made.partition("<details")[2].count('<span class="ansi-red-fg">red') == 1
    bar = page(code("x", printed("\r".join(f"{n}% " + "#" * 99 for n in range(9_999)) + "\n")), output_lines=10)
    assert "9998% #" in bar and "<details" not in content(bar) and "left out" not in content(bar)


@pytest.mark.parametrize("data", [{"application/json": list(range(300))}, {"text/html": "<table>" + "<tr><td>1</td></tr>" * 300 + "</table>"}])
def test_a_table_or_json_of_very_many_lines_is_folded_as_a_whole(data):
    assert re.search(r'<details class="fold rest"><summary>\w+: 30\d lines</summary>', page(code("x", bundle(data))))
    assert "<details" not in content(page(code("x", bundle(data)), output_lines=1_000))


def test_links_and_colours_of_a_terminal():
    made = page(code("x", printed("\x1b]8;;https://example.org/a\x1b\\words\x1b]8;;\x1b\\ \x1b]0;title\x07\x1b[38;2;200;0;0mred\x1b[0m \x1b]8;;javascript:evil()\x07bad\x1b]8;;\x07")))
    assert '<a href="https://example.org/a" rel="noopener">words</a>' in made and "javascript" not in made.partition("<main")[2] and "title\x07" not in made
    assert re.search(r'<span class="s\d+">red</span>', made) and "bad" in made and "\x1b" not in made


@pytest.mark.parametrize("source, expected", [
    ("| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n| 3 | 4 |", 3), ("| a | b |\n|---|---|\n| `x\\|y` | 2 |", 1), ("text\n\n| a |\n|---|\n| 1 | 2 |\n\nmore", 1),
    ("a | b\n:--|--:\n1 | 2 | 3\n4 |\n| 5 | 6", 3), ("> | a | b |\n> |---|---|\n> | 1 |\n> | 1 | 2 |", 2), ("- item\n  | a | b |\n  |---|---|\n  | 1 |", 1), ("|a|b|\n|-|-|\n|1||\nwords behind it", 1),
])
def test_ragged_tables_are_tables(source, expected):
    made = page(text(source))
    assert made.count("<tbody>") == 1 and made.partition("<tbody>")[2].count("<tr>") == expected


@pytest.mark.parametrize("source", ["```\n| a | b |\n|---|---|\n| 1 |\n```", "> ```\n> | a | b |\n> |---|---|\n> | 1 |\n> ```", "    | a | b |\n    |---|---|\n    | 1 |"])
def test_a_table_in_code_is_code(source):
    assert "<table" not in (made := page(text(source))) and "| 1 |<" in made


def test_a_pipe_inside_code_or_a_formula_parts_no_cell_that_would_not_fit():
    made = page(text("| $|a|$ | b |\n|---|---|\n| $|x|$ | one |\n| `a|b` | two |\n| $\\|x\\|$ | three |\n| $P(A \\mid B)$ | four |\n| $1600 | five |\n| $12 | six |\n| c and $$d|e$$ | f |"))
    cells = [re.sub("<[^>]*>", "", cell) for cell in re.findall(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", made, re.S)]
    assert cells == ["|a|", "b", "|x|", "one", "a|b", "two", "‖x‖", "three", "P(A∣B)", "four", "$1600", "five", "$12", "six", "c and d|e", "f"]


def test_what_a_row_has_too_much_is_said():
    heard = []
    made = exporter()
    made.log.warning = lambda words, *more: heard.append(words % more if more else words)
    made.from_notebook_node(notebook(text("| a |\n|---|\n| 1 | SURPLUS |")), {"metadata": {"name": "n"}})
    assert any("SURPLUS" in words for words in heard)


def test_boxes_diagrams_attachments_and_sizes():
    made = page(text("> [!WARNING]\n> Mind the step.\n\n<div class=\"alert alert-block alert-info\">A <b>tip</b></div>\n\n```mermaid\ngraph TD; A-->B;\n```\n\n"
                     f'<img src="data:image/png;base64,{PNG}" alt="dot" width="30%">\n\n![red dot](attachment:red dot.png)', attachments={"red dot.png": {"image/png": PNG}}))
    assert '<div class="alert warning" role="note"><p class="kind">Warning</p>' in made and '<div class="alert info">' in made and "[!WARNING]" not in made
    assert '<span class="lang">mermaid</span>' in made and "A--&gt;B;" in made and 'alt="red dot"' in made and "width:30%" in made


def test_every_id_that_a_link_names_survives():
    made = page(text("# T\n\n[a](#div-y) [b](#span-z) [c](#h-own) [d](#inner) [e](#named) [f](#2.1-The-$x^2$-rule) [g](#What's-new?)\n\n<div id='div-y'></div>\n\nx <span id=span-z></span> <i id=unnamed>y</i>\n\n"
                     "<h2 id='h-own'>Own</h2>\n\n<h3><a id='inner'></a>Raw</h3>\n\n<a name='named'>x</a>\n\n## 2.1 The $x^2$ rule\n\n## What's new?"), strict=True)
    ids = set(re.findall(r' id="([^"]*)"', made))
    assert {"div-y", "span-z", "h-own", "inner", "named"} <= ids and "unnamed" not in ids
    assert all(html.unescape(target) in ids for target in re.findall(r'<a href="#([^"]*)"', made))


def test_a_title_further_down_stays_where_it_is():
    made = content(page(text("Words first.\n\n# The title\n\n## Part")))
    assert made.index("Words first.") < made.index("The title</h1>") and made.count("<h1") == 1 and "<title>The title</title>" in made
    top = content(page(text("# The title\n\nWords.")))
    assert top.count("<h1") == 1


CODES = ["en", "de", "fr", "es", "pt", "zh", "pt-BR", "zh-Hant"]


@pytest.mark.parametrize("code_of", CODES)
def test_every_word_of_a_page_is_in_its_language(code_of):
    """With each word of the table replaced by a mark, no English word of the exporter's own is left."""
    own, english = language.words(code_of), language.words("en")
    assert own.keys() == english.keys() and all(value.count("{}") == english[key].count("{}") for key, value in own.items())
    if not code_of.startswith("en"):
        same = {key for key in own if own[key] == english[key]}
        assert same <= {"text", "code", "solution", "messages", "table", "figure", "note", "important", "equation", "error", "note_kind", "thousands"}, same
    made = page(text("# T\n\n## A\n\n$$x$$\n\n| a |\n|---|\n| 1 |\n\n![x](https://example.org/x.png) [^1]\n\n[^1]: n"), code("x", printed("o"), tags=["hide-output"]), code("y", count=None), language_code=code_of)
    assert f'<html lang="{code_of}"' in made
    for key in ("contents", "skip", "output", "equation", "table", "note"):
        assert own[key] in made
    if not code_of.startswith("en"):
        main = content(made).partition("<body")[2].partition("<script")[0]
        assert [key for key in ("contents", "skip", "picture_gone", "unrun_one", "made_from") if max(english[key].split("{}"), key=len) in main] == []


def test_a_language_without_words_is_english_and_what_is_none_is_said():
    assert '<html lang="sv"' in page(text("x"), language_code="sv") and '<html lang="en"' in page(text("x"), language_code="no such")
