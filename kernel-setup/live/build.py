"""Builds the live figures: the engine as a WebAssembly module, and the JupyterLab extension with the page side.

    python kernel-setup/live/build.py [--go PROGRAM] [--to FOLDER]

The extension goes to .venv/share/jupyter/labextensions/@downhill/live, where JupyterLab and the handout exporter find it; the module as Go made it
stays in build/live. Runs on any Python; with the one in .venv, which has Zopfli, the module is smaller.
"""

import argparse
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent))
from downhill_handout import whole  # noqa: E402

ROOT = HERE.parents[1]
BUILT = ROOT / "build" / "live"
EXTENSION = Path("share/jupyter/labextensions/@downhill/live")

# Figures need a few MB. A module that wants more than this has gone wrong, and is told so at once: growing to the browser's own limit took 9 s.
MOST_MEMORY = 128 << 20
PAGE = 1 << 16


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--go", default=shutil.which("go") or "go", help="the go program")
    parser.add_argument("--to", type=Path, default=ROOT / ".venv" / EXTENSION, help="the extension's folder")
    parser.add_argument("--tags", default="", help="build tags (faults: figures that fail, for tests)")
    options = parser.parse_args(argv)
    build(options.go, options.to, options.tags)


def build(go, to, tags=""):
    """Makes the extension in the folder to. Files of an older one go when the new one is complete."""
    module = engine(go, tags)
    names = {}
    static = to / "static"
    static.mkdir(parents=True, exist_ok=True)
    page = b"\n".join((HERE / name).read_bytes() for name in ("engine.js", "controls.js", "layer.js", "figure.js", "ask.js"))
    for name, content in (("engine.wasm.gz", gzip.compress(module, 9, mtime=0) if tags else pack(module)), ("live.js", page), ("live.css", b"".join((HERE / name).read_bytes() for name in ("figure.css", "ask.css", "colours.css"))),
                          ("handout.js", (HERE / "handout.js").read_bytes())):
        names[name] = put(static, name, content)
    entry = (HERE / "lab.js").read_text(encoding="utf-8")
    for name, hashed in names.items():
        entry = entry.replace(f"@{name}@", hashed)
    names["remoteEntry.js"] = put(static, "remoteEntry.js", entry.encode())
    whole.write(to / "package.json", json.dumps(package(names), indent=2) + "\n")
    for old in static.iterdir():
        if old.name not in names.values():
            old.unlink()
    return names


def pack(module):
    """The module in gzip's format. The same module gives the same bytes, and so the same name.

    Zopfli searches longer for what DecompressionStream reads just as fast: 4.5 % less for every reader, for some seconds here, which only a module
    that has changed takes.
    """
    try:
        from zopfli.gzip import compress
    except ImportError:
        return gzip.compress(module, 9, mtime=0)
    kept = BUILT / f"engine.{digest(module)}.wasm.gz"
    if not kept.exists():
        packed = compress(module, numiterations=3)
        for old in BUILT.glob("engine.*.wasm.gz"):
            old.unlink(missing_ok=True)
        whole.write(kept, packed)
    return kept.read_bytes()


def engine(go, tags):
    """The module as bytes, built by Go and bounded in memory."""
    BUILT.mkdir(parents=True, exist_ok=True)
    made = BUILT / ("engine.wasm" if not tags else f"engine-{tags}.wasm")
    environ = dict(os.environ, GOOS="wasip1", GOARCH="wasm", GOWORK="off", GOFLAGS="")
    if subprocess.run([go, "env", "GOVERSION"], cwd=ROOT, capture_output=True, text=True).stdout.startswith("go1.26"):
        environ["GOEXPERIMENT"] = "nogreenteagc"  # a sixtieth less: the older collector does as well on a few MB. Go 1.27 will not have it any more.
    # Calls stay calls where nothing is gained by inlining them: a twentieth of the module, which every reader loads. The runtime's own indices are
    # not checked either (-B), a sixtieth: it cannot recover from one that is wrong, and the module's memory is all that such a one could reach.
    quiet = ("engine", "dataset", "descent", "live", "explore", "exercise", "expr")
    small = ["-gcflags=runtime=-l -B", "-gcflags=math=-l", *(f"-gcflags={packages}=-l" for packages in (
        "gonum.org/v1/gonum/...", *(f"github.com/downhill-go/downhill/pkg/{name}" for name in quiet)))]
    command = [go, "build", *small, "-buildmode=c-shared", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-tags=" + ",".join(filter(None, ("engine", tags))), "-o", made, "./pkg/engine"]
    result = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"live figures: building the engine failed:\n{result.stderr}")
    bounded = bound(made.read_bytes(), MOST_MEMORY // PAGE)
    made.write_bytes(bounded)
    return bounded


def bound(module, pages):
    """Gives the module's memory a maximum, which Go's linker leaves out. See WebAssembly's specification, 5.5.8, Memory Section:
    section 5 is a vector of limits, each 0x00 min, or 0x01 min max, in LEB128."""
    at = 8
    while at < len(module):
        kind = module[at]
        size, start = leb(module, at + 1)
        if kind == 5:
            count, i = leb(module, start)
            flag = module[i]
            least, end = leb(module, i + 1)
            if count != 1 or flag not in (0, 1) or least > pages:
                raise ValueError("the module's memory section is not the one expected")
            body = b"\x01\x01" + unsigned(least) + unsigned(pages)
            return module[:at] + b"\x05" + unsigned(len(body)) + body + module[start + size:]
        at = start + size
    raise ValueError("the module has no memory section")


def leb(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def unsigned(value):
    out = bytearray()
    while True:
        byte, value = value & 127, value >> 7
        out.append(byte | (128 if value else 0))
        if not value:
            return bytes(out)


def package(names):
    """JupyterLab reads this; downhill is for the handout exporter."""
    return {
        "name": "@downhill/live", "version": "0.1.0", "description": "Live figures of the Downhill course", "license": "BSD-3-Clause",
        "jupyterlab": {"mimeExtension": "./mimeExtension",
                       "_build": {"load": "static/" + names["remoteEntry.js"], "mimeExtension": "./mimeExtension"}},
        "downhill": {name: "static/" + names[name] for name in ("engine.wasm.gz", "live.js", "live.css", "handout.js")},
    }


def put(folder, name, content):
    """Writes content under its name with a hash of it before the first dot's ending, and returns that name."""
    stem, ending = name.split(".", 1)
    hashed = f"{stem}.{digest(content)}.{ending}"
    whole.write(folder / hashed, content)
    return hashed


def digest(content):
    return hashlib.sha256(content).hexdigest()[:16]


if __name__ == "__main__":
    main()
