"""nbconvert's writer, made atomic; etc/jupyter/jupyter_nbconvert_config.json makes it the one that `jupyter nbconvert` uses."""

from pathlib import Path

from downhill_course.clone import write_whole
from nbconvert.writers import FilesWriter


class WholeFilesWriter(FilesWriter):
    """Writes the page, and whatever other formats put beside theirs, each file whole or not at all."""

    def _write_items(self, items, build_dir):
        for name, content in items:
            write_whole(Path(build_dir, name), content)

    def write(self, output, resources, notebook_name=None, **kw):
        if notebook_name is None or self.files:
            return super().write(output, resources, notebook_name=notebook_name, **kw)
        folder = self.build_directory or resources.get("metadata", {}).get("path", "")
        for beside in ("outputs", "attachments"):
            self._write_items(resources.get(beside, {}).items(), folder)
        path = Path(folder, notebook_name + (resources.get("output_extension") or ""))
        self.log.info("Writing %s", path)
        write_whole(path, output)
        return str(path)
