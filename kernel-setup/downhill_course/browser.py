"""The kernel in a tab, as kernel-setup/browser/build.py makes it: built when a site or runnable pages want it, and not before."""

import base64
import functools
import json
import shutil
import subprocess
import sys

from downhill_handout import whole

from . import clone

PIECE = 60_000  # characters of base64 to an element, a multiple of four: WebKit is slow over large ones


class Failure(Exception):
    """It could not be built; the text is the sentence for the reader."""


def kernel():
    """Builds what has changed, and answers the Kernel."""
    folder = clone.root() / "build" / "browser"
    done = subprocess.run([sys.executable, "-B", clone.root() / "kernel-setup" / "browser" / "build.py", "--to", folder], cwd=clone.root())
    if done.returncode:
        raise Failure("the kernel for the browser could not be built; the reason stands above.")
    return Kernel(folder)


class Kernel:
    """The built files, in the forms that pages take them: see kernel-setup/browser/README.md."""

    def __init__(self, folder):
        self.folder = folder
        try:
            self.index = json.loads((folder / "kernel.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise Failure(f"{folder / 'kernel.json'} is not there or not whole ({error}).") from None

    @functools.cached_property
    def script(self):
        return (self.folder / self.index["page"]).read_text(encoding="utf-8")

    @property
    def files(self):
        """name → path of what a page fetches."""
        return {"kernel.json": self.folder / "kernel.json", **{name: self.folder / known["name"] for name, known in self.index["files"].items()}}

    @property
    def beside(self):
        """Paths of the scripts that a page opened from a disk loads."""
        return sorted((self.folder / "beside").iterdir())

    @property
    def bytes(self):
        return sum(path.stat().st_size for path in self.files.values())

    @property
    def extension(self):
        """The folder of the kernel's extension for JupyterLab in the tab."""
        return self.folder / "lab"

    def elements(self):
        """(name, base64) of each element that a page alone carries, in order."""
        for name, path in self.files.items():
            text = base64.b64encode(path.read_bytes()).decode("ascii")
            yield from ((name, text[at:at + PIECE]) for at in range(0, len(text), PIECE))

    def copy(self, to, paths):
        """Makes the folder to hold these files and no others."""
        to.mkdir(parents=True, exist_ok=True)
        for path in paths:
            whole.write(to / path.name, path.read_bytes())
        for path in set(to.iterdir()) - {to / path.name for path in paths}:
            path.unlink()
