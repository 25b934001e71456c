package exercise

import (
	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/loss"
)

// valley returns where descent on loss.TwoValleys ends from [w, 1] with η = 0.05:
// w goes its own way there, by ∂L/∂w = 4w(w² − 1) + 0.3, and b to 0.
func valley(w float64) []float64 {
	for range 1000 {
		w -= 0.05 * (4*w*(w*w-1) + 0.3)
	}
	return []float64{w, 0}
}

// saddleCurvature returns the curvature of ½w² − ½b² + ¼b⁴ at [0, 0] along u.
func saddleCurvature(u []float64) float64 {
	e := descent.Expand(loss.Saddle(), []float64{0, 0}, u, 2)
	return e.Curvature()
}

var notebook09 = []*Exercise{
	{
		ID: "09-1", Title: "The limit with momentum", Kind: Number,
		Prompt:    "λmax = 25 and μ = 0.6. Below which η does momentum settle on a bowl?",
		Expected:  func() []float64 { return []float64{2 * (1 + 0.6) / 25} },
		Tolerance: 0.0005, Because: "three decimals, and the number comes out even",
		Mistakes: []Mistake{
			{Number: func() float64 { return 0.08 }, Within: 1e-3, Say: "That is 2/λmax, the limit without momentum. Momentum widens it: by how much?"},
			{Number: func() float64 { return 0.032 }, Within: 1e-3, Say: "You took 1 − μ. At the limit b jumps from side to side, and the kept share pulls back: 1 + μ."},
			{Number: func() float64 { return 0.2 }, Within: 1e-3, Say: "Dividing by 1 − μ adds up steps that all point one way. At the limit they alternate: 1 + μ."},
			{Number: func() float64 { return 0.064 }, Within: 1e-3, Say: "The 2 is lost: without momentum the limit is 2/λmax."},
		},
		Hints: []string{
			"Put b, −b, b into b_next = (1 + μ − ηλ)b − μ·b_before.",
			"At the limit b jumps from side to side, so that both neighbours of b are −b. What does that make of ηλ?",
		},
		Right: "2·1.6/25: momentum widens the limit by the factor 1 + μ.",
	},
	{
		ID: "09-2", Title: "Which valley?", Kind: Vector,
		Prompt:    "Descend on loss.TwoValleys() from [0.05, 1] with η = 0.05. At which θ = [w, b] does it end, to two decimals? It needs a cell that runs, or the signs of ∂L/∂w = 4w(w² − 1) + 0.3 and its roots.",
		Expected:  func() []float64 { return valley(0.05) },
		Tolerance: 0.006, Because: "two decimals are enough to tell the places apart",
		Mistakes: []Mistake{
			{Vector: func() []float64 { return valley(1) }, Within: 0.05, Say: "That is the valley on the side of w > 0. The start has w > 0, too, but the ridge is not at w = 0: run it."},
			{Vector: func() []float64 { return []float64{-1, 0} }, Within: 1e-9, Say: "That would be the place without the tilt 0.3w. It moves the floor a little: give two decimals."},
			{If: func(a Answer) bool { return near(a.Values, []float64{0.075, 0}, 0.08) }, Say: "That is near the saddle, where it is level, too. But only a start on the ridge itself ends there."},
		},
		Hints: []string{
			"At [0.05, 1], what sign has ∂L/∂w = 4w(w² − 1) + 0.3? So which way does w go?",
			"descent.Run(V, []float64{0.05, 1}, descent.Settings{Rate: 0.05, Steps: 1000}).Last()",
		},
		Right: "The ridge is at w = 0.075, so this start belongs to the valley on the left. That it is the lower one is luck.",
	},
	{
		ID: "09-3", Title: "No promise", Kind: Choice,
		Prompt: "Steps (5) to (9) of the argument hold for any loss that is differentiable where we stand. Why do they not promise the lowest place of all?",
		Options: []Option{
			{"η is never small enough.", "Smaller steps follow the ground more faithfully, into the very same valley."},
			{"They do: the loss falls with every step.", "Even where it does, falling is not arriving: it can fall to the floor of the higher valley and stay."},
			{"A step knows only ∇L at θ, and that is 0 on the floor of every valley.", ""},
			{"The start is random.", "A start that is chosen with care gets no promise either. What does a step know of the other valley?"},
		},
		Hints: []string{
			"What does one step look at?",
			"Stand on the floor of the higher valley: what is ∇L there?",
		},
		Right: "The argument is local. The lowest place needs something more, such as convexity.",
	},
	{
		ID: "09-4", Title: "Down from a saddle", Kind: Direction,
		Prompt:    "At [0, 0] the surface ½w² − ½b² + ¼b⁴ has ∇L = 0. Give a direction u along which a small step goes down nevertheless.",
		Accept:    func(a Answer) bool { return saddleCurvature(a.Values) < -1e-9*descent.Slope(a.Values, a.Values) },
		Expected:  func() []float64 { return []float64{0, 1} },
		Tolerance: 0, Because: "every direction of negative curvature is right",
		Mistakes: []Mistake{
			{If: func(a Answer) bool { return a.Values[1] == 0 }, Say: "Along w the curvature is +1: it goes up on both sides. Look along the other axis."},
			{If: func(a Answer) bool { return saddleCurvature(a.Values) > 1e-9*descent.Slope(a.Values, a.Values) }, Say: "The curvature u₁² − u₂² along this u is positive, so it goes up. Turn u towards b."},
			{If: func(a Answer) bool { return true }, Say: "Along this u the curvature u₁² − u₂² is 0: the second order is silent, too, and ¼b⁴ decides, upwards. Turn u a little towards b."},
		},
		Hints: []string{
			"The first order is 0 for every u. The second is ½η²(u₁² − u₂²).",
			"Which axis has the negative curvature?",
		},
		Right: "u·∇L = 0 for every u there, and the curvature decides: negative along b. On a convex loss that could not be.",
	},
}
