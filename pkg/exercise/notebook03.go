package exercise

import (
	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/loss"
)

// The exercises on paper: L(w, b) = w² + wb, with a place and a direction at
// which numbers stay small.
var (
	θpaper = []float64{1, 2}
	upaper = []float64{1, 1}
)

// paper returns that loss, ½θᵀAθ.
func paper() *loss.Quadratic { return loss.NewQuadratic([]float64{2, 1, 1, 0}, nil, 0) }

// onPaper returns the paper loss at a place.
func onPaper(w, b float64) float64 { return paper().Value([]float64{w, b}) }

// phi returns the paper loss at θ + ηu, for a θ and a u.
func phi(η []float64, θ, u []float64) float64 {
	return paper().Value(descent.Step(nil, θ, η[0], u))
}

// tangent returns the first-order prediction of the paper loss.
func tangent(η []float64, θ, u []float64) float64 {
	return descent.FirstOrder(paper(), θ, η[0], u)
}

var notebook03 = []*Exercise{
	{
		ID: "03-1", Title: "A coefficient by hand", Kind: Number,
		Prompt:    "At θ = [1, 1] with v = [0, −1] in place of u: what is c₁, to three decimals? Use the gradient from section 2, ∇L = [0.4497, 0.3966], and do it by hand.",
		Expected:  func() []float64 { return []float64{descent.Slope([]float64{0, -1}, shared().g)} },
		Tolerance: 0.0005, Because: "the gradient is given to four decimals",
		Mistakes: []Mistake{
			{Number: func() float64 { return shared().g[1] }, Within: 5e-4, Say: "The size is right. But v points towards smaller b, and ∂L/∂b is positive: going that way the loss falls."},
			{Number: func() float64 { return -shared().g[0] }, Within: 5e-4, Say: "You took ∂L/∂w. The entry of v that is not zero is the second, and it belongs to b."},
			{Number: func() float64 { return shared().g[0] }, Within: 5e-4, Say: "You took ∂L/∂w. The entry of v that is not zero is the second, and it belongs to b. Mind its sign too."},
			{Number: func() float64 { return descent.Slope(shared().u, shared().g) }, Within: 5e-4, Say: "That is c₁ along the old u = [−1.5, −0.5]. Put v in its place."},
			{Number: func() float64 { return -shared().g[1] / 2 }, Within: 3e-4, Say: "There is no ½ in c₁: dividing by 1! changes nothing. The ½ comes with c₂."},
		},
		Hints: []string{
			"c₁ = v·∇L: multiply entry by entry and add up.",
			"0 times ∂L/∂w is nothing. What is left is −1 times ∂L/∂b.",
		},
		Right: "Along a coordinate axis c₁ is a partial derivative, up to its sign.",
	},
	{
		ID: "03-2", Title: "Which order is enough?", Kind: Number,
		Prompt:    "Along u = [−1.5, −0.5] from θ = [1, 1]: which is the lowest order that predicts the loss at η = 0.5 to within 10⁻⁶? It needs a cell that runs.",
		Expected:  func() []float64 { return []float64{order(0.5, 1e-6)} },
		Tolerance: 0, Because: "an order is a whole number",
		Mistakes: []Mistake{
			{Number: func() float64 { return order(0.5, 1e-6) + 1 }, Within: 0, Say: "That order is good enough, and so is the one below it. (If you counted terms: order K has K + 1 of them.)"},
			{Number: func() float64 { return order(0.5, 1e-6) - 1 }, Within: 0, Say: "Almost: its error is still a little above 10⁻⁶. Look at the size of the error, whatever its sign."},
			{Number: func() float64 { return order(0.1, 1e-6) }, Within: 0, Say: "That order is enough at η = 0.1, the η of section 4. At η = 0.5 the remainder is much larger."},
			{If: func(a Answer) bool { return a.Values[0] != float64(int(a.Values[0])) || a.Values[0] < 0 }, Say: "An order is a whole number, 0 or more."},
			{If: func(a Answer) bool { return a.Values[0] > order(0.5, 1e-6) }, Say: "That is more than is needed. The lowest such order is asked."},
		},
		Hints: []string{
			"Print e.Remainder(0.5, K) for K = 0, 1, 2, … and stop where its size falls below 1e-6. Expand to a higher order first: descent.Expand(L, θ, u, 40).",
			"It is between 5 and 15.",
		},
		Right: "Order 3 did as much at η = 0.1. Nearly half way to the radius of convergence an order gains only a factor of about two, on average, and some lose.",
	},
	{
		ID: "03-3", Title: "If c₃ were zero", Kind: Choice,
		Prompt: "On logarithmic axes the remainder of order K is a line of slope K + 1. Which slope would the remainder of order 2 have if c₃ happened to be zero, and c₄ not?",
		Options: []Option{
			{"slope 2", "Order 2 keeps the term with η², so that term is not in the remainder. What is the first term that is left out and not zero?"},
			{"slope 3", "That is the slope while c₃ is not zero. If it is zero, the remainder begins later."},
			{"slope 4", ""},
			{"no straight line at all", "The remainder still begins with one term, which outweighs all others for small η. Which one, now?"},
		},
		Hints: []string{"Write the remainder of order 2 as a sum: c₃η³ + c₄η⁴ + … Which term is gone?", "With c₃ = 0 the sum begins with c₄η⁴."},
		Right: "The first term that is left out decides. (And why K + 1 only almost: the terms behind it bend the line, less and less as η → 0.)",
	},
	{
		ID: "03-4", Title: "φ on paper", Kind: Expression, Letters: []string{"η"}, Domain: [2]float64{-1, 2},
		Prompt:    "Take L(w, b) = w² + wb, θ = [1, 2] and u = [1, 1]. Write φ(η) = L(θ + ηu) as an expression in η.",
		Formula:   func(η []float64) float64 { return phi(η, θpaper, upaper) },
		Tolerance: 1e-9, Because: "rounding of values up to 30, many times over",
		Mistakes: []Mistake{
			{If: constant, Say: "There is no η in it: that is a single value of φ, not φ. Every place on the line has its own η."},
			{Formula: func(η []float64) float64 { return phi(η, []float64{0, 0}, upaper) }, Say: "You put ηu in place of θ + ηu: it starts from θ = [1, 2], so w is 1 + η."},
			{Formula: func(η []float64) float64 { return onPaper(1+η[0], 2) }, Say: "w moves, and b moves too: it is 2 + η."},
			{Formula: func(η []float64) float64 { return onPaper(1, 2+η[0]) }, Say: "b moves, and w moves too: it is 1 + η."},
			{Formula: func(η []float64) float64 { return phi(η, θpaper, []float64{-1, -1}) }, Say: "You went against u. Here u = [1, 1], so both entries grow with η."},
			{Formula: func(η []float64) float64 { return (1 + η[0]) * (2 + η[0]) }, Say: "That is wb alone. L has w² as well."},
			{Formula: func(η []float64) float64 { return (1 + η[0]) * (1 + η[0]) }, Say: "That is w² alone. L has wb as well."},
			{Formula: func(η []float64) float64 { return tangent(η, θpaper, upaper) }, Say: "That is already the first-order approximation. φ itself is asked, with all its powers of η."},
			{Formula: func(η []float64) float64 { return onPaper(1+η[0], 2+η[0]) - onPaper(1, 2) }, Say: "That is the change of the loss. φ is the loss itself, so φ(0) = L(θ) = 3."},
		},
		Hints: []string{
			"The place on the line is θ + ηu = [1 + η, 2 + η]. Put it into L.",
			"Put 1 + η for w and 2 + η for b in w² + wb. There is no need to multiply it out.",
		},
		Right: "A polynomial in η: its coefficients are c₀, c₁ and c₂, and here nothing comes after them.",
	},
}
