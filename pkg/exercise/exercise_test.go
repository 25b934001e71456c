package exercise

import (
	"fmt"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestEveryNotebookHasItsExercisesEachWithMessagesAndHints(t *testing.T) {
	perNotebook, last := map[string]int{}, ""
	kinds := map[Kind]bool{}
	for _, e := range All() {
		perNotebook[e.ID[:2]]++
		kinds[e.Kind] = true
		if e.ID <= last || !regexp.MustCompile(`^\d\d-[1-9]$`).MatchString(e.ID) || e.ID[3:] != fmt.Sprint(perNotebook[e.ID[:2]]) {
			t.Errorf("%s after %s", e.ID, last)
		}
		last = e.ID
		messages := len(e.Mistakes)
		for _, o := range e.Options {
			if o.Say != "" {
				messages++
			}
		}
		if fn := functionsByID()[e.ID]; fn != nil {
			messages += len(fn.mistakes)
		} else if w := trainingsByID()[e.ID]; w != nil {
			messages += len(w.mistakes)
		} else if e.Kind == Function {
			t.Errorf("%s: no function", e.ID)
		}
		if messages < 2 || len(e.Hints) < 2 || e.Right == "" || e.Title == "" || e.Prompt == "" {
			t.Errorf("%s: %d messages, %d hints", e.ID, messages, len(e.Hints))
		}
		if e.Because == "" && e.Kind != Choice && e.Kind != Function {
			t.Errorf("%s: a tolerance without its reason", e.ID)
		}
		if e.Kind == Choice && len(e.Options)-messages != 1 {
			t.Errorf("%s: %d options are right", e.ID, len(e.Options)-messages)
		}
		for _, s := range append([]string{e.Prompt, e.Right}, e.Hints...) {
			if strings.ContainsAny(s, "$\\\n") || !utf8.ValidString(s) || !strings.ContainsAny(s[len(s)-1:], ".?:;)”") {
				t.Errorf("%s: %q is not plain sentences", e.ID, s)
			}
		}
	}
	for n, k := range perNotebook {
		if k < 2 || k > 6 {
			t.Errorf("notebook %s has %d exercises", n, k)
		}
	}
	if len(perNotebook) < 9 {
		t.Errorf("only %d notebooks have exercises", len(perNotebook))
	}
	if len(All()) < 22 || len(kinds) != len(kindNames) {
		t.Errorf("%d exercises of %d kinds", len(All()), len(kinds))
	}
}

func TestNothingPassesByBeingEmptyNotANumberOrConstant(t *testing.T) {
	nothings := []string{"", " ", "\t\n", "NaN", "nan", "Inf", "-Inf", "∞", "0/0", "1/0", "ln(-1)", "null", "undefined", "true", "-", ".", ",", "[]", "[,]", "[NaN, NaN]",
		"[0/0, 0/0]", "[NaN, NaN, NaN]", "[]float64{}", "η/0", "0*(1/0)", "°", "%", "=", "()", "?", "a b c d", strings.Repeat("9", 5000), strings.Repeat("(", 900)}
	for _, e := range All() {
		for _, s := range nothings {
			if v := e.Judge(s, 0); v.Outcome == Right {
				t.Errorf("%s is passed by %q", e.ID, s)
			}
		}
		if e.Kind == Expression {
			for c := -20.0; c <= 20; c += 0.5 {
				if v := e.Judge(fmt.Sprint(c), 0); v.Outcome != Wrong {
					t.Errorf("%s: constant %v is %v", e.ID, c, v.Outcome)
				}
			}
		}
	}
}

// On a page whose cells do not run, a reader must know which questions to leave.
func TestAnExerciseThatNeedsARunSaysSo(t *testing.T) {
	needs := map[string]bool{"00-1": true, "00-3": true, "02-2": true, "02-3": true, "03-2": true, "07-1": true, "07-2": true, "09-2": true}
	for _, e := range All() {
		says := strings.Contains(e.Prompt, "a cell that runs")
		if says != (needs[e.ID] || e.Kind == Function) {
			t.Errorf("%s: says that it needs a run: %v", e.ID, says)
		}
		for _, s := range append([]string{e.Prompt}, e.Hints...) {
			if strings.Contains(s, "Shift") {
				t.Errorf("%s asks for keys that a page may not have: %s", e.ID, s)
			}
		}
	}
}

func TestHintsGrowAndTheLastOneStays(t *testing.T) {
	e := Find("02-2")
	for tries, want := range []int{0, 1, 1, 1} {
		if v := e.Judge("10.5", tries); v.Text != "Not yet. "+e.Hints[want] {
			t.Errorf("after %d wrong answers: %s", tries, v.Text)
		}
	}
	if e.Hint(-1) != e.Hints[0] {
		t.Error("a negative count gives no hint")
	}
}

// truth holds what is right, from another source than the packages: the
// notebooks' arithmetic done in Python with the data of the paper, and closed
// forms. A tolerance here is the exercise's own.
var truth = map[string]func(v []float64) bool{
	"00-1": within(0.005, 0.9392478),
	"00-3": within(0, 15),
	"01-1": within(0.15, 1.1797480),
	"01-3": within(0.01, 6.9077553),
	"01-4": func(v []float64) bool { return oringLoss(v[0], v[1]) < 0.45 },
	"02-1": within(1e-6, 1, -2),
	"02-2": within(0.015, 9.53595),
	"02-3": within(0, 3),
	"03-1": within(0.0005, -0.3966373),
	"03-2": within(0, 10),
	"04-2": within(2e-5, 0.00106099),
	"04-3": within(0.001, 1),
	"04-5": func(v []float64) bool { return math.Abs(math.Abs(v[0])-6.25) <= 0.005 },
	"05-1": func(v []float64) bool {
		s := 0.4496869*v[0] + 0.3966373*v[1]
		n := math.Hypot(v[0], v[1])
		return math.Abs(n-1) <= 0.02 && s < -1e-3 && math.Acos(max(-1, s/n/0.5996183))*180/math.Pi < 178
	},
	"05-2": func(v []float64) bool {
		return math.Hypot(v[0], v[1]) < 0.1 && 0.4496869246390523*v[0]+0.39663734226319086*v[1] < 0 && oringLoss(1+v[0], 1+v[1]) > oringLoss(1, 1)
	},
	"05-5": func(v []float64) bool {
		return math.Abs(math.Asin((3*v[0]+4*v[1])/5/math.Hypot(v[0], v[1]))) <= math.Pi/180
	},
	"06-1": within(0.6, 90, 180, 126.8699),
	"06-4": func(v []float64) bool {
		return math.Acos(max(-1, min(1, (-0.0827978*v[0]+0.0620487*v[1])/math.Hypot(v[0], v[1])/0.1034674)))*180/math.Pi > 178
	},
	"06-5": within(0.6, 52.1250),
	"06-6": within(0.001, -0.4),
	"07-1": within(0.006, math.Log(6), -0.5*math.Log(6)-math.Log(4)),
	"07-2": func(v []float64) bool { return v[0] >= 12.65 && v[0] <= 12.75919 },
	"10-1": within(0, 1510),
	"10-2": within(0.6, 139.1066),
	"07-3": within(0.06, 64.7946409),
	"09-2": within(0.006, -1.0355787, 0), // the least root of 4w³ − 4w + 0.3
	"08-1": within(0.004, 1./3),
	"08-2": within(1e-6, -1, 1),
	"08-3": within(6, 229.1053),
	"09-4": func(v []float64) bool { return v[0]*v[0]-v[1]*v[1] < -1e-9*(v[0]*v[0]+v[1]*v[1]) },
	"09-1": within(0.0005, 0.128),
}

func within(tol float64, want ...float64) func(v []float64) bool {
	return func(v []float64) bool { return near(v, want, tol) }
}

// oringLoss is the mean cross-entropy over the launches, as the paper lists
// them, without any of our packages.
func oringLoss(w, b float64) float64 {
	T := []float64{66, 70, 69, 68, 67, 72, 73, 70, 57, 63, 70, 78, 67, 53, 67, 75, 70, 81, 76, 79, 75, 76, 58}
	Y := []float64{0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1}
	mean, sd, sum := 0.0, 0.0, 0.0
	for _, t := range T {
		mean += t / 23
	}
	for _, t := range T {
		sd += (t - mean) * (t - mean) / 23
	}
	for i, t := range T {
		z := w*(t-mean)/math.Sqrt(sd) + b
		sum += max(z, 0) + math.Log1p(math.Exp(-math.Abs(z))) - Y[i]*z
	}
	return sum / 23
}

// randomNumber is a number near what is right, or anywhere.
func randomNumber(rng *rand.Rand, near float64) float64 {
	switch rng.IntN(4) {
	case 0:
		return near + rng.NormFloat64()*0.02*max(1, math.Abs(near))
	case 1:
		return near * (1 + rng.NormFloat64()*1e-3)
	case 2:
		return math.Round(rng.NormFloat64() * 20)
	}
	return rng.NormFloat64() * math.Pow(10, float64(rng.IntN(9)-4))
}

// written writes a number in one of the ways that people do.
func written(rng *rand.Rand, x float64) string {
	s := fmt.Sprint(x)
	switch rng.IntN(4) {
	case 0:
		s = strings.Replace(s, "-", "−", -1)
	case 1:
		s = strings.Replace(s, ".", ",", 1)
	case 2:
		s = strings.Replace(" "+s, " 0.", " .", 1) + " "
	}
	return s
}

// Ten thousand answers of each kind: what passes is right by a truth from
// elsewhere, and what is right passes.
func TestOfTenThousandAnswersOfAKindExactlyTheRightOnesPass(t *testing.T) {
	rng := rand.New(rand.NewPCG(31, 53))
	byKind := map[Kind][]*Exercise{}
	for _, e := range All() {
		byKind[e.Kind] = append(byKind[e.Kind], e)
	}
	for _, kind := range []Kind{Number, Vector, Point, Direction} {
		passed := 0
		for i := range 10000 {
			e := byKind[kind][i%len(byKind[kind])]
			is := truth[e.ID]
			if is == nil {
				t.Fatalf("%s has no truth", e.ID)
			}
			v, parts := make([]float64, e.size()), make([]string, e.size())
			for k := range v {
				v[k] = randomNumber(rng, e.center()[k])
				parts[k] = written(rng, v[k])
				// What is typed is what counts: Sprint loses nothing, so v stays.
			}
			text := parts[0]
			if kind != Number {
				text = "[" + strings.Join(parts, "; ") + "]"
			}
			if e.Kind == Direction && v[0] == 0 && v[1] == 0 {
				continue
			}
			got := e.Judge(text, i%4)
			if got.Outcome == Unread {
				t.Fatalf("%s cannot read %q: %s", e.ID, text, got.Text)
			}
			if (got.Outcome == Right) != is(v) {
				// At the edge of a tolerance the two may differ by what the truth's
				// digits, or a descent that stops at 1e-6, leave open: less than a
				// tenth of any tolerance.
				if is(e.nudged(v, 0.9)) == is(e.nudged(v, 1.1)) {
					t.Errorf("%s %q: %v", e.ID, text, got.Outcome)
				}
			}
			if got.Outcome == Right {
				passed++
			}
		}
		if passed < 20 {
			t.Errorf("%v: only %d random answers were right, which shows little", kind, passed)
		}
	}
}

// nudged moves an answer towards what is expected, or away from it.
func (e *Exercise) nudged(v []float64, by float64) []float64 {
	w := make([]float64, len(v))
	for i := range v {
		c := e.center()[i]
		w[i] = c + (v[i]-c)*by
	}
	return w
}

// center returns a right answer.
func (e *Exercise) center() []float64 {
	switch e.ID {
	case "01-4":
		return []float64{-1.6, -1.1}
	case "05-1":
		return []float64{-1, 0}
	case "05-2":
		return []float64{-0.03, 0.034}
	}
	return e.Expected()
}

// Random cubics in η: the right one is (1+η)² + (1+η)(2+η) = 3+5η+2η², or its
// first two terms.
func TestOfTenThousandExpressionsExactlyTheRightOnesPass(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	right := map[string][4]float64{"03-4": {3, 5, 2, 0}, "04-4": {3, 5, 0, 0}}
	passed := 0
	for i := range 10000 {
		id := []string{"03-4", "04-4"}[i%2]
		c := right[id]
		for k := range c {
			if rng.IntN(8) == 0 {
				c[k] += float64(rng.IntN(3) - 1)
			}
		}
		forms := []string{"%v+%v*η+%v*η*η+%v*η*η*η", "%v + %vη + %vη² + %vη³", "%v+η*(%v+η*(%v+%v*η))", "%v + %v·η + %v·η^2 + %v·pow(η, 3)"}
		text := fmt.Sprintf(forms[rng.IntN(len(forms))], c[0], c[1], c[2], c[3])
		v := Find(id).Judge(text, 0)
		if (v.Outcome == Right) != (c == right[id]) || v.Outcome == Unread {
			t.Fatalf("%s %s: %v, %s", id, text, v.Outcome, v.Text)
		}
		if v.Outcome == Right {
			passed++
		}
	}
	if passed < 1000 {
		t.Errorf("only %d were right", passed)
	}
}

// The letters of choices and words for functions: only the right one passes.
func TestOfTenThousandChoicesAndWordsExactlyTheRightOnesPass(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 9))
	letters := map[string]string{"00-2": "b", "01-2": "d", "03-3": "c", "04-1": "c", "05-4": "b", "06-2": "a", "09-3": "c", "10-3": "d"}
	const signs = "abcdABCD()1234 .-"
	for range 10000 {
		for _, e := range All() {
			if e.Kind != Choice && e.Kind != Function {
				continue
			}
			var b []byte
			for range 1 + rng.IntN(4) {
				b = append(b, signs[rng.IntN(len(signs))])
			}
			text := string(b)
			v := e.Judge(text, 0)
			bare := strings.ToLower(strings.Trim(text, "(). "))
			if v.Outcome == Right && bare != letters[e.ID] {
				t.Fatalf("%s is passed by %q", e.ID, text)
			}
			if e.Kind == Choice && text == letters[e.ID] && v.Outcome != Right {
				t.Fatalf("%s is not passed by %q", e.ID, text)
			}
		}
	}
}

// The still handout has no cell that runs: only an exercise that says it needs one may
// send its reader there.
func TestNoExerciseSendsToACellThatItDoesNotAskFor(t *testing.T) {
	sends := regexp.MustCompile(`\b[Rr]un (it|the)\b|\b(L|descent|scaling|loss|math)\.[A-Z]`)
	for _, e := range All() {
		if strings.Contains(e.Prompt, "needs a cell that runs") {
			continue
		}
		said := slices.Clone(e.Hints)
		for _, m := range e.Mistakes {
			said = append(said, m.Say)
		}
		for _, o := range e.Options {
			said = append(said, o.Say)
		}
		for _, s := range said {
			if sends.MatchString(s) && !strings.Contains(s, "on paper") {
				t.Errorf("%s: %q", e.ID, s)
			}
		}
	}
}

// Who rounds to a whole number must know beforehand that this is too far: a number that
// comes out even needs no words, another one does.
func TestWhatWantsDecimalsSaysSo(t *testing.T) {
	asked := regexp.MustCompile(`decimal|digits|tenth|type what it says`)
	for _, e := range All() {
		if e.Kind != Number && e.Kind != Vector || e.Expected == nil {
			continue
		}
		var whole []string
		even := true
		for _, x := range e.Expected() {
			whole = append(whole, strconv.FormatFloat(x, 'f', 0, 64))
			even = even && math.Abs(x-math.Round(1000*x)/1000) < 1e-9
		}
		text := "[" + strings.Join(whole, ", ") + "]"
		if e.Kind == Number && len(whole) == 1 {
			text = whole[0]
		}
		if !even && e.Judge(text, 0).Outcome != Right && !asked.MatchString(e.Prompt) {
			t.Errorf("%s refuses %s and does not say how many decimals it wants: %q", e.ID, text, e.Prompt)
		}
	}
}
