"""The live figures: the engine as a WebAssembly module and the JupyterLab extension, built by kernel-setup/live/build.py."""

import command
from plan import Step

# What the engine is made of; figure and show do not reach it (test_live_build holds this against go list).
PACKAGES = ("internal", "taylor", "expr", "dataset", "ink", "loss", "live", "descent", "explore", "exercise", "engine")


def steps(paths, go):
    built = paths.share / "labextensions" / "@downhill" / "live"
    sources = [folder for name in PACKAGES if (folder := paths.root / "pkg" / name).is_dir()]
    script = paths.kernel_setup / "live" / "build.py"
    return [Step("live", "live figures: the engine and the JupyterLab extension",
                 lambda: command.run([paths.python, "-B", script, "--go", go.program, "--to", built], "building the live figures",
                                     env=go.environ),
                 [go.version, script.parent, paths.root / "go.mod", *sources], [built / "package.json"],
                 after=("python", "modules"),  # Zopfli, and what the engine imports
                 # A package somebody is just changing may not compile: its cells will say so, and JupyterLab is there to mend it in.
                 optional=True)]
