package figure

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/plot"

	"github.com/downhill-go/downhill/pkg/ink"
)

// bowl is ½·(4w² + b²): its contours are ellipses, its gradient (4w, b).
func bowl(w, b float64) float64 { return (4*w*w + b*b) / 2 }

var bowlWindow = Window{XMin: -2, XMax: 2, YMin: -1.5, YMax: 1.5}

// descent is a path down the bowl with the step η.
func descent(η float64, n int) (at [][]float64, losses []float64) {
	w, b := 1.6, 1.2
	for range n + 1 {
		at, losses = append(at, []float64{w, b}), append(losses, bowl(w, b))
		w, b = w-η*4*w, b-η*b
	}
	return at, losses
}

func sigmoid(z float64) float64 { return 1 / (1 + math.Exp(-z)) }

// gallery holds one figure of each kind.
func gallery() map[string]func() *plot.Plot {
	θ, g := []float64{1.6, 1.2}, []float64{6.4, 1.2}
	return map[string]func() *plot.Plot{
		"empty": New,
		"contours": func() *plot.Plot {
			p := Contours(SurfaceFunc(bowl), bowlWindow)
			at, _ := descent(0.2, 30)
			p.Add(Path(at, "η = 0.2", ink.Path), Vector(θ, []float64{-0.64, -0.12}, "−0.1 ∇L", ink.Direction), Point(θ, "θ", ink.Theta))
			return p
		},
		"vectors": func() *plot.Plot {
			return Vectors(Vector([]float64{0, 0}, θ, "θ", ink.Theta), Vector(θ, []float64{-0.5, 1}, "Δθ", ink.Direction))
		},
		"data": func() *plot.Plot {
			p := Data([]float64{53, 57, 70, 70, 70, 81}, []float64{1, 1, 0, 0, 1, 0}, "temperature (°F)", "distress")
			p.Add(Curve(func(t float64) float64 { return sigmoid(15.0429 - 0.2322*t) }, 28, 84, "σ(wt + b)", ink.Curve), VLine(31, "31 °F", ink.Mark))
			return p
		},
		"polynomials": func() *plot.Plot { return Polynomials(math.Exp, []float64{1, 1, 0.5, 1. / 6}, -2, 2) },
		"tangent": func() *plot.Plot {
			p := Tangent(math.Exp, []float64{1, 1}, -1, 2)
			p.Add(Gap(1, math.E, 2, "error", ink.Mark))
			return p
		},
		"remainders": func() *plot.Plot {
			η := []float64{0.01, 0.03, 0.1, 0.3, 1}
			r := make([][]float64, 2)
			for _, x := range η {
				r[0] = append(r[0], math.Expm1(x))
				r[1] = append(r[1], math.Expm1(x)-x)
			}
			return Remainders(η, r)
		},
		"losses": func() *plot.Plot {
			_, a := descent(0.1, 30)
			_, b := descent(0.45, 30)
			return LossBySteps(Run("η = 0.1", a), Run("η = 0.45", b))
		},
		"losses, log": func() *plot.Plot {
			_, a := descent(0.1, 30)
			_, b := descent(0.25, 30) // reaches w = 0 at once
			return LogY(LossBySteps(Run("η = 0.1", a), Run("η = 0.25", append(b, 0))))
		},
		"good moves": func() *plot.Plot { return GoodMoves(θ, g, 1) },
		"cosine":     func() *plot.Plot { return CosineBand(2.5) },
		"cloud": func() *plot.Plot {
			p := CosineBand(1)
			r := rand.New(rand.NewPCG(1, 2))
			var x, y []float64
			for range 10_000 {
				β := 180 * r.Float64()
				x, y = append(x, β), append(y, r.Float64()*math.Cos(β*math.Pi/180))
			}
			p.Add(Dots(x, y, "", ink.Direction))
			return p
		},
		"dot products": func() *plot.Plot { return DotProducts([]float64{-1, -0.5, 0, 0.5, 1, 1}, 1) },
		"agreement":    func() *plot.Plot { return Agreement([]string{"η = 1", "η = 0.1"}, []float64{0.8, 1}) },
		"tiles": func() *plot.Plot {
			return Tiles(2, 4, Tile{[]float64{0, 0.5, 1, 0, -0.5, -1}, "7"}, Tile{make([]float64, 6), "4 → 9"}, Tile{Pixels: make([]float64, 6)}, Tile{make([]float64, 6), "w_1"}, Tile{make([]float64, 6), "0"})
		},
		"balls": func() *plot.Plot {
			p := Vectors(Vector([]float64{0, 0}, []float64{1, 0.5}, "∇L", ink.Gradient))
			p.Add(Outline([][]float64{{1, 0}, {0, 1}, {-1, 0}, {0, -1}}, "‖u‖_1 = 1", ink.Cycle[0]), Text(0, 0.5, "inside", ink.Text))
			return p
		},
	}
}
