package descent_test

import (
	"encoding/csv"
	"fmt"
	"log"
	"math/rand/v2"
	"strconv"
	"strings"

	"gonum.org/v1/gonum/optimize"

	"github.com/downhill-go/downhill/pkg/dataset"
	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/loss"
	"github.com/downhill-go/downhill/pkg/taylor"
)

// Logistic regression of a table: rows of features and a label from a CSV file,
// standardised; an L2 penalty; descent on minibatches with a falling rate; and the model
// back in the file's own units.
func Example_logisticRegression() {
	const file = `width,height,kind
4.9,1.4,0
4.7,1.3,0
5.0,1.6,0
5.4,1.7,0
7.0,4.7,1
6.4,4.5,1
6.9,4.9,1
5.5,4.0,1
`
	rows, err := csv.NewReader(strings.NewReader(file)).ReadAll() // or of os.Open(…)
	if err != nil {
		log.Fatal(err)
	}
	const d = 2
	var x, y []float64
	for _, row := range rows[1:] {
		for j, cell := range row {
			v, err := strconv.ParseFloat(cell, 64)
			if err != nil {
				log.Fatal(err)
			}
			if j < d {
				x = append(x, v)
			} else {
				y = append(y, v)
			}
		}
	}

	z, scale := dataset.StandardizeRows(x, d)
	L, err := loss.NewNeuron(loss.CrossEntropy, z, y, loss.L2(0.01))
	if err != nil {
		log.Fatal(err) // it names the row
	}
	b := descent.NewMinibatches(L, 4, rand.New(rand.NewPCG(1, 2)))
	run := descent.Run(b, make([]float64, L.Dim()), descent.Settings{
		Rate: 0.5, Schedule: descent.Harmonic(100), Tol: -1,
		Steps: 50 * b.StepsPerEpoch(), Every: 10 * b.StepsPerEpoch(),
	})
	fmt.Printf("loss after 0, 10 … epochs: %.3f\n", run.LossesOf(L))
	θ := scale.Unscale(run.Last()) // [w_width, w_height, b], for x as it stands in the file
	fmt.Printf("P(1 | width 6, height 3) = %.2f\n", loss.Sigmoid(θ[0]*6+θ[1]*3+θ[2]))
	// Output:
	// loss after 0, 10 … epochs: [0.693 0.130 0.105 0.097 0.093 0.092]
	// P(1 | width 6, height 3) = 0.66
}

// A function of one's own, written once over series: expanded along a line, with what the
// polynomial leaves out, and minimised by gonum's BFGS.
func Example_ownFunction() {
	L := loss.New(2, func(ws *taylor.Workspace, θ []taylor.Series) taylor.Series {
		x, y := θ[0], θ[1]
		return x.Sqr().Add(y.Sqr()).Exp().Sub(x.Scale(2)) // exp(x² + y²) − 2x
	})
	θ, u := []float64{0, 0.5}, []float64{1, -1}
	e := descent.Expand(L, θ, u, 3)
	fmt.Printf("φ(0.1) ≈ %.6f, which misses by %.1e\n", e.At(0.1, 3), e.Remainder(0.1, 3))

	run, err := descent.Minimize(L, θ, descent.Settings{Tol: 1e-9}, &optimize.BFGS{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%v at x = %.6f\n", run.Status, run.Last()[0]) // run.Evaluations says at what cost
	// Output:
	// φ(0.1) ≈ 0.984941, which misses by 3.6e-04
	// converged at x = 0.652919
}
