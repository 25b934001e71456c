package expr

import (
	"math"

	"github.com/downhill-go/downhill/pkg/taylor"
)

// A function that expressions may call, over numbers and over series.
type function struct {
	name string
	one  func(x float64) float64
	two  func(x, y float64) float64
	// The same over series; for a function of two arguments in the workspace of both.
	series    func(x taylor.Series) taylor.Series
	seriesTwo func(ws *taylor.Workspace, x, y taylor.Series) taylor.Series
}

// functions is what may be called: one row a function.
var functions = [...]function{
	{name: "exp", one: math.Exp, series: taylor.Series.Exp},
	{name: "log", one: math.Log, series: taylor.Series.Log},
	{name: "ln", one: math.Log, series: taylor.Series.Log},
	{name: "sqrt", one: math.Sqrt, series: taylor.Series.Sqrt},
	{name: "pow", two: math.Pow, seriesTwo: power},
	{name: "sin", one: math.Sin, series: taylor.Series.Sin},
	{name: "cos", one: math.Cos, series: taylor.Series.Cos},
	{name: "tan", one: math.Tan, series: taylor.Series.Tan},
	{name: "asin", one: math.Asin, series: taylor.Series.Asin},
	{name: "atan", one: math.Atan, series: taylor.Series.Atan},
	{name: "sinh", one: math.Sinh, series: taylor.Series.Sinh},
	{name: "cosh", one: math.Cosh, series: taylor.Series.Cosh},
	{name: "tanh", one: math.Tanh, series: taylor.Series.Tanh},
	{name: "erf", one: math.Erf, series: taylor.Series.Erf},
	{name: "sigmoid", one: taylor.Sigmoid, series: taylor.Series.Sigmoid},
	{name: "σ", one: taylor.Sigmoid, series: taylor.Series.Sigmoid},
	{name: "softplus", one: softplus, series: taylor.Series.Softplus},
	{name: "expm1", one: math.Expm1, series: taylor.Series.Expm1},
	{name: "log1p", one: math.Log1p, series: taylor.Series.Log1p},
	{name: "log2", one: math.Log2, series: func(x taylor.Series) taylor.Series { return x.Log().Scale(1 / math.Ln2) }},
	{name: "log10", one: math.Log10, series: func(x taylor.Series) taylor.Series { return x.Log().Scale(1 / math.Ln10) }},
	{name: "abs", one: math.Abs, series: taylor.Series.Abs},
	{name: "max", two: math.Max, seriesTwo: larger},
	{name: "min", two: math.Min, seriesTwo: smaller},
}

// findFunction returns the index of the function of that name, or -1.
func findFunction(name string) int {
	for i := range functions {
		if functions[i].name == name {
			return i
		}
	}
	return -1
}

// findMath returns the index of the function that package math calls name:
// math.Exp is exp, math.Log1p is log1p. What math has no name for is -1.
func findMath(name string) int {
	switch name {
	case "Ln", "Sigmoid", "Softplus", "":
		return -1
	}
	if name[0] < 'A' || name[0] > 'Z' {
		return -1
	}
	return findFunction(string(name[0]+'a'-'A') + name[1:])
}

// findConstant returns a constant by its name.
func findConstant(name string) (float64, bool) {
	switch name {
	case "pi", "π":
		return math.Pi, true
	case "e":
		return math.E, true
	}
	return 0, false
}

// softplus is ln(1+eˣ), in the form whose exponential cannot overflow.
func softplus(x float64) float64 { return math.Max(x, 0) + math.Log1p(math.Exp(-math.Abs(x))) }
