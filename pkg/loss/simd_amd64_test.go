//go:build goexperiment.simd && !go1.27

package loss

import "testing"

// A program built for vector instructions also runs where the processor has none.
func TestAProcessorWithoutVectorInstructionsGetsTheSameSums(t *testing.T) {
	if !simd {
		t.Skip("this processor has none: the other tests have shown it")
	}
	defer func() { simd = true }()
	simd = false
	t.Run("products", TestProductsAreSumsForEveryShape)
	t.Run("combinations", TestCombinationsAreSumsForEveryShape)
	t.Run("slopes", TestSlopesAreThoseOfSigmoidForEveryNumberOfRows)
}
