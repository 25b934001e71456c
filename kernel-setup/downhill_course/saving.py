"""How JupyterLab saves here: a file appears whole or not at all."""

import os
import shutil
from contextlib import contextmanager, suppress

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager


class WholeFiles(AsyncLargeFileManager):
    """Jupyter's own way keeps a copy and then writes into the file itself: killed meanwhile, it leaves half a notebook. This one writes beside and renames."""

    @contextmanager
    def atomic_writing(self, os_path, *args, **kwargs):
        target = os.path.realpath(os_path)
        folder, name = os.path.split(target)
        if not self.use_atomic_writing or not os.access(folder, os.W_OK):
            with super().atomic_writing(os_path, *args, **kwargs) as file:
                yield file
            return
        with self.perm_to_403(os_path):
            if os.path.exists(target) and not os.access(target, os.W_OK):
                raise PermissionError(13, f"File is not writable: {target}")
            text = kwargs.pop("text", True)
            options = {"encoding": "utf-8", "newline": "\n", **kwargs} if text else kwargs
            beside = os.path.join(folder, f".~{name}.{os.getpid()}")
            try:
                with open(beside, "w" if text else "wb", *args, **options) as file:
                    yield file
                    file.flush()
                    os.fsync(file.fileno())
                if os.path.exists(target):
                    with suppress(OSError):
                        shutil.copymode(target, beside)
                os.replace(beside, target)
            finally:
                with suppress(FileNotFoundError):
                    os.remove(beside)
