"""The kernelspec "Go (Downhill)", in .venv: absolute paths, so that it works whoever starts it."""

import json
import shutil

import command
from downhill_handout import whole
from plan import Step

# What a cell may use without importing it; what is not among these goimports looks for.
PACKAGES = ("std", "./pkg/...", "gonum.org/v1/plot/...", "gonum.org/v1/gonum/...", "github.com/janpfeifer/gonb/gonbui/...")


def steps(paths, go):
    spec, index = paths.share / "kernels" / "downhill", paths.venv / "share" / "downhill" / "packages.json"
    reader = paths.kernel_setup / "cell" / "packages"
    return [
        Step("kernel", "kernel Go (Downhill)", lambda: write(paths, go, spec),
             [str(paths.root), go.folder, template(paths).parent], [spec / "kernel.json"]),
        Step("packages", "index of the packages for cells", lambda: list_packages(paths, go, index),
             [go.version, paths.root / "go.mod", paths.root / "pkg", reader, *PACKAGES], [index], after=("modules",)),
    ]


def list_packages(paths, go, index):
    index.parent.mkdir(parents=True, exist_ok=True)
    # The go command of the environment tells its root; ours may be another one's neighbour.
    said = command.run([go.program, "run", "./kernel/packages", str(paths.root), *PACKAGES], "listing the packages for cells",
                       env=go.environ, cwd=paths.kernel_setup)
    whole.write(index, said[said.index("["):])


def template(paths):
    return paths.kernel_setup / "kernelspec" / "kernel.json"


def flags(paths):
    """GOFLAGS of the cells. Nobody debugs a cell's program with DWARF, and a linker that meets none takes a quarter less time."""
    return json.loads(template(paths).read_text(encoding="utf-8"))["env"]["GOFLAGS"]


def write(paths, go, spec):
    spec.mkdir(parents=True, exist_ok=True)
    for file in template(paths).parent.iterdir():
        if file.name != "kernel.json":
            shutil.copyfile(file, spec / file.name)
    whole.write(spec / "kernel.json", json.dumps(filled(paths, go), indent=2, ensure_ascii=False) + "\n")


def filled(paths, go):
    """The template with @venv@, @root@ and @go@ filled in. In env Jupyter replaces $NAME, so a $ of ours is doubled there."""
    values = {"@venv@": str(paths.venv), "@root@": str(paths.root), "@go@": go.folder}

    def fill(text, quote=lambda value: value):
        for mark, value in values.items():
            text = text.replace(mark, quote(value))
        return text

    spec = json.loads(template(paths).read_text(encoding="utf-8"))
    spec["argv"] = [fill(word) for word in spec["argv"]]
    spec["env"] = {name: fill(value, lambda v: v.replace("$", "$$")) for name, value in spec["env"].items()}
    return spec
