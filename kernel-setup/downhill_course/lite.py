"""JupyterLab in the tab: JupyterLite's application out of its wheel, what is needed of it, with the course's kernel, notebooks and live figures.

Everything lies in one folder, below any address. What its pages load has a hash in its name or in its folder's name.
"""

import hashlib
import html
import importlib.util
import json
import re
import shutil
import tarfile
from pathlib import Path

from downhill_handout import whole

COURSE = "course"  # the folder that always holds the course's own notebooks, whatever a reader has made of theirs
LONG_AGO = "1980-01-01T00:00:00Z"

# Of JupyterLite's applications the one; maps are for its own developers; of a font the form that every browser of the last ten years takes.
OTHERS = re.compile(r"build/(consoles|edit|notebooks|repl|tree)/|\.(map|eot|ttf|svg)$|build/service-worker\.js$|/fa-[^/]*\.woff$|schemas/@jupyter-notebook/")

# What has no use here or would ask somebody else: JupyterLite's own service worker (the site has one), news, extensions from the network, sharing.
DISABLED = [
    "@jupyterlab/apputils-extension:announcements", "@jupyterlab/extensionmanager-extension", "@jupyterlab/terminal-extension",
    "@jupyterlite/application-extension:service-worker-manager", "@jupyterlite/application-extension:share-file",
]


class Missing(Exception):
    """The application is not installed; the text is the sentence for the reader."""


def archive():
    """The application's archive, from the wheel that scripts/setup --site installs."""
    found = importlib.util.find_spec("jupyterlite_core")
    packed = next(iter(sorted(Path(found.origin).parent.glob("jupyterlite-app-*.tgz"))), None) if found else None
    if packed is None:
        raise Missing("JupyterLite is not installed; ./scripts/setup --site does it.")
    return packed


def ours():
    from .runnable import PAGES

    return PAGES / "lab"


def write(folder, title, notebooks, extensions, kernel, overrides, offline):
    """Makes folder the application. notebooks: name → text; extensions: prebuilt folders; kernel: its kernelspec's name;
    overrides: JupyterLab's settings; offline: the address of pages/offline.js, seen from the site's root."""
    build = unpack(archive(), folder)
    listed = contents(folder, notebooks)
    federated = [extension(folder / "extensions", source) for source in [*extensions, ours()]]
    config = {
        "appName": title, "appVersion": "", "appUrl": "/", "baseUrl": "./", "defaultKernelName": kernel, "faviconUrl": f"./{build}/favicon.ico",
        "fullStaticUrl": f"./{build}", "fullLabextensionsUrl": "./extensions", "licensesUrl": f"./{build}/licenses", "settingsUrl": f"./{build}/schemas",
        "themesUrl": f"{build}/themes", "mode": "multiple-document", "federated_extensions": federated, "disabledExtensions": DISABLED,
        "settingsOverrides": overrides, "contentsAllJsonFile": "all.json", "exposeAppInBrowser": True, "terminalsAvailable": False,
        "downhillNotebooks": listed, "downhillKernel": "../kernel/kernel.json",
    }
    english = {"data": {"en": {"displayName": "English", "nativeName": "English"}}, "message": ""}
    whole.write(folder / "api" / "translations" / "all.json", json.dumps(english))
    whole.write(folder / "api" / "translations" / "en.json", json.dumps({"data": {}, "message": ""}))
    start = (ours() / "start.js").read_bytes()
    started = f"start.{digest(start)}.js"
    whole.write(folder / started, start)
    page = (ours() / "index.html").read_text(encoding="utf-8")
    for name, value in {"@title@": html.escape(title), "@config@": json.dumps(config, sort_keys=True).replace("<", "\\u003c"), "@start@": started, "@offline@": f"../{offline}",
                        "@bundle@": f"{build}/lab/bundle.js"}.items():
        page = page.replace(name, value)
    whole.write(folder / "index.html", page)


def digest(content):
    return hashlib.sha256(content).hexdigest()[:16]


def unpack(packed, folder):
    """The application's files in a folder named by what they are; its name."""
    build = f"build-{digest(packed.read_bytes())}"
    if (folder / build).is_dir():
        return build
    beside = folder / f".{build}"
    shutil.rmtree(beside, ignore_errors=True)
    with tarfile.open(packed) as app:
        for member in app:
            name = member.name.removeprefix("package/")
            if name == "lab/favicon.ico":
                name = "build/favicon.ico"
            if not member.isfile() or not name.startswith("build/") or OTHERS.search(name):
                continue
            path = beside / name.removeprefix("build/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(app.extractfile(member).read())
    (beside / "schemas" / "all_federated.json").write_text("[]")
    beside.rename(folder / build)
    return build


def extension(to, source):
    """Copies a prebuilt extension and answers what JupyterLab is told of it."""
    package = json.loads((source / "package.json").read_text(encoding="utf-8"))
    build = dict(package["jupyterlab"]["_build"])
    static = source / Path(build["load"]).parent
    for path in sorted(static.rglob("*")):
        if path.is_file():
            whole.write(to / package["name"] / path.relative_to(source), path.read_bytes())
    return {"name": package["name"], **build}


def contents(folder, notebooks):
    """The notebooks twice, as JupyterLite's own file server has them: to work on, and in a folder that stays the course's. Answers name → digest."""
    own = [entry(name, text) for name, text in notebooks.items()]
    course = [{**entry(name, text, COURSE), "writable": False} for name, text in notebooks.items()]
    for name, text in notebooks.items():
        whole.write(folder / "files" / name, text)
        whole.write(folder / "files" / COURSE / name, text)
    listing(folder / "api" / "contents", "", [*own, {**directory(COURSE), "content": None}])
    listing(folder / "api" / "contents" / COURSE, COURSE, course)
    return {name: digest(text.encode()) for name, text in notebooks.items()}


def entry(name, text, folder=""):
    return {"name": name, "path": f"{folder}/{name}".lstrip("/"), "last_modified": LONG_AGO, "created": LONG_AGO, "content": None, "format": None,
            "mimetype": None, "size": len(text.encode()), "writable": True, "type": "notebook"}


def directory(path):
    return {"name": path, "path": path, "last_modified": LONG_AGO, "created": LONG_AGO, "format": "json", "mimetype": None, "size": None,
            "writable": False, "type": "directory"}


def listing(folder, path, entries):
    whole.write(folder / "all.json", json.dumps({**directory(path), "content": entries}, indent=1, sort_keys=True))
