"""nbconvert's writer, made atomic; etc/jupyter/jupyter_nbconvert_config.json makes it the one that `jupyter nbconvert` uses."""

import os

from nbconvert.writers import FilesWriter

from .files import write_whole


class WholeFilesWriter(FilesWriter):
    def _write_items(self, items, build_dir):
        for name, content in items:
            write_whole(os.path.join(build_dir, name), content)

    def write(self, output, resources, notebook_name=None, **kw):
        if notebook_name is None:
            raise ValueError("a writer needs the notebook's name")
        folder = self.build_directory or resources.get("metadata", {}).get("path", "")
        self._write_items(resources.get("outputs", {}).items(), folder)
        path = os.path.join(folder, notebook_name + (resources.get("output_extension") or ""))
        self.log.info("Writing %s", path)
        write_whole(path, output)
        return path
