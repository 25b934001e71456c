package exercise

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/downhill-go/downhill/pkg/descent"
)

// What learners write, right in more than one way.
var solutions = map[string][]any{
	"02-4": {
		func(θ []float64, η float64, steps int, direction func([]float64) []float64) []float64 {
			for range steps {
				θ = descent.Step(nil, θ, η, direction(θ))
			}
			return θ
		},
		func(θ []float64, η float64, steps int, direction func([]float64) []float64) []float64 {
			x := slices.Clone(θ)
			for n := 0; n < steps; n++ {
				for i, u := range direction(x) {
					x[i] += u * η
				}
			}
			return x
		},
	},
	"05-3": {
		func(u, g []float64) float64 {
			sum := 0.0
			for i := range u {
				sum += u[i] * g[i]
			}
			return sum
		},
		func(u, g []float64) (sum float64) {
			for i := len(u) - 1; i >= 0; i-- {
				sum = math.FMA(u[i], g[i], sum)
			}
			return
		},
		descent.Slope,
	},
	"06-3": {
		func(u, g []float64) float64 {
			c := descent.Slope(u, g) / descent.Bound(u, g)
			return math.Acos(max(-1, min(1, c))) * 180 / math.Pi
		},
		func(u, g []float64) float64 { return descent.Angle(u, g) / math.Pi * 180 },
	},
	"07-4": {
		func(gradient func([]float64) []float64, θ []float64, η float64, steps int) []float64 {
			θ = append([]float64(nil), θ...)
			for range steps {
				g := gradient(θ)
				for i := range θ {
					θ[i] -= η * g[i]
				}
			}
			return θ
		},
		func(gradient func([]float64) []float64, θ []float64, η float64, steps int) []float64 {
			for range steps {
				θ = descent.Step(nil, θ, -η, gradient(θ))
			}
			return θ
		},
	},
}

func TestRightFunctionsPassAndTheirWordCounts(t *testing.T) {
	for id, fs := range solutions {
		for i, f := range fs {
			v := Try(id, f)
			if v.Outcome != Right {
				t.Errorf("%s, solution %d: %s", id, i, v.Text)
				continue
			}
			_, after, _ := strings.Cut(v.Text, "type ")
			word, _, _ := strings.Cut(after, " ")
			if w := Find(id).Judge(" "+strings.ToUpper(word)+" ", 0); w.Outcome != Right {
				t.Errorf("%s: the word %q is %v", id, word, w.Outcome)
			}
		}
	}
}

// as makes a function that computes a mistake, in the exercise's signature.
func as(id string, like func(in input) []float64) any {
	switch id {
	case "05-3", "06-3":
		return func(u, g []float64) float64 { return like(input{u: u, g: g})[0] }
	case "02-4":
		return func(θ []float64, η float64, steps int, d func([]float64) []float64) []float64 {
			return like(input{θ: θ, η: η, steps: steps, field: d})
		}
	}
	return func(d func([]float64) []float64, θ []float64, η float64, steps int) []float64 {
		return like(input{θ: θ, η: η, steps: steps, field: d})
	}
}

func TestEveryMistakeInAFunctionIsCalledByItsNameAndItsInputShown(t *testing.T) {
	for id, fn := range functionsByID() {
		for _, m := range fn.mistakes {
			v := Try(id, as(id, m.like))
			if v.Outcome != Wrong || !strings.HasSuffix(v.Text, "\n"+m.say) {
				t.Errorf("%s: %v, %s\nwant %s", id, v.Outcome, v.Text, m.say)
			}
			if !strings.Contains(v.Text, "For u = [") && !strings.Contains(v.Text, "For θ = [") {
				t.Errorf("%s: no input in %s", id, v.Text)
			}
		}
	}
}

func TestConstantAndUndefinedFunctionsDoNotPass(t *testing.T) {
	for id := range functionsByID() {
		for _, c := range []float64{0, 1, -1, 90, 180, math.NaN(), math.Inf(1)} {
			for _, out := range [][]float64{{c}, {c, c}, {c, c, c}} {
				if v := Try(id, as(id, func(input) []float64 { return out })); v.Outcome != Wrong {
					t.Errorf("%s: constant %v is %v", id, out, v.Outcome)
				}
			}
		}
		if id != "05-3" && id != "06-3" {
			if v := Try(id, as(id, func(input) []float64 { return nil })); v.Outcome != Wrong {
				t.Errorf("%s: nil is %v", id, v.Outcome)
			}
		}
	}
}

func TestAPanicIsReportedWithItsInput(t *testing.T) {
	v := Try("05-3", func(u, g []float64) float64 { return u[5] * g[0] })
	if v.Outcome != Wrong || !strings.Contains(v.Text, "panicked: runtime error: index out of range [5] with length") ||
		!strings.Contains(v.Text, "u = [-1, 2], g = [3, 0.5]") {
		t.Error(v.Text)
	}
	if v := Try("07-4", as("07-4", func(input) []float64 { panic("no idea") })); !strings.Contains(v.Text, "panicked: no idea") {
		t.Error(v.Text)
	}
}

func TestALoopThatNeverEndsIsReportedInFiniteTime(t *testing.T) {
	defer func(p time.Duration) { patience = p }(patience)
	patience = 50 * time.Millisecond
	var stop atomic.Bool
	defer stop.Store(true)
	v := Try("05-3", func(u, g []float64) float64 {
		for !stop.Load() {
		}
		return 0
	})
	if v.Outcome != Wrong || !strings.Contains(v.Text, "has not come back after 50ms") || !strings.Contains(v.Text, "u = [-1, 2]") {
		t.Error(v.Text)
	}
	if v := Try("02-4", as("02-4", func(input) []float64 { <-make(chan int); return nil })); !strings.Contains(v.Text, "has not come back") {
		t.Error("a deadlock: " + v.Text)
	}
}

func TestAFunctionThatChangesItsArgumentsIsTold(t *testing.T) {
	v := Try("05-3", func(u, g []float64) float64 {
		for i := range u {
			u[i] *= g[i]
			if i > 0 {
				u[i] += u[i-1]
			}
		}
		return u[len(u)-1]
	})
	if v.Outcome != Wrong || !strings.Contains(v.Text, "changes the vector that it is given") {
		t.Error(v.Text)
	}
}

func TestOtherThingsThanTheFunctionAreToldWhatIsWanted(t *testing.T) {
	for _, c := range []struct {
		id   string
		f    any
		want string
	}{
		{"05-3", 3.5, "05-3: Check wants a func(u, g []float64) float64, and was given a float64."},
		{"05-3", func(u []float64) float64 { return 0 }, "05-3: Check wants a func(u, g []float64) float64, and was given a func([]float64) float64."},
		{"05-3", nil, "Exercise 05-3 wants a function of type func(u, g []float64) float64, and was given nil."},
		{"05-3", (func(u, g []float64) float64)(nil), "05-3: not yet. Your slope panicked: runtime error: invalid memory address or nil pointer dereference.\nIt was called with u = [-1, 2], g = [3, 0.5]."},
		{"02-1", descent.Slope, "Exercise 02-1 asks for no Go function: answer it under its question."},
		{"99-9", descent.Slope, `There is no exercise "99-9".`},
	} {
		if v := Try(c.id, c.f); v.Outcome == Right || v.Text != c.want {
			t.Errorf("%s %T: %s", c.id, c.f, v.Text)
		}
	}
}

// Random linear functions of u, g and their products: they pass only as the
// dot product.
func TestOfTenThousandFunctionsExactlyTheDotProductPasses(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	passed := 0
	for range 10000 {
		a, b, c := float64(rng.IntN(5)-2)/2, float64(rng.IntN(3)-1)/2, float64(rng.IntN(3)-1)
		f := func(u, g []float64) float64 {
			return a*descent.Slope(u, g) + b*descent.Norm(u) + c*g[0]
		}
		in := functionsByID()["05-3"].draw
		right := a == 1 && b == 0 && c == 0
		ok := true
		for i := range 20 {
			x := in(rng, i)
			ok = ok && agrees([]float64{f(x.u, x.g)}, []float64{descent.Slope(x.u, x.g)}, 1e-12)
		}
		if ok != right {
			t.Fatalf("%v u·g + %v‖u‖ + %v g₁: %v", a, b, c, ok)
		}
		if ok {
			passed++
		}
	}
	if passed == 0 {
		t.Error("none was right")
	}
}
