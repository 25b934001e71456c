package figure_test

import (
	"fmt"

	"gonum.org/v1/plot"

	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/figure"
	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/loss"
)

// halving is a step rule: it makes the rate half as large as the last one whenever the
// gradient has turned by more than a right angle.
type halving struct{}

// Memory is the last gradient, and the share of the rate that is left.
func (halving) Memory(dim int) int { return dim + 1 }

func (halving) Move(dst, memory []float64, _ descent.Objective, s *descent.State) float64 {
	last, share := memory[:len(dst)], &memory[len(dst)]
	if s.N == 0 {
		*share = 1
	} else if descent.Slope(last, s.Gradient) < 0 {
		*share /= 2
	}
	copy(last, s.Gradient)
	η := *share * s.Rate
	for i, g := range s.Gradient {
		dst[i] = -η * g
	}
	return η
}

// A step rule of one's own, and its picture: on a bowl where the plain rule's rate is too
// large, the path of either and their losses.
func Example_ownRule() {
	L := loss.Conditioned(2, 10)
	θ := []float64{1, 1}
	own := descent.Run(L, θ, descent.Settings{Rate: 0.21, Rule: halving{}, Tol: 1e-6})
	plain := descent.Run(L, θ, descent.Settings{Rate: 0.21, Steps: 30})
	fmt.Printf("halving: %v; plain: %v\n", own.Status, plain.Status)

	paths := figure.Contours(L, figure.Window{XMin: -1.5, XMax: 1.5, YMin: -1.5, YMax: 1.5})
	paths.Add(figure.Path(plain.Path(), "plain", ink.Soft), figure.Path(own.Path(), "halving", ink.Path))
	losses := figure.LogY(figure.LossBySteps(figure.Run("plain", plain.Losses), figure.Run("halving", own.Losses)))
	for name, p := range map[string]*plot.Plot{"paths.svg": paths, "losses.svg": losses} {
		svg := figure.SVG(p, 0, 0, name, "A rule that halves its rate, beside the plain one.")
		_ = svg // os.WriteFile(name, svg, 0o666); in a notebook, show.Plot(p, …)
	}
	// Output: halving: converged; plain: not settling
}
