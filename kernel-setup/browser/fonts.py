"""TrueType fonts without what only a rasteriser reads: a third less. What a figure uses, outlines and metrics, stays as it is.

See the OpenType specification, chapters "glyf", "loca", "name" and "post". The fonts' licence (SIL Open Font License 1.1, 3) reserves
their name for what is unchanged, so what is changed has another.
"""

import struct

# Tables of hints, of substitutions, and of the editor that made the font; package sfnt reads none of them.
DROPPED = {"FFTM", "GDEF", "GSUB", "cvt ", "fpgm", "gasp", "prep"}
FONT_NAMES = {1, 3, 4, 6, 16, 18}  # family, unique, full, PostScript's, typographic family, compatible full
RESERVED, ANOTHER = "Liberation", "Unhinted_L"
WORDS, SCALE, MORE, PAIR, MATRIX, INSTRUCTIONS = 1, 8, 0x20, 0x40, 0x80, 0x100  # flags of a part of a composed glyph


def emptied(font):
    """The font at its old length, with zeros at the end: it can take its own place in an object file, and zeros cost nothing on the way."""
    return smaller(font).ljust(len(font), b"\0")


def smaller(font):
    count = struct.unpack_from(">H", font, 4)[0]
    entries = [struct.unpack_from(">4sIII", font, 12 + 16 * i) for i in range(count)]
    tables = {tag.decode(): font[at:at + size] for tag, _, at, size in entries}
    tables = {tag: content for tag, content in tables.items() if tag not in DROPPED}
    tables["glyf"], tables["loca"] = glyphs(tables["glyf"], tables["loca"], long=struct.unpack_from(">H", tables["head"], 50)[0])
    tables["post"] = struct.pack(">I", 0x30000) + tables["post"][4:32]  # no names of glyphs
    tables["name"] = renamed(tables["name"])
    at = 12 + 16 * len(tables)
    directory, contents = [font[:4] + struct.pack(">HHHH", len(tables), 0, 0, 0)], []
    for tag, content in sorted(tables.items()):
        directory.append(struct.pack(">4sIII", tag.encode(), 0, at, len(content)))
        contents.append(content + bytes(-len(content) % 4))
        at += len(contents[-1])
    return b"".join(directory + contents)


def renamed(name):
    """The table of names, with as long a name in place of the reserved one; the copyright and the licence stay as they are."""
    out, (count, texts) = bytearray(name), struct.unpack_from(">HH", name, 2)
    for i in range(count):
        kind, size, offset = struct.unpack_from(">HHH", name, 6 + 12 * i + 6)
        if kind in FONT_NAMES:
            at = slice(texts + offset, texts + offset + size)
            for code in ("ascii", "utf-16-be"):
                out[at] = out[at].replace(RESERVED.encode(code), ANOTHER.encode(code))
    return bytes(out)


def glyphs(glyf, loca, long):
    places = [at if long else 2 * at for at in struct.unpack(f">{len(loca) // (4 if long else 2)}{'I' if long else 'H'}", loca)]
    out, starts = bytearray(), [0]
    for start, end in zip(places, places[1:]):
        out += unhinted(glyf[start:end])
        out += bytes(-len(out) % 4)
        starts.append(len(out))
    return bytes(out), struct.pack(f">{len(starts)}{'I' if long else 'H'}", *(starts if long else (at // 2 for at in starts)))


def unhinted(glyph):
    if not glyph:
        return glyph
    contours = struct.unpack_from(">h", glyph)[0]
    if contours >= 0:
        at = 10 + 2 * contours
        return glyph[:at] + b"\0\0" + glyph[at + 2 + struct.unpack_from(">H", glyph, at)[0]:]
    out, at, flags = bytearray(glyph), 10, MORE
    while flags & MORE:
        flags = struct.unpack_from(">H", glyph, at)[0]
        struct.pack_into(">H", out, at, flags & ~INSTRUCTIONS)
        at += 4 + (4 if flags & WORDS else 2) + (2 if flags & SCALE else 4 if flags & PAIR else 8 if flags & MATRIX else 0)
    return bytes(out[:at])
