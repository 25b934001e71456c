"""How the kernel's files are packed: gzip, names by content, bundles of files, and pieces of script for pages opened from a folder."""

import base64
import hashlib
import json
import sys
from pathlib import Path

import deflate

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from downhill_handout import whole  # noqa: E402  standard library alone

# WebKit takes many seconds to read a longer text in a page, and no time at all for several of this length.
PIECE = 900_000


def bundle(files):
    """The files {path: bytes} as one: the length of a JSON list of [path, length], that list, and their contents. See js/unpack.js."""
    listed = json.dumps([[path, len(content)] for path, content in sorted(files.items())], separators=(",", ":")).encode()
    return b"".join([len(listed).to_bytes(4, "little"), listed, *(content for _, content in sorted(files.items()))])


class Folder:
    """The folder of finished files. What is there under its name already is not packed again; what nobody asked for goes at the end."""

    def __init__(self, path):
        self.path = path
        self.names = set()
        path.mkdir(parents=True, exist_ok=True)

    def packed(self, stem, content):
        """Writes content in gzip's format and returns its entry in kernel.json."""
        name = f"{stem}.{digest(content)}.gz"
        if not (self.path / name).exists():
            self.write(name, bytes(deflate.gzip_compress(content, 12)))
        self.names.add(name)
        return {"name": name, "size": len(content), "packed": (self.path / name).stat().st_size}

    def script(self, stem, text):
        name = f"{stem}.{digest(text.encode())}.js"
        self.write(name, text.encode())
        return name

    def write(self, name, content):
        whole.write(self.path / name, content)
        self.names.add(name)

    def tidy(self):
        for path in sorted(self.path.rglob("*"), reverse=True):
            if path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path.relative_to(self.path).as_posix() not in self.names:
                path.unlink()


def digest(content):
    return hashlib.sha256(content).hexdigest()[:16]


def pieces(content):
    """Base64 of the content, cut into texts that every browser reads fast."""
    text = base64.b64encode(content).decode()
    return [text[at:at + PIECE] for at in range(0, len(text), PIECE)]


def beside(folder, manifest):
    """The whole payload as scripts: beside/payload.js, which knows the others, and one for each piece."""
    names, parts = {}, {}
    for key, entry in manifest["files"].items():
        names[key] = []
        for number, text in enumerate(pieces((folder.path / entry["name"]).read_bytes())):
            stem = entry["name"].rsplit(".", 1)[0]
            name = f"{stem}.{number:02}.js"
            parts[name] = f'downhill.piece("{name}","{text}");\n'
            names[key].append(name)
    for name, text in parts.items():
        folder.write(f"beside/{name}", text.encode())
    told = json.dumps({**manifest, "pieces": names}, separators=(",", ":"))
    folder.write("beside/payload.js", f"(globalThis.downhill ??= {{}}).beside = {told};\n".encode())
