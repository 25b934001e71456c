"""JupyterLab's settings for a course, and the folders it may write: both inside .venv."""

import shutil
from pathlib import Path

import command
from downhill_handout import whole
from plan import Step

# Read at each start of this environment's Python, so that `.venv/bin/jupyter …` keeps to .venv, too, whoever calls it.
PTH_LINE = (
    "import os, sys; [os.environ.setdefault(name, os.path.join(sys.prefix, 'jupyter', folder)) for name, folder in "
    "(('JUPYTER_CONFIG_DIR', 'config'), ('JUPYTER_DATA_DIR', 'data'), ('JUPYTER_RUNTIME_DIR', 'runtime'), ('IPYTHONDIR', 'ipython'))]\n"
)


def steps(paths):
    source = paths.kernel_setup / "jupyter"
    return [Step("settings", "JupyterLab settings", lambda: write(paths, source), [source, PTH_LINE])]


def write(paths, source):
    targets = {
        "overrides.json": paths.share / "lab" / "settings" / "overrides.json",
        "page_config.json": paths.venv / "etc" / "jupyter" / "labconfig" / "page_config.json",
        "jupyter_config.json": paths.venv / "etc" / "jupyter" / "jupyter_config.json",
        "jupyter_server_config.json": paths.venv / "etc" / "jupyter" / "jupyter_server_config.json",
        "jupyter_nbconvert_config.json": paths.venv / "etc" / "jupyter" / "jupyter_nbconvert_config.json",
        "jupyter_lab_config.json": paths.venv / "etc" / "jupyter" / "jupyter_lab_config.json",
    }
    for name, target in targets.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, target)
    for folder in ("config", "data", "runtime", "ipython"):
        (paths.venv / "jupyter" / folder).mkdir(parents=True, exist_ok=True)
    (paths.venv / "jupyter" / "runtime").chmod(0o700)
    # JupyterLab's layout is the learner's own from the first start on; until then it shows the table of contents.
    workspace = paths.venv / "jupyter" / "config" / "lab" / "workspaces" / "default-37a8.jupyterlab-workspace"
    workspace.parent.mkdir(parents=True, exist_ok=True)
    if not workspace.exists():
        shutil.copyfile(source / "workspace.json", workspace)
    asked = command.run([paths.python, "-I", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], "asking Python for its folder")
    whole.write(Path(asked.strip(), "downhill.pth"), PTH_LINE)
