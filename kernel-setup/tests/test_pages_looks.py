"""Pages whose cells run, as they look and are used: keyboard, screen reader, phone, paper; Go in the still page's colours; strangers' outputs."""

import json

import corpus.hostile
import nbformat
import pytest
from browse import axe, opened
from corpus import code, notebook, text
from pages import lesson, page
from playwright.sync_api import expect

FIRST, TRY, PLOT, LAST = 2, 4, 6, 8
LOOKS = [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")]
COARSE = {"has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return page(tmp_path_factory.mktemp("page"))


def in_every_state(cell):
    """A page with a cell that is changed, one that failed, one that runs and one that waits."""
    cell(FIRST).write('%%\nfmt.Println("changed")')
    cell(FIRST).run()
    cell(LAST).write("%%\nbroken")
    cell(LAST).run()
    cell(PLOT).write('%%\nfmt.Println("x")\nfor {')
    cell(PLOT).press("Run cell")
    expect(cell(PLOT).host.locator(".dr-words")).to_contain_text("Running")
    cell(TRY).press("Run cell")


@pytest.mark.parametrize("width, scheme", LOOKS)
def test_axe_finds_nothing(browser, made, width, scheme):
    with lesson(browser, made, width=width, scheme=scheme) as (seen, cell):
        in_every_state(cell)
        assert axe(seen.page) == []
        assert seen.page.evaluate("document.documentElement.scrollWidth") == width


def test_it_is_worked_by_keyboard_alone(browser, made):
    with lesson(browser, made) as (seen, cell):
        keys, focus = seen.page.keyboard, lambda: seen.page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent")
        for _ in range(20):
            keys.press("Tab")
            if focus() == "Cell 2, Go code":
                break
        assert focus() == "Cell 2, Go code"
        keys.press("Control+a")
        keys.type('%%\nif true {\nfmt.Println("typed")\n}')
        area = cell(FIRST).area
        assert area.input_value() == '%%\nif true {\n\tfmt.Println("typed")\n}'
        keys.press("Enter")
        keys.press("Tab")
        assert area.input_value().endswith("}\n\t")
        keys.press("Shift+Tab")
        assert area.input_value().endswith("}\n")
        keys.press("Shift+Enter")
        cell(FIRST).ended()
        assert cell(FIRST).shown == "typed" and focus() == "Cell 2, Go code"
        keys.press("Escape")
        keys.press("Tab")
        assert focus() == "Copy"
        keys.press("Tab")
        assert focus() == "Run cell 2"
        keys.press("Tab")
        assert focus() == "Reset"
        keys.press("Enter")
        assert cell(FIRST).shown == "first" and focus() == "Cell 2, Go code"
        keys.press("Escape")
        keys.press("Shift+Tab")
        assert focus() != "Cell 2, Go code"


def test_what_is_typed_can_be_undone_step_by_step(browser, made):
    with lesson(browser, made) as (seen, cell):
        cell(LAST).area.focus()
        keys, area = seen.page.keyboard, cell(LAST).area
        keys.press("Control+End")
        start = area.input_value()
        for typed in ("Enter", "Tab", "{", "Enter", "}"):
            keys.press(typed)
        assert area.input_value() == start + "\n\t{\n\t}"
        keys.press("Control+a")
        keys.press("Tab")
        assert area.input_value() == "\n".join("\t" + line for line in (start + "\n\t{\n\t}").split("\n"))
        for _ in range(12):
            keys.press("Control+z")
        assert area.input_value() == start
        assert area.evaluate("e => e.parentElement.querySelector('code').textContent") == start + "\n"


def test_tab_completes_and_writes_the_letters_no_keyboard_has(browser, made):
    with lesson(browser, made) as (seen, cell):
        area, keys = cell(LAST).area, seen.page.keyboard
        area.fill("%%\n")
        keys.press("Control+End")
        keys.type("\\eta")
        keys.press("Tab")
        keys.type(" := fmt.Pri")
        keys.press("Tab")
        names = cell(LAST).host.get_by_role("group", name="Names that fit")
        expect(names.get_by_role("button")).to_have_text(["Print", "Printf", "Println"])
        assert area.input_value() == "%%\nη := fmt.Print"
        names.get_by_role("button", name="Println").click()
        assert area.input_value() == "%%\nη := fmt.Println" and area.evaluate("e => document.activeElement === e")


def test_shift_tab_says_what_a_name_is_and_moves_the_line_where_there_is_none(browser, made):
    with lesson(browser, made) as (seen, cell):
        area, keys, about = cell(LAST).area, seen.page.keyboard, cell(LAST).host.locator(".dr-about")
        area.fill("%%\n\tfmt.Println")
        keys.press("Control+End")
        keys.press("Shift+Tab")
        expect(about).to_have_text("func Println(a ...any)\nPrintln formats.")
        assert axe(seen.page) == []
        keys.type("(")
        expect(about).to_have_count(0)
        keys.press("Shift+Tab")
        expect(about).to_have_text("Nothing is known of what stands here.")
        keys.press("Escape")
        expect(about).to_have_count(0)
        area.fill("%%\n\t\t")
        keys.press("Control+End")
        keys.press("Shift+Tab")
        assert area.input_value() == "%%\n\t"


def test_a_changed_cell_is_laid_out_as_gofmt_does_and_undo_takes_it_back(browser, made):
    with lesson(browser, made) as (seen, cell):
        last = cell(LAST)
        assert last.host.get_by_role("button", name="Format").count() == 0
        last.write("%%\nx:=1")
        last.press("Format")
        expect(last.host.locator(".dr-words")).to_have_text("Formatted.")
        assert last.area.input_value() == "%%\nx := 1"
        last.press("Format")
        expect(last.host.locator(".dr-words")).to_have_text("It is formatted already.")
        last.area.focus()
        seen.page.keyboard.press("Control+z")
        assert last.area.input_value() == "%%\nx:=1"
        last.write("broken")
        last.press("Format")
        expect(last.host.locator(".dr-words")).to_have_text("Not formatted: the cell cannot be read as Go.")


def test_a_screen_reader_hears_what_happens_once(browser, made):
    with lesson(browser, made) as (seen, cell):
        said = seen.page.evaluate("""async () => { const said = [], cell = document.querySelector("[data-cell='cell-2']"), live = cell.querySelector('[role=status]');
            new MutationObserver(() => said.push(live.textContent)).observe(live, { childList: true, characterData: true, subtree: true });
            cell.querySelector('.dr-run').click(); await new Promise(r => setTimeout(r, 900)); return said; }""")
        assert said[-1].startswith("Done in") and len(said) == len(set(said)) <= 5


def test_on_a_phone_it_is_large_enough_and_has_the_keys_that_phones_hide(browser, made):
    with lesson(browser, made, width=390, height=844, **COARSE) as (seen, cell):
        area = cell(FIRST).area
        assert area.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 16  # below it iOS zooms in
        assert seen.page.evaluate("[...document.querySelectorAll('.dr-bar button')].filter(b => b.offsetHeight && (b.offsetHeight < 44 || b.offsetWidth < 44)).length") == 0
        area.tap()
        seen.page.keyboard.press("Control+End")
        cell(FIRST).host.locator(".dr-keys button", has_text="η").tap()
        assert area.input_value().endswith(")η") and area.evaluate("e => document.activeElement === e")
        cell(FIRST).host.get_by_role("button", name="Run cell").tap()
        cell(FIRST).ended()
        assert cell(FIRST).words.startswith("Done")
        assert seen.page.evaluate("document.documentElement.scrollWidth") == 390


def test_long_lines_scroll_in_their_box_with_the_caret(browser, made):
    with lesson(browser, made, width=390, **COARSE) as (seen, cell):
        cell(FIRST).write("%%\n" + "x" * 200)
        cell(FIRST).area.press("Control+End")
        seen.page.keyboard.type("yz")
        seen.page.wait_for_function("document.querySelector(\"[data-cell='cell-2'] .dr-code\").scrollLeft > 500")
        box, pre, area = (cell(FIRST).host.locator(s).first for s in (".dr-code", ".dr-paper > pre", "textarea"))
        assert area.evaluate("e => e.scrollLeft") == 0
        assert pre.bounding_box()["width"] == area.bounding_box()["width"] and pre.bounding_box()["height"] == area.bounding_box()["height"]


def test_on_paper_it_is_the_still_page(browser, made):
    with lesson(browser, made) as (seen, cell):
        cell(FIRST).write('%%\nfmt.Println("on paper")')
        seen.page.emulate_media(media="print")
        for gone in ("#dr-note", ".dr-bar", "textarea", ".dr-strip"):
            assert all(not e.is_visible() for e in seen.page.locator(gone).all()), gone
        assert cell(FIRST).host.locator("pre", has_text="on paper").is_visible()
        assert seen.page.pdf().startswith(b"%PDF")


def test_forced_colours_show_the_text_once(browser, made):
    with lesson(browser, made, forced_colors="active") as (seen, cell):
        assert cell(FIRST).host.locator(".dr-paper > pre").evaluate("e => getComputedStyle(e).visibility") == "hidden"
        assert cell(FIRST).area.evaluate("e => getComputedStyle(e).webkitTextFillColor") != "rgba(0, 0, 0, 0)"


def test_go_has_the_colours_of_the_still_page(browser, made, root):
    """Every cell of the course, sign by sign: the page's own colouring against Pygments'."""
    from downhill_handout.listing import coloured

    cells = [c.source for path in sorted((root / "notebooks").glob("*.ipynb")) for c in nbformat.read(path, 4).cells if c.cell_type == "code"]
    with opened(browser, made) as seen:
        differ = seen.page.evaluate("""pairs => { const signs = node => [...node.childNodes].flatMap(n => [...n.textContent].map(c => (/\\s/.test(c) ? '' : n.className ?? '') + c));
            return pairs.filter(([source, html]) => { const want = document.createElement('code'), got = document.createElement('code');
                want.innerHTML = html; got.append(downhill.colour(source)); return signs(want).join('|') !== signs(got).join('|'); }).map(([source]) => source); }""",
            [[source, coloured(source, "go")] for source in cells])
        assert len(cells) > 200 and differ == []


def test_a_stranger_s_output_stays_data(browser, tmp_path):
    """The hostile notebooks' outputs as a cell's program would send them; the page's policy is taken away, so that the cleaner stands alone."""
    bundles = [dict(o["data"]) for case in corpus.hostile.CASES for c in case.build().cells if c.cell_type == "code" for o in c.outputs if "data" in o]
    path = page(tmp_path, notebook(text("# T"), code("%%\n// here")))
    path.write_text(path.read_text(encoding="utf-8").replace("Content-Security-Policy", "X-None"), encoding="utf-8")
    with lesson(browser, path) as (seen, cell):
        for data in bundles:
            cell(1).write("%%\n// show " + json.dumps(data))
            cell(1).run()
            seen.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            assert cell(1).host.evaluate("""h => [...h.querySelectorAll('.dr-results *')].filter(e => /^(script|style|iframe|object|embed|form|input|base|meta|link|svg|math)$/i.test(e.localName)
                || [...e.attributes].some(a => /^on|^(src|href|style)$/i.test(a.name) && !/^(data:image|https?:|mailto:|text-align|font|white-space)/.test(a.value.trim()))).map(e => e.outerHTML.slice(0, 120))""") == [], data
        assert len(bundles) > 20 and (seen.requests, seen.asked, seen.page.evaluate("window.evil")) == ([], [], None)


def test_a_flood_of_output_leaves_the_page_usable(browser, tmp_path):
    path = page(tmp_path, notebook(text("# T"), code("%%\n// here")))
    with lesson(browser, path) as (seen, cell):
        cell(1).write("%%\n// say " + json.dumps("a line of output\n" * 60_000))
        cell(1).run()
        assert cell(1).words.startswith("Done")
        cell(1).press("Reset")
        assert cell(1).shown == ""
