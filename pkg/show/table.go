package show

import (
	"html"
	"strings"
	"unicode/utf8"
)

// Table shows rows of text under a header in the cell. A column whose cells are
// all numbers, or empty, is set flush right. caption stands above the table and
// may be empty. As plain text it is a table of aligned columns.
//
// It panics if the header is empty or a row has not as many cells as it.
func Table(header []string, rows [][]string, caption string) {
	send(tableBundle(header, rows, caption))
}

func tableBundle(header []string, rows [][]string, caption string) bundle {
	if len(header) == 0 {
		panic("show: a table needs a header")
	}
	for _, r := range rows {
		if len(r) != len(header) {
			panic("show: a row has not as many cells as the header")
		}
	}
	header, caption = tidy(header), oneLine(caption)
	body := make([][]string, len(rows))
	for i, r := range rows {
		body[i] = tidy(r)
	}
	right := make([]bool, len(header))
	for j := range header {
		right[j] = numeric(body, j)
	}
	return bundle{
		hypertext: tableHTML(header, body, right, caption),
		plainText: tablePlain(header, body, right, caption),
	}
}

func tidy(cells []string) []string {
	out := make([]string, len(cells))
	for i, s := range cells {
		out[i] = oneLine(s)
	}
	return out
}

// numeric tells whether column j holds nothing but numbers, and at least one:
// digits with a sign, a point, an exponent, a unit of percent or degrees.
func numeric(rows [][]string, j int) bool {
	some := false
	for _, r := range rows {
		s := strings.TrimSpace(strings.TrimRight(r[j], "%° "))
		if s == "" {
			continue
		}
		switch s {
		case "NaN", "Inf", "+Inf", "-Inf", "∞", "−∞":
			some = true
			continue
		}
		digits := false
		for _, c := range s {
			switch {
			case c >= '0' && c <= '9':
				digits = true
			case strings.ContainsRune("+-−.eE·×^", c) || strings.ContainsRune("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", c):
			default:
				return false
			}
		}
		if !digits {
			return false
		}
		some = true
	}
	return some
}

func tableHTML(header []string, rows [][]string, right []bool, caption string) string {
	var s strings.Builder
	cell := func(tag, scope, text string, flush bool) {
		// Both the attribute and the style: the one survives a notebook that is
		// not trusted, the other outranks the page's own alignment.
		align := "left"
		if flush {
			align = "right"
		}
		s.WriteString("<" + tag + scope + ` align="` + align + `" style="text-align:` + align + `">` + html.EscapeString(text) + "</" + tag + ">")
	}
	s.WriteString("<table>")
	if caption != "" {
		s.WriteString("<caption>" + html.EscapeString(caption) + "</caption>")
	}
	s.WriteString("<thead><tr>")
	for j, h := range header {
		cell("th", ` scope="col"`, h, right[j])
	}
	s.WriteString("</tr></thead><tbody>")
	for _, r := range rows {
		s.WriteString("<tr>")
		for j, c := range r {
			cell("td", "", c, right[j])
		}
		s.WriteString("</tr>")
	}
	s.WriteString("</tbody></table>")
	return s.String()
}

func tablePlain(header []string, rows [][]string, right []bool, caption string) string {
	wide := make([]int, len(header))
	all := append([][]string{header}, rows...)
	for _, r := range all {
		for j, c := range r {
			wide[j] = max(wide[j], utf8.RuneCountInString(c))
		}
	}
	var s strings.Builder
	if caption != "" {
		s.WriteString(caption + "\n")
	}
	for _, r := range all {
		var line strings.Builder
		for j, c := range r {
			if j > 0 {
				line.WriteString("  ")
			}
			fill := strings.Repeat(" ", wide[j]-utf8.RuneCountInString(c))
			if right[j] {
				line.WriteString(fill + c)
			} else {
				line.WriteString(c + fill)
			}
		}
		s.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return strings.TrimSuffix(s.String(), "\n")
}
