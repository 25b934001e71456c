package descent_test

import (
	"testing"

	"github.com/downhill-go/downhill/pkg/descent"
)

// 1,000 steps of fixed η on the 23 launches, path and losses kept: divide by 1,000
// for the time of a step. Against the same in NumPy, JAX and gonum: scripts/bench.
func BenchmarkRunORings(b *testing.B) {
	L, θ, _ := launches()
	var run descent.Result
	b.ReportAllocs()
	for b.Loop() {
		run.Run(L, θ, descent.Settings{Rate: 1, Steps: 1000, Tol: -1})
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/step")
}

func BenchmarkStepsORings(b *testing.B) {
	L, θ, _ := launches()
	b.ReportAllocs()
	for b.Loop() {
		for range descent.Steps(L, θ, descent.Settings{Rate: 1, Steps: 1000, Tol: -1}) {
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/step")
}
func BenchmarkGradient(b *testing.B) {
	L, θ, _ := launches()
	g := make([]float64, 2)
	for b.Loop() {
		L.Gradient(g, θ)
	}
}
func BenchmarkValue(b *testing.B) {
	L, θ, _ := launches()
	for b.Loop() {
		L.Value(θ)
	}
}
func BenchmarkValueGradient(b *testing.B) {
	L, θ, _ := launches()
	g := make([]float64, 2)
	for b.Loop() {
		L.ValueGradient(g, θ)
	}
}
