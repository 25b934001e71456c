"""What several tests need: the clone, a kernel, a browser."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from downhill_course import clone, loopback

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", help="run the tests that take minutes, too")


def pytest_configure(config):
    os.environ.update(clone.environ())
    if not loopback.ready():
        pytest.exit(loopback.SENTENCE, returncode=1)


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--long"):
        for item in items:
            if "long" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="takes minutes: scripts/test --long"))


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
        assert fetched.returncode == 0, "no Chromium found, and Playwright could not fetch its own: " + fetched.stdout[-300:] + fetched.stderr[-300:]
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


@pytest.fixture
def lab():
    """Starts JupyterLab on a folder: lab(folder) gives its address with the token. Stopped after the test."""
    import labserver

    servers = []

    def start(folder, open_on=None):
        servers.append(labserver.Server(folder, open_on))
        return servers[-1].address

    yield start
    for server in servers:
        server.stop()
