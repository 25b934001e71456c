package exercise

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// A row of testdata/answers.txt.
type row struct {
	e        *Exercise
	is, text string
}

func table(t testing.TB) (rows []row) {
	data, err := os.ReadFile("testdata/answers.txt")
	if err != nil {
		t.Fatal(err)
	}
	for n, line := range strings.Split(string(data), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.SplitN(line, " | ", 3)
		if len(f) != 3 || Find(f[0]) == nil {
			t.Fatalf("answers.txt:%d: %q", n+1, line)
		}
		rows = append(rows, row{Find(f[0]), f[1], f[2]})
	}
	return rows
}

// expected returns the verdict that the table asks for, after no wrong answer.
func (r row) expected() (Outcome, string) {
	var n int
	switch {
	case r.is == "right":
		return Right, "Right. " + r.e.Right
	case r.is == "hint":
		return Wrong, "Not yet. " + r.e.Hints[0]
	case r.is == "nearly":
		return Wrong, "Nearly: that is the right answer, rounded too far."
	case r.is == "unread":
		return Unread, ""
	}
	fmt.Sscanf(r.is, "mistake %d", &n)
	switch r.e.Kind {
	case Choice:
		return Wrong, r.e.Options[n-1].Say
	case Function:
		return Wrong, "That is not the word"
	}
	return Wrong, r.e.Mistakes[n-1].Say
}

func TestEveryAnswerOfTheTableGetsItsVerdictAndItsWords(t *testing.T) {
	for _, r := range table(t) {
		v := r.e.Judge(r.text, 0)
		o, text := r.expected()
		if v.Outcome != o || !strings.HasPrefix(v.Text, text) {
			t.Errorf("%s %q: %v, %s\nwant %v, %s", r.e.ID, r.text, v.Outcome, v.Text, o, text)
		}
		if v.Outcome == Unread && v.Text == "" {
			t.Errorf("%s %q: unread without a reason", r.e.ID, r.text)
		}
	}
}

func TestTheTableHasEveryMistakeAndSeveralSpellingsOfWhatIsRight(t *testing.T) {
	rights, seen := map[string]int{}, map[string]bool{}
	for _, r := range table(t) {
		if r.is == "right" {
			rights[r.e.ID]++
		}
		seen[r.e.ID+" "+r.is] = true
	}
	for _, e := range All() {
		if e.Kind == Function {
			continue
		}
		if rights[e.ID] < 2 {
			t.Errorf("%s: %d spellings of the right answer", e.ID, rights[e.ID])
		}
		for i := range e.Mistakes {
			if !seen[fmt.Sprintf("%s mistake %d", e.ID, i+1)] {
				t.Errorf("%s: mistake %d is not in the table: %s", e.ID, i+1, e.Mistakes[i].Say)
			}
		}
		for i, o := range e.Options {
			if o.Say != "" && !seen[fmt.Sprintf("%s mistake %d", e.ID, i+1)] {
				t.Errorf("%s: option %d is not in the table", e.ID, i+1)
			}
		}
	}
}

// Ten ways in which people write one and the same number.
func spellings(x float64, unit string) []string {
	g := fmt.Sprint(x)
	minus, comma := strings.ReplaceAll(g, "-", "−"), strings.ReplaceAll(g, ".", ",")
	bare := strings.Replace(strings.Replace(g, "-0.", "-.", 1), "e-0", "e-", 1)
	if strings.HasPrefix(g, "0.") {
		bare = g[1:]
	}
	return []string{g, minus, comma, bare, " " + g + " ", "“" + minus + "”", "x = " + g, "≈ " + minus, "about " + comma, fmt.Sprintf("%.17e", x),
		g + " " + unit, "(" + g + ")", "+" + g + " - 0", g + "."}
}

func TestTenSpellingsOfWhatIsRightPass(t *testing.T) {
	for _, e := range All() {
		var texts []string
		switch e.Kind {
		case Number:
			texts = spellings(e.center()[0], strings.TrimSpace(e.Unit))
		case Vector, Point, Direction:
			c := e.center()
			for i := range spellings(0, "") {
				var semi, plain []string
				for _, x := range c {
					s := spellings(x, "")[i]
					semi = append(semi, s)
					plain = append(plain, strings.ReplaceAll(fmt.Sprint(x), "-", "−"))
				}
				texts = append(texts, "["+strings.Join(semi, "; ")+"]")
				if i == 0 {
					texts = append(texts, strings.Join(plain, " "), "("+strings.Join(plain, ", ")+")", "θ = ["+strings.Join(plain, ", ")+"]", "[]float64{"+strings.Join(plain, ", ")+"}")
				}
			}
			if len(c) == 2 {
				texts = append(texts, fmt.Sprintf("w = %v, b = %v", c[0], c[1]), fmt.Sprintf("w=%v; b=%v", c[0], c[1]))
			}
		case Choice:
			for i, o := range e.Options {
				if o.Say == "" {
					l := string(rune('a' + i))
					texts = []string{l, strings.ToUpper(l), l + ")", "(" + l + ")", l + ".", " " + l + " ", "[" + l + "]", o.Text, strings.ToLower(o.Text), strings.TrimSuffix(o.Text, ".")}
				}
			}
		case Expression:
			for _, v := range []string{"η", "eta", "x", "h", "t"} {
				poly := "3+5*" + v
				if e.ID == "03-4" {
					poly += "+2*" + v + "*" + v
				}
				texts = append(texts, poly, "φ = "+strings.ReplaceAll(poly, "*", " · "))
			}
		}
		for _, s := range texts {
			if v := e.Judge(s, 0); v.Outcome != Right {
				t.Errorf("%s is not passed by %q: %s", e.ID, s, v.Text)
			}
		}
	}
}
