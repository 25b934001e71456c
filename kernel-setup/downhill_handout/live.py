"""Live figures and exercises: a host round the still form of each, and in a page that has one the module, the page
side and its style, once.

They are those that set-up built for JupyterLab (kernel-setup/live). Where they are missing, on another machine, say,
the still pictures stay."""

import base64
import functools
import html
import json
import re
from pathlib import Path

from .sheet import compact

MIME = "application/vnd.downhill.figure+json"  # a live figure's spec, beside its static frame
EXERCISE = "application/vnd.downhill.exercise+json"  # an exercise's ID, beside its question
LONGEST = 1 << 16  # bytes of a spec, as in pkg/live


def host(page, data, shown):
    """shown, the still picture's HTML, in an element that the page's script makes live; shown itself if the output is
    not a live figure."""
    spec, exercise = spec_of(data.get(MIME)), exercise_of(data.get(EXERCISE))
    if not (spec or exercise) or not parts():
        return shown
    page.live = True
    if exercise:
        return f'<div class="dh-ask" data-exercise="{exercise}">{shown}</div>'
    return f'<div class="dh-live" data-figure="{html.escape(spec)}">{shown}</div>'


def exercise_of(value):
    """The exercise's ID, such as 05-2; None if there is none or it is not one."""
    try:
        spec = (
            json.loads("".join(map(str, value)) if isinstance(value, list) else value)
            if isinstance(value, (str, list))
            else value
        )
    except ValueError:
        return None
    id = spec.get("exercise") if isinstance(spec, dict) else None
    return id if isinstance(id, str) and re.fullmatch(r"\d\d-\d", id, re.ASCII) else None


def spec_of(value):
    """The spec as text, None if there is none or it is not one. What the figure makes of it is the module's
    business."""
    if isinstance(value, list):
        value = "".join(map(str, value))
    try:
        spec = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return None
    if not isinstance(spec, dict) or not isinstance(spec.get("figure"), str):
        return None
    text = json.dumps(spec, ensure_ascii=False, separators=(",", ":"))
    return text if len(text.encode("utf-8", "replace")) <= LONGEST else None


def add(page, shown):
    """Adds to what the template is given: style, script and packed module, if the page has a live figure."""
    if not page.live:
        return
    made = parts()
    shown["style"] += compact(made["live.css"])
    shown["scripts"].append(made["live.js"] + "\n" + made["handout.js"])
    shown["data"].append(("dh-engine", made["engine.wasm.gz"]))
    shown["sources"].setdefault("script-src", []).append("'wasm-unsafe-eval'")


def parts():
    """The built files as text, the packed module in base64; None if they are not there."""
    package = next((p for p in packages() if p.is_file()), None)
    if package is None:
        return None
    return read(package, package.stat().st_mtime_ns)


def packages():
    from jupyter_core.paths import jupyter_path

    return [Path(folder) / "@downhill" / "live" / "package.json" for folder in jupyter_path("labextensions")]


@functools.lru_cache(maxsize=2)
def read(package, _changed):
    try:
        names = json.loads(package.read_text(encoding="utf-8"))["downhill"]
        made = {
            name: (package.parent / names[name]).read_bytes()
            for name in ("engine.wasm.gz", "live.js", "live.css", "handout.js")
        }
    except (OSError, ValueError, KeyError):
        return None
    packed = base64.b64encode(made.pop("engine.wasm.gz")).decode()
    return {"engine.wasm.gz": packed, **{name: content.decode("utf-8").strip() for name, content in made.items()}}
