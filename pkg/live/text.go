package live

import (
	"unicode/utf8"

	"github.com/downhill-go/downhill/pkg/ink"
)

// Anchors of a text.
const (
	Left = iota
	Middle
	Right
)

// Words writes text with its baseline at y. Letters of the derivation, single
// Latin letters and small Greek ones, are set in italics; θ_new and x_{12} have
// subscripts.
func (c *Canvas) Words(x, y float64, text string, anchor int, size float64, fill ink.Color) {
	c.words(x, y, text, anchor, size, fill, false)
}

func (c *Canvas) words(x, y float64, text string, anchor int, size float64, fill ink.Color, halo bool) {
	w := &c.w
	w.raw("<text").attr("x", x).attr("y", y).attr("font-size", size).color("fill", fill)
	switch anchor {
	case Middle:
		w.raw(` text-anchor="middle"`)
	case Right:
		w.raw(` text-anchor="end"`)
	}
	if halo {
		w.color("stroke", ink.Card).attr("stroke-width", ink.Halo).raw(` stroke-linejoin="round" paint-order="stroke"`)
	}
	w.raw(">")
	typeset(text, func(run string, italic, sub bool) {
		switch {
		case sub:
			w.raw("<tspan").attr("dy", 0.25*size).attr("font-size", 0.75*size).raw(">").escape(run).raw("</tspan>")
			w.raw("<tspan").attr("dy", -0.25*size).raw(">\u200b</tspan>")
		case italic:
			w.raw(`<tspan font-style="italic">`).escape(run).raw("</tspan>")
		default:
			w.escape(run)
		}
	})
	w.raw("</text>")
}

// typeset cuts text into runs: upright, italic (a letter that stands alone) and
// subscript.
func typeset(text string, emit func(run string, italic, sub bool)) {
	start := 0 // of the upright run that has not been emitted
	before := ' '
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		after, _ := utf8.DecodeRuneInString(text[i+n:])
		switch {
		case r == '_' && i+n < len(text):
			if start < i {
				emit(text[start:i], false, false)
			}
			end, stop := i+n, i+n
			if text[end] == '{' {
				for stop = end; stop < len(text) && text[stop] != '}'; stop++ {
				}
				emit(text[end+1:stop], false, true)
				stop = min(stop+1, len(text))
			} else {
				for stop < len(text) {
					q, m := utf8.DecodeRuneInString(text[stop:])
					if !letter(q) && !(q >= '0' && q <= '9') {
						break
					}
					stop += m
				}
				emit(text[end:stop], false, true)
			}
			i, start, before = stop, stop, ' '
			continue
		case r >= 'α' && r <= 'ω', letter(r) && !letter(before) && !letter(after) && before != '°':
			if start < i {
				emit(text[start:i], false, false)
			}
			emit(text[i:i+n], true, false)
			start = i + n
		}
		before = r
		i += n
	}
	if start < len(text) {
		emit(text[start:], false, false)
	}
}

func letter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// extent estimates how wide text is in px. The font is the reader's, so this is
// an upper guess by kinds of letters; it only keeps labels apart.
func extent(text string, size float64) float64 {
	em := 0.0
	typeset(text, func(run string, _, sub bool) {
		k := 1.0
		if sub {
			k = 0.75
		}
		for _, r := range run {
			switch {
			case r == ' ' || r == '.' || r == ',' || r == 'i' || r == 'l' || r == '·' || r == '|' || r == '\'':
				em += 0.3 * k
			case r == 'm' || r == 'w' || r >= 'A' && r <= 'Z' || r == '∇' || r == '−' || r == '=' || r == '+':
				em += 0.7 * k
			default:
				em += 0.57 * k
			}
		}
	})
	return em * size
}
