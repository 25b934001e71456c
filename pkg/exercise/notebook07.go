package exercise

import (
	"math"

	"github.com/downhill-go/downhill/pkg/dataset"
	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/internal/lazy"
	"github.com/downhill-go/downhill/pkg/loss"
)

// arrival returns where descent on the two points ends.
func arrival() []float64 { return arrivalValue.Get(newArrival) }

var arrivalValue lazy.Value[[]float64]

func newArrival() []float64 {
	two := dataset.TwoPoints()
	L := loss.Must(loss.NewNeuron(loss.SquaredError, two.X, two.Y))
	return descent.Run(L, []float64{0, 0}, descent.Settings{Rate: 5, Steps: 100000, Tol: 1e-6}).Last()
}

// evens returns the standardised temperature with equal chances, t = −b/w.
func evens() float64 { return -shared().best[1] / shared().best[0] }

// tenths rounds x down to a decimal.
func tenths(x float64) float64 { return math.Floor(10*x) / 10 }

var notebook07 = []*Exercise{
	{
		ID: "07-1", Title: "Two points", Kind: Vector,
		Prompt:    "Write the loop of section 2 once more, from memory, for the two-point loss of notebook 01 (dataset.TwoPoints(), loss.SquaredError), from [0, 0] with η = 5, until ‖∇L‖ ≤ 10⁻⁶. At which θ = [w, b] does it arrive, to two decimals? It needs a cell that runs.",
		Expected:  arrival,
		Tolerance: 0.006, Because: "two decimals are asked",
		Mistakes: []Mistake{
			{If: func(a Answer) bool { return near(a.Values, shared().best, 0.02) }, Say: "That is the minimum of the launches. Make a loss from dataset.TwoPoints() and loss.SquaredError, and descend on that."},
			{Vector: func() []float64 { return []float64{arrival()[1], arrival()[0]} }, Within: 0.01, Say: "The numbers are right and stand the wrong way round: θ = [w, b], with w first."},
			{Vector: func() []float64 { return []float64{arrival()[0], -arrival()[1]} }, Within: 0.01, Say: "w is right. Check the sign of b: at t = 0.5 the neuron should answer 0.2, so 0.5w + b is negative."},
			{Vector: func() []float64 { return []float64{0, 0} }, Within: 1e-3, Say: "That is where it starts. Does θ change inside your loop?"},
			{If: func(a Answer) bool { return near(a.Values, arrival(), 0.2) }, Say: "You are near. Let it run until ‖∇L‖ is below 10⁻⁶, and give two decimals."},
			{If: func(a Answer) bool { return a.Values[0] < 0 }, Say: "With a negative w the curve falls, but the two points rise from 0.2 to 0.9. Is the sign in front of η a minus?"},
		},
		Hints: []string{
			"Only the loss and the start change: L2 := loss.Must(loss.NewNeuron(loss.SquaredError, two.X, two.Y)).",
			"Notebook 01 found the place by hand, with logarithms: w = ln 6. Which b goes with it?",
		},
		Right: "w = ln 6 and b = −½ ln 6 − ln 4, found by steps alone. Here the loss really reaches zero.",
	},
	{
		ID: "07-2", Title: "The largest η", Kind: Number,
		Prompt:    "Find, by trying, the largest η (to one decimal) with which the descent on the launches still settles. It needs a cell that runs.",
		Expected:  func() []float64 { return []float64{tenths(limit())} },
		Accept:    func(a Answer) bool { return a.Values[0] >= tenths(limit())-0.05 && a.Values[0] <= limit() },
		Tolerance: 0.05, Because: "one decimal is asked, and whatever lies between that tenth and 2/λmax settles, too",
		Mistakes: []Mistake{
			{If: func(a Answer) bool { return a.Values[0] <= 0 }, Say: "With η = 0 nothing moves, and with a negative one the loop climbs. Look for the largest positive one."},
			{If: func(a Answer) bool { return a.Values[0] > limit() && a.Values[0] <= 12.765 }, Say: "That is 2/λmax = 12.759 rounded up, and so just beyond it: with 12.76 the loop does not settle. A limit is rounded down."},
			{If: func(a Answer) bool { return a.Values[0] > limit() && a.Values[0] <= 12.85 }, Say: "You have rounded 2/λmax = 12.76 up, and 12.8 is beyond it: there it bounces. A limit is rounded down."},
			{Number: func() float64 { return 8 }, Within: 0.01, Say: "Below 8 every single step is sure to go down, from anywhere. To settle near the minimum more is allowed: try beyond."},
			{If: func(a Answer) bool { return a.Values[0] == 12 }, Say: "12 settles, and 14 does not: that is what the table says. The limit is between the two, so go on in tenths."},
			{If: func(a Answer) bool { return a.Values[0] > limit() && a.Values[0] <= 14 }, Say: "With this η it bounces between the valley's sides for ever. A little less. (Near the limit it needs very many steps: allow 20,000.)"},
			{If: func(a Answer) bool { return a.Values[0] <= 1 }, Say: "It settles with that η, and with far larger ones. That η is below 1 is a habit, not a law."},
			{If: func(a Answer) bool { return a.Values[0] < limit() }, Say: "It still settles with this η, so it is not the largest. Go on upwards."},
			{If: func(a Answer) bool { return true }, Say: "With this η it bounces for ever. Try smaller ones, and look at run.Status."},
		},
		Hints: []string{
			"The limit near the minimum is 2/λmax, and section 4 computes it.",
			"It lies between 12 and 13. Allow at least 20,000 steps near the limit.",
		},
		Right: "Just below 2/λmax: the largest curvature at the minimum sets the limit.",
	},
	{
		ID: "07-3", Title: "Equal chances", Kind: Number, Unit: "°F",
		Prompt:    "At which temperature, in °F, does the fitted neuron give distress and no distress equal chances? To one decimal.",
		Expected:  func() []float64 { return []float64{shared().scaling.From(evens())} },
		Tolerance: 0.06, Because: "one decimal, as the notebook prints",
		Mistakes: []Mistake{
			{Number: evens, Within: 0.01, Say: "That is t, in standard deviations from the mean. In °F that is 69.57 + 6.90·t."},
			{Number: func() float64 { return -evens() }, Within: 0.01, Say: "The sign is turned round, and it is t, not °F: wt + b = 0 gives t = −b/w, and the temperature is 69.57 + 6.90·t."},
			{Number: func() float64 { return shared().scaling.From(-evens()) }, Within: 0.06, Say: "The sign is turned round: wt + b = 0 gives t = −b/w, not b/w."},
			{Number: func() float64 { return shared().scaling.Mean }, Within: 0.06, Say: "That is the mean temperature, t = 0. There ŷ = σ(b), which is a quarter and not a half."},
			{If: func(a Answer) bool { return near(a.Values, []float64{shared().scaling.From(evens())}, 1) }, Say: "Nearly. One decimal is wanted, from a descent that has settled."},
			{Number: func() float64 { return (shared().scaling.From(evens()) - 32) * 5 / 9 }, Within: 0.06, Say: "That is in °C. The launches, and the question, are in °F."},
		},
		Hints: []string{
			"Equal chances: ŷ = ½. For which z is σ(z) = ½?",
			"z = wt + b = 0, so t = −b/w, with θ = [−1.602, −1.108]. Then 69.57 + 6.90·t.",
		},
		Right: "Below about 65 °F distress is the likelier outcome. The launch was at 31.",
	},
	{
		ID: "07-4", Title: "The loop", Kind: Function,
		Prompt: "Write descend(gradient func(θ []float64) []float64, θ []float64, η float64, steps int) []float64: the rule θ ← θ − η∇L(θ), that many times, for θ of any length. It needs a cell that runs: check it there with exercise.Check(\"07-4\", descend).",
		Hints: []string{
			"Copy θ. Then, that many times: take the gradient at the present place, and only then change the entries.",
			"g := gradient(θ), then for each i: θ[i] -= η * g[i].",
		},
		Right: "This loop is gradient descent. Nothing more is needed to train a network but a larger θ.",
	},
}
