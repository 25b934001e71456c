"""The kernel in a tab, built by kernel-setup/browser/build.py: only for those who ask for it, by --browser."""

import command
from plan import Step


def steps(paths, go):
    script, made = paths.kernel_setup / "browser" / "build.py", paths.root / "build" / "browser" / "kernel.json"
    inputs = [go.version, script.parent, paths.kernel_setup / "kernelspec", paths.kernel_setup / "cell", paths.kernel_setup / "go.mod", paths.root / "go.mod", paths.root / "pkg"]
    return [Step("browser", "Go for the browser: its compiler and linker, and the packages",
                 lambda: command.run([paths.python, "-B", script, "--go", go.program, "--quiet"],
                                     "building Go for the browser", env=go.environ),
                 inputs, [made])]
