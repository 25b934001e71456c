"""An nbclient client that knows which cell it is at, so that a failure can name it."""

from nbclient import NotebookClient


class Watched(NotebookClient):
    at = None

    async def async_execute_cell(self, cell, cell_index, *args, **kwargs):
        self.at = cell_index
        return await super().async_execute_cell(cell, cell_index, *args, **kwargs)
