package exercise

import "math"

// parameters returns how many parameters a network from pixels images to classes has
// with hidden units.
func parameters(pixels, hidden, classes float64) float64 {
	return hidden*(pixels+1) + classes*(hidden+1)
}

// quieter returns β in degrees when the noise that turned it to was is divided by d.
func quieter(was, d float64) float64 {
	return 180 - math.Atan(math.Tan((180-was)*math.Pi/180)/d)*180/math.Pi
}

var notebook10 = []*Exercise{
	{
		ID: "10-1", Title: "Shapes", Kind: Number,
		Prompt:    "How many parameters has a network from 8 × 8 pixels to 10 digits with one hidden layer of 20 neurons?",
		Expected:  func() []float64 { return []float64{parameters(64, 20, 10)} },
		Tolerance: 0, Because: "it is a count",
		Mistakes: []Mistake{
			{Number: func() float64 { return 20*64 + 10*20 }, Say: "Those are the weights. Each neuron has a bias too."},
			{Number: func() float64 { return parameters(64, 20, 10) - 10 }, Say: "The ten neurons of the output have biases too."},
			{Number: func() float64 { return parameters(64, 20, 10) - 20 }, Say: "The twenty hidden neurons have biases too."},
			{Number: func() float64 { return parameters(64, 32, 10) }, Say: "That is the notebook's network, with 32. Here there are 20."},
			{Number: func() float64 { return 20 * 65 }, Say: "That is the hidden layer. The ten neurons behind it have parameters too."},
			{Number: func() float64 { return 20*65 + 10*65 }, Say: "The ten neurons of the output look at the 20 hidden ones, not at the 64 pixels."},
		},
		Hints: []string{
			"Count a neuron's inputs, add 1 for its bias, and do so for each layer.",
			"The hidden layer has 20·(64 + 1).",
		},
		Right: "All of them, in one vector θ: that is all the rule needs to know.",
	},
	{
		ID: "10-2", Title: "A quieter gradient", Kind: Number, Unit: "°",
		Prompt:    "Somewhere minibatches of 16 images give β = 120°. What do you expect of 64 images?",
		Expected:  func() []float64 { return []float64{quieter(120, 2)} },
		Tolerance: 0.6, Because: "whole degrees are enough",
		Mistakes: []Mistake{
			{Number: func() float64 { return 150 }, Within: 0.6, Say: "You halved the angle to 180°. The noise is a length: halve the tangent."},
			{Number: func() float64 { return quieter(120, 4) }, Within: 0.6, Say: "You divided the noise by 4. Four times as many images only halve it."},
			{Number: func() float64 { return 180 - quieter(120, 2) }, Within: 0.6, Say: "That is the angle with −∇L. β is the angle with ∇L."},
			{Number: func() float64 { return quieter(120, 0.5) }, Within: 0.6, Say: "You doubled the noise. More images make less of it."},
			{Number: func() float64 { return 120 }, Within: 0.6, Say: "More images give a better estimate of ∇L, so β comes nearer to 180°."},
		},
		Hints: []string{
			"tan(180° − β) is the noise over ‖∇L‖. What do four times as many images do to it?",
			"tan 60° = 1.732. Halve it, and take the angle back from 180°.",
		},
		Right: "Each further degree costs more images.",
	},
	{
		ID: "10-3", Title: "A crooked step", Kind: Choice,
		Prompt: "At some step β = 100° between u = −∇L_B and ∇L. What does L, over all images, do along u for small enough η?",
		Options: []Option{
			{"It rises: only β = 180° goes down.", "180° goes down most steeply. Every β above 90° goes down."},
			{"Nobody can say: B is only a sample.", "∇L is given through β: the sign of u·∇L = k cos β decides, wherever u comes from."},
			{"It falls as steeply as along −∇L.", "That would need cos β = −1. Here it is −0.17."},
			{"It falls, but slowly.", ""},
		},
		Hints: []string{"u·∇L = k cos β. Which sign has it?", "cos 100° = −0.17."},
		Right: "The training of section 7 has 128° in the middle, and a few steps as crooked as this one. Those start downhill, too; but with η = 0.5 they end higher, for that η is not small enough for them.",
	},
	{
		ID: "10-4", Title: "Beat 95 %", Kind: Function,
		Prompt: "Write train(images *dataset.Images) (dataset.Classifier, []float64): it returns a loss with a method Classify, and a θ that reads more than 95 % of the held-out images. It needs a cell that runs: check it there with exercise.Check(\"10-4\", train).",
		Hints: []string{
			"Twenty steps with η = 0.05 get nowhere near. Which of the two would you raise first?",
			"Try Rate: 1 and Steps: 500, or minibatches, or a hidden layer.",
		},
		Right: "More than 95 %, with the rule of notebook 07.",
	},
}
