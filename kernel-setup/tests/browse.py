"""Handouts in Chromium: opened from a file, with everything noted that a page asks for or says."""

import contextlib
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page


@dataclass
class Opened:
    page: Page
    requests: list = field(default_factory=list)  # addresses other than the file itself and data:
    refused: list = field(default_factory=list)  # those of them that the page's policy stopped before they left
    said: list = field(default_factory=list)  # console messages and errors
    asked: list = field(default_factory=list)  # dialogs


    address: str = ""

    def visit(self, path):
        self.address = Path(path).resolve().as_uri()
        self.page.goto(self.address)


@contextlib.contextmanager
def opened(browser, path, width=1280, height=800, scheme="light", **options):
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, offline=True, **options)
    page = context.new_page()
    seen = Opened(page)
    page.on("request", lambda request: seen.requests.append(request.url) if not request.url.startswith("data:") and request.url.partition("#")[0] != seen.address else None)
    page.on("requestfailed", lambda request: seen.refused.append(request.url) if request.failure == "csp" else None)
    page.on("console", lambda message: seen.said.append(message.text))
    page.on("pageerror", lambda error: seen.said.append(str(error)))
    page.on("dialog", lambda dialog: (seen.asked.append(dialog.message), dialog.dismiss()))
    seen.visit(path)
    try:
        yield seen
    finally:
        context.close()


def settled(page):
    """When nothing has scrolled, come or gone in the page for ten frames."""
    page.evaluate("""() => new Promise(done => {
        let same = 0, last = '';
        const look = () => {
            const now = [scrollX, scrollY, document.body.scrollHeight, document.querySelectorAll('*').length].join();
            same = now === last ? same + 1 : 0;
            last = now;
            same > 10 ? done() : requestAnimationFrame(look);
        };
        look();
    })""")


def axe(page):
    """axe-core's violations, of every level, as sentences."""
    import axe_playwright_python

    source = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")
    page.evaluate(source)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{v['id']} ({v['impact']}): {v['nodes'][0]['html'][:160]}" for v in found]
