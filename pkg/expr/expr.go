// Package expr reads an expression in Go syntax, such as
//
//	math.Exp(-w*w) + 3*w*b
//
// and evaluates it, over float64 and over taylor.Series: a loss that somebody
// types in, or an answer in which η or z stays a letter.
//
// Parse takes Go's own grammar, cut down to floating-point arithmetic: numbers,
// the variables that the caller allows, the constants pi and e, + - * / with
// Go's precedence, unary + and -, parentheses, and calls (also as math.Exp and the like) of
//
//	exp expm1 log (or ln) log1p log2 log10 sqrt pow abs max min
//	sin cos tan asin atan sinh cosh tanh erf sigmoid (or σ) softplus
//
// of which pow, max and min take two arguments. A function of one's own is one row of the
// table in names.go, with its form over series in package taylor. What it accepts, go/parser accepts
// with the same tree, and a test compares the two; only a line break, which
// ends an expression in Go, counts as a blank here. Every number is a float64,
// so 1/2 is 0.5 and not, as between Go's untyped integers, 0.
//
// Read takes the same and what people write by hand besides: −, ·, ×, ÷, ², ½,
// √2, 2w for 2*w, ^ for powers, ln 6 for log(6), and a decimal comma.
//
// Why no go/parser: in a WebAssembly module it adds 0.38 MB gzipped to the
// 0.54 MB of an empty one (go/scanner alone 0.23 MB; both bring fmt); this
// package adds 0.02 MB to the course's engine. The method is operator
// precedence: V. R. Pratt, "Top down operator precedence", POPL 1973.
package expr

import (
	"math"
	"strconv"
)

// The bounds of an expression: a longer or deeper one is refused with a
// message, so that reading and evaluating end soon whatever is typed.
const (
	MaxLength = 1000 // bytes of the source
	MaxDepth  = 40   // parentheses, signs and calls within each other
	MaxNodes  = 400  // numbers, names and operations
)

// An Expr is an expression that has been read. It never changes and may be
// used by several goroutines at once.
type Expr struct {
	source string
	vars   []string
	code   []instr // in postfix order: operands first
	height int     // the most values on the stack at once
}

// An instr pushes a number or a variable, or replaces the topmost values by
// the result of an operation.
type instr struct {
	op  op
	val float64 // of a number
	i   int     // of a variable, or of a function in functions
}

type op uint8

const (
	opNumber op = iota
	opVar
	opAdd
	opSub
	opMul
	opDiv
	opNeg
	opCall
)

// An Error says in one sentence what is wrong with an expression, and where.
type Error struct {
	Column int    // counted in characters from 1; one past the end if something is missing there
	Text   string // the sentence, without the place
}

// Error returns the sentence with the place in front.
func (e *Error) Error() string { return "at character " + strconv.Itoa(e.Column) + ": " + e.Text }

// Parse reads src as a Go expression in the given variables.
// An error is always an *Error.
func Parse(src string, vars ...string) (*Expr, error) { return parse(src, vars, false) }

// Read reads src as people write it, see the package's description.
// An error is always an *Error.
func Read(src string, vars ...string) (*Expr, error) { return parse(src, vars, true) }

// String returns the source.
func (e *Expr) String() string { return e.source }

// Constant reports whether no variable occurs in the expression.
func (e *Expr) Constant() bool {
	for _, in := range e.code {
		if in.op == opVar {
			return false
		}
	}
	return true
}

// Eval returns the value of the expression for the given values of its
// variables. Outside a function's domain the value is NaN or ±Inf, as in
// package math.
//
// It panics if the number of values is not that of the variables.
func (e *Expr) Eval(vals ...float64) float64 {
	if len(vals) != len(e.vars) {
		panic("expr: wrong number of values")
	}
	var room [MaxDepth]float64
	stack := room[:0]
	if e.height > len(room) {
		stack = make([]float64, 0, e.height)
	}
	for _, in := range e.code {
		n := len(stack)
		switch in.op {
		case opNumber:
			stack = append(stack, in.val)
		case opVar:
			stack = append(stack, vals[in.i])
		case opNeg:
			stack[n-1] = -stack[n-1]
		case opCall:
			f := &functions[in.i]
			if f.two != nil {
				stack[n-2] = f.two(stack[n-2], stack[n-1])
				stack = stack[:n-1]
			} else {
				stack[n-1] = f.one(stack[n-1])
			}
		default:
			stack[n-2] = arithmetic(in.op, stack[n-2], stack[n-1])
			stack = stack[:n-1]
		}
	}
	return stack[0]
}

// arithmetic does without fused multiply-add across operations: each product
// is rounded, so that every machine gives the same digits.
func arithmetic(o op, x, y float64) float64 {
	switch o {
	case opAdd:
		return x + y
	case opSub:
		return x - y
	case opMul:
		return float64(x * y)
	case opDiv:
		return x / y
	}
	return math.NaN()
}
