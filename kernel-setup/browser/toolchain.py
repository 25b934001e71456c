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
    """The compiler and the linker, one program, as a file below work. The overlay leaves the other processors out; without it they are a third larger."""
    folder = work / "overlay"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        go(program, "run", "./overlay", folder, cwd=HERE, wasm=False)
        return tool(program, work, folder)
    except Fault as fault:
        print(f"browser: the compiler is built whole, and is a third larger: {fault}", file=sys.stderr)
        go(program, "run", "./overlay", folder, "whole", cwd=HERE, wasm=False)
        return tool(program, work, folder)


def tool(program, work, folder):
    """Both need packages that are internal to each, so `go build` does not take them as one: it compiles the packages, and the last two steps are made here."""
    # cmd is built as what it is, in its own module: from elsewhere its vendored packages are not found.
    source = Path(go(program, "env", "GOROOT", cwd=HERE).strip()) / "src" / "cmd"
    listed = go(program, "list", "-export", "-deps", "-pgo=off", "-overlay", folder / "overlay.json", *SMALL, "-f", "{{if .Export}}packagefile {{.ImportPath}}={{.Export}}{{end}}",
                "cmd/compile", "cmd/link", cwd=source)
    config, archive, made = folder / "packages", folder / "tools.a", work / "tools.wasm"
    config.write_text(listed, encoding="utf-8")
    go(program, "tool", "compile", "-o", archive, "-p", "main", "-importcfg", config, "-pack", "-dwarf=false", f"-trimpath={folder}",
       *sorted((folder / "tools").glob("*.go")), cwd=source)
    go(program, "tool", "link", "-o", made, "-importcfg", config, "-buildmode=exe", "-s", "-w", archive, cwd=source)
    return made


def reader(program, work):
    made = work / "reader.wasm"
    go(program, "build", "-buildmode=c-shared", *SMALL, "-o", made, "./reader", cwd=HERE)
    return made
