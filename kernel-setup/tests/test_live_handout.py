"""Live figures in a handout, opened from a file under its policy, without network."""

import json
import re

import nbformat
import pytest

import livepage
from playwright.sync_api import expect
from browse import opened, settled
from handout import export
from livepage import Figure

COUNT = len(livepage.FIGURES)


@pytest.fixture(scope="module")
def handout(tmp_path_factory):
    path = tmp_path_factory.mktemp("live") / "live.html"
    path.write_text(export(nbformat.reads(livepage.executed(), as_version=4), name="live"), encoding="utf-8")
    return path


@pytest.fixture
def seen(browser, handout):
    with opened(browser, handout) as seen:
        seen.page.wait_for_selector(f".dh-live[data-live] >> nth={COUNT - 1}", timeout=20_000)
        yield seen
        assert seen.requests == [] and seen.asked == []


def test_every_figure_is_live_and_shows_what_go_draws(seen):
    assert seen.said == []
    for index, name in enumerate(livepage.FIGURES):
        figure = Figure(seen.page, index)
        svg, reading = livepage.native({"figure": name})
        assert figure.reading == reading
        front = figure.host.locator(".dh-front").evaluate("s => s.innerHTML")
        assert front.count("<path") + front.count("<circle") + front.count("<line") > 5
        assert figure.host.locator("figure img").is_hidden()


def test_a_page_has_the_module_once_and_is_no_larger_than_agreed(handout):
    text = handout.read_text(encoding="utf-8")
    assert text.count('id="dh-engine"') == 1
    assert text.count("class Engine") == 1
    assert len(text.encode()) <= 1.4e6


def test_a_page_without_live_figures_carries_no_module():
    page = export(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Words")]))
    rest = page.rpartition("</style>")[2]  # the printed page's style names exercises on every page
    assert "<main" in rest and "dh-" not in rest and "wasm" not in page


def test_random_states_are_drawn_byte_for_byte_as_natively(seen, request):
    count = 200 if request.config.getoption("--long") else 60
    want = livepage.samples(count)
    assert len(want) == count * COUNT
    wrong = [w for at in range(0, len(want), 100) for w in livepage.differs(seen.page, want[at : at + 100])]
    assert wrong == []


def test_a_frame_drawn_over_another_is_the_frame_drawn_afresh(seen):
    """A layer keeps the elements that stay. Frames of one figure follow each other, then those of the next come over them."""
    wrong = seen.page.evaluate("""async want => {
        const engine = await downhill.engine(), wrong = [], afresh = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
        const layer = new downhill.Layer(1, 1, 'x');
        for (const w of want) {
            const frame = engine.draw(w.index, {nums: w.state, text: w.text}, 0);
            for (const markup of [frame.ground, frame.front, frame.front]) {
                layer.show(markup);
                afresh.innerHTML = markup;
                if (layer.svg.innerHTML !== afresh.innerHTML) wrong.push([w.figure, w.state]);
            }
        }
        layer.show('');
        return layer.svg.firstChild ? ['empty'] : wrong;
    }""", livepage.samples(20))
    assert wrong == []


def test_a_figure_that_is_dragged_keeps_the_elements_that_stay(seen):
    figure = Figure(seen.page, livepage.FIGURES.index("dial"))
    figure.host.scroll_into_view_if_needed()
    front = figure.host.locator(".dh-front")
    front.evaluate("s => { for (const e of s.children) e.before = true; }")
    figure.drag(-60, 40, handle=1)
    assert figure.reading
    assert front.evaluate("s => [...s.children].filter(e => e.before).length / s.children.length") > 0.5


@pytest.mark.parametrize("name", [livepage.FIGURES[0], livepage.FIGURES[-1]])
def test_the_text_is_painted_first_and_then_what_is_in_view_comes_to_life_and_stays_in_view(browser, handout, name):
    """The page is opened at a figure; those above it grow when they come to life, and the figure stays where it is."""
    context = browser.new_context(offline=True)
    context.add_init_script("""window.order = [];
        new MutationObserver(all => { for (const m of all) if (m.target.dataset.live) order.push([m.target.dataset.figure, performance.now()]); })
            .observe(document, {subtree: true, attributeFilter: ['data-live']});""")
    page = context.new_page()
    page.goto(f"{handout.as_uri()}#fig:{livepage.FIGURES.index(name) + 1}")
    page.wait_for_selector(f".dh-live[data-live] >> nth={COUNT - 1}")
    order = page.evaluate("order")
    assert [json.loads(spec)["figure"] for spec, _ in order][0] == name
    assert len(order) == COUNT
    assert page.evaluate("performance.getEntriesByName('first-paint')[0].startTime") < order[0][1]
    settled(page)
    host = page.locator(".dh-live").nth(livepage.FIGURES.index(name))
    assert host.evaluate("h => { const r = h.getBoundingClientRect(); return r.top < innerHeight && r.bottom > 0; }")
    context.close()


CONTRAST = """e => {
    const rgb = c => (c.match(/[\\d.]+/g) || []).map(Number), clear = c => c === 'transparent' || rgb(c)[3] === 0;
    const light = c => { const [r, g, b] = rgb(c).map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
    let behind = e;
    while (behind && clear(getComputedStyle(behind).backgroundColor)) behind = behind.parentElement;
    const a = light(getComputedStyle(e).color), b = behind ? light(getComputedStyle(behind).backgroundColor) : 1;
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_forced_colours_controls_and_readings_are_there_and_work(browser, handout, scheme):
    with opened(browser, handout, scheme=scheme, forced_colors="active") as seen:
        page = seen.page
        page.wait_for_selector(f".dh-live[data-live] >> nth={COUNT - 1}")
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        for index in range(COUNT):
            figure = Figure(page, index)
            figure.host.scroll_into_view_if_needed()
            for part in figure.host.locator(".dh-reading, .dh-try, .dh-panel label, .dh-value, .dh-body button:visible, .dh-body select, .dh-body input[type=text]:visible").all():
                assert part.evaluate(CONTRAST) >= 4.5, part.evaluate("e => e.outerHTML.slice(0, 200)")
            for control in figure.host.locator(".dh-panel input, .dh-panel select").all():
                box = control.bounding_box()
                assert box["width"] >= 20 and box["height"] >= 20
            # The picture keeps its own colours on its own white card; the ring round a handle stands out there.
            assert figure.host.locator(".dh-stage").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
            for handle in figure.host.locator(".dh-handle").all():
                assert handle.evaluate("e => getComputedStyle(e, '::after').opacity") == "1"
            before = figure.state
            figure.host.locator(".dh-panel input[type=range]").first.focus()
            page.keyboard.press("ArrowLeft")
            assert figure.reading and figure.state != before


@pytest.mark.parametrize("name", livepage.FIGURES)
def test_a_handle_dragged_moves_the_figure_and_the_reading_is_gos(seen, name):
    figure = Figure(seen.page, livepage.FIGURES.index(name))
    figure.host.scroll_into_view_if_needed()
    if not figure.host.locator(".dh-handle").count():
        assert name in ("microscope", "tangent", "scales", "saddle")  # these have sliders alone
        return
    before = figure.state
    figure.drag(-60, 40)
    assert figure.state != before
    assert figure.reading == livepage.native(figure.spec())[1]


def test_a_dragged_point_stays_under_the_pointer(seen):
    figure = Figure(seen.page, 0)
    figure.host.scroll_into_view_if_needed()
    figure.drag(-100, 50)
    w, b = figure.state
    # 464 px of the figure's own 560 are 8 units of w; the handle began at (1, 1). Half a step and a pixel of the screen are the tolerance.
    scale = figure.host.locator(".dh-stage").bounding_box()["width"] / 560
    assert w == pytest.approx(1 - 100 / scale * 8 / 464, abs=0.03)
    assert b == pytest.approx(1 - 50 / scale * 8 / 464, abs=0.03)


def test_a_handle_dragged_out_of_the_figure_stops_at_its_edge(seen):
    figure = Figure(seen.page, 0)
    figure.host.scroll_into_view_if_needed()
    figure.drag(2000, -2000)
    assert figure.state == [3, 2]


@pytest.mark.parametrize("index", range(COUNT))
def test_every_control_obeys_the_keyboard_and_the_reading_is_gos(seen, index):
    figure = Figure(seen.page, index)
    start = figure.state
    for control in figure.host.locator(".dh-panel > input, .dh-panel > select").all():
        before = figure.state
        control.focus()
        if control.get_attribute("type") == "checkbox":
            seen.page.keyboard.press("Space")
        elif control.evaluate("c => c.tagName") == "SELECT":
            seen.page.keyboard.press("ArrowDown")
        else:
            seen.page.keyboard.press("ArrowLeft")
            seen.page.keyboard.press("ArrowLeft")
            once = figure.reading and figure.state
            assert once != before
            seen.page.keyboard.press("Shift+ArrowLeft")
            assert control.get_attribute("aria-valuetext")
        assert figure.reading and figure.state != before
    assert figure.reading == livepage.native(figure.spec())[1]
    seen.page.keyboard.press("Escape")
    assert figure.reading == livepage.native({"figure": livepage.FIGURES[index]})[1]
    assert figure.state == start


@pytest.mark.parametrize("index", range(COUNT))
def test_a_number_typed_beside_a_slider_sets_what_the_slider_sets(seen, index):
    figure = Figure(seen.page, index)
    sliders, boxes = figure.host.locator(".dh-panel > input[type=range]").all(), figure.host.locator(".dh-value input").all()
    assert len(sliders) == len(boxes) > 0
    for slider, box in zip(sliders, boxes, strict=True):
        label = slider.evaluate("s => s.labels[0].textContent")
        assert box.get_attribute("aria-label") == f"{label}, as a number"
        slider.focus()
        seen.page.keyboard.press("ArrowRight" if slider.evaluate("s => s.value === s.min") else "ArrowLeft")
        reading, state, text = figure.reading, figure.state, box.input_value()
        seen.page.keyboard.press("Escape")
        assert figure.reading and figure.state != state
        box.focus()
        seen.page.keyboard.press("ControlOrMeta+a")
        seen.page.keyboard.type(text)
        assert figure.state != state  # not while it is typed
        seen.page.keyboard.press("Enter")
        assert figure.reading == reading and figure.state == state and box.input_value() == text
        assert box.evaluate("b => b.scrollWidth <= b.clientWidth")  # all of it can be seen
        seen.page.keyboard.press("Escape")


@pytest.mark.parametrize("text, angle, said", [
    ("90", 90, ""), (" 90,4° ", 90, ""), ("\u221290", 270, ""), ("1e2", 100, ""), (".7", 1, ""), ("400", 40, ""),
    ("ninety", 142, "\u201cninety\u201d is not a number."), ("", 142, "\u201c\u201d is not a number."), ("9-0", 142, "\u201c9-0\u201d is not a number."),
])
def test_a_number_is_read_as_people_write_it_and_what_is_none_is_named(seen, text, angle, said):
    figure = Figure(seen.page, livepage.FIGURES.index("dial"))
    box = figure.host.get_by_label("u, turned from ∇L by, as a number")
    start = figure.state
    box.fill(text)
    box.press("Enter")
    assert figure.reading and figure.state == [angle, *start[1:]]
    why = figure.host.locator(".dh-panel > .dh-why[role=status]")
    assert why.inner_text() == said and box.input_value() == str(angle)
    figure.host.get_by_role("button", name="Reset").click()
    assert why.inner_text() == ""


def test_a_number_out_of_range_becomes_the_nearest_and_the_range_is_said(seen):
    figure = Figure(seen.page, livepage.FIGURES.index("neuron"))
    box = figure.host.get_by_label("as a number").first
    box.fill("300")
    box.blur()
    assert figure.reading and figure.state[0] == 3 and box.input_value() == "3.00"
    assert figure.host.locator(".dh-panel > .dh-why").inner_text().endswith("goes from \u22125.00 to 3.00.")


def test_escape_takes_back_a_number_half_typed(seen):
    figure = Figure(seen.page, livepage.FIGURES.index("dial"))
    box = figure.host.get_by_label("u, turned from ∇L by, as a number")
    box.focus()
    seen.page.keyboard.type("77")
    seen.page.keyboard.press("Escape")
    assert figure.reading and box.input_value() == "142"
    box.blur()
    assert figure.reading and figure.state[0] == 142


def test_shift_takes_large_steps(seen):
    figure = Figure(seen.page, 0)
    figure.host.locator("input[type=range]").first.focus()
    seen.page.keyboard.press("ArrowLeft")
    figure.reading
    small = 1 - figure.state[0]
    seen.page.keyboard.press("Shift+ArrowLeft")
    figure.reading
    assert 1 - figure.state[0] >= 10 * small


def test_the_reading_is_announced_when_the_hand_rests(seen):
    figure = Figure(seen.page, 4)
    status = figure.host.locator(".dh-said[role=status]")
    figure.host.locator("input[type=range]").first.focus()
    for _ in range(5):
        seen.page.keyboard.press("ArrowRight")
    expect(status).to_have_text(figure.reading)
    assert "u·∇L" in status.inner_text()


def test_reset_brings_the_start_back(seen):
    figure = Figure(seen.page, livepage.FIGURES.index("descent"))
    start = figure.reading
    figure.host.locator("select").select_option("bowl")
    assert figure.reading != start
    figure.host.get_by_role("button", name="Reset").click()
    assert figure.reading == start


def test_touch_drags_a_handle_and_scrolls_elsewhere(browser, handout):
    with opened(browser, handout, width=390, height=800, has_touch=True) as seen:
        page = seen.page
        page.wait_for_selector(f".dh-live[data-live] >> nth={COUNT - 1}")
        figure = Figure(page, 0)
        figure.host.scroll_into_view_if_needed()
        client = page.context.new_cdp_session(page)

        def swipe(x, y, dx, dy):
            client.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
            for i in range(1, 9):
                client.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x + dx * i / 8, "y": y + dy * i / 8}]})
            client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
            settled(page)

        handle = figure.host.locator(".dh-handle").bounding_box()
        before, scrolled = figure.state, page.evaluate("scrollY")
        swipe(handle["x"] + 22, handle["y"] + 22, -60, 30)
        assert figure.state != before and page.evaluate("scrollY") == scrolled
        stage = figure.host.locator(".dh-stage").bounding_box()
        before = figure.state
        swipe(stage["x"] + 30, stage["y"] + stage["height"] - 30, 0, -150)
        assert page.evaluate("scrollY") > scrolled and figure.state == before


@pytest.mark.parametrize("width", [360, 1280])
def test_two_figures_side_by_side_stay_usable(browser, handout, width):
    with opened(browser, handout, width=width) as seen:
        seen.page.wait_for_selector(f".dh-live[data-live] >> nth={COUNT - 1}")
        seen.page.evaluate("""() => {
            const row = document.createElement('div');
            row.style.cssText = 'display:flex;flex-wrap:wrap;gap:1rem';
            const hosts = [...document.querySelectorAll('.dh-live')].slice(0, 2);
            hosts[0].before(row);
            for (const h of hosts) { h.style.flex = '1 1 14rem'; h.style.minWidth = 0; row.append(h); }
        }""")
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
        for index in (0, 1):
            figure = Figure(seen.page, index)
            stage = figure.host.locator(".dh-stage").bounding_box()
            assert stage["width"] >= 220
            for control in figure.host.locator("input[type=range]").all():
                box = control.bounding_box()
                assert box["width"] >= 80 and box["height"] >= 24
            before = figure.state
            figure.host.scroll_into_view_if_needed()
            figure.drag(-30, 20)
            assert figure.state != before


@pytest.mark.parametrize("width, scheme", [(1280, "light"), (360, "dark")])
def test_axe_finds_nothing_with_figures_live(browser, handout, width, scheme):
    pytest.importorskip("axe_playwright_python")
    from browse import axe

    with opened(browser, handout, width=width, scheme=scheme) as seen:
        seen.page.wait_for_selector(f".dh-live[data-live] >> nth={COUNT - 1}")
        seen.page.get_by_role("button", name="Copy as Go").first.click()
        assert axe(seen.page) == []


def test_on_paper_there_is_the_still_picture(seen):
    seen.page.emulate_media(media="print")
    assert seen.page.locator(".dh-live figure img:visible").count() == COUNT
    assert seen.page.locator(".dh-live .dh-body:visible").count() == 0
    assert "θ = [1.00, 1.00]" in seen.page.locator(".dh-live figcaption").first.inner_text()


def test_the_caption_keeps_its_number_when_live(seen):
    captions = seen.page.locator(".dh-live figcaption")
    assert captions.count() == COUNT
    for index in range(COUNT):
        text = captions.nth(index).inner_text()
        assert re.match(r"Figure \d", text) and "θ = [1.00" not in text


@pytest.mark.parametrize("change", [
    lambda text: text.replace(" 'wasm-unsafe-eval'", ""),
    lambda text: text.replace('<script type="application/octet-stream" id="dh-engine">', '<script type="application/octet-stream" id="dh-engine">AAAA'),
    lambda text: text.replace("&quot;figure&quot;", "&quot;shape&quot;").replace("&#34;figure&#34;", "&#34;shape&#34;"),
], ids=["policy without WebAssembly", "broken module", "specs that are none"])
def test_what_cannot_live_keeps_its_still_picture(browser, handout, tmp_path, change):
    text = handout.read_text(encoding="utf-8")
    other = change(text)
    assert other != text
    (tmp_path / "other.html").write_text(other, encoding="utf-8")
    with opened(browser, tmp_path / "other.html") as seen:
        seen.page.evaluate("downhill.engine().catch(() => {})")
        settled(seen.page)
        assert seen.page.locator(".dh-live[data-live]").count() == 0
        assert seen.page.locator(".dh-live figure img:visible").count() == COUNT


def test_without_javascript_or_in_an_old_browser_the_still_pictures_stay(browser, handout):
    with opened(browser, handout, java_script_enabled=False) as seen:
        assert seen.page.locator(".dh-live figure img:visible").count() == COUNT
    context = browser.new_context(offline=True)
    context.add_init_script("delete globalThis.DecompressionStream")
    page = context.new_page()
    page.goto(handout.as_uri())
    settled(page)
    assert page.locator(".dh-live figure img:visible").count() == COUNT
    context.close()


def test_figures_live_where_the_browser_has_no_base64_of_its_own(browser, handout):
    context = browser.new_context(offline=True)
    context.add_init_script("delete Uint8Array.fromBase64")
    page = context.new_page()
    page.goto(handout.as_uri())
    page.wait_for_selector(f".dh-live[data-live] >> nth={COUNT - 1}")
    context.close()


def test_memory_does_not_grow_over_thousands_of_frames(seen, request):
    grown = seen.page.evaluate("""async many => {
        const engine = await downhill.engine(), frames = n => {
            for (let i = 0; i < n; i++) engine.draw(i % 8, {nums: [0.2 + (i % 97) / 97, 1 - (i % 89) / 89, 0.5, 0.5, 0], text: []}, 0);
        };
        frames(1500);
        return [0, 1, 2].map(() => {
            const before = engine.memory;
            frames(many);
            return engine.memory - before;
        });
    }""", 10_000 if request.config.getoption("--long") else 1_000)
    # The collector may want a little more room once; a leak would want it each time.
    assert 0 in grown, grown
