"""The image for a hub's containers: its lines are run in a fresh Debian, and a learner's notebook in what they make, read-only and offline."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

import checkout
from imageroot import Root, instructions, remove

LESSON = """
import asyncio, os
from pathlib import Path
from downhill_course import clone, execute, hub, lab
os.umask(0o077)
home = Path.home()
lab.copy_new(clone.root() / "notebooks", home / hub.COPIES)
os.environ.update(hub.learners(home))
notebook = asyncio.run(execute.execute(home / hub.COPIES / "07-the-update-rule.ipynb"))
print("figures", sum("<img" in str(output.get("data", {}).get("text/html", "")) for cell in notebook.cells for output in cell.get("outputs", ())))
print("compiled", sum(path.stat().st_size for path in (home / ".cache" / "downhill").glob("??/*-d")))
"""


@pytest.fixture
def hub(root):
    return root / "kernel-setup" / "hub"


def test_the_image_calls_setup_and_runs_as_a_user_of_its_own(hub):
    lines = instructions(hub / "Dockerfile")
    assert any(word == "RUN" and "scripts/setup --hub" in rest for word, rest in lines)
    assert [rest for word, rest in lines if word == "USER"] == ["jovyan"]
    assert [word for word, _ in lines].index("USER") > max(n for n, (word, _) in enumerate(lines) if word == "RUN")


def test_the_image_leaves_out_what_a_clone_gathers(hub):
    left_out = (hub / "Dockerfile.dockerignore").read_text().split()
    assert {".git", ".venv", "build", "work"} <= set(left_out)


@pytest.mark.long
def test_the_images_lines_make_a_server_whose_learner_works_read_only_and_offline(root, hub):
    if os.geteuid() != 0 or not shutil.which("debootstrap") or subprocess.run(["unshare", "-mpn", "--fork", "true"], capture_output=True).returncode:
        pytest.skip("a fresh Debian root needs debootstrap, and root's rights to mount")
    if not re.match(r"go1\.26\.", subprocess.run(["go", "env", "GOVERSION"], capture_output=True, text=True).stdout):
        pytest.skip("the image's Go is 1.26, which this machine has not to lend")
    folder = Path(tempfile.mkdtemp(prefix="downhill-image-"))
    folder.chmod(0o755)  # it is the / of users other than root
    try:
        image = Root(folder)
        image.build(hub / "Dockerfile", root, checkout.left_out)
        assert image.user == "jovyan" and image.cmd == ["/opt/downhill/.venv/bin/downhill-hub"]
        answered = image.run([*image.entrypoint, *image.cmd, "--help"], read_only=True, network=False)
        assert answered.returncode == 0 and "copied 07-the-update-rule.ipynb into downhill/" in answered.stdout, answered.stdout[-500:] + answered.stderr[-1500:]
        lesson = image.run(["/opt/downhill/.venv/bin/python", "-c", LESSON], read_only=True, network=False)
        assert lesson.returncode == 0, lesson.stdout + lesson.stderr[-3000:]
        assert int(re.search(r"figures (\d+)", lesson.stdout)[1]) > 0
        assert int(re.search(r"compiled (\d+)", lesson.stdout)[1]) < 20e6, "the class's packages had been compiled before"
        refused = image.run(["sh", "-c", "touch /opt/downhill/x; touch /opt/downhill/.venv/hub/cache/x; ls -A /root"], read_only=True, network=False)
        assert refused.returncode != 0
        written = image.run(["find", "/opt/downhill", "-writable", "!", "-type", "l"])
        assert written.stdout == "", "a learner could change what the class shares: " + written.stdout[:500]
        size = subprocess.run(["du", "-sm", folder], capture_output=True, text=True).stdout.split()[0]
        print(f"the image unpacked: {size} MB")
    finally:
        remove(folder)
