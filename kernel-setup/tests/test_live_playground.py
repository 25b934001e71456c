"""The playground in a page: a loss typed in, wrong ones too."""

import re

import pytest

import livepage
from playwright.sync_api import expect
from browse import opened
from handout import export
from livepage import Figure, spec_of

WRONG = {
    "w*w + b*": "At character 9: something is missing at the end.",
    "w*x": "At character 3: x is not known here;",
    "": "At character 1: there is nothing here yet.",
    "7": "This is the same everywhere,",
    "log(-1-w*w)": "This is nowhere on the map a number.",
    "(" * 90: "At character 41: this is nested more than 40 deep.",
}


@pytest.fixture(scope="module")
def handout(tmp_path_factory):
    import nbformat

    made = nbformat.reads(livepage.executed(), as_version=4)
    last = [cell for cell in made.cells if cell.cell_type == "code"][-1]
    made.cells = [made.cells[0], last]
    path = tmp_path_factory.mktemp("playground") / "playground.html"
    path.write_text(export(made, name="playground"), encoding="utf-8")
    return path


@pytest.fixture
def seen(browser, handout):
    with opened(browser, handout) as seen:
        seen.page.wait_for_selector(".dh-live[data-live]", timeout=20_000)
        yield seen
        assert seen.requests == [] and seen.asked == [] and seen.said == []


def box(figure):
    return figure.host.get_by_label("L(w, b) =")


def rested(seen):
    """When all that waits for the hand to rest has come: a timer that is set now, and longer than the figure's own, ends after those."""
    seen.page.evaluate("() => new Promise(done => setTimeout(done, 410))")


def why(figure):
    return figure.host.locator(".dh-text .dh-why")


def test_a_loss_typed_in_is_drawn_and_said_as_go_does(seen):
    figure = Figure(seen.page, 0)
    before = figure.host.locator(".dh-ground").inner_html()
    box(figure).fill("w*w/2 + 2*b*b")
    assert figure.reading == livepage.native({"figure": "playground", "state": {"L": "w*w/2 + 2*b*b"}})[1]
    assert figure.host.locator(".dh-ground").inner_html() != before
    figure.drag(-60, 40)
    assert figure.reading == livepage.native(figure.spec())[1]


@pytest.mark.parametrize("text", WRONG, ids=lambda text: text[:12] or "nothing")
def test_what_is_no_loss_gets_a_sentence_while_the_last_good_figure_stays(seen, text):
    figure = Figure(seen.page, 0)
    box(figure).fill("w*w + b*b")
    good, picture = figure.reading, figure.host.locator(".dh-front").inner_html()
    box(figure).fill(text)
    expect(why(figure)).to_have_text(re.compile(re.escape(WRONG[text])))
    assert why(figure).get_attribute("role") == "status" and box(figure).get_attribute("aria-invalid") == "true"
    assert box(figure).get_attribute("aria-describedby") == why(figure).get_attribute("id")
    assert figure.reading == good and figure.host.locator(".dh-front").inner_html() == picture
    # What is not typed still works, on the last good loss, and the line of Go has that one.
    figure.host.get_by_label("steps", exact=True).press("ArrowLeft")
    assert figure.reading == livepage.native(figure.spec())[1]
    assert figure.spec()["state"]["L"] == "w*w + b*b"
    assert box(figure).input_value() == text
    box(figure).fill("w + b*b")
    assert figure.spec()["state"]["L"] == "w + b*b"
    assert why(figure).inner_text() == "" and box(figure).get_attribute("aria-invalid") == "false"


def test_the_sentence_waits_until_the_hand_rests(seen):
    figure = Figure(seen.page, 0)
    box(figure).fill("")
    box(figure).press_sequentially("w*w", delay=30)
    rested(seen)
    assert why(figure).inner_text() == "" and figure.spec()["state"]["L"] == "w*w"


def test_examples_fill_the_box(seen):
    figure = Figure(seen.page, 0)
    buttons = figure.host.get_by_role("group", name="Examples").get_by_role("button")
    assert buttons.count() == 7
    for button in buttons.all():
        button.click()
        assert box(figure).input_value() == button.get_attribute("title")
        assert figure.reading == livepage.native({"figure": "playground", "state": {"L": button.get_attribute("title")}})[1]


def test_escape_in_the_box_brings_the_start_back_and_takes_the_sentence_away(seen):
    figure = Figure(seen.page, 0)
    start = figure.reading
    for text in ("w +", "w*w", "w*w +"):
        box(figure).fill(text)
        rested(seen)
        box(figure).press("Escape")
        assert figure.reading == start
        assert why(figure).inner_text() == "" and box(figure).input_value().startswith("pow(")


def test_the_copied_line_reproduces_the_state(seen):
    figure = Figure(seen.page, 0)
    box(figure).fill("w*w+b*b")
    figure.host.get_by_role("button", name="Copy as Go").click()
    line = figure.host.locator(".dh-line").input_value()
    assert line == 'show.Live("playground", "L", "w*w+b*b")'
    assert livepage.native(spec_of(line))[1] == figure.reading


def test_nothing_pasted_breaks_the_page(seen):
    figure = Figure(seen.page, 0)
    for text in ("\0w", "w\u202eb", "</script><b>", "w" * 200, "\ud83d\ude00", "ｗ+１", "-" * 200, "pow(w," * 30, "w;b", "9" * 199, "1e999", "max(w,b)*1e308*1e308"):
        box(figure).evaluate("(input, text) => { input.value = text; input.dispatchEvent(new Event('input')); }", text)
        assert figure.reading
    rested(seen)
    assert figure.host.get_attribute("data-live") == "yes"
    box(figure).fill("w*w")
    assert re.search("downhill|uphill", figure.reading)


def test_a_loss_may_be_typed_as_people_write_it(seen):
    figure = Figure(seen.page, 0)
    box(figure).fill("w^2 + 2w·b + b²")
    assert figure.reading == livepage.native({"figure": "playground", "state": {"L": "w^2 + 2w·b + b²"}})[1]
    assert why(figure).inner_text() == ""


@pytest.mark.parametrize("width, scheme", [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")])
def test_axe_finds_nothing_and_a_narrow_page_does_not_scroll_sideways(browser, handout, width, scheme):
    pytest.importorskip("axe_playwright_python")
    from browse import axe

    with opened(browser, handout, width=width, scheme=scheme) as seen:
        seen.page.wait_for_selector(".dh-live[data-live]")
        figure = Figure(seen.page, 0)
        box(figure).fill("w*x")
        expect(why(figure)).not_to_be_empty()
        assert axe(seen.page) == []
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
        for button in figure.host.get_by_role("button").all():
            assert button.bounding_box()["height"] >= 24
