"""Builds the kernel in a tab: Go's tools for WebAssembly, the packages' archives, and the page side, in the forms that README.md tells.

    python kernel-setup/browser/build.py [--go PROGRAM] [--to FOLDER]

Everything goes to build/browser, and nothing is done if nothing has changed. Runs on any Python.
"""

import argparse
import fcntl
import hashlib
import json
import os
import shutil
import sys
import time
from pathlib import Path

import archives
import packing
import toolchain

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORKER = ("files.js", "wasi.js", "unpack.js", "objects.js", "program.js", "tools.js", "reader.js", "worker.js")
PAGE = ("payload.js", "clean.js", "worker_link.js", "compiler.js", "kernel.js")


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--go", default=shutil.which("go") or "/usr/local/go/bin/go", help="the go program")
    parser.add_argument("--to", type=Path, default=ROOT / "build" / "browser", help="the folder for everything")
    parser.add_argument("--quiet", action="store_true", help="say nothing when there is nothing to do")
    options = parser.parse_args(argv)
    try:
        build(options.go, options.to, options.quiet)
    except toolchain.Fault as fault:
        print(f"browser: {fault}", file=sys.stderr)
        return 1
    return 0


def build(go, to, quiet=False):
    to.mkdir(parents=True, exist_ok=True)
    with open(to.parent / f"{to.name}.lock", "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        go_version = toolchain.go(go, "env", "GOVERSION", cwd=ROOT).strip()
        version, made = versions(go_version)
        if finished(to, made):
            if not quiet:
                print("The kernel for the browser is built; nothing had changed.")
            return
        started = time.monotonic()
        work = to.parent / f"{to.name}-work"
        work.mkdir(exist_ok=True)
        manifest = make(go, work, packing.Folder(to), version, made, go_version)
        packed = sum(entry["packed"] for entry in manifest["files"].values())
        print(f"  {time.monotonic() - started:6.1f} s  the kernel for the browser: {packed / 1e6:.1f} MB packed")


def make(go, work, folder, version, made, go_version):
    tools = toolchain.tools(go, work)
    packages = archives.Packages(go, ROOT)
    numbers, fonts = {}, packages.fonts()
    exports, objects = archives.both(packages.usual, version, numbers, fonts)
    standard = {name: content for name, content in objects.items() if name.removesuffix(".a") in packages.standard or name == "version"}
    modules = {name: content for name, content in objects.items() if name not in standard or name == "version"}
    standard["warm"] = packages.warm(work)
    more_exports, more_objects = archives.both(packages.seldom, version, numbers, fonts)
    catalog = {"version": version.encode(), **packages.catalog(work), "about.json": archives.about(version, go_version)}
    files = {
        "tools": folder.packed("tools.wasm", tools.read_bytes()),
        "reader": folder.packed("reader.wasm", toolchain.reader(go, work).read_bytes()),
        "worker": folder.packed("worker.js", joined(WORKER).encode()),
        "exports": folder.packed("exports", packing.bundle(exports)),
        "objects": folder.packed("objects", packing.bundle(standard)),
        "modules": folder.packed("modules", packing.bundle(modules)),
        "moreExports": folder.packed("more-exports", packing.bundle(more_exports)),
        "moreObjects": folder.packed("more-objects", packing.bundle(more_objects)),
        "catalog": folder.packed("catalog", packing.bundle(catalog)),
    }
    manifest = {"version": version, "made": made, "go": go_version, "page": folder.script("kernel", joined(PAGE)), "seldom": sorted(packages.seldom), "files": files}
    packing.beside(folder, manifest)
    extension(folder, manifest)
    folder.write("kernel.json", (json.dumps(manifest, indent=1) + "\n").encode())
    folder.tidy()
    return manifest


def extension(folder, manifest):
    """JupyterLite's extension with the kernel, in lab/."""
    title = json.loads((HERE.parent / "kernelspec" / "kernel.json").read_text(encoding="utf-8"))["display_name"]
    entry = (HERE / "lab" / "remoteEntry.js").read_text(encoding="utf-8")
    page = folder.script("lab/static/kernel", joined(PAGE)).rsplit("/", 1)[1]
    for mark, value in (("@kernel.js@", page), ("@version@", manifest["version"]), ("@go@", manifest["go"].removeprefix("go")), ("@title@", title)):
        entry = entry.replace(mark, value)
    load = folder.script("lab/static/remoteEntry", entry).removeprefix("lab/")
    package = {
        "name": "@downhill/kernel", "version": "0.1.0", "description": "Go in the browser, for notebooks", "license": "BSD-3-Clause",
        "jupyterlab": {"extension": True, "_build": {"load": load, "extension": "./extension"},
                       "sharedPackages": {"@jupyterlite/services": {"bundled": False, "singleton": True}}},
    }
    folder.write("lab/package.json", (json.dumps(package, indent=2) + "\n").encode())


def finished(to, made):
    try:
        manifest = json.loads((to / "kernel.json").read_text())
        names = [manifest["page"], "beside/payload.js", "lab/package.json", *(entry["name"] for entry in manifest["files"].values())]
        return manifest["made"] == made and all((to / name).is_file() for name in names)
    except (OSError, ValueError, KeyError):
        return False


def joined(names):
    """Scripts as one: each is a part of the same strict script."""
    texts = [(HERE / "js" / name).read_text(encoding="utf-8").replace("'use strict';\n", "", 1) for name in names]
    return "(() => {\n'use strict';\n" + "\n".join(texts) + "})();\n"


def versions(go_version):
    """Two digests: of what decides the programs (this Go, the modules, our packages, the tools), which compiler and packages must have in common,
    and of that with the page side, which says whether anything is to be done."""
    setup = ROOT / "kernel-setup"
    files = [ROOT / "go.mod", ROOT / "go.sum", setup / "go.mod", setup / "go.sum", HERE / "archives.py", HERE / "fonts.py", HERE / "objects.py", HERE / "toolchain.py", HERE / "packing.py"]
    for folder in (ROOT / "pkg", setup / "cell", HERE / "overlay", HERE / "reader", HERE / "catalog"):
        files += sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.endswith("_test.go") and "testdata" not in path.parts)
    programs = digest(go_version, files)
    return programs, digest(programs, [HERE / "build.py", *sorted((HERE / "js").iterdir()), *sorted((HERE / "lab").iterdir())])


def digest(start, files):
    hash = hashlib.sha256(start.encode())
    for path in files:
        hash.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return hash.hexdigest()[:16]


if __name__ == "__main__":
    os.umask(0o022)
    sys.exit(main())
