"""Every solution cell solves its exercise: what it prints, given as an answer, is right."""

import json
import re
import subprocess

import pytest

import livepage
from runs import said

# Where the answer stands in what the solution prints. (01-4, 05-1 and 05-2 print what follows from an answer that stands in their source.)
ANSWERS = {
    "00-1": r"= (\S+)", "00-3": r"after (\d+) steps", "01-1": r"= (\S+)", "01-3": r"ŷ = 0\.001 +cross-entropy +(\S+)",
    "02-1": r"(\[.*\])", "02-2": r"η = (\S+)", "02-3": r"(\d+) steps", "03-1": r"c1 = (\S+)", "03-2": r"order (\d+)", "04-2": r"predicted (\S+)",
    "04-3": r"η = (\S+)", "06-4": r"u = (\[.*?\])", "07-1": r"θ = (\[.*?\])", "07-2": r"η = (\S+)", "07-3": r"(\S+ °F)",
}
FUNCTIONS = ("02-4", "05-3", "06-3", "07-4")


def printed(id):
    return said(id[:2], "solution-" + id[3:])


def judged(id, answer):
    done = subprocess.run([livepage.program(), "-judge"], input=json.dumps([[id, answer, 0]]), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)[0]


@pytest.mark.parametrize("id", ANSWERS)
def test_what_the_solution_prints_is_right(id):
    answer = re.search(ANSWERS[id], printed(id))[1]
    assert judged(id, answer).startswith("2"), (answer, judged(id, answer))


def test_the_three_angles_of_06_1_are_right():
    assert judged("06-1", "[" + ", ".join(re.findall(r"β = ([\d.]+)°", printed("06-1"))) + "]").startswith("2")


def test_the_coefficients_of_03_4_are_those_of_the_expression():
    c0, c1, c2 = re.search(r"\[(\S+) (\S+) (\S+)\]", printed("03-4")).groups()
    assert judged("03-4", f"{c0} + {c1}η + {c2}η²").startswith("2")


@pytest.mark.parametrize("id", FUNCTIONS)
def test_the_solutions_function_passes_and_its_word_counts(id):
    output = printed(id)
    assert f"{id}: right" in output
    assert judged(id, re.search(r"type (\w+) under", output)[1]).startswith("2")
