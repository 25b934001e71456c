"""The whole course from fresh kernels to handouts: scripts/handouts against nbconvert --execute --to html on the same notebooks and kernel."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from interleave import rounds

ABOUT = "the course: every notebook executed and exported, against nbconvert --execute --to html (course/html) and 90 s (course/limit)"
ROOT = Path(__file__).resolve().parents[2]
COUNT = int(os.environ.get("BENCH_COUNT", 3))
LIMIT = 90  # seconds, on 2 cores


def run(record, wanted):
    if wanted("course/html"):
        ours, theirs = rounds(COUNT, handouts, html, warmup=0)
        record("course/html", ours, theirs, "s")
        record("course/limit", ours, LIMIT, "s")
    elif wanted("course/limit"):
        record("course/limit", [handouts() for _ in range(COUNT)], LIMIT, "s")


def timed(command):
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return time.perf_counter() - started


def handouts():
    return timed([ROOT / "scripts" / "handouts"])


def html():
    with tempfile.TemporaryDirectory() as to:
        notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
        return timed([sys.executable, "-m", "nbconvert", "--log-level=ERROR", "--execute", "--to", "html", "--output-dir", to, *notebooks])
