"""Steps and their stamps: a step runs when what it is made from has changed since it last succeeded."""

import hashlib
import shutil
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

from downhill_handout import whole
from report import Fault


@dataclass
class Step:
    name: str  # the stamp's file name
    title: str  # what the reader sees
    act: Callable[[], None]
    inputs: list = field(default_factory=list)  # files, folders and strings whose content decides
    makes: list = field(default_factory=list)  # files that must exist afterwards
    optional: bool = False  # a fault is told, and set-up goes on; the step is tried again next time

    def digest(self):
        hash = hashlib.sha256()
        for item in self.inputs:
            for label, content in contents(item):
                hash.update(f"{len(label)}:{label}:{len(content)}:".encode())
                hash.update(content)
        return hash.hexdigest()


def contents(item):
    """The (label, bytes) pairs an input stands for: a string, a file, or a folder's files in order."""
    if isinstance(item, str):
        yield "", item.encode("utf-8", "surrogateescape")
    elif item.is_dir():
        for path in sorted(item.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(item).as_posix(), path.read_bytes()
    elif item.is_file():
        yield item.name, item.read_bytes()
    else:
        yield item.name, b""


def forget(paths):
    shutil.rmtree(paths.stamps, ignore_errors=True)


def run(paths, report, steps, stop=None):
    """Runs the steps that have to run, in order, and returns their names."""
    done = []
    for step in steps:
        if stop is not None and stop.is_set():
            break
        stamp, digest = paths.stamps / step.name, step.digest()
        if stamp.is_file() and stamp.read_text() == digest and all(Path(p).exists() for p in step.makes):
            continue
        started = time.monotonic()
        stamp.unlink(missing_ok=True)
        try:
            step.act()
        except Fault as fault:
            if not step.optional:
                raise
            report.note(f"{step.title}: not done, and JupyterLab opens without. {fault}")
            continue
        whole.write(stamp, digest)
        report.step(step.title, time.monotonic() - started)
        done.append(step.name)
    return done


def run_together(paths, report, *lists):
    """Runs several lists of steps at the same time; the first fault ends the others after the step they are at, and is raised."""
    stop, faults, done = threading.Event(), [], []

    def work(steps):
        try:
            done.extend(run(paths, report, steps, stop))
        except BaseException as fault:
            faults.append(fault)
            stop.set()

    threads = [threading.Thread(target=work, args=(steps,), daemon=True) for steps in lists]
    for thread in threads:
        thread.start()
    for thread in threads:
        while thread.is_alive():
            thread.join(0.05)
            if faults:
                raise faults[0]
    if faults:
        raise faults[0]
    return done
