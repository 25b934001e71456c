"""GoNB's own example notebooks say the same on our kernel as on GoNB as it comes."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import kernels
from downhill_course import clone

GONB = "github.com/janpfeifer/gonb"
# Those that ask for no browser, no network and no program that may be missing.
EXAMPLES = ("bash_script", "capture", "hello", "init", "vartuple", "writefile")

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def examples(root):
    said = subprocess.run(["go", "mod", "download", "-json", GONB], cwd=root / "kernel-setup", capture_output=True, text=True, check=True,
                          env={**os.environ, "GOWORK": "off", "GOFLAGS": ""})
    return Path(json.loads(said.stdout)["Dir"]) / "examples" / "tests"


@pytest.fixture(scope="module")
def stock(root, tmp_path_factory):
    """The folder of a kernelspec for GoNB as it comes, built from the same pinned source."""
    folder = tmp_path_factory.mktemp("stock")
    subprocess.run(["go", "build", "-buildvcs=false", "-o", folder / "gonb", GONB], cwd=root / "kernel-setup", check=True,
                   env={**os.environ, "GOWORK": "off", "GOFLAGS": ""})
    (folder / "kernels" / "stock").mkdir(parents=True)
    (folder / "kernels" / "stock" / "kernel.json").write_text(json.dumps(
        {"argv": [str(folder / "gonb"), "--kernel", "{connection_file}"], "display_name": "stock", "language": "go"}))
    return folder / "kernels" / "stock"


def outputs(cells, folder, spec=None):
    """What each cell prints and shows."""
    (folder / "written").mkdir(parents=True)
    env = {"TEST_DIR": str(folder / "written") + "/", "TMPDIR": str(folder), "PATH": f"{sys.prefix}/bin:{os.environ['PATH']}"}
    with kernels.session(folder, env, spec=spec) as session:
        version = re.search(rf"{GONB} (v\S+)", (clone.root() / "go.mod").read_text())[1]
        session.cell(f"!*go get {GONB}@{version}")
        return [said(session.cell(cell), folder) for cell in cells]


def said(reply, folder):
    """Without what is drawn anew in each kernel: its folder's name, and the names that stand for _."""
    text = json.dumps([reply.status, reply.text(), reply.displays()], ensure_ascii=False)
    return re.sub(r"gonb_[0-9a-f]{8}|_~\d+", "…", text.replace(str(folder), "…"))


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_says_the_same_on_both_kernels(examples, stock, tmp_path, name):
    cells = ["".join(cell["source"]) for cell in json.loads((examples / f"{name}.ipynb").read_text())["cells"] if cell["cell_type"] == "code"]
    ours, theirs = outputs(cells, tmp_path / "ours"), outputs(cells, tmp_path / "stock", stock)
    assert len(ours) == len(cells) and ours == theirs
