"""Files that appear whole or not at all."""

import os


def write_whole(path, data):
    """Writes a file so that it appears whole or not at all, also when two runs write it at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    remove_abandoned(path)
    try:
        beside.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def remove_abandoned(path):
    """Removes what runs that were killed while they wrote path left beside it."""
    start = f".{path.name}."
    for name in os.listdir(path.parent):
        writer = name.removeprefix(start).removesuffix(".new")
        if name == f"{start}{writer}.new" and writer.isdigit() and not runs(int(writer)):
            (path.parent / name).unlink(missing_ok=True)


def runs(process):
    """True if a process of this number exists, or may exist."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # another user's; not a number a process can have
        pass
    return True
