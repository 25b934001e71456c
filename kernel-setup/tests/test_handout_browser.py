"""Handouts opened in Chromium, offline, from a file: nothing is fetched, everybody can read them, hostile ones stay harmless."""

import re

import corpus
import corpus.hostile
import corpus.odd
import corpus.plain
import pytest
from browse import axe, opened, settled
from handout import export
from playwright.sync_api import expect

LOOKS = [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")]
READ = ["lesson", "failed cell", "pandas table", "markdown of every kind", "math of every kind", "links of every kind", "headings out of order", "table captions and wide tables", "sixteen colours", "raw cells", "two figures in a cell"]


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    path = tmp_path_factory.mktemp("handout") / "a lesson.html"
    path.write_text(export(corpus.plain.LESSON), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def whole_corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    paths = {}
    for number, case in enumerate(corpus.cases()):
        if case.name not in ("50 MB of pictures", "500 cells"):
            paths[case.name] = folder / f"{number}.html"
            paths[case.name].write_text(export(case.build()), encoding="utf-8")
    return paths


@pytest.fixture(scope="module")
def everything(tmp_path_factory):
    """The cells of many notebooks in one, so that one look sees them all."""
    cells = [cell for name in READ for cell in next(case for case in corpus.plain.CASES + corpus.odd.CASES if case.name == name).build().cells]
    path = tmp_path_factory.mktemp("everything") / "everything.html"
    path.write_text(export(corpus.notebook(*cells)), encoding="utf-8")
    return path


def test_no_page_of_the_corpus_fetches_runs_or_says_anything(browser, whole_corpus):
    with opened(browser, next(iter(whole_corpus.values()))) as seen:
        for name, path in whole_corpus.items():
            seen.visit(path)
            seen.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            assert (name, seen.requests, seen.said, seen.asked) == (name, [], [], [])
            assert seen.page.evaluate("window.evil") is None, name


def test_the_cleaner_holds_without_the_policy(browser, whole_corpus, tmp_path):
    """The first wall alone: the hostile pages with the policy taken out, everything unfolded, every link within the page followed."""
    path = tmp_path / "bare.html"
    path.write_text("<!doctype html>", encoding="utf-8")
    with opened(browser, path) as seen:
        for case in corpus.hostile.CASES:
            page = whole_corpus[case.name].read_text(encoding="utf-8")
            bare, count = re.subn(r'<meta http-equiv="Content-Security-Policy" content="[^"]*">\n', "", page)
            assert count == 1
            path.write_text(bare, encoding="utf-8")
            seen.visit(path)
            seen.page.evaluate("""() => { document.querySelectorAll('details').forEach(d => d.open = true);
                document.querySelectorAll('main a').forEach(a => /^(http|mailto)/.test(a.getAttribute('href') || '') || a.click()) }""")
            assert (case.name, seen.requests, seen.asked, seen.page.evaluate("window.evil")) == (case.name, [], [], None)


@pytest.mark.parametrize("foreign", [
    "<script>window.evil=1</script>", '<img src="x" alt="x" onerror="window.evil=1">', '<svg onload="window.evil=1"></svg>',
    '<iframe srcdoc="<script>parent.evil=1</script>"></iframe>', '<img alt="x" src="https://evil.example/x.png">', '<link rel="stylesheet" href="https://evil.example/x.css">',
    "<style>body{background:url(https://evil.example/b)}</style>", '<p style="background:url(https://evil.example/c)">x</p>', '<base href="https://evil.example/">',
])
def test_the_policy_holds_without_the_cleaner(browser, lesson, tmp_path, foreign):
    """The second wall alone: what the cleaner would have taken out, put into a finished page."""
    path = tmp_path / "foreign.html"
    path.write_text(lesson.read_text(encoding="utf-8").replace("</main>", foreign + "</main>"), encoding="utf-8")
    with opened(browser, path) as seen:
        settled(seen.page)
        assert seen.page.evaluate("window.evil") is None
        assert not set(seen.requests) - set(seen.refused)
        assert any("Content Security Policy" in words for words in seen.said)


@pytest.mark.parametrize("width, scheme", LOOKS)
def test_axe_finds_nothing(browser, everything, width, scheme):
    with opened(browser, everything, width, scheme=scheme) as seen:
        seen.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert axe(seen.page) == []


@pytest.mark.parametrize("width", [320, 360, 820, 1280, 3840])
def test_nothing_sticks_out_sideways(browser, everything, width):
    with opened(browser, everything, width) as seen:
        assert seen.page.evaluate("document.documentElement.scrollWidth") == width


def test_at_200_percent_zoom_nothing_is_lost(browser, lesson):
    # Zoom halves the width that a page sees (WCAG 2.2, 1.4.4 and 1.4.10).
    with opened(browser, lesson, 640, 400, device_scale_factor=2) as seen:
        assert seen.page.evaluate("document.documentElement.scrollWidth") == 640
        for words in ("Moving θ", "What does a step mean?", "The tip is"):
            assert seen.page.get_by_text(words).first.is_visible()


def test_text_lines_hold_62_to_72_characters(browser, tmp_path):
    words = " ".join(["Temperatures near seventy are clumsy to compute with, so from here on we count deviations from the mean."] * 8)
    path = tmp_path / "text.html"
    path.write_text(export(corpus.notebook(corpus.text(f"# T\n\n{words}"))), encoding="utf-8")
    with opened(browser, path) as seen:
        lines = seen.page.evaluate("""() => { const text = document.querySelector('main p').firstChild, r = document.createRange(), lines = {};
            for (let i = 0; i < text.length; i++) {
                r.setStart(text, i); r.setEnd(text, i + 1);
                const line = Math.round(r.getBoundingClientRect().bottom); lines[line] = (lines[line] || 0) + 1;
            }
            return Object.keys(lines).sort((a, b) => a - b).map(line => lines[line]) }""")
        full = lines[:-1]  # the last is as long as what is left for it
        assert 62 <= sum(full) / len(full) <= 72


def test_side_notes_stand_in_the_margin_where_there_is_room_and_below_where_there_is_none(browser, lesson):
    place = "() => { const n = document.querySelector('#note-1').getBoundingClientRect(), m = document.querySelector('main').getBoundingClientRect(); return [n.left - m.right, n.top] }"
    with opened(browser, lesson, 1400) as seen:
        assert seen.page.evaluate(place)[0] > 0
    with opened(browser, lesson, 700) as seen:
        assert seen.page.evaluate(place)[0] < 0


def test_every_folded_and_scrolling_part_is_reached_by_keyboard(browser, lesson):
    with opened(browser, lesson, 360) as seen:
        page = seen.page
        assert page.evaluate("""() => [...document.querySelectorAll('main *')].filter(e => e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX) && e.tabIndex < 0).map(e => e.outerHTML.slice(0, 80))""") == []
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.locator("summary", has_text="Solution").focus()
        page.keyboard.press("Enter")
        assert page.locator("details.solution[open]").count() == 1


def test_a_link_into_a_folded_part_unfolds_it(browser, tmp_path):
    from corpus import code, figure, notebook, text

    path = tmp_path / "fold.html"
    path.write_text(export(notebook(text("# T\n\n[Figure](#fig:in)"), code("// Solution", figure(), tags=["solution", "fig:in"]))), encoding="utf-8")
    with opened(browser, path) as seen:
        seen.page.click("a.ref")
        assert seen.page.locator("#fig\\:in img").is_visible()


def test_the_copy_button_copies_the_cell(browser, lesson):
    with opened(browser, lesson) as seen:
        box = seen.page.locator("main > .cell > .code").first
        box.hover()
        box.locator("button").click()
        expect(box.locator("button")).to_have_text(re.compile("Copied|Selected"))
        words = seen.page.evaluate("getSelection().toString()")
        assert words in ("", "%%\nfmt.Println(θ)")


def test_formulas_are_copied_as_tex(browser, tmp_path):
    path = tmp_path / "tex.html"
    path.write_text(export(corpus.notebook(corpus.text("The rule $\\frac{a}{b}$ and\n\n\\begin{align}a&=b\\\\c&=d\\end{align}\n\nend."))), encoding="utf-8")
    with opened(browser, path) as seen:
        copied = seen.page.evaluate("""() => { let got; const data = new DataTransfer(), main = document.querySelector('main');
            getSelection().selectAllChildren(main);
            main.dispatchEvent(new ClipboardEvent('copy', {bubbles: true, cancelable: true, clipboardData: data}));
            return data.getData('text/plain') }""")
        assert "The rule $\\frac{a}{b}$ and" in copied and "\\begin{align}a&=b\\\\c&=d\\end{align}" in copied and copied.endswith("end.")


def test_print_shows_what_is_folded_and_where_links_lead(browser, lesson):
    with opened(browser, lesson) as seen:
        page = seen.page
        page.emulate_media(media="print")
        assert page.locator("details.solution .out").evaluate("e => e.getBoundingClientRect().height") > 0
        assert page.locator("nav.contents").is_hidden()
        assert page.locator(".neighbours").is_hidden() and page.locator("details.fold summary").first.is_hidden()  # nothing to click on paper
        page.evaluate("document.querySelector('main p').insertAdjacentHTML('beforeend', '<a href=\"https://example.org/\">words</a>')")
        assert "example.org" in page.evaluate("getComputedStyle(document.querySelector('main p a[href^=https]'), '::after').content")
        for paper in ("A4", "Letter"):
            assert page.pdf(format=paper).startswith(b"%PDF")


def test_forced_colours_and_reduced_motion_are_honoured(browser, lesson):
    with opened(browser, lesson, forced_colors="active", reduced_motion="reduce") as seen:
        assert seen.page.evaluate("getComputedStyle(document.querySelector('figure img')).filter") == "none"
        assert seen.page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_formulas_are_drawn_in_the_embedded_font(browser, lesson):
    with opened(browser, lesson) as seen:
        assert seen.page.evaluate("document.fonts.ready.then(() => [...document.fonts].map(f => f.family.replace(/\"/g, '') + ' ' + f.status))") == ["Handout Math loaded"]




def test_no_line_begins_with_the_mark_behind_a_formula_nor_ends_with_the_one_before(browser, tmp_path):
    """Every width shifts the breaks, so one paragraph meets them all."""
    words = " ".join(f"Some words of prose ($x_{n}$), and $c_{n}$." for n in range(12))
    path = tmp_path / "breaks.html"
    path.write_text(export(corpus.notebook(corpus.text(words))), encoding="utf-8")
    with opened(browser, path) as seen:
        apart = """() => [...document.querySelectorAll('main p math')].filter(math => {
            const box = math.getBoundingClientRect(), range = document.createRange();
            const level = (node, at) => { range.setStart(node, at); range.setEnd(node, at + 1); const mark = range.getBoundingClientRect(); return mark.top < box.bottom && mark.bottom > box.top; };
            const before = math.previousSibling, after = math.nextSibling;
            return !/^[.,)]/.test(after.data) || !level(after, 0) || before && before.data.endsWith('(') && !level(before, before.length - 1);
        }).length"""
        for width in range(300, 700, 7):
            seen.page.set_viewport_size({"width": width, "height": 800})
            assert seen.page.evaluate(apart) == 0, f"at {width} pixels a formula and its mark are on two lines"
