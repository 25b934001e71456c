"""Patches to GoNB: applied exactly, or refused by name with nothing written."""

import subprocess

import patching
import pytest
from report import Fault

BEFORE = "".join(f"line {n}\n" for n in range(1, 21))


@pytest.fixture
def source(tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.go").write_text(BEFORE)
    (tmp_path / "src" / "b.go").write_text(BEFORE)
    return tmp_path / "src"


def make_patch(tmp_path, changes, name="0001-test.patch"):
    """A patch as diff -u writes it, for files that hold BEFORE, under a header of prose."""
    (tmp_path / "old").mkdir(exist_ok=True)
    (tmp_path / "new").mkdir(exist_ok=True)
    text = "Why this patch is there\n\nMeasured: - 12 s, + 1 s\n"
    for file, after in changes.items():
        (tmp_path / "old" / file).write_text(BEFORE)
        (tmp_path / "new" / file).write_text(after)
        text += subprocess.run(["diff", "-u", "--label", f"a/{file}", "--label", f"b/{file}", f"old/{file}", f"new/{file}"],
                               cwd=tmp_path, capture_output=True, text=True).stdout
    (tmp_path / name).write_text(text)
    return tmp_path / name


def test_applies_several_hunks_in_several_files(tmp_path, source):
    first = BEFORE.replace("line 2\n", "").replace("line 18\n", "line 18\nline 18½\n")
    second = "line 0\n" + BEFORE + "line 21\n"
    patching.apply(make_patch(tmp_path, {"a.go": first, "b.go": second}), source)
    assert (source / "a.go").read_text() == first
    assert (source / "b.go").read_text() == second


def test_a_patch_that_no_longer_applies_is_named_and_nothing_is_written(tmp_path, source):
    (source / "b.go").write_text(BEFORE.replace("line 10", "line ten"))
    patch = make_patch(tmp_path, {"a.go": BEFORE.replace("line 3\n", ""), "b.go": BEFORE.replace("line 11\n", "line eleven\n")}, "0042-two-files.patch")
    with pytest.raises(Fault, match=r"0042-two-files\.patch no longer applies: b\.go, line 10"):
        patching.apply(patch, source)
    assert (source / "a.go").read_text() == BEFORE


def test_a_missing_file_is_named(tmp_path, source):
    (source / "a.go").unlink()
    with pytest.raises(Fault, match=r"0001-test\.patch no longer applies: a\.go is missing"):
        patching.apply(make_patch(tmp_path, {"a.go": BEFORE + "more\n"}), source)


def test_prose_alone_is_no_patch(tmp_path, source):
    (tmp_path / "0009-prose.patch").write_text("only words\n")
    with pytest.raises(Fault, match=r"0009-prose\.patch holds no change"):
        patching.apply(tmp_path / "0009-prose.patch", source)


def test_ours_say_why_what_it_gained_and_where_it_is_tested(root):
    patches = sorted((root / "kernel-setup" / "patches").glob("*.patch"))
    assert patches
    for patch in patches:
        header = patch.read_text(encoding="utf-8").split("\ndiff --git")[0]
        assert "Measured:" in header and "Tests:" in header, patch.name
