"""scripts/site: the course as a folder for any static host: pages whose cells run, and JupyterLab in the tab."""

import argparse
import functools
import http.server
import json
import os
import re
import shutil
import sys
import threading
import time
import webbrowser
from pathlib import Path

from downhill_handout import whole

from . import browser, clone, execute, handouts, loopback, stoppable

ASSETS, LAB, KERNEL = "assets", "lab", "kernel"
FIXED = re.compile(r"[.-][0-9a-f]{16}[./]")  # a name with a hash of the content: as in kernel-setup/pages/sw.js
TITLE = "Downhill"
WORDS = (
    "The mathematics of gradient descent as running Go, one page a lesson. Every cell runs here, in your browser: change it and press Run. "
    "Nothing is installed, and nothing is sent anywhere."
)


def parse(argv):
    parser = argparse.ArgumentParser(
        prog="scripts/site",
        description="Writes build/site: the course as a folder for any static web server, below any address. The cells of its pages run in the reader's "
        "browser, and lab/ is JupyterLab in the tab. Executes the notebooks first, as scripts/handouts does.",
    )
    parser.add_argument("--edition", choices=("reader", "student", "teacher"), default="reader",
                        help="student: without solutions; teacher: solutions open, with the teacher's notes; each into build/site-EDITION")
    parser.add_argument("--serve", action="store_true", help="open it here, on 127.0.0.1, until Ctrl-C")
    parser.add_argument("--no-browser", action="store_true", help="with --serve: print the address, open nothing")
    parser.add_argument("--timeout", type=float, default=execute.SECONDS_PER_CELL, metavar="SECONDS", help="limit for each cell (%(default)g)")
    return parser.parse_args(argv)


def main(argv=None):
    options = parse(argv)
    os.environ.update(clone.environ())
    if options.serve and not loopback.ready():
        print(f"site: {loopback.SENTENCE}", file=sys.stderr)
        return 1
    from . import lite

    started = time.monotonic()
    to = clone.root() / "build" / ("site" if options.edition == "reader" else f"site-{options.edition}")
    beside = to.with_name(f".{to.name}.{os.getpid()}.new")
    try:
        lite.archive()
        failures = make(beside, clone.notebooks(), browser.kernel(), options.edition, options.timeout)
        for failure in failures:
            print(f"site: {failure}", file=sys.stderr)
        if failures:
            return 1
        if to.exists():
            to.rename(beside.with_suffix(".old"))
        beside.rename(to)
    except stoppable.Stopped as stopped:
        print("site: stopped; what was there before is whole.", file=sys.stderr)
        return 128 + stopped.args[0]
    except (browser.Failure, lite.Missing) as failure:
        print(f"site: {failure}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"site: {clone.unwritten(error)}", file=sys.stderr)
        return 1
    finally:
        clear(to)
    size = sum(path.stat().st_size for path in to.rglob("*") if path.is_file())
    print(f"  {time.monotonic() - started:6.1f} s  build/{to.name}: {size / 1e6:.1f} MB, for any static web server", flush=True)
    return serve(to, not options.no_browser) if options.serve else 0


def clear(to):
    """Removes what this run, and runs that were killed, have left beside the site; one killed between its two renames has left the site itself."""
    for left in to.parent.glob(f".{to.name}.*.*"):
        process = left.suffixes[-2].removeprefix(".")
        if process.isdecimal() and (int(process) == os.getpid() or gone(int(process))):
            if left.suffix == ".old" and not to.exists():
                left.rename(to)
            else:
                shutil.rmtree(left, ignore_errors=True)


def gone(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except PermissionError:  # another user's
        pass
    return False


def make(to, notebooks, kernel, edition, seconds):
    """Executes the notebooks and writes the site into the folder to. Answers what failed."""
    from . import runnable

    home = runnable.Home("fetch", kernel, edition, f"{KERNEL}/", f"{ASSETS}/", "./")
    target = handouts.Target(to, lambda **common: runnable.RunnablePage(home=home, edition=edition, **common), home)
    failures = stoppable.run(handouts.make_all(notebooks, seconds, target))
    if failures:
        return failures
    kernel.copy(to / KERNEL, kernel.files.values())
    laboratory(to / LAB, notebooks, home)
    front(to, [f"{path.stem}.html" for path in notebooks], home)
    for name, content in home.shared.items():
        whole.write(to / ASSETS / name, content)
    offline(to)
    return []


def laboratory(to, notebooks, home):
    """JupyterLab in the tab."""
    from jupyter_core.paths import jupyter_path

    from . import lite

    texts = {path.name: execute.as_text(handouts.to_work_on(path, home.edition)) for path in notebooks}
    live = next(folder for base in jupyter_path("labextensions") if (folder := Path(base) / "@downhill" / "live").is_dir())
    overrides = json.loads((clone.root() / "kernel-setup" / "jupyter" / "overrides.json").read_text(encoding="utf-8"))
    lite.write(to, TITLE, texts, [live, home.kernel.extension], clone.KERNEL, overrides, offline_script(home))


def offline_script(home):
    from . import runnable

    return home.share("offline.js", runnable.javascript("offline").encode())


def front(to, names, home):
    """The first page: the lessons, each with its question and a picture."""
    import jinja2

    from downhill_handout import index, policy, sheet

    from . import runnable

    style = sheet.sheet(sheet.INDEX) + runnable.css("front")
    template = jinja2.Environment(loader=jinja2.FileSystemLoader(runnable.TEMPLATES / "site")).get_template("index.html.j2")
    whole.write(to / "index.html", template.render(
        title=TITLE, words=WORDS, style=style, lessons=[index.read(to / name, handouts.generator()) for name in names], lab=f"{LAB}/index.html?path={names[0].removesuffix('.html')}.ipynb",
        offline=offline_script(home),
        policy=policy.policy(style, [], {"script-src": ["'self'"], "worker-src": ["'self'"], "connect-src": ["'self'"]})))


def offline(to):
    """The service worker, which knows every file of this version: the pages and what they share come at the first visit, the rest when it is asked for."""
    from . import runnable

    paths = sorted(path.relative_to(to).as_posix() for path in to.rglob("*") if path.is_file())
    first = ["./", *(path for path in paths if "/" not in path or path.startswith(f"{ASSETS}/"))]
    worker = runnable.javascript("sw")
    for mark, value in (("/*@first@*/[]", first), ("/*@site@*/[]", [path for path in paths if FIXED.search(path)])):
        worker = worker.replace(mark, json.dumps(value))
    whole.write(to / "sw.js", worker + "\n")


class Handler(http.server.SimpleHTTPRequestHandler):
    """The folder, as a static host would give it, and nothing else."""

    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".wasm": "application/wasm", ".js": "text/javascript", ".ipynb": "application/json"}

    def end_headers(self):
        self.send_header("Cache-Control", "max-age=31536000, immutable" if FIXED.search(self.path) else "no-cache")
        super().end_headers()

    def send_head(self):
        try:
            return super().send_head()
        except ValueError:  # a name that no file can have: one with a zero byte
            self.send_error(404)

    def list_directory(self, path):
        self.send_error(404)

    def log_message(self, *_):
        pass


def server(folder, handler=Handler):
    """A server of the folder on a free port of 127.0.0.1; its serve_forever waits to be called."""
    return http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=folder))


def serve(folder, open_browser):
    with server(folder) as served:
        address = f"http://127.0.0.1:{served.server_port}/"
        print(f"  {address}  (Ctrl-C ends it)", flush=True)
        if open_browser:
            threading.Timer(0.3, webbrowser.open, [address]).start()
        try:
            served.serve_forever()
        except KeyboardInterrupt:
            pass
    return 0


if __name__ == "__main__":
    sys.exit(main())
