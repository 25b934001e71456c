"""Handouts of all kinds of notebooks: what they hold, that they are valid, the same each time, and harmless."""

import functools
from urllib.parse import unquote, urlsplit

import corpus
import corpus.hostile
import pytest
from handout import content, elements, export, parsed

CASES = corpus.cases()
SMALL = [case for case in CASES if case.name not in ("50 MB of pictures", "500 cells")]


@functools.cache
def page(index):
    return export(SMALL[index].build())


def each(cases=SMALL):
    return pytest.mark.parametrize("index", [SMALL.index(case) for case in cases], ids=[case.name for case in cases])


def test_the_corpus_is_varied():
    names = [case.name for case in CASES]
    assert len(names) == len(set(names)) >= 60


@each()
def test_holds_what_the_notebook_says_and_nothing_it_should_not(index):
    shown = content(page(index))
    for words in SMALL[index].has:
        assert words in shown
    for words in SMALL[index].lacks:
        assert words not in shown


@each()
def test_is_valid_html_with_unique_ids_and_headings_in_order(index):
    tree = parsed(page(index))
    ids = [element.get("id") for element in tree.iter() if element.get("id") is not None]
    assert len(ids) == len(set(ids)) and all(ids)
    levels = [int(element.tag[-1]) for element in elements(tree, "h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:]))
    for element in elements(tree, "img"):
        assert element.get("alt", "").strip()
    for link in elements(tree, "a"):
        assert not link.get("href", "").startswith("#") or link.get("href")[1:] in ids


@each()
def test_the_same_notebook_gives_the_same_bytes(index):
    assert export(SMALL[index].build()) == page(index)


@each()
def test_nothing_in_it_runs_or_fetches(index):
    tree = parsed(page(index))
    names = {element.tag.rpartition("}")[2] for element in elements(tree)}
    assert not names & {"iframe", "object", "embed", "form", "input", "base", "link", "video", "audio", "svg", "source", "template", "noscript", "portal"}
    assert len(elements(tree, "script")) == 1 and len(elements(tree, "style")) == 1 and len(elements(tree, "meta")) == 7
    for element in elements(tree):
        for key, value in element.attrib.items():
            key = key.rpartition("}")[2] if isinstance(key, str) else key[-1]
            assert not key.startswith("on") and key not in ("style", "srcset", "srcdoc", "formaction", "action", "ping", "background")
            if key in ("src", "data", "poster"):
                assert value.startswith("data:image/")
            if key in ("href", "xlink:href"):
                assert urlsplit(value).scheme in ("", "http", "https", "mailto")


@each(corpus.hostile.CASES)
def test_a_hostile_notebook_leaves_no_address_of_its_own_in_a_picture(index):
    for element in elements(parsed(page(index)), "img"):
        kind, _, data = element.get("src").partition(",")
        if kind.startswith("data:image/svg+xml"):
            assert kind == "data:image/svg+xml"
            drawn = unquote(data)
            assert not any(words in drawn for words in ("evil", "<script", "foreignObject", "<iframe", "onload", "onclick", "<set", "javascript:", "ENTITY"))


@pytest.mark.slow
@pytest.mark.parametrize("case", [case for case in CASES if case not in SMALL], ids=str)
def test_large_notebooks_come_through(case):
    shown = content(export(case.build()))
    for words in case.has:
        assert words in shown
