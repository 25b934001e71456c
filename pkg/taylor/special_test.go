package taylor

import (
	"math"
	"testing"
)

var inf, nan = math.Inf(1), math.NaN()

// same reports whether a's coefficients are exactly want, NaN being equal to NaN.
func same(t *testing.T, what string, a Series, want ...float64) {
	t.Helper()
	if got := a.Degree(); got > len(want)-1 && len(a.c) > len(want) {
		t.Errorf("%s: degree %d, want %d", what, got, len(want)-1)
	}
	for k, w := range want {
		if c := a.Coeff(k); c != w && !(math.IsNaN(c) && math.IsNaN(w)) {
			t.Errorf("%s: c_%d = %v, want %v", what, k, c, w)
		}
	}
}

func TestSpecialCasesAreExact(t *testing.T) {
	ws := NewWorkspace(3)
	η, zero, one := ws.Line(0, 1), ws.Const(0), ws.Const(1)
	neg := ws.Line(-1, 1)

	same(t, "exp 0", zero.Exp(), 1)
	same(t, "exp η", η.Exp(), 1, 1, 0.5, 0.5/3)
	same(t, "expm1 η", η.Expm1(), 0, 1, 0.5, 0.5/3)
	same(t, "log 1", one.Log(), 0)
	same(t, "log(1+η)", η.Log1p(), 0, 1, -0.5, 1./3)
	same(t, "√1", one.Sqrt(), 1)
	same(t, "√(1+η)", η.Shift(1).Sqrt(), 1, 0.5, -0.125, 0.0625)
	same(t, "1/(1−η)", one.Div(η.Neg().Shift(1)), 1, 1, 1, 1)
	same(t, "sin 0", zero.Sin(), 0)
	same(t, "cos 0", zero.Cos(), 1)
	same(t, "σ(0)", zero.Sigmoid(), 0.5)
	same(t, "σ(η)", η.Sigmoid(), 0.5, 0.25, 0, -0.25/12)
	same(t, "tanh η", η.Tanh(), 0, 1, 0, -1./3)
	same(t, "atan η", η.Atan(), 0, 1, 0, -1./3)
	same(t, "|−1+η|", neg.Abs(), 1, -1)
	same(t, "|1−η|", neg.Neg().Abs(), 1, -1)
	same(t, "η⁰", η.Powi(0), 1)
	same(t, "η³", η.Powi(3), 0, 0, 0, 1)
	same(t, "η⁴, beyond the order", η.Powi(4), 0, 0, 0, 0)
	same(t, "2^0.5 of a constant", ws.Const(4).Pow(0.5), 2)
	same(t, "cross-entropy of logit 0", zero.CrossEntropy(1), math.Ln2)
}

func TestWhereThereIsNoExpansionTheRestIsNaN(t *testing.T) {
	ws := NewWorkspace(2)
	η, neg := ws.Line(0, 1), ws.Line(-1, 1)
	same(t, "1/η", ws.Const(1).Div(η), inf, nan, nan)
	same(t, "−1/η", ws.Const(-1).Div(η), -inf, nan, nan)
	same(t, "η/η", η.Div(η), nan, nan, nan)
	same(t, "η⁻¹", η.Powi(-1), inf, nan, nan)
	same(t, "log η", η.Log(), -inf, nan, nan)
	same(t, "log(−1+η)", neg.Log(), nan, nan, nan)
	same(t, "log1p(−1+η)", neg.Log1p(), -inf, nan, nan)
	same(t, "log1p(−2)", ws.Line(-2, 1).Log1p(), nan, nan, nan)
	same(t, "√η", η.Sqrt(), 0, nan, nan)
	same(t, "√(−1+η)", neg.Sqrt(), nan, nan, nan)
	same(t, "η^½", η.Pow(0.5), 0, nan, nan)
	same(t, "(−1+η)^½", neg.Pow(0.5), nan, nan, nan)
	same(t, "|η|", η.Abs(), 0, nan, nan)
	same(t, "√0", ws.Const(0).Sqrt(), 0)
	same(t, "log 0", ws.Const(0).Log(), -inf)
	same(t, "1/0", ws.Const(1).Div(ws.Const(0)), inf)
	// What may have been cut off is no constant: √(η²) is |η|.
	first := NewWorkspace(1)
	same(t, "√(η²) to order 1", first.Line(0, 1).Sqr().Sqrt(), 0, nan)
}

func TestAParameterThatStandsStillIsAConstant(t *testing.T) {
	ws := NewWorkspace(3)
	zero, one := ws.Line(0, 0), ws.Line(1, 0)
	same(t, "|0 + 0η|", zero.Abs(), 0)
	same(t, "√(0 + 0η)", zero.Sqrt(), 0)
	same(t, "log(0 + 0η)", zero.Log(), -inf)
	same(t, "1/(0 + 0η)", one.Div(zero), inf)
	same(t, "log of LogSumExp(0)", LogSumExp(zero).Log(), -inf)
	same(t, "LogSumExp(1, 1) − log 2", LogSumExp(one, one).Shift(-math.Ln2), 1)
}

func TestInfiniteArgumentsGiveTheLimit(t *testing.T) {
	ws := NewWorkspace(2)
	up, down := ws.Line(inf, 1), ws.Line(-inf, 1)
	same(t, "σ(∞)", up.Sigmoid(), 1, 0, 0)
	same(t, "σ(−∞)", down.Sigmoid(), 0, 0, 0)
	same(t, "tanh(−∞)", down.Tanh(), -1, 0, 0)
	same(t, "softplus(∞)", up.Softplus(), inf, 1, 0)
	same(t, "softplus(−∞)", down.Softplus(), 0, 0, 0)
	same(t, "atan(∞)", up.Atan(), math.Pi/2, 0, 0)
	same(t, "atan(10²⁰⁰)", ws.Line(1e200, 1e200).Atan(), math.Pi/2, 1e-200, -1e-200)
	same(t, "LogSumExp of a logit −∞", LogSumExp(ws.Const(-inf), ws.Line(2, 1)), 2, 1, 0)
	same(t, "LogSumExp of −∞ alone", LogSumExp(ws.Const(-inf), ws.Const(-inf)), -inf)
	same(t, "LogSumExp of ∞", LogSumExp(ws.Const(0), up), inf, nan, nan)
	same(t, "LogSumExp of ∞ and NaN", LogSumExp(up, ws.Const(nan)), nan, nan, nan)
	for _, c := range []struct {
		s    Series
		want float64
	}{{ws.Const(1), 1}, {ws.Line(1, -2), -inf}, {Series{}, 0}} {
		if got := c.s.Eval(inf); got != c.want {
			t.Errorf("%v at η = ∞ is %v, want %v", c.s, got, c.want)
		}
	}
}

func TestSaturatedFunctionsStayFinite(t *testing.T) {
	ws := NewWorkspace(20)
	for _, z := range []float64{-1e300, -1e4, -745, 745, 1e4, 1e300} {
		a := ws.Line(z, 1)
		for name, s := range map[string]Series{
			"sigmoid": a.Sigmoid(), "tanh": a.Tanh(), "softplus": a.Softplus(),
			"crossentropy": a.CrossEntropy(0.5), "logsumexp": LogSumExp(a, ws.Const(0)),
			"softmax cross-entropy": SoftmaxCrossEntropy(0, a, ws.Const(0), a),
		} {
			for k := range 21 {
				if c := s.Coeff(k); math.IsNaN(c) || math.IsInf(c, 0) {
					t.Errorf("%s at %g: c_%d = %v", name, z, k, c)
				}
			}
		}
	}
}

func TestSeriesKeepsItsDegreeSmall(t *testing.T) {
	ws := NewWorkspace(20)
	a, b := ws.Line(1, 2), ws.Coeffs(1, 2, 3)
	for _, c := range []struct {
		name string
		s    Series
		want int
	}{
		{"constant", ws.Const(3), 0}, {"line", a, 1}, {"sum", a.Add(b), 2}, {"product", a.Mul(b), 3},
		{"square", b.Sqr(), 4}, {"cube", b.Powi(3), 6}, {"composition", b.Compose(a), 2}, {"exp of a constant", ws.Const(1).Exp(), 0},
		{"exp", a.Exp(), 20}, {"quotient by a constant", b.Div(ws.Const(2)), 2}, {"quotient", a.Div(b), 20},
		{"long", ws.Coeffs(make([]float64, 50)...), 20}, {"none", ws.Coeffs(), 0},
	} {
		if got := c.s.Degree(); got != c.want {
			t.Errorf("%s: degree %d, want %d", c.name, got, c.want)
		}
	}
	if d := NewWorkspace(0).Line(1, 2).Degree(); d != 0 {
		t.Errorf("a line of order 0 has degree %d", d)
	}
}

func TestComposeExpandsAFunctionAroundItsPoint(t *testing.T) {
	ws := NewWorkspace(8)
	// sin around 0, composed with a displacement without constant term, is the sine of it.
	b := ws.Coeffs(0, 0.5, -1, 2)
	near(t, "sin ∘ b", ws.Line(0, 1).Sin().Compose(b), b.Sin(), 1e-15)
	// A polynomial is composed exactly whatever b_0 is: (1 + x)² at x = 2 + η.
	same(t, "(1+x)² at 2+η", ws.Coeffs(1, 2, 1).Compose(ws.Line(2, 1)), 9, 6, 1)
}

func TestZeroSeriesIsTheNumberZero(t *testing.T) {
	ws := NewWorkspace(3)
	var z Series
	a := ws.Coeffs(1, 2)
	same(t, "0 + a", z.Add(a), 1, 2)
	same(t, "a + 0", a.Add(z), 1, 2)
	same(t, "0 − a", z.Sub(a), -1, -2)
	same(t, "0 a", z.Mul(a), 0)
	same(t, "0 + 0", z.Add(z), 0)
	same(t, "−0", z.Neg(), 0)
	if z.Eval(3) != 0 || z.Degree() != 0 || z.Coeff(5) != 0 || len(z.CopyTo(nil)) != 0 {
		t.Error("the zero Series is not 0")
	}
	z.Acc(a)
	z.Acc(a)
	same(t, "a + a", z, 2, 4)
	same(t, "a after Acc", a, 1, 2)
}

func TestMisusePanicsWithOneSentence(t *testing.T) {
	ws, other := NewWorkspace(2), NewWorkspace(2)
	a, b := ws.Line(1, 1), other.Line(1, 1)
	for want, f := range map[string]func(){
		"taylor: series of different workspaces":   func() { a.Add(b) },
		"taylor: series of different workspaces\n": func() { a.Div(b) },
		"taylor: series without a workspace":       func() { Series{}.Exp() },
		"taylor: order is negative":                func() { NewWorkspace(-1) },
		"taylor: coefficient index is negative":    func() { a.Coeff(-1) },
		"taylor: mark of another workspace":        func() { NewWorkspace(1).Release(a.workspace().Mark()) },
		"taylor: mark of what has been taken back": func() {
			ws := NewWorkspace(1)
			ws.Line(1, 1)
			m := ws.Mark()
			ws.Reset()
			ws.Release(m)
		},
		"taylor: LogSumExp of nothing":                             func() { LogSumExp() },
		"taylor: SoftmaxCrossEntropy of a class that has no logit": func() { SoftmaxCrossEntropy(1, a) },
		"taylor: exponent out of range":                            func() { a.Powi(math.MinInt) },
		"taylor: series without a workspace\n":                     func() { a.Div(Series{}) },
		"taylor: series of different workspaces\n\n":               func() { LogSumExp(a, b) },
	} {
		func() {
			defer func() {
				got, _ := recover().(string)
				for len(want) > 0 && want[len(want)-1] == '\n' {
					want = want[:len(want)-1]
				}
				if got != want {
					t.Errorf("panics with %q, want %q", got, want)
				}
			}()
			f()
		}()
	}
}

func TestStringReadsAsAFormula(t *testing.T) {
	ws := NewWorkspace(12)
	for want, s := range map[string]Series{
		"0":                     ws.Const(0),
		"1 + 0.5η - 0.125η²":    ws.Coeffs(1, 0.5, -0.125),
		"-η":                    ws.Line(0, -1),
		"-1 - η":                ws.Line(-1, -1),
		"-2η¹²":                 ws.Line(0, 1).Powi(12).Scale(-2),
		"η + 0.333333η³":        ws.Coeffs(0, 1, 0, 1./3),
		"-0.5 - η":              ws.Coeffs(-0.5, -1),
		"NaN + +Infη":           ws.Coeffs(nan, inf),
		"1e+300 + 1e-300η - η²": ws.Coeffs(1e300, 1e-300, -1),
	} {
		if got := s.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := (Series{}).String(); got != "0" {
		t.Errorf("the zero Series reads %q", got)
	}
}
