package exercise

import (
	"github.com/downhill-go/downhill/pkg/descent"
)

// The step of exercise 02-1.
var (
	θ21 = []float64{0.5, -1}
	u21 = []float64{2, -4}
)

const η21 = 0.25

// stepsTowards counts the steps ηu towards a place until the loss is below l;
// u is the way that is left, or its direction of length 1.
func stepsTowards(place []float64, η, l float64, unit bool) float64 {
	f := shared()
	θ, n := f.θ, 0
	for ; f.L.Value(θ) >= l && n < 1000; n++ {
		u := descent.Step(nil, place, -1, θ)
		if unit {
			u = descent.Step(nil, []float64{0, 0}, 1/descent.Norm(u), u)
		}
		θ = descent.Step(nil, θ, η, u)
	}
	return float64(n)
}

// floor02 is the valley floor as notebook 02 gives it.
var floor02 = []float64{-1.6, -1.1}

var notebook02 = []*Exercise{
	{
		ID: "02-1", Title: "One step by hand", Kind: Vector,
		Prompt:    "Compute θ_new by hand for θ = [0.5, −1], u = [2, −4], η = 0.25.",
		Expected:  func() []float64 { return descent.Step(nil, θ21, η21, u21) },
		Tolerance: 1e-6, Because: "the numbers come out even",
		Mistakes: []Mistake{
			{Vector: func() []float64 { return descent.Step(nil, θ21, 1, u21) }, Within: 1e-6, Say: "You added the whole of u and forgot η. The step is η·u, a quarter of u."},
			{Vector: func() []float64 { return descent.Step(nil, θ21, -η21, u21) }, Within: 1e-6, Say: "You moved against u. The minus sign of descent comes later, with the choice of u; the step itself adds, θ + ηu."},
			{Vector: func() []float64 { return θ21 }, Within: 1e-6, Say: "That is ηu, the step alone (which here happens to equal θ). Add it to θ."},
			{Vector: func() []float64 { return []float64{θ21[0] + η21, θ21[1] + η21} }, Within: 1e-6, Say: "You added η to each entry. It multiplies u first: each entry of u times η."},
			{Vector: func() []float64 { return []float64{η21 * (θ21[0] + u21[0]), η21 * (θ21[1] + u21[1])} }, Within: 1e-6, Say: "You shrank θ as well. Only u is multiplied by η: θ + ηu, not η(θ + u)."},
			{Vector: func() []float64 { θ := descent.Step(nil, θ21, η21, u21); return []float64{θ[1], θ[0]} }, Within: 1e-6, Say: "The entries are right and stand the wrong way round: θ = [w, b], with w first."},
		},
		Hints: []string{
			"First multiply u by η, entry by entry. Then add the result to θ, entry by entry.",
			"The first entry is 0.5 + 0.25·2. The second goes the same way.",
		},
		Right: "Scale the direction, then add: that is all a step is.",
	},
	{
		ID: "02-2", Title: "Too far", Kind: Number,
		Prompt:    "Along u = [−1.5, −0.5] from θ = [1, 1]: from which η on is the new loss higher than the old one? Find it to two decimals. It needs a cell that runs.",
		Expected:  func() []float64 { return []float64{crossing()} },
		Tolerance: 0.015, Because: "two decimals are asked, and a search may end on either side",
		Mistakes: []Mistake{
			{Number: lowest, Within: 0.06, Say: "There the loss along u is lowest. Going on it rises, but it takes a good deal more until it is back where it began."},
			{Number: func() float64 { return 2 * lowest() }, Within: 0.06, Say: "Twice the η of the low point: that would be right for a parabola. This curve rises more slowly than it falls, so walk further."},
			{If: func(a Answer) bool { return a.Values[0] == 12 }, Say: "At η = 12 the loss is higher, but it has been higher for a while. Look between 8 and 12."},
			{If: func(a Answer) bool { return a.Values[0] == 8 }, Say: "At η = 8 the loss is still below its start. Look between 8 and 12."},
			{If: func(a Answer) bool { return a.Values[0] < 0 }, Say: "A negative η goes the other way, against u, and that is uphill at once. The question is about stepping too far along u."},
			{If: func(a Answer) bool { return near(a.Values, []float64{crossing()}, 0.1) }, Say: "Very near. Two decimals are wanted: go in steps of 0.01."},
		},
		Hints: []string{
			"The table in section 2 shows on which stretch the loss passes its old value. Search that stretch more finely.",
			"Loop η upwards in steps of 0.01 while L.Value(descent.Step(nil, θ, η, u)) is less than L.Value(θ).",
		},
		Right: "A step along a good direction can still be too long.",
	},
	{
		ID: "02-3", Title: "A direction that knows", Kind: Number, Unit: "steps",
		Prompt:    "Write a direction that uses θ: u = [−1.6, −1.1] − θ, the whole way to the valley floor. From θ = [1, 1], how many steps with η = 0.5 until the loss is below 0.45? It needs a cell that runs.",
		Expected:  func() []float64 { return []float64{stepsTowards(floor02, 0.5, 0.45, false)} },
		Tolerance: 0, Because: "it is a count",
		Mistakes: []Mistake{
			{Number: func() float64 { return stepsTowards(floor02, 1, 0.45, false) }, Within: 0, Say: "With η = 1 a single step would land on the floor. With η = 0.5 each step goes half of the way that is left."},
			{Number: func() float64 { return stepsTowards(floor02, 0.5, 0.45, false) - 1 }, Within: 0, Say: "One too few: after that many the loss is still above 0.45. Count a step when it is taken."},
			{Number: func() float64 { return stepsTowards(floor02, 0.5, 0.45, false) + 1 }, Within: 0, Say: "One too many: the loop should look at the loss before it takes another step."},
			{Number: func() float64 { return stepsTowards(floor02, 0.5, 0.45, true) }, Within: 0, Say: "So many it takes with a u of length 1. Here u is the whole way that is left, so it is long at first and gets shorter."},
			{If: func(a Answer) bool { return a.Values[0] != float64(int(a.Values[0])) || a.Values[0] < 0 }, Say: "A number of steps is a whole number, 0 or more."},
			{If: func(a Answer) bool { return a.Values[0] > 7 }, Say: "So many are not needed. Does your direction point from θ to the floor, floor − θ, and is it computed anew at each step?"},
		},
		Hints: []string{
			"The direction from θ to a place p is p − θ, entry by entry. It gets shorter as you come near.",
			"Each step with η = 0.5 halves the distance to the floor. Print the loss after every step and count.",
		},
		Right: "It is cheating, of course: somebody had to know where the floor is. What is wanted is a direction that can be had from where we stand.",
	},
	{
		ID: "02-4", Title: "The loop's skeleton", Kind: Function,
		Prompt: "Write walk(θ []float64, η float64, steps int, direction func(θ []float64) []float64) []float64: it starts at θ, takes that many steps θ ← θ + η·direction(θ), asking for the direction anew at each place, and returns where it ends. It needs a cell that runs: check it there with exercise.Check(\"02-4\", walk).",
		Hints: []string{
			"Copy θ first, so that the caller's vector stays as it is. Then loop: ask for the direction at the present place, step.",
			"Inside the loop there is one line: θ = descent.Step(nil, θ, η, direction(θ)).",
		},
		Right: "That is the skeleton of every descent. What is missing is the rule for the direction.",
	},
}
