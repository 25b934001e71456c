"""An nbclient client that knows which cell it is at, so that a failure can name it; what its kernel says is read by nobody else."""

import asyncio
import atexit
import functools
import uuid

from nbclient import NotebookClient

from . import sockets

folder = functools.cache(sockets.folder)

class Watched(NotebookClient):
    at = None

    def create_kernel_manager(self):
        manager = super().create_kernel_manager()
        manager.transport, manager.connection_file = "ipc", str(folder() / f"kernel-{uuid.uuid4()}.json")
        return manager

    async def async_execute(self, *args, **kwargs):
        try:
            return await super().async_execute(*args, **kwargs)
        except asyncio.CancelledError:
            # Cancelled while its kernel starts, nbclient leaves the kernel to a function called at exit, which waits for a loop that is gone.
            if self.km is not None and self.km.has_kernel:
                await self.km.shutdown_kernel()
            raise
        finally:
            atexit.unregister(self._cleanup_kernel)

    async def async_execute_cell(self, cell, cell_index, *args, **kwargs):
        self.at = cell_index
        return await super().async_execute_cell(cell, cell_index, *args, **kwargs)
