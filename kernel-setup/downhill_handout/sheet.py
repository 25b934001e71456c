"""The page's style sheet: files of static/ that a person can read and change, without their comments and blanks in
the page."""

import functools
import re
from importlib import resources

PAGE = ("colours.css", "text.css", "cells.css", "figures.css", "screen.css", "print.css")
INDEX = ("colours.css", "index.css")
STRING_OR_COMMENT = re.compile(r"""("[^"]*"|'[^']*')|/\*.*?\*/""", re.S)


def static(name):
    return resources.files(__package__).joinpath("static", name).read_text(encoding="utf-8")


@functools.lru_cache(maxsize=4)
def sheet(names=PAGE):
    return "".join(compact(static(name)) for name in names)


def compact(css):
    """css without comments, and without blanks where they say nothing; strings stay as they are."""
    kept = []
    for piece in STRING_OR_COMMENT.split(css):
        if piece and piece[0] in "\"'":
            kept.append(piece)
        elif piece:
            kept.append(re.sub(r"\s*([{};,>])\s*|(?<=[:(]) | (?=\))", lambda m: m[1] or "", re.sub(r"\s+", " ", piece)))
    return "".join(kept).replace(";}", "}").strip()


@functools.lru_cache(maxsize=1)
def colours():
    """The custom properties of colours.css as rgb, by scheme: light, dark, print."""
    schemes = {}
    for name, rule in zip(("light", "dark", "print"), re.findall(r":root\{([^}]*)\}", sheet(("colours.css",)))):
        named = dict(re.findall(r"--([a-z]+):(#[0-9a-f]+)", rule))
        schemes[name] = {**schemes.get("light", {}), **{key: hexadecimal(value) for key, value in named.items()}}
    return schemes


def hexadecimal(value):
    """#rrggbb or #rgb as a triple, None if it is neither."""
    digits = value[1:] if value.startswith("#") else ""
    if len(digits) == 3:
        digits = "".join(2 * d for d in digits)
    try:
        return tuple(int(digits[i : i + 2], 16) for i in (0, 2, 4)) if len(digits) == 6 else None
    except ValueError:
        return None
