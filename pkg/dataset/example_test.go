package dataset_test

import (
	"fmt"

	"github.com/downhill-go/downhill/pkg/dataset"
)

func ExampleORings() {
	rings := dataset.ORings()
	distress := 0.0
	for _, y := range rings.Y {
		distress += y
	}
	fmt.Printf("%d launches, %g with distress; the coldest at 53 %s: %g\n", rings.Len(), distress, rings.XUnit, rings.Y[13])
	// Output: 23 launches, 7 with distress; the coldest at 53 °F: 1
}

// Descent runs on the standardised axis; its answer goes back to °F.
func ExamplePoints_Standardize() {
	rings, scale := dataset.ORings().Standardize()
	fmt.Printf("mean %.3f °F, SD %.3f °F; 31 °F is %.2f\n", scale.Mean, scale.SD, scale.To(31))
	fmt.Printf("66 °F is %.4f\n", rings.X[0])
	fmt.Printf("θ in °F: %.4f\n", scale.Unscale([]float64{-1.602378, -1.107550}))
	// Output:
	// mean 69.565 °F, SD 6.902 °F; 31 °F is -5.59
	// 66 °F is -0.5166
	// θ in °F: [-0.2322 15.0429]
}
