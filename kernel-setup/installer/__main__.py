"""Set-up: makes .venv ready to run the notebooks, and does only what has not been done yet.

Runs on the system's Python, before there is any environment, so it stands on the standard library alone.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(1, str(Path(__file__).resolve().parents[1]))  # downhill_handout.whole

import classroom
import compiler
import engine
import environment
import kernelspec
import plan
import settings
import tools
import warm
from paths import Paths
from report import Fault, Report


def parse(argv):
    parser = argparse.ArgumentParser(
        prog="scripts/setup",
        description="Makes Jupyter ready inside this clone: .venv with JupyterLab, the Go kernel and its tools. "
        "Needs Go 1.26 or newer and Python 3.10 or newer. A second run does only what has changed.",
    )
    parser.add_argument("--test", action="store_true", help="install what scripts/test needs, too")
    parser.add_argument("--hub", action="store_true",
                        help="install what a classroom under JupyterHub needs, too: kernel-setup/hub/README.md")
    parser.add_argument("--browser", action="store_true", help="build Go for the browser, too: kernel-setup/browser/README.md")
    parser.add_argument("--site", action="store_true", help="install what scripts/site needs, too")
    parser.add_argument("--first", action="store_true",
                        help="do only what executing notebooks needs: no gopls, which answers Tab and Shift-Tab in JupyterLab")
    parser.add_argument("--beside", action="store_true", help="as --first, and the rest goes on while something else begins")
    parser.add_argument("--quiet", action="store_true", help="say nothing when there is nothing to do")
    parser.add_argument("--again", action="store_true", help="forget what was done and do everything")
    return parser.parse_args(argv)


def main(argv):
    options = parse(argv)
    paths = Paths.of_this_clone()
    report = Report(quiet=options.quiet)
    started = time.monotonic()
    with environment.locked(paths, "lock"):
        if options.again:
            plan.forget(paths)
        environment.check(paths)
        go = tools.find_go(paths)
        python = environment.steps(paths, options.test, options.site)
        environment.clear(paths, python[0])
        later = [tools.later(paths, go), environment.later(paths)]
        # pip waits for the network and the disk, the Go builds for the processor: together they take little more than the longer.
        done = plan.run_together(
            paths, report,
            python + settings.steps(paths) + kernelspec.steps(paths, go),
            tools.steps(paths, go) + warm.steps(paths, go),
            engine.steps(paths, go),
        )
        if options.browser:
            done += plan.run(paths, report, compiler.steps(paths, go))
        if options.hub:
            done += plan.run_together(paths, report, *later) + plan.run(paths, report, classroom.steps(paths, go))
    if options.beside and not all(step.is_done(paths) for steps in later for step in steps):
        go_on_beside(paths)
        report.note("Tab and Shift-Tab in JupyterLab help in a minute or two: gopls is being built beside.")
    elif not (options.first or options.beside or options.hub):
        # A lock of its own: nobody who only wants to run notebooks waits for gopls.
        with environment.locked(paths, "later.lock"):
            done += plan.run_together(paths, report, *later)
    report.ready(done, time.monotonic() - started)


def go_on_beside(paths):
    """Starts set-up once more, for all that is left, as a process that neither the terminal nor Ctrl-C there reaches."""
    with open(paths.venv / "later.log", "w") as log:
        subprocess.Popen([*nice(), sys.executable, "-B", Path(__file__).parent], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                         start_new_session=True)


def nice():
    """Whoever sits before JupyterLab comes first."""
    return ["nice", "-n", "10"] if any(os.access(os.path.join(p, "nice"), os.X_OK) for p in os.get_exec_path()) else []


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.getsignal(signal.SIGINT))
    try:
        main(sys.argv[1:])
    except Fault as fault:
        print(f"setup: {fault}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("setup: interrupted; run it again and it goes on where it stopped.", file=sys.stderr)
        sys.exit(130)
