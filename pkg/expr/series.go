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
			stack[n-1] = one(functions[in.i].kind, stack[n-1])
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
			x = two(ws, functions[in.i].kind, x, y)
		}
		stack[n-2] = x
	}
	return stack[0]
}

// one applies a function of one argument.
func one(k kind, x taylor.Series) taylor.Series {
	switch k {
	case kExp:
		return x.Exp()
	case kExpm1:
		return x.Expm1()
	case kLog:
		return x.Log()
	case kLog1p:
		return x.Log1p()
	case kLog2:
		return x.Log().Scale(1 / math.Ln2)
	case kLog10:
		return x.Log().Scale(1 / math.Ln10)
	case kSqrt:
		return x.Sqrt()
	case kSin:
		return x.Sin()
	case kCos:
		return x.Cos()
	case kTan:
		return x.Tan()
	case kTanh:
		return x.Tanh()
	case kAtan:
		return x.Atan()
	case kSigmoid:
		return x.Sigmoid()
	case kSoftplus:
		return x.Softplus()
	case kAbs:
		return x.Abs()
	}
	panic("expr: function without a series")
}

// two applies a function of two arguments.
func two(ws *taylor.Workspace, k kind, x, y taylor.Series) taylor.Series {
	switch k {
	case kPow:
		if y.Degree() == 0 {
			return x.Pow(y.Coeff(0))
		}
		return x.Log().Mul(y).Exp()
	case kMax:
		return larger(ws, x, y)
	case kMin:
		return larger(ws, x.Neg(), y.Neg()).Neg()
	}
	panic("expr: function without a series")
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
