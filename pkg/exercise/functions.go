//go:build !engine

package exercise

import (
	"math"
	"math/rand/v2"

	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/internal/lazy"
)

// A field gives a vector at every place: a direction or a gradient.
type field func(θ []float64) []float64

// An input is what a learner's function is called with; each exercise uses
// some of it. rule is field's description.
type input struct {
	u, g, θ []float64
	η       float64
	steps   int
	field   field
	rule    string
}

// A function says how the Go function of an exercise is called and judged.
type function struct {
	name      string // as the prompt calls it
	signature string
	call      func(f any, in input) (out []float64, ok bool) // ok: f has the signature
	draw      func(rng *rand.Rand, i int) input              // input number i; the first ones are chosen
	show      func(in input) string
	want      func(in input) []float64
	tolerance float64 // relative to max(1, |want|)
	because   string
	mistakes  []functionMistake
}

// A functionMistake recognises a function by computing what it computes: if
// all outputs agree, it is that one.
type functionMistake struct {
	like func(in input) []float64
	say  string
}

// functionsByID returns the functions by their exercises' IDs.
func functionsByID() map[string]*function { return functionsValue.Get(newFunctions) }

var functionsValue lazy.Value[map[string]*function]

func newFunctions() map[string]*function {
	return map[string]*function{"02-4": walk(), "05-3": slope(), "06-3": angle(), "07-4": descend()}
}

// one makes a function of two vectors into one that is called with an input.
func one(f func(u, g []float64) float64) func(in input) []float64 {
	return func(in input) []float64 { return []float64{f(in.u, in.g)} }
}

func callPair(f any, in input) ([]float64, bool) {
	g, ok := f.(func(u, g []float64) float64)
	if !ok {
		return nil, false
	}
	return one(g)(in), true
}

func showPair(in input) string { return "u = " + vectorText(in.u) + ", g = " + vectorText(in.g) }

// randomVector has entries of ordinary size, none of them very small.
func randomVector(rng *rand.Rand, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = math.Round(1000*(0.1+3*rng.Float64())) / 1000
		if rng.IntN(2) == 0 {
			x[i] = -x[i]
		}
	}
	return x
}

// drawPair draws two vectors of the same length, 1 to 6; the first pairs are
// short and easy to check by hand.
func drawPair(rng *rand.Rand, i int) input {
	switch i {
	case 0:
		return input{u: []float64{-1, 2}, g: []float64{3, 0.5}}
	case 1:
		return input{u: []float64{2, -1, 0.5}, g: []float64{1, 4, -2}}
	}
	n := 1 + rng.IntN(6)
	return input{u: randomVector(rng, n), g: randomVector(rng, n)}
}

func slope() *function {
	return &function{
		name: "slope", signature: "func(u, g []float64) float64",
		call: callPair, draw: drawPair, show: showPair,
		want:      one(descent.Slope),
		tolerance: 1e-12, because: "six products of numbers up to 10, added in any order",
		mistakes: []functionMistake{
			{one(func(u, g []float64) float64 { return math.Abs(descent.Slope(u, g)) }), "You took |u·g|. Without its sign it cannot tell down from up."},
			{one(func(u, g []float64) float64 { return -descent.Slope(u, g) }), "The sign is turned round. The dot product has no minus of its own."},
			{one(descent.Cosine), "That is the cosine of the angle. Leave out the division by the lengths."},
			{one(func(u, g []float64) float64 {
				n := min(2, len(u))
				return descent.Slope(u[:n], g[:n])
			}), "It stops after two entries. Vectors may have any length: loop over all of u."},
			{one(func(u, g []float64) float64 { return u[len(u)-1] * g[len(u)-1] }), "Only the last product is left. Add to the sum with += instead of replacing it."},
			{one(func(u, g []float64) float64 {
				s := 0.0
				for i := range u {
					s += u[i] + g[i]
				}
				return s
			}), "You added the entries. Multiply them pair by pair, and add the products."},
			{one(func(u, g []float64) float64 { return descent.Slope(u, g) / float64(len(u)) }), "You took the mean of the products. The dot product is their sum."},
		},
	}
}

// drawAngle draws pairs for angles, with opposite and parallel ones among them:
// there rounding may push a cosine beyond ±1.
func drawAngle(rng *rand.Rand, i int) input {
	in := drawPair(rng, i)
	if i >= 2 && i%3 == 0 {
		scale := []float64{-1, 1, -0.3, 0.7}[rng.IntN(4)]
		for k := range in.u {
			in.u[k] = scale * in.g[k]
		}
	}
	return in
}

func angle() *function {
	return &function{
		name: "angle", signature: "func(u, g []float64) float64",
		call: callPair, draw: drawAngle, show: showPair,
		want:      one(degrees),
		tolerance: 1e-5, because: "near 0° an arc cosine turns a rounding of 10⁻¹⁵ into √(2·10⁻¹⁵) radians, which is 2.6·10⁻⁶ degrees",
		mistakes: []functionMistake{
			{one(descent.Angle), "That is the angle in radians. Multiply by 180/math.Pi."},
			{one(func(u, g []float64) float64 { return 180 - degrees(u, g) }), "That is the angle with −g. β is the angle with the gradient itself."},
			{one(func(u, g []float64) float64 { return math.Acos(math.Abs(descent.Cosine(u, g))) * 180 / math.Pi }), "It never goes beyond 90°. Keep the sign of the dot product."},
			{one(descent.Cosine), "That is the cosine. The angle is its arc cosine, math.Acos, in degrees."},
			{one(func(u, g []float64) float64 {
				return math.Acos(descent.Slope(u, g)/descent.Bound(u, g)) * 180 / math.Pi
			}), "For vectors in one line rounding pushes the cosine a hair beyond ±1, and math.Acos gives NaN. Clamp it: max(-1, min(1, c))."},
			{one(func(u, g []float64) float64 { return math.Acos(descent.Slope(u, g)) * 180 / math.Pi }), "You took the arc cosine of the dot product. Divide by both lengths first."},
		},
	}
}

// drawWalk draws a start, a rate, a number of steps, and a rule that pulls
// towards a place with another strength along each axis.
func drawWalk(rng *rand.Rand, i int) input {
	n, in := 2, input{η: 0.5, steps: 2}
	if i > 0 {
		n = 2 + rng.IntN(3)
		in.η, in.steps = math.Round(100*(0.05+0.4*rng.Float64()))/100, rng.IntN(6)
		if i < 4 {
			in.steps = 1 + i
		}
	}
	in.θ = randomVector(rng, n)
	p := randomVector(rng, n)
	in.rule = "towards " + vectorText(p)
	in.field = func(θ []float64) []float64 { return descent.Step(nil, p, -1, θ) }
	return in
}

// repeat takes steps with the given direction.
func repeat(in input, steps int, η float64, direction field) []float64 {
	θ := append([]float64(nil), in.θ...)
	for range steps {
		θ = descent.Step(nil, θ, η, direction(θ))
	}
	return θ
}

// stepsOff recognises a loop of so many steps more, along the field or, with sign −1,
// against it.
func stepsOff(more int, sign float64) functionMistake {
	say := "It takes one step too many. for range steps takes exactly so many."
	if more < 0 {
		say = "It takes one step too few. for range steps takes exactly so many."
	}
	return functionMistake{func(in input) []float64 { return repeat(in, max(0, in.steps+more), sign*in.η, in.field) }, say}
}

var theStart = functionMistake{func(in input) []float64 { return in.θ }, "It returns the start. Does θ change inside the loop?"}

func showWalk(in input) string {
	return "θ = " + vectorText(in.θ) + ", η = " + numberText(in.η) + ", steps = " + wholeText(in.steps) + " and the rule “" + in.rule + "”"
}

func walk() *function {
	return &function{
		name: "walk", signature: "func(θ []float64, η float64, steps int, direction func(θ []float64) []float64) []float64",
		call: func(f any, in input) ([]float64, bool) {
			g, ok := f.(func([]float64, float64, int, func([]float64) []float64) []float64)
			if !ok {
				return nil, false
			}
			return g(in.θ, in.η, in.steps, in.field), true
		},
		draw: drawWalk, show: showWalk,
		want:      func(in input) []float64 { return repeat(in, in.steps, in.η, in.field) },
		tolerance: 1e-10, because: "a few steps of numbers up to 10, whatever the order of the operations",
		mistakes: []functionMistake{
			{func(in input) []float64 { return repeat(in, in.steps, 1, in.field) }, "η is not used: each step must be η·direction(θ)."},
			{func(in input) []float64 {
				u := in.field(in.θ)
				return repeat(in, in.steps, in.η, func([]float64) []float64 { return u })
			}, "You ask for the direction once, at the start. Ask anew at each place, inside the loop."},
			{func(in input) []float64 { return repeat(in, in.steps, -in.η, in.field) }, "You step against the direction. Here the rule already points where to go: θ + ηu."},
			stepsOff(+1, 1), stepsOff(-1, 1),
			{func(in input) []float64 { return repeat(in, min(1, in.steps), in.η, in.field) }, "It takes a single step. Does θ change inside the loop?"},
			theStart,
		},
	}
}

// drawDescend draws a bowl that is not round and leans, so that the entries of
// its gradient depend on each other.
func drawDescend(rng *rand.Rand, i int) input {
	in := drawWalk(rng, i)
	n := len(in.θ)
	p := randomVector(rng, n)
	in.rule = "gradient of ½Σ(θᵢ−pᵢ)² + ¼(Σ(θᵢ−pᵢ))² with p = " + vectorText(p)
	in.field = func(θ []float64) []float64 {
		g := descent.Step(nil, θ, -1, p)
		sum := 0.0
		for _, x := range g {
			sum += x
		}
		for i := range g {
			g[i] += sum / 2
		}
		return g
	}
	return in
}

func descend() *function {
	return &function{
		name: "descend", signature: "func(gradient func(θ []float64) []float64, θ []float64, η float64, steps int) []float64",
		call: func(f any, in input) ([]float64, bool) {
			g, ok := f.(func(func([]float64) []float64, []float64, float64, int) []float64)
			if !ok {
				return nil, false
			}
			return g(in.field, in.θ, in.η, in.steps), true
		},
		draw: drawDescend, show: showWalk,
		want:      func(in input) []float64 { return repeat(in, in.steps, -in.η, in.field) },
		tolerance: 1e-10, because: "a few steps of numbers up to 100, whatever the order of the operations",
		mistakes: []functionMistake{
			{func(in input) []float64 { return repeat(in, in.steps, in.η, in.field) }, "You move along +∇L, and that climbs. The rule has a minus: θ ← θ − η∇L."},
			{func(in input) []float64 { return repeat(in, in.steps, -1, in.field) }, "η is not used: each step is η times the gradient."},
			{func(in input) []float64 {
				θ := append([]float64(nil), in.θ...)
				for range in.steps {
					for i := range θ {
						θ[i] -= in.η * in.field(θ)[i]
					}
				}
				return θ
			}, "You take the gradient anew after changing each entry. All entries must come from the gradient at the old place: take it once a step, before anything changes."},
			{func(in input) []float64 {
				g := in.field(in.θ)
				return repeat(in, in.steps, -in.η, func([]float64) []float64 { return g })
			}, "You take the gradient once, at the start. Take it anew at each place, inside the loop."},
			stepsOff(+1, -1), stepsOff(-1, -1), theStart,
		},
	}
}
