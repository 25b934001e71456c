"""The packages that a cell may import: what the compiler and the linker need of each, and what the reader tells of them."""

import json
from pathlib import Path

import fonts
from objects import laid_out
from toolchain import SMALL, WASM, go, run

TAGS = "minimal"  # gonum/plot without the back ends that write PDF, TeX, EPS and raster images

# What the course and most cells use: loaded at the start.
STANDARD = """bufio bytes cmp container/heap container/list container/ring context encoding/base64 encoding/csv encoding/hex errors flag fmt html
    image/color io iter maps math math/bits math/cmplx math/rand math/rand/v2 os path/filepath reflect regexp runtime runtime/debug slices sort strconv
    strings sync sync/atomic text/tabwriter time unicode unicode/utf8 unicode/utf16""".split()
MODULES = """gonum.org/v1/gonum/diff/fd gonum.org/v1/gonum/floats gonum.org/v1/gonum/mat gonum.org/v1/gonum/optimize gonum.org/v1/gonum/stat
    gonum.org/v1/plot gonum.org/v1/plot/plotter gonum.org/v1/plot/plotutil gonum.org/v1/plot/palette gonum.org/v1/plot/palette/moreland
    gonum.org/v1/plot/vg gonum.org/v1/plot/vg/draw gonum.org/v1/plot/vg/vgsvg""".split()
OURS = "github.com/downhill-go/downhill/pkg/"

# What fewer cells use: loaded when a cell imports one of these.
SELDOM = """encoding/binary encoding/json encoding/xml hash/fnv image image/png io/fs log math/big path testing testing/internal/testdeps text/template
    gonum.org/v1/gonum/stat/distuv gonum.org/v1/gonum/integrate gonum.org/v1/gonum/interp""".split()


class Packages:
    """The archives by import path: usual ones, of which Go's own come first, and those that are loaded when a cell asks."""

    def __init__(self, program, root):
        self.program, self.root = program, root
        listed = go(program, "list", "-tags", TAGS, "./pkg/...", cwd=root).split()
        self.ours = [path for path in listed if path.startswith(OURS) and "/internal/" not in path and path != OURS + "engine"]
        self.usual = self.archives([*STANDARD, *MODULES, *self.ours])
        self.standard = self.archives(STANDARD).keys()
        self.seldom = {path: file for path, file in self.archives(SELDOM).items() if path not in self.usual}

    def archives(self, paths):
        said = go(self.program, "list", "-export", "-deps", "-tags", TAGS, *SMALL[:2], SMALL[-1], "-f", "{{if .Export}}{{.ImportPath}} {{.Export}}{{end}}",
                  *paths, cwd=self.root)
        return dict(line.split(" ", 1) for line in said.splitlines())

    def fonts(self):
        """{import path: fonts} of the packages that hold some."""
        listed = go(self.program, "list", "-deps", "-tags", TAGS, "-f", '{{$p := .}}{{range .EmbedFiles}}{{$p.ImportPath}} {{$p.Dir}}/{{.}}{{"\\n"}}{{end}}', *MODULES, cwd=self.root)
        found = {}
        for path, file in (line.split(" ", 1) for line in listed.splitlines() if line.endswith(".ttf")):
            found.setdefault(path, []).append(Path(file).read_bytes())
        return found

    def warm(self, work):
        """A program that prints, compiled: the linker is tried on it while the first cell is compiled (js/compiler.js)."""
        source, config, made = work / "warm.go", work / "warm.packages", work / "warm.a"
        source.write_text('package main\n\nimport "fmt"\n\nfunc main() { fmt.Println() }\n', encoding="utf-8")
        config.write_text("".join(f"packagefile {path}={file}\n" for path, file in self.usual.items()), encoding="utf-8")
        go(self.program, "tool", "compile", "-o", made, "-p", "main", "-importcfg", config, "-complete", "-pack", "-dwarf=false", f"-trimpath={work}", source, cwd=self.root)
        return made.read_bytes()

    def importable(self):
        return [*STANDARD, *MODULES, *self.ours, *SELDOM]

    def catalog(self, work):
        """The index and the documentation as files below work. Run natively, but seeing the packages as they are built for the browser."""
        made = work / "catalog"
        go(self.program, "build", "-o", made, "./catalog", cwd=self.root / "kernel-setup" / "browser", wasm=False)
        run([made, work, *self.importable()], self.program, "the catalog of packages", self.root, {**WASM, "GOFLAGS": f"-tags={TAGS}"})
        return {name: (work / name).read_bytes() for name in ("index.json", "docs.json")}


def split(archive):
    """An archive as two: for the compiler the export data, for the linker everything else. See cmd/internal/archive: headers of 60 bytes, even sizes."""
    magic = b"!<arch>\n"
    if not archive.startswith(magic):
        raise ValueError("a package's archive is not one")
    exports, objects, at = [magic], [magic], len(magic)
    while at < len(archive):
        size = int(archive[at + 48:at + 58])
        end = at + 60 + size + (size & 1)
        (exports if archive[at:at + 16].rstrip() == b"__.PKGDEF" else objects).append(archive[at:end])
        at = end
    return b"".join(exports), b"".join(objects)


def both(archives, version, numbers, fonts_of):
    """Bundles of export data and of objects, each with the version it belongs to, and with the fonts small."""
    exports, objects = {"version": version.encode()}, {"version": version.encode()}
    for path, file in archives.items():
        with open(file, "rb") as archive:
            exports[path + ".a"], linked = split(archive.read())
        for font in fonts_of.get(path, ()):
            linked = linked.replace(font, fonts.emptied(font))
        objects[path + ".a"] = laid_out(linked, numbers)
    return exports, objects


def about(version, go_version):
    return json.dumps({"version": version, "go": go_version}).encode()
