package exercise

import (
	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/internal/lazy"
)

// fitted returns where notebook 00 ends.
func fitted() []float64 { return fittedValue.Get(newFitted) }

var fittedValue lazy.Value[[]float64]

func newFitted() []float64 {
	f := shared()
	return descent.Run(f.L, f.θ, descent.Settings{Rate: 1, Steps: 2000}).Last()
}

// at returns the fitted neuron's probability of distress at a temperature.
func at(fahrenheit float64) float64 {
	f := shared()
	return f.L.Predict(fitted(), f.scaling.To(fahrenheit))
}

var notebook00 = []*Exercise{
	{
		ID: "00-1", Title: "Ask the neuron", Kind: Number,
		Prompt:    "The coldest launch in the data was at 53 °F. Which probability of distress does the fitted neuron give it? Change the cell that answers for 31 °F, run it, and type what it says. It needs a cell that runs.",
		Expected:  func() []float64 { return []float64{at(53)} },
		Tolerance: 0.005, Because: "two decimals are enough for a probability from 23 launches",
		Mistakes: []Mistake{
			{Number: func() float64 { return 100 * at(53) }, Within: 0.5, Say: "That is the number of percent. A probability lies between 0 and 1, so write it as 0.… or put a % behind it."},
			{Number: func() float64 { return 1 - at(53) }, Within: 0.005, Say: "That is the chance of no distress. The neuron's ŷ is the probability of distress itself."},
			{Number: func() float64 { return at(31) }, Within: 0.0005, Say: "That is still the answer for 31 °F. The temperature stands inside scaling.To(…): change it there and run the cell again."},
			{If: func(a Answer) bool { return a.Values[0] >= -1e-6 && a.Values[0] <= 1e-6 }, Say: "The neuron was given 53 as it stands. It counts temperature in standard deviations from the mean, so it wants scaling.To(53)."},
			{If: func(a Answer) bool { return a.Values[0] < 0 || a.Values[0] > 100 }, Say: "A probability is never below 0 or above 1. Look again at the last number that the cell prints."},
		},
		Hints: []string{
			"Find the cell that prints P(distress at 31 °F). Only one number in it has to change.",
			"The line with L.Predict holds scaling.To(31). Put 53 there, run the cell, and read the number behind the equals sign.",
		},
		Right: "You have changed a cell and run it. 53 °F is the coldest temperature at which the neuron has seen anything.",
	},
	{
		ID: "00-2", Title: "The other sign", Kind: Choice,
		Prompt: "In the loop of the descent, change the sign in front of η and run it. What happens to the loss? (If no cell runs here, think: which way does the gradient point?)",
		Options: []Option{
			{"It falls as before, only more slowly.", "The sign decides uphill or downhill, not the speed."},
			{"It rises.", ""},
			{"It stays where it is.", "It would stay only if the gradient were zero, and at θ = [1, 1] it is not."},
			{"It swings up and down around the minimum.", "Swinging comes from steps that are too long in the right direction. Here every step goes the other way, uphill."},
		},
		Hints: []string{"Which way does the gradient point, uphill or downhill?", "It points to where the loss grows. What does a step along it do?"},
		Right: "The gradient points uphill, so a step along it climbs. Why the opposite is the best way down is what the course is about.",
	},
	{
		ID: "00-3", Title: "How many steps", Kind: Number, Unit: "steps",
		Prompt:    "How many of the 200 steps are needed to bring the loss below 0.45? It needs a cell that runs.",
		Expected:  func() []float64 { return []float64{belowWithin(0.45, 1, 200)} },
		Tolerance: 0, Because: "it is a count",
		Mistakes: []Mistake{
			{Number: func() float64 { return belowWithin(0.45, 1, 200) - 1 }, Within: 0, Say: "One too few: after that step the loss is still a little above 0.45. (Do not count the start as a step.)"},
			{Number: func() float64 { return belowWithin(0.45, 1, 200) + 1 }, Within: 0, Say: "One too many: the step before has brought it below 0.45 already. (Losses[0] is the loss before any step.)"},
			{Number: func() float64 { return 200 }, Within: 0, Say: "200 steps are enough, but far fewer do. Put a smaller number there and watch the loss."},
			{If: func(a Answer) bool { return a.Values[0] != float64(int(a.Values[0])) || a.Values[0] < 0 }, Say: "A number of steps is a whole number, 0 or more."},
			{Number: func() float64 { return belowWithin(0.46, 1, 200) }, Within: 0, Say: "After that many the loss is below 0.46, not yet below 0.45. Print more decimals."},
		},
		Hints: []string{
			"Change 200 to 20, then to 10, and see on which side of 0.45 you are.",
			"It is more than 10 and fewer than 20.",
		},
		Right: "Most of the way is won early; the other steps only polish.",
	},
}
