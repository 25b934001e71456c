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

// θbend is the place of notebooks 06 and 07, bend the gradient of the launches'
// loss there.
var θbend = []float64{-4, -1}

func bend() []float64 { return shared().L.Gradient(nil, θbend) }

// way returns the way from a place to the minimum.
func way(θ []float64) []float64 { return descent.Step(nil, shared().best, -1, θ) }

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
		Prompt: "Write angle(u, g []float64) float64, the angle between u and g in degrees, from the dot product and the two lengths. It needs a cell that runs: check it there with exercise.Check(\"06-3\", angle).",
		Hints: []string{
			"The cosine is descent.Slope(u, g) / descent.Bound(u, g). math.Acos gives radians.",
			"Rounding can push the cosine a hair beyond ±1, where math.Acos is NaN: clamp it with max(-1, min(1, c)).",
		},
		Right: "Near 0° and 180° the arc cosine loses half of its digits; descent.Angle uses Kahan's formula and keeps them.",
	},
	{
		ID: "06-4", Title: "Straight down", Kind: Direction, Figure: "angle",
		Prompt:    "In which direction u does the loss fall most steeply from θ = [−4, −1]? Turn the dial, or type u. Its length does not matter.",
		Expected:  func() []float64 { return descent.Step(nil, []float64{0, 0}, -1, bend()) },
		Tolerance: 2, Because: "degrees, about as near as a hand can set a direction",
		Mistakes: []Mistake{
			{If: func(a Answer) bool { return degrees(a.Values, bend()) <= 3 }, Say: "That is the direction of ∇L: the steepest way up. Turn it round."},
			{If: func(a Answer) bool { return degrees(a.Values, way(θbend)) <= 5 }, Say: "That is the way to the minimum. But −∇L does not point there: it says where the first inch falls most, and from here the minimum lies 34° off."},
			{If: func(a Answer) bool { return degrees(a.Values, way(shared().θ)) <= 1 }, Say: "That is the way to the minimum from θ = [1, 1]. Here θ is [−4, −1], and the way to the minimum is not asked: in which direction does the first inch fall most?"},
			{If: func(a Answer) bool { return math.Abs(degrees(a.Values, bend())-90) <= 3 }, Say: "That is along the contour, at right angles to ∇L: to first order the loss does not change."},
			{If: func(a Answer) bool { return degrees(a.Values, bend()) < 90 }, Say: "With this u the loss goes up: β is below 90°. Turn it to the other side of the border."},
			{If: func(a Answer) bool { return degrees(a.Values, bend()) > 170 }, Say: "Very near: β is within ten degrees of 180°. A little further."},
			{If: func(a Answer) bool { return true }, Say: "It starts downhill, but not most steeply. Turn it until β is 180° and u·∇L is at −k."},
		},
		Hints: []string{
			"u·∇L = k cos β is lowest where cos β = −1.",
			"u = −∇L, with ∇L = [−0.0828, 0.0620].",
		},
		Right: "β = 180°, as near as a hand can set it: against the gradient, and not towards the minimum.",
	},
	{
		ID: "06-5", Title: "Past the minimum", Kind: Number, Unit: "°",
		Prompt:    "L = ½(w² + 10b²) has its minimum at [0, 0]. You stand at [3, 0.6]. What is the angle between −∇L and the way to the minimum, in degrees?",
		Expected:  func() []float64 { return []float64{degrees([]float64{-3, -6}, []float64{-3, -0.6})} },
		Tolerance: 0.6, Because: "whole degrees are enough",
		Mistakes: []Mistake{
			{Number: func() float64 { return descent.Angle([]float64{-3, -6}, []float64{-3, -0.6}) }, Within: 0.01, Say: "That is the right angle, in radians. Degrees are asked: multiply by 180/π, or write rad behind it."},
			{Number: func() float64 { return 0 }, Within: 1, Say: "−∇L does not point at the minimum here. The gradient is [w, 10b] = [3, 6], and the way to the minimum is [−3, −0.6]."},
			{Number: func() float64 { return 180 - degrees([]float64{-3, -6}, []float64{-3, -0.6}) }, Within: 0.6, Say: "That is the angle with ∇L. The angle between −∇L and the way is asked."},
			{Number: func() float64 { return degrees([]float64{-3, -6}, []float64{-3, 0}) }, Within: 0.6, Say: "That is the angle of −∇L with the w axis. The way to the minimum falls as well, by 0.6 on 3."},
			{Number: func() float64 { return degrees([]float64{-3, -60}, []float64{-3, -0.6}) }, Within: 0.6, Say: "∂L/∂b = 10b, and b = 0.6: that is 6."},
		},
		Hints: []string{
			"First the gradient [w, 10b] at [3, 0.6]. Then the way from [3, 0.6] to [0, 0]. Then the cosine of the angle between the two.",
			"The dot product of [−3, −6] and [−3, −0.6] is 12.6; the lengths are 6.708 and 3.059.",
		},
		Right: "More than half a right angle. −∇L is at right angles to the contour, and on a stretched bowl that is mostly not the way to the bottom.",
	},
	{
		ID: "06-6", Title: "What is u?", Kind: Number,
		Prompt:    "u·∇L = −10, ‖u‖ = 2 and ‖∇L‖ = 5. Then u is a number times ∇L. Which number?",
		Expected:  func() []float64 { return []float64{-2. / 5} },
		Tolerance: 0.001, Because: "the number comes out even",
		Mistakes: []Mistake{
			{Number: func() float64 { return 0.4 }, Within: 1e-6, Say: "The size is right. But u·∇L is negative, so u points against ∇L."},
			{Number: func() float64 { return -2 }, Within: 1e-6, Say: "−2∇L would have length 10, for ‖∇L‖ = 5. u has length 2."},
			{Number: func() float64 { return -10 }, Within: 1e-6, Say: "That is the product. It equals −k = −2·5, so β = 180°: u is opposite to ∇L. How long is it against ∇L?"},
			{Number: func() float64 { return -1 }, Within: 1e-6, Say: "That is cos β. It says that u is opposite to ∇L; now the length: 2 against 5."},
			{Number: func() float64 { return -2.5 }, Within: 1e-6, Say: "The other way round: u has length 2 and ∇L has length 5."},
		},
		Hints: []string{
			"What is k, and what is cos β then? By section 4 only one direction reaches that.",
			"β = 180°, so u = −(‖u‖/‖∇L‖)∇L.",
		},
		Right: "Only the opposite direction reaches −k: three numbers told the whole vector.",
	},
}
