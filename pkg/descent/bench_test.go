package descent_test

import (
	"testing"

	"gonum.org/v1/gonum/optimize"

	"github.com/downhill-go/downhill/pkg/descent"
)

// 1,000 steps of fixed η on the 23 launches, path, losses and gradient norms kept.
// scripts/bench descent holds it against NumPy, JAX's lax.scan and gonum.
func BenchmarkRunORings(b *testing.B) {
	L, θ, _ := launches()
	var run descent.Result
	b.ReportAllocs()
	for b.Loop() {
		run.Run(L, θ, descent.Settings{Rate: 1, Tol: -1})
	}
	perStep(b, 1000*b.N)
}

// The same in the iterator form.
func BenchmarkStepsORings(b *testing.B) {
	L, θ, _ := launches()
	b.ReportAllocs()
	for b.Loop() {
		for range descent.Steps(L, θ, descent.Settings{Rate: 1, Tol: -1}) {
		}
	}
	perStep(b, 1000*b.N)
}

// Gonum's GradientDescent with its simplest line search and its trajectory recorded,
// for as many steps as it takes to ‖∇L‖ ≤ 10⁻⁶.
func BenchmarkGonumORings(b *testing.B) {
	L, θ, _ := launches()
	steps := 0
	for b.Loop() {
		path := &trajectory{}
		_, err := optimize.Minimize(descent.Problem(L), θ, &optimize.Settings{
			GradientThreshold: 1e-6,
			Converger:         optimize.NeverTerminate{},
			Recorder:          path,
		}, &optimize.GradientDescent{
			Linesearcher:      &optimize.Backtracking{},
			StepSizer:         optimize.ConstantStepSize{Size: 1},
			GradStopThreshold: 1e-6,
		})
		if err != nil {
			b.Fatal(err)
		}
		steps += len(path.θ) - 1
	}
	perStep(b, steps)
}

// trajectory is gonum's way to keep a path: a Recorder.
type trajectory struct{ θ [][]float64 }

func (t *trajectory) Init() error { return nil }

func (t *trajectory) Record(at *optimize.Location, op optimize.Operation, _ *optimize.Stats) error {
	if op == optimize.MajorIteration {
		t.θ = append(t.θ, append([]float64(nil), at.X...))
	}
	return nil
}

// A step of each rule in ten thousand parameters, on a loss that costs next to
// nothing.
func BenchmarkRule(b *testing.B) {
	L := sphere(10000)
	θ := make([]float64, L)
	for i := range θ {
		θ[i] = 1
	}
	for name, rule := range rules() {
		b.Run(name, func(b *testing.B) {
			var run descent.Result
			b.ReportAllocs()
			for b.Loop() {
				run.Run(L, θ, descent.Settings{Rate: 0.01, Steps: 100, Tol: -1, Rule: rule, Every: 100})
			}
			perStep(b, 100*b.N)
		})
	}
}

// sphere(n) is ½‖θ‖² in n parameters.
type sphere int

func (n sphere) Dim() int                          { return int(n) }
func (sphere) Value(θ []float64) float64           { return descent.Slope(θ, θ) / 2 }
func (sphere) Gradient(dst, θ []float64) []float64 { copy(dst, θ); return dst }

func BenchmarkExpand(b *testing.B) {
	L, θ, u := launches()
	b.ReportAllocs()
	for b.Loop() {
		descent.Expand(L, θ, u, 10)
	}
}

func BenchmarkRemainder(b *testing.B) {
	L, θ, u := launches()
	e := descent.Expand(L, θ, u, 10)
	for b.Loop() {
		e.Remainder(0.1, 3)
	}
}

func BenchmarkAngle(b *testing.B) {
	_, θ, u := launches()
	for b.Loop() {
		descent.Angle(u, θ)
	}
}

func perStep(b *testing.B, steps int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(steps), "ns/step")
}
