// Package show puts figures and tables into the cell of a notebook that runs
// them with GoNB.
//
// Every output is a bundle of forms of one thing, and the page takes the best
// it can show: HTML with the picture as an image (which survives in a notebook
// that JupyterLab does not trust), and plain text for terminals, for search and
// for programs that read the notebook.
//
// Outside a notebook, where the environment variable GONB_PIPE is not set, the
// functions check their arguments and show nothing; a program that wants a
// picture in a file takes figure.SVG.
//
// An output of a new kind is a MIME type of its own and a function that makes its bundle,
// with HTML and plain text for whoever does not know the type: ask.go is the shortest. What
// a page makes of it is said in kernel-setup: live/lab.js for JupyterLab,
// downhill_handout/live.py for handouts, pages/outputs.js for pages whose cells run.
package show

import (
	"encoding/base64"
	"html"
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot"

	"github.com/downhill-go/downhill/pkg/figure"
)

// The forms of a bundle. (GoNB's names for them stand in a package that brings
// encoding/gob along, which a program in the browser's tab has no use for.)
const (
	hypertext = "text/html"
	plainText = "text/plain"
	markdown  = "text/markdown"
)

// Plot shows p in the cell at its natural size (figure.NaturalSize). alt says
// in words what there is to see, for those who do not see it; caption stands
// below the picture and may be empty. In both, a number's hyphen is shown as the
// minus sign of the figure's own labels.
//
// It panics if p is nil or alt has nothing but space.
func Plot(p *plot.Plot, alt, caption string) { PlotSized(p, 0, 0, alt, caption) }

// PlotSized shows p in the cell as Plot does, width × height px large; a zero
// leaves that side to the figure.
//
// It panics if p is nil, alt has nothing but space, or a side is negative or
// not finite.
func PlotSized(p *plot.Plot, width, height float64, alt, caption string) {
	send(figureBundle(p, width, height, alt, caption))
}

// Markdown shows a text in Markdown, with formulas between dollar signs.
func Markdown(text string) {
	send(bundle{markdown: text, plainText: text})
}

// figureBundle returns the output for a figure.
func figureBundle(p *plot.Plot, width, height float64, alt, caption string) bundle {
	if p == nil {
		panic("show: nil plot")
	}
	alt, caption = minus(oneLine(alt)), minus(oneLine(caption))
	if alt == "" {
		panic("show: a figure needs alt text")
	}
	w, h := figure.NaturalSize(p, width, height)
	svg := figure.SVG(p, width, height, alt, caption)
	var s strings.Builder
	// JupyterLab leaves a figure the browser's wide margins.
	s.WriteString(`<figure style="margin-inline:0"><img src="data:image/svg+xml;base64,`)
	s.WriteString(base64.StdEncoding.EncodeToString(svg))
	s.WriteString(`" alt="` + html.EscapeString(alt) + `" width="` + px(w) + `" height="` + px(h) + `" style="max-width:100%;height:auto">`)
	plain := alt
	if caption != "" {
		s.WriteString("<figcaption>" + html.EscapeString(caption) + "</figcaption>")
		plain += "\n" + caption
	}
	s.WriteString("</figure>")
	return bundle{hypertext: s.String(), plainText: plain}
}

// oneLine makes every stretch of space one blank: alt text written over several
// lines of source reads as one sentence.
func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(s, "\ufffd")), " ")
}

// minus gives numbers the sign that the figures give them: a hyphen before a digit
// is a minus where a word or a number begins. A date and 1e-5 stay as they are.
func minus(s string) string {
	var b strings.Builder
	before := ' '
	for i, r := range s {
		// (Not by a regular expression: in a browser's tab making one takes longer than all else that show does.)
		if r == '-' && strings.ContainsRune("\t\n\f\r ([=≈±,", before) {
			if after := strings.TrimPrefix(s[i+1:], "."); after != "" && '0' <= after[0] && after[0] <= '9' {
				r = '−'
			}
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

func px(x float64) string { return strconv.Itoa(int(math.Round(x))) }
