package live

import (
	"math"
	"strconv"

	"github.com/downhill-go/downhill/pkg/ink"
)

// Width of every live figure in px of its own; a page scales it.
const Width = ink.Width

// Font is the attribute that the <svg> element around a frame carries.
const Font = ` font-family="system-ui,-apple-system,'Segoe UI',Roboto,'Liberation Sans',sans-serif"`

// writer collects SVG text. Only presentation attributes are written: a <style>
// element or a class would be refused by a page whose style-src is hashed, and
// the figure would turn solid black.
type writer struct{ b []byte }

func (w *writer) raw(s string) *writer { w.b = append(w.b, s...); return w }

// tenths rounds to a tenth of a pixel. What is not finite or far outside any
// figure becomes the nearest number that a browser draws without harm.
func tenths(x float64) int64 {
	if math.IsNaN(x) {
		return 0
	}
	return int64(math.Round(min(max(x, -1e5), 1e5) * 10))
}

func (w *writer) tenths(n int64) *writer {
	if n < 0 {
		w.b = append(w.b, '-')
		n = -n
	}
	w.b = strconv.AppendInt(w.b, n/10, 10)
	if d := n % 10; d != 0 {
		w.b = append(w.b, '.', byte('0'+d))
	}
	return w
}

func (w *writer) num(x float64) *writer { return w.tenths(tenths(x)) }

func (w *writer) attr(name string, x float64) *writer {
	return w.raw(" ").raw(name).raw(`="`).num(x).raw(`"`)
}

func (w *writer) color(name string, c ink.Color) *writer {
	return w.raw(" ").raw(name).raw(`="`).raw(c.Hex()).raw(`"`)
}

// fraction writes an attribute between 0 and 1, or a width, in hundredths.
func (w *writer) fraction(name string, x float64) *writer {
	w.raw(" ").raw(name).raw(`="`)
	w.b = strconv.AppendFloat(w.b, math.Round(x*100)/100, 'f', -1, 64)
	return w.raw(`"`)
}

// escape writes s as character data, good inside an attribute too. Control
// characters that XML forbids are left out.
func (w *writer) escape(s string) *writer {
	for _, r := range s {
		switch {
		case r == '&':
			w.raw("&amp;")
		case r == '<':
			w.raw("&lt;")
		case r == '>':
			w.raw("&gt;")
		case r == '"':
			w.raw("&quot;")
		case r < ' ' && r != '\n' && r != '\t', r == 0xfffe, r == 0xffff:
		default:
			w.raw(string(r))
		}
	}
	return w
}
