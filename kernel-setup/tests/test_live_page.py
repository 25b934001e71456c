"""What a reader meets at a live figure: Reset, a finger that scrolls, a dark JupyterLab, a phone, a screen reader; and markup that is none of ours.

Pages are made from specs as a notebook holds them, without a kernel.
"""

import json

import pytest
from browse import opened
from corpus import code, figure, notebook, text
from handout import export
from livepage import Figure

OTHER = {"figure": "dial", "state": {"θ": [1.2, 0.4], "u": 142, "η": 0.5}}  # not the dial's own start


def output(spec):
    made = figure("Turn it.")
    made["data"]["application/vnd.downhill.figure+json"] = json.dumps(spec, ensure_ascii=False)
    return made


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("live") / "page.html"
    path.write_text(export(notebook(text("# Live"), code("show.Live()", output(OTHER)), code("show.Live()", output({"figure": "dial"})))), encoding="utf-8")
    return path


def live(seen):
    seen.page.wait_for_selector(".dh-live[data-live] >> nth=1", timeout=30_000)
    return Figure(seen.page, 0)


def test_reset_and_escape_go_back_to_what_the_page_showed(browser, page_file):
    with opened(browser, page_file) as seen:
        shown = live(seen)
        start, own = (shown.state, shown.reading), Figure(seen.page, 1).reading
        assert start[1] != own
        slider = shown.host.locator("input[type=range]").first
        for back in (lambda: shown.host.get_by_role("button", name="Reset").click(), lambda: seen.page.keyboard.press("Escape")):
            slider.focus()
            for _ in range(5):
                seen.page.keyboard.press("ArrowRight")
            assert shown.reading != start[1]
            slider.focus()
            back()
            assert (shown.state, shown.reading) == start


def test_a_swipe_that_begins_on_a_slider_leaves_it_where_it_was(browser, page_file):
    with opened(browser, page_file, width=390, height=700, has_touch=True) as seen:
        shown = live(seen)
        before = shown.state
        after = shown.host.locator("input[type=range]").first.evaluate("""async slider => {
            const was = slider.value, event = kind => slider.dispatchEvent(new PointerEvent(kind, {bubbles: true, pointerType: 'touch'}));
            event('pointerdown');
            slider.value = +slider.max;
            slider.dispatchEvent(new Event('input', {bubbles: true}));
            event('pointercancel');
            await new Promise(done => setTimeout(done, 200));
            return [was, slider.value] }""")
        assert after[0] == after[1] and shown.state == before


def test_under_a_finger_rows_are_44_px_high_and_no_text_makes_a_phone_zoom(browser, page_file):
    with opened(browser, page_file, width=390, height=800, has_touch=True, is_mobile=True) as seen:
        live(seen)
        sizes = seen.page.evaluate("""() => [...document.querySelectorAll('.dh-live input[type=range], .dh-value input, .dh-live select, .dh-live button, .contents summary')]
            .filter(e => e.offsetParent).map(e => [e.tagName, e.getBoundingClientRect().height, parseFloat(getComputedStyle(e).fontSize)])""")
        assert len(sizes) >= 6 and all(height >= 44 for _, height, _ in sizes), sizes
        assert all(size >= 16 for tag, _, size in sizes if tag in ("INPUT", "SELECT"))
        assert seen.page.evaluate("document.documentElement.scrollWidth") == 390


def test_in_jupyterlabs_dark_theme_nothing_stays_white(browser, page_file):
    with opened(browser, page_file) as seen:
        live(seen)
        colours = """() => [getComputedStyle(document.querySelector('.dh-stage')).filter, ...[...document.querySelectorAll('.dh-live button')].map(b => getComputedStyle(b).backgroundColor)]"""
        for theme, dark in (("true", False), ("false", True)):
            seen.page.evaluate("theme => document.body.setAttribute('data-jp-theme-light', theme)", theme)
            found = seen.page.evaluate(colours)
            assert ("invert" in found[0]) == dark and all((colour != "rgb(255, 255, 255)") == dark for colour in found[1:]), (theme, found)


def test_the_title_is_said_once_and_the_caption_stands_under_the_figure(browser, page_file):
    with opened(browser, page_file, width=1400) as seen:
        shown = live(seen)
        assert shown.host.get_attribute("aria-label") == "Live figure" and shown.host.locator(".dh-picture").get_attribute("aria-hidden") == "true"
        boxes = shown.host.evaluate("h => ['.dh-body', 'figcaption'].map(s => h.querySelector(s).getBoundingClientRect()).map(b => [b.left, b.top, b.bottom])")
        assert abs(boxes[0][0] - boxes[1][0]) < 2 and boxes[1][1] >= boxes[0][2]


def test_markup_that_is_not_the_modules_never_reaches_the_page(browser, page_file):
    hostile = ['<image href="x" onerror="window.evil=1"/>', '<path d="M0 0" onclick="window.evil=1"/>', "<script>window.evil=1</script>", "<path d=M0 onload=window.evil=1>", '<a href="javascript:1"/>',
               '<text x="1">a<img src=x onerror="window.evil=1"></text>', '<path fill="url(https://evil.example/#a)"/>', '<foreignObject width="9"/>', '<text style="x">a</text>', '<use href="#a"/>', "</text>"]
    with opened(browser, page_file) as seen:
        live(seen)
        assert seen.page.evaluate("""pieces => { const layer = new downhill.Layer(10, 10, 'x'); document.body.append(layer.svg);
            layer.show('<path d="M0 0"/>' + pieces.join('')); layer.show('<path d="M1 1"/>' + pieces.join('') + '<text x="1">a<tspan dy="2">n</tspan></text>');
            return layer.svg.innerHTML }""", hostile) == '<path d="M1 1"></path><text x="1">a<tspan dy="2">n</tspan></text>'
        assert seen.page.evaluate("window.evil") is None and seen.requests == []


def test_an_engine_that_could_not_start_is_asked_for_again(browser, page_file):
    context = browser.new_context(offline=True)
    try:
        page = context.new_page()
        page.add_init_script("""(() => {
            const compile = WebAssembly.compile;
            WebAssembly.compile = async () => { WebAssembly.compile = compile; window.refused = true; throw new Error('no room'); };
        })();""")
        page.goto(page_file.as_uri())
        page.wait_for_function("window.refused")
        page.wait_for_timeout(200)
        assert page.locator("[data-live]").count() == 0
        assert page.evaluate("""async () => {
            const host = document.querySelector('.dh-live'), bytes = async () => downhill.inflate(document.getElementById('dh-engine').textContent);
            return await downhill.mount(host, host.dataset.figure, downhill.engine(bytes)) !== null;
        }""")
    finally:
        context.close()
