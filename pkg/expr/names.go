package expr

import "math"

// A function that expressions may call, over float64. Its form over series
// stands in series.go.
type function struct {
	name string
	one  func(x float64) float64
	two  func(x, y float64) float64
	kind kind
}

// A kind names an operation for the evaluation over series.
type kind uint8

const (
	kExp kind = iota
	kExpm1
	kLog
	kLog1p
	kLog2
	kLog10
	kSqrt
	kSin
	kCos
	kTan
	kTanh
	kAtan
	kSigmoid
	kSoftplus
	kAbs
	kPow
	kMax
	kMin
)

// functions lists what may be called; the first name of a kind is the one that
// messages show.
var functions = [...]function{
	{name: "exp", one: math.Exp, kind: kExp},
	{name: "log", one: math.Log, kind: kLog},
	{name: "ln", one: math.Log, kind: kLog},
	{name: "sqrt", one: math.Sqrt, kind: kSqrt},
	{name: "pow", two: math.Pow, kind: kPow},
	{name: "sin", one: math.Sin, kind: kSin},
	{name: "cos", one: math.Cos, kind: kCos},
	{name: "tan", one: math.Tan, kind: kTan},
	{name: "tanh", one: math.Tanh, kind: kTanh},
	{name: "atan", one: math.Atan, kind: kAtan},
	{name: "sigmoid", one: sigmoid, kind: kSigmoid},
	{name: "σ", one: sigmoid, kind: kSigmoid},
	{name: "softplus", one: softplus, kind: kSoftplus},
	{name: "expm1", one: math.Expm1, kind: kExpm1},
	{name: "log1p", one: math.Log1p, kind: kLog1p},
	{name: "log2", one: math.Log2, kind: kLog2},
	{name: "log10", one: math.Log10, kind: kLog10},
	{name: "abs", one: math.Abs, kind: kAbs},
	{name: "max", two: math.Max, kind: kMax},
	{name: "min", two: math.Min, kind: kMin},
}

// Functions returns the names that an expression may call; pow, max and min
// take two arguments, the others one. log and ln are the same.
func Functions() []string {
	names := make([]string, len(functions))
	for i := range functions {
		names[i] = functions[i].name
	}
	return names
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

// lower makes Latin capitals small. (Package strings is not used: it
// brings Unicode's tables into a module for the web.)
func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
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

// sigmoid is σ(x) = 1/(1+e⁻ˣ), in the form whose exponential cannot overflow.
func sigmoid(x float64) float64 {
	if x < 0 {
		t := math.Exp(x)
		return t / (1 + t)
	}
	return 1 / (1 + math.Exp(-x))
}

// softplus is ln(1+eˣ), in the form whose exponential cannot overflow.
func softplus(x float64) float64 { return math.Max(x, 0) + math.Log1p(math.Exp(-math.Abs(x))) }
