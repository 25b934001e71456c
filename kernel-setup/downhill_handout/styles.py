"""Inline styles as classes: the page's policy allows one style sheet, known by its hash, and no style attribute.

Only properties that cannot reach out or lay one thing over another are taken. Colours are bent until they can be read
on both backgrounds, or on the author's own (WCAG 2.2, 1.4.3: at least 4.5 to 1)."""

import re

from .sheet import colours, hexadecimal

PLAIN = {
    "text-align": {"left", "right", "center", "justify", "start", "end"},
    "justify-items": {"start", "end", "center"},
    "vertical-align": {"top", "middle", "bottom", "baseline", "sub", "super"},
    "font-weight": {"bold", "normal", "lighter", "bolder", *map(str, range(100, 1000, 100))},
    "font-style": {"italic", "normal", "oblique"},
    "font-variant": {"small-caps", "normal"},
    "text-decoration": {"underline", "line-through", "none", "overline"},
    "text-transform": {"uppercase", "lowercase", "capitalize", "none"},
    "list-style": {"none"},
    "white-space": {"pre", "pre-wrap", "nowrap", "normal", "pre-line"},
    "border": {"0", "none"},
    "border-collapse": {"collapse", "separate"},
    "font-family": {"monospace", "serif", "sans-serif"},
}
# Lengths: property → the most that is taken, in em, px and %.
LENGTHS = {
    "font-size": (3, 48, 300),
    "width": (60, 1000, 100),
    "max-width": (60, 1000, 100),
    "min-width": (20, 320, 100),
    "padding-left": (4, 64, 20),
    "padding-right": (4, 64, 20),
}
LEAST_SIZE = {"em": 0.6, "rem": 0.6, "px": 9, "pt": 7, "%": 60}
WORDED_SIZES = {"x-small", "small", "medium", "large", "x-large", "xx-large", "smaller", "larger"}
LENGTH = re.compile(r"(\d{1,4}(?:\.\d{1,4})?)(em|rem|px|pt|%)?")
GRADIENT = re.compile(r"linear-gradient\((?:[a-z0-9#.%,\s-]|rgba?\([\d.,\s%]*\))*\)")
LEAST = 4.6


def backgrounds():
    """What text stands on, in light and dark."""
    return colours()["light"]["bg"], colours()["dark"]["bg"]


def hides(declarations):
    """Whether a style attribute takes its element out of sight."""
    compact = re.sub(r"\s", "", declarations.lower())
    return bool(re.search(r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse))(?:!important)?(?:;|$)", compact))


class Styles:
    def __init__(self):
        self.classes = {}  # declarations, in order of first use → class name

    def name(self, declarations, colours=True):
        """The class for a style attribute's declarations, "" when none of them is taken."""
        taken = {}
        for declaration in declarations.split(";"):
            key, _, value = declaration.partition(":")
            key, value = key.strip().lower(), value.replace("!important", "").strip().lower()
            if value in PLAIN.get(key, ()) or key in LENGTHS and length(key, value):
                taken[key] = value
            elif colours and key in ("color", "background-color", "background") and (rgb := colour(value)):
                taken["color" if key == "color" else "background-color"] = rgb
            elif colours and key == "background" and len(value) < 400 and GRADIENT.fullmatch(value):
                taken[key] = value
        if not taken:
            return ""
        return self.classes.setdefault(tuple(taken.items()), f"s{len(self.classes) + 1}")

    def given(self, *declarations):
        """The class for declarations of this package's own, (property, value) each."""
        return self.classes.setdefault(declarations, f"s{len(self.classes) + 1}")

    def sheet(self):
        light, dark = [], []
        light_ground, dark_ground = backgrounds()
        for taken, name in self.classes.items():
            rules = dict(taken)
            ground, ink = rules.get("background-color"), rules.get("color")
            if ground:
                rules["color"] = readable(ink or (0, 0, 0), ground)
            elif ink:
                rules["color"] = readable(ink, light_ground)
                dark.append(f".{name}{{color:{show(readable(ink, dark_ground))}}}")
            if ground or "background" in rules:
                rules["print-color-adjust"] = "exact"  # light words on a dark ground, on paper too
            light.append(
                f".{name}{{"
                + ";".join(
                    f"{key}:{show(value) if isinstance(value, tuple) else value}" for key, value in rules.items()
                )
                + "}"
            )
        if dark:
            light.append("@media screen and (prefers-color-scheme:dark){" + "".join(dark) + "}")
        return "".join(light)


def length(key, value):
    """Whether a length is one that a page can bear."""
    if key == "font-size" and value in WORDED_SIZES:
        return True
    found = LENGTH.fullmatch(value)
    if not found or not found[2]:
        return value == "0" and key.startswith("padding")
    most = LENGTHS[key][{"em": 0, "rem": 0, "px": 1, "pt": 1, "%": 2}[found[2]]]
    return (LEAST_SIZE[found[2]] if key == "font-size" else 0) <= float(found[1]) <= most


def colour(value):
    """A colour of CSS as rgb; None for none, and for one that can hardly be seen."""
    if (rgb := hexadecimal(value)) or not value or len(value) > 60:
        return rgb
    from tinycss2.color3 import parse_color

    found = parse_color(value)
    if found is None or isinstance(found, str) or found.alpha < 0.1:
        return None
    return tuple(round(255 * (found.alpha * part + 1 - found.alpha)) for part in (found.red, found.green, found.blue))


def show(rgb):
    return "#{:02x}{:02x}{:02x}".format(*rgb)


def luminance(rgb):
    """Relative luminance of an sRGB colour (WCAG 2.2)."""
    r, g, b = (c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in rgb)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a, b):
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def readable(rgb, background):
    """rgb moved towards black or white, whichever stands off from the background, until its contrast is enough."""
    goal = 0 if luminance(background) > 0.18 else 255
    for step in range(21):
        bent = tuple(round(c + (goal - c) * step / 20) for c in rgb)
        if contrast(bent, background) >= LEAST:
            return bent
    return bent
