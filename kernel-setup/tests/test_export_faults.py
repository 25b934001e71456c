"""scripts/handouts under fault: killed, stopped, without disk, with notebooks that fail. Never half a file; the next run finishes."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile

import pytest

from tinycourse import WELL, Course

SEED = int(os.environ.get("DOWNHILL_SEED", random.randrange(10**6)))


@pytest.fixture
def tiny(tmp_path):
    def make(**notebooks):
        return Course(tmp_path, sys.prefix, **notebooks)

    return make


THREE = {"00-one": [WELL], "01-two": [WELL, WELL], "02-three": [WELL]}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """What one undisturbed run makes of three notebooks, and its seconds."""
    course = Course(tmp_path_factory.mktemp("undisturbed"), sys.prefix, **THREE)
    started = time.monotonic()
    run = course.handouts()
    assert run.returncode == 0, run.err
    assert len(course.made()) == 8, "three handouts, three executed notebooks, index, archive"
    return course.made(), time.monotonic() - started


@pytest.fixture
def three(tiny, undisturbed):
    course = tiny(**THREE)
    course.whole, course.seconds = undisturbed
    return course


def end_at(course, when, by):
    process = course.start()
    time.sleep(when)
    process.send_signal(by)
    process.communicate()
    return process.returncode


def faults(course):
    """What a reader of build/ could stumble over. Files beside (.NAME.PID.new) are no handouts: nobody opens them, and the next run removes them."""
    for name, content in course.made().items():
        if name.endswith(".new"):
            continue
        if name.startswith("handouts/0") or name.startswith("executed/"):
            if content != course.whole[name]:
                yield f"{name} is not what an undisturbed run makes"
        elif name == "handouts.zip":
            if zipfile.ZipFile(course.build / name).testzip() is not None:
                yield f"{name} is broken"
        elif not content.rstrip().endswith(b"</html>"):
            yield f"{name} is cut off"
    index = course.build / "handouts" / "index.html"
    if index.is_file():
        named = {name for name in course.whole if name.startswith("handouts/0") and name.split("/")[1] in index.read_text(encoding="utf-8")}
        yield from (f"the index names {name}, which is not there" for name in named if not (course.build / name).is_file())


@pytest.mark.parametrize("points", [3, pytest.param(100, marks=pytest.mark.long)])
def test_killed_at_any_moment_leaves_only_whole_files_and_no_kernel_and_the_next_run_finishes(three, points):
    moments = [random.Random(SEED + n).uniform(0, three.seconds) for n in range(points)]
    for when in moments:
        end_at(three, when, signal.SIGKILL)
        assert not list(faults(three)), f"killed after {when:.3f} s (DOWNHILL_SEED={SEED})"
    assert three.left_running() == []
    assert three.handouts().returncode == 0
    assert three.made() == three.whole


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_stopped_by_a_signal_it_says_so_ends_its_kernels_and_leaves_whole_files(tiny, by):
    course = tiny(**{"00-well": [WELL], "01-long": ["%%\ntime.Sleep(time.Hour)"], "02-long": ["%%\ntime.Sleep(time.Hour)"]})
    process = course.start()
    deadline = time.monotonic() + 120
    while sum("gonb_" in command and "gopls" not in command for command in course.processes()) < 2 and time.monotonic() < deadline:
        time.sleep(0.2)
    process.send_signal(by)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 128 + by
    assert err.startswith("handouts: stopped;") and err.count("\n") == 1, err
    assert course.left_running() == []
    assert all(name in ("executed/00-well.ipynb", "handouts/00-well.html") for name in course.made())


def test_a_notebook_that_never_ends_meets_the_limit_and_leaves_no_kernel(tiny):
    course = tiny(**{"00-endless": [WELL, "%%\nfor {\n}"], "01-well": [WELL]})
    run = course.handouts("--timeout", "6")
    assert run.returncode == 1
    assert "00-endless.ipynb, cell 3 (for {): not done after 6 s" in run.err
    assert "handouts/01-well.html" in course.made() and "handouts/00-endless.html" not in course.made()
    assert course.left_running() == []


def test_notebooks_that_fail_each_in_its_way_are_named_with_their_cell_and_the_rest_are_made(tiny):
    course = tiny(**{
        "00-panics": [WELL, '%%\npanic("too large")'], "01-exits": ["%%\nos.Exit(3)"], "02-misspelt": ["%%\nfmt.Printn(1)"], "03-well": [WELL], "04-well": [WELL],
    })
    (course.root / "notebooks" / "05-cut.ipynb").write_bytes((course.root / "notebooks" / "03-well.ipynb").read_bytes()[:200])
    run = course.handouts()
    assert run.returncode == 1 and "Traceback" not in run.err
    for named in ("00-panics.ipynb, cell 3", "01-exits.ipynb, cell 2", "02-misspelt.ipynb, cell 2", "05-cut.ipynb: not a notebook"):
        assert named in run.err
    assert run.err.count("handouts: ") == 4
    assert [name for name in course.made() if name.startswith("handouts/0")] == ["handouts/03-well.html", "handouts/04-well.html"]
    for name in ("00-panics", "01-exits", "02-misspelt", "05-cut"):
        course.write(name, WELL)
    assert course.handouts().returncode == 0
    assert len([name for name in course.made() if name.startswith("handouts/0")]) == 6


def test_a_kernel_that_dies_fails_its_notebook_alone(tiny):
    course = tiny(**{"00-dies": ["%%\nkernel, _ := os.FindProcess(os.Getppid())\nkernel.Kill()\ntime.Sleep(time.Minute)"], "01-well": [WELL]})
    run = course.handouts()
    assert run.returncode == 1 and "Traceback" not in run.err
    assert "00-dies.ipynb, cell 2" in run.err
    assert "handouts/01-well.html" in course.made()


@pytest.fixture
def small_disk(three):
    """Runs scripts/handouts with build/ on a disk of so many KB, which it keeps for a look afterwards in build-then/."""
    if os.geteuid() != 0 or not shutil.which("unshare") or subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode:
        pytest.skip("only root may mount a small disk")

    def run(size):
        three.build.mkdir(exist_ok=True)
        mounted = f'mount -t tmpfs -o size={size}k none "$0" && "$@"; status=$?; cp -a "$0/." "$0-then" && exit $status'
        shutil.rmtree(three.root / "build-then", ignore_errors=True)
        return three.handouts(before=["unshare", "-m", "sh", "-c", mounted, three.build])

    return run


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_on_a_full_disk_says_so_and_leaves_only_whole_files(three, small_disk, share):
    # A page of memory is the smallest piece of a tmpfs, so files take whole pages.
    needed = sum(-(-len(content) // 4096) * 4 for content in three.whole.values())
    run = small_disk(int(needed * share))
    assert run.returncode == 1, run.err
    assert "No space left on device" in run.err and "make room" in run.err and "Traceback" not in run.err
    three.build.rmdir()
    (three.root / "build-then").rename(three.build)
    assert not list(faults(three)) and not [name for name in three.made() if name.endswith(".new")]
    assert three.handouts().returncode == 0
    assert three.made() == three.whole


def test_what_lay_there_stays_whole_when_the_disk_is_full(three, small_disk):
    assert three.handouts().returncode == 0
    old = three.made()
    shutil.copytree(three.build, three.root / "old")
    three.write("00-one", '%%\nfmt.Println("changed")')
    fill = f'cp -a "{three.root}/old/." "$0" && head -c 100M /dev/zero >"$0/filler"; '
    mounted = 'mount -t tmpfs -o size=4m none "$0" && ' + fill + '"$@"; status=$?; rm "$0/filler"; cp -a "$0/." "$0-then"; exit $status'
    run = three.handouts(before=["unshare", "-m", "sh", "-c", mounted, three.build])
    assert run.returncode == 1 and "00-one.ipynb: No space left on device" in run.err
    shutil.rmtree(three.build)
    (three.root / "build-then").rename(three.build)
    assert three.made() == old


def test_a_folder_that_may_not_be_written_is_named(three):
    three.build.write_text("a file where a folder is wanted")
    run = three.handouts()
    assert run.returncode == 1 and "Traceback" not in run.err
    assert "00-one.ipynb: " in run.err and str(three.build) in run.err


@pytest.mark.long
def test_runs_of_the_whole_course_give_the_same_bytes(tmp_path, root):
    runs = int(os.environ.get("DOWNHILL_RUNS", 50))
    course = Course(tmp_path, sys.prefix)
    (course.root / "notebooks").rmdir()
    shutil.copytree(root / "notebooks", course.root / "notebooks")
    first = None
    for number in range(runs):
        shutil.rmtree(course.build, ignore_errors=True)
        run = course.handouts()
        assert run.returncode == 0, run.err
        made = course.made()
        first = first or made
        assert made.keys() == first.keys()
        assert [name for name in made if made[name] != first[name]] == [], f"run {number + 1} of {runs}"
