package exercise

import (
	"math"

	"github.com/downhill-go/downhill/pkg/descent"
)

// slopeOf returns u·∇L at θ = [1, 1] on the launches.
func slopeOf(u []float64) float64 { return descent.Slope(u, shared().g) }

// fromOpposite returns the angle between u and −∇L in degrees.
func fromOpposite(u []float64) float64 {
	return 180 - descent.Angle(u, shared().g)*180/math.Pi
}

var notebook05 = []*Exercise{
	{
		ID: "05-1", Title: "Down, but not straight down", Kind: Direction, Figure: "dial",
		Prompt: "Give a direction u of length 1 that goes down from θ = [1, 1] and is not opposite to the gradient. There are very many.",
		Accept: func(a Answer) bool {
			u := a.Values
			return math.Abs(descent.Norm(u)-1) <= 0.02 && slopeOf(u) < -1e-3 && fromOpposite(u) > 2
		},
		Tolerance: 2, Because: "degrees from −∇L, about as near as a hand can set a direction; a length written with two decimals is within 0.02 of 1",
		Mistakes: []Mistake{
			{If: func(a Answer) bool { return fromOpposite(a.Values) <= 2 }, Say: "That is −∇L itself, or within two degrees of it. It does go down, but another one is asked: turn it a good way."},
			{If: func(a Answer) bool { return math.Abs(slopeOf(a.Values)) <= 1e-3*descent.Norm(a.Values) }, Say: "That u stands at right angles to the gradient: u·∇L is as good as zero, and if it goes down at all, then only for a very small η."},
			{If: func(a Answer) bool { return slopeOf(a.Values) > 0 }, Say: "For this u the product u·∇L is positive, so it goes up. You are on the gradient's side of the border."},
			{If: func(a Answer) bool { return true }, Say: "It goes down. But its length is not 1: divide each entry by ‖u‖ = √(u₁² + u₂²)."},
		},
		Hints: []string{
			"With ∇L = [0.4497, 0.3966] both entries are positive. Which signs make the sum u₁·0.4497 + u₂·0.3966 negative?",
			"A direction along an axis has length 1 by itself.",
		},
		Right: "Half of all directions start downhill. Yours is one of them, and the steepest is only one.",
	},
	{
		ID: "05-2", Title: "Down at first", Kind: Vector,
		Prompt: "Find a u shorter than 0.1 with u·∇L < 0 at θ = [1, 1] for which the step with η = 1 nevertheless goes up. (∇L = [0.4497, 0.3966]; so many digits are enough.)",
		Accept: func(a Answer) bool {
			return slopeOf(a.Values) < 0 && change(1, a.Values) > 0 && descent.Norm(a.Values) < 0.1
		},
		Tolerance: 0, Because: "signs are asked, and a length below 0.1",
		Mistakes: []Mistake{
			{If: func(a Answer) bool { return near(a.Values, []float64{0, 0}, 0) }, Say: "[0, 0] is no move at all: the loss neither falls nor rises."},
			{If: func(a Answer) bool { return slopeOf(a.Values) > 0 }, Say: "It goes up, but that was to be expected: u·∇L is positive. Find one whose product is negative."},
			{If: func(a Answer) bool { return change(1, a.Values) > 0 }, Say: "u·∇L is negative and the loss rises: that is the way with a long step. Now with one shorter than 0.1: what else makes the first order small against the second?"},
			{If: func(a Answer) bool { return descent.Norm(a.Values) >= 0.1 }, Say: "u·∇L is negative and the loss falls, as promised; and u is not shorter than 0.1. Go nearer to the border where u·∇L = 0."},
			{If: func(a Answer) bool { return fromOpposite(a.Values) < 60 }, Say: "u·∇L is negative and the loss falls, as promised. This u points well into the good half. Turn it to the very border, where u·∇L is nearly 0."},
			{If: func(a Answer) bool { return true }, Say: "u·∇L is negative and the loss falls, as promised. Nearer still to the border: on it u = [−0.3966, 0.4497] times any number, and yours may be a hair off that."},
		},
		Hints: []string{
			"The first order wins where it is large against the second. Where in the good half is u·∇L nearest to 0?",
			"On the border u is a multiple of [−0.3966, 0.4497]. Take a tenth of it, and change the last digit so that u·∇L comes out just below 0.",
		},
		Right: "No contradiction: u·∇L < 0 speaks of small enough η, and near the border that is very small indeed.",
	},
	{
		ID: "05-3", Title: "The dot product", Kind: Function,
		Prompt: "Write slope(u, g []float64) float64, the dot product u·g, for vectors of any length. It needs a cell that runs: check it there with exercise.Check(\"05-3\", slope).",
		Hints: []string{
			"Start with sum := 0.0 and go through the entries with for i := range u.",
			"Inside the loop: sum += u[i] * g[i]. Behind it: return sum.",
		},
		Right: "One product and its sign decide: you have written the test of notebook 05.",
	},
	{
		ID: "05-4", Title: "On the border", Kind: Choice,
		Prompt: "u stands at right angles to ∇L(θ), and ∇L(θ) is not zero. What can be concluded from the first order about the loss after a small step along u?",
		Options: []Option{
			{"The loss goes down.", "To first order the change is η u·∇L, and cos 90° = 0. Is zero less than zero?"},
			{"Nothing yet: the next term decides.", ""},
			{"The loss goes up.", "On this convex loss it does go up, but that comes from the second-order term. The first order says zero."},
			{"The loss stays exactly the same.", "Only the first-order term is zero. Behind it stands ½η²uᵀ∇²Lu, which section 4 measures."},
		},
		Hints: []string{"What is u·∇L when the angle between them is 90°?", "η·0 = 0. Which term of the series comes next?"},
		Right: "u·∇L = 0 leaves the first order silent, and the curvature has the word, unless it is 0, too.",
	},
	{
		ID: "05-5", Title: "Along the contour", Kind: Direction,
		Prompt:    "∇L(θ) = [3, 4]. In which direction u does the contour through θ set out?",
		Accept:    func(a Answer) bool { return math.Abs(descent.Angle(a.Values, g43)*180/math.Pi-90) <= 1 },
		Expected:  func() []float64 { return []float64{-4, 3} },
		Tolerance: 1, Because: "degrees; both ways along the contour are right, at any length",
		Mistakes: []Mistake{
			{If: func(a Answer) bool { return descent.Angle(a.Values, g43)*180/math.Pi <= 3 }, Say: "That is ∇L itself, the steepest way up. It crosses the contour at right angles."},
			{If: func(a Answer) bool { return descent.Angle(a.Values, g43)*180/math.Pi >= 177 }, Say: "That is −∇L, the steepest way down. It crosses the contour at right angles."},
			{Vector: func() []float64 { return []float64{4, 3} }, Within: 1e-9, Say: "The entries are swapped, as they should be, but u·∇L = 24. One of the signs must change, too."},
			{Vector: func() []float64 { return []float64{3, -4} }, Within: 1e-9, Say: "u·∇L = 9 − 16 = −7, and along the contour it is 0. Swap the entries as well."},
		},
		Hints: []string{
			"On a contour the loss stays the same. What does that say of u·∇L where it sets out?",
			"3u₁ + 4u₂ = 0.",
		},
		Right: "At right angles to the gradient: there the first order says “no change”.",
	},
}
