"""Firefox and WebKit in tests, as Debian has them (firefox-esr; webkit2gtk-driver): each by its own protocol, which is little enough to speak here.

A Tab opens an address and evaluates JavaScript; a script that returns a promise is waited for.
"""

import contextlib
import json
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

WEBKIT = next(iter(sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))), None)
MISSING = {
    "firefox": "" if shutil.which("firefox-esr") else "no firefox-esr here",
    "webkit": "" if WEBKIT and shutil.which("WebKitWebDriver") and shutil.which("Xvfb") else "no webkit2gtk-driver, or no Xvfb here",
}


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@contextlib.contextmanager
def process(*command, **options):
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    try:
        yield started
    finally:
        started.terminate()
        try:
            started.wait(10)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()


def patient(what, seconds=60):
    """what() as soon as it does not raise: a browser takes its time to listen."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return what()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def until(there, condition, seconds=240):
    """Waits until a condition holds in a page. It is asked again and again from outside: while a script waits inside, WebKit draws nothing."""
    deadline = time.monotonic() + seconds
    while not there.evaluate(f"return Boolean({condition});"):
        assert time.monotonic() < deadline, f"not within {seconds} s: {condition}"
        time.sleep(0.1)


class Firefox:
    """WebDriver BiDi over a web socket: w3.org/TR/webdriver-bidi."""

    def __init__(self, port):
        import websocket

        # Firefox refuses any Origin.
        self.socket = patient(lambda: websocket.create_connection(f"ws://127.0.0.1:{port}/session", suppress_origin=True, timeout=300))
        self.number = 0
        self("session.new", capabilities={})
        self.tab = self("browsingContext.create", type="tab")["context"]

    def __call__(self, method, **params):
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": params}))
        while (answer := json.loads(self.socket.recv())).get("id") != self.number:
            pass
        assert answer["type"] == "success", answer
        return answer["result"]

    def open(self, address):
        self("browsingContext.navigate", context=self.tab, url=address, wait="complete")

    def evaluate(self, script):
        """The value of an async function's body, as JSON can say it."""
        done = self("script.evaluate", expression=f"(async () => JSON.stringify(await (async () => {{ {script} }})()) ?? 'null')()", awaitPromise=True,
                    target={"context": self.tab})
        assert done["type"] == "success", done
        return json.loads(done["result"]["value"])


class WebKit:
    """WebDriver over HTTP: w3.org/TR/webdriver."""

    def __init__(self, port):
        self.base = f"http://127.0.0.1:{port}"
        asked = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": {"binary": str(WEBKIT), "args": ["--automation"]}}}}
        self.session = patient(lambda: self.post("/session", asked))["sessionId"]
        self.post(f"/session/{self.session}/timeouts", {"script": 300_000, "pageLoad": 300_000})

    def post(self, path, body):
        request = urllib.request.Request(self.base + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        return json.loads(urllib.request.urlopen(request, timeout=310).read())["value"]

    def open(self, address):
        self.post(f"/session/{self.session}/url", {"url": address})

    def evaluate(self, script):
        wrapped = f"const done = arguments[0]; (async () => {{ {script} }})().then(v => done(JSON.stringify(v) ?? 'null'), e => done(JSON.stringify({{ fault: String(e) }})))"
        value = json.loads(self.post(f"/session/{self.session}/execute/async", {"script": wrapped, "args": []}))
        assert not (isinstance(value, dict) and "fault" in value), value
        return value


@contextlib.contextmanager
def tab(engine):
    """A fresh Firefox or WebKit with one tab; everything of it goes afterwards."""
    port = free_port()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home, contextlib.ExitStack() as stack:
        if engine == "firefox":
            stack.enter_context(process("firefox-esr", "--headless", "--profile", home, "--remote-debugging-port", str(port), env={"HOME": home, "PATH": "/usr/bin:/bin"}))
            yield Firefox(port)
            return
        display = f":{100 + port % 20000}"
        stack.enter_context(process("Xvfb", display, "-screen", "0", "1280x900x24", "-nolisten", "tcp"))
        environ = {"HOME": home, "PATH": "/usr/bin:/bin", "DISPLAY": display, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "LIBGL_ALWAYS_SOFTWARE": "1"}
        stack.enter_context(process("WebKitWebDriver", f"--port={port}", env=environ))
        yield WebKit(port)
