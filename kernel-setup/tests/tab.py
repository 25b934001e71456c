"""The kernel in a browser's tab, for tests: built, served, and asked from here."""

import contextlib
import functools
import http.server
import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import runs

ROOT = Path(__file__).resolve().parents[2]

# A page with nothing but the kernel. kernels are made on first use, by name; what goes wrong is a value, so that it can be looked at.
PAGE = """<!doctype html><meta charset="utf-8"><title>tab</title>{policy}<script src="{script}"></script><script>
const kernels = {{}}, payload = {payload};
const kernel = (name, options) => kernels[name] ??= new downhill.Kernel(payload, options);
const ran = async (name, code, options) => {{
  const outputs = [], from = performance.now();
  const reply = await kernel(name).run(code, {{ ...options, onOutput: output => outputs.push(output) }});
  return {{ reply, outputs, ms: performance.now() - from }};
}};
</script>"""


@dataclass
class Ran:
    reply: dict
    outputs: list
    ms: float

    @property
    def status(self):
        return self.reply["status"]

    def text(self, stream="stdout"):
        return "".join(o["text"] for o in self.outputs if o["output_type"] == "stream" and o["name"] == stream)

    def displays(self):
        return [o["data"] for o in self.outputs if o["output_type"] == "display_data"]

    def error(self):
        return "\n".join(line for o in self.outputs if o["output_type"] == "error" for line in o["traceback"])


def told(ran):
    """Outputs as they are compared: streams joined, displays and errors in order."""
    streams, displays = {}, []
    for output in ran.outputs:
        if output["output_type"] == "stream":
            streams[output["name"]] = streams.get(output["name"], "") + output["text"]
        elif output["output_type"] == "error":
            displays.append(["error", output["traceback"]])
        else:
            displays.append(output["data"])
    return streams, displays


class Tab:
    def __init__(self, page):
        self.page = page

    def run(self, code, name="a", **options):
        return Ran(**self.page.evaluate("([name, code, options]) => ran(name, code, options)", [name, code, options]))

    def call(self, method, *args, name="a"):
        return self.page.evaluate("([name, method, args]) => kernel(name)[method](...args)", [name, method, list(args)])

    def js(self, script, argument=None):
        return self.page.evaluate(script, argument)


@functools.cache
def built():
    """The folder with the kernel, as build.py makes it: at once if nothing has changed."""
    with runs.alone("browser"):
        done = subprocess.run([sys.executable, "-B", ROOT / "kernel-setup" / "browser" / "build.py", "--quiet"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return ROOT / "build" / "browser"


def manifest():
    return json.loads((built() / "kernel.json").read_text())


@contextlib.contextmanager
def served(folder, pages=None, before=lambda handler: False):
    """Serves a folder, and pages {path: text} besides; before(handler) may answer a request itself."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args):
            pass

        def do_GET(self):
            if before(self):
                return
            if (text := (pages or {}).get(self.path)) is None:
                return super().do_GET()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(text.encode())

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def page(payload="downhill.Payload.fetched('kernel.json')", policy="", script=None):
    return PAGE.format(script=script or manifest()["page"], payload=payload, policy=policy)


@contextlib.contextmanager
def opened(browser, before=lambda handler: False):
    """A tab with the kernel, from a server here."""
    with served(built(), {"/tab.html": page()}, before) as address:
        context = browser.new_context()
        at = context.new_page()
        at.set_default_timeout(300_000)
        at.goto(address + "/tab.html")
        try:
            yield Tab(at)
        finally:
            context.close()
