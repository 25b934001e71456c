package explore

import (
	"strings"
	"testing"

	"github.com/downhill-go/downhill/pkg/live"
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
		{"neuron", []any{"θ", []float64{-1.6, -1.11}}, "loss 0.4416, the least there is"},
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
		{"dial", []any{"u", 180, "k", true}, "That is −k: no direction goes down faster"},
		{"dial", []any{"u", 180, "k", true}, "β = 180°, cos β = −1.00"},
		{"dial", []any{"u", 218, "k", true}, "β = 142°"},
		{"dial", []any{"u", 90}, "the first order does not decide"},
		{"dial", []any{"u", 0}, "uphill"},
		{"dial", []any{"u", 142}, "downhill"},
		{"dial", []any{"u", 100, "η", 8}, "up: η is too large here"},
		{"descent", []any{"η", 4}, "loss 0.4416, at θ = [−1.60"},
		{"descent", []any{"η", 0.05}, "still on its way"},
		{"descent", []any{"η", 18}, "bounces"},
		{"descent", []any{"η", 9, "loss", "bowl"}, "diverges"},
		{"descent", []any{"η", 7, "loss", "bowl"}, "settles"},
		{"momentum", []any{"ηλ", 2.4, "μ", 0.6}, "Plain (holds below 2/λmax): runs away"},
		{"momentum", []any{"ηλ", 2.4, "μ", 0.6}, "With μ = 0.6 (below 3.2/λmax): loss under 10⁻⁶"},
		// L = ¼(w²−2)² + w/3 + b² at [1, 1] has ∇L = [−⅔, 2], and its valleys at the outer roots of w³ − 2w + ⅓ = 0, ≈ 1.3221 and −1.4912.
		{"playground", nil, "β = 142°, u·∇L = −1.66: downhill"},
		{"playground", nil, "settles after 29 steps at [1.32, 0.00], L = 0.4566"},
		{"playground", []any{"θ", []float64{-1, 1}}, "at [−1.49, 0.00], L = −0.4846"},
		{"playground", []any{"u", 180}, "β = 180°, u·∇L = −2.11"},
		{"playground", []any{"order", 4, "η", 1}, "Order 4 promises −0.752 for ηu, really −0.752"},
		{"playground", []any{"η", 2}, "run away"},
		{"playground", []any{"L", "w*w/2 + 2*b*b", "η", 0.5, "steps", 100}, "bounces: [0.00, 1.00]"},
		{"playground", []any{"L", "w*w/2 + 2*b*b", "η", 0.49, "steps", 100}, "still on its way"},
		{"playground", []any{"L", "w*w - b*b + pow(b, 4)/6", "θ", []float64{2, 0}}, "settles after 30 steps at [0.00, 0.00]"},
		{"playground", []any{"L", "w*w - b*b + pow(b, 4)/6", "θ", []float64{2, 0.01}}, "at [0.00, 1.73]"},
		{"playground", []any{"L", "w*w + b*b", "θ", []float64{0, 0}}, "the first order does not decide"},
		{"playground", []any{"L", "w*w + b*b", "θ", []float64{0, 0}}, "The ground at θ is level"},
		{"playground", []any{"L", "abs(w) + b*b", "θ", []float64{0, 1}}, "has no gradient"},
		{"playground", []any{"L", "log(w)", "θ", []float64{-1, 1}}, "L is undefined and has no gradient"},
		{"playground", []any{"L", "sqrt(w)", "θ", []float64{0.1, 1}, "η", 4}, "is not a number"},
	} {
		if got := reading(t, c.figure, c.state...); !strings.Contains(got, c.want) {
			t.Errorf("%s %v: %q does not say %q", c.figure, c.state, got, c.want)
		}
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

// Level ground has no direction: β is not defined there, and is not shown as a
// number.
func TestOnLevelGroundβIsUndefined(t *testing.T) {
	if got := reading(t, "playground", "L", "w*w + b*b", "θ", []float64{0, 0}); !strings.HasPrefix(got, "On level ground β is undefined and ") {
		t.Errorf("%q", got)
	}
}
