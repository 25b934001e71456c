"""kernel-setup/live/build.py: names by content, a bound on memory, the same bytes twice."""

import ast
import gzip
import importlib.util
import json
import re
import subprocess

import pytest

from downhill_course import clone


@pytest.fixture(scope="module")
def build():
    spec = importlib.util.spec_from_file_location("live_build", clone.root() / "kernel-setup" / "live" / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def built(build, tmp_path_factory):
    to = tmp_path_factory.mktemp("live")
    build.main(["--to", str(to)])
    return to


def test_the_module_is_within_its_budget(built):
    packed = next((built / "static").glob("engine.*.wasm.gz"))
    assert len(gzip.compress(gzip.decompress(packed.read_bytes()), 9)) <= 840_000  # what Zopfli makes of it is a thirtieth less


def test_setup_builds_it_anew_when_any_package_of_it_changes():
    listed = subprocess.run(["go", "list", "-tags", "engine", "-deps", "./pkg/engine"], cwd=clone.root(), capture_output=True, text=True, check=True).stdout
    reached = {path.split("/pkg/")[1].split("/")[0] for path in listed.split() if "/downhill/pkg/" in path}
    source = (clone.root() / "kernel-setup" / "installer" / "engine.py").read_text(encoding="utf-8")
    assert set(ast.literal_eval(re.search(r"PACKAGES = (\(.*?\))", source, re.S)[1])) == reached


def test_building_again_gives_the_same_names_and_bytes(build, built, tmp_path, monkeypatch):
    again, kept = tmp_path / "again", tmp_path / "kept"
    kept.mkdir()
    for packed in build.BUILT.glob("engine.*.wasm.gz"):  # of the same module: another one would be packed, and named, anew
        (kept / packed.name).write_bytes(packed.read_bytes())
    monkeypatch.setattr(build, "BUILT", kept)
    build.main(["--to", str(again)])
    files = {path.name: path.read_bytes() for path in (built / "static").iterdir()}
    assert {path.name: path.read_bytes() for path in (again / "static").iterdir()} == files
    assert (again / "package.json").read_bytes() == (built / "package.json").read_bytes()


def test_packing_again_gives_the_same_bytes_and_a_module_is_packed_once(build, tmp_path, monkeypatch):
    module, made = bytes(range(256)) * 3, []
    for turn in ("one", "other"):
        monkeypatch.setattr(build, "BUILT", tmp_path / turn)
        made.append(build.pack(module))
    assert made[0] == made[1] and gzip.decompress(made[0]) == module
    (kept,) = build.BUILT.iterdir()
    kept.write_bytes(b"kept")
    assert build.pack(module) == b"kept" and build.pack(module + b"!") != b"kept"
    assert [path.name for path in build.BUILT.iterdir()] != [kept.name]


def test_an_older_versions_files_go_and_every_named_file_is_there(build, built):
    (built / "static" / "engine.0123456789abcdef.wasm.gz").write_bytes(b"old")
    build.main(["--to", str(built)])
    package = json.loads((built / "package.json").read_text())
    named = {package["jupyterlab"]["_build"]["load"], *package["downhill"].values()}
    assert {"static/" + path.name for path in (built / "static").iterdir()} == named


def test_the_entry_names_its_siblings_by_their_hashed_names(built):
    package = json.loads((built / "package.json").read_text())
    entry = (built / package["jupyterlab"]["_build"]["load"]).read_text()
    for name in ("engine.wasm.gz", "live.js", "live.css"):
        assert package["downhill"][name].removeprefix("static/") in entry
        assert f"@{name}@" not in entry


def test_the_modules_memory_has_a_maximum(build, built):
    module = gzip.decompress(next((built / "static").glob("engine.*.wasm.gz")).read_bytes())
    at, seen = 8, None
    while at < len(module):
        size, start = build.leb(module, at + 1)
        if module[at] == 5:
            assert module[start : start + 2] == b"\x01\x01"  # one memory, with a maximum
            _, end = build.leb(module, start + 2)
            seen, _ = build.leb(module, end)
        at = start + size
    assert seen == build.MOST_MEMORY // build.PAGE
    assert at == len(module)


@pytest.mark.parametrize("module", [b"\0asm\1\0\0\0", b"\0asm\1\0\0\0\x05\x04\x02\x00\x01\x00", b"\0asm\1\0\0\0\x05\x04\x01\x00\x80\x40"],
                         ids=["no memory", "two memories", "more than the maximum already"])
def test_a_module_of_another_shape_is_refused(build, module):
    with pytest.raises(ValueError, match="memory"):
        build.bound(module, 100)


@pytest.mark.parametrize("value, written", [(0, b"\0"), (127, b"\x7f"), (128, b"\x80\x01"), (624485, b"\xe5\x8e\x26")])
def test_leb128(build, value, written):
    # 624485 is the example in the DWARF standard, appendix C.
    assert build.unsigned(value) == written
    assert build.leb(written, 0) == (value, len(written))
