"""Where a server and its kernels have the sockets over which they talk.

Over TCP anybody on the same machine could listen to what a kernel prints; sockets in a folder of one's own are one's own.
"""

import atexit
import contextlib
import fcntl
import hashlib
import os
import shutil
import socket
import stat
import sys
import tempfile
from pathlib import Path

ARGUMENTS = ("--KernelManager.transport=ipc",)
HELD = "held"  # a file in a server's temporary folder, locked by the server
LONGEST = 103  # bytes that a socket's path may have: macOS takes 103, Linux 107
NAME = len("/kernel-00000000-0000-0000-0000-000000000000-ipc-5")


def folder():
    """Jupyter's own folder in .venv; where that has too long a path, or a disk without sockets, a temporary one, for as long as this program runs."""
    own = Path(sys.prefix) / "jupyter" / "runtime"
    if takes_sockets(own):
        return own
    private = private_folder(str(own), "/tmp")
    atexit.register(shutil.rmtree, private, ignore_errors=True)
    return private / "jupyter"


def takes_sockets(folder):
    if len(os.fsencode(folder)) + NAME > LONGEST:
        return False
    path = folder / f"probe-{os.getpid()}"
    try:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.bind(str(path))
        path.unlink()
    except OSError:
        return False
    return True


def private_folder(name, above=None):
    """An empty folder of this server's own among the temporary ones, at a short path, as those of sockets must be.

    A learner may have several servers at once, named as they like: each name has a folder. What an earlier server of that name left goes;
    what a running one holds stays, and so does what is somebody else's: then the folder is a new one.
    """
    folder = Path(above or os.environ.get("TMPDIR") or "/tmp") / folder_name(os.getuid(), name)
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    if not owned(folder) or not held(folder):
        folder = Path(tempfile.mkdtemp(prefix="downhill-", dir=folder.parent))
        held(folder)
    for left in folder.iterdir():
        if left.name != HELD:
            shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()
    (folder / "jupyter").mkdir(mode=0o700)
    return folder


def folder_name(user, server):
    """Different servers have different names, whatever letters they hold and however long they are."""
    return f"downhill-{user}" + (f"-{hashlib.sha256(server.encode()).hexdigest()[:20]}" if server else "")


def owned(folder):
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()


def held(folder):
    """Locks the folder for as long as this process lives, also as another program; False if a living one has it."""
    descriptor = os.open(folder / HELD, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return False
    os.set_inheritable(descriptor, True)
    return True
