package loss

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// A weight of 2 is what naming a row twice is, and a weight of 0 what leaving it out is.
func TestWeightsAreWhatRepeatedRowsAre(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 22))
	const n, d = 11, 3
	x, label := randomVector(rng, n*d), make([]int, n)
	y, w := make([]float64, n), make([]float64, n)
	var x2, y2 []float64
	var label2 []int
	for i := range n {
		y[i], label[i], w[i] = rng.Float64(), rng.IntN(3), float64(rng.IntN(3))
		for range int(w[i]) {
			x2, y2, label2 = append(x2, x[i*d:(i+1)*d]...), append(y2, y[i]), append(label2, label[i])
		}
	}
	for name, pair := range map[string][2]expander{
		"cross-entropy": {Must(NewNeuron(CrossEntropy, x, y, Weights(w))), Must(NewNeuron(CrossEntropy, x2, y2))},
		"squared error": {Must(NewNeuron(SquaredError, x, y, Weights(w))), Must(NewNeuron(SquaredError, x2, y2))},
		"softmax":       {Must(NewSoftmax(3, x, label, Weights(w))), Must(NewSoftmax(3, x2, label2))},
		"network":       {Must(NewNetwork(2, 3, x, label, Weights(w))), Must(NewNetwork(2, 3, x2, label2))},
	} {
		a, b := pair[0], pair[1]
		θ, u := randomVector(rng, a.Dim()), randomVector(rng, a.Dim())
		ca, cb := a.Taylor(make([]float64, 6), θ, u), b.Taylor(make([]float64, 6), θ, u)
		ga, gb := a.Gradient(nil, θ), b.Gradient(nil, θ)
		// The same terms in another order: a dozen roundings of numbers near 1.
		for k := range ca {
			if math.Abs(ca[k]-cb[k]) > 1e-14*(1+math.Abs(ca[k])) {
				t.Errorf("%s: c_%d is %.17g with weights, %.17g with rows repeated", name, k, ca[k], cb[k])
			}
		}
		for i := range ga {
			if math.Abs(ga[i]-gb[i]) > 1e-14*(1+math.Abs(ga[i])) {
				t.Errorf("%s: ∂L/∂θ_%d is %.17g with weights, %.17g with rows repeated", name, i, ga[i], gb[i])
			}
		}
	}
}

func TestL2AddsHalfItsSquareAndSparesTheBias(t *testing.T) {
	p := orings(CrossEntropy)
	q := orings(CrossEntropy, L2(0.5))
	θ := []float64{-0.25, 15}
	// ½·½·0.25² is a power of two; the sum rounds once.
	if d := q.Value(θ) - p.Value(θ) - 1./64; math.Abs(d) > 1e-15 {
		t.Errorf("the penalty misses ½λw² by %g", d)
	}
	g, h := p.Gradient(nil, θ), q.Gradient(nil, θ)
	if math.Abs(h[0]-g[0]+0.125) > 1e-15*10 || h[1] != g[1] {
		t.Errorf("gradient %v with the penalty, %v without", h, g)
	}
}

func TestBatchOfAllRowsIsTheGradient(t *testing.T) {
	for name, L := range everyLoss() {
		B, ok := L.(batcher)
		if !ok {
			continue
		}
		rng := rand.New(rand.NewPCG(23, 24))
		θ := randomVector(rng, L.Dim())
		all := rng.Perm(B.Rows())
		g, v := B.Batch(nil, θ, all)
		// Another order of the rows; sums of twenty terms near 1.
		if math.Abs(v-L.Value(θ)) > 1e-14*(1+v) {
			t.Errorf("%s: value %.17g over all rows, %.17g as a batch", name, L.Value(θ), v)
		}
		for i, want := range L.Gradient(nil, θ) {
			if math.Abs(g[i]-want) > 1e-14*(1+math.Abs(want)) {
				t.Errorf("%s: ∂L/∂θ_%d = %.17g over all rows, %.17g as a batch", name, i, want, g[i])
			}
		}
	}
}

// A batch is a set of its own: that of its rows, as often as they occur, with their
// weights.
func TestABatchIsTheNeuronOfItsRows(t *testing.T) {
	rng := rand.New(rand.NewPCG(27, 28))
	for _, d := range []int{1, 2, 20} {
		const n = 50
		x, y, w := randomVector(rng, n*d), make([]float64, n), make([]float64, n)
		for i := range y {
			y[i], w[i] = rng.Float64(), rng.Float64()
		}
		for kind := range SquaredError + 1 {
			for _, weights := range [][]float64{nil, w} {
				L := Must(NewNeuron(kind, x, y, Weights(weights), L2(0.3)))
				for _, rows := range [][]int{{7}, {3, 1, 4, 1, 5}, rng.Perm(n)[:33]} {
					var xs, ys, ws []float64
					for _, r := range rows {
						xs, ys = append(xs, x[r*d:(r+1)*d]...), append(ys, y[r])
						if weights != nil {
							ws = append(ws, w[r])
						}
					}
					θ := randomVector(rng, d+1)
					want := Must(NewNeuron(kind, xs, ys, Weights(ws), L2(0.3)))
					g, v := L.Batch(nil, θ, rows)
					// Weights are divided by their sum twice.
					if math.Abs(v-want.Value(θ)) > 1e-14*(1+v) {
						t.Errorf("d = %d, %v, rows %v: L = %.17g, want %.17g", d, kind, rows, v, want.Value(θ))
					}
					for i, h := range want.Gradient(nil, θ) {
						if math.Abs(g[i]-h) > 1e-14*(1+math.Abs(h)) {
							t.Errorf("d = %d, %v, rows %v: ∂L/∂θ_%d = %.17g, want %.17g", d, kind, rows, i, g[i], h)
						}
					}
				}
			}
		}
	}
}

func TestABatchWithoutWeightHasNoMean(t *testing.T) {
	x, w := []float64{1, 2, 3}, Weights([]float64{0, 0, 1})
	for name, L := range map[string]batcher{
		"neuron":  Must(NewNeuron(CrossEntropy, x, []float64{0, 1, 1}, w)),
		"softmax": Must(NewSoftmax(2, x, []int{0, 1, 1}, w)),
		"network": Must(NewNetwork(2, 2, x, []int{0, 1, 1}, w)),
	} {
		g, v := L.Batch(nil, make([]float64, L.Dim()), []int{0, 1})
		if !math.IsNaN(v) || !math.IsNaN(g[0]) {
			t.Errorf("%s: L = %g, ∇L = %g", name, v, g)
		}
	}
}

func TestMeanOfDisjointBatchesIsTheGradient(t *testing.T) {
	rng := rand.New(rand.NewPCG(25, 26))
	const n, d, classes = 300, 7, 5 // several blocks and a last one cut short
	x, label := randomVector(rng, n*d), make([]int, n)
	for i := range label {
		label[i] = rng.IntN(classes)
	}
	y := make([]float64, n)
	for i := range y {
		y[i] = rng.Float64()
	}
	for name, L := range map[string]batcher{
		"neuron":  Must(NewNeuron(SquaredError, x, y)),
		"softmax": Must(NewSoftmax(classes, x, label)),
		"network": Must(NewNetwork(9, classes, x, label)),
	} {
		θ := randomVector(rng, L.Dim())
		order := rng.Perm(n)
		mean := make([]float64, L.Dim())
		for i := 0; i < n; i += 100 {
			g, _ := L.Batch(nil, θ, order[i:i+100])
			for j := range mean {
				mean[j] += g[j] / 3
			}
		}
		for j, want := range L.Gradient(nil, θ) {
			if math.Abs(mean[j]-want) > 1e-14 {
				t.Errorf("%s: ∂L/∂θ_%d = %.17g, mean of batches %.17g", name, j, want, mean[j])
			}
		}
	}
}

func TestARowWithoutWeightMattersNowhereHoweverLargeItIs(t *testing.T) {
	x, w := []float64{1, 1e300}, Weights([]float64{1, 0})
	θ, u := []float64{1, 0.5}, []float64{1e10, -1}
	for name, pair := range map[string][2]expander{
		"cross-entropy": {Must(NewNeuron(CrossEntropy, x, []float64{0, 1}, w)), Must(NewNeuron(CrossEntropy, x[:1], []float64{0}))},
		"squared error": {Must(NewNeuron(SquaredError, x, []float64{0, 1}, w)), Must(NewNeuron(SquaredError, x[:1], []float64{0}))},
		"softmax":       {Must(NewSoftmax(2, x, []int{0, 1}, w)), Must(NewSoftmax(2, x[:1], []int{0}))},
		"network":       {Must(NewNetwork(1, 2, x, []int{0, 1}, w)), Must(NewNetwork(1, 2, x[:1], []int{0}))},
	} {
		L, alone := pair[0], pair[1]
		for len(θ) < L.Dim() {
			θ, u = append(θ, -0.3), append(u, 2e10)
		}
		θ, u := θ[:L.Dim()], u[:L.Dim()]
		close := func(what string, got, want float64) {
			t.Helper()
			if !(math.Abs(got-want) <= 1e-13*math.Abs(want)) {
				t.Errorf("%s: %s = %g, without the row %g", name, what, got, want)
			}
		}
		close("L", L.Value(θ), alone.Value(θ))
		g, h := L.Gradient(nil, θ), L.(hessianVectorer).HessianVector(nil, θ, u)
		wantG, wantH := alone.Gradient(nil, θ), alone.(hessianVectorer).HessianVector(nil, θ, u)
		for i := range g {
			close("∂L/∂θ", g[i], wantG[i])
			close("∇²Lu", h[i], wantH[i])
		}
		c, want := L.Taylor(make([]float64, 21), θ, u), alone.Taylor(make([]float64, 21), θ, u)
		for k := range c {
			close("c_k", c[k], want[k])
		}
		if L, ok := L.(*Neuron); ok {
			close("M_20", L.DerivativeBound(u, 20), alone.(*Neuron).DerivativeBound(u, 20))
		}
	}
}

// A mean of equal rows is a row's: what is off is how the sum is rounded.
func TestAMeanOfManyRowsKeepsItsDigits(t *testing.T) {
	const n = 300_000
	for _, row := range [][]float64{{1}, {1, -0.3, 0.7}} {
		d := len(row)
		θ, u := []float64{1.1, 0.2, -0.4, 0.6}[:d+1], []float64{0.3, -0.7, 0.9, 0.2}[:d+1]
		for kind := range SquaredError + 1 {
			L := Must(NewNeuron(kind, slices.Repeat(row, n), make([]float64, n)))
			one := Must(NewNeuron(kind, row, []float64{0}))
			both := make([]float64, d+1)
			got := append(L.Taylor(make([]float64, 7), θ, u), L.Value(θ), L.ValueGradient(both, θ))
			got = append(append(append(got, both...), L.Gradient(nil, θ)...), L.HessianVector(nil, θ, u)...)
			want := append(one.Taylor(make([]float64, 7), θ, u), one.Value(θ), one.ValueGradient(both, θ))
			want = append(append(append(want, both...), one.Gradient(nil, θ)...), one.HessianVector(nil, θ, u)...)
			for i := range got {
				if !(math.Abs(got[i]-want[i]) <= 1e-13*math.Abs(want[i])) {
					t.Errorf("d = %d, %v: number %d is %.17g, want %.17g", d, kind, i, got[i], want[i])
				}
			}
		}
	}
}
