"""Go's compiler and linker, and our reader of cells, built for WebAssembly from the Go that is there."""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
WASM = {"GOOS": "wasip1", "GOARCH": "wasm", "GOWORK": "off", "GOFLAGS": ""}
SMALL = ["-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-gcflags=all=-dwarf=false"]


class Fault(Exception):
    """One sentence for whoever builds."""


def run(command, program, what, cwd, extra):
    """Runs a command that may call the go program, and returns what it prints."""
    path = os.path.dirname(program) + os.pathsep + os.environ.get("PATH", "")
    done = subprocess.run([str(word) for word in command], cwd=cwd, env={**os.environ, "PATH": path, **extra}, capture_output=True, text=True)
    if done.returncode:
        raise Fault(f"{what} failed:\n{done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


def go(program, *args, cwd, wasm=True):
    return run([program, *args], program, f"go {args[0]}", cwd, WASM if wasm else {"GOWORK": "off", "GOFLAGS": ""})


def tools(program, work):
    """The compiler and the linker as files below work. The overlay leaves the other processors out; without it they are a third larger."""
    folder = work / "overlay"
    folder.mkdir(parents=True, exist_ok=True)
    overlay = []
    try:
        go(program, "run", "./overlay", folder, cwd=HERE, wasm=False)
        overlay = ["-overlay", folder / "overlay.json"]
        return [tool(program, name, work, overlay) for name in ("compile", "link")]
    except Fault as fault:
        print(f"browser: the compiler is built whole, and is a third larger: {fault}", file=sys.stderr)
        return [tool(program, name, work, []) for name in ("compile", "link")]


def tool(program, name, work, overlay):
    made = work / f"{name}.wasm"
    # cmd is built as what it is, in its own module: from elsewhere its vendored packages are not found.
    source = Path(go(program, "env", "GOROOT", cwd=HERE).strip()) / "src" / "cmd"
    go(program, "build", *overlay, *SMALL, "-o", made, f"cmd/{name}", cwd=source)
    return made


def reader(program, work):
    made = work / "reader.wasm"
    go(program, "build", "-buildmode=c-shared", *SMALL, "-o", made, "./reader", cwd=HERE)
    return made
