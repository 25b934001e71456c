package exercise

import "github.com/downhill-go/downhill/pkg/descent"

// The direction of exercise 04-2.
var v42 = []float64{1, -1}

// predicted returns η u·∇L on the launches at θ = [1, 1].
func predicted(η float64, u []float64) float64 { return η * descent.Slope(u, shared().g) }

// safe returns the η below which every step along u goes down: −2u·∇L/(‖u‖²λ)
// with λ = ¼, the most that the curvature of this loss can be.
func safe() float64 {
	f := shared()
	return -2 * descent.Slope(f.u, f.g) / (descent.Slope(f.u, f.u) / 4)
}

var notebook04 = []*Exercise{
	{
		ID: "04-1", Title: "Below 1", Kind: Choice,
		Prompt: "A friend uses η = 0.9 “because it is below 1” with u = [−60, −20] from θ = [1, 1]. Does the loss go down?",
		Options: []Option{
			{"Yes: u·∇L is negative, so it goes down.", "u·∇L < 0 promises a fall for small enough steps. This step has length 57. Compute the loss there."},
			{"Yes: η is below 1, so η² can be ignored.", "What must be small is the second term, ½η²uᵀ∇²Lu, and it grows with the square of ‖u‖. Compare it with the first."},
			{"No, it goes up: the step ηu is far too long.", ""},
			{"It cannot be said without trying many η.", "One step is asked about, with one η and one u. L.Value tells the loss at its end."},
		},
		Hints: []string{"How long is the step ηu? Compare it with the size of the map.", "Compute L.Value(descent.Step(nil, θ, 0.9, []float64{-60, -20})) and compare it with L.Value(θ)."},
		Right: "Tell them: not η but ηu must be small. The same direction with u forty times shorter does go down.",
	},
	{
		ID: "04-2", Title: "Predict", Kind: Number,
		Prompt:    "Without computing the new loss, predict its change for η = 0.02 along v = [1, −1] from θ = [1, 1], to first order and to three digits.",
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
		ID: "04-3", Title: "When the sign is wrong", Kind: Number,
		Prompt:    "Along u = [−1.5, −0.5] the tangent always says down. From which η on is it wrong about the sign of the change? Find it to one decimal.",
		Expected:  func() []float64 { return []float64{crossing()} },
		Tolerance: 0.07, Because: "one decimal is asked, and a search in tenths ends on either side",
		Mistakes: []Mistake{
			{Number: safe, Within: 0.06, Say: "That is how far the bound of section 5 can promise a fall. The loss goes on falling short of its start for much longer: a bound says what is safe, not where it ends."},
			{Number: lowest, Within: 0.06, Say: "There the loss is lowest, and the tangent's “down” is still right: the loss is below where it began."},
			{Number: func() float64 { return shared().L.Radius(shared().θ, shared().u) }, Within: 0.06, Say: "That is the radius of convergence. Beyond it higher orders are of no use, but the sign of the change is still the tangent's."},
			{If: func(a Answer) bool { return near(a.Values, []float64{2 * lowest()}, 0.1) }, Say: "Twice the η of the low point would be right for a parabola. This curve rises more slowly than it falls, so walk further."},
			{If: func(a Answer) bool { return a.Values[0] <= 0 }, Say: "Only a positive η is a step along u. Walk out from 0 until the real change is positive."},
		},
		Hints: []string{
			"The sign is wrong where the real change is positive: where the loss is back above L(θ).",
			"Increase η by 0.1 until L.Value(descent.Step(nil, θ, η, u)) is no longer below L.Value(θ). It takes nearly a hundred steps.",
		},
		Right: "“Down” was said about the start of the path. It holds for small enough η, and here that is a long way.",
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
}
