"""The Python environment: a venv inside the clone, every package pinned by version and hash."""

import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile

import command
from plan import Step
from report import Fault

# pip reads these from the environment, and each would send packages somewhere else than into .venv.
ELSEWHERE = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_USER", "PIP_REQUIRE_VIRTUALENV", "PIP_CONSTRAINT", "PYTHONPATH", "PYTHONHOME")

# What our own package is made of.
OWN = ("pyproject.toml", "downhill_course", "downhill_handout")


@contextlib.contextmanager
def locked(paths):
    """Holds .venv for one set-up at a time: scripts/lab and scripts/handouts may be started together."""
    try:
        paths.venv.mkdir(exist_ok=True)
        lock = open(paths.venv / "lock", "a")
    except OSError as error:
        raise Fault(f"{paths.root} cannot be written ({error.strerror}); set-up keeps everything in .venv inside the clone. "
                    "Clone Downhill into a folder of your own.") from None
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def check(paths):
    if "," in str(paths.root):
        raise Fault(f"the path {paths.root} contains a comma, at which the kernel would cut it; move the clone.")
    if ":" in str(paths.root):
        raise Fault(f"the path {paths.root} contains a colon, at which PATH would cut it; move the clone.")


def steps(paths, with_tests, with_site=False):
    identity = f"{paths.root} {sys.version} {os.path.realpath(sys.executable)}"
    kernel_setup = paths.kernel_setup
    plan = [
        Step("venv", "Python environment .venv", lambda: make(paths), [identity], [paths.python]),
        Step("python", "JupyterLab and what it needs, checked by hash", lambda: install(paths, "requirements.txt"),
             [identity, kernel_setup / "requirements.txt"], [paths.bin / "jupyter-lab"]),
        Step("package", "the course's own Python package", lambda: install_own(paths),
             [identity, kernel_setup / "requirements.txt", *(kernel_setup / name for name in OWN)]),
    ]
    if with_tests:
        plan.append(Step("test", "pytest and Playwright, checked by hash", lambda: install(paths, "requirements-test.txt"),
                         [identity, kernel_setup / "requirements.txt", kernel_setup / "requirements-test.txt"]))
    if with_site:
        plan.append(Step("site", "JupyterLite, checked by hash", lambda: install(paths, "requirements-site.txt"),
                         [identity, kernel_setup / "requirements.txt", kernel_setup / "requirements-site.txt"]))
    return plan


def make(paths):
    """A new venv; what an older one held (another path, another Python) goes, the lock stays."""
    for entry in paths.venv.iterdir():
        if entry.name in ("lock", "stamps"):
            continue
        if entry.name in ("bin", "lib", "lib64", "include", "etc", "pyvenv.cfg"):
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
    for stamp in ("python", "package", "test", "site", "tools", "kernel", "settings"):
        (paths.stamps / stamp).unlink(missing_ok=True)
    try:
        import ensurepip  # noqa: F401  Debian ships it in a package of its own
        import venv  # noqa: F401
    except ImportError:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise Fault(f"this Python {version} comes without its venv module; on Debian and Ubuntu: "
                    f"sudo apt-get install python{version}-venv") from None
    command.run([sys.executable, "-m", "venv", paths.venv], "making .venv", without=ELSEWHERE)


def pip(paths, args, what):
    command.run(
        [paths.python, "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--no-deps", "--no-compile",
         "--prefer-binary", "--progress-bar=off", *args],
        what, without=ELSEWHERE, cwd=paths.root,
    )


def install(paths, name):
    # The lock names every package, so nothing is left to resolve: --no-deps saves pip the work.
    pip(paths, ["--require-hashes", "-r", paths.kernel_setup / name], f"installing {name}")
    shutil.rmtree(paths.share / "kernels" / "python3", ignore_errors=True)  # the launcher shows our kernel alone
    # Some packages hold files for other Pythons, which do not compile here: that is no fault, so the outcome is not looked at.
    subprocess.run([paths.python, "-m", "compileall", "-qq", "-j", "2", paths.venv / "lib"], stdout=subprocess.DEVNULL)


def install_own(paths):
    """Builds the wheel from a copy: pip leaves no build folder in the clone, and an older wheel's files go with it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "downhill")
        os.mkdir(copy)
        for name in OWN:
            source = paths.kernel_setup / name
            if source.is_dir():
                shutil.copytree(source, os.path.join(copy, name), ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copyfile(source, os.path.join(copy, name))
        pip(paths, ["--no-build-isolation", "--no-index", "--force-reinstall", copy], "installing the course's Python package")
