"""Files that appear whole or not at all: the one way in which anything here writes a file that somebody may be reading.

A file is written beside its place and renamed into it, which the system does in one step. A run that is killed leaves
the old file as it was, and what it had begun is removed by the next that writes there. Standard library alone, and
nothing of ours: set-up uses it before there is an environment."""

import contextlib
import fcntl
import hashlib
import os
import secrets
import stat


def write(path, data):
    """Makes data, bytes or text, what path holds; folders that are missing are made."""
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    with writing(path) as file:
        file.write(data if isinstance(data, bytes) else data.encode("utf-8"))


@contextlib.contextmanager
def writing(path, mode="wb", **options):
    """Opens a file for what path shall hold when the block ends; a block that ends by an exception leaves path as it
    was.

    A link stays, and what it leads to is written; owner and permissions stay, too.
    """
    target = os.path.realpath(path)
    beside, descriptor = begin(target)
    try:
        with open(descriptor, mode, **options) as file:
            yield file
            file.flush()
            as_before(target, descriptor)
            os.fsync(descriptor)
            os.replace(beside, target)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(beside)
        raise


def begin(target):
    """A new file beside target, held by a lock that ends with this process, however it ends."""
    folder, name = os.path.split(target)
    # Not the name itself, which may be as long as a name can be.
    start = f".~{hashlib.sha256(os.fsencode(name)).hexdigest()[:12]}."
    remove_abandoned(folder, start)
    while True:
        beside = os.path.join(folder, f"{start}{secrets.token_hex(8)}.new")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        with contextlib.suppress(OSError):  # some network disks know no locks; nothing is taken for abandoned there
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        if os.fstat(descriptor).st_nlink:
            return beside, descriptor
        os.close(descriptor)  # taken for abandoned in the moment before it was locked


def remove_abandoned(folder, start):
    """Removes what runs that were killed have left: files with such names that nobody holds."""
    for name in os.listdir(folder):
        if not (name.startswith(start) and name.endswith(".new")):
            continue
        path = os.path.join(folder, name)
        with contextlib.suppress(OSError):  # somebody writes it, it is another user's, or it is gone
            descriptor = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                os.unlink(path)
            finally:
                os.close(descriptor)


def as_before(target, descriptor):
    """Gives the new file the owner and the permissions of the one whose place it takes, as far as this user may."""
    try:
        before = os.stat(target)
    except FileNotFoundError:
        return
    with contextlib.suppress(OSError):
        os.fchown(descriptor, before.st_uid, before.st_gid)
    with contextlib.suppress(OSError):
        os.fchmod(descriptor, stat.S_IMODE(before.st_mode))
