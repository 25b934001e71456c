package exercise

import (
	"math"

	"github.com/downhill-go/downhill/pkg/descent"
)

// angles returns what of gives for each of the directions of exercise 06-1 and
// the gradient [3, 4].
func angles(of func(u, g []float64) float64) []float64 {
	g := []float64{3, 4}
	return []float64{of([]float64{-4, 3}, g), of([]float64{-3, -4}, g), of([]float64{-1, 0}, g)}
}

func degrees(u, g []float64) float64 { return descent.Angle(u, g) * 180 / math.Pi }

var notebook06 = []*Exercise{
	{
		ID: "06-1", Title: "Three angles", Kind: Vector, Size: 3, Unit: "°",
		Prompt:    "∇L = [3, 4]. What is β in degrees for u = [−4, 3], for u = [−3, −4] and for u = [−1, 0]? Give all three, as in [10, 20, 30].",
		Expected:  func() []float64 { return angles(degrees) },
		Tolerance: 0.6, Because: "whole degrees are enough",
		Mistakes: []Mistake{
			{Vector: func() []float64 { return angles(descent.Angle) }, Within: 0.02, Say: "Those are the right angles, in radians. Degrees are asked: multiply by 180/π, or write rad behind each."},
			{Vector: func() []float64 { return angles(func(u, g []float64) float64 { return 180 - degrees(u, g) }) }, Within: 0.6, Say: "Those are the angles with −∇L (or you dropped the minus of u·∇L, which comes to the same here). β is the angle with ∇L itself, so that straight down is 180°."},
			{Vector: func() []float64 { return angles(descent.Cosine) }, Within: 0.01, Say: "Those are the cosines. One step is left: which angle has that cosine?"},
			{Vector: func() []float64 { return angles(descent.Slope) }, Within: 0.01, Say: "Those are the dot products. Divide each by ‖u‖‖∇L‖ for the cosine, then take the angle."},
			{If: func(a Answer) bool { return near(a.Values[:2], angles(degrees)[:2], 0.6) }, Say: "The first two are right. For the third, cos β = −3/(1·5)."},
		},
		Hints: []string{
			"cos β = u·∇L/(‖u‖‖∇L‖), and ‖∇L‖ = √(3² + 4²) = 5. The first u gives a product of zero.",
			"The cosines are 0, −1 and −3/5.",
		},
		Right: "At right angles, straight against, and in between.",
	},
	{
		ID: "06-2", Title: "A longer stride", Kind: Choice,
		Prompt: "Somebody finds that u = [−10, 10] has u·∇L = −0.53 at θ = [1, 1], while u = −∇L has only −0.36, and concludes that −∇L is not the steepest direction. What went wrong?",
		Options: []Option{
			{"The two have different lengths, so the products cannot be compared.", ""},
			{"The product for [−10, 10] is miscalculated.", "−10·0.4497 + 10·0.3966 = −0.53: the product is right. Compare the lengths of the two vectors."},
			{"Nothing: [−10, 10] is steeper.", "It is longer, more than twenty times. Per unit of length it gives −0.53/14.1 = −0.04, and −∇L gives −0.60."},
			{"The first order does not hold for −∇L.", "It holds for both, for small enough η. The trouble is that one vector is much longer than the other."},
		},
		Hints: []string{"How long is each of the two vectors?", "Divide each product by the length of its u, and compare again."},
		Right: "Only among directions of one length is it fair to ask which goes down most.",
	},
	{
		ID: "06-3", Title: "The angle as a function", Kind: Function,
		Prompt: "Write angle(u, g []float64) float64, the angle between u and g in degrees, from the dot product and the two lengths. Check it in a cell with exercise.Check(\"06-3\", angle).",
		Hints: []string{
			"The cosine is descent.Slope(u, g) / descent.Bound(u, g). math.Acos gives radians.",
			"Rounding can push the cosine a hair beyond ±1, where math.Acos is NaN: clamp it with max(-1, min(1, c)).",
		},
		Right: "Near 0° and 180° the arc cosine loses half of its digits; descent.Angle uses Kahan's formula and keeps them.",
	},
	{
		ID: "06-4", Title: "Straight down", Kind: Direction, Figure: "dial",
		Prompt:    "In which direction u does the loss fall most steeply from θ = [1, 1]? Turn the dial, or type u. Its length does not matter.",
		Expected:  func() []float64 { return descent.Step(nil, []float64{0, 0}, -1, shared().g) },
		Tolerance: 2, Because: "degrees, about as near as a hand can set a direction",
		Mistakes: []Mistake{
			{If: func(a Answer) bool { return degrees(a.Values, shared().g) <= 3 }, Say: "That is the direction of ∇L: the steepest way up. Turn it round."},
			{If: func(a Answer) bool { return math.Abs(degrees(a.Values, shared().g)-90) <= 3 }, Say: "That is along the contour, at right angles to ∇L: to first order the loss does not change."},
			{If: func(a Answer) bool { return degrees(a.Values, shared().g) < 90 }, Say: "With this u the loss goes up: β is below 90°. Turn it to the other side of the border."},
			{If: func(a Answer) bool { return fromOpposite(a.Values) < 10 }, Say: "Very near: β is within ten degrees of 180°. A little further."},
			{If: func(a Answer) bool { return true }, Say: "It goes down, but not most steeply. Turn it until β is 180° and u·∇L is at −k."},
		},
		Hints: []string{
			"u·∇L = k cos β is lowest where cos β = −1.",
			"u = −∇L, with ∇L = [0.4497, 0.3966].",
		},
		Right: "β = 180°: exactly against the gradient.",
	},
}
