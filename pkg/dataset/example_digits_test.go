//go:build !engine

package dataset_test

import (
	"fmt"

	"github.com/downhill-go/downhill/pkg/dataset"
)

// Digits to learn from, and others to test on.
func ExampleImages_Split() {
	train, held := dataset.Digits().Split(5)
	fmt.Println(train.Len(), "to learn from,", held.Len(), "held out:", held.Counts())
	// Output: 1442 to learn from, 355 held out: [35 36 35 36 36 36 36 35 34 36]
}
