"""Running other programs: quiet when they succeed, their last words when they fail."""

import os
import subprocess

from report import Fault

NETWORK_MARKS = (
    "dial tcp", "no such host", "i/o timeout", "TLS handshake", "connection refused", "network is unreachable", "proxyconnect",
    "Temporary failure in name resolution", "NewConnectionError", "ConnectTimeoutError", "No matching distribution found",
    "Name or service not known", "Failed to establish a new connection", "module lookup disabled", "Max retries exceeded",
)


def run(args, what, env=None, cwd=None, without=()):
    """Runs args; what names the undertaking in the sentence that is raised when it fails."""
    environ = {k: v for k, v in os.environ.items() if k not in without}
    environ.update(env or {})
    try:
        result = subprocess.run(
            [os.fspath(a) for a in args], env=environ, cwd=cwd, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
    except FileNotFoundError as missing:
        raise Fault(f"{what}: the program {missing.filename} is missing.") from None
    text = result.stdout.decode("utf-8", "replace")
    if result.returncode:
        raise Fault(explain(what, text, result.returncode))
    return text


def explain(what, text, code):
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if any(mark in text for mark in NETWORK_MARKS):
        said = next((line for line in lines if any(mark in line for mark in NETWORK_MARKS)), "")
        return (f"{what}: a download failed; the first set-up needs the network, later ones do not. "
                f"Run it again when you are online. ({said[:300]})")
    if "No space left on device" in text:
        return f"{what}: the disk is full; set-up needs about 2 GB. Make room and run it again."
    if "Read-only file system" in text or "Permission denied" in text:
        said = next(line for line in lines if "Read-only file system" in line or "Permission denied" in line)
        return f"{what}: a folder cannot be written. ({said[:300]})"
    said = "\n    ".join(lines[-8:]) or f"exit status {code}, and not a word"
    return f"{what} failed:\n    {said}"
