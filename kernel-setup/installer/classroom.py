"""A classroom's install: read by everybody, written by nobody. What learners share is compiled beforehand, into .venv/hub."""

import dataclasses

import command
import environment
import warm
from plan import Step


def steps(paths, go):
    hub = paths.kernel_setup / "hub"
    module = [go.version, str(paths.root), paths.root / "go.mod", paths.root / "go.sum"]
    packages = [folder for folder in sorted(paths.root.glob("pkg/*")) if folder.is_dir()]
    return [
        Step("hub", "JupyterHub's side of a learner's server, checked by hash", lambda: environment.install(paths, "hub/requirements.txt"),
             [str(paths.root), paths.kernel_setup / "requirements.txt", hub / "requirements.txt"], [paths.bin / "jupyterhub-singleuser"]),
        Step("hub-cache", "Go modules and compiled packages for the class", lambda: compile_shared(paths, go),
             [*module, hub / "gocache", *packages], [paths.bin / "gocache", paths.venv / "hub" / "cache" / "README"]),
    ]


def compile_shared(paths, go):
    # Modules of the course alone: the tools, which are built by now, have left theirs and their compiled packages in Go's usual caches.
    shared = {**go.environ, "GOMODCACHE": str(paths.venv / "hub" / "mod"), "GOCACHE": str(paths.venv / "hub" / "cache")}
    command.run([go.program, "build", "-buildvcs=false", "-trimpath", "-ldflags=-s -w", "-o", paths.bin / "gocache", "./hub/gocache"],
                "building gocache", env=go.environ, cwd=paths.kernel_setup)
    classroom = dataclasses.replace(go, environ=shared)
    warm.download(paths.root, classroom)
    warm.compile_packages(paths, classroom)
    # Whatever umask the set-up ran with: a class reads this.
    for folder in (paths.venv, *paths.venv.rglob("*")):
        if not folder.is_symlink():
            mode = folder.stat().st_mode
            folder.chmod(mode | 0o444 | (0o111 if folder.is_dir() or mode & 0o100 else 0))
