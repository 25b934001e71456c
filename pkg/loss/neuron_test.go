package loss

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"testing"

	"github.com/downhill-go/downhill/pkg/taylor"
)

// overSeries is the neuron's loss as one writes it over series: one source of truth
// for values and derivatives of any order, and the oracle of the fused kernels.
func overSeries(L *Neuron) *Func {
	return New(L.Dim(), func(ws *taylor.Workspace, θ []taylor.Series) taylor.Series {
		sum := ws.Const(0)
		for i, y := range L.y {
			z := θ[L.d]
			for j := range L.d {
				z = z.Add(θ[j].Scale(L.x[i*L.d+j]))
			}
			if L.kind == CrossEntropy {
				z = z.CrossEntropy(y)
			} else {
				z = z.Sigmoid().Shift(-y).Sqr()
			}
			sum.Acc(z.Scale(L.weight(i)))
		}
		for j := range L.d {
			sum.Acc(θ[j].Sqr().Scale(L.λ / 2))
		}
		return sum
	})
}

// descent.Expand to order 40 asks for 57 coefficients: the further ones are the
// remainder's.
const expandTo40 = 57

func TestFusedKernelsAgreeWithTheLossWrittenOverSeries(t *testing.T) {
	rng := rand.New(rand.NewPCG(31, 32))
	for n := 1; n < 10; n++ {
		for d := 1; d < 4; d++ {
			x, y, w := randomVector(rng, n*d), make([]float64, n), make([]float64, n)
			for i := range y {
				y[i], w[i] = math.Round(2*rng.Float64())/2, 0.1+rng.Float64()
			}
			for _, opts := range [][]Option{nil, {Weights(w), L2(0.3)}} {
				for kind := range SquaredError + 1 {
					L := Must(NewNeuron(kind, x, y, opts...))
					F := overSeries(L)
					θ, u := randomVector(rng, d+1), randomVector(rng, d+1)
					got := L.Taylor(make([]float64, expandTo40), θ, u)
					want := F.Taylor(make([]float64, expandTo40), θ, u)
					// Terms of several rows may cancel; their sizes decay like R⁻ᵏ.
					R := L.Radius(θ, u)
					for k := range got {
						if tol := 1e-13 * (math.Abs(want[k]) + math.Pow(R, -float64(k))); math.Abs(got[k]-want[k]) > tol {
							t.Errorf("%v, %d×%d: c_%d = %.17g, over series %.17g", kind, n, d, k, got[k], want[k])
						}
					}
					g, h := L.Gradient(nil, θ), F.Gradient(nil, θ)
					for i := range g {
						// The same sum of n rounded terms of size 1.
						if math.Abs(g[i]-h[i]) > 1e-14*(1+math.Abs(h[i])) {
							t.Errorf("%v, %d×%d: ∂L/∂θ_%d = %.17g, over series %.17g", kind, n, d, i, g[i], h[i])
						}
					}
				}
			}
		}
	}
}

func TestLongRowsHaveTheSameGradient(t *testing.T) {
	rng := rand.New(rand.NewPCG(33, 34))
	for _, d := range []int{35, 36, 38, 59, 60, 61, 255, 261} {
		const n = 30
		x, y := randomVector(rng, n*d), make([]float64, n)
		for i := range y {
			y[i] = rng.Float64()
		}
		L := Must(NewNeuron(CrossEntropy, x, y))
		θ := randomVector(rng, d+1)
		for j := range θ {
			θ[j] /= math.Sqrt(float64(d))
		}
		u := make([]float64, d+1)
		for j, g := range L.Gradient(nil, θ) {
			u[j] = 1
			// The margin as a plain sum, by way of the Taylor coefficient; sums of d
			// terms of size 1/√d.
			if c := L.Taylor(make([]float64, 2), θ, u)[1]; math.Abs(g-c) > 1e-13 {
				t.Errorf("d = %d: ∂L/∂θ_%d = %.17g, c_1 = %.17g", d, j, g, c)
			}
			u[j] = 0
		}
	}
}

// Package taylor's functions are held against high precision where σ is saturated;
// one row of the fused kernel is held against them.
func TestASaturatedNeuronLosesNoDigits(t *testing.T) {
	for _, z := range []float64{-700, -300, -40, -5, 0, 5, 40, 300, 700} {
		for _, y := range []float64{0, 1, 0.25} {
			for kind := range SquaredError + 1 {
				L := Must(NewNeuron(kind, []float64{1}, []float64{y}))
				θ, u := []float64{z, 0}, []float64{1, 0}
				got := L.Taylor(make([]float64, 21), θ, u)
				want := overSeries(L).Taylor(make([]float64, 21), θ, u)
				for k, w := range want {
					// For squared error the value (σ − y)² of a label that is met is
					// formed from 1 − σ here, from σ − 1 there.
					if kind == SquaredError && z > 30 {
						continue
					}
					scale := math.Abs(w)
					if 1 < k && k < 20 {
						scale = max(scale, math.Sqrt(math.Abs(want[k-1]))*math.Sqrt(math.Abs(want[k+1])))
					}
					if e := math.Abs(got[k] - w); e > 1e-13*scale+40*math.SmallestNonzeroFloat64 {
						t.Errorf("%v, z = %g, y = %g: c_%d = %.17g, want %.17g", kind, z, y, k, got[k], w)
					}
				}
				// The slope is c_1, by a third route.
				if g := L.Gradient(nil, θ)[0]; math.Abs(g-got[1]) > 1e-14*math.Abs(g)+40*math.SmallestNonzeroFloat64 {
					t.Errorf("%v, z = %g, y = %g: ∂L/∂w = %.17g, c_1 = %.17g", kind, z, y, g, got[1])
				}
			}
		}
	}
}

func TestMarginsBeyondExpAreSaturated(t *testing.T) {
	for _, z := range []float64{-1e308, -1e5, 1e5, 1e308} {
		for kind := range SquaredError + 1 {
			L := Must(NewNeuron(kind, []float64{1, -1, 1, -1, 1, 0.5}, []float64{0, 1, 1}))
			θ := []float64{z, 0, 0}
			want := 0.0
			if kind == CrossEntropy {
				for i, y := range L.y {
					want += (Sigmoid(L.margin(θ, i)) - y) * L.x[i*L.d] / 3
				}
			}
			// σ′ is not 0 but e⁻⁷⁰⁸, at the end of the normal range.
			if g := L.Gradient(nil, θ)[0]; math.Abs(g-want) > 1e-307 {
				t.Errorf("%v, w = %g: ∂L/∂w = %g, want %g", kind, z, g, want)
			}
		}
	}
	L := orings(CrossEntropy)
	for _, θ := range [][]float64{{math.NaN(), 0}, {0, math.NaN()}} {
		if g := L.Gradient(nil, θ); !math.IsNaN(g[0]) || !math.IsNaN(g[1]) {
			t.Errorf("θ = %v has the gradient %v", θ, g)
		}
		if c := L.Taylor(make([]float64, 3), θ, []float64{1, 1}); !math.IsNaN(c[0]) || !math.IsNaN(c[2]) {
			t.Errorf("θ = %v has the coefficients %v", θ, c)
		}
	}
}

// With as many rows as fill the widest loops, so that no rest of a plain one makes the
// sums NaN.
func TestANaNInθReachesEveryAnswer(t *testing.T) {
	const n, d = 128, 4
	rng := rand.New(rand.NewPCG(35, 36))
	x, y, label := randomVector(rng, n*d), make([]float64, n), make([]int, n)
	for i := range label {
		label[i] = i % 2
		y[i] = float64(label[i])
	}
	for name, L := range map[string]interface {
		expander
		hessianVectorer
	}{
		"cross-entropy": Must(NewNeuron(CrossEntropy, x, y)), "squared error": Must(NewNeuron(SquaredError, x, y)),
		// The last class has no rows: its logits are NaN, and with them every sum.
		"softmax": Must(NewSoftmax(3, x, label)), "network": Must(NewNetwork(2, 3, x, label)),
	} {
		for i := range L.Dim() {
			θ := randomVector(rng, L.Dim())
			θ[i] = math.NaN()
			if v := L.Value(θ); !math.IsNaN(v) {
				t.Errorf("%s: with θ_%d = NaN, L = %g", name, i, v)
			}
			for what, g := range map[string][]float64{"∇L": L.Gradient(nil, θ), "∇²Lv": L.HessianVector(nil, θ, randomVector(rng, L.Dim()))} {
				if !slices.ContainsFunc(g, math.IsNaN) {
					t.Errorf("%s: with θ_%d = NaN, %s = %g", name, i, what, g)
				}
			}
		}
	}
}

func TestGoroutinesDoNotChangeABit(t *testing.T) {
	L := benchNeuron(2_000_000/8+5, 8, CrossEntropy)
	θ := randomVector(rand.New(rand.NewPCG(3, 3)), L.Dim())
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	want, v, both := L.Gradient(nil, θ), L.Value(θ), make([]float64, L.Dim())
	for _, procs := range []int{2, 5} {
		runtime.GOMAXPROCS(procs)
		for i, g := range L.Gradient(nil, θ) {
			if g != want[i] {
				t.Errorf("∂L/∂θ_%d = %.17g on %d goroutines, %.17g on one", i, g, procs, want[i])
			}
		}
		if got := L.Value(θ); got != v {
			t.Errorf("L = %.17g on %d goroutines, %.17g on one", got, procs, v)
		}
		if got := L.ValueGradient(both, θ); got != v || !slices.Equal(both, want) {
			t.Errorf("ValueGradient on %d goroutines: L = %.17g, want %.17g; ∇L = %.17g, want %.17g", procs, got, v, both, want)
		}
	}
	// And the chunks are the rows: compare with the plain sum.
	plain := make([]float64, L.Dim())
	for i, y := range L.y {
		r := L.Predict(θ, L.row(i)...) - y
		for j, x := range L.row(i) {
			plain[j] += r * x
		}
		plain[L.d] += r
	}
	for i, g := range plain {
		if math.Abs(g/float64(L.n)-want[i]) > 1e-12 {
			t.Errorf("∂L/∂θ_%d = %g in chunks, %g without", i, want[i], g/float64(L.n))
		}
	}
}

func TestALossServesSeveralGoroutines(t *testing.T) {
	for name, L := range everyLoss() {
		θ, u := make([]float64, L.Dim()), make([]float64, L.Dim())
		for i := range θ {
			θ[i], u[i] = 0.1*float64(i+1), 1
		}
		want, c := L.Gradient(nil, θ), L.Taylor(make([]float64, 8), θ, u)
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				for range 20 {
					for i, g := range L.Gradient(nil, θ) {
						if g != want[i] {
							t.Errorf("%s: gradient %g, alone %g", name, g, want[i])
						}
					}
					for k, x := range L.Taylor(make([]float64, 8), θ, u) {
						if x != c[k] {
							t.Errorf("%s: c_%d = %g, alone %g", name, k, x, c[k])
						}
					}
				}
			})
		}
		wg.Wait()
	}
}

func TestRadiusSeparatesConvergenceFromDivergence(t *testing.T) {
	L := orings(CrossEntropy)
	θ, u := published, []float64{0, 1}
	R := L.Radius(θ, u)
	at := func(η float64, K int) float64 {
		c := L.Taylor(make([]float64, K+1), θ, u)
		p := 0.0
		for k := K; k >= 0; k-- {
			p = p*η + c[k]
		}
		return math.Abs(p - L.Value([]float64{θ[0], θ[1] + η}))
	}
	// A tail of (η/R)ᴷ: 0.8³⁰ = 1e-3 of the first error; 1.5³⁰ = 2e5 times as much.
	if near, more := at(0.8*R, 10), at(0.8*R, 40); more > near/10 {
		t.Errorf("inside: error %g at order 10, %g at order 40", near, more)
	}
	if far, more := at(1.5*R, 10), at(1.5*R, 40); more < 1000*far {
		t.Errorf("outside: error %g at order 10, %g at order 40", far, more)
	}
	if R := L.Radius(θ, []float64{0, 0}); !math.IsInf(R, 1) {
		t.Errorf("radius %g along u = 0", R)
	}
}

func TestPredictIsTheSigmoidOfTheMargin(t *testing.T) {
	L := Must(NewNeuron(CrossEntropy, []float64{1, 2, 3, 4}, []float64{0, 1}))
	if p := L.Predict([]float64{1, -1, 1}, 3, 4); p != 0.5 {
		t.Errorf("σ(3 − 4 + 1) = %g, want ½", p)
	}
	if Sigmoid(math.Inf(-1)) != 0 || Sigmoid(math.Inf(1)) != 1 || !math.IsNaN(Sigmoid(math.NaN())) {
		t.Error("σ at ±Inf, NaN")
	}
}
