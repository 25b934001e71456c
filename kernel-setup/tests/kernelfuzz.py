"""Cells as nobody writes them, for a kernel that lives: mutations of the course's cells and of the reader's sessions, run, completed and explained.

By hand, for as long as one likes:  .venv/bin/python -B kernel-setup/tests/kernelfuzz.py [REQUESTS [SEED]]
"""

import json
import queue
import random
import re
import sys
import tempfile
import time
from pathlib import Path

# Lines that have ended, frozen or misled a kernel, and such as mean something only at a line's beginning.
LINES = [
    "%%", "%% -x", "%main", "%exec main", "% ", "%", "%\t", "!", "! ", "!\\", "!ls", "!false", "!=", "//gonb:%%", "//gonb:% ", "//gonb:!ls", "%test",
    "%%bash", "%%script", "%%script cat", "%%writefile", "%%writefile x.txt", "%nosuch", "%ls", "%rm x", "%rm", "%args \"", "%args -a b", "%env A",
    "%env A=b c", "%cd", "%goflags", "%with_inputs", "%with_password", "%track /no", "%untrack x", "%capture", "%capture out.txt", "%wasm", "%reset go.mod",
    "package main", "package other", "packages := 2", "//line made.go:100", "/*line x:3:4*/", "//go:embed x", "//go:build ignore", "//go:noinline",
    'import "C"', 'import . "strings"', 'import _ "embed"', 'import fmt "math"', 'import "nosuch/x"', "import (", "func main() {", "func init() {}",
    "func init_x() { println(1) }", "func f(", "type T struct{ T }", "type T[P any] struct{ p P }", "func (t T) M() {}", "func (t *T[P]) M() {}",
    "const ( A = iota; B )", "var A = 1", "var fmt = 3", "var x = x", "x := 3", "{", "}", "}}", "(", ")", "`", "/*", "*/", "'", '"', "\\", "\ufeff", "\x00",
    "\r", "η := ∇", "panic(1)", "os.Exit(3)", "select {}", "var p *int; *p = 1", "for {", "goto x", "return", "defer", "fmt.Println(`", "fmt.Scan(&x)",
    'fmt.Fprintln(os.Stderr, "panic: x")', 'fmt.Fprint(os.Stderr, "fatal error: x\\n\\ngoroutine 1 [running]:\\nx")', "runtime.Goexit()",
]
LETTERS = "{}()[]\"'`%!/*\\\n\r\t ;:=.,0aη∇_\ufeff\x00"


def cells(root):
    """The course's cells and those of the reader's sessions."""
    found = []
    for path in sorted(root.glob("notebooks/*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                found.append("".join(cell["source"]))
    hidden = str.maketrans({"␍": "\r", "␠": " ", "␉": "\t", "␀": "\x00"})
    for path in sorted(root.glob("kernel-setup/cell/testdata/sessions/*.txt")):
        for text in path.read_text(encoding="utf-8").split("=== cell\n")[1:]:
            found.append(text.split("\n===")[0].rstrip("\n").translate(hidden).replace("⟨BOM⟩", "\ufeff"))
    return [tame(cell) for cell in found]


def tame(cell):
    """The cell without commands for a shell that are none of LINES, and without what would take long."""
    lines = [line for line in cell.split("\n") if not line.lstrip("/gonb:").startswith("!") or line in LINES]
    return "\n".join(line for line in lines if "%%script" not in line and "%%bash" not in line and "%%sh" not in line)


def mutate(chance, seeds):
    lines = chance.choice(seeds).split("\n")
    for _ in range(chance.choice([0, 0, 1, 1, 1, 2, 2, 4])):
        at = chance.randrange(len(lines) + 1)
        kind = chance.randrange(8)
        if kind < 3:
            lines.insert(at, chance.choice(LINES))
        elif kind == 3 and lines:
            del lines[min(at, len(lines) - 1)]
        elif kind == 4 and lines:
            lines.insert(at, chance.choice(lines))
        elif kind == 5:
            lines[at:at] = chance.choice(seeds).split("\n")[: chance.randrange(1, 6)]
        elif kind == 6 and lines:
            lines = lines[: at + 1]
        elif lines:
            line = lines[min(at, len(lines) - 1)]
            where = chance.randrange(len(line) + 1)
            lines[min(at, len(lines) - 1)] = line[:where] + chance.choice(LETTERS) + line[where + chance.randrange(2) :]
    return tame("\n".join(lines))


def is_harmless(cell):
    """Whether nothing in the cell would start what is not in it: a line of Go that a mutation has made a shell's."""
    commands = [line for line in cell.split("\n") if re.match(r"(//gonb:)?\s*!", line)]
    return all(line in LINES for line in commands)


class Fuzz:
    """One kernel through which everything goes; it must not end, and each request must be answered."""

    def __init__(self, session, root, seed):
        self.session, self.chance, self.seeds = session, random.Random(seed), cells(root)
        self.pid = session.manager.provisioner.pid
        self.counts = {"run": 0, "failed": 0, "interrupted": 0, "completed": 0, "explained": 0, "checks": 0}
        self.last = []  # requests since the last check

    def alive(self):
        assert self.session.manager.is_alive() and self.session.manager.provisioner.pid == self.pid, self.story("the kernel has ended")

    def story(self, what):
        return f"{what}; the requests before it:\n" + "\n".join(repr(request) for request in self.last[-12:])

    def step(self):
        cell = mutate(self.chance, self.seeds)
        if not is_harmless(cell):
            return
        kind = self.chance.randrange(4)
        cursor = self.chance.randrange(len(cell) + 1)
        self.last.append((("run", "run", "complete", "inspect")[kind], cell, cursor))
        try:
            if kind < 2:
                self.run(cell)
            elif kind == 2:
                reply = self.session.complete(cell, cursor, timeout=60)
                assert 0 <= reply.get("cursor_start", 0) <= reply.get("cursor_end", 0) <= 2 * len(cell) + 2, self.story("a completion outside the cell")
                self.counts["completed"] += 1
            else:
                self.session.inspect(cell, cursor, timeout=60)
                self.counts["explained"] += 1
        except (queue.Empty, TimeoutError):
            self.alive()
            raise AssertionError(self.story("a request was not answered")) from None

    def run(self, cell, patience=15):
        request, started = self.session.client.execute(cell, allow_stdin=False), time.perf_counter()
        interrupted = False
        while True:
            try:
                reply = self.session.collect(request, started, patience)
                break
            except (queue.Empty, TimeoutError):
                self.alive()
                assert not interrupted, self.story("an interrupted cell goes on")
                self.session.manager.interrupt_kernel()
                interrupted, patience = True, 30
                self.counts["interrupted"] += 1
        self.counts["run"] += 1
        self.counts["failed"] += reply.status != "ok"
        assert interrupted or reply.status in ("ok", "error"), self.story(f"the cell is {reply.status}")
        said = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join("\n".join(m["content"]["traceback"]) for m in reply.messages if m["msg_type"] == "error"))
        assert not re.search(r"gonb_\w+/|\bmain(_test)?\.go:\d", said) or "main.go" in cell, self.story("a path is told: " + said)

    def check(self):
        """The next cell is right."""
        self.alive()
        number = self.chance.randrange(10**6)
        self.session.cell("%reset")
        reply = self.session.cell(f'const kept = {number}\n%%\nfmt.Println("well", kept)')
        assert reply.text() == f"well {number}\n", self.story(f"the cell after them is wrong: {reply.status} {reply.error()}")
        self.counts["checks"] += 1
        self.last = []


def fuzz(root, seed, requests=10**9, seconds=10**9):
    import kernels

    with tempfile.TemporaryDirectory() as folder, kernels.session(folder=folder) as session:
        fuzz, until = Fuzz(session, root, seed), time.monotonic() + seconds
        for number in range(requests):
            fuzz.step()
            if number % 10 == 9:
                fuzz.check()
            if time.monotonic() > until:
                break
        fuzz.check()
        return fuzz.counts


if __name__ == "__main__":
    import os

    from downhill_course import clone

    os.environ.update(clone.environ())

    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10**6)
    print("seed", seed, flush=True)
    started = time.monotonic()
    print(fuzz(Path(clone.root()), seed, requests=asked), f"{time.monotonic() - started:.0f} s")
