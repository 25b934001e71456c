"""The page's Content-Security-Policy: nothing is fetched, and only the script and the style sheet that this package wrote are used."""

import base64
import hashlib


def digest(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(style, scripts, wasm=False):
    """For one style sheet and any scripts, each as it stands between its tags. wasm: a page that carries live figures compiles a module."""
    allowed = " ".join([*map(digest, scripts), *(["'wasm-unsafe-eval'"] if wasm else [])]) or "'none'"
    return (
        f"default-src 'none'; style-src {digest(style)}; script-src {allowed}; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
