"""The page's Content-Security-Policy: nothing is fetched, and only the script and the style sheet that this package
wrote are used."""

import base64
import hashlib

NOTHING = "'none'"


def digest(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(style, scripts, more=None):
    """For one style sheet and any scripts, each as it stands between its tags. more names further sources by
    directive, such as {"script-src": ["'wasm-unsafe-eval'"]} for a page that compiles a module."""
    sources = {
        "default-src": ["'none'"],
        "style-src": [digest(style)],
        "script-src": [*map(digest, scripts)],
        "img-src": ["data:"],
        "font-src": ["data:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    for directive, added in (more or {}).items():
        sources[directive] = [*(source for source in sources.get(directive, ()) if source != "'none'"), *added]
    return "; ".join(f"{directive} {' '.join(allowed) or NOTHING}" for directive, allowed in sources.items())
