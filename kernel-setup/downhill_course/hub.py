"""A learner's server under JupyterHub: the course is installed once and read-only; copies, settings and caches are in the learner's home."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import stat
import sys
import tempfile
from pathlib import Path

from downhill_handout import whole

from . import clone, lab

HELD = "held"  # a file in a server's temporary folder, locked by the server
COPIES = "downhill"  # the folder in a learner's home
IDLE = 3600  # seconds after which a kernel that no browser looks at is ended; the next cell starts one


def main(argv=None):
    os.umask(0o077)
    home = Path.home()
    work = home / COPIES
    try:
        lab.copy_new(clone.root() / "notebooks", work)
        keep_layout(home)
    except OSError as error:  # a full home must open, or nobody could make room in it
        print(f"downhill-hub: {clone.unwritten(error)}", file=sys.stderr, flush=True)
    environ = learners(home)
    arguments = [
        sys.executable, "-m", "jupyterhub.singleuser", f"--ServerApp.root_dir={home}", f"--ServerApp.default_url=/lab/tree/{COPIES}/{lab.START}",
        # Over TCP anybody on the same machine could listen to what a kernel prints; sockets in a folder of one's own are one's own.
        "--KernelManager.transport=ipc",
        f"--MappingKernelManager.cull_idle_timeout={IDLE}", "--MappingKernelManager.cull_interval=120",
        *(sys.argv[1:] if argv is None else argv),
    ]
    os.chdir(home)
    os.execve(sys.executable, arguments, environ)


def learners(home):
    """The environment of a learner's server and kernels. Everything that is written is the learner's."""
    env = clone.environ()
    own = private_folder()
    env.update(
        JUPYTER_CONFIG_DIR=str(home / ".jupyter"), JUPYTER_DATA_DIR=str(home / ".local" / "share" / "jupyter"), IPYTHONDIR=str(home / ".ipython"),
        # A home is often on a network disk, where sockets and pipes do not work.
        JUPYTER_RUNTIME_DIR=str(own / "jupyter"), TMPDIR=str(own),
    )
    shared, cache = Path(sys.prefix) / "hub", Path(env.get("XDG_CACHE_HOME") or home / ".cache")
    if shared.is_dir():
        env.update(GOMODCACHE=str(shared / "mod"), GOCACHE=str(cache / "downhill"), GOCACHEPROG=f"'{Path(sys.prefix) / 'bin' / 'gocache'}'")
    env["GOTOOLCHAIN"] = "local"
    return env


def private_folder():
    """An empty folder of this server's own among the temporary ones, at a short path, as those of sockets must be.

    A learner may have several servers at once, named as they like: each name has a folder. What an earlier server of that name left goes;
    what a running one holds stays, and so does what is somebody else's: then the folder is a new one.
    """
    folder = Path(os.environ.get("TMPDIR") or "/tmp") / folder_name(os.getuid(), os.environ.get("JUPYTERHUB_SERVER_NAME", ""))
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


def keep_layout(home):
    """JupyterLab's first layout is the course's: it shows the table of contents. From then on it is the learner's own."""
    name = "default-37a8.jupyterlab-workspace"
    source, target = (folder / "lab" / "workspaces" / name for folder in (Path(sys.prefix) / "jupyter" / "config", home / ".jupyter"))
    if source.is_file() and not target.exists():
        whole.write(target, source.read_bytes())


if __name__ == "__main__":
    main()
