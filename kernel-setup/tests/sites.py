"""The site in tests: its server, and what a visitor waits for."""

import asyncio
import threading
import time

import nbformat

from downhill_course import execute, site

PATH = "/some path/site/"


def unexecuted():
    """The notebooks are taken as they are, with the outputs that they have (a fixture where a test file makes it one)."""
    real = execute.execute

    async def taken(path, seconds):
        return await asyncio.to_thread(nbformat.read, path, 4)

    execute.execute = taken
    yield
    execute.execute = real


class Served:
    """A folder's server on this machine, which notes what it is asked for."""

    def __init__(self, folder):
        asked, held = self.asked, self.held = [], {}  # held: {path: Event}, until which its answer waits

        class Noting(site.Handler):
            def do_GET(self):
                asked.append(self.path)
                if self.path in held:
                    held[self.path].wait(60)
                super().do_GET()

        self.server = site.server(folder, Noting)
        self.origin = f"http://127.0.0.1:{self.server.server_port}/"
        self.address = self.origin + PATH.lstrip("/")
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def lab(page, served, path="00-lesson.ipynb"):
    page.goto(f"{served.address}lab/index.html?path={path}")
    page.wait_for_selector(".jp-NotebookPanel .jp-CodeCell >> visible=true", timeout=120_000)  # others may be open behind it, from the last visit


def until(page, condition, *args, seconds=60):
    """Waits until a condition holds that is asked by an async function: wait_for_function takes its promise for true."""
    end = time.monotonic() + seconds
    while not page.evaluate(condition, *args):
        assert time.monotonic() < end, f"not within {seconds} s: {condition}"
        page.wait_for_timeout(50)


def worker(page):
    """Waits for the service worker, which serves the page from then on."""
    until(page, "async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated' && !!navigator.serviceWorker.controller")


def kept(page, *names):
    """Waits until the service worker keeps the files whose paths end so."""
    until(page, """async names => {
        const kept = (await Promise.all((await caches.keys()).map(async key => (await (await caches.open(key)).keys()).map(request => request.url)))).flat();
        return names.every(name => kept.some(url => url.endsWith('/' + name)));
    }""", names)
