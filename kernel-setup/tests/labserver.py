"""A JupyterLab server of our own environment on a folder and a free port."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from pathlib import Path

from downhill_course import clone


class Server:
    def __init__(self, folder):
        self.folder = Path(folder).resolve()
        self.tests = 0  # how many have had an address
        # Settings and layout of their own: a test must not change the learner's.
        self.config = tempfile.TemporaryDirectory()
        env = {**clone.environ(), "JUPYTER_CONFIG_DIR": self.config.name}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser", f"--ServerApp.root_dir={self.folder}", "--ServerApp.port=0",
             *(["--allow-root"] if os.geteuid() == 0 else [])],
            env=env, stderr=subprocess.PIPE, text=True,
        )
        self.log = []
        for line in self.process.stderr:
            self.log.append(line)
            if found := re.search(r"(http://127\.0\.0\.1:(\d+))/lab\S*token=(\w+)", line):
                self.base, self.port, self.token = found[1], int(found[2]), found[3]
                break
        else:
            raise AssertionError("JupyterLab did not start:\n" + "".join(self.log[-20:]))
        threading.Thread(target=lambda: self.log.extend(self.process.stderr), daemon=True).start()
        self.wait_until_it_listens()

    @property
    def address(self):
        return self.address_of(self.folder)

    def address_of(self, folder, open_on=None):
        """JupyterLab on a folder below the server's, or on a notebook in it, with a layout that nobody else has changed."""
        path = Path(folder).resolve().relative_to(self.folder) / (open_on or "")
        self.tests += 1
        tree = "" if path == Path() else f"/tree/{urllib.parse.quote(path.as_posix())}"
        return f"{self.base}/lab/workspaces/test{self.tests}{tree}?token={self.token}"

    def ask(self, method, path):
        request = urllib.request.Request(f"{self.base}/api/{path}", method=method, headers={"Authorization": f"token {self.token}"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read() or b"null")

    def clear(self):
        """Ends the kernels, and forgets settings and layouts."""
        for session in self.ask("GET", "sessions"):
            self.ask("DELETE", f"sessions/{session['id']}")
        for kernel in self.ask("GET", "kernels"):
            self.ask("DELETE", f"kernels/{kernel['id']}")
        shutil.rmtree(Path(self.config.name, "lab"), ignore_errors=True)

    def wait_until_it_listens(self):
        """The address is printed a moment before anybody listens there."""
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
                return
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise AssertionError("JupyterLab does not listen:\n" + "".join(self.log[-20:])) from None
                time.sleep(0.1)

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.config.cleanup()
