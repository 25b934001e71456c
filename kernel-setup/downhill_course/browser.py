"""The kernel in a tab, as set-up leaves it in build/browser for those who ask for it: see kernel-setup/browser/README.md."""

import base64
import functools
import json

from downhill_handout import whole

from . import clone

PIECE = 60_000  # characters of base64 to an element, a multiple of four: WebKit is slow over large ones


class Failure(Exception):
    """It is not there; the text is the sentence for the reader."""


def kernel():
    return Kernel(clone.root() / "build" / "browser")


class Kernel:
    """The built files, in the forms that pages take them: see kernel-setup/browser/README.md."""

    def __init__(self, folder):
        self.folder = folder
        try:
            self.index = json.loads((folder / "kernel.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise Failure(f"Go for the browser is not built ({error}); ./scripts/setup --browser does it.") from None

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
        """What the first cell waits for: all but the packages that few cells import."""
        return sum(known["packed"] for name, known in self.index["files"].items() if not name.startswith("more"))

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
