package explore

import (
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/live"
	"github.com/downhill-go/downhill/pkg/loss"
)

// reading is what a figure says in the state that a notebook would give it.
func reading(t *testing.T, figure string, state ...any) string {
	t.Helper()
	f := live.Find(All(), figure)
	s := f.Start()
	for i := 0; i < len(state); i += 2 {
		if !s.Set(state[i].(string), state[i+1]) {
			t.Fatalf("%s has no %v, or does not take %v", figure, state[i], state[i+1])
		}
	}
	return f.Frame(s).Reading
}

// The sentences hold numbers that nobody here chose: the published minimum
// (θ = [−1.60, −1.11] standardised, from slope −0.2322 and intercept 15.0429 on
// °F; deviance 20.3152, that is, loss 20.3152/46 = 0.4416) and ln 2.
func TestReadingsSayWhatWasLearnt(t *testing.T) {
	for _, c := range []struct {
		figure string
		state  []any
		want   string
	}{
		{"neuron", []any{"θ", []float64{0, 0}}, "one half for every launch, that is, knowing nothing"},
		{"neuron", []any{"θ", []float64{-1.6, -1.11}}, "0.4416, the least there is"},
		{"neuron", []any{"θ", []float64{-1.5, -1.1}}, "0.4421, within 0.0005 of the least there is, 0.4416"},
		{"neuron", nil, "Worse than knowing nothing, which costs 0.6931"},
		{"step", nil, "θ_new = [0.25, 0.75]"},
		{"step", nil, "lands short"},
		{"step", []any{"η", 2.2}, "lands well"},
		{"step", []any{"η", 5}, "overshoots"},
		{"step", []any{"η", 11}, "nothing is gained"},
		{"step", []any{"u", []float64{1, 1}}, "goes up from the first inch"},
		{"step", []any{"u", []float64{0, 0}}, "no step at all"},
		{"microscope", []any{"η", 0.01, "order", 2}, "that becomes 2³ = 8"},
		{"microscope", []any{"η", 3, "order", 5}, "beyond the radius of convergence"},
		{"tangent", []any{"η", 0.01}, "the tangent promises −0.00873"},
		{"tangent", []any{"η", 1, "stretch", 8}, "for small η"},
		{"tangent", []any{"η", 2, "stretch", 8}, "Even the sign is wrong"},
		{"dial", []any{"u", 180, "k", true}, "That is −k: no other direction has so low a product"},
		{"dial", []any{"u", 180, "k", true}, "β = 180°, cos β = −1.00"},
		{"dial", []any{"u", 218, "k", true}, "β = 142°"},
		{"dial", []any{"u", 90}, "the first order does not decide"},
		{"dial", []any{"u", 0}, "uphill"},
		{"dial", []any{"u", 142}, "downhill"},
		{"dial", []any{"u", 100, "η", 8}, "up: η is too large here"},
		{"descent", []any{"η", 4}, "loss 0.4416, at θ = [−1.60"},
		{"descent", []any{"η", 0.05}, "still on its way"},
		{"descent", []any{"η", 18}, "bounces"},
		{"descent", []any{"η", 11, "loss", "bowl"}, "diverges"},
		{"descent", []any{"η", 10, "loss", "bowl"}, "it neither settles nor runs away"},
		{"descent", []any{"η", 18}, "far out this convex loss slopes back"},
		{"descent", []any{"η", 7, "loss", "bowl"}, "settles"},
		{"momentum", []any{"ηλ", 2.4, "μ", 0.6}, "Plain (settles below 2/λmax): runs away"},
		{"momentum", []any{"ηλ", 2.4, "μ", 0.6}, "With μ = 0.6 (below 3.2/λmax): loss under 10⁻⁶"},
		// L = ¼(w²−2)² + w/3 + b² at [1, 1] has ∇L = [−⅔, 2], and its valleys at the outer roots of w³ − 2w + ⅓ = 0, ≈ 1.3221 and −1.4912.
		{"momentum", []any{"ηλ", 3.2, "μ", 0.6}, "exactly at its limit, it neither dies out nor grows"},
		{"momentum", []any{"ηλ", 2, "μ", 0}, "Plain (settles below 2/λmax): exactly at its limit"},
		{"momentum", []any{"κ", 10, "μ", 0.8}, "So much momentum is slower here than none"},
		{"tangent", []any{"η", 2.69, "parabola", true}, "its bottom at η = 2.69 and is back at the start, its zero, at η = 5.38"},
		{"dial", []any{"u", 90}, "u·∇L = 0: the first order does not decide"},
		{"dial", []any{"u", 270}, "u·∇L = 0: the first order does not decide"},
		{"angle", []any{"u", 180}, "β = 180°, cos β = −1.00"},
		{"walk", []any{"step", 1}, "Step 1 from [−4.00, −1.00]: promised −0.0428, really −0.0376"},
		{"walk", []any{"step", 1}, "−∇L misses the direction of the minimum by 34°"},
		{"walk", []any{"η", 1, "step", 40}, "Step 40"},
		{"scales", nil, "°F as they are: κ = 8.259·10⁵"},
		{"scales", []any{"centre", true}, "Centred only: κ = 31.63"},
		{"scales", []any{"scale", true}, "Scaled only: κ = 17685"},
		{"scales", []any{"centre", true, "scale", true}, "Centred and scaled: κ = 2.223"},
		{"norms", []any{"ruler", 0}, "ℓ1, ∇L of ordinary length 1: the steepest u of length 1 is [−1.00, 0.00], u·∇L = −0.951, β = 162°"},
		{"norms", []any{"ruler", 0.5}, "u·∇L = −1.000, β = 180°"},
		{"norms", []any{"ruler", 1}, "[−1.00, −1.00], u·∇L = −1.260, β = 153°"},
		{"saddle", []any{"b", 0}, "on the saddle: ∇L = 0 there"},
		{"saddle", []any{"b", 0.001}, "at [0.00, 1.00], a minimum"},
		{"noise", []any{"m", 23}, "60 of them start downhill"},
		{"noise", []any{"m", 23}, "0 apart"},
		{"playground", nil, "β = 142°, u·∇L = −1.66: it starts downhill"},
		{"playground", nil, "settles after 29 steps at [1.32, 0.00], L = 0.4566"},
		{"playground", []any{"θ", []float64{-1, 1}}, "at [−1.49, 0.00], L = −0.4846"},
		{"playground", []any{"θ", []float64{1, 1}, "u", 180}, "β = 180°, u·∇L = −2.11"},
		{"playground", []any{"θ", []float64{1, 1}, "order", 4, "η", 1}, "Order 4 promises −0.752 for ηu, really −0.752"},
		{"playground", []any{"η", 2}, "run away"},
		{"playground", []any{"L", "log(w) + b*b", "θ", []float64{1, 0}, "η", 1.5}, "Step 1 of the descent leads to where L or its gradient is not a number."},
		{"playground", []any{"L", "w*w/2 + 2*b*b", "η", 0.5, "steps", 100}, "bounces: [0.00, 1.00]"},
		{"playground", []any{"L", "w*w/2 + 2*b*b", "η", 0.521, "steps", 100}, "is running away"},
		{"playground", []any{"L", "w*w - b*b", "θ", []float64{0, 0}, "u", 45}, "really 0."},
		{"playground", []any{"L", "w*w/2 + 2*b*b", "η", 0.49, "steps", 100}, "still on its way"},
		{"playground", []any{"L", "w*w - b*b + pow(b, 4)/6", "θ", []float64{2, 0}}, "settles after 30 steps at [0.00, 0.00]"},
		{"playground", []any{"L", "w*w - b*b + pow(b, 4)/6", "θ", []float64{2, 0.01}}, "at [0.00, 1.73]"},
		{"playground", []any{"L", "w*w + b*b", "θ", []float64{0, 0}}, "the first order does not decide"},
		{"playground", []any{"L", "w*w + b*b", "θ", []float64{0, 0}}, "The ground at θ is level"},
		{"playground", []any{"L", "abs(w) + b*b", "θ", []float64{0, 1}}, "no gradient can be computed here (a kink"},
		{"playground", []any{"L", "w*abs(w) + b*b", "θ", []float64{0, 1}}, "no gradient can be computed here"}, // it has one: [0, 2]
		{"playground", []any{"L", "sin(2*w) + cos(3*b) + (w*w+b*b)/9", "θ", []float64{-3, -2}, "η", 2, "steps", 2000}, "has not settled, and stands higher"},
		{"playground", []any{"L", "w*w - b*b + pow(b, 4)/6", "θ", []float64{0, 2}, "η", 0.5, "steps", 1}, "stands higher"},
		{"momentum", []any{"κ", 100, "ηλ", 2.1, "θ", []float64{-1.4, 0}}, "Plain (settles below 2/λmax): loss 2.9·10⁻⁶ after 300 steps"},
		{"momentum", []any{"κ", 100, "ηλ", 2.1, "θ", []float64{-1.4, 0}}, "The start has no share in the most curved direction."},
		{"playground", []any{"L", "log(w)", "θ", []float64{-1, 1}}, "L is undefined and has no gradient"},
		{"playground", []any{"L", "sqrt(w)", "θ", []float64{0.1, 1}, "η", 4}, "is not a number"},
	} {
		if got := reading(t, c.figure, c.state...); !strings.Contains(got, c.want) {
			t.Errorf("%s %v: %q does not say %q", c.figure, c.state, got, c.want)
		}
	}
}

// Wherever a slider stands: one step is no "1 steps", and a share below 1 is not said to be 1.
func TestNoReadingCountsOneAsMany(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 1))
	ones := 0
	for _, f := range All() {
		for range 60 {
			s := f.Start()
			for _, c := range f.Controls {
				if c.Kind == live.Range && rng.IntN(2) == 0 {
					s.Set(c.Name, []float64{c.Min[0], c.Min[0] + (c.Max[0]-c.Min[0])*rng.Float64(), c.Max[0]}[rng.IntN(3)])
				}
				if c.Kind == live.Toggle {
					s.Set(c.Name, rng.IntN(2) == 0)
				}
			}
			got := f.Frame(s).Reading
			if strings.Contains(got, " 1 steps") || strings.Contains(got, "= 1.000000 of the way") {
				t.Errorf("%s: %q", f.Name, got)
			}
			if strings.Contains(got, " 1 step ") || strings.Contains(got, "= 0.9999999 of the way") {
				ones++
			}
		}
	}
	if ones < 3 {
		t.Errorf("only %d readings of one step, or of a share that near to 1", ones)
	}
}

// On the bowl the limit decides, however long it takes to show: below it every start
// settles, beyond it none does, and what is said of the launches' loss is not said here.
func TestTheBowlSettlesBelowItsLimitAndNotBeyond(t *testing.T) {
	for _, η := range []float64{0.05, 1, 4.9, 5.1, 9, 9.9, 9.98, 9.99, 10.1, 10.2, 10.3, 10.5, 11, 20} {
		for _, θ := range [][]float64{{-4, -1}, {1, 1}, {-1.6, 2}, {-1.6, -1.11}, {3, 2}} {
			got := reading(t, "descent", "loss", "bowl", "η", η, "θ", θ)
			if fine := strings.Contains(got, "settles (") || strings.Contains(got, "still on its way"); fine != (η < 10) || strings.Contains(got, "slopes back") {
				t.Errorf("η = %v from %v: %q", η, θ, got)
			}
		}
	}
}

// Whether a way starts downhill is u·∇L < 0 and nothing else; and the low point that
// is named is where the slope along the line changes its sign.
func TestTheStepNamesTheLowPointOfItsLine(t *testing.T) {
	g := ringsLoss().Gradient(nil, courseθ[:])
	rng := rand.New(rand.NewPCG(7, 8))
	cases := [][]float64{{2, -2.3}, {1, -1.14}, {-0.1, -0.1}, {-0.2, -0.1}, {-0.22, -0.15}, {-3, -3}}
	for range 100 {
		cases = append(cases, []float64{math.Round(500*rng.Float64()-300) / 100, math.Round(400*rng.Float64()-300) / 100})
	}
	named := 0
	for _, u := range cases {
		got := reading(t, "step", "u", u, "η", 0.05)
		if up := strings.Contains(got, "goes up from the first inch"); up != (descent.Slope(u, g) >= 0) {
			t.Errorf("u = %v, u·∇L = %v: %q", u, descent.Slope(u, g), got)
		}
		φ := along(ringsLoss(), courseθ[:], u)
		if _, after, ok := strings.Cut(got, "low point of this line is at η = "); ok || strings.Contains(got, "line's low point at η = ") {
			if !ok {
				_, after, _ = strings.Cut(got, "low point at η = ")
			}
			at, err := strconv.ParseFloat(strings.TrimSuffix(after, "."), 64)
			// Named with three digits or whole hundreds of them.
			if err != nil || !(φ(at) <= φ(0.99*at)+1e-12 && φ(at) <= φ(1.01*at)+1e-12) {
				t.Errorf("u = %v: %q, %v", u, got, err)
			}
			named++
		}
		if strings.Contains(got, "lies beyond η = 12") && !(φ(12.1) < φ(12)) {
			t.Errorf("u = %v: %q", u, got)
		}
	}
	if named < 20 {
		t.Errorf("%d low points are named", named)
	}
}

// Where half as far is no better, what is left out changes its sign not far off.
func TestTheMicroscopeSaysWhyHalfAsFarIsNoBetter(t *testing.T) {
	e := descent.Expand(ringsLoss(), courseθ[:], courseU[:], 2*highest)
	said := 0
	for order := range highest + 1 {
		for η := 0.01; η < 1.5; η += 0.01 {
			got := reading(t, "microscope", "η", η, "order", order)
			if strings.Contains(got, "Half as far it misses by 0.") {
				t.Errorf("order %d, η = %v: %q", order, η, got)
			}
			if !strings.Contains(got, "changes its sign near here") {
				continue
			}
			said++
			if e.Remainder(η/2, order)*e.Remainder(1.5*η, order) > 0 {
				t.Errorf("order %d, η = %v: %q, but the remainders are %v and %v", order, η, got, e.Remainder(η/2, order), e.Remainder(1.5*η, order))
			}
		}
	}
	if said == 0 {
		t.Error("no such place")
	}
}

// The tangent's promise is linear in the step: η halved and u doubled is the
// very same step, which the sentence shows.
func TestStretchingUIsTheSameAsALargerη(t *testing.T) {
	promise := func(s string) string { return s[strings.Index(s, "promises"):strings.Index(s, ". ")] }
	a, b := reading(t, "tangent", "η", 1, "stretch", 2), reading(t, "tangent", "η", 2, "stretch", 1)
	if promise(a) != promise(b) {
		t.Errorf("%q and %q", a, b)
	}
}

// The scales' readings are the condition numbers that notebook 08 finds by package
// loss; here the eigenvalues come from the table's determinant.
func TestScalesFindTheSpectrumOfPackageLoss(t *testing.T) {
	for i, v := range newViews() {
		for k, λ := range loss.Spectrum(v.L, v.minimum) {
			if math.Abs(v.λ[k]-λ) > 1e-6*λ {
				t.Errorf("view %d: eigenvalue %d is %v, want %v", i, k, v.λ[k], λ)
			}
		}
		h := v.L.HessianVector(nil, v.minimum, v.e)
		for k := range h {
			if math.Abs(h[k]-v.λ[1]*v.e[k]) > 1e-9*v.λ[1] {
				t.Errorf("view %d: %v is not the most curved direction", i, v.e)
			}
		}
	}
}

// By Hölder's inequality no u of length 1 in ℓp goes below −‖g‖ in ℓq, and the
// steepest reaches it.
func TestTheSteepestOfAnyRulerReachesTheDualNorm(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 500 {
		inv := float64(rng.IntN(101)) / 100
		g := [2]float64{rng.NormFloat64(), rng.NormFloat64()}
		u := steepestP(g, inv)
		if n := lengthP(u, inv); math.Abs(n-1) > 1e-9 {
			t.Fatalf("1/p = %v: length %v", inv, n)
		}
		if got, want := u[0]*g[0]+u[1]*g[1], -lengthP(g, 1-inv); math.Abs(got-want) > 1e-9*(1-want) {
			t.Fatalf("1/p = %v, g = %v: u·g = %v, want %v", inv, g, got, want)
		}
	}
}

// Level ground has no direction: β is not defined there, and is not shown as a
// number.
func TestOnLevelGroundβIsUndefined(t *testing.T) {
	if got := reading(t, "playground", "L", "w*w + b*b", "θ", []float64{0, 0}); !strings.HasPrefix(got, "On level ground β is undefined and ") {
		t.Errorf("%q", got)
	}
}
