"""The math font, cut down to what a page draws: TeX Gyre Pagella Math with its MATH table (static/math-LICENSE.txt).

The whole font has 4,246 glyphs, and reading its tables takes longer than making a page. static/math-common.otf is the
same font cut to the letters and signs of everyday formulas, without hints and subroutines; it gives the same drawing
in a third of the time. A page with a rarer sign is cut from the whole one. `python -m downhill_handout.fonts` makes
it anew."""

import base64
import functools
import io
from importlib import resources

WHOLE, COMMON = "math.otf", "math-common.otf"
EVERYDAY = (
    *range(0x20, 0x7F),
    *range(0x391, 0x3D7),
    *range(0x1D400, 0x1D4D0),
    *range(0x1D538, 0x1D56C),
    *range(0x1D6A8, 0x1D756),
    *range(0x1D7CE, 0x1D7D8),  # letters bold, italic, script, double-struck
    *map(
        ord,
        "\u00a0\u2009\u200a\u2061\u2062\u2063×÷±°¬·¯˙¨ˆˇ˜\u0302\u0303\u0304\u0307\u0308\u20d7\u0305\u0332\ufe00²³¹ᵀ⁰⁺⁻₀₁₂ıȷħ𝚤𝚥…⋯⋮⋱′″‴‖∥|∣•∘∙⋅⋆∗★",
    ),
    *map(ord, "∂∇∀∃∄∅∈∉∋∏∑∫∬∮−∓√∝∞∠∧∨∩∪∴∼≃≅≈≔≝≜≠≡≤≥≦≧≪≫≲≳≺≻⪯⪰⊂⊃⊆⊇⊕⊖⊗⊙⊤⊥⋀⋁⌈⌉⌊⌋⟨⟩⏞⏟⎴⎵□◻◦†‡"),
    *map(ord, "←↑→↓↔↦⇐⇑⇒⇓⇔⟵⟶⟷⟸⟹⟺⟼ℂℕℙℚℝℤℋℒℓℎℏ℘ℜℑ"),
)


@functools.lru_cache(maxsize=32)
def subset(characters):
    """WOFF2 of the glyphs for a frozenset of characters, base64; the same bytes for the same set."""
    from fontTools.ttLib import TTFont

    wanted = set(map(ord, characters))
    with (
        opened(WHOLE if wanted - set(EVERYDAY) else COMMON) as path,
        TTFont(path, recalcTimestamp=False, recalcBBoxes=False, lazy=True) as font,
    ):
        # The common font comes without hints and subroutines: to look for them again would take as long as all the
        # rest.
        out = cut(font, wanted, flavor="woff2", hinting=path.name == COMMON, desubroutinize=path.name != COMMON)
    return base64.b64encode(out).decode()


def opened(name):
    return resources.as_file(resources.files(__package__) / "static" / name)


def cut(font, wanted, flavor=None, **how):
    from fontTools import subset as cutting

    options = cutting.Options(
        flavor=flavor,
        layout_features=["ssty", "dtls"],
        name_IDs=[0, 1, 2, 5, 13, 14],
        drop_tables=["FFTM", "GPOS"],
        **how,
    )
    if ord("˜") in wanted:
        with_wide_tilde(font)
    subsetter = cutting.Subsetter(options)
    subsetter.populate(unicodes=sorted(wanted))
    subsetter.subset(font)
    font.flavor = flavor
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def with_wide_tilde(font):
    """Gives the tilde the wide forms of the combining one: browsers stretch the first along a line (MathML Core,
    B.3), the font has forms of the second."""
    variants, names = font["MATH"].table.MathVariants, font.getBestCmap()
    covered, wide = variants.HorizGlyphCoverage.glyphs, variants.HorizGlyphConstruction
    if names.get(0x303) not in covered or names.get(0x2DC) in covered:
        return
    forms = dict(zip(covered, wide))
    forms[names[0x2DC]] = forms[names[0x303]]
    covered[:] = sorted(forms, key=font.getGlyphID)
    wide[:] = [forms[name] for name in covered]
    variants.HorizGlyphCount = len(wide)


def rule(characters):
    """The @font-face rule for a page, "" for a page without formulas."""
    if not characters:
        return ""
    return f'@font-face{{font-family:"Handout Math";src:url(data:font/woff2;base64,{subset(frozenset(characters))}) format("woff2")}}'


def main():
    from fontTools.ttLib import TTFont

    with opened(WHOLE) as path, TTFont(path, recalcTimestamp=False) as font:
        path.with_name(COMMON).write_bytes(cut(font, EVERYDAY, hinting=False, desubroutinize=True))


if __name__ == "__main__":
    main()
