"""Refreshes the patches for another GoNB: python3 -B kernel-setup/installer/refresh.py [VERSION]

Every hunk is looked for where its lines are now, and the patches are written anew with those places and the version in their headers. If a hunk does
not fit, it is named and nothing is written: mend it by hand, against the source that is left in .venv/src/refresh, and run this again.
Without a version: the one that go.mod pins, to see whether all is as it should be."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1])]

import patching  # noqa: E402
import tools  # noqa: E402
from downhill_handout import whole  # noqa: E402
from paths import Paths  # noqa: E402
from report import Fault  # noqa: E402

FOR = re.compile(r"^For: GoNB (\S+)$", re.M)


def refresh(patches, source, version):
    """The new texts of the patches by path, for the unpatched source of that version, to which they are applied one after another."""
    texts, faults = {}, []
    for patch in patches:
        try:
            texts[patch] = FOR.sub(f"For: GoNB {version}", patching.refit(patch, source), count=1)
        except Fault as fault:
            faults.append(str(fault))
    if faults:
        raise Fault("\n".join(faults))
    return texts


def main(argv):
    paths = Paths.of_this_clone()
    go = tools.find_go(paths)
    version = argv[0] if argv else pinned(paths)
    source = paths.venv / "src" / "refresh"
    shutil.rmtree(source, ignore_errors=True)
    tools.copy_source(module(paths, go, version), source)
    texts = refresh(sorted((paths.kernel_setup / "patches").glob("*.patch")), source, version)
    changed = [patch.name for patch, text in texts.items() if text != patch.read_text(encoding="utf-8")]
    for patch, text in texts.items():
        whole.write(patch, text)
    shutil.rmtree(source)
    print(f"all {len(texts)} patches fit GoNB {version}; changed: {', '.join(changed) or 'none'}")
    if version != pinned(paths):
        print(f"now: (cd kernel-setup && go get {tools.GONB}@{version}) && scripts/setup --test && kernel-setup/patches/gonb-tests")


def pinned(paths):
    return re.search(rf"{tools.GONB} (\S+)", (paths.kernel_setup / "go.mod").read_text(encoding="utf-8"))[1]


def module(paths, go, version):
    said = subprocess.run([go.program, "mod", "download", "-json", f"{tools.GONB}@{version}"], cwd=paths.kernel_setup,
                          capture_output=True, text=True)
    found = re.search(r'"Dir": "(.*)"', said.stdout)
    if not found:
        raise Fault(f"GoNB {version} could not be had: {(said.stdout + said.stderr).strip()[:300]}")
    return Path(found[1])


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Fault as fault:
        print(fault, file=sys.stderr)
        sys.exit(1)
