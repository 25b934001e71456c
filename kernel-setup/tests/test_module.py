"""The library in somebody else's program: `go get` from a module proxy made from the checkout."""

import json
import os
import subprocess
import zipfile
from pathlib import Path

MODULE, VERSION = "github.com/downhill-go/downhill", "v0.1.0"
PROGRAM = """package main

import (
	"fmt"

	"github.com/downhill-go/downhill/pkg/descent"
)

func main() {
	fmt.Println(descent.Slope([]float64{3, 4}, []float64{1, 2}))
}
"""


def test_a_program_in_another_module_gets_and_uses_descent(root, tmp_path):
    serve(root, tmp_path / "proxy" / MODULE / "@v")
    program = tmp_path / "program"
    program.mkdir()
    (program / "main.go").write_text(PROGRAM)
    cache = subprocess.run(["go", "env", "GOMODCACHE"], capture_output=True, text=True, check=True).stdout.strip()
    env = {
        **os.environ,
        "GOWORK": "off",
        "GOFLAGS": "-modcacherw",
        "GOMODCACHE": str(tmp_path / "cache"),  # ours must not keep a version that was never published
        "GOPROXY": f"{(tmp_path / 'proxy').as_uri()},{(Path(cache) / 'cache' / 'download').as_uri()}",
        "GOSUMDB": "off",
    }
    for command in (["go", "mod", "init", "example.com/program"], ["go", "get", f"{MODULE}/pkg/descent@{VERSION}"]):
        subprocess.run(command, cwd=program, env=env, capture_output=True, text=True, check=True)
    ran = subprocess.run(["go", "run", "."], cwd=program, env=env, capture_output=True, text=True)
    assert ran.stdout == "11\n", ran.stderr


def serve(root, folder):
    """The checkout as a module proxy serves it: a list, an info, a mod and a zip; what belongs to another module is left out."""
    folder.mkdir(parents=True)
    (folder / "list").write_text(VERSION + "\n")
    (folder / f"{VERSION}.info").write_text(json.dumps({"Version": VERSION, "Time": "2026-01-01T00:00:00Z"}))
    (folder / f"{VERSION}.mod").write_bytes((root / "go.mod").read_bytes())
    with zipfile.ZipFile(folder / f"{VERSION}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("go.mod", "go.sum", "LICENSE"):
            archive.write(root / name, f"{MODULE}@{VERSION}/{name}")
        for path in sorted(p for p in (root / "pkg").rglob("*") if p.is_file()):
            archive.write(path, f"{MODULE}@{VERSION}/{path.relative_to(root).as_posix()}")
