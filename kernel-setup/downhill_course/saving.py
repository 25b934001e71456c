"""How JupyterLab saves here: a file appears whole or not at all, and no window's save is overwritten without a word."""

import asyncio
import contextlib
import os
import time
import weakref

from downhill_handout import whole
from jupyter_server.services.contents.filecheckpoints import AsyncFileCheckpoints
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from tornado.web import HTTPError
from traitlets import default

PATIENCE = 20  # seconds after a look at a file in which the save that belongs to it must come
CHANGED = (
    "{} was saved from elsewhere in this very moment, and that is what the file holds. Nothing of yours is lost: "
    "it is in this window. Save again, and you can choose which of the two to keep."
)


class WholeFiles(AsyncLargeFileManager):
    """Jupyter's own way keeps a copy and then writes into the file itself: killed meanwhile, or writing twice at once, it leaves
    half a notebook. This one writes beside and renames, one save of a file after the other."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.turns = weakref.WeakValueDictionary()  # file -> the lock of who is saving it
        self.looks = {}  # file -> looks at it that may belong to a save

    @default("checkpoints_class")
    def _checkpoints_class_default(self):
        return WholeCheckpoints

    @contextlib.contextmanager
    def atomic_writing(self, os_path, *args, **kwargs):
        if not self.use_atomic_writing or not os.access(os.path.dirname(os.path.realpath(os_path)), os.W_OK):
            with super().atomic_writing(os_path, *args, **kwargs) as file:
                yield file
            return
        with self.perm_to_403(os_path), opened(os_path, *args, **kwargs) as file:
            yield file

    async def get(self, path, content=True, type=None, format=None, require_hash=False):
        if require_hash and not content:
            looks = self.looks.setdefault(self.file(path), Looks())
            looks.add(state(self.file(path)))
        return await super().get(path, content, type, format, require_hash)

    async def save(self, model, path=""):
        file = self.file(path)
        async with self.turns.setdefault(file, asyncio.Lock()):
            looks = self.looks.pop(file, None) or Looks()
            if looks.outdated(state(file)):
                raise HTTPError(409, CHANGED.format(os.path.basename(path)))
            saved = await super().save(model, path)
            looks.follows(state(file))
            self.looks = {name: kept for name, kept in self.looks.items() if kept.recent()}
            self.looks[file] = looks
            return saved

    def file(self, path):
        return os.path.realpath(self._get_os_path(path.strip("/")))


class WholeCheckpoints(AsyncFileCheckpoints):
    """Going back to a checkpoint is a save like any other."""

    async def _copy(self, src, dest):
        def copy():
            with open(src, "rb") as before:
                content = before.read()
            whole.write(dest, content)

        await asyncio.to_thread(copy)


class Looks:
    """JupyterLab looks at a file (its hash, not its content) before each save, and asks its user if it has changed; then it saves, and
    looks again. Another window's save between look and save would go unseen: here the save is held against the look it belongs to.
    A save with no look before it, as a script makes it, is taken as it comes.
    """

    def __init__(self):
        self.seen = []  # (when, state of the file)
        self.after_save = None  # the state whose first look is the one behind a save, and begins none

    def recent(self):
        self.seen = [look for look in self.seen if time.monotonic() - look[0] < PATIENCE]
        return self.seen

    def add(self, now):
        if now == self.after_save:
            self.after_save = None
        else:
            self.seen.append((time.monotonic(), now))

    def outdated(self, now):
        """True if somebody looked, is about to save, and cannot have seen what the file holds now."""
        match = next((look for look in self.recent() if look[1] == now), None)
        if match:
            self.seen.remove(match)
        elif self.seen:
            self.seen.pop(0)
            return True
        return False

    def follows(self, now):
        self.after_save = now


def state(file):
    try:
        found = os.stat(file)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


@contextlib.contextmanager
def opened(os_path, *args, text=True, log=None, **options):
    """whole.writing, called as Jupyter calls its own."""
    if os.path.exists(os_path) and not os.access(os_path, os.W_OK):
        raise PermissionError(13, f"File is not writable: {os_path}")
    if text:
        options = {"encoding": "utf-8", "newline": "\n", **options}
    with whole.writing(os_path, "w" if text else "wb", *args, **options) as file:
        yield file
