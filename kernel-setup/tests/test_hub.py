"""The classroom: what a hub's configuration says, and a class of learners at once on a real JupyterHub."""

import asyncio
import json
import os
import pwd
import re
import shutil
import statistics
import subprocess
from pathlib import Path

import pytest

import hubserver
from hubclass import Learner, together


@pytest.fixture(scope="session")
def hub(root):
    return root / "kernel-setup" / "hub"


def test_a_learners_server_and_the_hub_are_the_same_jupyterhub_on_the_courses_packages(hub):
    def pins(path):
        return dict(re.findall(r"^([\w.-]+)==([\w.]+)", re.sub(r"(?m)^.*python_full_version < '3\.11'.*\n", "", path.read_text()), re.M))

    course, learner, own = pins(hub.parent / "requirements.txt"), pins(hub / "requirements.txt"), pins(hub / "requirements-hub.txt")
    assert learner["jupyterhub"] == own["jupyterhub"]
    differing = {name for name in course.keys() & learner.keys() if course[name] != learner[name]}
    assert not differing, "installed over the course's packages, they would change them: lock requirements.in anew"


def test_every_package_of_the_proxy_is_pinned_by_hash(hub):
    packages = json.loads((hub / "proxy" / "package-lock.json").read_text())["packages"]
    assert len(packages) > 1 and all(package.get("integrity", "").startswith("sha512-") for name, package in packages.items() if name)


@pytest.fixture(scope="session")
def install(root):
    """The class's install in build/hub, and a hub's programs; root, Node and a Python for all are needed."""
    if os.geteuid() != 0:
        pytest.skip("only root can make Unix users and start servers as them")
    if not shutil.which("node") or not shutil.which("npm"):
        pytest.skip("JupyterHub's proxy runs on Node, which is not installed")
    if not shutil.which("useradd"):
        pytest.skip("there is no useradd to make Unix users with")
    if hubserver.python() is None:
        pytest.skip("there is no Python that other users than root may run")
    folder = root / "build" / "hub"
    if any(not parent.stat().st_mode & 0o001 for parent in (folder.parent, *folder.parent.parents)):
        pytest.skip(f"other users than root may not enter {folder}")
    folder.mkdir(exist_ok=True)
    return hubserver.installed(root, folder)


@pytest.fixture
def class_of(root, install):
    """class_of(n): a hub with so many Unix users, and the learners."""
    open_now = []

    def start(count):
        names = hubserver.users(count)
        open_now.append(names.__exit__)
        hub = hubserver.Hub(root, root / "build" / "hub", install, list(made := names.__enter__()))
        open_now.append(lambda *_: hub.stop())
        return hub, [Learner(hub, name) for name in made]

    yield start
    for close in reversed(open_now):
        close(None, None, None)


def memory(names):
    """MB of each kind of process a learner has, each page counted to those who share it (PSS)."""
    kinds = dict.fromkeys(("server", "kernel", "gopls", "other"), 0.0)
    for name in names:
        for process in hubserver.of_user(pwd.getpwnam(name).pw_uid):
            try:
                command = Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()
                kilobytes = int(re.search(r"(?m)^Pss:\s+(\d+)", Path(f"/proc/{process}/smaps_rollup").read_text())[1])
            except (OSError, TypeError):  # ended meanwhile
                continue
            kind = next((kind for mark, kind in (("libexec/gopls", "gopls"), ("bin/gonb", "kernel"), ("jupyterhub", "server")) if mark in command), "other")
            kinds[kind] += kilobytes / 1024
    return {kind: total / len(names) for kind, total in kinds.items()}


def busy_seconds():
    """Seconds of processor time used on this machine since it started."""
    fields = [int(word) for word in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]]
    return (sum(fields[:8]) - fields[3] - fields[4]) / os.sysconf("SC_CLK_TCK")


def p95(values):
    return statistics.quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


@pytest.mark.long
def test_learners_at_once(root, class_of):
    """DOWNHILL_CLASS learners (20), each with notebook 07 end to end, DOWNHILL_PAUSE seconds between cells (0: as fast as they can)."""
    count, pause = int(os.environ.get("DOWNHILL_CLASS", 20)), float(os.environ.get("DOWNHILL_PAUSE", 0))
    hub, learners = class_of(count)
    names, used, most = [learner.name for learner in learners], busy_seconds(), {}

    async def lesson():
        watching = asyncio.create_task(watch())
        try:
            return await together(learners, pause)
        finally:
            watching.cancel()

    async def watch():
        while True:
            await asyncio.sleep(4)
            now = await asyncio.to_thread(memory, names)
            if sum(now.values()) > sum(most.values()):
                most.clear(), most.update(now)

    seconds = asyncio.run(lesson())
    faults = [learner.fault for learner in learners if learner.fault]
    assert not faults, "\n".join(faults) + f"\n(the hub's log: {hub.log.name})"
    used = busy_seconds() - used
    cells = [seconds for learner in learners for seconds, _ in learner.cells]
    plots = [seconds for learner in learners for seconds, drew in learner.cells if drew]
    first = [learner.cells[0][0] for learner in learners]
    tabs = [learner.tab for learner in learners if learner.tab is not None]
    found = {
        "learners": count, "cores": os.cpu_count(), "pause": pause, "seconds": seconds, "cells": len(cells),
        "start p50": statistics.median(learner.start for learner in learners), "start p95": p95([learner.start for learner in learners]),
        "first cell p50": statistics.median(first), "first cell p95": p95(first), "first tab p95": p95(tabs or [float("nan")]), "tabs without an answer": count - len(tabs),
        "cell p50": statistics.median(cells), "plot cell p50": statistics.median(plots), "plot cell p95": p95(plots),
        "processor seconds a learner": used / count, **{f"MB {kind}": size for kind, size in most.items()},
    }
    found = {name: round(value, 2) if isinstance(value, float) else value for name, value in found.items()}
    (root / "build" / "hub" / f"class-{count}-{pause:g}.json").write_text(json.dumps(found, indent=2) + "\n")
    print(json.dumps(found, indent=2))
    private(learners)
    shared_cache_was_used(names)


def private(learners):
    """No learner reads another's files: not through the proxy, and not on the disk, where nothing of another's can be opened."""
    one, other = learners[0], learners[-1]
    assert asyncio.run(one.refused(one.name)) == 200
    assert asyncio.run(one.refused(other.name)) in (403, 404)
    theirs = pwd.getpwnam(other.name)
    files = subprocess.run(["find", "/tmp", "/var/tmp", "/dev/shm", theirs.pw_dir, "-uid", str(theirs.pw_uid), "!", "-type", "l"], capture_output=True, text=True).stdout.split("\n")
    assert sum(path.startswith(theirs.pw_dir) for path in files) > 10 and any("/kernel-" in path for path in files)
    try_all = "import os, sys\nfor path in sys.stdin.read().split('\\n'):\n    if path and os.access(path, os.R_OK): print(path)"
    mine = pwd.getpwnam(one.name)
    read = subprocess.run([hubserver.python(), "-c", try_all], input="\n".join(files), user=mine.pw_uid, group=mine.pw_gid, extra_groups=[], capture_output=True, text=True)
    own = subprocess.run([hubserver.python(), "-c", try_all], input="\n".join(files), user=theirs.pw_uid, group=theirs.pw_gid, extra_groups=[], capture_output=True, text=True)
    assert read.returncode == own.returncode == 0
    assert len(own.stdout.split("\n")) > 10, "the owner reads them"
    assert read.stdout == "", "another learner reads none"
    listening = [line for line in subprocess.run(["ss", "-Hltnpe"], capture_output=True, text=True).stdout.splitlines() if f"uid:{theirs.pw_uid} " in line]
    assert len(listening) <= 1, f"the server's port alone, which asks for a token; kernels have sockets in a private folder: {listening}"


def shared_cache_was_used(names):
    """The class's packages were compiled once, before: what is in a learner's own cache are a few cells."""
    for name in names:
        cache = Path(pwd.getpwnam(name).pw_dir) / ".cache" / "downhill"
        entries = list(cache.glob("??/*-d"))
        assert sum(path.stat().st_size for path in entries) < 20e6, f"{name} compiled {len(entries)} packages"
