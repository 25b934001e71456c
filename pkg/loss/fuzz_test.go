package loss

import (
	"math"
	"slices"
	"testing"
)

// FuzzLosses holds every loss to what ties its methods together, at places that
// the fuzzer makes up:
//
//	c_0 = L(θ),  c_1 = u·∇L,  2 c_2 = uᵀ(∇²L u),
//	φ(−η) has the coefficients (−1)ᵏ c_k,  φ(2η) the coefficients 2ᵏ c_k.
//
// The last two are exact in c_k up to the rounding of sums; a power of two rounds nothing.
func FuzzLosses(f *testing.F) {
	losses := everyLoss()
	names := make([]string, 0, len(losses))
	for name := range losses {
		names = append(names, name)
	}
	slices.Sort(names)
	for i := range names {
		f.Add(byte(i), 0.5, -1.0, 0.25, 1.0, 0.5, -2.0)
		f.Add(byte(i), 30.0, 1.0, -20.0, 1e-6, 0.0, 3.0)
	}
	f.Fuzz(func(t *testing.T, which byte, a, b, c, d, e, g float64) {
		name := names[int(which)%len(names)]
		L := losses[name]
		θ, u := make([]float64, L.Dim()), make([]float64, L.Dim())
		for i, s := range []float64{a, b, c, d, e, g} {
			if !(math.Abs(s) <= 100) {
				t.Skip()
			}
			for j := range θ {
				if j%3 == i {
					θ[j] = s
				} else if j%3 == i-3 {
					u[j] = s
				}
			}
		}
		checkLoss(t, name, L, θ, u)
	})
}

func checkLoss(t *testing.T, name string, L expander, θ, u []float64) {
	t.Helper()
	const order = 6
	φ := L.Taylor(make([]float64, order+1), θ, u)
	v, grad := L.Value(θ), L.Gradient(nil, θ)
	for k, c := range φ {
		if math.IsNaN(c) || math.IsInf(c, 0) {
			t.Fatalf("%s: c_%d = %v at θ = %v along %v", name, k, c, θ, u)
		}
	}
	// Sizes that bound every term on the way: polynomials of degree 4 with
	// coefficients up to 200, or margins times the largest |x|, here below 3.
	size, step := 1.0, 0.0
	for i := range θ {
		size += math.Abs(θ[i])
		step += math.Abs(u[i])
	}
	terms := 400 * size * size * size * size
	if math.Abs(φ[0]-v) > 1e-13*terms {
		t.Errorf("%s: c_0 = %.17g, L = %.17g at θ = %v", name, φ[0], v, θ)
	}
	s := dot(u, grad)
	if math.Abs(φ[1]-s) > 1e-13*terms*step {
		t.Errorf("%s: c_1 = %.17g, u·∇L = %.17g at θ = %v along %v", name, φ[1], s, θ, u)
	}
	if L, ok := L.(interface {
		ValueGradient(dst, θ []float64) float64
	}); ok {
		both := make([]float64, len(θ))
		if got := L.ValueGradient(both, θ); math.Abs(got-v) > 1e-13*terms || math.Abs(dot(u, both)-s) > 1e-13*terms*step {
			t.Errorf("%s: together L = %.17g, u·∇L = %.17g, apart %.17g, %.17g at θ = %v", name, got, dot(u, both), v, s, θ)
		}
	}
	if L, ok := L.(batcher); ok {
		all := make([]int, L.Rows())
		for i := range all {
			all[i] = i
		}
		if g, got := L.Batch(nil, θ, all); math.Abs(got-v) > 1e-13*terms || math.Abs(dot(u, g)-s) > 1e-13*terms*step {
			t.Errorf("%s: the batch of all rows has L = %.17g, ∇L = %v, want %.17g, %v at θ = %v", name, got, g, v, grad, θ)
		}
	}
	if L, ok := L.(hessianVectorer); ok {
		h := dot(u, L.HessianVector(nil, θ, u))
		if math.Abs(2*φ[2]-h) > 1e-13*terms*step*step {
			t.Errorf("%s: 2c_2 = %.17g, uᵀ∇²Lu = %.17g at θ = %v along %v", name, 2*φ[2], h, θ, u)
		}
	}
	back, twice := slices.Clone(u), slices.Clone(u)
	for i := range u {
		back[i], twice[i] = -u[i], 2*u[i]
	}
	φb, φt := L.Taylor(make([]float64, order+1), θ, back), L.Taylor(make([]float64, order+1), θ, twice)
	grown, sign := 1.0, 1.0
	for k, c := range φ {
		tol := 1e-13 * terms * math.Pow(step+1, float64(k)) * math.Pow(3, float64(k))
		if math.Abs(φb[k]-sign*c) > tol {
			t.Errorf("%s: c_%d = %.17g along −u, want %.17g", name, k, φb[k], sign*c)
		}
		if math.Abs(φt[k]-grown*c) > tol*grown {
			t.Errorf("%s: c_%d = %.17g along 2u, want %.17g", name, k, φt[k], grown*c)
		}
		grown, sign = 2*grown, -sign
	}
}

// FuzzNewNeuron feeds any two rows to the constructor: either it names a row that is
// indeed bad, or value and gradient are finite at a finite θ.
func FuzzNewNeuron(f *testing.F) {
	f.Add(1.0, 2.0, 0.0, 1.0, 1.0, 1.0, 0.5, 0.5)
	f.Add(math.NaN(), 2.0, 0.0, 1.0, 1.0, 1.0, 0.5, 0.5)
	f.Add(1e300, -1e300, 0.5, 1.0, 0.0, 1.0, -1.0, 3.0)
	f.Fuzz(func(t *testing.T, x0, x1, y0, y1, w0, w1, w, b float64) {
		for kind := range SquaredError + 1 {
			L, err := NewNeuron(kind, []float64{x0, x1}, []float64{y0, y1}, Weights([]float64{w0, w1}))
			finite := func(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
			label := func(y float64) bool { return 0 <= y && y <= 1 }
			good := finite(x0) && finite(x1) && label(y0) && label(y1) && w0 >= 0 && w1 >= 0 && w0+w1 > 0 && finite(w0+w1)
			if good != (err == nil) {
				t.Fatalf("x = %v %v, y = %v %v, weights %v %v: %v", x0, x1, y0, y1, w0, w1, err)
			}
			if !good || !finite(w*x0+b) || !finite(w*x1+b) || math.Abs(w*x0+b) > 1e300 || math.Abs(w*x1+b) > 1e300 || math.Abs(x0)+math.Abs(x1) > 1e300 {
				continue
			}
			θ := []float64{w, b}
			g := L.Gradient(nil, θ)
			if v := L.Value(θ); !(v >= 0) || !finite(v) || !finite(g[0]) || !finite(g[1]) {
				t.Errorf("x = %v %v, θ = %v: L = %v, ∇L = %v", x0, x1, θ, v, g)
			}
		}
	})
}
