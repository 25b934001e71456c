"""The Go tools: the kernel, goimports and gopls, at the versions go.mod pins, the kernel with our patches."""

import json
import os
import shutil
import stat
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import command
import kernelspec
import patching
from downhill_handout import whole
from plan import Step
from report import Fault

GONB = "github.com/janpfeifer/gonb"
GOIMPORTS = "golang.org/x/tools/cmd/goimports"
GOPLS = "golang.org/x/tools/gopls"
# What the kernel is made of beside GoNB.
OURS = ("patches", "cell", "kernel")

# Where Go's own installer puts it, for the many who have not put it on their PATH.
USUAL = ("/usr/local/go/bin", "/opt/homebrew/bin", "/usr/lib/go/bin", "/usr/lib/golang/bin", "/snap/bin")

NEEDED = "Downhill needs Go 1.26 or newer (an older one, from 1.21 on, may fetch it by itself: go env -w GOTOOLCHAIN=auto)"

# Of what a user has set for Go: where modules come from and are kept, and which Go it may be. Flags and targets are meant for other work.
KEPT = (
    "GOPROXY", "GOSUMDB", "GONOSUMDB", "GONOPROXY", "GOPRIVATE", "GOINSECURE", "GOAUTH", "GOVCS", "GOTOOLCHAIN", "GOPATH",
    "GOMODCACHE", "GOCACHE",
)
NOT_FOR_US = ("GOFLAGS", "GOOS", "GOARCH", "GOEXPERIMENT", "GOAMD64", "GOARM64", "GOBIN", "GO111MODULE")

# gopls keeps counters in the user's configuration folder; ours are off, and in .venv. macOS knows that folder by HOME alone.
# A gopls that listens, as stock GoNB has it (scripts/bench), ends by itself when no kernel has been connected for a while; our kernel's ends with its input.
# 75 is sysexits.h's EX_TEMPFAIL: set-up builds gopls last, while JupyterLab is open already.
GOPLS_SCRIPT = """#!/bin/sh
here=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
[ -x "$here/libexec/gopls" ] ||
    { echo "gopls is still being built; Tab and Shift-Tab help in about a minute." >&2; exit 75; }
[ "$1" = -listen ] && set -- -listen.timeout=15s "$@"
export GOENV="${GOENV:-$here/config/go.env}" XDG_CONFIG_HOME="$here/config"
if [ "$(uname)" = Darwin ]; then
    export GOPATH="${GOPATH:-$HOME/go}" GOCACHE="${GOCACHE:-$HOME/Library/Caches/go-build}" HOME="$here/config"
fi
exec "$here/libexec/gopls" "$@"
"""
TELEMETRY = ("go/telemetry", "Library/Application Support/go/telemetry")


@dataclass(frozen=True)
class Go:
    program: str
    version: str
    folder: str  # of the program, where the kernel finds it
    environ: dict = field(hash=False)


def find_go(paths):
    program = shutil.which("go") or next((p for folder in USUAL if (p := shutil.which("go", path=folder))), None)
    if program is None:
        raise Fault(f"{NEEDED}; found: no go on the PATH. Install it from https://go.dev/dl/")
    environ = own_settings(paths, program)
    # Go itself knows whether it is new enough, and fetches the version go.mod asks for where it may: ask it, in our module.
    asked = ask(program, ["list", "-m", "-f", "{{.Path}}"], paths, environ)
    if asked.returncode:
        raise Fault(unusable(program, asked.stderr))
    version, root = ask(program, ["env", "GOVERSION", "GOROOT"], paths, environ).stdout.splitlines()
    # The go that does the work: snap's and mise's are scripts or links elsewhere, and a fetched toolchain stands among the modules.
    own = shutil.which("go", path=os.path.join(root, "bin"))
    return Go(own or program, version, os.path.dirname(own or os.path.realpath(program)), environ)


def ask(program, args, paths, environ):
    return subprocess.run([program, *args], cwd=paths.kernel_setup, env={**os.environ, **environ}, capture_output=True, text=True)


def own_settings(paths, program):
    """The environment of our builds. A go.work above the clone, or flags and targets for other work, are not meant for us, be they
    exported or set by `go env -w`: from the latter's file only what KEPT names is taken over, into a file of our own."""
    users = subprocess.run([program, "env", "GOENV"], cwd="/", env={**os.environ, "GOTOOLCHAIN": "local"}, capture_output=True, text=True).stdout.strip()
    try:
        lines = Path(users).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError):  # there is none, which is usual, or it is "off"
        lines = []
    ours = paths.venv / "config" / "go.env"
    text = "".join(f"{line}\n" for line in lines if line.partition("=")[0] in KEPT)
    if not ours.is_file() or ours.read_text(encoding="utf-8") != text:
        whole.write(ours, text)
    return {"GOENV": str(ours), "GOWORK": "off", **dict.fromkeys(NOT_FOR_US, "")}


def unusable(program, said):
    said = " ".join(said.split())
    if any(mark in said for mark in command.NO_NETWORK):
        return f"this Go is older than 1.26 and could not fetch the newer one; is the network there? ({said[:300]})"
    found = subprocess.run([program, "version"], cwd="/", capture_output=True, text=True).stdout.strip() or program
    return f"{NEEDED}; found: {found} ({said[:300]})"


def steps(paths, go):
    pinned = paths.kernel_setup
    return [Step("tools", "the Go kernel: gonb with our patches, goimports", lambda: build_kernel(paths, go),
                 [go.version, GOPLS_SCRIPT, str(paths.root), pinned / "go.mod", pinned / "go.sum", *(pinned / folder for folder in OURS)],
                 [paths.bin / "gonb", paths.bin / "goimports", paths.bin / "gopls"])]


def later(paths, go):
    pinned = paths.kernel_setup
    return [Step("gopls", "gopls, which answers Tab and Shift-Tab", lambda: build(paths, go, {GOPLS: paths.libexec}),
                 [go.version, str(paths.root), pinned / "go.mod", pinned / "go.sum"], [paths.libexec / "gopls"])]


def build_kernel(paths, go):
    source = patched_source(paths, go)
    build(paths, go, {GONB: paths.bin, GOIMPORTS: paths.bin}, f"-modfile={modfile(paths, source)}")
    for folder in TELEMETRY:
        whole.write(paths.venv / "config" / folder / "mode", "off\n")
    script = paths.bin / "gopls"
    whole.write(script, GOPLS_SCRIPT)
    script.chmod(0o755)


def build(paths, go, tools, *flags):
    """Builds tools, {package: the folder it goes to}, with the cells' flags: Go's own packages are then compiled once for both."""
    names = [package.rpartition("/")[2] for package in tools]
    built = paths.source / "-".join(names)
    built.mkdir(parents=True, exist_ok=True)
    command.run([go.program, "build", *flags, "-buildvcs=false", "-o", f"{built}/", *tools], f"building {' and '.join(names)}",
                env={**go.environ, "GOFLAGS": kernelspec.flags(paths)}, cwd=paths.kernel_setup)
    for name, folder in zip(names, tools.values()):
        folder.mkdir(parents=True, exist_ok=True)
        os.replace(built / name, folder / name)


def module_folder(paths, go):
    """The unpacked source of the pinned GoNB, downloaded if it is not there yet."""
    said = command.run([go.program, "mod", "download", "-json", GONB], "downloading gonb", env=go.environ, cwd=paths.kernel_setup)
    return Path(json.loads(said[said.index("{"):])["Dir"])


def patched_source(paths, go):
    """A copy of GoNB's source with our patches; the module cache must stay as it is, and go build's -overlay may not touch it."""
    source = paths.source / "gonb"
    shutil.rmtree(source, ignore_errors=True)
    copy_source(module_folder(paths, go), source)
    for patch in sorted((paths.kernel_setup / "patches").glob("*.patch")):
        patching.apply(patch, source)
    return source


def copy_source(module, folder):
    shutil.copytree(module, folder, copy_function=shutil.copyfile, ignore=shutil.ignore_patterns("examples", "docs"))
    for name, _, _ in os.walk(folder):
        os.chmod(name, os.stat(name).st_mode | stat.S_IWUSR)


def modfile(paths, source):
    """go.mod of the tools with GoNB replaced by the patched copy; its go.sum stands beside it."""
    pinned = paths.kernel_setup / "go.mod"
    replaced = paths.source / "tools.mod"
    quoted = json.dumps(str(source), ensure_ascii=False)
    whole.write(replaced, f"{pinned.read_text()}\nreplace {GONB} => {quoted}\n")
    shutil.copyfile(paths.kernel_setup / "go.sum", paths.source / "tools.sum")
    return replaced
