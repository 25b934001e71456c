"""Unified diffs: applied exactly, every line of context where it was when the patch was written, or refused; and refitted to another version, on request."""

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


def refit(patch, folder):
    """The patch's text with its hunks where their lines are now in the files below folder, to which they are applied. A hunk that fits nowhere raises
    a Fault that names it; then nothing is written."""
    text = patch.read_text(encoding="utf-8")
    header, written, faults = text[:text.index("\ndiff --git ") + 1], {}, []
    for name, hunks in files(text.split("\n")):
        target = folder / name
        before = target.read_text(encoding="utf-8").split("\n") if target.is_file() else []
        header += f"diff --git a/{name} b/{name}\n"
        header += f"--- a/{name}\n+++ b/{name}\n" if before else f"new file mode 100644\n--- /dev/null\n+++ b/{name}\n"
        if not before:
            header += "".join(f"@@ -0,0 +1,{len(body)} @@\n" + "\n".join(body) + "\n" for _, body in hunks)
            written[target] = [line[1:] for _, body in hunks for line in body] + [""]
            if any(line[0] != "+" for _, body in hunks for line in body):
                faults.append(f"patch {patch.name}: {name} is missing from this version of GoNB.")
            continue
        after, at, shift = [], 0, 0
        for start, body in hunks:
            found = nearest(before, [line[1:] for line in body if line[0] in " -"], start - 1 + shift, at)
            if found is None:
                changed = next(line for line in body if line[0] in "+-")
                faults.append(f"patch {patch.name}: {name}, the hunk at line {start} ({changed.strip()[:80]}) does not fit.")
                continue
            shift = found - (start - 1)
            old, new = sum(line[0] in " -" for line in body), sum(line[0] in " +" for line in body)
            after += before[at:found]
            header += f"@@ -{found + 1},{old} +{len(after) + 1},{new} @@\n" + "\n".join(body) + "\n"
            after += [line[1:] for line in body if line[0] in " +"]
            at = found + old
        written[target] = after + before[at:]
    if faults:
        raise Fault("\n".join(faults))
    for target, lines in written.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n".join(lines), encoding="utf-8")
    return header


def nearest(lines, wanted, start, first):
    """Where, from the line first on, the wanted lines are, as near to start as can be."""
    places = [at for at in range(first, len(lines) - len(wanted) + 1) if lines[at:at + len(wanted)] == wanted]
    return min(places, key=lambda at: abs(at - start), default=None)
