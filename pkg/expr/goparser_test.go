package expr

import (
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// evalAST evaluates what Go's own parser read: the oracle for precedence,
// associativity and the reading of numbers.
func evalAST(t testing.TB, n ast.Expr, vals map[string]float64) float64 {
	switch n := n.(type) {
	case *ast.BasicLit:
		v, _ := constant.Float64Val(constant.ToFloat(constant.MakeFromLiteral(n.Value, n.Kind, 0)))
		return v
	case *ast.Ident:
		if v, ok := vals[n.Name]; ok {
			return v
		}
		v, ok := findConstant(n.Name)
		if !ok {
			t.Fatalf("unknown name %s", n.Name)
		}
		return v
	case *ast.ParenExpr:
		return evalAST(t, n.X, vals)
	case *ast.UnaryExpr:
		if x := evalAST(t, n.X, vals); n.Op == token.SUB {
			return -x
		} else {
			return x
		}
	case *ast.BinaryExpr:
		x, y := evalAST(t, n.X, vals), evalAST(t, n.Y, vals)
		switch n.Op {
		case token.ADD:
			return x + y
		case token.SUB:
			return x - y
		case token.MUL:
			return float64(x * y)
		case token.QUO:
			return x / y
		}
		t.Fatalf("operator %v", n.Op)
	case *ast.CallExpr:
		var f *function
		if sel, ok := n.Fun.(*ast.SelectorExpr); ok {
			f = &functions[findMath(sel.Sel.Name)]
		} else {
			f = &functions[findFunction(n.Fun.(*ast.Ident).Name)]
		}
		if f.two != nil {
			return f.two(evalAST(t, n.Args[0], vals), evalAST(t, n.Args[1], vals))
		}
		return f.one(evalAST(t, n.Args[0], vals))
	}
	t.Fatalf("node %T", n)
	return 0
}

// randomExpr writes a random expression of the grammar.
func randomExpr(rng *rand.Rand, depth int) string {
	blank := []string{"", " "}[rng.IntN(2)]
	if depth == 0 {
		return []string{"w", "b", "pi", "e", "2", "0.5", "1e-2", ".25", "3.", "17"}[rng.IntN(10)]
	}
	x := randomExpr(rng, depth-1)
	y := randomExpr(rng, rng.IntN(depth))
	switch rng.IntN(9) {
	case 0:
		return "(" + x + ")"
	case 1:
		return "- " + x
	case 2:
		return "+ " + x
	case 3:
		return []string{"exp", "sin", "math.Cos", "tanh", "math.Atan", "sigmoid"}[rng.IntN(6)] + "(" + x + ")"
	case 4:
		return []string{"pow", "math.Pow", "max", "min"}[rng.IntN(4)] + "(" + x + "," + blank + y + ")"
	case 5:
		return x + blank + "*" + blank + y
	case 6:
		return x + blank + "/" + blank + y
	case 7:
		return x + " - " + y
	default:
		return x + blank + "+ " + y
	}
}

func TestParseBuildsTheTreeThatGoParserBuilds(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 2))
	for range 3000 {
		src := randomExpr(rng, 1+rng.IntN(6))
		e, err := Parse(src, "w", "b")
		if err != nil {
			if strings.Contains(err.Error(), "more than") || strings.Contains(err.Error(), "longer than") {
				continue
			}
			t.Fatalf("%s: %v", src, err)
		}
		compareWithGo(t, src, e)
	}
}

// compareWithGo evaluates both readings at one point. The same operations in
// the same order give the same bits.
func compareWithGo(t testing.TB, src string, e *Expr) {
	tree, err := parser.ParseExpr(strings.NewReplacer("\n", " ", "\r", " ", "\u00a0", " ", "\u2009", " ", "\u202f", " ").Replace(src))
	if err != nil {
		t.Fatalf("%q: Parse takes it and go/parser does not: %v", src, err)
	}
	got, want := e.Eval(0.75, -1.25), evalAST(t, tree, map[string]float64{"w": 0.75, "b": -1.25})
	if math.Float64bits(got) != math.Float64bits(want) && !(math.IsNaN(got) && math.IsNaN(want)) {
		t.Fatalf("%q = %v, and %v by go/parser", src, got, want)
	}
}
