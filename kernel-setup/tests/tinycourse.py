"""A course of a few tiny notebooks with this environment: scripts/handouts is through with it in seconds, and writes beside no real handout."""

import os
import subprocess
import time
import uuid
from pathlib import Path

import nbformat

KERNEL = {"kernelspec": {"name": "downhill", "display_name": "Go (Downhill)", "language": "go"}}
WELL = '%%\nfmt.Println("well")'
MARK = "DOWNHILL_TEST"


class Course:
    def __init__(self, folder, venv, **notebooks):
        """A clone in folder: its .venv is a link, its notebooks are given by name as a list of cells each."""
        self.root = folder / "clone"
        (self.root / "notebooks").mkdir(parents=True)
        (self.root / ".venv").symlink_to(venv)
        for name, sources in notebooks.items():
            self.write(name, *sources)
        self.mark = uuid.uuid4().hex

    @property
    def build(self):
        return self.root / "build"

    def write(self, name, *sources):
        cells = [nbformat.v4.new_markdown_cell("# A title", id="title")]
        cells += [nbformat.v4.new_code_cell(source, id=f"cell-{number}") for number, source in enumerate(sources)]
        nbformat.write(nbformat.v4.new_notebook(metadata=KERNEL, cells=cells), self.root / "notebooks" / f"{name}.ipynb")

    def start(self, *args, before=(), **options):
        command = [*before, self.root / ".venv" / "bin" / "python", "-B", "-m", "downhill_course.handouts", *args]
        environ = {**os.environ, MARK: self.mark, "TMPDIR": str(self.root.parent)}
        return subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)

    def handouts(self, *args, **options):
        process = self.start(*args, **options)
        process.out, process.err = process.communicate()
        return process

    def made(self):
        """Name -> bytes of all that a run leaves in build/."""
        return {path.relative_to(self.build).as_posix(): path.read_bytes() for path in sorted(self.build.rglob("*")) if path.is_file()}

    def processes(self):
        """Command lines of what a run started and what still runs: kernels, gopls, cells' programs."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if f"{MARK}={self.mark}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                    found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except OSError:  # ended meanwhile, or not ours
                pass
        return [command for command in found if command]

    def left_running(self, seconds=30):
        """What still runs after a grace period: a kernel looks each second whether its parent is there, and winds up."""
        deadline = time.monotonic() + seconds
        while (found := self.processes()) and time.monotonic() < deadline:
            time.sleep(0.2)
        return found
