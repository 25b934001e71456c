package expr

import (
	"math"

	"github.com/downhill-go/downhill/pkg/taylor"
)

// Series returns the expression's power series in η when its variables are the
// given series: with w = θ₁ + η u₁ and b = θ₂ + η u₂ it is the Taylor form of a
// loss along u. Where the function has no expansion (log at 0, a corner of abs,
// max or min) coefficients are NaN, as in package taylor.
//
// pow with an exponent that is a constant is taylor.Series.Pow; otherwise it is
// exp(y log x), which wants a positive base. The series lives in ws, as do the
// values given.
//
// It panics if the number of values is not that of the variables.
func (e *Expr) Series(ws *taylor.Workspace, vals ...taylor.Series) taylor.Series {
	if len(vals) != len(e.vars) {
		panic("expr: wrong number of values")
	}
	stack := make([]taylor.Series, 0, e.height)
	for _, in := range e.code {
		n := len(stack)
		switch in.op {
		case opNumber:
			stack = append(stack, ws.Const(in.val))
			continue
		case opVar:
			stack = append(stack, vals[in.i])
			continue
		case opNeg:
			stack[n-1] = stack[n-1].Neg()
			continue
		}
		if in.op == opCall && functions[in.i].two == nil {
			stack[n-1] = functions[in.i].series(stack[n-1])
			continue
		}
		x, y := stack[n-2], stack[n-1]
		stack = stack[:n-1]
		switch in.op {
		case opAdd:
			x = x.Add(y)
		case opSub:
			x = x.Sub(y)
		case opMul:
			x = x.Mul(y)
		case opDiv:
			x = x.Div(y)
		case opCall:
			x = functions[in.i].seriesTwo(ws, x, y)
		}
		stack[n-2] = x
	}
	return stack[0]
}

// power returns xʸ.
func power(_ *taylor.Workspace, x, y taylor.Series) taylor.Series {
	if y.Degree() == 0 {
		return x.Pow(y.Coeff(0))
	}
	return x.Log().Mul(y).Exp()
}

func smaller(ws *taylor.Workspace, x, y taylor.Series) taylor.Series {
	return larger(ws, x.Neg(), y.Neg()).Neg()
}

// larger returns the series with the larger value. Where the values are equal
// and the series are not, there is a corner, and all but the value is NaN.
func larger(ws *taylor.Workspace, x, y taylor.Series) taylor.Series {
	a, b := x.Coeff(0), y.Coeff(0)
	switch {
	case a > b:
		return x
	case b > a:
		return y
	}
	c := make([]float64, ws.Order()+1)
	same := true
	for k := range c {
		c[k] = math.NaN()
		same = same && x.Coeff(k) == y.Coeff(k)
	}
	if same {
		return x
	}
	c[0] = math.Max(a, b)
	return ws.Coeffs(c...)
}
