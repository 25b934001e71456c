package dataset_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/downhill-go/downhill/pkg/dataset"
)

func TestStandardizedRowsHaveMean0AndSpread1(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 1))
	const n, d = 50, 4
	x := make([]float64, n*d)
	for i := range x {
		x[i] = 1e6*float64(i%d) + math.Pow(10, float64(i%d))*rng.NormFloat64()
		if i%d == 2 {
			x[i] = 7.3
		}
	}
	before := slices.Clone(x)
	z, scale := dataset.StandardizeRows(x, d)
	if !slices.Equal(x, before) {
		t.Error("x has changed")
	}
	for j := range d {
		sum, squares := 0.0, 0.0
		for i := j; i < len(z); i += d {
			sum += z[i]
			squares += z[i] * z[i]
		}
		want := float64(n)
		if j == 2 {
			want = 0
		}
		if math.Abs(sum) > 1e-7 || math.Abs(squares-want) > 1e-7 { // 10⁶ in doubles: 10 digits are left
			t.Errorf("feature %d: Σz = %v, Σz² = %v", j, sum, squares)
		}
	}
	row := x[3*d : 4*d]
	if got := scale.To(nil, row); !slices.Equal(got, z[3*d:4*d]) {
		t.Errorf("row 3 is %v, want %v", got, z[3*d:4*d])
	}
	back := scale.From(nil, scale.To(nil, row))
	θ := []float64{0.5, -2, 1, 0.25, 3}
	raw := scale.Unscale(θ)
	margin := func(θ, x []float64) float64 {
		s := θ[d]
		for j, v := range x {
			s += θ[j] * v
		}
		return s
	}
	// The raw margin is a difference of numbers up to 10⁶.
	if a, b := margin(θ, z[3*d:4*d]), margin(raw, row); math.Abs(a-b) > 1e-9 {
		t.Errorf("margin %v on raw rows, want %v", b, a)
	}
	for j, v := range scale.Rescale(raw) {
		if math.Abs(v-θ[j]) > 1e-9 {
			t.Errorf("θ_%d comes back as %v, want %v", j, v, θ[j])
		}
		if j < d && math.Abs(back[j]-row[j]) > 1e-9*math.Abs(row[j]) {
			t.Errorf("x_%d comes back as %v, want %v", j, back[j], row[j])
		}
	}
}

func TestRowsThatAreNoRowsAreRefused(t *testing.T) {
	_, scale := dataset.StandardizeRows([]float64{1, 2, 3, 4}, 2)
	for want, misuse := range map[string]func(){
		"dataset: x cannot be cut into rows of d features":     func() { dataset.StandardizeRows([]float64{1, 2, 3}, 2) },
		"dataset: a feature is not finite":                     func() { dataset.StandardizeRows([]float64{1, math.NaN()}, 1) },
		"dataset: dst or the row has the wrong length":         func() { scale.To(nil, []float64{1}) },
		"dataset: θ has not one weight a feature and a bias":   func() { scale.Unscale([]float64{1, 2}) },
		"dataset: x cannot be cut into rows of d features\n":   func() { dataset.StandardizeRows(nil, 2) },
		"dataset: x cannot be cut into rows of d features\n\n": func() { dataset.StandardizeRows([]float64{1}, 0) },
	} {
		func() {
			defer func() {
				got, _ := recover().(string)
				for want[len(want)-1] == '\n' {
					want = want[:len(want)-1]
				}
				if got != want {
					t.Errorf("panics with %q, want %q", got, want)
				}
			}()
			misuse()
		}()
	}
}
