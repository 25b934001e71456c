//go:build !lean

// The kernel builds cells that name neither Ask nor Live with the tag lean: the linker reads what these bring even if nobody calls them.

package show

import (
	"encoding/base64"
	"html"
	"strings"

	"github.com/downhill-go/downhill/pkg/explore"
	"github.com/downhill-go/downhill/pkg/live"
)

// Live shows the live figure of that name (see package explore), to be dragged
// in JupyterLab and in the handout. state sets its start: names of controls,
// each followed by its value,
//
//	show.Live("dial", "θ", []float64{1, 1}, "u", 142, "η", 0.5)
//
// a number, a string for one of several choices or for an expression, true or
// false for a box, a []float64 of length 2 for a point. Values out of range are brought into it;
// controls not named start where the figure itself does. "Copy as Go" under a
// live figure writes this line.
//
// Where there is nothing to make it live (GitHub, a printer, a browser without
// WebAssembly) the figure is a still picture of that state.
//
// It panics if there is no such figure, no such control, or the value is not
// one for that control; with the parser's sentence for an expression that is none.
func Live(figure string, state ...any) { send(liveBundle(figure, state)) }

// liveBundle returns the output for a live figure: its spec, and the still
// picture in the forms that every figure has.
func liveBundle(figure string, state []any) bundle {
	f := live.Find(explore.All(), figure)
	if f == nil {
		panic("show: there is no live figure of that name")
	}
	s := f.Start()
	for len(state) > 0 {
		name, ok := state[0].(string)
		if !ok || len(state) < 2 {
			panic("show: a live figure's state is names, each followed by a value")
		}
		if why := refused(f, name, state[1]); why != "" {
			panic("show: the live figure does not take this " + name + ": " + why)
		}
		if !s.Set(name, state[1]) {
			panic("show: the live figure has no such control, or the value is not one for it")
		}
		state = state[2:]
	}
	fr := f.Frame(s)
	var b strings.Builder
	b.WriteString(`<figure><img src="data:image/svg+xml;base64,`)
	b.WriteString(base64.StdEncoding.EncodeToString(f.SVG(fr)))
	b.WriteString(`" alt="` + html.EscapeString(f.Alt(fr)) + `" width="` + px(live.Width) + `" height="` + px(f.Height) + `" style="max-width:100%;height:auto">`)
	// What is live takes the place of the picture and of the start's reading; the title stays.
	b.WriteString("<figcaption>" + html.EscapeString(f.Title) + ". <i>" + html.EscapeString(fr.Reading) + "</i></figcaption></figure>")
	return bundle{
		live.MIME: live.Encode(s),
		hypertext: b.String(),
		plainText: f.Alt(fr),
	}
}

// refused says why a text control of f does not take v, or "".
func refused(f *live.Figure, name string, v any) string {
	text, ok := v.(string)
	for i := range f.Controls {
		if c := &f.Controls[i]; ok && c.Kind == live.Text && c.Name == name {
			return c.Refuse(text)
		}
	}
	return ""
}
