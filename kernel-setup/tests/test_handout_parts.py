"""The exporter's parts one by one: colours, fonts, formulas, numbers."""

import base64
import io
import itertools
import re
from pathlib import Path

import downhill_handout
import pytest
from corpus import bundle, code, notebook, text
from downhill_handout import fonts, sheet, styles
from downhill_handout.contents import slug
from handout import content, export

STATIC = Path(downhill_handout.__file__).parent / "static"
FORMULAS = [line.split("\t") for line in (Path(__file__).parent / "corpus" / "formulas.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
REFUSED = {r"\textcolor{#", "$\\eta$"}  # a colour by # is not TeX's, and math-core takes no formula inside \text


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_every_text_colour_has_aa_contrast_on_every_background(scheme):
    colours = sheet.colours()[scheme]
    assert len(colours) >= 18
    for ink, ground in itertools.product(set(colours) - {"bg", "panel", "line"}, ("bg", "panel")):
        # WCAG 2.2, 1.4.3: 4.5 to 1 for text of any size.
        assert styles.contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground, colours[ink])


def test_colours_of_a_page_stand_in_one_file():
    """currentColor, transparent, white behind pictures and a mark's own yellow are no theme's."""
    for path in STATIC.glob("*.css"):
        if path.name != "colours.css":
            found = set(re.findall(r"#[0-9a-f]{3,8}\b", path.read_text(encoding="utf-8"))) - {"#fff"}
            assert found <= {"#ffe9a8", "#1f2328", "#444", "#ddd"}, path.name


def test_the_page_carries_its_sheet_without_comments_and_blanks():
    whole, packed = "".join(map(sheet.static, sheet.PAGE)), sheet.sheet()
    assert "/*" in whole and "/*" not in packed and len(packed) < 0.85 * len(whole)
    assert sheet.compact("a > b { c: d( e ) ;\n content: \" ; /* \" }") == 'a>b{c:d(e);content:" ; /* "}'
    import tinycss2

    meaning = [list(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)) for text in (whole, packed)]
    assert [rule.type for rule in meaning[0]] == [rule.type for rule in meaning[1]] and "error" not in {rule.type for rule in meaning[1]}


@pytest.mark.parametrize("colour", ["#ff0000", "#ffff00", "#000000", "#ffffff", "#808080", "#b00020", "#0f0"])
@pytest.mark.parametrize("ground", styles.backgrounds())
def test_a_colour_of_an_author_is_bent_until_it_can_be_read(colour, ground):
    assert styles.contrast(styles.readable(sheet.hexadecimal(colour), ground), ground) >= 4.5


def test_a_colour_that_can_be_read_stays_as_it_is():
    assert styles.readable((176, 0, 32), styles.backgrounds()[0]) == (176, 0, 32)


def test_white_on_black_has_the_highest_contrast_there_is():
    assert styles.contrast((255, 255, 255), (0, 0, 0)) == pytest.approx(21, abs=1e-12)  # by definition, up to rounding


@pytest.mark.parametrize("hostile", ["position:fixed", "background:url(x)", "width:expression(1)", "color:red;behavior:url(x)", "text-align:left;}body{display:none", "font-weight:bold/**/url(x)", "--x:1", ""])
def test_styles_that_do_more_than_dress_text_get_no_class(hostile):
    assert "url" not in (sheet := sheet_of(hostile)) and "body" not in sheet and "position" not in sheet


def sheet_of(declarations):
    dressed = styles.Styles()
    dressed.name(declarations, colours=True)
    return dressed.sheet()


def outlines(font, names):
    from fontTools.pens.recordingPen import RecordingPen

    glyphs, drawn = font.getGlyphSet(), []
    for name in names:
        pen = RecordingPen()
        glyphs[name].draw(pen)
        drawn.append(pen.value)
    return drawn


def forms(font, character):
    """What the font can draw for a character: itself, what it stretches to, and what stands for it in a superscript."""
    name, made, math = font.getBestCmap()[ord(character)], [], font["MATH"].table.MathVariants
    for coverage, constructions in ((math.VertGlyphCoverage, math.VertGlyphConstruction), (math.HorizGlyphCoverage, math.HorizGlyphConstruction)):
        stretched = dict(zip(coverage.glyphs, constructions)).get(name) if coverage else None
        if stretched:
            made += [record.VariantGlyph for record in stretched.MathGlyphVariantRecord]
            made += [part.glyph for part in (stretched.GlyphAssembly.PartRecords if stretched.GlyphAssembly else ())]
    small = [sub.alternates[name] for lookup in font["GSUB"].table.LookupList.Lookup for sub in lookup.SubTable if name in getattr(sub, "alternates", {})]
    return list(dict.fromkeys((name, *made, *(each for alternates in small for each in alternates))))


def test_the_font_draws_what_is_asked_in_all_its_forms_as_the_whole_one_does():
    from fontTools.ttLib import TTFont

    whole = TTFont(STATIC / "math.otf", lazy=True)
    for characters in ("θη∇=√", "θ⨌", "(x)′∑‖⟨⟩{}⏟→ˆ𝜃𝑤ℝ", "x"):
        font = TTFont(io.BytesIO(base64.b64decode(fonts.subset(frozenset(characters)))))
        assert set(map(ord, characters)) <= set(font.getBestCmap()) and "MATH" in font
        assert len(font.getGlyphOrder()) < 400
        for character in characters:
            ours, theirs = forms(font, character), forms(whole, character)
            assert len(ours) == len(theirs) and outlines(font, ours) == outlines(whole, theirs), character
    assert len(forms(whole, "√")) > 5 and len(forms(whole, "′")) > 2


def test_the_same_characters_give_the_same_bytes():
    characters = frozenset("∇L(θ)=0˜")
    first = fonts.subset(characters)
    fonts.subset.cache_clear()
    assert fonts.subset(characters) == first


@pytest.mark.parametrize("kind, tex", [formula for formula in FORMULAS if not any(words in formula[1] for words in REFUSED)])
def test_every_formula_of_the_course_becomes_mathml(kind, tex):
    page = content(export(notebook(text(f"${tex}$" if kind == "I" else f"$${tex}$$"))))
    assert 'class="tex"' not in page and "<math" in page


def test_a_long_formula_of_a_line_can_break_after_a_relation_and_a_short_one_cannot():
    page = content(export(notebook(text(r"$\cos\beta=-0.2514/(1.1180\cdot0.5996)=-0.3750$ and $a=b$"))))
    assert page.count("<math") == 4
    assert page.count('form="infix"') == 2


@pytest.mark.parametrize("text, expected", [("What we now know", "what-we-now-know"), ("1. The *rule*", "1-the-rule"), ("u·∇L < 0", "u-l-0"), ("数学", "数学"), ("!!!", "")])
def test_a_heading_s_anchor_is_its_words(text, expected):
    assert slug(text) == expected


def test_an_index_in_a_caption_is_lowered_and_a_name_is_left_alone():
    figure = '<figure><img src="data:image/svg+xml;base64,PHN2Zy8+" alt="A curve."><figcaption>θ_new, −∇L_B, x_train</figcaption></figure>'
    page = content(export(notebook(text("# T"), code("1", bundle({"text/html": figure, "text/plain": "A curve."})))))
    assert "θ<sub>new</sub>, −∇L<sub>B</sub>, x_train" in page
