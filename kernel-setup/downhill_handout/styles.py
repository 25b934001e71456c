"""Inline styles as classes: the page's policy allows one style sheet, known by its hash, and no style attribute.

Only properties that cannot reach out or lay one thing over another are taken. Colours are bent until they can be read on both backgrounds
(WCAG 2.2, 1.4.3: at least 4.5 to 1).
"""

from .sheet import colours, hexadecimal

PLAIN = {
    "text-align": {"left", "right", "center", "justify", "start", "end"},
    "justify-items": {"start", "end", "center"},
    "vertical-align": {"top", "middle", "bottom", "baseline", "sub", "super"},
    "font-weight": {"bold", "normal", "600", "700"},
    "font-style": {"italic", "normal"},
    "text-decoration": {"underline", "line-through", "none"},
    "list-style": {"none"},
    "white-space": {"pre", "pre-wrap", "nowrap", "normal"},
    "width": {"7.5%", "50%", "100%"},
    "padding-left": {"0", "0em"},
    "padding-right": {"0", "0em"},
}
LEAST = 4.6


def backgrounds():
    """What text stands on, in light and dark."""
    return colours()["light"]["bg"], colours()["dark"]["bg"]


class Styles:
    def __init__(self):
        self.classes = {}  # declarations, in order of first use → class name

    def name(self, declarations, colours=False):
        """The class for a style attribute's declarations, "" when none of them is taken."""
        taken = []
        for declaration in declarations.split(";"):
            key, _, value = declaration.partition(":")
            key, value = key.strip().lower(), value.strip().lower()
            if value in PLAIN.get(key, ()):
                taken.append((key, value))
            elif colours and key == "color" and (rgb := hexadecimal(value)):
                taken.append((key, rgb))
        if not taken:
            return ""
        return self.classes.setdefault(tuple(taken), f"s{len(self.classes) + 1}")

    def given(self, *declaration):
        """The class for a declaration of this package's own."""
        return self.classes.setdefault((declaration,), f"s{len(self.classes) + 1}")

    def sheet(self):
        light, dark = [], []
        light_ground, dark_ground = backgrounds()
        for taken, name in self.classes.items():
            light.append(f".{name}{{" + ";".join(f"{k}:{show(readable(v, light_ground)) if k == 'color' else v}" for k, v in taken) + "}")
            dark += [f".{name}{{color:{show(readable(v, dark_ground))}}}" for k, v in taken if k == "color"]
        if dark:
            light.append("@media screen and (prefers-color-scheme:dark){" + "".join(dark) + "}")
        return "".join(light)


def show(rgb):
    return "#%02x%02x%02x" % rgb


def luminance(rgb):
    """Relative luminance of an sRGB colour (WCAG 2.2)."""
    r, g, b = (c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in rgb)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a, b):
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def readable(rgb, background):
    """rgb moved towards black or white, whichever stands off from the background, until its contrast is enough."""
    goal = 0 if luminance(background) > 0.5 else 255
    for step in range(21):
        bent = tuple(round(c + (goal - c) * step / 20) for c in rgb)
        if contrast(bent, background) >= LEAST:
            return bent
    return bent
