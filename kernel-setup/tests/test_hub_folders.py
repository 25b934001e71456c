"""Folders for the sockets of servers and kernels. Under a hub each server has a temporary one of its own, whatever the servers are called."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from downhill_course import sockets

NAMES = ["", "gpu", "gpu-2", "gpu2", "gpu 2", "GPU-2", "gpu_2", "../gpu", "a/b", "ü", "u", "-", "--", "0", "x" * 250, "x" * 251]

# A server in a process of its own: says which folder it has, and lives until its input ends.
SERVER = """
import os, sys
from downhill_course import sockets
folder = sockets.private_folder(os.environ["JUPYTERHUB_SERVER_NAME"])
(folder / "kernel-socket").write_text(os.environ["JUPYTERHUB_SERVER_NAME"])
program = "import sys; print(sys.argv[1], flush=True); sys.stdin.read()"
os.execv(sys.executable, [sys.executable, "-c", program, str(folder)])  # as the hub's program goes on as Jupyter's
"""


@pytest.fixture
def start(tmp_path):
    """start(name): (the server's folder, a function that ends the server)"""
    running = []

    def start(name):
        environ = {**os.environ, "TMPDIR": str(tmp_path), "JUPYTERHUB_SERVER_NAME": name}
        running.append(subprocess.Popen([sys.executable, "-c", SERVER], env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
        server = running[-1]
        return tmp_path / server.stdout.readline().strip(), lambda: server.communicate()

    yield start
    for server in running:
        if server.poll() is None:
            server.communicate()


def test_no_two_names_share_a_folder_and_none_removes_anothers(start, tmp_path):
    folders = {name: start(name)[0] for name in NAMES}
    assert len(set(folders.values())) == len(NAMES)
    for name, folder in folders.items():
        assert folder.parent == tmp_path and folder.stat().st_mode & 0o777 == 0o700
        assert (folder / "kernel-socket").read_text() == name, "another server has removed what this one holds"


def test_a_second_server_of_the_same_name_leaves_the_running_one_alone(start):
    first, _ = start("gpu-2")
    second, _ = start("gpu-2")
    assert first != second and (first / "kernel-socket").exists()


def test_what_an_earlier_server_of_the_same_name_left_goes(start):
    first, end = start("gpu-2")
    (first / "downhill-program").write_text("left")
    end()
    second, _ = start("gpu-2")
    assert second == first and not (second / "downhill-program").exists()


def test_a_folder_that_somebody_else_made_under_the_name_is_left_alone(start, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "theirs").write_text("theirs")
    (tmp_path / sockets.folder_name(os.getuid(), "gpu-2")).symlink_to(elsewhere)
    folder, _ = start("gpu-2")
    assert folder != elsewhere and folder.resolve() != elsewhere and (elsewhere / "theirs").read_text() == "theirs"


def test_every_folder_leaves_room_for_the_name_of_a_socket():
    """The system takes 107 bytes; Jupyter's are jupyter/kernel-36 letters-ipc-1."""
    assert all(len(f"/tmp/{sockets.folder_name(4_000_000_000, name)}/jupyter/kernel-{'x' * 36}-ipc-1") <= 107 for name in NAMES)


@pytest.mark.parametrize("name, of_its_own", [("clone", True), ("a clone at a long path" * 5, False)])
def test_without_a_hub_sockets_are_in_the_clone_or_where_that_has_too_long_a_path_in_a_folder_that_goes(name, of_its_own):
    code = "import os, sys; sys.prefix = sys.argv[1]\nfrom downhill_course import sockets\nprint(sockets.folder(), oct(os.stat(sockets.folder()).st_mode & 0o77))"
    with tempfile.TemporaryDirectory(dir="/tmp") as short:
        runtime = Path(short, name, "jupyter", "runtime")
        runtime.mkdir(parents=True, mode=0o700)
        said = subprocess.run([sys.executable, "-c", code, Path(short, name)], capture_output=True, text=True, check=True).stdout
        folder, mode = said.rsplit(None, 1)
        assert (folder == str(runtime)) is of_its_own and list(runtime.iterdir()) == []
        assert len(folder) + sockets.NAME <= sockets.LONGEST and mode == "0o0"
        assert Path(folder).exists() is of_its_own
