"""Patches to GoNB: applied exactly, or refused by name with nothing written."""

import re
import shutil
import subprocess

import patching
import pytest
import refresh
import tools
from paths import Paths
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


def test_a_patch_is_refitted_to_a_version_whose_lines_have_moved(tmp_path, source):
    patch = make_patch(tmp_path, {"a.go": BEFORE.replace("line 3\n", "line three\n").replace("line 15\n", "line 15\nmore\n"), "c.go": "all new\n"})
    text = patch.read_text().replace(BEFORE, "")  # c.go is a file that the patch makes
    head, _, _ = text.partition("--- a/c.go")
    patch.write_text(as_git(head) + "diff --git a/c.go b/c.go\n--- /dev/null\n+++ b/c.go\n@@ -0,0 +1 @@\n+all new\n")
    moved = "first\nsecond\n" + BEFORE.replace("line 9\n", "line 9\nbetween\n")
    (source / "a.go").write_text(moved)
    with pytest.raises(Fault):
        patching.apply(patch, source)
    again = tmp_path / "0001-again.patch"
    again.write_text(patching.refit(patch, source))
    assert (source / "a.go").read_text() == moved.replace("line 3\n", "line three\n").replace("line 15\n", "line 15\nmore\n")
    assert again.read_text().startswith("Why this patch is there\n")
    changed = (source / "a.go").read_text()
    (source / "a.go").write_text(moved)
    (source / "c.go").unlink()
    patching.apply(again, source)
    assert (source / "a.go").read_text() == changed and (source / "c.go").read_text() == "all new\n"


def test_a_hunk_that_fits_nowhere_is_named_and_nothing_is_written(tmp_path, source):
    patch = make_patch(tmp_path, {"a.go": BEFORE.replace("line 3\n", "line three\n"), "b.go": BEFORE.replace("line 15\n", "line fifteen\n")})
    patch.write_text(as_git(patch.read_text()))
    (source / "b.go").write_text(BEFORE.replace("line 15\n", "line xv\n"))
    with pytest.raises(Fault, match=r"patch 0001-test\.patch: b\.go, the hunk at line 12 \(-line 15\) does not fit\."):
        patching.refit(patch, source)
    assert (source / "a.go").read_text() == BEFORE


def as_git(text):
    return "".join(f"diff --git {line[4:]} {line[4:]}\n{line}\n" if line.startswith("--- ") else line + "\n" for line in text.splitlines())


def test_ours_are_small_and_say_what_they_hook_for_which_version_how_to_refresh_them_and_where_they_are_tested(root):
    patches = sorted((root / "kernel-setup" / "patches").glob("*.patch"))
    pinned = re.search(r"janpfeifer/gonb (v\S+)", (root / "kernel-setup" / "go.mod").read_text())[1]
    changed = 0
    for patch in patches:
        header, _, diff = patch.read_text(encoding="utf-8").partition("\ndiff --git")
        for mark in ("Measured: ", "Tests: ", f"For: GoNB {pinned}\n", "Refresh: "):
            assert f"\n{mark}" in header, (patch.name, mark)
        assert ("\nHooks: " in header) != ("\nFor GoNB's author: " in header), patch.name
        changed += sum(line[:1] in "+-" and not line.startswith(("+++ ", "--- ")) for line in diff.splitlines() if line)
    assert 0 < changed <= 900


def test_ours_fit_the_pinned_version_as_they_are(root):
    paths = Paths.of_this_clone()
    source = paths.venv / "src" / "fits"
    version = refresh.pinned(paths)
    tools.copy_source(refresh.module(paths, tools.find_go(paths), version), source)
    try:
        texts = refresh.refresh(sorted((root / "kernel-setup" / "patches").glob("*.patch")), source, version)
    finally:
        shutil.rmtree(source)
    assert {patch.name for patch, text in texts.items() if text != patch.read_text(encoding="utf-8")} == set()
