"""The fonts of the kernel in a tab: smaller, and in a figure the same."""

import importlib.util
import io
import subprocess
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
spec = importlib.util.spec_from_file_location("fonts", ROOT / "kernel-setup" / "browser" / "fonts.py")
fonts = importlib.util.module_from_spec(spec)
spec.loader.exec_module(fonts)


def drawn(font):
    """What a figure takes of each glyph, by its number: outline with all parts in place, and measures; and which letters it stands for."""
    glyf, numbers = font["glyf"], font.getReverseGlyphMap()
    outlines = [(list(coordinates), list(ends), list(flags)) for coordinates, ends, flags in (glyf[name].getCoordinates(glyf) for name in font.getGlyphOrder())]
    return outlines, [font["hmtx"][name] for name in font.getGlyphOrder()], {letter: numbers[name] for letter, name in font.getBestCmap().items()}


@pytest.mark.parametrize("name", ["liberationsansregular/LiberationSans-Regular", "liberationserifitalic/LiberationSerif-Italic", "liberationmonobold/LiberationMono-Bold"])
def test_every_outline_and_measure_stays(name):
    folder = subprocess.run(["go", "list", "-m", "-f", "{{.Dir}}", "codeberg.org/go-fonts/liberation"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    whole = Path(folder, name + ".ttf").read_bytes()
    small = fonts.smaller(whole)
    assert len(small) < 0.7 * len(whole)
    before, after = (TTFont(io.BytesIO(content)) for content in (whole, small))
    assert drawn(before) == drawn(after)
    for table in ("kern", "GPOS", "OS/2", "hhea", "cmap"):
        assert (table in before) == (table in after) and (table not in before or before.getTableData(table) == after.getTableData(table))
    names = [(record.nameID, str(record)) for record in after["name"].names]
    assert not [said for number, said in names if number in fonts.FONT_NAMES and "Liberation" in said]
    assert [said for number, said in names if number in (0, 13, 14)] == [str(record) for record in before["name"].names if record.nameID in (0, 13, 14)]
