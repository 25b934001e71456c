package loss

import "github.com/downhill-go/downhill/pkg/taylor"

// Rosenbrock returns Rosenbrock's banana valley on ℝⁿ,
//
//	L(θ) = Σ_{i=1..n−1} 100 (θ_{i+1} − θ_i²)² + (1 − θ_i)²
//
// Its minimum is 0, at θ = (1, …, 1), at the end of a curved, nearly flat valley.
// (H. H. Rosenbrock, The Computer Journal 3 (1960), 175–184.) It panics if n < 2.
func Rosenbrock(n int) *Func {
	if n < 2 {
		panic("loss: Rosenbrock needs two parameters")
	}
	return New(n, func(ws *taylor.Workspace, θ []taylor.Series) taylor.Series {
		L := ws.Const(0)
		for i := range n - 1 {
			L.Acc(θ[i+1].Sub(θ[i].Sqr()).Sqr().Scale(100))
			L.Acc(θ[i].Shift(-1).Sqr())
		}
		return L
	})
}

// Himmelblau returns Himmelblau's function of w and b,
//
//	L(w, b) = (w² + b − 11)² + (w + b² − 7)²
//
// It has four minima, all 0: (3, 2), (−2.805118, 3.131313), (−3.779310, −3.283186)
// and (3.584428, −1.848127); a maximum, 181.617, near (−0.270845, −0.923039); and
// four saddles between. (D. M. Himmelblau, Applied Nonlinear Programming, 1972.)
func Himmelblau() *Func {
	return New(2, func(ws *taylor.Workspace, θ []taylor.Series) taylor.Series {
		w, b := θ[0], θ[1]
		return w.Sqr().Add(b).Shift(-11).Sqr().Add(w.Add(b.Sqr()).Shift(-7).Sqr())
	})
}

// Saddle returns a saddle with a floor on both sides,
//
//	L(w, b) = ½ w² − ½ b² + ¼ b⁴
//
// At (0, 0) the gradient vanishes, but L falls along ±b, to the minima −¼ at
// (0, ±1). A descent that starts with b = 0 exactly ends on the saddle.
func Saddle() *Func {
	return New(2, func(ws *taylor.Workspace, θ []taylor.Series) taylor.Series {
		w2, b2 := θ[0].Sqr(), θ[1].Sqr()
		return w2.Sub(b2).Scale(0.5).Add(b2.Sqr().Scale(0.25))
	})
}

// Plateau returns a smooth pit in a plain,
//
//	L(w, b) = 1 − e^{−(w² + b²)/2}
//
// Its minimum is 0, at (0, 0), but far from there the gradient ‖θ‖ e^{−‖θ‖²/2} is so
// small that descent hardly moves: 1.9e-5 at ‖θ‖ = 5.
func Plateau() *Func {
	return New(2, func(ws *taylor.Workspace, θ []taylor.Series) taylor.Series {
		return θ[0].Sqr().Add(θ[1].Sqr()).Scale(-0.5).Expm1().Neg()
	})
}

// TwoValleys returns a double well, tilted so that one minimum is lower,
//
//	L(w, b) = (w² − 1)² + ½ b² + 0.3 w
//
// Its lowest point is −0.305428 at (−1.035579, 0); a second minimum, 0.294146, lies at
// (0.960150, 0), and a saddle at (0.075430, 0). Which one a descent ends in depends on
// its start.
func TwoValleys() *Func {
	return New(2, func(ws *taylor.Workspace, θ []taylor.Series) taylor.Series {
		w, b := θ[0], θ[1]
		return w.Sqr().Shift(-1).Sqr().Add(b.Sqr().Scale(0.5)).Add(w.Scale(0.3))
	})
}
