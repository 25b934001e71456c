"""Every solution cell solves its exercise: what it prints, given as an answer, is right."""

import json
import re
import subprocess

import pytest

import livepage
from downhill_course import clone
from runs import said

# Where the answer stands in what the solution prints.
ANSWERS = {
    "00-1": r"= (\S+)", "00-3": r"after (\d+) steps", "01-1": r"= (\S+)", "01-3": r"ŷ = 0\.001 +cross-entropy +(\S+)",
    "02-1": r"(\[.*\])", "02-2": r"η = (\S+)", "02-3": r"(\d+) steps", "03-1": r"c1 = (\S+)", "03-2": r"order (\d+)", "04-2": r"predicted (\S+)",
    "04-3": r"η₀ = (\S+)", "04-5": r"= (\S+)$", "06-4": r"u = (\[.*?\])", "06-5": r"([\d.]+)°", "06-6": r"u = (\S+)∇L", "07-1": r"θ = (\[.*?\])", "07-2": r"η = (\S+)", "07-3": r"(\S+ °F)",
    "08-1": r"λmax = (\S+)", "08-2": r"u = (\[.*?\])", "08-3": r"after (\d+) steps", "09-1": r"limit (\S+)", "09-2": r"ends at (\[.*?\])", "09-4": r"u = (\[.*?\])", "10-1": r"= (\d+),", "10-2": r"β = (\S+)",
}
# Where it stands in the solution's source: what follows from it is printed.
SOURCES = {"01-4": r"L\((\[.*?\])\)", "04-4": r"(3 \+ 5η)$", "05-1": r"u := \[\]float64(\{.*?\})", "05-2": r"u := \[\]float64(\{.*?\})", "05-5": r"u, g := \[\]float64(\{.*?\})"}
FUNCTIONS = ("02-4", "05-3", "06-3", "07-4", "10-4")


def printed(id):
    return said(id[:2], "solution-" + id[3:])


def source(id):
    notebook = json.loads(clone.find(id[:2]).read_text(encoding="utf-8"))
    return next("".join(c["source"]) for c in notebook["cells"] if c["id"] == "solution-" + id[3:])


def judged(id, answer):
    done = subprocess.run([livepage.program(), "-judge"], input=json.dumps([[id, answer, 0]]), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)[0]


@pytest.mark.parametrize("id", ANSWERS)
def test_what_the_solution_prints_is_right(id):
    answer = re.search(ANSWERS[id], printed(id))[1]
    assert judged(id, answer).startswith("2"), (answer, judged(id, answer))


@pytest.mark.parametrize("id", SOURCES)
def test_the_answer_in_the_solutions_source_is_right(id):
    answer = re.search(SOURCES[id], source(id), re.M)[1].replace("{", "[").replace("}", "]")
    assert judged(id, answer).startswith("2"), (answer, judged(id, answer))


def numbers(pattern, text):
    return [float(found) for found in re.findall(pattern, text)]


def gentler(losses):
    return min(losses, key=lambda row: float(row[1]))[0]


# The option to which what the solution prints leads.
CHOICES = {
    "00-2": lambda said: "It rises." if numbers(r"after +([\d.]+)", said) > numbers(r"before ([\d.]+)", said) else "It falls as before, only more slowly.",
    "01-2": lambda said: "θ = " + gentler(re.findall(r"θ = (\[.*?\]) +loss (\S+)", said.replace("[ ", "[").replace(",  ", ", "))).replace("-", "−"),
    "03-3": lambda said: f"slope {numbers(r'order 2: (.*)', said)[0]:.0f}",
    "04-1": lambda said: "No, it goes up: the step ηu is far too long." if numbers(r"change (\S+)", said)[0] > 0 > numbers(r"change (\S+)", said)[1] else "Yes: u·∇L is negative, so it goes down.",
    "05-4": lambda said: "Nothing yet: the next term decides." if numbers(r"c1\| = (\S+),", said) == [0] != numbers(r"c2 = (\S+)", said) else "The loss goes down.",
    "09-3": lambda said: "A step knows only ∇L at θ, and that is 0 on the floor of every valley." if numbers(r"‖∇L‖ = (\S+);", said)[0] < 1e-6 and numbers(r"valley: loss (\S+),", said) > numbers(r"one: loss (\S+)", said) else "The start is random.",
    "10-3": lambda said: "It falls, but slowly." if -0.5 < numbers(r"cos 100° = (\S+):", said)[0] < 0 else "It rises: only β = 180° goes down.",
    "06-2": lambda said: "The two have different lengths, so the products cannot be compared." if len(set(numbers(r"‖u‖ = +(\S+)", said))) == 2 else "Nothing: [−10, 10] is steeper.",
}


@pytest.mark.parametrize("id", CHOICES)
def test_what_the_solution_prints_leads_to_the_right_option(id):
    option = CHOICES[id](printed(id))
    assert judged(id, option).startswith("2"), (option, judged(id, option))


def test_no_exercise_is_left_out_here():
    asked = set(re.findall(r'ID: "(\d\d-\d)"', "".join(path.read_text(encoding="utf-8") for path in (clone.root() / "pkg" / "exercise").glob("notebook*.go"))))
    assert asked == {*ANSWERS, *SOURCES, *CHOICES, *FUNCTIONS, "06-1", "03-4"}


def test_the_three_angles_of_06_1_are_right():
    assert judged("06-1", "[" + ", ".join(re.findall(r"β = ([\d.]+)°", printed("06-1"))) + "]").startswith("2")


def test_the_coefficients_of_03_4_are_those_of_the_expression():
    c0, c1, c2 = re.search(r"\[(\S+) (\S+) (\S+)\]", printed("03-4")).groups()
    assert judged("03-4", f"{c0} + {c1}η + {c2}η²").startswith("2")


@pytest.mark.parametrize("id", FUNCTIONS)
def test_the_solutions_function_passes_and_does_not_give_the_word_away(id):
    output = printed(id)
    assert output.splitlines()[-1] == "right" and "type " not in output
