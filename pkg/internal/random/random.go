// Package random draws states of live figures, for tests.
package random

import (
	"math"
	"math/rand/v2"

	"github.com/downhill-go/downhill/pkg/live"
)

// State is a state of f with every number anywhere in its range, and for a text one of
// its examples.
func State(f *live.Figure, rng *rand.Rand) live.State {
	var nums []float64
	var text []string
	for _, c := range f.Controls {
		if c.Kind == live.Text {
			text = append(text, c.Options[2*rng.IntN((len(c.Options)+1)/2)])
		}
		for k := range c.Slots() {
			v := c.Min[k] + rng.Float64()*(c.Max[k]-c.Min[k])
			if c.Log {
				v = c.Min[k] * math.Pow(c.Max[k]/c.Min[k], rng.Float64())
			}
			nums = append(nums, v)
		}
	}
	return f.NewState(nums, text)
}
