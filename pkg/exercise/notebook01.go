package exercise

import "math"

// value returns the loss on the launches.
func value(w, b float64) float64 { return shared().L.Value([]float64{w, b}) }

// charge returns the cross-entropy of one launch with distress that was given
// the probability ŷ.
func charge(ŷ float64) float64 { return -math.Log(ŷ) }

var notebook01 = []*Exercise{
	{
		ID: "01-1", Title: "Read a map", Kind: Number,
		Prompt:    "Read the loss at θ = [−3, 2] off the contour map in section 4, to about a tenth; where cells run, compute it, too. What is it?",
		Expected:  func() []float64 { return []float64{value(-3, 2)} },
		Tolerance: 0.15, Because: "a map is read to about half the distance of its contours",
		Mistakes: []Mistake{
			{Number: func() float64 { return value(2, -3) }, Within: 0.1, Say: "That is the loss at [2, −3]. θ = [w, b]: the weight w goes to the right, the bias b upwards."},
			{Number: func() float64 { return value(-3, -2) }, Within: 0.03, Say: "That is the loss at [−3, −2]. The second number is +2: look in the upper half of the map."},
			{Number: func() float64 { return value(3, 2) }, Within: 0.15, Say: "That is the loss at [3, 2]. The weight is −3: look in the left half of the map."},
			{Number: func() float64 { return 23 * value(-3, 2) }, Within: 1, Say: "That is the sum over the launches. The loss is their mean, so divide by 23."},
			{If: func(a Answer) bool { return a.Values[0] <= 0 }, Say: "A cross-entropy is never negative: each launch is charged −ln of a number below 1."},
		},
		Hints: []string{
			"Find w = −3 on the horizontal axis and b = 2 on the vertical one. Between which two contour lines does the place lie?",
			"It is worse than knowing nothing (0.69), and better than θ = [1, 1] (1.37).",
		},
		Right: "Every point of the map is one choice of w and b, and its height says how wrong that choice is.",
	},
	{
		ID: "01-2", Title: "Which fits?", Kind: Choice,
		Prompt: "Which of these fits the launches best? Try to tell from the signs alone, before you compute.",
		Options: []Option{
			{"θ = [1.6, −1.1]", "With w = 1.6 the probability of distress rises with temperature. In the data distress sits on the cold side, so w must be negative."},
			{"θ = [−1.6, 1.1]", "The sign of w is right. But b = 1.1 says that at the mean temperature (t = 0) distress is likelier than not, σ(1.1) = 0.75, and only 7 of 23 launches showed any."},
			{"θ = [1.6, 1.1]", "Both signs are wrong: w > 0 makes warmth dangerous, and b > 0 makes distress likely at the mean temperature."},
			{"θ = [−1.6, −1.1]", ""},
		},
		Hints: []string{"What does the sign of w do to the curve: does it rise or fall with temperature?", "At the mean temperature t = 0, so ŷ = σ(b). Was distress frequent there, or rare?"},
		Right: "w < 0 makes distress rarer in the warm, and b < 0 makes it rare at the mean temperature.",
	},
	{
		ID: "01-3", Title: "Confident and wrong", Kind: Number,
		Prompt:    "A launch with distress (y = 1) is given ŷ = 0.001. What does cross-entropy charge for it, to one decimal?",
		Expected:  func() []float64 { return []float64{charge(0.001)} },
		Tolerance: 0.01, Because: "two decimals, as the notebook prints",
		Mistakes: []Mistake{
			{Number: func() float64 { return math.Pow(0.001-1, 2) }, Within: 0.002, Say: "That is what squared error charges, (ŷ − y)². It never asks for more than 1. Cross-entropy takes −ln ŷ."},
			{Number: func() float64 { return -math.Log10(0.001) }, Within: 0.001, Say: "You took the logarithm to base 10. Cross-entropy uses the natural one: math.Log in Go, ln on paper."},
			{Number: func() float64 { return -math.Log2(0.001) }, Within: 0.01, Say: "You took the logarithm to base 2, which counts in bits. Here it is the natural one, ln."},
			{Number: func() float64 { return math.Log(0.001) }, Within: 0.01, Say: "The size is right, the sign is not: ln of a number below 1 is negative, and the charge is −ln ŷ."},
			{Number: func() float64 { return -math.Log1p(-0.001) }, Within: 2e-4, Say: "That is −ln(1 − ŷ), the charge when there was no distress. Here y = 1."},
		},
		Hints: []string{
			"For a launch with y = 1 only one of the two terms is left. Which?",
			"It is −ln 0.001. You may type it just like that.",
		},
		Right: "About 7, where squared error asks for 0.998: being confident and wrong costs without limit in cross-entropy, and never more than 1 in squared error.",
	},
	{
		ID: "01-4", Title: "Fit by hand", Kind: Point, Figure: "neuron",
		Prompt:    "Find a θ = [w, b] with a loss below 0.45. Drag θ in the live figure, or type it.",
		Accept:    func(a Answer) bool { return value(a.Values[0], a.Values[1]) < 0.45 },
		Tolerance: 0, Because: "every θ below the mark is right",
		Mistakes: []Mistake{
			{If: func(a Answer) bool { return value(a.Values[1], a.Values[0]) < 0.45 }, Say: "The other way round it would fit: θ = [w, b], with the weight first."},
			{If: func(a Answer) bool { return a.Values[0] >= 0 }, Say: "With this w the curve does not fall with temperature, but distress sits on the cold side. Make w negative."},
			{If: func(a Answer) bool { return a.Values[1] >= 0 }, Say: "With this b distress is at least as likely as not at the mean temperature, but only 7 of 23 launches showed any. Make b negative."},
			{If: func(a Answer) bool { return a.Values[0] < -4 || a.Values[1] < -4 }, Say: "Now the neuron is too sure of itself: one launch on the wrong side costs dearly. Come back towards zero."},
			{If: func(a Answer) bool { return value(a.Values[0], a.Values[1]) < 0.6 }, Say: "You are in the valley: the loss is below 0.6. A little further, down to 0.45."},
		},
		Hints: []string{
			"First get the sign of each right: should the curve rise or fall, and is distress rare or frequent in the middle?",
			"Look at the contour map in section 4: the valley floor lies near w = −1.6. Which b goes with it?",
		},
		Right: "You have done by hand what the next notebooks leave to the gradient.",
	},
}
