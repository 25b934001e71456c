"""What the kernel watches for changes: the course's packages, and nothing that the go command would not count to them."""

import re
from pathlib import Path

import pytest


def watched(process):
    """Inode numbers of what a process watches."""
    said = "".join(path.read_text() for path in Path(f"/proc/{process}/fdinfo").iterdir())
    return {int(inode, 16) for inode in re.findall(r"(?m)^inotify wd:\S+ ino:(\S+)", said)}


def test_the_kernel_watches_packages_but_no_hidden_folder_and_no_other_module(kernel, root):
    if not Path("/proc/self/fdinfo").is_dir():
        pytest.skip("only Linux tells what a process watches")
    assert kernel.cell("%%\nfmt.Println(1)").text() == "1\n"
    assert "Println" in kernel.complete("%%\nfmt.Printl")["matches"]
    inodes = watched(kernel.manager.provisioner.pid)
    assert (root / "pkg" / "descent").stat().st_ino in inodes
    for other in (".venv/src/gonb", ".venv/src/gonb/internal/goexec", "kernel-setup", "kernel-setup/hub/gocache"):
        assert (root / other).stat().st_ino not in inodes, other
