//go:build !engine && !lean

package descent

import (
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize"
)

// Problem returns L in the form that gonum's optimize.Minimize takes: Func is L,
// Grad is ∇L and Hess is ∇²L, if L has a method HessianVector or is an [Expander];
// column j of ∇²L is then
//
//	∇²L e_j,   or by polarization   ½ (φ″ along e_i+e_j − φ″ along e_i − φ″ along e_j)
//
// for the entries i ≤ j. Without either, Hess is nil.
func Problem(L Objective) optimize.Problem {
	p := optimize.Problem{
		Func: L.Value,
		Grad: func(grad, θ []float64) { gradient(L, grad, θ) },
	}
	switch L := L.(type) {
	case problem:
		return L.p
	case HessianVectorer:
		p.Hess = func(hess *mat.SymDense, θ []float64) {
			column, e := make([]float64, len(θ)), make([]float64, len(θ))
			for j := range e {
				e[j] = 1
				L.HessianVector(column, θ, e)
				e[j] = 0
				for i := range j + 1 {
					hess.SetSym(i, j, column[i])
				}
			}
		}
	case Expander:
		p.Hess = func(hess *mat.SymDense, θ []float64) { polarize(hess, L, θ) }
	}
	return p
}

// polarize sets hess to ∇²L(θ) by the curvatures along e_j and e_i + e_j.
func polarize(hess *mat.SymDense, L Expander, θ []float64) {
	u, c := make([]float64, len(θ)), make([]float64, 3)
	for j := range u {
		u[j] = 1
		hess.SetSym(j, j, 2*L.Taylor(c, θ, u)[2])
		for i := range j {
			u[i] = 1
			both := 2 * L.Taylor(c, θ, u)[2]
			u[i] = 0
			hess.SetSym(i, j, (both-hess.At(i, i)-hess.At(j, j))/2)
		}
		u[j] = 0
	}
}

// FromProblem returns the Objective of a gonum problem in dim parameters. If p has no
// Grad, the gradient is computed by central differences, as by [Func]. [Problem] of what
// FromProblem returned is p again, with its Hess.
//
// It panics if p has no Func or dim is not positive.
func FromProblem(p optimize.Problem, dim int) Objective {
	if p.Func == nil {
		panic("descent: the problem has no Func")
	}
	L := problem{Func(dim, p.Func, p.Grad), p}
	if p.Grad == nil {
		L.p.Grad = func(grad, θ []float64) { differences(grad, θ, p.Func) }
	}
	return L
}

type problem struct {
	Objective
	p optimize.Problem
}
