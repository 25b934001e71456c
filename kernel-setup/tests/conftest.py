"""What several tests need: the clone, a kernel, a browser, JupyterLab; and which tests are fast."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from downhill_course import clone, loopback

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]
# The tests of parts: their files, less what starts a kernel, a server or a browser after all.
FAST = {
    "test_bench", "test_cells", "test_copies", "test_handout_corpus", "test_handout_malformed", "test_handout_parts", "test_hub",
    "test_hub_folders", "test_hub_image", "test_patching", "test_prose", "test_security", "test_setup_steps",
}
NOT_FAST = {"kernel", "chromium", "browser", "lab"}
# What takes longest begins first, so that no process is left alone with it at the end; those of the tab a little later, while the tab is built beside.
# A file behind which stands a number is given to so many processes, its tests in turn.
LONGEST = {
    "test_setup": 1, "test_live_lab": 1, "test_live_handout": 2, "test_tab_notebooks": 3, "test_tab_odd_cells": 1, "test_pages_engines": 1, "test_export_faults": 1,
    "test_site": 1, "test_handout_browser": 1, "test_tab_kernel": 1, "test_kernel": 1, "test_faults": 1, "test_pages_looks": 1, "test_cases": 1, "test_saving": 1,
    "test_lab": 1, "test_exercises": 1, "test_live_playground": 1, "test_handout_outputs": 1, "test_queue": 1, "test_live_build": 1,
}


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", help="run the tests that take minutes, too")
    parser.addoption("--fast", action="store_true", help="run the tests that take no minute together")
    parser.addoption("--report", type=Path, help="a file for what each test took, and what failed")


def pytest_configure(config):
    os.environ.update(clone.environ())
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background ignores it, and so would all that tests start
    if not loopback.ready():
        pytest.exit(loopback.SENTENCE, returncode=1)
    if config.getoption("--report") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Times(config.getoption("--report")))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    if config.getoption("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadScopeScheduling

    turns = {}  # file -> {test: its turn}

    class Scheduling(LoadScopeScheduling):
        """As --dist loadfile, in the order of LONGEST, and a process takes its next file when it is done with the one that it has."""

        def _split_scope(self, nodeid):
            file = nodeid.partition("::")[0]
            parts = LONGEST.get(Path(file).stem, 1)
            if parts == 1:
                return file
            turn = turns.setdefault(file, {})
            return f"{file} {turn.setdefault(nodeid, len(turn)) % parts}"

        def _reschedule(self, node):
            if not self.workqueue or self._pending_of(self.assigned_work[node]) < 2:
                super()._reschedule(node)

    config.option.loadscopereorder = False
    return Scheduling(config, log)


def pytest_collection_modifyitems(config, items):
    place = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path.stem, len(place)))
    if not config.getoption("--long"):
        for item in items:
            if "long" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="takes minutes: scripts/test --long"))
    if config.getoption("--fast"):
        slow = [item for item in items if item.path.stem not in FAST or NOT_FAST & set(item.fixturenames) or {"long", "slow"} & set(item.keywords)]
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in slow]


class Times:
    """Seconds of each test, its fixtures' included, and which failed; written for scripts/test to sum up."""

    def __init__(self, path):
        self.path, self.seconds, self.failed = path, {}, set()

    def pytest_runtest_logreport(self, report):
        name = report.nodeid.removeprefix("kernel-setup/").removeprefix("tests/")
        self.seconds[name] = self.seconds.get(name, 0) + report.duration
        if report.failed:
            self.failed.add(name)

    def pytest_sessionfinish(self):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps({"seconds": self.seconds, "failed": sorted(self.failed)}))


@pytest.fixture(scope="session")
def root():
    """The clone, which is also the folder above kernel-setup: tests run on the environment of their own clone."""
    top = Path(__file__).resolve().parents[2]
    assert clone.root() == top, f"these tests belong to {top}, but run on the environment in {clone.root()}"
    return top


@pytest.fixture
def kernel():
    import kernels

    with kernels.session() as session:
        yield session


@pytest.fixture(scope="session")
def chromium():
    """A Chromium to run: $CHROMIUM, the system's, or Playwright's own, downloaded into .venv the first time."""
    found = os.environ.get("CHROMIUM") or next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if found:
        return found
    os.environ["PLAYWRIGHT_BROWSERS_PATH"] = str(Path(sys.prefix) / "browsers")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    if not Path(own).exists():
        fetched = subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True, text=True)
        said = fetched.stdout[-300:] + fetched.stderr[-300:]
        assert fetched.returncode == 0, f"no Chromium found, and Playwright could not fetch its own: {said}"
    return own


@pytest.fixture(scope="session")
def browser(chromium):
    from playwright.sync_api import sync_playwright

    # Chromium's own sandbox does not work for root, as in most containers; the pages are ours.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET + sandbox)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def labs(tmp_path_factory):
    """One JupyterLab on the folder below which all tests have theirs."""
    import labserver

    server = labserver.Server(tmp_path_factory.getbasetemp())
    yield server
    server.stop()


@pytest.fixture
def own_lab():
    """As lab, with a server of the test's own on the folder: for what a server reads when it starts."""
    import labserver

    servers = []

    def address_of(folder, notebook):
        servers.append(labserver.Server(folder))
        return servers[-1].address_of(folder, notebook)

    yield address_of
    for server in servers:
        server.stop()


@pytest.fixture
def lab(labs):
    """lab(folder, notebook) gives the address of JupyterLab on it, with the token, in a workspace and with settings of its own.
    Kernels that the test has started are ended after it."""
    yield labs.address_of
    labs.clear()
