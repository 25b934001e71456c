"""What cells need, fetched and compiled beforehand: the first cell is then as quick as the tenth, and nothing asks for the network later."""

import contextlib

import command
import kernelspec
from plan import Step
from report import Fault

# What cells import most, often without saying so.
STANDARD = ("bufio", "bytes", "encoding/csv", "encoding/json", "errors", "fmt", "image/color", "io", "maps", "math", "math/cmplx",
            "math/rand", "math/rand/v2", "os", "slices", "sort", "strconv", "strings", "text/tabwriter", "time")
# What cells are built without that do not use it: see kernel/build.
LEFT_OUT = "-tags=minimal,lean", "-tags=minimal"
MODULES = ("github.com/janpfeifer/gonb/gonbui", "gonum.org/v1/plot", "gonum.org/v1/plot/plotter", "gonum.org/v1/plot/vg/vgsvg",
           "gonum.org/v1/gonum/optimize", "gonum.org/v1/gonum/diff/fd", "gonum.org/v1/gonum/mat", "gonum.org/v1/gonum/stat")


def steps(paths, go):
    root = paths.root
    return [
        Step("modules", "Go modules the course imports", lambda: download(root, go), [go.version, root / "go.mod", root / "go.sum"]),
        Step("cache", "Go packages compiled for the first cell", lambda: compile_packages(paths, go),
             [go.version, root / "go.mod", root / "go.sum", kernelspec.template(paths), *LEFT_OUT]),
    ]


def download(root, go):
    command.run([go.program, "mod", "download"], "downloading the Go modules", env=go.environ, cwd=root)


def compile_packages(paths, go):
    # With the flags that cells are compiled with: what other flags made is compiled anew.
    root, environ = paths.root, {**go.environ, "GOFLAGS": kernelspec.flags(paths)}
    command.run([go.program, "build", "-buildvcs=false", *STANDARD, *MODULES], "compiling the course's packages", env=environ, cwd=root)
    for tags in LEFT_OUT:
        command.run([go.program, "build", "-buildvcs=false", tags, *MODULES], "compiling the course's packages", env=environ, cwd=root)
    if any(root.glob("pkg/*/*.go")):
        # A package somebody is just changing may not compile: its cells will say so, and JupyterLab is there to mend it in.
        with contextlib.suppress(Fault):
            command.run([go.program, "build", "-buildvcs=false", "./pkg/..."], "compiling pkg", env=environ, cwd=root)
            for tags in LEFT_OUT:
                command.run([go.program, "build", "-buildvcs=false", tags, "./pkg/..."], "compiling pkg", env=environ, cwd=root)
