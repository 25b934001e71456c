"""nbconvert's switches do for --to handout what they do for --to html: what one page hides, the other does not show.

Every part of the notebook holds a word of its own, so that a page is the set of the words in it.
"""

import re
import subprocess
import sys

import nbformat
import pytest
from corpus import PNG, PYTHON, bundle, code, failed, notebook, printed, text
from downhill_handout import HandoutError, HandoutExporter, tags
from handout import content, export
from nbconvert.exporters import HTMLExporter
from traitlets.config import Config

ALL = {"text/html": "<p>OHTML</p>", "text/markdown": "OMARKDOWN", "image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg'/>", "text/latex": "OLATEX", "text/plain": "OPLAIN"}


def result(data, tags=()):
    return nbformat.from_dict({"output_type": "execute_result", "execution_count": 7, "metadata": {"tags": list(tags)}, "data": data})


def lesson():
    return notebook(
        text("# HEADING\n\nPROSE"),
        text("TAGGEDPROSE", tags=["hush"]),
        code("CSOURCE", printed("COUT"), printed("CERR", "stderr"), printed("CSTDIN", "stdin"), result({"text/plain": "CRESULT"})),
        code("TSOURCE", printed("TOUT"), bundle(ALL), tags=["hush"]),
        code("FSOURCE", failed("FNAME", "FVALUE", ["FTRACE"])),
        code("PSOURCE", result({"text/plain": "SECRETONE"}, ["single"]), printed("POUT")),
        code("REGEXSOURCE", printed("REGEXOUT")),
        nbformat.v4.new_raw_cell("RAWPLAIN"),
        nbformat.v4.new_raw_cell("<p>RAWHTML</p>", metadata={"raw_mimetype": "text/html"}),
        nbformat.v4.new_raw_cell("RAWLATEX", metadata={"raw_mimetype": "text/latex"}),
        nbformat.v4.new_raw_cell("RAWTAGGED", metadata={"tags": ["hush"]}),
        nbformat.from_dict({"cell_type": "code", "metadata": {"transient": {"remove_source": True}}, "source": "GSOURCE", "outputs": [printed("GOUT")], "execution_count": 1, "id": "g"}),
        nbformat.from_dict({"cell_type": "markdown", "metadata": {"transient": {"remove_source": True}}, "source": "GPROSE", "id": "h"}),
        code("LSOURCE", bundle({"text/latex": "LLATEX", "image/png": PNG, "text/plain": "LPLAIN"})),
        metadata=PYTHON,
    )


SWITCHES = {
    "none": {},
    "--no-input": {"TemplateExporter": {"exclude_output_prompt": True, "exclude_input": True, "exclude_input_prompt": True}},
    "--no-prompt": {"TemplateExporter": {"exclude_input_prompt": True, "exclude_output_prompt": True}},
    **{f"exclude {what}": {"TemplateExporter": {f"exclude_{what}": True}} for what in ("input", "output", "code_cell", "markdown", "raw", "unknown", "input_prompt", "output_prompt")},
    "stdin shown": {"TemplateExporter": {"exclude_output_stdin": False}},
    "by HTMLExporter": {"HTMLExporter": {"exclude_input": True}},
    "remove cells": {"TagRemovePreprocessor": {"remove_cell_tags": {"hush"}}},
    "remove inputs": {"TagRemovePreprocessor": {"remove_input_tags": {"hush"}}},
    "remove outputs": {"TagRemovePreprocessor": {"remove_all_outputs_tags": {"hush"}}},
    "remove one output": {"TagRemovePreprocessor": {"remove_single_output_tags": {"single"}}},
    "remove all": {"TagRemovePreprocessor": {"remove_cell_tags": {"x"}, "remove_input_tags": {"hush"}, "remove_all_outputs_tags": {"hush"}, "enabled": True}},
    "by pattern": {"RegexRemovePreprocessor": {"patterns": ["REGEX.*"]}},
    "clear outputs": {"ClearOutputPreprocessor": {"enabled": True}},
    "raw for latex": {"TemplateExporter": {"raw_mimetypes": ["text/latex"]}},
    "no raw kinds": {"TemplateExporter": {"raw_mimetypes": ["text/none"]}},
    **{f"{kind} first": {"NbConvertBase": {"display_data_priority": [kind, "text/plain"]}} for kind in ("text/html", "text/markdown", "text/latex", "text/plain")},
    "html alone": {"NbConvertBase": {"display_data_priority": ["text/html"]}},
}


def seen(page):
    return set(re.findall(r"\b[A-Z]{4,}\b", re.sub(r"<style.*?</style>|<script.*?</script>|data:[^\"]*", "", page, flags=re.S))) & WORDS


WORDS = set(re.findall(r"\b[A-Z]{4,}\b", str(lesson()).replace("\\n", " ")))


@pytest.mark.parametrize("name", SWITCHES)
def test_the_page_shows_the_words_that_nbconverts_own_page_shows(name):
    pages = []
    for kind in (HTMLExporter, HandoutExporter):
        page, _ = kind(config=Config(SWITCHES[name])).from_notebook_node(lesson(), {"metadata": {"name": "n", "path": ""}})
        pages.append(seen(page))
    assert pages[1] == pages[0]


def test_the_switches_make_a_difference():
    """The test above could not fail if every switch left every word."""
    sets = {name: frozenset(seen(HTMLExporter(config=Config(SWITCHES[name])).from_notebook_node(lesson())[0])) for name in SWITCHES}
    assert len(WORDS) > 25 and len(set(sets.values())) >= 15


@pytest.mark.parametrize("template", ["lab", "classic", "basic"])
def test_another_template_gives_its_own_page_without_what_is_hidden(template):
    nb = notebook(text("# HEADING"), code("// Notes\nSECRET", tags=["teacher"]), code("HUSH", tags=["remove-cell"]), code("CSOURCE", printed("COUT")), metadata=PYTHON)
    page, _ = HandoutExporter(template_name=template, edition="student").from_notebook_node(nb)
    assert "CSOURCE" in page and "COUT" in page and "SECRET" not in page and "HUSH" not in page
    nb.cells = [nb.cells[0], nb.cells[3]]
    assert page == HTMLExporter(template_name=template).from_notebook_node(nb)[0]


@pytest.mark.parametrize("template", ["nowhere", "latex"])
def test_a_template_that_makes_no_page_is_refused_in_one_sentence(template, tmp_path):
    with pytest.raises(HandoutError, match=f"the template '{template}'"):
        HandoutExporter(template_name=template)
    nbformat.write(notebook(text("x")), tmp_path / "n.ipynb")
    done = nbconvert("--to", "handout", "--template", template, tmp_path / "n.ipynb")
    assert done.returncode == 1 and "Traceback" not in done.stderr and f"'{template}'" in done.stderr
    assert not list(tmp_path.glob("*.html"))


def nbconvert(*args):
    return subprocess.run([sys.executable, "-m", "nbconvert", *map(str, args)], capture_output=True, text=True)


def test_the_command_lines_own_switches(tmp_path):
    nbformat.write(lesson(), tmp_path / "n.ipynb")
    done = nbconvert("--to", "handout", "--no-input", "--embed-images", "--sanitize-html", "--TagRemovePreprocessor.remove_all_outputs_tags={'hush'}", tmp_path / "n.ipynb")
    assert done.returncode == 0, done.stderr
    shown = seen((tmp_path / "n.html").read_text(encoding="utf-8"))
    assert not shown & {"CSOURCE", "TSOURCE", "TOUT", "GSOURCE", "GPROSE"} and {"COUT", "PROSE"} <= shown


def test_folders_of_ones_own_templates_leave_the_handouts_own_in_reach(tmp_path):
    """extra_template_basedirs adds, as in nbconvert; a template found there may extend the handout's."""
    own = tmp_path / "school"
    own.mkdir()
    (own / "conf.json").write_text('{"base_template": "handout"}')
    (own / "index.html.j2").write_text("{% extends 'handout/index.html.j2' %}{% block before_main %}<p>Our school</p>{% endblock %}")
    plain = export(notebook(text("# T")))
    assert export(notebook(text("# T")), extra_template_basedirs=[str(tmp_path)]) == plain
    page = export(notebook(text("# T")), extra_template_basedirs=[str(tmp_path)], template_name="school")
    assert page.replace("<p>Our school</p>", "") == plain and "<p>Our school</p>" in page


def test_a_template_file_of_ones_own_may_extend_the_page(tmp_path):
    file = tmp_path / "mine.html.j2"
    file.write_text("{% extends 'handout/index.html.j2' %}{% block footer %}{{ super() }}<p>{{ nb.cells | length }} cells</p>{% endblock %}")
    page, _ = HandoutExporter(template_file=str(file)).from_notebook_node(notebook(text("# T"), text("x")))
    assert "<p>2 cells</p>" in page and "Content-Security-Policy" in page


HIDDEN = {
    "remove-cell": ({"NOTE"}, ""), "remove_cell": ({"NOTE"}, ""),
    "remove-input": ({"NOTE", "COUT", "CERR"}, ""), "remove_input": ({"NOTE", "COUT", "CERR"}, ""),
    "remove-output": ({"NOTE", "CSOURCE"}, ""), "remove_output": ({"NOTE", "CSOURCE"}, ""),
    "remove-stdout": ({"NOTE", "CSOURCE", "CERR"}, ""), "remove-stderr": ({"NOTE", "CSOURCE", "COUT"}, ""),
    "hide-input": ({"NOTE", "CSOURCE", "COUT", "CERR"}, {"CSOURCE"}), "hide_input": ({"NOTE", "CSOURCE", "COUT", "CERR"}, {"CSOURCE"}),
    "hide-output": ({"NOTE", "CSOURCE", "COUT", "CERR"}, {"COUT", "CERR"}), "hide_output": ({"NOTE", "CSOURCE", "COUT", "CERR"}, {"COUT", "CERR"}),
    "hide-cell": ({"NOTE", "CSOURCE", "COUT", "CERR"}, {"CSOURCE", "COUT", "CERR"}), "hide_cell": ({"NOTE", "CSOURCE", "COUT", "CERR"}, {"CSOURCE", "COUT", "CERR"}),
    ("jupyter", "source_hidden"): ({"NOTE", "CSOURCE", "COUT", "CERR"}, {"CSOURCE"}),
    ("jupyter", "outputs_hidden"): ({"NOTE", "CSOURCE", "COUT", "CERR"}, {"COUT", "CERR"}),
    ("collapsed",): ({"NOTE", "CSOURCE", "COUT", "CERR"}, {"COUT", "CERR"}),
    ("transient", "remove_source"): ({"NOTE", "COUT", "CERR"}, ""),
}


@pytest.mark.parametrize("way", HIDDEN, ids=str)
def test_what_is_to_be_hidden_is_absent_or_folded(way):
    cell = code("CSOURCE", printed("COUT"), printed("CERR", "stderr"), tags=[way] if isinstance(way, str) else [])
    if not isinstance(way, str):
        value = True
        for key in reversed(way):
            value = {key: value}
        cell.metadata.update(nbformat.from_dict(value))
    page = content(export(notebook(text("NOTE"), cell)))
    assert (seen_words(page), seen_words("".join(re.findall(r"<details.*?</details>", page, re.S)))) == (HIDDEN[way][0], set(HIDDEN[way][1]))


def seen_words(page):
    return set(re.findall(r"\b(?:NOTE|CSOURCE|COUT|CERR)\b", page))


def test_every_way_of_hiding_in_the_table_is_tested():
    ways = {tag.name for tag in tags.TABLE if tag.name.startswith(("hide", "remove"))} | {path for path, _, _ in tags.METADATA}
    assert ways <= set(HIDDEN)


def test_hidden_code_without_outputs_is_hidden_all_the_same():
    assert "SECRET" not in export(notebook(code("SECRET", tags=["remove-input"]), code("SECRET", printed("x"), tags=["remove-cell"])))


def test_the_readmes_table_is_the_codes():
    from pathlib import Path

    import downhill_handout

    assert tags.table() in (Path(downhill_handout.__file__).parent / "README.md").read_text(encoding="utf-8")
