"""A learner's server under JupyterHub: the course is installed once and read-only; copies, settings and caches are in the learner's home."""

import os
import sys
from pathlib import Path

from downhill_handout import whole

from . import clone, lab, sockets

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
        *sockets.ARGUMENTS,
        f"--MappingKernelManager.cull_idle_timeout={IDLE}", "--MappingKernelManager.cull_interval=120",
        *(sys.argv[1:] if argv is None else argv),
    ]
    os.chdir(home)
    os.execve(sys.executable, arguments, environ)


def learners(home):
    """The environment of a learner's server and kernels. Everything that is written is the learner's."""
    env = clone.environ()
    own = sockets.private_folder(os.environ.get("JUPYTERHUB_SERVER_NAME", ""))
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


def keep_layout(home):
    """JupyterLab's first layout is the course's: it shows the table of contents. From then on it is the learner's own."""
    name = "default-37a8.jupyterlab-workspace"
    source, target = (folder / "lab" / "workspaces" / name for folder in (Path(sys.prefix) / "jupyter" / "config", home / ".jupyter"))
    if source.is_file() and not target.exists():
        whole.write(target, source.read_bytes())


if __name__ == "__main__":
    main()
