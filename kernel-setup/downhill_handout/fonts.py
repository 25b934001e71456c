"""The math font, cut down to what a page draws: TeX Gyre Pagella Math with its MATH table (static/math-LICENSE.txt)."""

import base64
import functools
import io
from importlib import resources


@functools.lru_cache(maxsize=32)
def subset(characters):
    """WOFF2 of the glyphs for a frozenset of characters, base64; the same bytes for the same set."""
    from fontTools import subset as cutting
    from fontTools.ttLib import TTFont

    options = cutting.Options(
        flavor="woff2", hinting=False, desubroutinize=True, layout_features=["ssty", "dtls"], name_IDs=[0, 1, 2, 5, 13, 14], drop_tables=["FFTM"]
    )
    with resources.as_file(resources.files(__package__) / "static" / "math.otf") as path, TTFont(path, recalcTimestamp=False, lazy=True) as font:
        subsetter = cutting.Subsetter(options)
        subsetter.populate(unicodes=sorted(map(ord, characters)))
        subsetter.subset(font)
        font.flavor = "woff2"
        out = io.BytesIO()
        font.save(out)
    return base64.b64encode(out.getvalue()).decode()


def rule(characters):
    """The @font-face rule for a page, "" for a page without formulas."""
    if not characters:
        return ""
    return f'@font-face{{font-family:"Handout Math";src:url(data:font/woff2;base64,{subset(frozenset(characters))}) format("woff2")}}'
