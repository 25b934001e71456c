package show_test

import (
	"fmt"

	"github.com/downhill-go/downhill/pkg/figure"
	"github.com/downhill-go/downhill/pkg/show"
)

// A figure in a cell: what is to be seen in words, and a caption.
func ExamplePlot() {
	p := figure.LossBySteps(figure.Run("η = 0.5", []float64{2, 1, 0.5, 0.25}))
	show.Plot(p,
		"The loss falls from 2 to 0.25 in three steps, each half of the one before.",
		"Loss by step for η = 0.5.")
	// Output:
}

// A table in a cell; the numbers stand flush right.
func ExampleTable() {
	var rows [][]string
	for _, η := range []float64{0.1, 1, 10} {
		rows = append(rows, []string{fmt.Sprint(η), fmt.Sprintf("%.3f", η*η/2)})
	}
	show.Table([]string{"η", "η²/2"}, rows, "")
	// Output:
}
