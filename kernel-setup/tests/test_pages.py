"""Pages whose cells run, with a stand-in for the kernel: what a reader does with a cell, and what the page does about it."""

import re

import pytest
from corpus import code, notebook, text
from pages import LESSON, asked, lesson, page
from playwright.sync_api import expect

FIRST, TRY, SOLUTION, PLOT, LAST = 2, 4, 5, 6, 8  # the code cells of LESSON by their place


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return page(tmp_path_factory.mktemp("page"))


def test_a_cell_runs_is_changed_and_comes_back(browser, made):
    with lesson(browser, made) as (seen, cell):
        first = cell(FIRST)
        assert first.shown == "first" and first.host.get_by_role("button", name="Reset").count() == 0
        first.write('%%\nfmt.Println("changed")')
        assert "from before" in first.words and first.shown == "first"
        first.run()
        assert first.shown == "changed" and first.words.startswith("Done in")
        first.press("Reset")
        assert first.shown == "first" and first.area.input_value() == '%%\nfmt.Println("first")'
        assert (seen.requests, seen.said, seen.asked) == ([], [], [])


def test_a_cell_runs_with_the_declarations_above_it_and_no_others(browser, made):
    """Whatever was run before, a cell gives the same: it gets the cells above it as they stand, and of solutions its own alone."""
    sources = [cell.source for cell in LESSON.cells]
    with lesson(browser, made) as (seen, cell):
        cell(LAST).run()
        cell(FIRST).run()
        cell(SOLUTION).run()
        cell(FIRST).write("%%\n// other")
        cell(TRY).run()
        assert asked(seen.page) == [[sources[LAST], [*(sources[n] for n in (1, FIRST, TRY)), "", sources[PLOT]]], [sources[FIRST], [sources[1]]],
                                    [sources[SOLUTION], [sources[n] for n in (1, FIRST, TRY)]], [sources[TRY], [sources[1], "%%\n// other"]]]


def test_a_cell_that_builds_on_a_broken_one_says_which(browser, made):
    with lesson(browser, made) as (seen, cell):
        cell(TRY).write("broken")
        cell(TRY).run()
        cell(LAST).run()
        assert cell(LAST).words == "It builds on cell 3, which has a fault: mend or reset that one."
        cell(TRY).press("Reset")
        cell(LAST).run()
        assert cell(LAST).shown == "last"


def test_a_failed_cell_leads_to_its_line(browser, made):
    with lesson(browser, made) as (seen, cell):
        cell(FIRST).write("%%\nx := 1\nbroken")
        cell(FIRST).run()
        assert cell(FIRST).shown.startswith("line 3: broken") and "failed" in cell(FIRST).words
        cell(FIRST).host.get_by_role("button", name="Go to line 3").click()
        assert cell(FIRST).area.evaluate("e => document.activeElement === e && e.value.slice(e.selectionStart)") == "broken"


def test_stop_ends_what_runs_and_the_page_goes_on(browser, made):
    with lesson(browser, made) as (seen, cell):
        cell(FIRST).write('%%\nfmt.Println("begun")\nfor {')
        cell(FIRST).press("Run cell")
        expect(cell(FIRST).host.locator(".dr-results")).to_contain_text("begun")
        expect(seen.page.locator(".dr-strip")).to_contain_text("Cell 2 runs")
        assert re.match(r"Running … \d", cell(FIRST).words)
        cell(LAST).press("Run cell")
        expect(cell(LAST).host.locator(".dr-words")).to_contain_text("Waits")
        cell(LAST).press("Stop cell")
        assert cell(LAST).words == "Not run." and cell(LAST).shown == "last"
        cell(FIRST).press("Stop cell")
        cell(FIRST).ended()
        assert cell(FIRST).words.startswith("Stopped after") and cell(FIRST).shown == "begun"
        expect(seen.page.locator(".dr-strip")).to_be_hidden()
        cell(LAST).run()
        assert cell(LAST).shown == "last"


def test_reset_of_what_runs_stops_it_and_brings_the_page_back(browser, made):
    with lesson(browser, made) as (seen, cell):
        first = cell(FIRST)
        first.write("%%\nfor {")
        first.press("Run cell")
        expect(first.host.locator(".dr-words")).to_contain_text("Running", timeout=30_000)
        first.press("Reset")
        first.ended()
        expect(first.host.locator(".dr-words")).to_have_text("As in the course again.", timeout=30_000)
        assert first.shown == "first" and first.area.input_value() == '%%\nfmt.Println("first")'
        first.run()
        assert first.shown == "first" and first.words.startswith("Done in")


def test_run_all_runs_in_order_and_ends_at_a_failure(browser, made):
    with lesson(browser, made) as (seen, cell):
        seen.page.get_by_role("button", name="Run all").click()
        expect(seen.page.locator(".dr-news")).to_have_text("All 5 cells ran.")
        assert [text for text, _ in asked(seen.page)] == [LESSON.cells[n].source for n in (1, FIRST, TRY, PLOT, LAST)]
        cell(TRY).write("%%\nbroken")
        seen.page.get_by_role("button", name="Run all").click()
        expect(seen.page.locator(".dr-news")).to_have_text("Cell 3 failed; the cells after it were not run.")
        assert cell(LAST).words == "Not run." and cell(LAST).shown == "last"


def test_markdown_is_shown_as_the_text_that_it_was_written_as(browser, made):
    with lesson(browser, made) as (seen, cell):
        cell(FIRST).write('%%\n// show {"text/markdown": "w<b and **x**", "text/plain": "w<b and **x**"}')
        cell(FIRST).run()
        assert cell(FIRST).shown == "w<b and **x**"


def test_run_all_can_be_stopped(browser, made):
    with lesson(browser, made) as (seen, cell):
        cell(FIRST).write("%%\nfor {")
        seen.page.get_by_role("button", name="Run all").click()
        expect(cell(FIRST).host.locator(".dr-words")).to_contain_text("Running")
        seen.page.get_by_role("button", name="Stop what runs").click()
        cell(LAST).ended()
        assert cell(FIRST).words.startswith("Stopped") and cell(LAST).words == "Not run."


def test_a_figure_drawn_anew_keeps_its_number_and_its_caption(browser, made):
    plot = '// show {"text/html": "<figure><img src=\\"data:image/svg+xml;base64,PHN2Zy8+\\" alt=\\"A curve.\\"><figcaption>Where θ_new and −∇L_B are.</figcaption></figure>"}'
    with lesson(browser, made) as (seen, cell):
        cell(PLOT).write("%%\n" + plot)
        cell(PLOT).run()
        figure = cell(PLOT).host.locator("figure")
        assert figure.get_attribute("id") == "fig:line" and figure.locator("img").get_attribute("alt") == "A curve."
        assert figure.locator("figcaption").inner_html() == '<span class="fignum">Figure 1</span>. Where θ<sub>new</sub> and −∇L<sub>B</sub> are.'
        seen.page.get_by_role("link", name="Figure").click()
        assert seen.page.evaluate("document.querySelector(':target').tagName") == "FIGURE"


def test_changes_are_kept_on_the_device(browser, tmp_path):
    path = page(tmp_path)
    with lesson(browser, path) as (seen, cell):
        cell(FIRST).write("%%\n// mine")
        seen.page.reload()
        assert cell(FIRST).area.input_value() == "%%\n// mine" and "is kept" in cell(FIRST).words
        assert cell(LAST).area.input_value() == LESSON.cells[LAST].source
        made = page(tmp_path / "newer", notebook(*[c if n != FIRST else code("%%\n// the course's newer one") for n, c in enumerate(LESSON.cells)]))
        path.write_bytes(made.read_bytes())
        seen.page.reload()
        assert cell(FIRST).area.input_value() == "%%\n// mine" and "another one by now" in cell(FIRST).words
        cell(FIRST).press("Reset")
        assert cell(FIRST).area.input_value() == "%%\n// the course's newer one"
        seen.page.reload()
        assert cell(FIRST).area.input_value() == "%%\n// the course's newer one" and cell(FIRST).words == ""


@pytest.mark.parametrize("storage", ["Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }",
                                     "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('forbidden', 'SecurityError'); } })"])
def test_without_room_or_leave_to_keep_anything_the_page_says_so_and_works(browser, made, storage):
    with lesson(browser, made) as (seen, cell):
        seen.page.add_init_script(storage)
        seen.page.reload()
        cell(FIRST).write('%%\nfmt.Println("changed")')
        expect(seen.page.locator(".dr-news")).to_contain_text("as long as the page stays open")
        cell(FIRST).run()
        assert cell(FIRST).shown == "changed" and seen.said == []


def test_a_kernel_that_does_not_come_is_a_sentence_and_can_be_asked_for_again(browser, made):
    with lesson(browser, made) as (seen, cell):
        seen.page.evaluate("downhill.cutOff = true")
        cell(FIRST).run()
        assert cell(FIRST).words == "It did not run: compile.wasm.gz came incomplete: 3 of 7 MB. Press Run to try again."
        assert cell(FIRST).shown == "first"
        seen.page.evaluate("downhill.cutOff = false")
        cell(FIRST).run()
        assert cell(FIRST).words.startswith("Done")


def test_an_old_browser_and_one_without_scripts_have_a_still_page_and_a_sentence(browser, made):
    with lesson(browser, made) as (seen, cell):
        seen.page.add_init_script("delete globalThis.WebAssembly")
        seen.page.reload()
        assert seen.page.locator("#dr-note").inner_text() == "This browser has no WebAssembly, so the cells do not run. The page is there to be read."
        assert cell(FIRST).shown == "first" and cell(FIRST).area.count() == 0
    with lesson(browser, made, java_script_enabled=False) as (seen, cell):
        assert "there to be read" in seen.page.locator("#dr-note").inner_text()
        assert cell(FIRST).shown == "first" and seen.page.get_by_role("button").count() == 0


def test_a_page_without_cells_promises_nothing(browser, tmp_path):
    with lesson(browser, page(tmp_path, notebook(text("# One sheet\n\nWords.")))) as (seen, _):
        assert seen.page.locator("#dr-note").count() == 0 and "run" not in seen.page.locator("main").inner_text()
        assert seen.said == []


def test_a_link_from_elsewhere_opens_the_cell(browser, made):
    with lesson(browser, made) as (seen, cell):
        seen.page.goto(f"{made.as_uri()}#cell-cell-{SOLUTION}")
        seen.page.reload()
        assert cell(SOLUTION).area.evaluate("e => document.activeElement === e") and cell(SOLUTION).host.get_attribute("open") is not None


def test_an_exercise_counts_when_the_page_has_seen_the_check(browser, tmp_path):
    """Nobody types a word where the page itself ran the check; a wrong word, printed by whoever, counts nothing."""
    from corpus import bundle

    ask = bundle({"application/vnd.downhill.exercise+json": '{"exercise":"05-3"}', "text/html": "<p>Exercise</p>", "text/plain": "Exercise"})
    path = page(tmp_path, notebook(text("# T"), code('%%\nshow.Ask("05-3")', ask, tags=["remove-input"]), code("%%\n// here")))
    with lesson(browser, path) as (seen, cell):
        question = seen.page.locator(".dh-ask")
        expect(question).to_contain_text("a right one is counted here")
        assert question.locator("input").count() == 0
        word = seen.page.evaluate("""async () => { const title = (await downhill.engine()).ask('05-3').title; let h = 14695981039346656037n;
            for (const c of new TextEncoder().encode('05-3' + title)) h = ((h ^ BigInt(c)) * 1099511628211n) & 0xffffffffffffffffn;
            let w = ''; for (let i = 0; i < 4; i++) { w += 'abcdefghkmnpqrstuvwxyz3456789'[h % 29n]; h /= 29n; } return w; }""")
        for typed, counts in (("aaaa", False), (word, True)):
            said = f"05-3: right, on 40 random inputs. Well.\\nTo count it in your progress, type {typed} under the question."
            cell(2).write(f'%%\n// say "{said}"')
            cell(2).run()
            assert ("counted in your progress" in cell(2).shown) is counts
            assert ("solved" in question.inner_text()) is counts
