package taylor

import (
	"strconv"
	"testing"
)

// BenchmarkNeuron is a loss as it reads over series: the cross-entropy of a sigmoid
// neuron on as many rows as the O-rings have. scripts/bench taylor holds it against
// JAX's jet.
func BenchmarkNeuron(b *testing.B) {
	for _, order := range []int{1, 2, 5, 10, 20, 40} {
		b.Run("K"+strconv.Itoa(order), func(b *testing.B) {
			ws := NewWorkspace(order)
			b.ReportAllocs()
			for b.Loop() {
				ws.Reset()
				w, c := ws.Line(-1.5, 0.5), ws.Line(-1, 1)
				L := ws.Const(0).Full()
				for i := range 23 {
					m := ws.Mark()
					L.Acc(w.Scale(float64(i-11) / 6).Add(c).CrossEntropy(float64(i % 2)))
					ws.Release(m)
				}
			}
		})
	}
}

// BenchmarkFunction measures each elementary function of a full series, the
// costliest argument.
func BenchmarkFunction(b *testing.B) {
	for name, f := range functions {
		b.Run(name, func(b *testing.B) {
			ws := NewWorkspace(20)
			arg := ws.Line(0.5, 1).Exp()
			m := ws.Mark()
			b.ReportAllocs()
			for b.Loop() {
				ws.Release(m)
				f(arg, 0.5)
			}
		})
	}
}
