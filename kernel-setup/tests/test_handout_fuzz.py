"""Notebooks changed by chance, in structure and in text: each gives a page or one sentence, in less than 5 s. DOWNHILL_FUZZ says how many (60), DOWNHILL_SEED which."""

import json
import os
import random
import time

import corpus.hostile
import corpus.odd
import corpus.plain
import corpus.wild
import pytest
from downhill_handout import HandoutError, HandoutExporter

VALUES = [None, 0, -1, 5, "", "x", [], {}, [None], ["a", 1], {"a": None}, True, 1e999, "\ud800", "<script>", "$", "$$\\frac{", "\\begin{align}a&\\\\", "|a|\n|-|\n|", "\x1b]8;;", "![", "[^1]: x\n[^1]", "remove-cell", ["fold", 3],
          "\\newcommand{\\a}{\\a\\a}$\\a$", "> [!NOTE]\n", "<svg><svg>", "<math><mi>", "<style>#a{", "data:image/svg+xml,<svg", "attachment:x y", "\\eqref{", "\ufdd0" + "0" * 20 + "\ufdd1"]
PIECES = ["&#27;", "\x01", "<svg>", "$", "$$", "\\", "{", "}", "<", ">", "&", "`", "```\n", "|", "\n\n", "#", "[", "](", "\\begin{", "\\end{", "\\def\\x", "\\tag{1}", "<div ", "<!--", "\x1b[", "\r", "*", "_", "\\\\", "&amp;", "é", "\u202e"]
CASES = [case for case in corpus.plain.CASES + corpus.wild.CASES + corpus.odd.CASES + corpus.hostile.CASES if case.name not in ("50 MB of pictures", "500 cells")]


def paths(node, at=()):
    """The places of a JSON tree."""
    yield at
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from paths(value, (*at, key))


def mutated(chance, raw):
    for _ in range(chance.randint(1, 4)):
        place = chance.choice([path for path in paths(raw) if path])
        node = raw
        for key in place[:-1]:
            node = node[key]
        value = node[place[-1]]
        if isinstance(value, str) and chance.random() < 0.6:
            for _ in range(chance.randint(1, 5)):
                at = chance.randrange(len(value) + 1)
                value = value[:at] + chance.choice(PIECES) + value[at + chance.randint(0, 3):]
            node[place[-1]] = value
        elif isinstance(node, dict) and chance.random() < 0.3:
            del node[place[-1]]
        else:
            node[place[-1]] = json.loads(json.dumps(chance.choice(VALUES)))
    return raw


def test_a_changed_notebook_gives_a_page_or_one_sentence(tmp_path):
    from handout import parsed

    seed = int(os.environ.get("DOWNHILL_SEED", 0))
    for number in range(seed, seed + int(os.environ.get("DOWNHILL_FUZZ", 60))):
        chance = random.Random(number)
        raw = mutated(chance, json.loads(json.dumps(chance.choice(CASES).build())))
        path = tmp_path / "changed.ipynb"
        path.write_text(json.dumps(raw), encoding="utf-8")
        started = time.process_time()
        try:
            page, _ = HandoutExporter().from_filename(str(path))
        except HandoutError as error:
            assert "\n" not in str(error) and str(error).startswith("changed"), number
        except Exception as error:  # what this test is for: say which one it was
            pytest.fail(f"DOWNHILL_SEED={number} DOWNHILL_FUZZ=1: {type(error).__name__}: {error}")
        else:
            took = time.process_time() - started
            parsed(page)
            assert took < 5, f"DOWNHILL_SEED={number} DOWNHILL_FUZZ=1 took {took:.1f} s"
