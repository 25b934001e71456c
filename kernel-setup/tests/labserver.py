"""A JupyterLab server of our own environment on a folder and a free port."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time

from downhill_course import clone


class Server:
    def __init__(self, folder, open_on=None):
        opened = f"/lab/tree/{open_on}" if open_on else "/lab"
        # Settings and layout of their own: a test must not change the learner's.
        self.config = tempfile.TemporaryDirectory()
        env = {**clone.environ(), "JUPYTER_CONFIG_DIR": self.config.name}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser", f"--ServerApp.root_dir={folder}", "--ServerApp.port=0",
             "--ServerApp.ip=127.0.0.1", f"--LabApp.default_url={opened}", *(["--allow-root"] if os.geteuid() == 0 else [])],
            env=env, stderr=subprocess.PIPE, text=True,
        )
        self.log = []
        for line in self.process.stderr:
            self.log.append(line)
            if found := re.search(r"http://127\.0\.0\.1:\d+/lab\S*token=\w+", line):
                self.address = found[0]
                break
        else:
            raise AssertionError("JupyterLab did not start:\n" + "".join(self.log[-20:]))
        threading.Thread(target=lambda: self.log.extend(self.process.stderr), daemon=True).start()
        self.wait_until_it_listens()

    def wait_until_it_listens(self):
        """The address is printed a moment before anybody listens there."""
        port = int(re.search(r":(\d+)/", self.address)[1])
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=5).close()
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
