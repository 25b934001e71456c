"""The exporter without the course: a wheel of its folder alone, with what that wheel says it needs and nothing else, exports a Python notebook."""

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from corpus import PNG, PYTHON, bundle, code, notebook, printed, text
from packaging.requirements import Requirement

SOURCE = Path(__file__).resolve().parents[1] / "downhill_handout"


def test_imports_nothing_of_the_course():
    for path in SOURCE.rglob("*.py"):
        assert not re.search(r"^\s*(from|import) downhill_course", path.read_text(encoding="utf-8"), re.M), path.name


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """The Python of an environment that holds the wheel and links to the packages it asks for, taken from this environment."""
    folder = tmp_path_factory.mktemp("alone")
    copy = folder / "copy"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=copy, check=True, capture_output=True)
    venv = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    site = next(venv.glob("lib/python*/site-packages"))
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(site)
        metadata = next(name for name in wheel.namelist() if name.endswith("METADATA"))
        wanted = re.findall(r"^Requires-Dist: (.*)$", wheel.read(metadata).decode(), re.M)
    install(wanted, site)
    return venv / "bin" / "python"


def install(wanted, site):
    done, here = set(), Path(sys.prefix) / site.relative_to(site.parents[2])
    while wanted:
        requirement = Requirement(wanted.pop())
        if requirement.name.lower() in done or requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        done.add(requirement.name.lower())
        found = importlib.metadata.distribution(requirement.name)
        assert found.version in requirement.specifier, f"{requirement} is asked for, {found.version} is tested"
        wanted += found.requires or []
        for file in found.files:
            to = Path(os.path.normpath(site / file))
            if to.is_relative_to(site.parents[2]) and (here / file).exists() and not to.exists() and "__pycache__" not in to.parts:
                to.parent.mkdir(parents=True, exist_ok=True)
                to.symlink_to(Path(os.path.normpath(here / file)))


def test_a_wheel_of_it_alone_exports_a_python_notebook(alone, tmp_path):
    nb = notebook(text("# Report\n\nIt is $\\frac{a}{b}$."), code("print(1 + 1)", printed("2\n")), code("plot()", bundle({"image/png": PNG, "text/plain": "a red point"})), metadata=PYTHON)
    nbformat.write(nb, tmp_path / "report.ipynb")
    environ = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "JUPYTER_PATH") and not key.startswith("JUPYTER_")}
    environ.update(JUPYTER_CONFIG_DIR=str(tmp_path / "none"), JUPYTER_DATA_DIR=str(tmp_path / "none"))
    done = subprocess.run([alone, "-m", "nbconvert", "--to", "handout", "report.ipynb"], cwd=tmp_path, env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Report</h1>" in page and "<mfrac>" in page and ">2</pre>" in page and 'alt="a red point"' in page and "Downhill" not in page
    found = subprocess.run([alone, "-c", "import downhill_handout.exporter, importlib.util as u; print(downhill_handout.__file__, u.find_spec('downhill_course'))"],
                           cwd=tmp_path, env=environ, capture_output=True, text=True)
    assert str(alone.parents[1]) in found.stdout and found.stdout.split()[1] == "None"
