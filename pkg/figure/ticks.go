package figure

import (
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
)

// Ticks puts few marks at round numbers of a linear axis: multiples of 1, 2 or
// 5 times a power of ten. Want is about how many; zero lets the length of the
// axis decide. Whole keeps to whole numbers, for an axis that counts.
type Ticks struct {
	Want  int
	Whole bool
}

// Ticks returns the marks in [lo, hi], all of them with labels.
func (t Ticks) Ticks(lo, hi float64) []plot.Tick {
	want := t.Want
	if want <= 0 {
		want = 5
	}
	step := roundStep((hi - lo) / float64(want))
	if t.Whole {
		step = max(step, 1)
	}
	if !(step > 0) || math.IsInf(step, 0) {
		return nil
	}
	var out []plot.Tick
	// A mark a hair outside the range, by rounding only, belongs to it.
	slack := step * 1e-9
	for i := math.Ceil((lo - slack) / step); i*step <= hi+slack; i++ {
		v := i * step
		if v == 0 {
			v = 0 // never −0
		}
		out = append(out, plot.Tick{Value: v, Label: number(v, step)})
	}
	return out
}

// roundStep returns the multiple of 1, 2 or 5 times a power of ten nearest x on
// a logarithmic scale, 0 < x < ∞.
func roundStep(x float64) float64 {
	e := math.Floor(math.Log10(x))
	p := math.Pow(10, e)
	switch m := x / p; {
	case m < math.Sqrt(2):
		return p
	case m < math.Sqrt(10):
		return 2 * p
	case m < math.Sqrt(50):
		return 5 * p
	}
	return 10 * p
}

// number writes v as a label on an axis whose labels are step apart: no more
// digits than tell neighbours apart, a true minus, powers of ten for what would
// be long.
func number(v, step float64) string {
	if v == 0 {
		return "0"
	}
	if big := math.Abs(v); big >= 1e6 || step < 1e-4 {
		e := int(math.Floor(math.Log10(big)))
		digits := max(0, e-int(math.Floor(math.Log10(step)+1e-9)))
		m := trimZeros(strconv.FormatFloat(v/math.Pow(10, float64(e)), 'f', digits, 64))
		switch m {
		case "1":
			return power(e)
		case "-1":
			return "−" + power(e)
		}
		return minus(m) + "·" + power(e)
	}
	digits := max(0, -int(math.Floor(math.Log10(step)+1e-9)))
	return minus(strconv.FormatFloat(v, 'f', digits, 64))
}

func power(e int) string { return "10^{" + minus(strconv.Itoa(e)) + "}" }

// minus puts the true minus sign for the hyphen in a number.
func minus(s string) string { return strings.Replace(s, "-", "−", 1) }

func trimZeros(s string) string {
	if !strings.Contains(s, ".") {
		return s
	}
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

// LogTicks puts marks on a logarithmic axis: at powers of ten, all of them or
// every second, third, … one, Want or fewer, with small marks between if all
// fit; on an axis of less than two decades also at 2 and 5 times them.
type LogTicks struct{ Want int }

// Ticks returns the marks in [lo, hi]; the small ones have no label.
func (t LogTicks) Ticks(lo, hi float64) []plot.Tick {
	want := t.Want
	if want <= 0 {
		want = 5
	}
	lo, hi = logRange(lo, hi)
	const slack = 1 + 1e-9
	first, last := int(math.Ceil(math.Log10(lo/slack))), int(math.Floor(math.Log10(hi*slack)))
	var out []plot.Tick
	if math.Log10(hi/lo) < 1.7 {
		for e := first - 1; e <= last; e++ {
			for _, m := range []float64{1, 2, 5} {
				v, _ := strconv.ParseFloat(strconv.Itoa(int(m))+"e"+strconv.Itoa(e), 64)
				if v*slack >= lo && v <= hi*slack {
					out = append(out, plot.Tick{Value: v, Label: plainNumber(v)})
				}
			}
		}
		if len(out) >= 2 {
			return out
		}
		return Ticks{Want: want}.Ticks(lo, hi)
	}
	every := (last - first + want) / want
	if every < 1 {
		every = 1
	}
	short := first >= -3 && last <= 4 // all numbers are easier read in full
	// Marks at multiples of every: the labels of two figures then agree.
	for e := first; e <= last; e++ {
		v, _ := strconv.ParseFloat("1e"+strconv.Itoa(e), 64)
		label := ""
		if ((e%every)+every)%every == 0 {
			if label = power(e); short || e == 0 || e == 1 {
				label = plainNumber(v)
			}
		}
		out = append(out, plot.Tick{Value: v, Label: label})
	}
	return out
}

// plainNumber writes v with as many digits as it needs.
func plainNumber(v float64) string {
	if a := math.Abs(v); a != 0 && (a >= 1e6 || a < 1e-4) {
		return number(v, a/10)
	}
	return minus(strconv.FormatFloat(v, 'f', -1, 64))
}
