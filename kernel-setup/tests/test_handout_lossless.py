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
MATH = re.compile(r"\$\$.*?\$\$|\$[^$]*\$|\\begin\{.*?\\end\{[^}]*\}|\\\[.*?\\\]|\\\(.*?\\\)|\\[a-zA-Z]+(?:\{[^}]*\})*", re.S)


def gonb():
    found = subprocess.run(["go", "list", "-m", "-f", "{{.Dir}}", "github.com/janpfeifer/gonb"], cwd=ROOT / "kernel-setup", capture_output=True, text=True).stdout.strip()
    return sorted(Path(found).rglob("*.ipynb")) if found else []


def seen(page):
    """(words, tables, pictures, formulas) of a page."""
    root = lxml_html.document_fromstring(page, parser=lxml_html.HTMLParser(huge_tree=True, encoding="utf-8"))
    for gone in root.xpath("//script|//style|//head|//*[contains(@class,'prompt') or contains(@class,'Prompt')]|//a[@class='anchor-link']"):
        gone.drop_tree()
    formulas = len(root.xpath("//math"))
    for math in root.xpath("//math"):
        math.text = " " + (math.get("alttext") or "") + " "
    text = " ".join(root.itertext())
    return set(WORD.findall(MATH.sub(" ", text))), len(root.xpath("//table")), len(root.xpath("//img")), formulas


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
