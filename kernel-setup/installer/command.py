"""Running other programs: quiet when they succeed, their last words when they fail, and none of them outlives set-up."""

import contextlib
import os
import signal
import subprocess
import threading

from report import Fault

NO_NETWORK = (
    "dial tcp", "no such host", "i/o timeout", "TLS handshake", "connection refused", "network is unreachable",
    "proxyconnect", "Temporary failure in name resolution", "NewConnectionError", "ConnectTimeoutError",
    "Name or service not known", "Failed to establish a new connection", "module lookup disabled", "Max retries exceeded",
    "NameResolutionError", "ReadTimeoutError", "ProxyError", "SSLError", "Connection reset by peer",
)
NO_WHEEL = "No matching distribution found for "

_running, _lock, _ended = set(), threading.Lock(), threading.Event()


def run(args, what, env=None, cwd=None, without=()):
    """Runs args and returns what they said; what names the undertaking in the sentence that is raised when it fails."""
    environ = {k: v for k, v in os.environ.items() if k not in without}
    environ.update(env or {})
    try:
        with _lock:
            if _ended.is_set():
                raise Fault(f"{what}: not begun, as set-up ends.")
            # A process group of its own: what it has started ends with it.
            process = subprocess.Popen(
                [os.fspath(a) for a in args], env=environ, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, start_new_session=True,
            )
            _running.add(process)
    except FileNotFoundError as missing:
        raise Fault(f"{what}: the program {missing.filename} is missing.") from None
    try:
        text = process.communicate()[0].decode("utf-8", "replace")
    except BaseException:  # Ctrl-C, which does not reach a group of its own
        kill(process)
        raise
    finally:
        with _lock:
            _running.discard(process)
    if process.returncode:
        raise Fault(explain(what, text, process.returncode))
    return text


def end_all():
    """Ends every program that runs, with what it has started, and lets none begin any more."""
    with _lock:
        _ended.set()
        for process in _running:
            kill(process)


def kill(process):
    """With what it has started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def explain(what, text, code):
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if said := next((line for line in lines if any(mark in line for mark in NO_NETWORK)), ""):
        return (f"{what}: a download failed; the first set-up needs the network, later ones do not. "
                f"Run it again when you are online. ({said[:300]})")
    if wheel := next((line for line in lines if NO_WHEEL in line), ""):
        return (f"{what}: there is no ready-made package of {wheel.split(NO_WHEEL)[1].split()[0]} for this Python on this "
                f"system. Another Python may do: PYTHON=python3.13 scripts/setup ({python_of(text)}{wheel[:200]})")
    if 'exec: "git": executable file not found' in text:
        return f"{what}: Go fetches modules by git, as GOPROXY says, and git is missing; install it from your system's packages."
    if "No space left on device" in text:
        return f"{what}: the disk is full; set-up needs about 2 GB. Make room and run it again."
    if "Read-only file system" in text or "Permission denied" in text:
        said = next(line for line in lines if "Read-only file system" in line or "Permission denied" in line)
        return f"{what}: a folder cannot be written. ({said[:300]})"
    said = "\n    ".join(lines[-8:]) or f"exit status {code}, and not a word"
    return f"{what} failed:\n    {said}"


def python_of(text):
    """What pip says of the Pythons that it passed over, if it says so."""
    line = next((line for line in text.splitlines() if "Requires-Python" in line or "requires a different Python" in line), "")
    return f"{line.strip()[:200]}; " if line else ""
