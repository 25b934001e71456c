"""scripts/test: Go's tests and the linters beside pytest's, which mostly wait for kernels and browsers."""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETUP = ROOT / "kernel-setup"
REPORTS = ROOT / "build" / "tests"
FUZZ_SECONDS = os.environ.get("FUZZTIME", "1s")
WORKERS = max(2, min(6, (os.cpu_count() or 2) + 1))  # one more than processors: a test often waits

ABOUT = """Sets up what is missing, then runs gofmt, go vet, go test -race, go test as processors with FMA
round, the linters (ruff, shellcheck, biome, codespell), and pytest: the set-up, the kernel, every notebook twice, the
handouts, and JupyterLab in a headless Chromium ($CHROMIUM, the system's, or Playwright's own, fetched into .venv the first time). Each fuzz
target runs for $FUZZTIME, 1s unless set, to find what no test thought of.
What fails in pytest is run once more, alone; what fails twice has failed. What needed the second try is named in the last lines, and so are
the ten slowest tests. After the first run it needs no network."""


class Go:
    """The steps of Go. Each returns what is wrong, or nothing."""

    def __init__(self, fast):
        self.fast = fast
        self.program = shutil.which("go") or "/usr/local/go/bin/go"
        self.environ = {**os.environ, "GOWORK": "off"}
        compiler = self.ask("env", "CC").split()
        # The race detector needs a C compiler on some systems; without it the tests still run.
        self.race = ["-race"] if not fast and self.ask("env", "CGO_ENABLED") == "1" and shutil.which(compiler[0]) else []

    def ask(self, *args, cwd=ROOT):
        return subprocess.run([self.program, *args], cwd=cwd, env=self.environ, capture_output=True, text=True).stdout.strip()

    def steps(self):
        yield "gofmt", self.formatted
        yield "go vet", lambda: self.go("vet", "./...")
        yield f"go test {' '.join(self.race)}".strip(), lambda: self.go("test", *self.race, "./...")
        yield "kernel-setup: go vet", lambda: self.go("vet", "./...", cwd=SETUP)
        yield "kernel-setup: go test", lambda: self.go("test", *self.race, "./...", cwd=SETUP)
        if self.fast:
            return
        if self.ask("env", "GOARCH") == "amd64" and has_fma():
            # Other processors round a product and the sum it goes into once, not twice, and so does this one if told to.
            yield "go test, GOAMD64=v3", lambda: self.go("test", "./pkg/...", GOAMD64="v3")
        if self.race:
            yield "GoNB as we patch it: go test -race", lambda: wrong([SETUP / "patches" / "gonb-tests"], env=self.environ)
        yield "fuzz targets", lambda: self.fuzzed(ROOT, "./pkg/...") or self.fuzzed(SETUP, "./...")

    def go(self, *args, cwd=ROOT, **env):
        return wrong([self.program, *args], cwd, {**self.environ, **env})

    def formatted(self):
        unformatted = subprocess.run([str(Path(self.program).with_name("gofmt")), "-l", "pkg", "kernel-setup"], cwd=ROOT, capture_output=True, text=True)
        return unformatted.stderr or unformatted.stdout and f"not as gofmt writes it: {unformatted.stdout}"

    def fuzzed(self, module, packages):
        """Each target of each package; a package with a finding keeps its input below testdata/fuzz."""
        cache = self.ask("env", "GOCACHE") + "/fuzz"
        found = self.ask("list", "-f", "{{.ImportPath}} {{.Dir}}", packages, cwd=module).splitlines()
        for package, folder in (line.split(" ", 1) for line in found):
            sources = "".join(path.read_text(encoding="utf-8") for path in Path(folder).glob("*_test.go"))
            if not (targets := re.findall(r"(?m)^func (Fuzz\w+)\(", sources)):
                continue
            # Built once a package, with the fuzzer's counters.
            program = REPORTS / "fuzz.test"
            if said := self.go("test", "-c", "-fuzz", ".", "-o", str(program), package, cwd=module):
                return said
            for target in targets:
                # Making interesting inputs shorter would take most of so short a time.
                run = subprocess.run([program, "-test.run=^$", f"-test.fuzz=^{target}$", "-test.fuzzminimizetime=1x", f"-test.fuzztime={FUZZ_SECONDS}",
                                      f"-test.fuzzcachedir={cache}/{package}"], cwd=folder, env=self.environ, capture_output=True, text=True)
                said = run.stdout + run.stderr
                # Go may report the end of the time itself as a failure: only a finding counts.
                if run.returncode and ("Failing input" in said or "panic" in said or "context deadline exceeded" not in said):
                    return f"{package} {target}\n{said}"
        return ""


def has_fma():
    try:
        return " fma " in Path("/proc/cpuinfo").read_text()
    except OSError:  # not Linux
        return False


def wrong(command, cwd=ROOT, env=None):
    """What the command said, if it failed; nothing if it is well."""
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return (done.stdout or f"exit status {done.returncode}") if done.returncode else ""


def tab():
    """What the tests of the tab need is built while others run."""
    yield "the kernel in a tab, built", lambda: wrong([sys.executable, "-B", SETUP / "browser" / "build.py", "--quiet"])


def linters():
    programs = Path(sys.prefix) / "bin"
    yield "ruff", lambda: wrong([programs / "ruff", "check", "-q", "--no-cache", "kernel-setup", "kernel-setup/locks"])
    yield "shellcheck", lambda: wrong([programs / "shellcheck", *sorted((ROOT / "scripts").iterdir()), ROOT / ".ci" / "run", SETUP / "next-jupyterlab",
                                        SETUP / "patches" / "gonb-tests"])
    yield "biome", lambda: wrong([programs / "biome", "lint", "."], cwd=SETUP)
    yield "codespell", lambda: wrong([programs / "codespell", "--toml", "kernel-setup/pyproject.toml", "README.md", "notebooks", "pkg",
                                      "kernel-setup", "scripts", ".ci"])


def pytest(report, *args):
    command = [sys.executable, "-B", "-m", "pytest", "-c", "kernel-setup/pyproject.toml", "-o", f"cache_dir={ROOT / 'build' / 'pytest'}",
               f"--report={report}", *args]
    if not any((ROOT / arg.partition("::")[0]).exists() for arg in args):
        command.append("kernel-setup/tests")
    return subprocess.run(command, cwd=ROOT).returncode


def tests(options):
    """pytest's outcome as an exit status. Some tests meet real kernels, browsers and a hub, which a machine that stands still for a moment
    can upset: what failed is run once more, alone. Only in a run of all tests: whoever gives arguments wants to see each failure."""
    if options.rest:
        return pytest(REPORTS / "first.json", *(["--long"] if options.long else []), *options.rest)
    together = ["-q", "-n", str(2 if options.fast else WORKERS), "--dist", "loadfile"]
    tier = ["--fast"] if options.fast else ["--long"] if options.long else []
    status = pytest(REPORTS / "first.json", *together, *tier)
    if status == 1 and not options.fast:
        print("scripts/test: what has failed above is run once more", file=sys.stderr, flush=True)
        status = pytest(REPORTS / "second.json", "--last-failed", "--last-failed-no-failures", "none", *tier)
    return status


def run(steps, failed):
    for name, act in steps:
        started = time.monotonic()
        said = act()
        # One write a step: beside pytest's lines, none is torn.
        text = f"  {time.monotonic() - started:.0f} s  {name}\n"
        if said:
            failed.append(name)
            text = f"{said.rstrip()}\nscripts/test: {name} failed\n{text}"
        sys.stdout.write("\n" + text if said else text)
        sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(prog="scripts/test", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fast", action="store_true", help="what takes no minute: no kernels, servers, browsers, race detector or fuzzing")
    parser.add_argument("--long", action="store_true", help="also the tests that take minutes")
    options, options.rest = parser.parse_known_args()
    shutil.rmtree(REPORTS / "runs", ignore_errors=True)
    REPORTS.mkdir(parents=True, exist_ok=True)
    for name in ("first.json", "second.json"):
        (REPORTS / name).unlink(missing_ok=True)
    started, failed = time.monotonic(), []
    steps = [*linters(), *([] if options.fast else tab()), *Go(options.fast).steps()]
    beside = threading.Thread(target=run, args=(steps, failed))
    if not options.rest:
        beside.start()
    if tests(options):
        failed.append("pytest")
    if not options.rest:
        beside.join()
    summary(time.monotonic() - started, failed)
    return 1 if failed else 0


def summary(seconds, failed):
    """The last lines: what needed a second try, the ten slowest, what failed."""
    first, second = (json.loads(path.read_text()) if (path := REPORTS / name).is_file() else None for name in ("first.json", "second.json"))
    if first:
        print("the ten slowest tests:")
        for name, took in sorted(first["seconds"].items(), key=lambda item: -item[1])[:10]:
            print(f"  {took:6.1f} s  {name}")
    again = [name for name in second["seconds"] if name not in second["failed"]] if second else []
    print(f"tests that needed a second try: {len(again)}" + "".join(f"\n  {name}" for name in again))
    print(f"  {seconds:.0f} s  in all; " + (f"failed: {', '.join(failed)}" if failed else "all is well"))


if __name__ == "__main__":
    sys.exit(main())
