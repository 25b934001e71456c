"""Pages whose cells run, in tests: made from a small notebook, with a stand-in for the kernel that shows how the page treats one."""

import contextlib
import json
from pathlib import Path

import corpus
from browse import opened
from corpus import code, figure, notebook, printed, text

from downhill_course import browser, handouts, runnable

FAKE = Path(__file__).with_name("fakekernel.js")
CLEAN = Path(__file__).parents[1] / "browser" / "js" / "clean.js"

# A kernel of the course's name for JupyterLab in the tab, which runs nothing.
STAND_IN = """(() => {
  let shared;
  const plugin = ({ BaseKernel, IKernelSpecs }) => {
    class Nothing extends BaseKernel {
      async kernelInfoRequest() { return { implementation: 'none', status: 'ok', protocol_version: '5.3', banner: '', help_links: [], language_info: { name: 'go', file_extension: '.go' } }; }
      async executeRequest() { return { status: 'ok', execution_count: this.executionCount, user_expressions: {} }; }
      async commInfoRequest() { return { status: 'ok', comms: {} }; }
    }
    return { id: '@downhill/kernel:stand-in', autoStart: true, requires: [IKernelSpecs], activate: (app, specs) => specs.register({
      spec: { name: 'downhill', display_name: 'Go (Downhill)', language: 'go', argv: [], resources: {} }, create: async options => new Nothing(options) }) };
  };
  (window._JUPYTERLAB ??= {})['@downhill/kernel'] = { init: scope => { shared = scope; },
    get: async () => { const services = (await Object.values(shared['@jupyterlite/services'])[0].get())(); return () => ({ __esModule: true, default: plugin(services) }); } };
})();"""

LESSON = notebook(
    text("# A lesson\n\n> **What does it do?**\n\nSome words before the code."),
    code('import "fmt"\n\nvar setup = 1', tags=["fold"]),
    code('%%\nfmt.Println("first")', printed("first\n")),
    text("Press **Shift + Enter**.", tags=["runs"]),
    code("func slope() int {\n\treturn 0 // yours\n}\n\n%%\nfmt.Println(\"tried\")", printed("tried\n")),
    code('// Solution to 00.1: it is one\nfunc slope() int { return 1 }\n\n%%\nfmt.Println("solved")', printed("solved\n"), tags=["solution"]),
    code("%%\n// The figure: a line\nshow.Plot(p)", figure(), tags=["fold", "fig:line"]),
    text("[Figure](#fig:line) shows it."),
    code('%%\nfmt.Println("last")', printed("last\n")),
)


def kernel(folder):
    """A folder as kernel-setup/browser/build.py leaves it, with the stand-in."""
    (folder / "beside").mkdir(parents=True)
    # What a cell shows goes through the kernel's own cleaning.
    cleaning = f"(() => {{ {CLEAN.read_text(encoding='utf-8')}\n(globalThis.downhill ??= {{}}).cleaned = cleaned; }})();\n"
    (folder / "kernel.0123456789abcdef.js").write_text(cleaning + FAKE.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "compile.0123456789abcdef.wasm.gz").write_bytes(bytes(3000))
    (folder / "beside" / "payload.js").write_text("")
    index = {"page": "kernel.0123456789abcdef.js", "files": {"compile": {"name": "compile.0123456789abcdef.wasm.gz", "size": 3000, "packed": 3000}}}
    (folder / "kernel.json").write_text(json.dumps(index))
    (folder / "lab" / "static").mkdir(parents=True)
    extension = {"name": "@downhill/kernel", "jupyterlab": {"_build": {"load": "static/remoteEntry.js", "extension": "./extension"}}}
    (folder / "lab" / "package.json").write_text(json.dumps(extension))
    (folder / "lab" / "static" / "remoteEntry.js").write_text(STAND_IN)
    return browser.Kernel(folder)


def page(to, nb=LESSON, name="00-lesson", way="sibling", **traits):
    """Writes the page of a notebook into the folder to, with its kernel, and answers its path."""
    home = runnable.Home(way, kernel(to / "made"), traits.get("edition", "reader"), "kernel/")
    exporter = runnable.RunnablePage(config=handouts.exporter_config(), home=home, **traits)
    made, _ = exporter.from_notebook_node(nb, {"metadata": {"name": name, "path": str(to)}})
    path = to / f"{name}.html"
    path.write_text(made, encoding="utf-8")
    return path


class Cell:
    """A cell as a reader meets it."""

    def __init__(self, page, id):
        self.page, self.host = page, page.locator(f"[data-cell='{id}']")

    @property
    def area(self):
        return self.host.locator("textarea")

    @property
    def shown(self):
        return self.host.locator(".dr-results").inner_text().strip()

    @property
    def words(self):
        return self.host.locator(".dr-words").inner_text()

    def unfold(self):
        self.host.evaluate("host => { for (const d of [host, ...host.querySelectorAll('details')]) if (d.tagName === 'DETAILS') d.open = true; }")

    def write(self, words):
        self.unfold()
        self.area.fill(words)

    def press(self, name):
        self.unfold()
        self.host.get_by_role("button", name=name).click()

    def run(self):
        """Runs it and waits until it has ended."""
        self.press("Run cell")
        self.ended()

    def ended(self):
        self.page.wait_for_function("host => !('doing' in host.dataset)", arg=self.host.element_handle())


def asked(page):
    """What the stand-in was asked to run, in order: [text, the texts above it]."""
    return page.evaluate("downhill.asked")


@contextlib.contextmanager
def lesson(browser, path, **options):
    with opened(browser, path, **options) as seen:
        yield seen, lambda id: Cell(seen.page, f"cell-{id}")


__all__ = ["LESSON", "Cell", "asked", "corpus", "kernel", "lesson", "page"]
