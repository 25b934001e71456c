"""What set-up says: a line a step with its time, and one clear sentence when something is wrong."""

import sys
import threading


class Fault(Exception):
    """A set-up fault; its text is the sentence the reader sees."""


class Report:
    def __init__(self, quiet):
        self.quiet = quiet
        self._lock = threading.Lock()

    def step(self, title, seconds):
        with self._lock:
            print(f"  {seconds:6.1f} s  {title}", flush=True)

    def note(self, words):
        with self._lock:
            print(f"  {words}", file=sys.stderr, flush=True)

    def ready(self, done, seconds):
        if done:
            print(f"  {seconds:6.1f} s  in all; Downhill is set up", flush=True)
        elif not self.quiet:
            print(f"Downhill is set up; nothing had changed ({seconds:.1f} s).", flush=True)
        sys.stdout.flush()
