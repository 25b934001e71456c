"""Where this clone keeps things, and the environment that keeps Jupyter inside it."""

import errno
import os
import sys
from pathlib import Path

KERNEL = "downhill"


def root():
    """The clone this environment belongs to: .venv stands at its top."""
    return Path(sys.prefix).parent


def notebooks():
    return sorted((root() / "notebooks").glob("*.ipynb"))


def environ():
    """os.environ with every folder Jupyter writes to inside .venv, and the tools first on PATH."""
    here = Path(sys.prefix)
    env = dict(os.environ)
    for name, folder in (("CONFIG_DIR", "config"), ("DATA_DIR", "data"), ("RUNTIME_DIR", "runtime")):
        env[f"JUPYTER_{name}"] = str(here / "jupyter" / folder)
    env["IPYTHONDIR"] = str(here / "jupyter" / "ipython")
    env["PATH"] = os.pathsep.join([str(here / "bin"), env.get("PATH", os.defpath)])
    # Folders of another Jupyter would bring its kernels, settings and extensions along.
    for name in ("JUPYTER_PATH", "JUPYTER_CONFIG_PATH", "JUPYTERLAB_DIR", "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR"):
        env.pop(name, None)
    return env


def find(name):
    """The notebook a learner means by `07`, `07-one-neuron`, a file name or a path; raises LookupError with a sentence."""
    path = Path(name)
    if path.suffix == ".ipynb" and path.is_file():
        return path.resolve()
    stem = path.name.removesuffix(".ipynb")
    fits = [n for n in notebooks() if n.stem == stem or n.stem.split("-")[0] == stem.zfill(2)]
    if len(fits) == 1:
        return fits[0]
    known = ", ".join(n.stem for n in notebooks()) or "none yet"
    raise LookupError(f"{name}: not a notebook; a file, or one of the course's by name or number is expected ({known}).")


def unwritten(error):
    """The sentence for a file that could not be written, or read."""
    about = f"{error.filename}: " if error.filename else ""
    sentence = f"{about}{error.strerror or error}."
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        sentence += " What was there before is whole; make room and run it again."
    return sentence
