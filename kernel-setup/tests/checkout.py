"""What a copy of this checkout leaves out: what was built or is a learner's own. Deeper down, a folder called build is one of ours."""

from pathlib import Path

AT_THE_TOP = {".venv", ".git", "build", "work"}


def left_out(folder, names):
    """For shutil.copytree's ignore."""
    top = (Path(folder) / ".editorconfig").exists()
    return {name for name in names if name == "__pycache__" or name.endswith(".wasm") or top and name in AT_THE_TOP}
