package exercise

import (
	"math"

	"github.com/downhill-go/downhill/pkg/descent"
)

// The direction of exercise 04-2.
var v42 = []float64{1, -1}

// predicted returns η u·∇L on the launches at θ = [1, 1].
func predicted(η float64, u []float64) float64 { return η * descent.Slope(u, shared().g) }

// g43 is the gradient of exercises 04-3 and 04-5.
var g43 = []float64{3, 4}

// sure returns the η below which every step along −g goes down where no
// curvature exceeds λ: −2u·∇L/(‖u‖²λ).
func sure(g []float64, λ float64) float64 {
	u := descent.Step(nil, []float64{0, 0}, -1, g)
	return -2 * descent.Slope(u, g) / (descent.Slope(u, u) * λ)
}

// gain returns how much such a step is sure to bring: −ηu·∇L − ½η²‖u‖²λ.
func gain(g []float64, λ, η float64) float64 {
	u := descent.Step(nil, []float64{0, 0}, -1, g)
	return -η*descent.Slope(u, g) - η*η*descent.Slope(u, u)*λ/2
}

var notebook04 = []*Exercise{
	{
		ID: "04-1", Title: "Below 1", Kind: Choice,
		Prompt: "A friend uses η = 0.9 “because it is below 1” with u = [−60, −20] from θ = [1, 1]. Does the loss go down?",
		Options: []Option{
			{"Yes: u·∇L is negative, so it goes down.", "u·∇L < 0 promises a fall for small enough steps. This step has length 57, and section 3 shows what becomes of such a step."},
			{"Yes: η is below 1, so η² can be ignored.", "What must be small is the second term, ½η²uᵀ∇²Lu, and it grows with the square of ‖u‖. Compare it with the first."},
			{"No, it goes up: the step ηu is far too long.", ""},
			{"It cannot be said without trying many η.", "One step is asked about, with one η and one u. Where does it end, and how high is it there?"},
		},
		Hints: []string{"How long is the step ηu? Compare it with the steps of section 3, of which the longest went up.", "ηu = 36·[−1.5, −0.5], and section 5 says that along [−1.5, −0.5] the loss is back at its start at η = 9.54."},
		Right: "Tell them: not η but ηu must be small. The same direction with u forty times shorter does go down.",
	},
	{
		ID: "04-2", Title: "Predict", Kind: Number,
		Prompt:    "Without computing the new loss, predict its change for η = 0.02 along v = [1, −1] from θ = [1, 1], to first order. Give three digits after the zeros (0.00…).",
		Expected:  func() []float64 { return []float64{predicted(0.02, v42)} },
		Tolerance: 2e-5, Because: "the gradient's four decimals leave about this much in a difference of its entries",
		Mistakes: []Mistake{
			{Number: func() float64 { return descent.Slope(v42, shared().g) }, Within: 5e-4, Say: "That is v·∇L, the change per unit of η. Multiply it by η = 0.02."},
			{Number: func() float64 { return change(0.02, v42) }, Within: 2e-5, Say: "That is the real change. The first order alone is asked, η v·∇L: the difference between the two is what it leaves out."},
			{Number: func() float64 { return -predicted(0.02, v42) }, Within: 2e-5, Say: "The sign is turned round. v·∇L = ∂L/∂w − ∂L/∂b, and the first of the two is the larger."},
			{Number: func() float64 { return predicted(0.02, []float64{1, 1}) }, Within: 2e-4, Say: "You added the two partial derivatives. The second entry of v is −1, so ∂L/∂b comes with a minus."},
			{Number: func() float64 { return shared().L.Value(shared().θ) + predicted(0.02, v42) }, Within: 1e-3, Say: "That is the new loss. Its change is asked, the new loss less the old."},
			{If: func(a Answer) bool { return near(a.Values, []float64{predicted(0.02, v42)}, 1.5e-4) }, Say: "Nearly. Keep three digits: take the gradient to four decimals and round at the end."},
		},
		Hints: []string{
			"To first order the change is η v·∇L, with ∇L = [0.4497, 0.3966].",
			"v·∇L = 0.4497 − 0.3966. Multiply by η.",
		},
		Right: "Slightly up: v is almost at right angles to the gradient, and a little on the wrong side.",
	},
	{
		ID: "04-3", Title: "Sure to go down", Kind: Number,
		Prompt:    "Somewhere ∇L = [3, 4], and no curvature anywhere exceeds λ = 2. You step along u = −∇L. Every η below which number is sure to go down?",
		Expected:  func() []float64 { return []float64{sure(g43, 2)} },
		Tolerance: 0.001, Because: "the numbers come out even",
		Mistakes: []Mistake{
			{Number: func() float64 { return sure(g43, 2) / 2 }, Within: 1e-6, Say: "There the bound is lowest (or the ½ of its second term is lost). It is still below zero beyond, up to twice as far."},
			{Number: func() float64 { return 25 }, Within: 1e-6, Say: "You left out ‖u‖². The bound's second term is ½η²‖u‖²λ, and ‖u‖² = 25."},
			{Number: func() float64 { return 5 }, Within: 1e-6, Say: "You took ‖u‖ = 5 where its square belongs: ½η²‖u‖²λ."},
			{Number: func() float64 { return 2 }, Within: 1e-6, Say: "The λ is lost: −2u·∇L/(‖u‖²λ) = 2·25/(25·2)."},
			{Number: func() float64 { return -1 }, Within: 1e-6, Say: "The size is right. u·∇L = −25, and the minus in front of it makes the limit positive."},
		},
		Hints: []string{
			"With u = −∇L, u·∇L = −‖∇L‖² = −25, and ‖u‖² = 25. Put both into the limit of section 6.",
			"The change is at most −25η + ½η²·25·2. Where is that back at zero?",
		},
		Right: "2/λ, whatever the gradient is: along −∇L its length drops out.",
	},
	{
		ID: "04-4", Title: "The tangent on paper", Kind: Expression, Letters: []string{"η"}, Domain: [2]float64{-1, 2},
		Prompt:    "Take L(w, b) = w² + wb, θ = [1, 2] and u = [1, 1]. Write the first-order approximation of L(θ + ηu) as an expression in η.",
		Formula:   func(η []float64) float64 { return tangent(η, θpaper, upaper) },
		Tolerance: 1e-9, Because: "rounding of values up to 13",
		Mistakes: []Mistake{
			{If: constant, Say: "There is no η in it. The approximation is L(θ) + η u·∇L, a straight line in η."},
			{Formula: func(η []float64) float64 { return phi(η, θpaper, upaper) }, Say: "That is φ itself, exact: the term with η² is still in it. Keep the constant and the term with η."},
			{Formula: func(η []float64) float64 { return descent.FirstOrder(paper(), θpaper, η[0], upaper) - onPaper(1, 2) }, Say: "That is the change. The approximation of the loss begins with L(θ) = 3."},
			{Formula: func(η []float64) float64 { return tangent(η, θpaper, []float64{1, 0}) }, Say: "Only ∂L/∂w is in it. b moves too, and ∂L/∂b = w adds its share."},
			{Formula: func(η []float64) float64 { return tangent(η, θpaper, []float64{0, 1}) }, Say: "Only ∂L/∂b is in it. w moves too, and ∂L/∂w = 2w + b adds its share."},
			{Formula: func(η []float64) float64 { return tangent(η, θpaper, []float64{-1, -1}) }, Say: "The sign of the slope is turned round. Both partial derivatives are positive here, and so are both entries of u."},
		},
		Hints: []string{
			"∂L/∂w = 2w + b and ∂L/∂b = w. Take both at θ = [1, 2], then the dot product with u.",
			"The line is L(θ) + η(u₁·∂L/∂w + u₂·∂L/∂b), with L(θ) = 3.",
		},
		Right: "It is φ of exercise 03-4 cut off behind the term with η.",
	},
	{
		ID: "04-5", Title: "A sure gain", Kind: Number,
		Prompt:    "The place of 04.3 again: ∇L = [3, 4], λ = 2, u = −∇L. With η = ½, by how much is the loss sure to fall?",
		Expected:  func() []float64 { return []float64{gain(g43, 2, 0.5)} },
		Accept:    func(a Answer) bool { return math.Abs(math.Abs(a.Values[0])-gain(g43, 2, 0.5)) <= 0.005 },
		Tolerance: 0.005, Because: "the numbers come out even; −6.25, the change, says the same as a fall of 6.25",
		Mistakes: []Mistake{
			{If: func(a Answer) bool { return math.Abs(math.Abs(a.Values[0])-12.5) < 1e-6 }, Say: "That is what the first order promises, η‖∇L‖². The bound takes its error off again: ½η²‖u‖²λ."},
			{If: func(a Answer) bool { return math.Abs(a.Values[0]) < 1e-6 }, Say: "At η = 1 nothing is sure. At ½ the first order promises 12.5 and the error is at most half of that."},
			{Number: func() float64 { return 18.75 }, Within: 1e-6, Say: "The error works against you: subtract ½η²‖u‖²λ, do not add it."},
			{Number: func() float64 { return 1.25 }, Within: 1e-6, Say: "You took ‖∇L‖ = 5 where its square belongs: u·∇L = −25."},
		},
		Hints: []string{
			"The fall is at least η‖∇L‖² − ½η²‖∇L‖²λ.",
			"½·25 − ½·¼·25·2.",
		},
		Right: "η(1 − ηλ/2)‖∇L‖²: half of what the first order promised, and that is sure.",
	},
}
