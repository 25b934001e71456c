"""Pictures as data: addresses. Only bytes that begin as the named kind of picture are let in; SVG goes through its
cleaner."""

import base64
import binascii
import os
import re
from urllib.parse import quote, unquote_to_bytes

from . import svg

KINDS = {"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp"}
VECTOR = "image/svg+xml"
IN_ADDRESS = "/:;=,.()-+*!?@$_'~"  # beside letters and digits
WORDS = re.compile(rb"<(title|desc)\b[^>]*>[^<]*</\1>")
TAG, ATTRIBUTE, BLANK = (
    re.compile(rb"<[^>]*>"),
    re.compile(rb'([\w:-]+)="([^"]*)"'),
    re.compile(rb"(?<=[\d.]) (?=[\d.-])"),
)


def kind_of(content):
    """The kind of raster picture that content begins as, or None."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content[:6] in (b"GIF87a", b"GIF89a"):
        return "image/gif"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:12] in (b"ftypavif", b"ftypavis"):
        return "image/avif"
    if content[:2] == b"BM":
        return "image/bmp"
    return None


def address(content):
    """The data: address of a picture's bytes, None if they are no picture."""
    kind = kind_of(content)
    if kind is None:
        content = svg.clean(content)
        return None if content is None else vector_address(content)
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def vector_address(content):
    """The data: address of cleaned SVG: its text, but for what an address in an HTML attribute cannot hold. That is a
    fifth less than base64. A title or description in a picture reaches nobody there, the words stand beside it."""
    content = WORDS.sub(b"", content)
    if b"<text" not in content and b"<style" not in content:
        content = content.replace(b">\n<", b"><")
    return f"data:{VECTOR},{quote(TAG.sub(sparing, content), safe=IN_ADDRESS)}"


def sparing(tag):
    """A tag with ' for ", and in path data commas for blanks, which need no escaping."""
    return ATTRIBUTE.sub(
        lambda a: a[1] + b"='" + (BLANK.sub(b",", a[2]) if a[1] == b"d" else a[2]).replace(b"'", b"&apos;") + b"'",
        tag[0],
    )


def from_base64(text):
    if not isinstance(text, str):
        text = "".join(text)
    try:
        return address(base64.b64decode(text, validate=False))
    except (binascii.Error, ValueError):
        return None


def from_bundle(bundle):
    """From an attachment: vector before raster, lossless before lossy."""
    for kind in (VECTOR, "image/png", *sorted(KINDS)):
        if kind in bundle:
            data = bundle[kind] if isinstance(bundle[kind], str) else "".join(bundle[kind])
            if kind == VECTOR and data.lstrip().startswith("<"):
                return address(data.encode())
            return from_base64(data)
    return None


def from_address(src):
    head, comma, data = src[5:].partition(",")
    if not comma:
        return None
    return from_base64(data) if head.rstrip().lower().endswith(";base64") else address(unquote_to_bytes(data))


def from_file(folder, path):
    """A file in the notebook's folder or below: a notebook from elsewhere must not carry off other files of this
    machine."""
    if not folder or "\0" in path:
        return None
    base = os.path.realpath(folder)
    file = os.path.realpath(os.path.join(base, path))
    if os.path.commonpath((base, file)) != base or not os.path.isfile(file):
        return None
    with open(file, "rb") as f:
        return address(f.read())
