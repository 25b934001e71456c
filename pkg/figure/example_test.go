package figure_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"

	"github.com/downhill-go/downhill/pkg/dataset"
	"github.com/downhill-go/downhill/pkg/figure"
	"github.com/downhill-go/downhill/pkg/ink"
)

// bowl is a surface with its minimum at the origin.
func bowl(w, b float64) float64 { return 2*w*w + b*b/2 }

// A loss surface with a descent on it, the gradient where it starts, and the
// step it takes.
func ExampleContours() {
	θ, η := []float64{1.5, 1}, 0.2
	var path [][]float64
	for range 20 {
		path = append(path, []float64{θ[0], θ[1]})
		θ[0], θ[1] = θ[0]-η*4*θ[0], θ[1]-η*θ[1]
	}
	p := figure.Contours(figure.SurfaceFunc(bowl), figure.Window{XMin: -2, XMax: 2, YMin: -1.5, YMax: 1.5})
	start := path[0]
	p.Add(
		figure.Path(path, "η = 0.2", ink.Path),
		figure.Vector(start, []float64{-0.2 * 6, -0.2 * 1}, "−η∇L", ink.Direction),
		figure.Point(start, "θ", ink.Theta),
	)
	w, h := figure.NaturalSize(p, 0, 0)
	fmt.Printf("%g × %g px\n", w, h)
	// Output: 560 × 462 px
}

// Data with the curve fitted to it, and one prediction.
func ExampleData() {
	p := figure.Data([]float64{53, 57, 63, 66, 70, 70, 75, 81}, []float64{1, 1, 1, 0, 1, 0, 0, 0}, "temperature (°F)", "distress")
	σ := func(z float64) float64 { return 1 / (1 + math.Exp(-z)) }
	p.Add(
		figure.Curve(func(t float64) float64 { return σ(15.0429 - 0.2322*t) }, 29, 83, "σ(wt + b)", ink.Curve),
		figure.VLine(31, "31 °F", ink.Mark),
	)
	fmt.Println(p.X.Min, p.X.Max)
	// Output: 29 83
}

// exp with its Taylor polynomials of orders 1, 2 and 3.
func ExamplePolynomials() {
	p := figure.Polynomials(math.Exp, []float64{1, 1, 1. / 2, 1. / 6}, -2, 2, 1, 2, 3)
	p.X.Label.Text, p.Y.Label.Text = "x", "eˣ"
	fmt.Println(p.X.Min, p.X.Max)
	// Output: -2 2
}

// The losses of two descents on a logarithmic axis.
func ExampleLossBySteps() {
	slow, fast := []float64{1, 0.9, 0.81, 0.729}, []float64{1, 0.1, 0.01, 0.001}
	p := figure.LogY(figure.LossBySteps(figure.Run("η = 0.1", slow), figure.Run("η = 0.9", fast)))
	fmt.Println(p.Y.Label.Text, "by", p.X.Label.Text)
	// Output: loss by step
}

// Handwritten digits with what they show, five in a row.
func ExampleTiles() {
	digits := dataset.Digits()
	var tiles []figure.Tile
	for i := range 10 {
		tiles = append(tiles, figure.Tile{Pixels: digits.Image(i), Label: fmt.Sprint(digits.Label[i])})
	}
	w, h := figure.NaturalSize(figure.Tiles(digits.Width, 5, tiles...), 0, 0)
	fmt.Printf("%g × %g px\n", w, h)
	// Output: 560 × 267 px
}

// A figure in a file rather than in a notebook.
func ExampleSVG() {
	p := figure.CosineBand(2)
	file := filepath.Join(os.TempDir(), "cosine.svg")
	defer os.Remove(file)
	err := os.WriteFile(file, figure.SVG(p, 0, 0, "k cos β falls from k at 0° to −k at 180°", ""), 0o644)
	fmt.Println(err)
	// Output: <nil>
}
