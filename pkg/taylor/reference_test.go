package taylor

import (
	"encoding/csv"
	"math"
	"math/cmplx"
	"os"
	"slices"
	"strconv"
	"testing"
)

// functions are the elementary functions by their names in testdata.
var functions = map[string]func(a Series, p float64) Series{
	"sigmoid":      func(a Series, _ float64) Series { return a.Sigmoid() },
	"softplus":     func(a Series, _ float64) Series { return a.Softplus() },
	"crossentropy": func(a Series, y float64) Series { return a.CrossEntropy(y) },
	"tanh":         func(a Series, _ float64) Series { return a.Tanh() },
	"exp":          func(a Series, _ float64) Series { return a.Exp() },
	"expm1":        func(a Series, _ float64) Series { return a.Expm1() },
	"log":          func(a Series, _ float64) Series { return a.Log() },
	"log1p":        func(a Series, _ float64) Series { return a.Log1p() },
	"sin":          func(a Series, _ float64) Series { return a.Sin() },
	"cos":          func(a Series, _ float64) Series { return a.Cos() },
	"tan":          func(a Series, _ float64) Series { return a.Tan() },
	"atan":         func(a Series, _ float64) Series { return a.Atan() },
	"asin":         func(a Series, _ float64) Series { return a.Asin() },
	"sinh":         func(a Series, _ float64) Series { return a.Sinh() },
	"cosh":         func(a Series, _ float64) Series { return a.Cosh() },
	"erf":          func(a Series, _ float64) Series { return a.Erf() },
	"sqrt":         func(a Series, _ float64) Series { return a.Sqrt() },
	"pow":          func(a Series, r float64) Series { return a.Pow(r) },
}

// softmaxes are those of several arguments, here of a 0 and n times a.
var softmaxes = map[string]func(a Series, n float64) Series{
	"logsumexp":           func(a Series, n float64) Series { return LogSumExp(beside0(a, n)...) },
	"softmaxcrossentropy": func(a Series, n float64) Series { return SoftmaxCrossEntropy(1, beside0(a, n)...) },
}

// scaleOf returns max(|c_k|, √|c_{k−1} c_{k+1}|), and |c_k| for k < 2.
func scaleOf(c []float64, k int) float64 {
	if k < 2 {
		return math.Abs(c[k])
	}
	return max(math.Abs(c[k]), math.Sqrt(math.Abs(c[k-1]))*math.Sqrt(math.Abs(c[k+1])))
}

// beside0 returns a 0 and n times a.
func beside0(a Series, n float64) []Series {
	return append([]Series{a.workspace().Const(0)}, slices.Repeat([]Series{a}, int(n))...)
}

// TestCoefficientsAgreeWithHighPrecision compares with testdata/reference.csv, which
// mpmath computed to 50 digits and more, without any recurrence.
//
// The error of c_k, k ≤ 20, is held against max(|c_k|, √|c_{k−1} c_{k+1}|): coefficients
// decay geometrically, but one of them can be near a zero (σ at z = 0 has every other
// one zero), and then its rounding is that of its neighbours. For k < 2 it is held
// against |c_k| alone: a saturated σ is 1, with a slope of e⁻⁷⁰⁰. Below the normal range
// numbers stand on a grid of 4.9e-324, of which each of the recurrence's sums may miss a
// few points.
//
// Each argument is taken as the polynomial that it is, for which there are shorter ways,
// and as a full series whose further coefficients are zeros.
func TestCoefficientsAgreeWithHighPrecision(t *testing.T) {
	file, err := os.Open("testdata/reference.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	const subnormal = 40 * math.SmallestNonzeroFloat64
	worst := map[string]float64{}
	for _, row := range rows {
		name := row[0]
		v := make([]float64, len(row)-1)
		for i := range v {
			// A number below the smallest float is an error to ParseFloat, and 0.
			v[i], _ = strconv.ParseFloat(row[i+1], 64)
		}
		p, a, want := v[0], v[1:4], v[4:]
		ws := NewWorkspace(len(want) - 1)
		arg := ws.Coeffs(a...)
		if a[2] == 0 {
			arg = ws.Line(a[0], a[1])
		}
		f := functions[name]
		if f == nil {
			f = softmaxes[name]
		}
		for form, arg := range map[string]Series{"": arg, ", as a full series": arg.Full()} {
			got := f(arg, p)
			for k, w := range want[:len(want)-1] {
				scale := scaleOf(want, k)
				e := math.Abs(got.Coeff(k) - w)
				if e > subnormal {
					worst[name] = max(worst[name], e/scale)
				}
				if !(e <= 1e-13*scale+subnormal) {
					t.Errorf("%s(%v; %v)%s: c_%d = %.17g, want %.17g: error %.2g of %.2g", name, a, p, form, k, got.Coeff(k), w, e/scale, scale)
				}
			}
		}
	}
	if len(rows) < 100 || len(worst) != len(functions)+len(softmaxes) {
		t.Errorf("%d rows for %d functions, want all %d", len(rows), len(worst), len(functions)+len(softmaxes))
	}
	t.Logf("largest errors: %v", worst)
}

// σ is ½ plus the sum of 1/(z − iπn) over all odd n, so that its coefficients at z are
//
//	c_k = (−1)ᵏ Σ_{n odd} (z − iπn)^{−(k+1)}
//
// an oracle for high orders without any recurrence.
func TestSigmoidIsTheSumOverItsPolesToOrder40(t *testing.T) {
	ws := NewWorkspace(40)
	for _, z := range []float64{-3, -1.25, 0, 0.5, 2} {
		p := ws.Line(z, 1).Sigmoid()
		sign := -1.0
		for k := 9; k <= 40; k++ {
			want := 0.0
			for n := 399; n > 0; n -= 2 { // what is left out is below 400⁻⁹
				pole := complex(z, -math.Pi*float64(n))
				want += 2 * real(cmplx.Pow(pole, complex(-float64(k+1), 0)))
			}
			want *= sign
			sign = -sign
			// The power of a pole rounds by its exponent; the sizes of the terms
			// are those of the nearest pole.
			scale := math.Pow(math.Hypot(z, math.Pi), -float64(k+1))
			if got := p.Coeff(k); math.Abs(got-want) > 1e-13*scale {
				t.Errorf("z = %g: c_%d = %.17g, poles say %.17g", z, k, got, want)
			}
		}
	}
}
