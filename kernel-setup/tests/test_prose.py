"""The words and the links of the notebooks, the exercises and the pages for readers."""

import json
import re
import urllib.parse

import pytest
from spellchecker import SpellChecker

from downhill_course import clone

ROOT = clone.root()
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PAGES = sorted(path for path in [ROOT / "README.md", ROOT / "kernel-setup" / "README.md", *ROOT.glob("pkg/**/README.md"), *ROOT.glob("kernel-setup/[!.]*/**/README.md")])
EXERCISES = sorted((ROOT / "pkg" / "exercise").glob("notebook*.go"))
FIGURES = sorted(path for path in (ROOT / "pkg" / "explore").glob("*.go") if not path.stem.endswith("_test"))
# Formulas, code and addresses are no prose.
NO_PROSE = re.compile(r"```.*?```|\\begin\{.*?\\end\{\w+\*?\}|\$\$.*?\$\$|\$[^$]*\$|`[^`]*`|\]\([^)]*\)|https?://\S+|<[^>\n]+>", re.S)
LINK = re.compile(r"\]\(([^)\s]+)\)")


def cells(notebook, kind):
    return [cell for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == kind]


def strings(go):
    """What a reader sees of Go code: its comments, and its strings if they hold more than a name."""
    return " ".join(string or comment for string, comment in re.findall(r'"((?:[^"\\\n]|\\.)*\s(?:[^"\\\n]|\\.)*)"|//(.*)', go))


def words(path):
    if path.suffix == ".ipynb":
        text = "\n".join(NO_PROSE.sub(" ", "".join(cell["source"])) for cell in cells(path, "markdown"))
        text += "\n".join(strings("".join(cell["source"])) for cell in cells(path, "code"))
    elif path.suffix == ".go":
        text = strings(path.read_text(encoding="utf-8"))
    else:
        text = NO_PROSE.sub(" ", path.read_text(encoding="utf-8"))
    text = re.sub(r"[\w./-]*/[\w./-]+|\\[nt]|%[-+#0-9.]*[a-z]|\w+\.[A-Z]\w*", " ", text)  # import paths, escapes, verbs, names of Go
    return {word for word in re.findall(r"(?<![\w'])[A-Za-zà-ÿ]+(?:'[a-z]+)?(?![\w'])", text) if not re.search(r"[a-z][A-Z]|^[A-Z]{2}", word)}


@pytest.fixture(scope="module")
def dictionary():
    known = SpellChecker(language="en", distance=1)
    known.word_frequency.load_words((ROOT / "kernel-setup" / "tests" / "words.txt").read_text(encoding="utf-8").split())
    return known


@pytest.mark.parametrize("path", [*NOTEBOOKS, *EXERCISES, *PAGES], ids=lambda path: str(path.relative_to(ROOT)))
def test_every_word_is_in_the_dictionary_or_in_the_courses_own_list(path, dictionary):
    assert sorted(word for word in words(path) if word.lower().removesuffix("'s") not in dictionary) == []


def test_a_misspelt_word_is_found(dictionary):
    assert "gradeint" not in dictionary and "recieve" not in dictionary and "gradient" in dictionary


@pytest.mark.parametrize("path", [*NOTEBOOKS, *EXERCISES, *FIGURES], ids=lambda path: path.stem)
def test_nothing_is_named_by_a_colour_that_the_dark_turns_round(path):
    assert not {"black", "white"} & {word.lower() for word in words(path)}


def test_the_courses_list_holds_no_word_that_nobody_uses(dictionary):
    used = {word.lower().removesuffix("'s") for path in [*NOTEBOOKS, *EXERCISES, *PAGES] for word in words(path)}
    listed = (ROOT / "kernel-setup" / "tests" / "words.txt").read_text(encoding="utf-8").split()
    assert sorted(set(listed) - used) == [] and listed == sorted(listed)


def anchors(path):
    """What may stand behind # in a link to the file: a heading as JupyterLab and GitHub name it, a figure, an equation, a cell."""
    if path.suffix == ".ipynb":
        text = "\n".join("".join(cell["source"]) for cell in cells(path, "markdown"))
        tags = [tag for cell in cells(path, "code") for tag in cell["metadata"].get("tags", ())]
        named = {tag for tag in tags if tag.startswith("fig:")} | {f"cell-id={cell['id']}" for kind in ("code", "markdown") for cell in cells(path, kind)}
        named |= {f"eq:{number}" for number in re.findall(r"\\tag\{(\w+)\}", text)} | {f"eq:{name}" for name in re.findall(r"\\label\{eq:([\w-]+)\}", text)}
    else:
        text, named = path.read_text(encoding="utf-8"), set()
    headings = re.findall(r"^#+ (.*)$", text, re.M)
    return named | {heading.replace(" ", "-") for heading in headings} | {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", [*NOTEBOOKS, *PAGES], ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path):
    text = "\n".join("".join(cell["source"]) for cell in cells(path, "markdown")) if path.suffix == ".ipynb" else re.sub(r"```.*?```|`[^`]*`", " ", path.read_text(encoding="utf-8"), flags=re.S)
    for link in LINK.findall(text):
        address = urllib.parse.urlsplit(link)
        if address.scheme:
            assert address.scheme == "https" and "." in address.netloc, f"{link}: https only"
            continue
        target = path.parent / urllib.parse.unquote(address.path) if address.path else path
        assert target.exists(), f"{link}: no such file"
        if address.fragment and target.is_file():
            assert urllib.parse.unquote(address.fragment) in anchors(target), f"{link}: no such place in {target.name}"


def test_the_cells_that_the_readme_names_for_the_article_exist():
    rows = re.findall(r"^\| (.+?) \| (.+?) \| (.*?) \|$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M)
    named = 0
    for _, where, _ in rows:
        notebook = None
        for address, cell in re.findall(r"\]\((notebooks/[^)]+)\)|`([\w-]+)`", where):
            if address:
                notebook = ROOT / address
            elif notebook:
                assert cell in {c["id"] for c in cells(notebook, "code")}, f"{notebook.name} has no cell {cell}"
                named += 1
    assert named >= 25


def minutes(notebook):
    """How long a notebook takes, as one reads technical prose: a hundred words a minute, captions included; half a minute for each displayed formula
    and each cell with code; three for each exercise."""
    words = displays = code = exercises = 0
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        text, tags = "".join(cell["source"]), cell["metadata"].get("tags", ())
        if cell["cell_type"] == "markdown":
            display = re.compile(r"\$\$.*?\$\$|\\begin\{equation\}.*?\\end\{equation\}", re.S)
            displays += len(display.findall(text))
            text = re.sub(r"\]\([^)]*\)", "]", re.sub(r"\$[^$]*\$", "x", display.sub(" ", text)))
            words += len(re.findall(r"[\w’'`.]*\w[\w’'`.]*", text))
        elif "show.Ask" in text:
            exercises += 1
        elif "solution" not in tags and not cell["id"].startswith("try-"):
            code += 1
            for call in re.findall(r"show\.Plot\(.*", text, re.S):
                words += sum(len(caption.split()) for caption in re.findall(r'"((?:[^"\\\n]|\\.)*)"', call)[1:])
    return words / 100 + (displays + code) / 2 + 3 * exercises


def test_the_times_in_notebook_00_are_counted_and_no_notebook_takes_more_than_three_quarters_of_an_hour():
    start = "\n".join("".join(cell["source"]) for cell in cells(NOTEBOOKS[0], "markdown"))
    stated = {number: int(time) for number, time in re.findall(r"^\| \[(\d\d) .*?\| (\d+) \|$", start, re.M)}
    counted = {path.name[:2]: minutes(path) for path in NOTEBOOKS}
    assert stated.keys() == counted.keys() - {"00"}
    assert {number: time for number, time in counted.items() if number != "00" and abs(time - stated[number]) > 2.5} == {}
    assert max(counted.values()) <= 45
    hours = lambda numbers: sum(counted[number] for number in numbers) / 60
    assert "**Two hours:** 04, 05 and 06" in start and hours(["04", "05", "06"]) == pytest.approx(1.75, abs=0.3)
    assert "**Four hours:** 01 to 07" in start and hours([f"{n:02}" for n in range(1, 8)]) == pytest.approx(4, abs=0.4)
