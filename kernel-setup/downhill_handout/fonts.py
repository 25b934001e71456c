"""The math font, cut down to what a page draws: TeX Gyre Pagella Math with its MATH table (static/math-LICENSE.txt)."""

import base64
import functools
import io
from importlib import resources

import uharfbuzz

TILDE, COMBINING_TILDE = 0x2DC, 0x303
FEATURES, NAMES, DROPPED = ("ssty", "dtls"), (0, 1, 2, 5, 13, 14), ("FFTM", "GPOS")


@functools.lru_cache(maxsize=32)
def subset(characters):
    """WOFF2 of the glyphs for a frozenset of characters, base64; the same bytes for the same set."""
    from fontTools.ttLib import TTFont

    wanted = set(map(ord, characters))
    if TILDE in wanted:
        wanted.add(COMBINING_TILDE)
    with TTFont(io.BytesIO(cut(wanted)), recalcTimestamp=False, recalcBBoxes=False, lazy=True) as font:
        if TILDE in wanted:
            with_wide_tilde(font)
        font.flavor, out = "woff2", io.BytesIO()
        font.save(out)
    return base64.b64encode(out.getvalue()).decode()


@functools.cache
def whole():
    return uharfbuzz.Face(uharfbuzz.Blob((resources.files(__package__) / "static" / "math.otf").read_bytes()))


def cut(wanted):
    """The font with the glyphs for code points, and what their formulas stretch to."""
    sets, asked = uharfbuzz.SubsetInputSets, uharfbuzz.SubsetInput()
    for which, members in (
        (sets.UNICODE, wanted),
        (sets.LAYOUT_FEATURE_TAG, map(tag, FEATURES)),
        (sets.DROP_TABLE_TAG, map(tag, DROPPED)),
        (sets.NAME_ID, NAMES),
    ):
        asked.sets(which).set(set(members))
    asked.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.DESUBROUTINIZE
    return uharfbuzz.subset(whole(), asked).blob.data


def tag(name):
    return int.from_bytes(name.encode("ascii"), "big")


def with_wide_tilde(font):
    """Gives the tilde the wide forms of the combining one: browsers stretch the first along a line (MathML Core,
    B.3), the font has forms of the second."""
    variants, names = font["MATH"].table.MathVariants, font.getBestCmap()
    covered, wide = variants.HorizGlyphCoverage.glyphs, variants.HorizGlyphConstruction
    forms = dict(zip(covered, wide))
    forms[names[TILDE]] = forms[names[COMBINING_TILDE]]
    covered[:] = sorted(forms, key=font.getGlyphID)
    wide[:] = [forms[name] for name in covered]
    variants.HorizGlyphCount = len(wide)


def rule(characters):
    """The @font-face rule for a page, "" for a page without formulas."""
    if not characters:
        return ""
    return f'@font-face{{font-family:"Handout Math";src:url(data:font/woff2;base64,{subset(frozenset(characters))}) format("woff2")}}'
