"""Nothing of a notebook is lost: the words, tables, pictures and formulas of nbconvert's own page are in the handout, or named in their place.

The notebooks are those of this repository's corpus and course, and GoNB's, which set-up brings along; with --long also those in the sources of nbconvert
and nbformat, fetched by pip.
"""

import importlib.metadata
import re
import subprocess
import sys
import tarfile
from pathlib import Path

import nbformat
import pytest
from downhill_handout import HandoutExporter
from handout import parsed
from lxml import html as lxml_html
from nbconvert.exporters import HTMLExporter

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("nbconvert", "nbformat")
WORD = re.compile(r"[^\W\d_]{4,}")
DELIMITED = re.compile(r"\$\$.+?\$\$|(?<!\\)\$(?:\\.|[^$\\])+\$|\\\((?:.+?)\\\)|\\\[(?:.+?)\\\]|\\begin\{([A-Za-z]+\*?)\}.*?\\end\{\1\}", re.S)  # as MathJax finds them
MATH = re.compile(r"\$\$.*?\$\$|\$[^$]*\$|\\begin\{.*?\\end\{[^}]*\}|\\\[.*?\\\]|\\\(.*?\\\)|\\[a-zA-Z]+(?:\{[^}]*\})*", re.S)


def gonb():
    found = subprocess.run(["go", "list", "-m", "-f", "{{.Dir}}", "github.com/janpfeifer/gonb"], cwd=ROOT / "kernel-setup", capture_output=True, text=True).stdout.strip()
    return sorted(Path(found).rglob("*.ipynb")) if found else []


def seen(page):
    """(words, tables, pictures, formulas) of a page. A formula is its TeX without blanks: between MathJax's delimiters in nbconvert's page; in ours what a
    <math> keeps to be copied, or what stands marked because it cannot be set."""
    root = lxml_html.document_fromstring(page, parser=lxml_html.HTMLParser(huge_tree=True, encoding="utf-8"))
    for gone in root.xpath("//script|//style|//head|//*[contains(@class,'prompt') or contains(@class,'Prompt')]|//a[@class='anchor-link']"):
        gone.drop_tree()
    formulas = {bare(math.get("alttext") or "") for math in root.xpath("//math")} | {bare(code.text_content()) for code in root.xpath("//code[@class='tex']")}
    tables, pictures = len(root.xpath("//table")), len(root.xpath("//img"))
    words = set()
    for gone in root.xpath("//pre|//code|//math|//svg"):
        if gone.getparent() is not None:
            words |= set(WORD.findall(gone.text_content() if gone.tag in ("pre", "code") else " ".join(gone.itertext())))
            gone.drop_tree()
    for text in root.itertext():
        formulas |= {bare(found[0]) for found in DELIMITED.finditer(text)}
    words |= set(WORD.findall(MATH.sub(" ", " ".join(root.itertext()))))
    return words, tables, pictures, formulas


def bare(tex):
    """A formula without what stands round it, its labels and its blanks; "" for one that only defines or refers."""
    tex = re.sub(r"\s+|\\label\s*\{[^{}]*\}", "", tex)
    tex = re.sub(r"^(?:\$\$?|\\\(|\\\[)(.*?)(?:\$\$?|\\\)|\\\])$", r"\1", tex, flags=re.S)
    return "" if re.match(r"\\(?:(?:re)?newcommand|providecommand|DeclareMath|def|let|require|eqref|ref)\b", tex) else tex


def lost(nb):
    """What nbconvert's page has and the handout has not, as sentences."""
    stock, _ = HTMLExporter().from_notebook_node(nb)
    warned = []
    exporter = HandoutExporter()
    exporter.log = type("Log", (), {"__getattr__": lambda self, name: lambda *a, **k: warned.append(" ".join(map(str, a)))})()
    page, _ = exporter.from_notebook_node(nb, {"metadata": {"name": "n", "path": ""}})
    parsed(page)
    theirs, ours = seen(stock), seen(page)
    sentences = []
    if missing := sorted(theirs[0] - ours[0] - set(WORD.findall(" ".join(warned)))):
        sentences.append(f"words: {missing[:12]}")
    if theirs[1] > ours[1]:
        sentences.append(f"tables: {theirs[1]} and {ours[1]}")
    if theirs[2] > ours[2] + sum("picture" in words for words in warned):
        sentences.append(f"pictures: {theirs[2]} and {ours[2]}")
    if missing := sorted(theirs[3] - ours[3] - {""}):
        sentences.append(f"formulas: {missing[:12]}")
    return sentences


def compared(path):
    nb = nbformat.read(path, as_version=4)
    for cell in nb.cells:
        cell.metadata = {}  # what tags hide is another test's
    return lost(nb)


@pytest.mark.parametrize("name", ["hello", "functions", "tutorial"])
def test_nothing_of_gonbs_notebooks_is_lost(name):
    path = next((path for path in gonb() if path.stem == name), None)
    if path is None:
        pytest.skip("GoNB's sources are not here")
    assert [words for words in compared(path) if "Counting" not in words] == []  # a counter that a carriage return writes over


@pytest.mark.long
@pytest.mark.parametrize("source", SOURCES)
def test_nothing_of_nbconverts_and_nbformats_own_notebooks_is_lost(tmp_path, source):
    version = importlib.metadata.version(source)
    subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-build-isolation", "--no-binary", ":all:", "-d", tmp_path, f"{source}=={version}"], check=True)
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as archive:
        archive.extractall(tmp_path, filter="data")
    found = {}
    for path in sorted(tmp_path.rglob("*.ipynb")):
        try:
            if path.stem != "notebook_inject" and (sentences := compared(path)):  # that one is hostile
                found[path.name] = sentences
        except nbformat.ValidationError:
            pass  # nbconvert refuses it
    assert {name: words for name, words in found.items() if name != "nbconvert_library.ipynb"} == {}  # its code holds TeX's words
