"""The site in tests: its server, and what a visitor waits for."""

import asyncio
import threading

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
        asked = self.asked = []

        class Noting(site.Handler):
            def do_GET(self):
                asked.append(self.path)
                super().do_GET()

        self.server = site.server(folder, Noting)
        self.origin = f"http://127.0.0.1:{self.server.server_port}/"
        self.address = self.origin + PATH.lstrip("/")
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def lab(page, served, path="00-lesson.ipynb"):
    page.goto(f"{served.address}lab/index.html?path={path}")
    page.wait_for_selector(".jp-NotebookPanel .jp-CodeCell", timeout=120_000)


def worker(page):
    page.wait_for_function("async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated' && navigator.serviceWorker.controller", timeout=60_000)
