package lean

import (
	"math"
	"slices"
	"testing"
)

func TestAsTheStandardLibrary(t *testing.T) {
	if got := Ascending([]float64{3, -1, 2, 2, -7}); !slices.Equal(got, []float64{-7, -1, 2, 2, 3}) {
		t.Errorf("sorted: %v", got)
	}
	for x, want := range map[float64]bool{0: true, -math.MaxFloat64: true, math.Inf(1): false, math.Inf(-1): false, math.NaN(): false} {
		if Finite(x) != want {
			t.Errorf("Finite(%g) = %v", x, !want)
		}
	}
	if got := Horner([]float64{1, -2, 3}, 2); got != 9 {
		t.Errorf("1 − 2x + 3x² at 2 is %g", got)
	}
	if got := Superscript(-1234567890); got != "⁻¹²³⁴⁵⁶⁷⁸⁹⁰" {
		t.Error(got)
	}
	if !Begins("abc", "ab") || Begins("a", "ab") || !Ends("abc", "bc") || Ends("c", "bc") || Begins("abc", "b") || Ends("abc", "b") {
		t.Error("Begins or Ends")
	}
	if got := Lower("ÄZaZ∇[@"); got != "Äzaz∇[@" {
		t.Error(got)
	}
	v := make([]float64, 2, 5)
	if w := Sized(v, 4); len(w) != 4 || &w[0] != &v[0] {
		t.Error("memory that suffices is not used")
	}
	if w := Sized(v, 6); len(w) != 6 {
		t.Error("not as long as asked")
	}
}
