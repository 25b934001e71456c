"""Set-up: makes .venv ready to run the notebooks, and does only what has not been done yet.

Runs on the system's Python, before there is any environment, so it stands on the standard library alone.
"""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(1, str(Path(__file__).resolve().parents[1]))  # downhill_handout.whole

import browser
import environment
import hub
import kernel
import live
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
    parser.add_argument("--hub", action="store_true", help="install what a classroom under JupyterHub needs, too: kernel-setup/hub/README.md")
    parser.add_argument("--browser", action="store_true", help="build Go for the browser, too: kernel-setup/browser/README.md")
    parser.add_argument("--site", action="store_true", help="install what scripts/site needs, too")
    parser.add_argument("--quiet", action="store_true", help="say nothing when there is nothing to do")
    parser.add_argument("--again", action="store_true", help="forget what was done and do everything")
    return parser.parse_args(argv)


def main(argv):
    options = parse(argv)
    paths = Paths.of_this_clone()
    report = Report(quiet=options.quiet)
    started = time.monotonic()
    with environment.locked(paths):
        if options.again:
            plan.forget(paths)
        environment.check(paths)
        go = tools.find_go(paths)
        python, golang = environment.steps(paths, options.test, options.site), tools.steps(paths, go) + warm.steps(paths, go)
        # pip waits for the network and the disk, the Go builds for the processor: together they take little more than the longer.
        done = plan.run_together(paths, report, python, golang)
        done += plan.run(paths, report, settings.steps(paths) + kernel.steps(paths, go) + live.steps(paths, go))
        if options.browser:
            done += plan.run(paths, report, browser.steps(paths, go))
        if options.hub:
            done += plan.run(paths, report, hub.steps(paths, go))
    report.ready(done, time.monotonic() - started)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Fault as fault:
        print(f"setup: {fault}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("setup: interrupted; run it again and it goes on where it stopped.", file=sys.stderr)
        sys.exit(130)
