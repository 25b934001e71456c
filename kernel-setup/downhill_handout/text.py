"""Characters that no HTML page may hold."""

import re

# Controls, surrogates, noncharacters (HTML 13.2.3.5). Noncharacters of the higher planes are left: parsers pass them
# on.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# In a notebook's strings: escape and backspace belong to terminals, U+FDD0 and U+FDD1 to this package's marks.
UNREADABLE = re.compile("[\x00-\x07\x0b\x0e-\x1a\x1c-\x1f\x7f-\x9f\ud800-\udfff\ufdd2-\ufdef\ufffe\uffff]")
BELL = re.compile("(\x1b\\][^\x07\x1b]*)\x07")  # ends a command to a terminal; escape and backslash do, too


def allowed(text):
    """text as a page may hold it, U+FFFD for each character that none may."""
    return FORBIDDEN.sub("\ufffd", text)


def readable(text):
    """Foreign text that parsers accept; what a terminal would not show is left out."""
    return UNREADABLE.sub("", BELL.sub("\\1\x1b\\\\", text) if "\x07" in text else text)


def scrub(node):
    """Every string below a notebook's node, made readable in place."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(value, str):
            if not value.isascii() or UNREADABLE.search(value):
                node[key] = readable(value)
        elif isinstance(value, (dict, list)):
            scrub(value)
