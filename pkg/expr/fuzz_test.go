package expr

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

var seeds = []string{
	"w", "2w", "exp(-w*w)+b", "ln 6", "[1, −2]", "(((((", "w^^2", "1e999", "1e-999", "−½ ln 6", "math.Exp(", "pow(w,,2)",
	strings.Repeat("(", 500), strings.Repeat("-", 500), strings.Repeat("√", 300), strings.Repeat("9", 900),
	"ехр(w)", "ｗ+１", "𝑤+𝑏", "w\u202e+b", "\xff\xfe", "∇L", "w²³⁴", strings.Repeat("w^", 100) + "w",
	"max(max(max(w,b),w),b)", "e^e^e^e^e^e", "0x1p-2", "1_000", "w//b", "/*w*/", "w;b", "1,5,5", ",", ".", "1.",
}

// FuzzReadEnds: whatever is typed ends in a value or in one sentence with a
// place inside the text, soon.
func FuzzReadEnds(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		for _, read := range []func(string, ...string) (*Expr, error){Parse, Read} {
			began := time.Now()
			e, err := read(src, "w", "b", "η")
			if err != nil {
				var bad *Error
				if !errors.As(err, &bad) {
					t.Fatalf("%q: error of type %T", src, err)
				}
				if bad.Column < 1 || bad.Column > utf8.RuneCountInString(src)+1 && bad.Column != MaxLength+1 {
					t.Fatalf("%q: column %d", src, bad.Column)
				}
				if !utf8.ValidString(bad.Text) || bad.Text == "" || strings.Contains(bad.Text, "\n") {
					t.Fatalf("%q: message %q", src, bad.Text)
				}
			} else {
				e.Eval(1, 2, 3)
				e.Eval(math.NaN(), math.Inf(1), math.Copysign(0, -1))
			}
			// Reading takes microseconds; 50 ms is what a page may notice, and a
			// machine under load is not the expression's fault.
			d := time.Since(began)
			for try := 0; d > 50*time.Millisecond && len(src) < MaxLength; try++ {
				if try == 9 {
					t.Fatalf("%q took %v, nine times over", src, d)
				}
				began = time.Now()
				read(src, "w", "b", "η")
				d = time.Since(began)
			}
		}
	})
}

// FuzzParseIsGo: what Parse takes, go/parser takes with the same meaning.
func FuzzParseIsGo(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if e, err := Parse(src, "w", "b"); err == nil {
			compareWithGo(t, src, e)
		}
	})
}
