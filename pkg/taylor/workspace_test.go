package taylor

import (
	"maps"
	"testing"
)

func TestNothingIsAllocatedOnceTheArenaHasGrown(t *testing.T) {
	ws := NewWorkspace(20)
	dst := make([]float64, 21)
	for name, f := range functions {
		run := func() {
			ws.Reset()
			a := ws.Line(0.5, 1).Exp()
			for range 40 { // more than the first chunk holds
				a = a.Add(f(a.Scale(0.125), 0.5).Scale(1e-3))
			}
			a.CopyTo(dst)
		}
		run()
		if n := testing.AllocsPerRun(10, run); n != 0 {
			t.Errorf("%s allocates %g times", name, n)
		}
	}
	z := make([]Series, 5)
	run := func() {
		ws.Reset()
		for i := range z {
			z[i] = ws.Line(float64(i), 1)
		}
		LogSumExp(z...).Powi(7).Compose(ws.Line(0, 2)).Div(z[0].Shift(3)).Tan().Abs().Sqr().CopyTo(dst)
	}
	run()
	if n := testing.AllocsPerRun(10, run); n != 0 {
		t.Errorf("the other operations allocate %g times", n)
	}
}

func TestScratchIsReleasedWithinAFunction(t *testing.T) {
	ws := NewWorkspace(20)
	a := ws.Line(0.5, 1).Exp()
	line, η := ws.Line(0.5, 1), ws.Line(0, 1)
	all := maps.Clone(functions)
	for name, f := range map[string]func(a Series, p float64) Series{
		"line^0": func(a Series, p float64) Series { return line.Powi(0) }, "line²": func(a Series, p float64) Series { return line.Powi(2) },
		"line^50": func(a Series, p float64) Series { return line.Powi(50) }, "a⁵": func(a Series, p float64) Series { return a.Powi(5) },
		"a⁻²": func(a Series, p float64) Series { return a.Powi(-2) }, "a^−3": func(a Series, p float64) Series { return a.Pow(-3) },
		"1/a": func(a Series, p float64) Series { return line.Div(a) }, "a(line)": func(a Series, p float64) Series { return a.Compose(η) },
		"logsumexp": func(a Series, p float64) Series { return LogSumExp(a, line, a) },
	} {
		all[name] = f
	}
	for name, f := range all {
		m := ws.Mark()
		r := f(a, 0.5)
		if used := ws.Mark().at.used - m.at.used; ws.Mark().at.chunk == m.at.chunk && used != 1+len(r.c) {
			t.Errorf("%s keeps %d numbers for a result of %d and its serial number", name, used, len(r.c))
		}
		ws.Release(m)
	}
}

func TestSeriesSurviveTheArenasGrowth(t *testing.T) {
	ws := NewWorkspace(4)
	first := ws.Coeffs(1, 2, 3, 4, 5)
	kept := make([]Series, 1000)
	for i := range kept {
		kept[i] = ws.Line(float64(i), 1)
	}
	same(t, "the first series", first, 1, 2, 3, 4, 5)
	for i, s := range kept {
		if s.Coeff(0) != float64(i) {
			t.Fatalf("series %d has become %v", i, s)
		}
	}
}

// Whatever is done with a series whose memory another has by now: it panics, and so do
// operations with it. What has not been overwritten may still be read.
func TestAStaleSeriesPanics(t *testing.T) {
	uses := map[string]func(s, other Series){
		"Coeff": func(s, _ Series) { s.Coeff(0) }, "Eval": func(s, _ Series) { s.Eval(1) }, "CopyTo": func(s, _ Series) { s.CopyTo(nil) },
		"String": func(s, _ Series) { _ = s.String() }, "Add": func(s, o Series) { o.Add(s) }, "Mul": func(s, o Series) { s.Mul(o) },
		"Div": func(s, o Series) { o.Div(s) }, "Acc": func(s, o Series) { o.Acc(s) }, "Acc to it": func(s, o Series) { s.Acc(o) }, "Scale": func(s, _ Series) { s.Scale(2) },
		"Full": func(s, _ Series) { s.Full() }, "LogSumExp": func(s, o Series) { LogSumExp(o, s) }, "Compose": func(s, o Series) { o.Compose(s) },
		"Derivative": func(s, _ Series) { s.Derivative() }, "Integral": func(s, _ Series) { s.Integral(0) },
	}
	for name, f := range functions {
		uses[name] = func(s, _ Series) { f(s, 0.5) }
	}
	for name, use := range uses {
		for _, before := range []int{0, 1, 2, 5} { // where the stale one stands among the new ones
			for _, length := range []int{1, 2, 3, 7} {
				for _, how := range []string{"Reset", "Release"} {
					ws := NewWorkspace(6)
					m := ws.Mark()
					for i := range before {
						ws.Line(float64(i), 1)
					}
					stale := ws.Coeffs(make([]float64, length)...)
					if how == "Reset" {
						ws.Reset()
					} else {
						ws.Release(m)
					}
					stale.Coeff(0) // still there
					var other Series
					for range 5 {
						other = ws.Line(0.5, 1).Exp()
					}
					func() {
						defer func() {
							if got := recover(); got != "taylor: series from before a Reset or Release" {
								t.Errorf("%s after a %s, %d series before it, length %d: panics with %v", name, how, before, length, got)
							}
						}()
						use(stale, other)
					}()
				}
			}
		}
	}
}

func TestReleaseGoesBackAcrossChunks(t *testing.T) {
	ws := NewWorkspace(4)
	a := ws.Coeffs(1, 2)
	m := ws.Mark()
	for range 5 {
		for i := range 1000 {
			ws.Line(float64(i), -1)
		}
		ws.Release(m)
	}
	b := ws.Coeffs(7, 8)
	same(t, "the series before the mark", a, 1, 2)
	same(t, "the series after it", b, 7, 8)
	// A workspace of which nothing has been taken can be reset and released too.
	fresh := NewWorkspace(4)
	fresh.Release(fresh.Mark())
	fresh.Reset()
	same(t, "the first series of a fresh workspace", fresh.Line(1, 2), 1, 2)
}

func TestCopyToPadsAndCuts(t *testing.T) {
	ws := NewWorkspace(3)
	a := ws.Coeffs(1, 2, 3)
	long := []float64{9, 9, 9, 9, 9}
	a.CopyTo(long)
	for k, want := range []float64{1, 2, 3, 0, 0} {
		if long[k] != want {
			t.Errorf("long[%d] = %g, want %g", k, long[k], want)
		}
	}
	short := a.CopyTo(make([]float64, 2))
	if short[0] != 1 || short[1] != 2 {
		t.Errorf("short copy %v", short)
	}
	if all := a.CopyTo(nil); len(all) != 4 || all[3] != 0 {
		t.Errorf("new copy %v", all)
	}
}
