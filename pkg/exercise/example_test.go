package exercise_test

import (
	"fmt"

	"github.com/downhill-go/downhill/pkg/exercise"
)

func ExampleExercise_Judge() {
	e := exercise.Find("02-1")
	for tries, answer := range []string{"[2.5, −5]", "[7, 7]", "[1, −2]"} {
		v := e.Judge(answer, tries)
		fmt.Println(v.Outcome, "·", v.Text)
	}
	// Output:
	// wrong · You added the whole of u and forgot η. The step is η·u, a quarter of u.
	// wrong · Not yet. The first entry is 0.5 + 0.25·2. The second goes the same way.
	// right · Right. Scale the direction, then add: that is all a step is.
}

func ExampleCheck() {
	slope := func(u, g []float64) float64 {
		sum := 0.0
		for i := range u {
			sum -= u[i] * g[i]
		}
		return sum
	}
	exercise.Check("05-3", slope)
	// Output:
	// 05-3: not yet. For u = [-1, 2], g = [3, 0.5]
	// your slope gave 2, and -2 is right.
	// The sign is turned round. The dot product has no minus of its own.
}
