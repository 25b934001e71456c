"""Steps and their stamps: a step runs when what it is made from has changed since it last succeeded."""

import hashlib
import shutil
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from collections.abc import Callable

import command
from downhill_handout import whole
from report import Fault


@dataclass
class Step:
    name: str  # the stamp's file name
    title: str  # what the reader sees
    act: Callable[[], None]
    inputs: list = field(default_factory=list)  # files, folders and strings whose content decides
    makes: list = field(default_factory=list)  # files that must exist afterwards
    after: tuple = ()  # names of steps in other lists that must be done before
    optional: bool = False  # a fault is told, and set-up goes on; the step is tried again next time

    def digest(self):
        digest = hashlib.sha256()
        for item in self.inputs:
            for label, content in contents(item):
                digest.update(f"{len(label)}:{label}:{len(content)}:".encode())
                digest.update(content)
        return digest.hexdigest()

    def is_done(self, paths):
        stamp = paths.stamps / self.name
        return stamp.is_file() and stamp.read_text() == self.digest() and all(Path(p).exists() for p in self.makes)


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


def run(paths, report, steps, progress=None):
    """Runs the steps that have to run, in order, and returns their names."""
    done = []
    for step in steps:
        if progress is not None and not progress.wait_for(step.after):
            break
        if not step.is_done(paths):
            started = time.monotonic()
            (paths.stamps / step.name).unlink(missing_ok=True)
            digest = step.digest()  # of what it is made from now: what changes meanwhile is for the next time
            try:
                step.act()
            except Fault as fault:
                if not step.optional or progress is not None and progress.ended():
                    raise
                report.note(f"{step.title}: not done, and JupyterLab opens without. {fault}")
            else:
                whole.write(paths.stamps / step.name, digest)
                report.step(step.title, time.monotonic() - started)
                done.append(step.name)
        if progress is not None:
            progress.note(step.name)
    return done


class Progress:
    """What several lists of steps that run at the same time know of each other."""

    def __init__(self):
        self._names, self._ended, self._changed = set(), False, threading.Condition()

    def note(self, name):
        with self._changed:
            self._names.add(name)
            self._changed.notify_all()

    def end(self):
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def ended(self):
        return self._ended

    def wait_for(self, names):
        """True as soon as the steps are done; False if a fault has ended it all."""
        with self._changed:
            self._changed.wait_for(lambda: self._ended or self._names.issuperset(names))
            return not self._ended


def run_together(paths, report, *lists):
    """Runs several lists of steps at the same time. The first fault ends the others, programs and all, and is raised then."""
    progress, faults, done = Progress(), [], []

    def work(steps):
        try:
            done.extend(run(paths, report, steps, progress))
        except BaseException as fault:
            faults.append(fault)
            progress.end()
            command.end_all()

    threads = [threading.Thread(target=work, args=(steps,), daemon=True) for steps in lists]
    for thread in threads:
        thread.start()
    try:
        for thread in threads:
            while thread.is_alive():  # in short turns, so that Ctrl-C is heard
                thread.join(0.05)
    except BaseException:
        progress.end()
        command.end_all()
        for thread in threads:
            thread.join()
        raise
    if faults:
        raise faults[0]
    return done
