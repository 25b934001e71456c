package loss

import (
	"math"
	"testing"
)

func TestTestFunctionsAreStationaryWhereTheyShouldBe(t *testing.T) {
	for _, c := range []struct {
		name  string
		L     *Func
		θ     []float64
		value float64
	}{
		{"Rosenbrock's minimum", Rosenbrock(4), []float64{1, 1, 1, 1}, 0},
		{"Himmelblau's minimum", Himmelblau(), []float64{3, 2}, 0},
		{"Himmelblau's minimum", Himmelblau(), []float64{-2.805118, 3.131313}, 0},
		{"Himmelblau's minimum", Himmelblau(), []float64{-3.779310, -3.283186}, 0},
		{"Himmelblau's minimum", Himmelblau(), []float64{3.584428, -1.848127}, 0},
		{"Himmelblau's maximum", Himmelblau(), []float64{-0.270845, -0.923039}, 181.617},
		{"the saddle", Saddle(), []float64{0, 0}, 0},
		{"the saddle's floor", Saddle(), []float64{0, 1}, -0.25},
		{"the saddle's floor", Saddle(), []float64{0, -1}, -0.25},
		{"the plateau's pit", Plateau(), []float64{0, 0}, 0},
		{"the deeper valley", TwoValleys(), []float64{-1.035579, 0}, -0.305428},
		{"the other valley", TwoValleys(), []float64{0.960150, 0}, 0.294146},
		{"the pass between", TwoValleys(), []float64{0.075429, 0}, 1.011282},
	} {
		// The points are given to 6 decimals: an error of 5e-7, times a curvature of
		// at most 130.
		for i, g := range c.L.Gradient(nil, c.θ) {
			if math.Abs(g) > 1e-4 {
				t.Errorf("%s: ∂L/∂θ_%d = %g at %v", c.name, i, g, c.θ)
			}
		}
		if v := c.L.Value(c.θ); math.Abs(v-c.value) > 1e-3 {
			t.Errorf("%s: L = %g at %v, want %g", c.name, v, c.θ, c.value)
		}
	}
}

func TestThePlateauIsFlatFarAway(t *testing.T) {
	g := Plateau().Gradient(nil, []float64{3, 4})
	if n := math.Hypot(g[0], g[1]); math.Abs(n-5*math.Exp(-12.5)) > 1e-18 {
		t.Errorf("‖∇L‖ = %g at ‖θ‖ = 5, want 5 e^−12.5", n)
	}
}

func TestQuadraticHasItsMinimumWhereItsGradientVanishes(t *testing.T) {
	// A θ = b by hand: 3·0.6 − 0.8 = 1, 0.6 − 2·0.8 = −1.
	L := NewQuadratic([]float64{3, 1, 1, 2}, []float64{1, -1}, 4)
	θ := []float64{0.6, -0.8}
	for i, g := range L.Gradient(nil, θ) {
		if math.Abs(g) > 1e-15 {
			t.Errorf("∂L/∂θ_%d = %g", i, g)
		}
	}
	// There L = c − ½ bᵀθ = 4 − ½ (0.6 + 0.8).
	if v := L.Value(θ); math.Abs(v-3.3) > 1e-15*4 {
		t.Errorf("L = %.17g, want 3.3", v)
	}
}
