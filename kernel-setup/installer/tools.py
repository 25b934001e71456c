"""The Go tools: the kernel, goimports and gopls, at the versions go.mod pins, the kernel with our patches."""

import json
import os
import shutil
import stat
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import command
import kernel
import patching
from plan import Step
from report import Fault

GONB = "github.com/janpfeifer/gonb"
TOOLS = (GONB, "golang.org/x/tools/cmd/goimports", "golang.org/x/tools/gopls")

# Where Go's own installer puts it, for the many who have not put it on their PATH.
USUAL = ("/usr/local/go/bin", "/opt/homebrew/bin", "/usr/lib/go/bin", "/snap/bin")

NEEDED = "Downhill needs Go 1.26 or newer (an older one, from 1.21 on, may fetch it by itself: go env -w GOTOOLCHAIN=auto)"

# gopls keeps counters in the user's configuration folder. Ours are off and in .venv; GOENV stays what it was, as it lives there too.
# A kernel that is killed cannot end its gopls, so gopls ends by itself when no kernel has been connected for a while.
GOPLS = """#!/bin/sh
here=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
[ "$1" = -listen ] && set -- -listen.timeout=15s "$@"
GOENV="${GOENV:-${XDG_CONFIG_HOME:-$HOME/.config}/go/env}" XDG_CONFIG_HOME="$here/config" exec "$here/libexec/gopls" "$@"
"""


@dataclass(frozen=True)
class Go:
    program: str
    version: str
    folder: str  # where the program is found again by the kernel
    # A go.work above the clone, or flags for other projects, are not meant for us.
    environ: dict = field(default_factory=lambda: {"GOWORK": "off", "GOFLAGS": ""}, hash=False)


def find_go(paths):
    program = shutil.which("go") or next((p for folder in USUAL if (p := shutil.which("go", path=folder))), None)
    if program is None:
        raise Fault(f"{NEEDED}; found: no go on the PATH. Install it from https://go.dev/dl/")
    # Go itself knows whether it is new enough, and fetches the version go.mod asks for where it may: ask it, in our module.
    environ = dict(os.environ, GOWORK="off", GOFLAGS="")
    asked = subprocess.run([program, "list", "-m", "-f", "{{.Path}}"], cwd=paths.kernel_setup, env=environ,
                           capture_output=True, text=True)
    if asked.returncode:
        raise Fault(unusable(program, asked.stderr))
    version = subprocess.run([program, "env", "GOVERSION"], cwd=paths.kernel_setup, env=environ, capture_output=True, text=True)
    return Go(program, version.stdout.strip(), os.path.dirname(os.path.realpath(program)))


def unusable(program, said):
    said = " ".join(said.split())
    if any(mark in said for mark in command.NETWORK_MARKS):
        return f"this Go is older than 1.26 and could not fetch the newer one; is the network there? ({said[:300]})"
    found = subprocess.run([program, "version"], cwd="/", capture_output=True, text=True).stdout.strip() or program
    return f"{NEEDED}; found: {found} ({said[:300]})"


def steps(paths, go):
    kernel_setup = paths.kernel_setup
    made = [paths.bin / "gonb", paths.bin / "goimports", paths.bin / "gopls", paths.venv / "libexec" / "gopls"]
    return [Step("tools", "gonb with our patches, goimports, gopls", lambda: build(paths, go),
                 [go.version, GOPLS, str(paths.root), kernel_setup / "go.mod", kernel_setup / "go.sum", kernel_setup / "patches"], made)]


def build(paths, go):
    source = patched_source(paths, go)
    built = paths.source / "bin"
    built.mkdir(exist_ok=True)
    # With the cells' flags, so that Go's own packages are compiled once for both.
    command.run([go.program, "build", f"-modfile={modfile(paths, source)}", "-buildvcs=false", "-o", f"{built}/", *TOOLS],
                "building gonb, goimports and gopls", env={**go.environ, "GOFLAGS": kernel.flags(paths)}, cwd=paths.kernel_setup)
    libexec, telemetry = paths.venv / "libexec", paths.venv / "config" / "go" / "telemetry"
    for folder in (paths.bin, libexec, telemetry):
        folder.mkdir(parents=True, exist_ok=True)
    for name, folder in (("gonb", paths.bin), ("goimports", paths.bin), ("gopls", libexec)):
        os.replace(built / name, folder / name)
    (telemetry / "mode").write_text("off\n")
    script = paths.bin / "gopls"
    script.write_text(GOPLS)
    script.chmod(0o755)


def module_folder(paths, go):
    """The unpacked source of the pinned GoNB, downloaded if it is not there yet."""
    said = command.run([go.program, "mod", "download", "-json", GONB], "downloading gonb", env=go.environ, cwd=paths.kernel_setup)
    return Path(json.loads(said[said.index("{"):])["Dir"])


def patched_source(paths, go):
    """A copy of GoNB's source with our patches; the module cache must stay as it is, and go build's -overlay may not touch it."""
    source = paths.source / "gonb"
    shutil.rmtree(source, ignore_errors=True)
    shutil.copytree(module_folder(paths, go), source, copy_function=shutil.copyfile, ignore=shutil.ignore_patterns("examples", "docs"))
    for folder, _, _ in os.walk(source):
        os.chmod(folder, os.stat(folder).st_mode | stat.S_IWUSR)
    for patch in sorted((paths.kernel_setup / "patches").glob("*.patch")):
        patching.apply(patch, source)
    return source


def modfile(paths, source):
    """go.mod of the tools with GoNB replaced by the patched copy; its go.sum stands beside it."""
    pinned = paths.kernel_setup / "go.mod"
    replaced = paths.source / "tools.mod"
    quoted = json.dumps(str(source), ensure_ascii=False)
    replaced.write_text(f"{pinned.read_text()}\nreplace {GONB} => {quoted}\n", encoding="utf-8")
    shutil.copyfile(paths.kernel_setup / "go.sum", paths.source / "tools.sum")
    return replaced
