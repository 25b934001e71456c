"""Set-up: what it says when something is wrong, and that a path may hold spaces and any letters."""

import json
import os
import re
import shutil
import stat
import subprocess
import urllib.request
from pathlib import Path

import checkout
import pytest
import tools
from engines import patient
from paths import Paths
from report import Fault

from downhill_course import sockets

OLD_GO = """#!/bin/sh
case "$1" in
version) echo "go version go1.22.1 linux/amd64" ;;
*) echo "go: go.mod requires go >= 1.26.0 (running go 1.22.1; GOTOOLCHAIN=local)" >&2; exit 1 ;;
esac
"""


@pytest.fixture
def clone(root, tmp_path):
    """A fresh clone: the checkout's files, changes not committed yet included, and nothing that was built."""
    fresh = tmp_path / "clone"
    shutil.copytree(root, fresh, ignore=checkout.left_out)
    return fresh


def program(folder, name, text):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text)
    (folder / name).chmod(0o755)


def setup(clone, *, first_on_path=None, path=None, before=(), args=(), **env):
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "PYTEST"))}
    environ["PATH"] = path or os.pathsep.join([*([str(first_on_path)] if first_on_path else []), os.environ["PATH"]])
    return subprocess.run([*before, str(clone / "scripts" / "setup"), *args], env={**environ, **env}, capture_output=True, text=True)


def one_sentence(result):
    """The fault set-up told, which must be all it told."""
    assert result.returncode != 0
    assert "Traceback" not in result.stderr
    assert result.stderr.startswith("setup: ") and result.stderr.count("setup: ") == 1, result.stderr
    return result.stderr


def may_unshare(*flags):
    return shutil.which("unshare") and subprocess.run(["unshare", *flags, "true"], capture_output=True).returncode == 0


def test_nothing_is_done_when_nothing_has_changed(root):
    setup(root, args=["--test"])
    before = {stamp.name: stamp.stat().st_mtime_ns for stamp in (root / ".venv" / "stamps").iterdir()}
    again = setup(root, args=["--test"])
    assert again.returncode == 0
    assert "nothing had changed" in again.stdout
    assert {stamp.name: stamp.stat().st_mtime_ns for stamp in (root / ".venv" / "stamps").iterdir()} == before


def test_an_old_go_is_named_with_what_is_needed(clone, tmp_path):
    program(tmp_path / "shim", "go", OLD_GO)
    said = one_sentence(setup(clone, first_on_path=tmp_path / "shim"))
    assert "Go 1.26 or newer" in said and "go1.22.1" in said


def test_a_missing_go_is_named_with_where_to_get_it(clone, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(tools, "USUAL", ())
    with pytest.raises(Fault, match=r"Go 1\.26 or newer.*no go on the PATH.*https://go\.dev/dl/"):
        tools.find_go(Paths(clone))


def test_an_old_python_is_named_with_what_is_needed(clone, tmp_path):
    shim = tmp_path / "shim"
    program(shim, "python3", '#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.8.20"\n[ "$1" = --version ]\n')
    for name in ("sh", "dirname"):
        (shim / name).symlink_to(shutil.which(name))
    said = one_sentence(setup(clone, path=str(shim)))
    assert "Python 3.10 or newer" in said and "3.8.20" in said


def test_a_missing_python_is_named(clone, tmp_path):
    shim = tmp_path / "shim"
    shim.mkdir()
    for name in ("sh", "dirname"):
        (shim / name).symlink_to(shutil.which(name))
    assert "no python3 on the PATH" in one_sentence(setup(clone, path=str(shim)))


def test_without_a_network_the_first_set_up_says_so(clone, tmp_path):
    if not may_unshare("-n"):
        pytest.skip("this system lets nobody make a network namespace")
    empty = {"HOME": str(tmp_path), "GOMODCACHE": str(tmp_path / "modules"), "GOCACHE": str(tmp_path / "cache"), "PIP_CACHE_DIR": str(tmp_path / "pip"),
             "PIP_FIND_LINKS": "", "PIP_RETRIES": "0"}
    said = one_sentence(setup(clone, before=["unshare", "-n"], **empty))
    assert "network" in said and "Run it again" in said


def test_a_read_only_clone_is_told(clone):
    if os.geteuid() == 0:
        if not may_unshare("-m"):
            pytest.skip("root may write everywhere, and this system lets nobody mount a folder read-only")
        mount = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$0/scripts/setup"'
        result = subprocess.run(["unshare", "-m", "sh", "-c", mount, str(clone)], capture_output=True, text=True)
    else:
        clone.chmod(stat.S_IRUSR | stat.S_IXUSR)
        result = setup(clone)
        clone.chmod(stat.S_IRWXU)
    said = one_sentence(result)
    assert "cannot be written" in said and str(clone) in said


@pytest.mark.parametrize("mark", [",", ":"])
def test_a_path_that_would_be_cut_is_told(clone, mark):
    cut = clone.rename(clone.with_name(f"a{mark}b"))
    assert str(cut) in one_sentence(setup(cut))


def test_a_path_with_spaces_and_letters_works(root, clone, tmp_path):
    odd = clone.rename(tmp_path / "a ü b 'q' $HOME ∇")
    (odd / "build" / "live").mkdir(parents=True)
    for packed in (root / "build" / "live").glob("engine.*.wasm.gz"):  # a module that is built anew and is the same is not packed anew
        shutil.copy(packed, odd / "build" / "live")
    result = setup(odd, args=["--first"])
    if "a download failed" in result.stderr:
        pytest.skip("pip asks for the network even for what it has cached")
    assert result.returncode == 0, result.stdout + result.stderr
    (odd / "odd path.ipynb").write_text(one_cell('import "github.com/downhill-go/downhill/pkg/dataset"\n%%\nfmt.Println(len(dataset.ORings().X))'))
    code = (
        "import asyncio, pathlib, os\nfrom downhill_course import clone, execute\nos.environ.update(clone.environ())\n"
        "print(asyncio.run(execute.execute(pathlib.Path('odd path.ipynb').resolve())).cells[0].outputs[0].text)"
    )
    # Another home, with the compiled packages that set-up has left in the one it had.
    cache = subprocess.run(["go", "env", "GOCACHE"], capture_output=True, text=True, check=True).stdout.strip()
    ran = subprocess.run([odd / ".venv" / "bin" / "python", "-c", code], cwd=odd, capture_output=True, text=True,
                         env={**os.environ, "HOME": str(tmp_path), "GOCACHE": cache})
    assert ran.stdout.strip() == "23", ran.stderr


def one_cell(source):
    import nbformat

    kernelspec = {"name": "downhill", "display_name": "Go (Downhill)", "language": "go"}
    return nbformat.writes(nbformat.v4.new_notebook(metadata={"kernelspec": kernelspec}, cells=[nbformat.v4.new_code_cell(source)]))


def test_no_grammar_is_built_at_each_start(root):
    """jsonschema builds one for 2 s wherever the package it comes in is installed (requirements.in)."""
    loaded = subprocess.run([root / ".venv" / "bin" / "python", "-c", "import sys, nbformat, jupyter_events; print('lark' in sys.modules)"],
                            capture_output=True, text=True, check=True)
    assert loaded.stdout == "False\n"


def test_environment_keeps_jupyter_inside_the_clone(root, tmp_path):
    code = "from jupyter_core import paths; print(paths.jupyter_config_dir(), paths.jupyter_data_dir(), paths.jupyter_runtime_dir(), sep='\\n')"
    environ = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    said = subprocess.run([root / ".venv" / "bin" / "python", "-c", code], env=environ, capture_output=True, text=True, check=True)
    folders = [Path(line) for line in said.stdout.splitlines()]
    assert len(folders) == 3 and all(folder.is_relative_to(root / ".venv") for folder in folders), folders
    assert list(tmp_path.iterdir()) == []


def test_lab_starts_and_root_is_told_what_that_means(root, tmp_path):
    """And whoever else is on the machine reads nothing of what the kernel says: its sockets are in a folder of the learner's own."""
    environ = {**os.environ, "HOME": str(tmp_path)}
    lab = subprocess.Popen([root / ".venv" / "bin" / "python", "-m", "downhill_course.lab", "--no-browser", "--", "--ServerApp.port=0"],
                           env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        said = []
        while not (found := said and re.search(r"(http://\S+)/lab\S*token=(\w+)", said[-1])):
            said.append(lab.stderr.readline())
            assert said[-1], "JupyterLab did not start:\n" + "".join(said)
        request = urllib.request.Request(f"{found[1]}/api/kernels", b'{"name": "downhill"}', {"Authorization": f"token {found[2]}"})
        kernel = json.loads(patient(lambda: urllib.request.urlopen(request, timeout=60)).read())["id"]
        listening = {path.name for path in sockets.folder().glob(f"kernel-{kernel}-ipc-*") if path.is_socket()}
        assert len(listening) >= 4 and sockets.folder().stat().st_mode & 0o077 == 0
    finally:
        lab.terminate()
        lab.communicate()
    assert (os.geteuid() == 0) is said[0].startswith("lab: you are root, so cells may change every file")
