"""Every cell of every notebook in the browser's tab gives what it gives natively: the same verdict, words byte for byte, and the same figures."""

import json

import engines
import pytest
import runs
import tab
from downhill_course import clone


@pytest.fixture(scope="module")
def kernel(browser):
    with tab.opened(browser) as opened:
        yield opened


def native(cell):
    """A cell's outputs as they are compared: streams joined, displays by their types."""
    streams, displays = {}, []
    for output in cell.outputs:
        if output.output_type == "stream":
            streams[output.name] = streams.get(output.name, "") + output.text
        elif output.output_type == "error":
            displays.append(["error", output.traceback])
        else:
            displays.append(dict(output.data))
    return streams, displays


def cleaned(page, displays):
    """What the page makes of native displays: cleaning must change nothing of ours but how it is written."""
    return page.js("displays => displays.map(d => Array.isArray(d) ? d : downhill.cleaned(d))", displays)


class Elsewhere:
    """The kernel in Firefox or WebKit, asked as tab.Tab is."""

    def __init__(self, there):
        self.there = there

    def js(self, script, argument=None):
        return self.there.evaluate(f"return await ({script})({json.dumps(argument)});")

    def run(self, code, name):
        return tab.Ran(**self.js("([name, code]) => ran(name, code, {})", [name, code]))

    def call(self, method, name):
        return self.js("([name, method]) => kernel(name)[method]()", [name, method])


@pytest.fixture(scope="module")
def elsewhere(request):
    if engines.MISSING[request.param]:
        pytest.skip(engines.MISSING[request.param])
    with tab.served(tab.built(), {"/tab.html": tab.page()}) as address, engines.tab(request.param) as there:
        there.open(address + "/tab.html")
        yield Elsewhere(there)


def differences(kernel, path):
    """The cells that give something else than natively."""
    differ = []
    executed = runs.twice(path)[0]
    for index, cell in enumerate(executed.cells):
        if cell.cell_type != "code":
            continue
        ran = kernel.run(cell.source, name=path.stem)
        ours, (streams, displays) = tab.told(ran), native(cell)
        if ours != (streams, cleaned(kernel, displays)):
            differ.append((index, cell.source[:80], str(ours)[:300], str((streams, displays))[:300]))
    kernel.call("close", name=path.stem)
    return differ


@pytest.mark.parametrize("path", clone.notebooks(), ids=lambda path: path.stem)
def test_every_cell_gives_what_it_gives_natively(kernel, path):
    assert differences(kernel, path) == []


ALL = [pytest.param(path, marks=() if path.stem.startswith("02-") else pytest.mark.long, id=path.stem) for path in clone.notebooks()]


@pytest.mark.parametrize("elsewhere", ["firefox", "webkit"], indirect=True)
@pytest.mark.parametrize("path", ALL)
def test_every_cell_gives_the_same_in_firefox_and_webkit(elsewhere, path):
    assert differences(elsewhere, path) == []
