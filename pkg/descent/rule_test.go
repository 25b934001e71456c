package descent_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/loss"
)

func TestRulesWithoutTheirSpecialtyArePlain(t *testing.T) {
	L, θ, _ := launches()
	want := descent.Run(L, θ, descent.Settings{Rate: 3, Steps: 50})
	for name, rule := range map[string]descent.Rule{
		"Plain":                      descent.Plain{},
		"Momentum, μ = 0":            descent.Momentum{},
		"Nesterov, μ = 0":            descent.Nesterov{},
		"Steepest in ℓ2":             descent.Steepest{},
		"Backtracking that need not": descent.Backtracking{},
	} {
		got := descent.Run(L, θ, descent.Settings{Rate: 3, Steps: 50, Rule: rule})
		for n, θ := range got.Path() {
			if !slices.Equal(θ, want.Path()[n]) {
				t.Errorf("%s: step %d leads to %v, want %v", name, n, θ, want.Path()[n])
				break
			}
		}
	}
}

func TestMomentumIsItsEquationWrittenOut(t *testing.T) {
	const η, μ = 0.03, 0.8
	run := descent.Run(bowl, []float64{1, 1}, descent.Settings{Rate: η, Rule: descent.Momentum{Mu: μ}, Steps: 60})
	θ, Δθ := []float64{1, 1}, []float64{0, 0}
	for n, got := range run.Path() {
		if math.Hypot(got[0]-θ[0], got[1]-θ[1]) > 1e-14 {
			t.Fatalf("step %d: %v, want %v", n, got, θ)
		}
		g := bowl.Gradient(nil, θ)
		for i := range θ {
			Δθ[i] = μ*Δθ[i] - η*g[i]
			θ[i] += Δθ[i]
		}
	}
}

// Nesterov's own form: gradient step from the place looked at, then look ahead along
// the last two. Ours walks along the places looked at.
func TestNesterovIsItsTwoSequenceForm(t *testing.T) {
	const η, μ = 0.03, 0.8
	run := descent.Run(bowl, []float64{1, 1}, descent.Settings{Rate: η, Rule: descent.Nesterov{Mu: μ}, Steps: 60})
	x, y := []float64{1, 1}, []float64{1, 1}
	for n, got := range run.Path() {
		if math.Hypot(got[0]-y[0], got[1]-y[1]) > 1e-14 {
			t.Fatalf("step %d: %v, want %v", n, got, y)
		}
		next := descent.Step(nil, y, -η, bowl.Gradient(nil, y))
		for i := range y {
			y[i] = next[i] + μ*(next[i]-x[i])
		}
		x = next
	}
}

// Polyak: on a quadratic the heavy ball settles up to η = 2(1+μ)/λmax, plain descent
// up to 2/λmax.
func TestMomentumWidensTheLimitToTwoTimesOnePlusMuOverLambdaMax(t *testing.T) {
	for _, μ := range []float64{0, 0.3, 0.5, 0.9} {
		limit := 2 * (1 + μ) / 10
		ends := func(η float64) float64 {
			run := descent.Run(bowl, []float64{1, 1}, descent.Settings{Rate: η, Rule: descent.Momentum{Mu: μ}, Steps: 3000, Tol: -1})
			return math.Abs(run.Last()[1])
		}
		if below, above := ends(0.99*limit), ends(1.01*limit); below > 1e-6 || above < 10 {
			t.Errorf("μ = %v: |b| = %v just below the limit, %v just above", μ, below, above)
		}
	}
}

func TestMomentumIsFasterOnANarrowValley(t *testing.T) {
	L := loss.Conditioned(2, 100)
	steps := func(s descent.Settings) int {
		s.Steps, s.Tol = 100000, 1e-8
		run := descent.Run(L, []float64{1, 1}, s)
		if run.Status != descent.Converged {
			t.Errorf("%+v: %v", s, run.Status)
		}
		return run.Steps()
	}
	plain := steps(descent.Settings{Rate: 2. / 101})
	// Polyak's best: η = 4/(√λmax + √λmin)², μ = ((√κ − 1)/(√κ + 1))².
	heavy := steps(descent.Settings{Rate: 4. / 121, Rule: descent.Momentum{Mu: 81. / 121}})
	nesterov := steps(descent.Settings{Rate: 1. / 100, Rule: descent.Nesterov{Mu: 9. / 11}})
	// Contractions 99/101 against 9/11 and about √(1 − 1/10): √κ = 10 times fewer steps,
	// less for the factor n in front of the heavy ball's.
	if heavy*6 > plain || nesterov*4 > plain {
		t.Errorf("plain %d steps, heavy ball %d, Nesterov %d", plain, heavy, nesterov)
	}
}

// Kingma and Ba, algorithm 1, written out.
func TestAdamIsItsAlgorithmWrittenOut(t *testing.T) {
	L := loss.Rosenbrock(2)
	run := descent.Run(L, []float64{-1.2, 1}, descent.Settings{Rate: 0.01, Rule: descent.Adam{Beta1: 0.8, Beta2: 0.99, Epsilon: 1e-6}, Steps: 100})
	θ := []float64{-1.2, 1}
	var m, v [2]float64
	b1, b2 := 1.0, 1.0
	for n, got := range run.Path() {
		// The powers of β are multiplied up here and taken by Pow there.
		if math.Hypot(got[0]-θ[0], got[1]-θ[1]) > 1e-12 {
			t.Fatalf("step %d: %v, want %v", n, got, θ)
		}
		g := L.Gradient(nil, θ)
		b1, b2 = b1*0.8, b2*0.99
		for i := range θ {
			m[i] = 0.8*m[i] + 0.2*g[i]
			v[i] = 0.99*v[i] + 0.01*g[i]*g[i]
			θ[i] -= 0.01 * m[i] / (1 - b1) / (math.Sqrt(v[i]/(1-b2)) + 1e-6)
		}
	}
}

func TestAdamsFirstStepHasTheLengthOfTheRateInEveryEntry(t *testing.T) {
	run := descent.Run(bowl, []float64{1, -1e-3}, descent.Settings{Rate: 0.01, Rule: descent.Adam{}, Steps: 1})
	for i, want := range []float64{1 - 0.01, -1e-3 + 0.01} {
		// ε = 1e-8 beside a gradient of 1e-2 shortens the step by a millionth.
		if got := run.Last()[i]; math.Abs(got-want) > 2e-8 {
			t.Errorf("entry %d: %v, want %v", i, got, want)
		}
	}
}

func TestSteepestDirectionsAreTheLowestOfTheirLength(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8))
	for _, p := range []descent.PNorm{descent.L1, descent.L2, descent.LInf} {
		for range 300 {
			g := normal(rng, 1+rng.IntN(4))
			u := p.Steepest(nil, g)
			low := descent.Slope(u, g)
			if math.Abs(p.Of(u)-1) > 1e-15 {
				t.Fatalf("%v: ‖%v‖ = %v", p, u, p.Of(u))
			}
			// Hölder: u·g ≥ −‖g‖_*, attained.
			if want := -p.Dual().Of(g); math.Abs(low-want) > 1e-15*math.Abs(want)*4 {
				t.Fatalf("%v, g = %v: u·g = %v, −‖g‖_* = %v", p, g, low, want)
			}
			for range 20 {
				v := normal(rng, len(g))
				if s := descent.Slope(v, g) / p.Of(v); s < low*(1+1e-14) {
					t.Fatalf("%v, g = %v: %v is lower, %v < %v", p, g, v, s, low)
				}
			}
		}
	}
}

func TestSteepestDirectionsOfNaNAreNaN(t *testing.T) {
	for _, p := range []descent.PNorm{descent.L1, descent.L2, descent.LInf} {
		if u := p.Steepest(nil, []float64{1, math.NaN(), 2}); !math.IsNaN(u[0]) || !math.IsNaN(u[1]) || !math.IsNaN(u[2]) {
			t.Errorf("%v: %v", p, u)
		}
	}
}

func TestSteepestDirectionsOfNotebook08(t *testing.T) {
	g := []float64{3, 1}
	for p, want := range map[descent.PNorm][]float64{
		descent.L1: {-1, 0}, descent.LInf: {-1, -1}, descent.L2: {-3 / math.Sqrt(10), -1 / math.Sqrt(10)},
	} {
		if u := p.Steepest(nil, g); math.Hypot(u[0]-want[0], u[1]-want[1]) > 2e-16 {
			t.Errorf("%v: %v, want %v", p, u, want)
		}
	}
	for _, p := range []descent.PNorm{descent.L1, descent.L2, descent.LInf} {
		if u := p.Steepest([]float64{7, 7}, []float64{0, 0}); u[0] != 0 || u[1] != 0 {
			t.Errorf("%v of a zero gradient: %v", p, u)
		}
		if v := p.Steepest(nil, []float64{0, -2}); v[0] != 0 || v[1] != 1 {
			t.Errorf("%v of [0, −2]: %v", p, v)
		}
		g := []float64{1, -3}
		want := p.Steepest(nil, g)
		if p.Steepest(g, g); !slices.Equal(g, want) {
			t.Errorf("%v in place: %v, want %v", p, g, want)
		}
	}
	if descent.L1.String() != "ℓ1" || descent.L2.String() != "ℓ2" || descent.LInf.String() != "ℓ∞" || descent.PNorm(9).String() != "unknown norm" {
		t.Error("names")
	}
}

func TestSteepestStepsAreAsLongAsTheGradientInTheDualNorm(t *testing.T) {
	// ∇L = [1, 10]: ‖∇L‖_∞ = 10 for ℓ1, ‖∇L‖₁ = 11 for ℓ∞.
	for p, want := range map[descent.PNorm][]float64{descent.L1: {1, 0}, descent.L2: {0.9, 0}, descent.LInf: {-0.1, -0.1}} {
		run := descent.Run(bowl, []float64{1, 1}, descent.Settings{Rate: 0.1, Rule: descent.Steepest{In: p}, Steps: 1})
		if θ := run.Last(); math.Hypot(θ[0]-want[0], θ[1]-want[1]) > 1e-15 {
			t.Errorf("%v leads to %v, want %v", p, θ, want)
		}
	}
}

// One step along any of the three steepest directions goes down for η < 1/λ‖·‖: on
// the bowl all settle at small rates.
func TestSteepestDescentSettlesInEveryNorm(t *testing.T) {
	for _, p := range []descent.PNorm{descent.L1, descent.L2, descent.LInf} {
		run := descent.Run(bowl, []float64{1, 1}, descent.Settings{Rate: 0.05, Rule: descent.Steepest{In: p}, Tol: 1e-9})
		if run.Status != descent.Converged {
			t.Errorf("%v: %v at %v", p, run.Status, run.Last())
		}
	}
}

func TestSchedulesAreTheirFormulas(t *testing.T) {
	for name, c := range map[string]struct {
		s    descent.Schedule
		want map[int]float64
	}{
		"halving":       {descent.Halving(10), map[int]float64{0: 1, 9: 1, 10: 0.5, 25: 0.25, 20000: 0}},
		"geometric":     {descent.Geometric(0.9), map[int]float64{0: 1, 1: 0.9, 2: 0.81}},
		"harmonic":      {descent.Harmonic(4), map[int]float64{0: 1, 4: 0.5, 12: 0.25}},
		"cosine":        {descent.HalfCosine(8), map[int]float64{0: 1, 4: 0.5, 8: 0, 100: 0}},
		"warm-up":       {descent.Warmup(4, descent.Halving(1)), map[int]float64{0: 0.25, 3: 1, 4: 1, 5: 0.5}},
		"warm-up alone": {descent.Warmup(2, nil), map[int]float64{0: 0.5, 1: 1, 50: 1}},
	} {
		for n, want := range c.want {
			if got := c.s(n); math.Abs(got-want) > 1e-15 {
				t.Errorf("%s: %v at %d, want %v", name, got, n, want)
			}
		}
	}
}

// With noise a fixed rate keeps bouncing; Robbins and Monro's settles.
func TestAScheduleSettlesWhatAFixedRateDoesNot(t *testing.T) {
	ends := func(s descent.Schedule) float64 {
		L := noisy{bowl, rand.New(rand.NewPCG(9, 9))}
		run := descent.Run(L, []float64{1, 1}, descent.Settings{Rate: 0.1, Schedule: s, Steps: 20000, Tol: -1})
		return descent.Norm(run.Last())
	}
	if fixed, falling := ends(nil), ends(descent.Harmonic(20)); falling > 0.05 || fixed < 0.1 {
		t.Errorf("‖θ‖ = %v with a fixed rate, %v with a falling one", fixed, falling)
	}
}

// noisy adds standard normal noise to a gradient.
type noisy struct {
	descent.Objective
	rng *rand.Rand
}

func (L noisy) Gradient(dst, θ []float64) []float64 {
	dst = L.Objective.Gradient(dst, θ)
	for i := range dst {
		dst[i] += L.rng.NormFloat64()
	}
	return dst
}
