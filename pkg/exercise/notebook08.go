package exercise

import (
	"math"

	"github.com/downhill-go/downhill/pkg/descent"
)

// g82 is the gradient of exercise 08-2.
var g82 = []float64{1, -2}

// steepest returns the direction with the lowest product with g82 among those of
// length 1 in the norm p.
func steepest(p descent.PNorm) []float64 { return p.Steepest(nil, g82) }

// tenfold returns how many steps with η = 1/λmax make the distance from the floor along the
// least curvature ten times smaller: each leaves the share 1 − 1/κ of it.
func tenfold(κ float64) float64 { return math.Log(10) / -math.Log1p(-1/κ) }

var notebook08 = []*Exercise{
	{
		ID: "08-1", Title: "Make it run away", Kind: Number,
		Prompt:    "L(w, b) = 3w² + ½b². Beyond which η does plain descent from [1, 1] run away? A fraction, or two decimals.",
		Expected:  func() []float64 { return []float64{2. / 6} }, // ∇²L has 6 and 1 on its diagonal
		Tolerance: 0.004, Because: "two decimals of 1/3",
		Mistakes: []Mistake{
			{Number: func() float64 { return 2. / 3 }, Within: 0.01, Say: "You took 3 for the curvature. It is the second derivative: that of 3w² is 6."},
			{Number: func() float64 { return 2 }, Within: 0.01, Say: "That is the limit for b. The more curved direction, w, runs away much sooner."},
			{Number: func() float64 { return 1. / 6 }, Within: 0.004, Say: "At 1/λmax, w arrives in one step. It runs away only beyond twice that."},
			{Number: func() float64 { return 1 }, Within: 0, Say: "1 is a habit. What sets the limit is the curvature."},
		},
		Hints: []string{
			"Find λmax: what does one step multiply w by, and what b?",
			"w becomes (1 − 6η)w. When is the factor −1?",
		},
		Right: "2/λmax with λmax = 6. It has nothing to do with 1.",
	},
	{
		ID: "08-2", Title: "By another ruler", Kind: Vector,
		Prompt:    "∇L = [1, −2]. Among all u whose larger entry has size 1 (length 1 in ℓ∞), which one has the lowest u·∇L?",
		Expected:  func() []float64 { return steepest(descent.LInf) },
		Tolerance: 1e-6, Because: "the entries are whole numbers",
		Mistakes: []Mistake{
			{Vector: func() []float64 { return steepest(descent.L2) }, Within: 0.01, Say: "That is −∇L at length 1 by the ordinary ruler, where u·∇L = −2.236. By this one each entry may be as large as 1, whatever the other is."},
			{Vector: func() []float64 { return steepest(descent.L1) }, Within: 1e-6, Say: "That is the steepest by ℓ1, where the entries share one budget. Here they do not: what may u₁ be?"},
			{Vector: func() []float64 { return []float64{-1, 2} }, Within: 1e-6, Say: "That is −∇L itself. Its larger entry has size 2, so its length in ℓ∞ is 2."},
			{Vector: func() []float64 { return []float64{-0.5, 1} }, Within: 1e-6, Say: "That is −∇L shrunk until it fits. But u₁ may grow from −0.5 to −1 and still fit: then u·∇L is lower."},
			{Vector: func() []float64 { return []float64{1, -1} }, Within: 1e-6, Say: "That is the steepest way up: u·∇L = +3. Turn both signs."},
			{Vector: func() []float64 { return []float64{-1, -1} }, Within: 1e-6, Say: "The sizes are right. ∂L/∂b is negative, so a larger b goes down: look at the second sign."},
		},
		Hints: []string{
			"u·∇L = u₁·1 + u₂·(−2), and each entry may be anything from −1 to 1. Choose them one at a time.",
			"Each entry is 1 or −1: the sign that is opposite to that of its partial derivative.",
		},
		Right: "u·∇L = −3: every entry goes as far as it may. That is the sign of each partial derivative, turned round.",
	},
	{
		ID: "08-3", Title: "The slow direction", Kind: Number, Unit: "steps",
		Prompt:    "A bowl has κ = 100, and η = 1/λmax. About how many steps make the distance from the floor, along the least curvature, ten times smaller?",
		Expected:  func() []float64 { return []float64{tenfold(100)} },
		Tolerance: 6, Because: "about is asked: ln 10/0.01 = 230 by rule of thumb, 229.1 by logarithms",
		Mistakes: []Mistake{
			{Number: func() float64 { return 10 }, Within: 1, Say: "Along the greatest curvature one step would do. Along the least each step takes off only 1/κ = 1 % of what is left."},
			{Number: func() float64 { return 100 }, Within: 2, Say: "κ steps leave the share 0.99¹⁰⁰ = 0.37. A tenth takes longer."},
			{Number: func() float64 { return 90 }, Within: 2, Say: "Each step takes off 1 % of what is left, not of what there was: the share left after n steps is 0.99ⁿ."},
			{Number: func() float64 { return tenfold(100) / 2 }, Within: 3, Say: "That makes the loss ten times smaller. The loss goes with the square of the distance, and the distance is asked."},
			{Number: func() float64 { return 1000 }, Within: 50, Say: "The share left shrinks by multiplication: 0.99ⁿ = 1/10, not n/100 = 10."},
		},
		Hints: []string{
			"Along the curvature λ each step multiplies the distance by 1 − ηλ. What is that for λmin = λmax/100?",
			"0.99ⁿ = 0.1. Take logarithms: n = ln 10/−ln 0.99.",
		},
		Right: "About 2.3 κ: a narrow valley costs steps in proportion to its condition number.",
	},
}
