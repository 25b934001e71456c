"""Odd cells: in the browser's tab and natively the same verdict and the same words."""

import json
import re

import pytest
import tab
from odd_cells import ODD


@pytest.fixture(scope="module")
def both(browser):
    import kernels

    with tab.opened(browser) as opened, kernels.session() as session:
        yield opened, session


def natively(reply):
    streams, displays = {}, []
    for message in reply.messages:
        content = message["content"]
        if message["msg_type"] == "stream":
            streams[content["name"]] = streams.get(content["name"], "") + content["text"]
        elif message["msg_type"] == "error":
            displays.append(["error", content["traceback"]])
        elif message["msg_type"] in ("display_data", "execute_result"):
            displays.append(content["data"])
    return streams, displays


@pytest.mark.parametrize("name", ODD)
def test_gives_what_it_gives_natively(both, name):
    opened, session = both
    session.cell("%reset")
    opened.run("%reset")
    for code in ODD[name]:
        native, ran = session.cell(code), opened.run(code)
        assert (ran.status, *alike(tab.told(ran))) == (native.status, *alike(natively(native))), code


def alike(outputs):
    """Outputs without what differs from run to run: numbers of cells, seconds of tests, and addresses, which Go prints of a struct that a program panics with."""
    text = re.sub(r"cell \[\d+\]", "cell […]", json.dumps(outputs, ensure_ascii=False))
    return json.loads(re.sub(r"\(main\.(\w+)\) 0x[0-9a-f]+", r"(main.\1) …", re.sub(r"\(\d+\.\d\ds\)", "(… s)", text)))


def test_there_are_sixty_of_them():
    assert len(ODD) >= 60
