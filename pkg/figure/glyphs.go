package figure

import (
	"slices"
	"strconv"

	xfnt "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
)

// A glyphSet gathers the outlines a document uses, each written once.
type glyphSet struct {
	have map[string]*glyph
	buf  sfnt.Buffer
}

type glyph struct {
	outline []byte // path data in font units, y up; empty for a space
	advance int    // font units
}

// use returns the id of a character's outline ("" if it has none) and its
// advance in font units. Ids name face and glyph, so that two figures put into
// one page by someone else do not swap their letters.
func (s *glyphSet) use(f font.Face, r rune) (id string, advance int) {
	index, err := f.Face.GlyphIndex(&s.buf, r)
	if err != nil {
		return "", 0
	}
	id = faceLetter(f) + strconv.Itoa(int(index))
	g, ok := s.have[id]
	if !ok {
		g = s.load(f, index)
		if s.have == nil {
			s.have = make(map[string]*glyph)
		}
		s.have[id] = g
	}
	if len(g.outline) == 0 {
		return "", g.advance
	}
	return id, g.advance
}

func faceLetter(f font.Face) string {
	name := string(f.Font.Variant)
	if name == "" {
		name = "x"
	}
	switch {
	case f.Font.Style != xfnt.StyleNormal && f.Font.Weight != xfnt.WeightNormal:
		return name + "z"
	case f.Font.Style != xfnt.StyleNormal:
		return name + "i"
	case f.Font.Weight != xfnt.WeightNormal:
		return name + "b"
	}
	return name
}

func (s *glyphSet) load(f font.Face, index sfnt.GlyphIndex) *glyph {
	// At ppem = units per em a fixed-point unit is a font unit, so outlines
	// come out in whole numbers.
	upem := fixed.Int26_6(f.Face.UnitsPerEm())
	g := &glyph{}
	if a, err := f.Face.GlyphAdvance(&s.buf, index, upem, xfnt.HintingNone); err == nil {
		g.advance = int(a)
	}
	segs, err := f.Face.LoadGlyph(&s.buf, index, upem, nil)
	if err != nil {
		return g
	}
	var x, y int
	step := func(op byte, pts ...fixed.Point26_6) {
		g.outline = append(g.outline, op)
		for i, p := range pts {
			// sfnt has y down; the figure's own transform turns it over.
			dx, dy := int(p.X)-x, -int(p.Y)-y
			if i > 0 && dx >= 0 {
				g.outline = append(g.outline, ' ')
			}
			g.outline = strconv.AppendInt(g.outline, int64(dx), 10)
			if dy >= 0 {
				g.outline = append(g.outline, ' ')
			}
			g.outline = strconv.AppendInt(g.outline, int64(dy), 10)
		}
		last := pts[len(pts)-1]
		x, y = int(last.X), -int(last.Y)
	}
	for i, seg := range segs {
		switch seg.Op {
		case sfnt.SegmentOpMoveTo:
			if i > 0 {
				g.outline = append(g.outline, 'z')
			}
			// An absolute move: z returns the pen to the start of its part.
			x, y = 0, 0
			step('M', seg.Args[0])
		case sfnt.SegmentOpLineTo:
			step('l', seg.Args[0])
		case sfnt.SegmentOpQuadTo:
			step('q', seg.Args[:2]...)
		case sfnt.SegmentOpCubeTo:
			step('c', seg.Args[:3]...)
		}
	}
	if len(g.outline) > 0 {
		g.outline = append(g.outline, 'z')
	}
	return g
}

// appendDefs appends the outlines in the order of their ids.
func (s *glyphSet) appendDefs(b []byte) []byte {
	var ids []string
	for id, g := range s.have {
		if len(g.outline) > 0 {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return b
	}
	slices.Sort(ids)
	b = append(b, "<defs>\n"...)
	for _, id := range ids {
		b = append(b, `<path id="`...)
		b = append(b, id...)
		b = append(b, `" d="`...)
		b = append(b, s.have[id].outline...)
		b = append(b, "\"/>\n"...)
	}
	return append(b, "</defs>\n"...)
}
