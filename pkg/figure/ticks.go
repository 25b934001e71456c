package figure

import (
	"math"
	"strconv"

	"gonum.org/v1/plot"

	"github.com/downhill-go/downhill/pkg/internal/plane"
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
	step := plane.StepNear((hi - lo) / float64(want))
	if t.Whole {
		step = max(step, 1)
	}
	// Where the range is narrower than numbers of its size can be told apart there are no
	// round ones in it.
	if !(step > 1e-15*max(math.Abs(lo), math.Abs(hi))) || math.IsInf(step, 0) {
		return nil
	}
	var out []plot.Tick
	// A mark a hair outside the range, by rounding only, belongs to it.
	slack := step * 1e-9
	first := math.Ceil((lo - slack) / step)
	for i := range 4*want + 4 {
		v := (first + float64(i)) * step
		if v > hi+slack {
			break
		}
		if v == 0 {
			v = 0 // never −0
		}
		out = append(out, plot.Tick{Value: v})
	}
	label := notation(out, step)
	for i := range out {
		out[i].Label = label(out[i].Value)
	}
	return out
}

// notation returns how the marks of an axis are written, all alike: with no more digits
// than tell neighbours apart, or, where that would be long, as multiples of one power of
// ten.
func notation(marks []plot.Tick, step float64) func(v float64) string {
	most := 0.0
	for _, m := range marks {
		most = max(most, math.Abs(m.Value))
	}
	return func(v float64) string {
		switch {
		case v == 0:
			return "0"
		case most < 1e6 && step >= 1e-4:
			return plane.Fixed(v, plane.Decimals(step))
		}
		return inPowers(v, most, step)
	}
}

// inPowers writes v as a multiple of the power of ten of the size most, with as many digits
// as tell neighbours apart that are step apart.
func inPowers(v, most, step float64) string {
	e := int(math.Floor(math.Log10(most)))
	unit := plane.Pow10(e)
	return plane.Times(plane.Fixed(v/unit, plane.Decimals(step/unit)), e)
}

// number writes a single v as on an axis whose labels are step apart.
func number(v, step float64) string {
	return notation([]plot.Tick{{Value: v}}, step)(v)
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
			for _, m := range []int{1, 2, 5} {
				v, _ := strconv.ParseFloat(strconv.Itoa(m)+"e"+strconv.Itoa(e), 64)
				if v*slack >= lo && v <= hi*slack {
					out = append(out, plot.Tick{Value: v, Label: plane.Plain(v)})
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
		v := plane.Pow10(e)
		label := ""
		if ((e%every)+every)%every == 0 {
			if label = plane.Power(e); short || e == 0 || e == 1 {
				label = plane.Plain(v)
			}
		}
		out = append(out, plot.Tick{Value: v, Label: label})
	}
	return out
}
