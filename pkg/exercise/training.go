//go:build !engine

package exercise

import (
	"fmt"
	"time"

	"github.com/downhill-go/downhill/pkg/dataset"
	"github.com/downhill-go/downhill/pkg/internal/lazy"
	"github.com/downhill-go/downhill/pkg/internal/lean"
)

// A training is the exercise to write a function that learns from images. Many are
// right, so it is judged by what the result reads of the held-out ones.
type training struct {
	name      string
	signature string
	goal      float64       // the accuracy to be beaten
	patience  time.Duration // for the whole training
	mistakes  []trainingMistake
}

// A trained is what came of it.
type trained struct {
	own, held float64 // accuracy on the images learnt from and on those held out
	same      bool    // the same answer for every held-out image
	finite    bool    // θ has neither NaN nor infinities
}

// A trainingMistake recognises a training that falls short by how it does.
type trainingMistake struct {
	when func(r trained) bool
	say  string
}

// trainingsByID returns the trainings by their exercises' IDs.
func trainingsByID() map[string]*training { return trainingsValue.Get(newTrainings) }

var trainingsValue lazy.Value[map[string]*training]

func newTrainings() map[string]*training {
	return map[string]*training{
		"10-4": {
			name: "train", signature: "func(images *dataset.Images) (dataset.Classifier, []float64)",
			goal: 0.95, patience: 20 * time.Second,
			mistakes: []trainingMistake{
				{func(r trained) bool { return !r.finite }, "θ holds NaN or infinities: η is far too large."},
				{func(r trained) bool { return r.same }, "It gives the same answer for every image. Has θ moved away from 0? (A hidden layer must not begin there: L.Start(1).)"},
				{func(r trained) bool { return r.own > 0.99 && r.held < r.own-0.04 }, "It knows the images that it learnt from nearly by heart, and not the others. Does it learn from all of images?"},
				{func(r trained) bool { return r.held < 0.2 }, "That is hardly better than guessing. Does it step against the gradient, with an η that is neither tiny nor huge?"},
				{func(r trained) bool { return r.held < 0.93 }, "It is on the way, and stops early. More steps, or a larger η, or both."},
				{func(r trained) bool { return r.held <= 0.95 }, "Nearly. A few more passes, or a hidden layer."},
			},
		},
	}
}

// judge lets f train and puts into words what the result reads.
func (w *training) judge(e *Exercise, f any) Verdict {
	if f == nil {
		return e.givenNil(w.signature)
	}
	train, ok := f.(func(images *dataset.Images) (dataset.Classifier, []float64))
	if !ok {
		return e.givenAnother(w.signature, f)
	}
	type outcome struct {
		trained
		panicked string
	}
	done := make(chan outcome, 1)
	go func() {
		var o outcome
		defer func() {
			if r := recover(); r != nil {
				o.panicked = fmt.Sprint(r)
			}
			done <- o
		}()
		images, held := dataset.Digits().Split(5)
		own, _ := dataset.Digits().Split(5) // a copy: train may change it
		L, θ := train(own)
		if L == nil {
			panic("it returned no loss")
		}
		o.trained = assess(L, θ, images, held)
	}()
	select {
	case o := <-done:
		if o.panicked != "" {
			return e.notYet("Your " + w.name + ", or reading an image with what it returned, panicked: " + o.panicked + ".")
		}
		return w.verdict(e, o.trained)
	case <-time.After(w.patience):
		return e.notYet("Your " + w.name + " has not come back after " + w.patience.String() + ". A few seconds are enough: fewer steps, or fewer images a step.")
	}
}

// assess finds out what L reads with θ.
func assess(L dataset.Classifier, θ []float64, images, held *dataset.Images) trained {
	r := trained{own: images.Accuracy(L, θ), held: held.Accuracy(L, θ), same: true, finite: true}
	first := L.Classify(θ, held.Image(0))
	for i := range held.Len() {
		r.same = r.same && L.Classify(θ, held.Image(i)) == first
	}
	for _, x := range θ {
		r.finite = r.finite && lean.Finite(x)
	}
	return r
}

// verdict says what a training is worth.
func (w *training) verdict(e *Exercise, r trained) Verdict {
	reads := fmt.Sprintf("%.1f %% of the held-out images read rightly", 100*r.held)
	if r.held > w.goal {
		return e.isRight(reads)
	}
	text := reads + fmt.Sprintf(", and more than %g %% are wanted.\n", 100*w.goal)
	for _, m := range w.mistakes {
		if m.when(r) {
			return e.notYet(text + m.say)
		}
	}
	return e.notYet(text + e.Hint(0))
}
