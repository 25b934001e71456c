"""Applies a unified diff exactly: every line of context must be where it was when the patch was written, or the patch is refused."""

import re

from report import Fault

HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@")


def apply(patch, folder):
    """Applies the patch to the files below folder. A patch that does not fit raises a Fault that bears its name; nothing is written then."""
    written = {}
    for name, hunks in files(patch.read_text(encoding="utf-8").split("\n")):
        target = folder / name
        before = target.read_text(encoding="utf-8").split("\n") if target.is_file() else None
        if before is None and any(start for start, _ in hunks):
            raise Fault(f"patch {patch.name} no longer applies: {name} is missing from this version of GoNB.")
        written[target] = "\n".join(patched(patch, name, before or [""], hunks))
    if not written:
        raise Fault(f"patch {patch.name} holds no change.")
    for target, text in written.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def files(lines):
    """The (file, hunks) pairs of a diff; a hunk is (first line counted from 1, its lines)."""
    name, hunks, at = None, [], 0
    while at < len(lines):
        line = lines[at]
        if line.startswith("+++ "):
            if name:
                yield name, hunks
            name, hunks = line[4:].split("\t")[0].removeprefix("b/"), []
        elif name and (match := HUNK.match(line)):
            old = int(match[2] or 1)
            new = int(re.search(r"\+\d+(?:,(\d+))?", line)[1] or 1)
            body = []
            while old > 0 or new > 0:
                at += 1
                body.append(lines[at] or " ")
                old -= body[-1][0] in " -"
                new -= body[-1][0] in " +"
            hunks.append((int(match[1]), body))
        at += 1
    if name:
        yield name, hunks


def patched(patch, name, before, hunks):
    after, at = [], 0
    for start, body in hunks:
        start = max(start - 1, 0)
        after += before[at:start]
        at = start
        for line in body:
            mark, text = line[0], line[1:]
            if mark in " -":
                if at >= len(before) or before[at] != text:
                    raise Fault(f"patch {patch.name} no longer applies: {name}, line {at + 1}, is not what the patch expects.")
                at += 1
            if mark in " +":
                after.append(text)
    return after + before[at:]
