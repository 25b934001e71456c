package descent

// Step sets dst to the place that a step leads to,
//
//	θ_new = θ + ηu
//
// and returns it. With u = −∇L it is the step of gradient descent. If dst is nil,
// it is allocated; it may be θ or u itself. It panics if θ, u and dst differ in
// length.
func Step(dst, θ []float64, η float64, u []float64) []float64 {
	if len(u) != len(θ) {
		panic("descent: θ and u differ in length")
	}
	if dst == nil {
		dst = make([]float64, len(θ))
	}
	if len(dst) != len(θ) {
		panic("descent: dst has the wrong length")
	}
	for i, v := range u {
		dst[i] = θ[i] + η*v
	}
	return dst
}

// FirstOrder returns the loss that the tangent predicts for the step ηu from θ,
//
//	L(θ+ηu) ≈ L(θ) + η u·∇L(θ)
//
// The rest, which this leaves out, is at most ½η²‖u‖²λ, where λ is the largest
// ‖∇²L‖ on the way; [Expansion.Remainder] computes it. It panics if θ and u differ
// in length.
func FirstOrder(L Objective, θ []float64, η float64, u []float64) float64 {
	if len(u) != len(θ) {
		panic("descent: θ and u differ in length")
	}
	return L.Value(θ) + η*Slope(u, L.Gradient(nil, θ))
}
