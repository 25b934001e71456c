"""What a page may carry besides its text: places to answer, logo, foot, authors, date, style sheets, cited works; and the PDF."""

import base64
import re
import shutil
import subprocess

import engines
import pytest
from corpus import PNG, PYTHON, code, figure, notebook, printed, text
from downhill_handout import HandoutError, index
from handout import content, exporter, parsed


def page(nb, **options):
    made, _ = exporter(**options).from_notebook_node(nb, {"metadata": {"name": "n"}})
    parsed(made)
    return made


def test_students_find_a_place_to_answer_where_a_solution_was():
    nb = notebook(code("// Solution to 1: SECRET\nx()", printed("SECRET"), tags=["solution"]), text("SECRET words", tags=["solution"]), code("y()", printed("kept")))
    made = page(nb, edition="student")
    assert "SECRET" not in made and content(made).count("Your answer here") == 2 and "kept" in made
    assert "Hier antworten" in page(nb, edition="student", language_code="de")
    from traitlets.config import Config

    own, _ = type(exporter())(config=Config({"Editions": {"code_stub": "# YOUR CODE", "text_stub": "WRITE HERE"}}), edition="student").from_notebook_node(nb)
    assert "# YOUR CODE" in re.sub("<[^>]*>", "", own) and "WRITE HERE" in own
    for edition in ("reader", "teacher"):
        assert "SECRET words" in page(nb, edition=edition) and "Your answer" not in page(nb, edition=edition)


def test_lines_between_nbgraders_marks_are_for_those_who_may_see_them():
    source = "def f(x):\n    ### BEGIN SOLUTION\n    return SECRET\n    ### END SOLUTION\nf(1)\n# BEGIN SOLUTION\nSECRET\n# END SOLUTION"
    nb = notebook(code(source, printed("SECRET")), metadata=PYTHON)
    student = re.sub("<[^>]*>", "", content(page(nb, edition="student")))
    assert "SECRET" not in student and "def f(x):\n    # Your answer here\nf(1)\n# Your answer here" in student
    reader = re.sub("<[^>]*>", "", content(page(nb)))
    assert "return SECRET" in reader and "BEGIN SOLUTION" not in reader and "END SOLUTION" not in reader
    with pytest.raises(HandoutError, match="n: cell 1: BEGIN SOLUTION without its END"):
        page(notebook(code("# BEGIN SOLUTION\nSECRET")), edition="student")


def test_logo_foot_authors_date_and_sheets(tmp_path):
    import base64

    (tmp_path / "logo.png").write_bytes(base64.b64decode(PNG))
    (tmp_path / "own.css").write_text("h1 { color: rebeccapurple; }")
    nb = notebook(text("# T\n\nwords"), metadata={**PYTHON, "authors": [{"name": "A. <b>"}, {"name": "B"}], "date": "2026-11-29"})
    made = page(nb, logo=str(tmp_path / "logo.png"), logo_alt="Our school", footer="A *foot* with $x^2$", extra_css=[str(tmp_path / "own.css")])
    for words in ('alt="Our school"', "<em>foot</em>", "<msup>", "rebeccapurple", "By A. &lt;b&gt;, B · Published 2026-11-29"):
        assert words in made
    from downhill_handout import policy

    style = made.partition("<style>")[2].partition("</style>")[0]
    assert policy.digest(style) in made
    assert "byline" not in page(notebook(text("# T"))).partition("<main")[2]


@pytest.mark.parametrize("options, words", [({"logo": "nowhere.png"}, "nowhere.png cannot be read"), ({"extra_css": ["nowhere.css"]}, "nowhere.css cannot be read")])
def test_what_cannot_be_read_is_said_in_one_sentence(options, words):
    with pytest.raises(HandoutError, match=words):
        page(notebook(text("# T")), **options)


def test_a_sheet_that_would_break_out_is_refused(tmp_path):
    (tmp_path / "bad.css").write_text("a{}</style><script>evil()</script>")
    with pytest.raises(HandoutError, match="bad.css"):
        page(notebook(text("# T")), extra_css=[str(tmp_path / "bad.css")])


def test_cited_works_are_notes():
    works = {"X1": {"title": "On <steps>", "author": [{"given": "A.", "family": "Cauchy"}], "issued": {"date-parts": [["1847"]]}}}
    made = page(notebook(text('# T\n\nAs known <cite data-cite="X1">(Cauchy)</cite>, and again <cite data-cite="X1"></cite>.'), metadata={**PYTHON, "cite2c": {"citations": works}}))
    assert "A. Cauchy, <cite>On &lt;steps&gt;</cite>, 1847." in made and made.count('href="#note-1"') == 2


def test_slides_metadata_is_no_concern_of_a_page():
    nb = notebook(text("# T"), text("shown"))
    for cell, kind in zip(nb.cells, ("slide", "skip")):
        cell.metadata["slideshow"] = {"slide_type": kind}
    assert "shown" in page(nb)


def test_an_index_takes_the_cover_that_a_page_names(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    other = figure(svg='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="7"/></svg>')
    (folder / "a.html").write_text(page(notebook(text("# A"), code("x", figure()), code("y", other, tags=["cover"]))), encoding="utf-8")
    index.write(folder, generator="Downhill handout")
    assert "circle" in (folder / "index.html").read_text(encoding="utf-8")


PDF = notebook(text("# The title\n\n## Part one\n\nWords and $x^2$.\n\n## Part two"), code("x", printed("out\n" * 90)), code("p", figure()))


@pytest.fixture
def pdf(chromium):
    from downhill_course.handouts import exporter_config
    from downhill_handout import HandoutPdfExporter

    return HandoutPdfExporter(config=exporter_config(), browser=chromium)


def test_a_pdf_has_page_numbers_an_outline_tags_and_the_same_bytes_twice(pdf, tmp_path):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext reads it back")
    first, resources = pdf.from_notebook_node(PDF, {"metadata": {"name": "n"}})
    assert first.startswith(b"%PDF") and resources["output_extension"] == ".pdf"
    (tmp_path / "a.pdf").write_bytes(first)
    words = subprocess.run(["pdftotext", "-layout", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert "The title" in words and re.search(r"^\s*1 ?/ ?\d\s*$", words, re.M) and re.search(r"^\s*2 ?/ ?\d\s*$", words, re.M)
    info = subprocess.run(["pdfinfo", tmp_path / "a.pdf"], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Tagged:\s+yes", info)
    assert b"/Outlines" in first
    assert pdf.from_notebook_node(PDF, {"metadata": {"name": "n"}})[0] == first


@pytest.mark.parametrize("engine", ["chromium", "firefox"])
def test_no_heading_is_the_last_line_of_a_printed_page_of_a_text_or_a_table(engine, browser, tmp_path):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext reads it back")
    if engines.MISSING.get(engine):
        pytest.skip(engines.MISSING[engine])
    words = "A line of words that is as long as a line of words may be, and then a little longer. "
    nb = notebook(text("# Title\n\n" + "\n\n".join(f"## Heading {n}\n\n{words * (n % 7 + 1)}\n\n| Heading | of a table |\n|---|---|\n| {n} | a row |\n| {n} | another |" for n in range(150))))
    (tmp_path / "a.html").write_text(page(nb), encoding="utf-8")
    address = (tmp_path / "a.html").as_uri()
    if engine == "firefox":
        with engines.tab("firefox") as firefox:
            firefox.open(address)
            made = base64.b64decode(firefox("browsingContext.print", context=firefox.tab)["data"])
    else:
        context = browser.new_context()
        sheet = context.new_page()
        sheet.goto(address)
        made = sheet.pdf()
        context.close()
    (tmp_path / "a.pdf").write_bytes(made)
    pages = subprocess.run(["pdftotext", "-layout", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True).stdout.split("\f")
    ends = [[line for line in sheet.splitlines() if line.strip() and not re.fullmatch(r"\s*\d+ / \d+\s*", line)][-1] for sheet in pages if sheet.strip()]
    assert len(ends) > 10 and [end for end in ends if "Heading" in end] == []


def test_without_a_browser_one_sentence_says_what_is_needed():
    from downhill_handout import HandoutPdfExporter

    with pytest.raises(HandoutError, match="none was found"):
        HandoutPdfExporter(browser="/nowhere/chromium").from_notebook_node(notebook(text("# T")))


def test_the_command_line_knows_the_pdf():
    from nbconvert.exporters import get_exporter

    assert get_exporter("downhill_handout.HandoutPdfExporter").__name__ == "HandoutPdfExporter"
