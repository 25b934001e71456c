package live

import (
	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/internal/plane"
)

// Anchors of a text.
const (
	Left = iota
	Middle
	Right
)

// Words writes text with its baseline at y. Letters of the derivation, single
// Latin letters and small Greek ones, are set in italics, words are not; θ_new and x_{12} have
// subscripts.
func (c *Canvas) Words(x, y float64, text string, anchor int, size float64, fill ink.Color) {
	c.words(x, y, text, anchor, size, fill, 0)
}

func (c *Canvas) words(x, y float64, text string, anchor int, size float64, fill ink.Color, halo float64) {
	w := &c.w
	w.raw("<text").attr("x", x).attr("y", y).attr("font-size", size).color("fill", fill)
	switch anchor {
	case Middle:
		w.raw(` text-anchor="middle"`)
	case Right:
		w.raw(` text-anchor="end"`)
	}
	if halo > 0 {
		w.color("stroke", ink.Card).attr("stroke-width", halo).raw(` stroke-linejoin="round" paint-order="stroke"`)
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

// typeset cuts text into runs: upright, italic (a letter of mathematics) and subscript.
func typeset(text string, emit func(run string, italic, sub bool)) {
	rs := []rune(text)
	start := 0 // of the upright run that has not been emitted
	upright := func(end int) {
		if start < end {
			emit(string(rs[start:end]), false, false)
		}
	}
	for i := 0; i < len(rs); {
		switch {
		case rs[i] == '_' && i+1 < len(rs):
			upright(i)
			from, to, next := i+1, i+1, 0
			if rs[from] == '{' {
				from++
				for to = from; to < len(rs) && rs[to] != '}'; to++ {
				}
				next = min(to+1, len(rs))
			} else {
				for to < len(rs) && (plane.IsLetter(rs[to]) || rs[to] >= '0' && rs[to] <= '9') {
					to++
				}
				next = to
			}
			emit(string(rs[from:to]), false, true)
			i, start = next, next
		case plane.Italic(rs, i):
			upright(i)
			emit(string(rs[i]), true, false)
			i++
			start = i
		default:
			i++
		}
	}
	upright(len(rs))
}

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
