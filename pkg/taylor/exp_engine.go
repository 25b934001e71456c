//go:build engine

package taylor

import "math"

// exp: see exp_same.go. The engine is built for WebAssembly, where the two are the same.
func exp(x float64) float64 { return math.Exp(x) }
