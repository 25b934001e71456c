"""nbconvert's writer, made atomic: `--writer downhill_handout.writer.WholeFilesWriter`, or for good in
jupyter_nbconvert_config.json."""

from pathlib import Path

from nbconvert.writers import FilesWriter

from . import whole


class WholeFilesWriter(FilesWriter):
    """Writes the page, and whatever other formats put beside theirs, each file whole or not at all."""

    def _write_items(self, items, build_dir):
        for name, content in items:
            whole.write(Path(build_dir, name), content)

    def write(self, output, resources, notebook_name=None, **kw):
        if notebook_name is None or self.files:
            return super().write(output, resources, notebook_name=notebook_name, **kw)
        folder = self.build_directory or resources.get("metadata", {}).get("path", "")
        for beside in ("outputs", "attachments"):
            self._write_items(resources.get(beside, {}).items(), folder)
        path = Path(folder, notebook_name + (resources.get("output_extension") or ""))
        self.log.info("Writing %s", path)
        whole.write(path, output)
        return str(path)
