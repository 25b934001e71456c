"""The Python environment: a venv inside the clone, every package pinned by version and hash."""

import contextlib
import fcntl
import os
import re
import shutil
import sys
import tempfile

import command
import plan
from plan import Step
from report import Fault

# pip and Python read these from the environment, and each would send packages somewhere else than into .venv, or bring others.
PIP_VARIABLES_TO_UNSET = (
    "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_USER", "PIP_REQUIRE_VIRTUALENV", "PIP_CONSTRAINT", "PIP_BUILD_CONSTRAINT",
    "PIP_NO_BINARY", "PIP_PRE", "PIP_PYTHON", "PIP_DRY_RUN", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV",
)

# What our own package is made of.
OWN = ("pyproject.toml", "downhill_course", "downhill_handout", "pages")


@contextlib.contextmanager
def locked(paths, name):
    """Holds .venv for one set-up at a time: scripts/lab and scripts/handouts may be started together."""
    try:
        paths.venv.mkdir(exist_ok=True)
        lock = open(paths.venv / name, "a")
    except OSError as error:
        raise Fault(f"{paths.root} cannot be written ({error.strerror}); set-up keeps everything in .venv inside the clone. "
                    "Clone Downhill into a folder of your own.") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"setup: another set-up is at work in {paths.venv}; this one goes on when it is done.", file=sys.stderr, flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def check(paths):
    if "," in str(paths.root):
        raise Fault(f"the path {paths.root} contains a comma, at which the kernel would cut it; move the clone.")
    if ":" in str(paths.root):
        raise Fault(f"the path {paths.root} contains a colon, at which PATH would cut it; move the clone.")
    if "microsoft" in os.uname().release.lower() and re.match(r"/mnt/[a-z]/", f"{paths.root}/"):
        raise Fault(f"{paths.root} is on Windows' disk, which keeps no permissions of Linux's and is slow from here; "
                    "clone Downhill into a folder of Linux's own, such as ~/downhill.")


def steps(paths, with_tests, with_site=False):
    here, kernel_setup = identity(paths), paths.kernel_setup
    steps = [
        Step("venv", "Python environment .venv", lambda: make(paths), [here], [paths.python]),
        Step("pip", "pip, checked by hash", lambda: install(paths, "requirements-pip.txt"),
             [here, kernel_setup / "requirements-pip.txt"]),
        Step("python", "JupyterLab and what it needs, checked by hash", lambda: install(paths, "requirements.txt"),
             [here, kernel_setup / "requirements.txt"], [paths.bin / "jupyter-lab"]),
        Step("package", "the course's own Python package", lambda: install_own(paths),
             [here, kernel_setup / "requirements.txt", *(kernel_setup / name for name in OWN)]),
    ]
    if with_tests:
        steps.append(Step("test", "pytest and Playwright, checked by hash", lambda: install(paths, "requirements-test.txt"),
                         [here, kernel_setup / "requirements.txt", kernel_setup / "requirements-test.txt"]))
    if with_site:
        steps.append(Step("site", "JupyterLite, checked by hash", lambda: install(paths, "requirements-site.txt"),
                          [here, kernel_setup / "requirements.txt", kernel_setup / "requirements-site.txt"]))
    return steps


def later(paths):
    """What nothing waits for: Python compiles by itself what it loads, this is for the rest."""
    lock = paths.kernel_setup / "requirements.txt"
    return [Step("bytecode", "Python's packages compiled", lambda: compile_packages(paths), [identity(paths), lock])]


def identity(paths):
    """An environment is for one path and one Python."""
    return f"{paths.root} {sys.version} {os.path.realpath(sys.executable)}"


def clear(paths, venv):
    """Before a new environment is made: what an older one held, for another path or another Python, goes, and so do all stamps."""
    if venv.is_done(paths):
        return
    plan.forget(paths)
    for entry in paths.venv.iterdir():
        if entry.name in ("bin", "lib", "lib64", "include", "etc", "pyvenv.cfg"):
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()


def make(paths):
    try:
        import ensurepip  # noqa: F401  Debian ships it in a package of its own
        import venv  # noqa: F401
    except ImportError:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise Fault(f"this Python {version} comes without its venv module; on Debian and Ubuntu: "
                    f"sudo apt-get install python{version}-venv") from None
    command.run([sys.executable, "-m", "venv", paths.venv], "making .venv", without=PIP_VARIABLES_TO_UNSET)


def pip(paths, args, what):
    command.run(
        [paths.python, "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--no-deps", "--no-compile",
         "--progress-bar=off", *args],
        what, without=PIP_VARIABLES_TO_UNSET, cwd=paths.root,
    )


def install(paths, name):
    # The lock names every package, so nothing is left to resolve: --no-deps saves pip the work.
    # Wheels alone: building from source would run what no hash names.
    pip(paths, ["--only-binary=:all:", "--require-hashes", "-r", paths.kernel_setup / name], f"installing {name}")
    shutil.rmtree(paths.share / "kernels" / "python3", ignore_errors=True)  # the launcher shows our kernel alone


def compile_packages(paths):
    # Some packages hold files for other Pythons, which do not compile here: that is no fault, so the outcome is not looked at.
    with contextlib.suppress(Fault):
        command.run([paths.python, "-m", "compileall", "-qq", "-j", "2", paths.venv / "lib"], "compiling Python's packages")


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
