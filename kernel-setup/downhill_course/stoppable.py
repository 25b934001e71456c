"""Runs a coroutine so that Ctrl-C and SIGTERM end all of it."""

import asyncio
import contextlib
import signal
import threading


class Stopped(Exception):
    """A signal came; its number is the argument."""


def run(work):
    """What the coroutine returns; raises Stopped once it has wound up after a signal.

    It runs in a thread of its own: nbclient takes the signals of the main thread's loop, ends one kernel upon Ctrl-C and lets the others run on.
    """
    running, outcome, begun = {}, [], threading.Event()

    async def whole():
        running.update(loop=asyncio.get_running_loop(), task=asyncio.current_task())
        begun.set()
        return await work

    def thread_main():
        try:
            outcome.append((asyncio.run(whole()), None))
        except BaseException as fault:
            outcome.append((None, fault))
        finally:
            begun.set()

    # The handler only notes the signal: an exception out of it, raised inside join, would make a living thread pass for ended (python/cpython#90882).
    came = []
    before = {number: signal.signal(number, lambda number, frame: came.append(number)) for number in (signal.SIGINT, signal.SIGTERM)}
    thread = threading.Thread(target=thread_main)
    try:
        thread.start()
        while thread.is_alive() and not came:
            thread.join(0.1)
        if came:  # winding up takes a second or two; a second signal does not cut it short
            begun.wait()
            with contextlib.suppress(RuntimeError):  # the loop has just ended by itself
                running["loop"].call_soon_threadsafe(running["task"].cancel)
            thread.join()
            raise Stopped(came[0])
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    result, fault = outcome[0]
    if fault is not None:
        raise fault
    return result
