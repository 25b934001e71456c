"""scripts/lab: the learner's own copies in work/, and JupyterLab on the first notebook."""

import argparse
import hashlib
import json
import os
import sys

from downhill_handout import whole

from . import clone, loopback, sockets

START = "00-start-here.ipynb"
RECORD = ".copied.json"  # name -> SHA-256 of the notebook as it was when it was copied


def parse(argv):
    parser = argparse.ArgumentParser(
        prog="scripts/lab",
        description="Opens JupyterLab on your own copy of the course: notebooks not copied yet are copied into work/, which git leaves "
        "alone. JupyterLab answers on 127.0.0.1 only, with a token. Further arguments after -- go to jupyter lab.",
    )
    parser.add_argument("notebook", nargs="?", default=START, metavar="NOTEBOOK", help="what to open, by number or name (%(default)s)")
    parser.add_argument("--fresh", metavar="NN", help="put the course's notebook NN back in place of your copy, after asking")
    parser.add_argument("--yes", action="store_true", help="answer the question of --fresh with yes")
    parser.add_argument("--author", action="store_true", help="open notebooks/ itself, to change the course")
    parser.add_argument("--no-browser", action="store_true", help="print the address, open nothing")
    parser.add_argument("--copy-only", action="store_true", help="copy what is new, and stop")
    argv = list(sys.argv[1:] if argv is None else argv)
    at = argv.index("--") if "--" in argv else len(argv)
    return parser.parse_args(argv[:at]), argv[at + 1:]


def main(argv=None):
    options, rest = parse(argv)
    notebooks, work = clone.root() / "notebooks", clone.root() / "work"
    try:
        wanted = clone.find(options.notebook)
        if options.fresh:
            wanted = clone.find(options.fresh)
            if not fresh(wanted, work, options.yes):
                return 1
        if not options.author:
            copy_new(notebooks, work)
    except LookupError as error:
        print(f"lab: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"lab: {clone.unwritten(error)}", file=sys.stderr)
        return 1
    if options.copy_only:
        return 0
    if not loopback.ready():
        print(f"lab: {loopback.SENTENCE}", file=sys.stderr)
        return 1
    folder = notebooks if options.author else work
    arguments = [
        sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder}", f"--LabApp.default_url=/lab/tree/{wanted.name}",
        "--ServerApp.ip=127.0.0.1", *sockets.ARGUMENTS, *as_root(rest), *on_windows(), *(["--no-browser"] if options.no_browser else []), *rest,
    ]
    os.execve(sys.executable, arguments, {**clone.environ(), "JUPYTER_RUNTIME_DIR": str(sockets.folder())})


def as_root(rest):
    """Jupyter refuses to run as root, and in most containers there is nobody else; what it means is said instead."""
    if os.geteuid() != 0 or "--allow-root" in rest:
        return []
    print("lab: you are root, so cells may change every file of this machine; in a container that is this container.", file=sys.stderr, flush=True)
    return ["--allow-root"]


def on_windows():
    """Under WSL2 the browser is Windows' own, which opens an address, but no file of Linux's, as Jupyter would have it."""
    return ["--ServerApp.use_redirect_file=False"] if "microsoft" in os.uname().release.lower() else []


def copy_new(notebooks, work):
    """Copies what work/ does not hold yet, and renews copies nobody has touched. A learner's edits stay, whatever the course does."""
    work.mkdir(exist_ok=True)
    record = recorded(work)
    for source in sorted(p for p in notebooks.rglob("*") if p.is_file() and ".ipynb_checkpoints" not in p.parts):
        name = source.relative_to(notebooks).as_posix()
        copy, digest = work / name, sha256(source)
        if not copy.exists():
            take(source, copy)
            print(f"  copied {name} into {work.name}/", flush=True)
        elif record.get(name) == digest or sha256(copy) == digest:
            pass
        elif sha256(copy) == record.get(name):
            take(source, copy)
            print(f"  renewed {work.name}/{name}: the course has a newer one, and yours was as it came", flush=True)
        else:
            print(f"  work/{name} is yours and stays; the course has a newer one (scripts/lab --fresh {name[:2]} takes it)", flush=True)
            continue
        record[name] = digest
    whole.write(work / RECORD, json.dumps(record, indent=2, sort_keys=True) + "\n")


def fresh(source, work, yes):
    """Puts the course's notebook back in place of the learner's copy, which is kept under work/replaced/. False if the answer is no."""
    copy = work / source.name
    if copy.exists() and not yes:
        if not sys.stdin.isatty():
            print("lab: --fresh asks first; there is nobody to ask here (--yes says yes).", file=sys.stderr)
            return False
        answer = input(f"Replace work/{source.name} by the course's? Yours goes to work/replaced/. [y/N] ")
        if answer.strip().lower() not in ("y", "yes"):
            print("lab: left as it is.", file=sys.stderr)
            return False
    if copy.exists():
        take(copy, unused(work / "replaced" / source.name))
    take(source, copy)
    record = recorded(work)
    record[source.name] = sha256(source)
    whole.write(work / RECORD, json.dumps(record, indent=2, sort_keys=True) + "\n")
    return True


def take(source, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    whole.write(target, source.read_bytes())


def unused(path):
    """path, or path with the first number that makes it a new name."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem} {number}{path.suffix}")
    return free


def recorded(work):
    try:
        return json.loads((work / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
