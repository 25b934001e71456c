"""Characters that no HTML page may hold."""

import re

# Controls, surrogates, noncharacters (HTML 13.2.3.5), the last two of each plane among these.
LAST = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
FORBIDDEN = re.compile(f"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{LAST}]")
# In a notebook's strings: escape and backspace belong to terminals, U+FDD0 and U+FDD1 to this package's marks.
UNREADABLE = re.compile(f"[\x00-\x07\x0b\x0e-\x1a\x1c-\x1f\x7f-\x9f\ud800-\udfff\ufdd2-\ufdef{LAST}]")
BELL = re.compile("(\x1b\\][^\x07\x1b]*)\x07")  # ends a command to a terminal; escape and backslash do, too


def allowed(text):
    """text as a page may hold it, U+FFFD for each character that none may."""
    return FORBIDDEN.sub("\ufffd", text)


def readable(text):
    """Foreign text that parsers accept; what a terminal would not show is left out."""
    return UNREADABLE.sub("", BELL.sub("\\1\x1b\\\\", text) if "\x07" in text else text)


REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,7})|([0-9]{1,8}));?", re.I)
TERMINAL = {"text", "traceback", "ename", "evalue", "text/plain"}  # where a notebook keeps what a terminal showed


def markup(text):
    """Foreign HTML without what no parser takes, written as it is or as a reference: &#27; would become the escape."""
    text = UNREADABLE.sub("", text.replace("\x1b", "").replace("\b", ""))
    return REFERENCE.sub(lambda m: "" if unreadable(int(m[1], 16) if m[1] else int(m[2])) else m[0], text)


def unreadable(code):
    return code in (0x08, 0x1B) or code < 0x110000 and not 0x7F <= code < 0xA0 and UNREADABLE.match(chr(code)) is not None


def scrub(node, terminal=False):
    """Every string below a notebook's node, made readable in place; a terminal's escapes stay where a terminal wrote."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        shown = terminal or key in TERMINAL
        if isinstance(value, str):
            if not value.isascii() or UNREADABLE.search(value) or "\x1b" in value or "\b" in value:
                value = readable(value)
                node[key] = value if shown else value.replace("\x1b", "").replace("\b", "")
        elif isinstance(value, (dict, list)):
            scrub(value, shown)
