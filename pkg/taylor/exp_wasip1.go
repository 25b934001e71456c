package taylor

import "math"

// exp: see exp_same.go.
func exp(x float64) float64 { return math.Exp(x) }
