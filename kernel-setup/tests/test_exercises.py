"""Exercises in a page: the table of answers against Go itself, answered by keyboard, progress kept and handed in, editions."""

import functools
import json
import re
import subprocess

import nbformat
import pytest

import livepage
import runs
from browse import axe, opened
from downhill_course import clone
from handout import content, export

ALL = sorted(re.findall(r'ID: "(\d\d-\d)"', "".join(path.read_text(encoding="utf-8") for path in (clone.root() / "pkg" / "exercise").glob("notebook*.go"))))
SHOWN = ["02-1", "05-2", "01-2", "03-4", "06-4", "07-4", "01-4"]


@functools.cache
def executed(*cells):
    """Exercises in a notebook, as text, after the kernel has run it: a few, if none are named."""
    return runs.executed(f"exercises-{len(cells)}.ipynb", livepage.notebook(*(cells or (f'show.Ask("{id}")' for id in SHOWN))))


def exported(tmp_path_factory, notebook):
    path = tmp_path_factory.mktemp("exercises") / "exercises.html"
    path.write_text(export(nbformat.reads(notebook, as_version=4), name="exercises"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def handout(tmp_path_factory):
    return exported(tmp_path_factory, executed())


@pytest.fixture(scope="module")
def every(tmp_path_factory):
    """All exercises of the course on one page."""
    return exported(tmp_path_factory, executed("\n".join(f'show.Ask("{id}")' for id in ALL)))


@pytest.fixture
def seen(browser, handout):
    with opened(browser, handout) as seen:
        live(seen.page)
        yield seen
        assert seen.requests == [] and seen.asked == [] and seen.said == []


def live(page, shown=SHOWN):
    page.wait_for_selector(f".dh-ask[data-live] >> nth={len(shown) - 1}", timeout=20_000)


class Question:
    def __init__(self, page, id, shown=SHOWN):
        self.page = page
        self.host = page.locator(".dh-ask").nth(shown.index(id))

    def said(self):
        verdict = self.host.locator(".dh-verdict[role=status]")
        self.page.wait_for_function("v => v.textContent", arg=verdict.element_handle())
        return verdict.inner_text(), verdict.get_attribute("data-outcome")

    def press(self, key):
        """A key after which there are words: those of before go first."""
        self.host.locator(".dh-verdict").evaluate("v => { v.textContent = ''; }")
        self.page.keyboard.press(key)
        return self.said()

    def type(self, text):
        """Answers by keyboard alone, from the line on."""
        self.host.get_by_label("Your answer").focus()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)
        return self.press("Enter")

    @property
    def progress(self):
        return self.host.locator(".dh-progress > span").inner_text()


def lines():
    """The table of answers: exercise, what the answer is, the answer."""
    written = (clone.root() / "pkg" / "exercise" / "testdata" / "answers.txt").read_text(encoding="utf-8").splitlines()
    return [line.split(" | ", 2) for line in written if line and not line.startswith("#")]


def table():
    """The rows of the table of answers, each with no and with two wrong answers before."""
    return [[id, text, tries] for id, _, text in lines() for tries in (0, 2)]


def test_the_module_says_what_go_says_to_every_answer_of_the_table(seen):
    want = json.loads(subprocess.run([livepage.program(), "-judge"], input=json.dumps(table()), capture_output=True, text=True, check=True).stdout)
    got = seen.page.evaluate(
        """async rows => {
            const engine = await downhill.engine();
            return rows.map(([id, text, tries]) => { const v = engine.judge(id, text, tries); return ['unread', 'wrong', 'right'].indexOf(v.outcome) + v.text; });
        }""", table())
    assert len(want) > 400 and {said[0] for said in want} == {"0", "1", "2"}
    assert [(row, g, w) for row, g, w in zip(table(), got, want, strict=True) if g != w] == []


def test_a_line_is_answered_by_keyboard_first_wrong_then_right(seen):
    question = Question(seen.page, "02-1")
    words, outcome = question.type("[2.5, -5]")
    assert outcome == "wrong" and words.startswith("You added the whole of u and forgot η.")
    words, outcome = question.type("[eight, 1]")
    assert outcome == "unread" and words.startswith("Entry 1: I cannot read that: at character 1: eight is not known here")
    first, _ = question.type("[7, 7]")
    second, _ = question.type("[8, 8]")
    assert first.startswith("Not yet. ") and second.startswith("Not yet. ")
    words, outcome = question.type("[1, −2]")
    assert outcome == "right" and words.startswith("Right. ")
    assert question.progress == f"1 of 4 here, 1 of {len(ALL)} in the course."
    assert question.host.locator(".dh-mark").inner_text() == "✓ solved"
    assert Question(seen.page, "05-2").progress == f"0 of 5 here, 1 of {len(ALL)} in the course."


def test_a_choice_is_made_with_arrow_keys(seen):
    question = Question(seen.page, "01-2")
    question.host.get_by_role("radio").first.focus()
    seen.page.keyboard.press("Space")
    words, outcome = question.press("Enter")
    assert outcome == "wrong" and words.startswith("With w = 1.6 the probability of distress rises")
    for _ in range(3):
        seen.page.keyboard.press("ArrowDown")
    assert question.press("Enter")[1] == "right"


def test_every_hint_is_stronger_than_the_last_and_costs_nothing(seen):
    question = Question(seen.page, "03-4")
    hints = []
    for _ in range(3):
        question.host.get_by_role("button", name="Hint").focus()
        hints.append(question.press("Enter")[0])
    assert hints[0] != hints[1] == hints[2]
    assert question.type("(1+η)² + (1+η)(2+η)")[1] == "right"


def test_a_hint_goes_on_from_what_a_wrong_answer_was_told(seen):
    question = Question(seen.page, "03-4")
    told, outcome = question.type("12345η")
    assert outcome == "wrong" and told.startswith("Not yet. ")
    question.host.get_by_role("button", name="Hint").focus()
    assert question.press("Enter")[0] not in told


def test_a_direction_dragged_in_the_figure_is_the_answer(seen):
    question = Question(seen.page, "06-4")
    question.host.get_by_text("Drag it in the live figure").focus()
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_selector(".dh-fold .dh-live[data-live]")
    slider = question.host.locator("input[type=range]").first
    slider.focus()
    for _ in range(400):
        if question.host.locator(".dh-live").evaluate("h => h.downhill.state.nums[0]") >= 179.5:
            break
        seen.page.keyboard.press("ArrowRight")
        seen.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    question.host.get_by_role("button", name="Check").click()
    words, outcome = question.said()
    assert outcome == "right", (words, question.host.get_by_label("Your answer").input_value())


def test_numbers_typed_beside_the_sliders_of_a_figure_are_the_answer(seen):
    question = Question(seen.page, "01-4")
    question.host.get_by_text("Drag it in the live figure").focus()
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_selector(".dh-fold .dh-live[data-live]")
    for part, text in (("w", "-1,6"), ("b", "\u22121.1")):
        box = question.host.get_by_label(f"θ: {part}, as a number")
        box.focus()
        seen.page.keyboard.press("ControlOrMeta+a")
        seen.page.keyboard.type(text)
        seen.page.keyboard.press("Enter")
    seen.page.wait_for_function("box => box.value === '[\u22121.60, \u22121.10]'", arg=question.host.get_by_label("Your answer").element_handle())
    question.host.get_by_role("button", name="Check").focus()
    assert question.press("Enter")[1] == "right"


@pytest.fixture
def touched(browser, handout):
    """The page on a phone, where nothing but fingers is used."""
    with opened(browser, handout, width=390, height=844, has_touch=True, is_mobile=True) as seen:
        live(seen.page)
        yield seen
        assert seen.requests == [] and seen.asked == [] and seen.said == []


def finger(page, *places):
    """A finger put down at the first place, drawn to the others and lifted."""
    client = page.context.new_cdp_session(page)
    points = [[{"x": x, "y": y}] for x, y in places]
    client.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points[0]})
    for point in points[1:]:
        client.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": point})
    client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_line_and_a_choice_are_answered_by_touch(touched):
    question = Question(touched.page, "02-1")
    for text, outcome in (("[2.5, -5]", "wrong"), ("[1, \u22122]", "right")):
        question.host.get_by_label("Your answer").tap()
        touched.page.keyboard.press("ControlOrMeta+a")
        touched.page.keyboard.insert_text(text)  # as the keyboard of a phone does
        question.host.locator(".dh-verdict").evaluate("v => { v.textContent = ''; }")
        question.host.get_by_role("button", name="Check").tap()
        assert question.said()[1] == outcome
    question = Question(touched.page, "01-2")
    question.host.get_by_role("button", name="Hint").tap()
    assert question.said()[1] == "hint"
    for option, outcome in ((0, "wrong"), (3, "right")):
        question.host.locator(".dh-options label").nth(option).tap()
        question.host.locator(".dh-verdict").evaluate("v => { v.textContent = ''; }")
        question.host.get_by_role("button", name="Check").tap()
        assert question.said()[1] == outcome


@pytest.mark.parametrize("by", ["keyboard", "touch"])
def test_every_exercise_of_the_course_is_answered(browser, every, by):
    right = {id: text for id, is_, text in reversed(lines()) if is_ == "right"}  # the first of each
    phone = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True} if by == "touch" else {}
    got, want = {}, {}
    with opened(browser, every, **phone) as seen:
        live(seen.page, ALL)
        for id in ALL:
            question = Question(seen.page, id, ALL)
            text = right.get(id, "no word")  # what only a cell's function finds has no line in the table
            want[id] = "right" if id in right else "wrong"
            options = question.host.get_by_role("radio")
            if options.count():
                n = "abcdefgh".index(text)
                if by == "touch":
                    question.host.locator(".dh-options label").nth(n).tap()
                else:
                    options.first.focus()
                    for key in ["Space", *["ArrowDown"] * n]:
                        seen.page.keyboard.press(key)
            elif by == "touch":
                question.host.get_by_label("Your answer").tap()
                seen.page.keyboard.insert_text(text)
            else:
                question.host.get_by_label("Your answer").focus()
                seen.page.keyboard.type(text)
            if by == "touch":
                question.host.get_by_role("button", name="Check").tap()
                got[id] = question.said()[1]
            else:
                got[id] = question.press("Enter")[1]
        assert seen.requests == [] and seen.asked == [] and seen.said == []
    assert got == want and list(want.values()).count("wrong") == 5


@pytest.mark.parametrize("id, handle, where", [
    ("01-4", 0, "[p[0] + p[1] * -1.6, p[2] + p[3] * -1.1]"),
    ("06-4", 0, "[p[0] + p[3] * Math.cos(Math.PI + p[2] * Math.PI / 180), p[1] - p[3] * Math.sin(Math.PI + p[2] * Math.PI / 180)]"),
], ids=["a point", "a direction"])
def test_what_a_finger_drags_in_the_figure_is_the_answer(touched, id, handle, where):
    page, question = touched.page, Question(touched.page, id)
    question.host.get_by_text("Drag it in the live figure").tap()
    page.wait_for_selector(".dh-fold .dh-live[data-live]")
    stage = question.host.locator(".dh-stage")
    stage.scroll_into_view_if_needed()
    figure = question.host.locator(".dh-live").evaluate_handle("h => h.downhill")
    held = question.host.locator(".dh-handle").nth(handle).bounding_box()
    x, y = held["x"] + held["width"] / 2, held["y"] + held["height"] / 2
    box, (to_x, to_y), width = stage.bounding_box(), figure.evaluate(f"f => {{ const p = f.places; return {where}; }}"), figure.evaluate("f => f.width")
    to_x, to_y = box["x"] + to_x * box["width"] / width, box["y"] + to_y * box["width"] / width
    scrolled = page.evaluate("scrollY")
    finger(page, *((x + (to_x - x) * i / 10, y + (to_y - y) * i / 10) for i in range(11)))
    assert page.evaluate("scrollY") == scrolled
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")  # the last frame writes the line
    page.wait_for_timeout(400)  # Chromium makes no click of a tap a tenth of a second after a drag; no finger is that quick
    question.host.get_by_role("button", name="Check").tap()
    words, outcome = question.said()
    assert outcome == "right", (words, question.host.get_by_label("Your answer").input_value())


def test_the_word_that_check_shows_counts_a_go_function(seen):
    program = 'package main\nimport ("github.com/downhill-go/downhill/pkg/descent"; "github.com/downhill-go/downhill/pkg/exercise")\n' \
        'func main() { exercise.Check("07-4", func(g func([]float64) []float64, θ []float64, η float64, n int) []float64 { for range n { θ = descent.Step(nil, θ, -η, g(θ)) }; return θ }) }\n'
    folder = clone.root() / "build" / "tests" / "check"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "main.go").write_text(program, encoding="utf-8")
    said = subprocess.run(["go", "run", folder / "main.go"], cwd=clone.root(), capture_output=True, text=True, check=True).stdout
    word = re.search(r"type (\w+) under", said)[1]
    question = Question(seen.page, "07-4")
    assert question.type("abcd")[1] == "wrong"
    assert question.type(word)[1] == "right"


def test_progress_is_kept_on_the_device_and_can_be_handed_in(browser, handout):
    with opened(browser, handout) as seen:
        live(seen.page)
        assert Question(seen.page, "02-1").type("[1, -2]")[1] == "right"
        seen.page.reload()
        live(seen.page)
        question = Question(seen.page, "02-1")
        assert question.progress == f"1 of 4 here, 1 of {len(ALL)} in the course."
        question.host.get_by_role("button", name="Copy my progress").click()
        sheet = question.host.locator("textarea").input_value()
        title, *lines = sheet.splitlines()
        assert question.host.locator("textarea").evaluate("box => box.scrollHeight <= box.clientHeight + 1")
        assert re.fullmatch(rf"Downhill, \d{{4}}-\d\d-\d\d: 1 of {len(ALL)} exercises", title)
        books = sorted({id[:2] for id in ALL})
        assert lines == [f"{book}: " + " ".join("1" if id == "02-1" else "–" for id in ALL if id[:2] == book) for book in books]


def test_what_was_solved_before_the_numbers_moved_counts_for_the_same_questions(browser, handout):
    with opened(browser, handout) as seen:
        live(seen.page)
        seen.page.evaluate("localStorage.clear(); localStorage.setItem('downhill.solved', JSON.stringify(['02-1', '05-2', '08-1', '08-4', '09-4']))")
        seen.page.reload()
        live(seen.page)
        assert seen.page.evaluate("[...downhill.progress.solved].sort()") == ["02-1", "09-1", "09-2", "10-4"]
        assert Question(seen.page, "03-4").type("3 + 5η + 2η²")[1] == "right"
        assert seen.page.evaluate("JSON.parse(localStorage.getItem('downhill.solved.12'))") == ["02-1", "03-4", "09-1", "09-2", "10-4"]


def test_without_storage_exercises_work_and_count_for_the_page(browser, handout):
    with opened(browser, handout) as seen:
        seen.page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } })")
        seen.page.reload()
        live(seen.page)
        question = Question(seen.page, "02-1")
        assert question.type("[1, -2]")[1] == "right"
        assert question.progress == f"1 of 4 here, 1 of {len(ALL)} in the course."


def test_axe_finds_nothing_with_exercises_answered(seen):
    Question(seen.page, "02-1").type("[0, 0]")
    Question(seen.page, "05-2").type("[-15, -5]")
    Question(seen.page, "02-1").host.get_by_role("button", name="Copy my progress").click()
    assert axe(seen.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_narrow_screen(browser, handout, scheme):
    with opened(browser, handout, width=360, scheme=scheme) as seen:
        live(seen.page)
        Question(seen.page, "02-1").type("[0, 0]")
        assert axe(seen.page) == []
        assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_student_page_holds_no_right_answer_in_readable_form(handout):
    """The module knows them, packed: this is practice, not an exam."""
    page = export(nbformat.reads(executed(), as_version=4), name="exercises", edition="student")
    words = re.sub(r"<script.*?</script>", "", content(page), flags=re.S)
    for secret in ("[1, −2]", "[1, -2]", "3 + 5η", "1.7918", "Right.", "forgot η", "θ = [−1.6, −1.1] is"):
        assert secret not in words
    assert words.count('class="dh-ask"') == len(SHOWN)
