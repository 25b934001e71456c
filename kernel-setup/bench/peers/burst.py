"""Timing in bursts: the best of five, each short enough to fall between what else the machine does."""

import time

BURSTS, SECONDS = 5, 0.02


def timed(call):
    """Seconds a call in the best burst, each of as many calls as fit into SECONDS, at least one."""
    call()
    started = time.perf_counter()
    call()
    repeat = max(1, int(SECONDS / (time.perf_counter() - started + 1e-9)))
    best = float("inf")
    for _ in range(BURSTS):
        started = time.perf_counter()
        for _ in range(repeat):
            call()
        best = min(best, (time.perf_counter() - started) / repeat)
    return best
