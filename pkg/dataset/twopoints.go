package dataset

// TwoPoints returns the points (0.5, 0.2) and (2.5, 0.9). A sigmoid neuron passes
// through both: its squared error reaches 0, at
//
//	w = ln 6 ≈ 1.791759,  b = −½ ln 6 − ln 4 ≈ −2.282174
//
// which follows from the logits ln(0.2/0.8) = −ln 4 and ln(0.9/0.1) = ln 9.
// The surface of that error is not convex and has a plateau.
func TwoPoints() *Points {
	return &Points{
		Name:    "two points",
		XName:   "x",
		YName:   "y",
		X:       []float64{0.5, 2.5},
		Y:       []float64{0.2, 0.9},
		Source:  "made for teaching, so that the minimum is 0 and known in closed form",
		Licence: "CC0",
	}
}
