package figure

import (
	"math"
	"strconv"
	"testing"

	"github.com/downhill-go/downhill/pkg/ink"
)

// The contour of w² + 4b² through θ is the ellipse through θ: read back from the
// picture, each of its points lies on it, and one of them at θ.
func TestTheContourThroughAPlaceIsOnItsLevelAndPassesThere(t *testing.T) {
	L := SurfaceFunc(func(w, b float64) float64 { return w*w + 4*b*b })
	θ := []float64{1, 0.5}
	p := Contours(L, Window{-2, 2, -2, 2}, 8) // a level of its own, outside the one through θ
	p.Add(Through(L, θ), Point([]float64{0, 0}, "", probe), Point(θ, "", ink.Color{R: 3, G: 2, B: 1}))
	es := drawn(t, p)
	place := func(c ink.Color) xy {
		dots := with(es, "circle", "fill", c.Hex())
		if len(dots) != 1 {
			t.Fatalf("%d dots of %s", len(dots), c.Hex())
		}
		var at xy
		for attr, v := range map[string]*float64{"cx": &at.x, "cy": &at.y} {
			f, err := strconv.ParseFloat(dots[0].attr[attr], 64)
			if err != nil {
				t.Fatal(err)
			}
			*v = f
		}
		return at
	}
	o, at := place(probe), place(ink.Color{R: 3, G: 2, B: 1})
	unit := at.x - o.x // px for 1 of w, and of b: the axes are equal
	lines := with(es, "path", "stroke", ink.Text.Hex())
	if len(lines) != 1 {
		t.Fatalf("%d lines through θ", len(lines))
	}
	nearest := math.Inf(1)
	for _, part := range points(t, lines[0].attr["d"]) {
		for _, q := range part {
			w, b := (q.x-o.x)/unit, (o.y-q.y)/unit
			// Samples 3 px apart, drawn to a hundredth of a pixel, and simplified by 0.12 px.
			if got := w*w + 4*b*b; math.Abs(got-2) > 0.03 {
				t.Errorf("[%.3f, %.3f] has the level %.3f", w, b, got)
			}
			nearest = min(nearest, math.Hypot(q.x-at.x, q.y-at.y))
		}
	}
	if nearest > 12 { // corners of a simplified line may lie this far apart
		t.Errorf("the line comes no nearer to θ than %.1f px", nearest)
	}
}

func TestAContourNeedsASurfaceAndAPlace(t *testing.T) {
	for _, f := range []func(){
		func() { Through(nil, []float64{1, 1}) },
		func() { Through(SurfaceFunc(func(w, b float64) float64 { return w }), []float64{1}) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			f()
		}()
	}
}
