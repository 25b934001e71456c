"""Every cell of every notebook in the browser's tab gives what it gives natively: the same verdict, words byte for byte, and the same figures."""

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


@pytest.mark.parametrize("path", clone.notebooks(), ids=lambda path: path.stem)
def test_every_cell_gives_what_it_gives_natively(kernel, path):
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
    assert differ == []
