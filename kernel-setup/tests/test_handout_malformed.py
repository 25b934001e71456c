"""Files that break the notebook format: each is shown as far as it goes, or refused in one sentence that names the file; never a traceback.

Each case is a fault of its own; the same are made of real notebooks by chance in test_handout_fuzz.py.
"""

import json
import re
import time

import pytest
from downhill_handout import HandoutError, HandoutExporter
from handout import content, parsed

HEAD = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}}


def of(*cells, **more):
    return json.dumps({**HEAD, "cells": list(cells), **more}).encode()


def text(source, **more):
    return {"cell_type": "markdown", "metadata": {}, "source": source, **more}


def code(source="x", **more):
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": 1, **more}


def display(data, **more):
    return {"output_type": "display_data", "metadata": {}, "data": data, **more}


def old(version, worksheet):
    return json.dumps({"nbformat": version, "nbformat_minor": 0, "metadata": {"name": "old"}, "worksheets": [worksheet]}).encode()


SHOWN = {  # what the page holds
    "byte order mark": (b"\xef\xbb\xbf" + of(text("# bom")), ["bom</h1>"]),
    "utf-16": (of(text("# u16")).decode().encode("utf-16"), ["u16</h1>"]),
    "no cell metadata": (of({"cell_type": "markdown", "source": "# a"}, {"cell_type": "code", "source": "bee"}, {"cell_type": "code", "source": ["cee\n", "dee"], "outputs": None, "metadata": None}),
                         ["a</h1>", "bee", "cee\ndee"]),
    "ids twice, or no ids": (of(text("# t", id="q"), text("## u", id="q"), code(id="no id!!"), code(id=7), nbformat_minor=5), ["t</h1>", "u</h2>"]),
    "a later minor": (of(text("# t"), nbformat_minor=99), ["t</h1>"]),
    "a later major": (of(text("# t"), nbformat=5), ["t</h1>"]),
    "no format": (json.dumps({"cells": [text("# t")], "metadata": {}}).encode(), ["t</h1>"]),
    "no metadata": (json.dumps({"nbformat": 4, "nbformat_minor": 4, "cells": [text("# t")]}).encode(), ["t</h1>"]),
    "NaN": (of(code(outputs=[display({"application/json": {"a": float("nan"), "b": float("inf")}})])), ["NaN", "Infinity"]),
    "no source": (of({"cell_type": "markdown", "metadata": {}}, {"cell_type": "code", "metadata": {}, "outputs": []}, text("after")), ["after"]),
    "sources of other kinds": (of(text(["# t\n", "words"]), text(None), text(5), text(["a", None, 3]), text({"a": 1})), ["t</h1>", "words", "5"]),
    "outputs of other kinds": (of(
        code("shown", outputs=[
            display({"text/html": None, "text/plain": 5}, metadata=None), {"output_type": "stream", "text": None, "name": "stdout"}, {"output_type": "stream", "text": ["a", 1], "name": 3},
            {"output_type": "error", "ename": None, "evalue": None, "traceback": None}, {"output_type": "error", "ename": "E", "evalue": "v", "traceback": "not a list"},
            display({"image/png": None}), display({"image/png": 3}), display({"image/svg+xml": ["<svg", 2]}), display({"application/json": "str"}), display(["x"]), display({"text/html": {}}), None, "x", {}],
            execution_count="7"), text("after")), ["shown", "not a list", "after"]),
    "tags of other kinds": (of(code("one", metadata={"tags": "fold"}), code("two", metadata={"tags": [1, None]}), code("three", metadata={"jupyter": 3, "transient": [], "tags": None}),
                               metadata={"title": 5, "language_info": None, "kernelspec": "python", "widgets": 1, "language": 3}), ['<details class="fold"', "one", "two", "three"]),
    "a secret whose tags are a string": (of(code("SECRET", metadata={"tags": "remove-cell"}), text("after")), ["after"]),
    "names of other kinds": (of(text("t"), code("x = 1"), metadata={"language_info": {"name": 3, "pygments_lexer": ["go"]}, "kernelspec": {"language": {}}}), ["x = 1"]),
    "attachments of other kinds": (of(text("![a](attachment:x.png)", attachments={"x.png": {"image/png": None}}), text("![b](attachment:x.png)", attachments=[]),
                                      text("![c](attachment:x.png)", attachments={"x.png": "str"}), text("![d](attachment:x.png)", attachments={"x.png": {"image/png": ["iVBOR", 3]}})),
                                   ["A picture stood here (a)", "A picture stood here (c)"]),
    "cells of other kinds": (of(text("# t"), None, 3, "x", [], {"cell_type": None}, {"cell_type": 7, "source": "seven"}, {}), ["t</h1>"]),
    "halves of a pair": (of(text("# a\ud83d b"), code(outputs=[{"output_type": "stream", "name": "stdout", "text": "\udc00 lone"}])), ["a b</h1>", "lone"]),
    "version 3": (old(3, {"cells": [{"cell_type": "heading", "level": 1, "source": ["Old"], "metadata": {}}, {
        "cell_type": "code", "input": ["1+1"], "language": "python", "prompt_number": 1, "metadata": {},
        "outputs": [{"output_type": "pyout", "text": ["2"], "metadata": {}, "prompt_number": 1}, {"output_type": "pyerr", "ename": "E", "evalue": "v", "traceback": ["tr"]}]}], "metadata": {}}), ["Old</h1>", "1", "tr"]),
    "version 2": (old(2, {"cells": [{"cell_type": "markdown", "source": "# two"}]}), ["two</h1>"]),
}
REFUSED = {  # what the sentence says
    "empty": (b"", "Expecting value"),
    "a merge left open": (b'<<<<<<< HEAD\n{"cells":[]}\n=======\n{}\n>>>>>>> x', "line 1"),
    "latin-1": (of(text("# caf\u00e9")).replace(b"\\u00e9", b"\xe9"), "is not UTF-8"),
    "a list": (b"[]", "a JSON list"),
    "null": (b"null", "a JSON null"),
    "no cells": (json.dumps(HEAD).encode(), "no cells"),
    "cells are a number": (json.dumps({**HEAD, "cells": 7}).encode(), "its cells are number"),
    "cut off": (b'{"cells":[{"cell_type":"markdown"', "delimiter"),
    "a format that is none": (of(text("x"), nbformat="four"), "'four'"),
    "nested without end": (b'{"cells":' + b"[" * 100_000, "nested too deeply"),
    "an old one in pieces": (old(3, {"cells": [{"cell_type": "code"}]}), "version 3"),
}


def exported(tmp_path, content, **options):
    path = tmp_path / "odd #1 \u00fc \U0001f389.ipynb"
    path.write_bytes(content)
    return HandoutExporter(**options).from_filename(str(path))[0]


@pytest.mark.parametrize("name", SHOWN)
def test_is_shown_as_far_as_it_goes(tmp_path, name):
    page = exported(tmp_path, SHOWN[name][0])
    parsed(page)
    shown = content(page)
    assert [words for words in SHOWN[name][1] if words not in re.sub("</?span[^>]*>", "", shown)] == []
    assert "SECRET" not in shown


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused_in_one_sentence_that_names_the_file(tmp_path, name):
    with pytest.raises(HandoutError) as raised:
        exported(tmp_path, REFUSED[name][0])
    sentence = str(raised.value)
    assert sentence.startswith("odd #1 \u00fc \U0001f389: not a notebook (") and REFUSED[name][1] in sentence and "\n" not in sentence


@pytest.mark.parametrize("name", [name for name in SHOWN if "other kinds" in name])
def test_strict_refuses_what_had_to_be_mended(tmp_path, name):
    with pytest.raises(HandoutError, match="odd #1"):
        exported(tmp_path, SHOWN[name][0], strict=True)


CONTROLS = ["\x00", "\x01", "\b", "\x0b", "\x1b", "\x7f", "\ud800", "\ufdd0", "\uffff", "\U0001ffff", "&#0;", "&#1;", "&#8;", "&#27;", "&#x1B", "&#xfdd0;", "&#xFFFF;", "&#x1ffff;", "&#99999999;"]
PLACES = ["<svg><text>a@b</text></svg>c@", "<style>#a{color:red@}</style><i id=a>x@</i>", "$a@b$", "$a%@\n$", "<p>$a@b$</p>", "# T@", "[a@](b@)", "![a@](c@.png)", "<h2 id='x@'>y@</h2>", "<a href='#x@' title='@'>a</a>", "`@`",
          "<math><mi a='@'>@</mi></math>", "[^1]\n\n[^1]: x@", "<table><tr><td>@</table>", "```mermaid\n@\n```", "$\\href{http://a@}{b}$", "$\\label{a@}$ \\eqref{a@}", "<cite data-cite='a@'>x</cite>"]


@pytest.mark.parametrize("control", CONTROLS, ids=ascii)
def test_a_character_that_no_page_may_hold_stands_anywhere_and_stops_nothing(tmp_path, control):
    for place in PLACES:
        source = place.replace("@", control)
        kinds = ("text/html", "text/latex", "text/mathml", "image/svg+xml", "text/markdown", "text/plain")
        parsed(exported(tmp_path, of(text(source), *(code(control, outputs=[display({kind: source, "text/plain": source})]) for kind in kinds))))


NESTED = ["<svg xmlns='http://www.w3.org/2000/svg'>@<g>|</g></svg>", "<svg>@<svg>|</svg></svg>", "<math>@<mrow>|</mrow></math>", "@<div>|</div><svg></svg>", "@<ul><li>|</li></ul><svg></svg>", "<div>@<svg>", "@<a href=x>y", "@<b>x</b><i>y"]


@pytest.mark.parametrize("nested", NESTED)
@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "text/markdown"])
def test_what_is_nested_without_end_takes_no_time(tmp_path, nested, kind):
    before, _, tags = nested.partition("@")
    start, _, end = tags.partition("|")
    opening = re.match("(?:<[^/>]*>)*", start)[0] if "|" in tags else start
    last = re.match("(?:</[^>]*>){1,2}", end)[0].removesuffix("</svg>") if "|" in tags else ""
    source = before + opening * 10_000 + last * 10_000 + end[len(last):]
    started = time.process_time()
    page = exported(tmp_path, of(code(outputs=[display({kind: source, "text/plain": "words"})]), text("after")))
    assert time.process_time() - started < 5 and "after" in content(page)


def test_a_drawing_that_cannot_be_brought_along_is_named_and_what_stands_round_it_stays(tmp_path):
    deep = "<svg>" + "<g>" * 5_000 + "</g>" * 5_000 + "</svg>"
    page = exported(tmp_path, of(code(outputs=[display({"text/html": f"<p>before</p>{deep}<p>between</p><div><svg><rect width=4 height=4></svg> and <svg></div><p>behind</p>"})])))
    shown = content(page)
    assert "<p>before</p>" in shown and "A picture stood here" in shown and "<p>between</p>" in shown and "<p>behind</p>" in shown and shown.count("data:image/svg+xml,") == 2


def test_a_library_of_a_megabyte_before_a_drawing_is_not_parsed(tmp_path):
    started = time.process_time()
    page = exported(tmp_path, of(code(outputs=[display({"text/html": "<script>" + "a<b;&c\n" * 200_000 + "</script><p>words</p><svg><rect width=4 height=4></svg>"})])))
    assert time.process_time() - started < 5 and "<p>words</p>" in page and "data:image/svg+xml,%3Csvg" in page
