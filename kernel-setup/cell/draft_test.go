package cell

import (
	"strings"
	"testing"
)

// A cursor, ‸, stands in the draft of a cell where it stands in the cell, whatever the cell lacks, and the draft has
// what other cells declare.
func TestACursorIsFoundInTheDraft(t *testing.T) {
	var m Memory
	m.Declare(Read("import \"strings\"\nvar downhill = []float64{-1, 0}\nfunc norm() {}"), 1, someStd)
	for _, test := range []struct{ text, near, has string }{
		{"%%\nfmt.Printl‸", "\nfmt.Printl‸\n", "\t\"fmt\"\n"},
		{"%%\nfmt.‸", "\nfmt.‸\n", "var downhill"},
		{"fmt.Pri‸", "func main() {\nfmt.Pri‸\n", "func norm() {}"},
		{"x := 3\nfmt.Println(x‸)", "func main() {\nx := 3\nfmt.Println(x‸)", "\t\"fmt\"\n"},
		{"func f() {\n\tstrings.To‸", "\tstrings.To‸\n", "\t\"strings\"\n"},
		{"%%\nif true {\n\tnor‸", "\tnor‸\n", "func norm"},
		{"var downhill = 3\n%%\ndown‸", "\ndown‸\n", "var downhill = 3"},
		{"%%\n!ls\n\tη := 1; fmt.Println(η‸", "η := 1; fmt.Println(η‸\n", "\t\"fmt\"\n"},
		{"%%\n%%\nfmt.P‸", "\nfmt.P‸\n", "\t\"fmt\"\n"},
		{"import \"math\"\n%%\nmath.S‸", "\nmath.S‸\n", "\t\"math\"\n"},
		{"‸", "‸", "func norm"},
		{" \n‸", "\n‸", "func norm"},
		{"%%\n‸", "func main() {\n\tflag.Parse()\n‸\n}", "func norm"},
	} {
		at := strings.Index(test.text, "‸")
		d := m.Draft(Read(strings.Replace(test.text, "‸", "", 1)), someStd)
		found, ok := d.FromCell(at)
		if !ok {
			t.Errorf("%q: the cursor is nowhere in\n%s", test.text, d.Source)
			continue
		}
		if shown := d.Source[:found] + "‸" + d.Source[found:]; !strings.Contains(shown, test.near) || !strings.Contains(shown, test.has) {
			t.Errorf("%q: neither %q nor %q is in\n%s", test.text, test.near, test.has, shown)
		}
	}
	for _, text := range []string{"%l‸s", "import \"ma‸th\"", "%%bash\nls‸"} {
		c := Read(strings.Replace(text, "‸", "", 1))
		if at, ok := m.Draft(c, someStd).FromCell(strings.Index(text, "‸")); ok && !strings.HasPrefix(text, "import") {
			t.Errorf("%q: the cursor is at %d", text, at)
		}
	}
}
