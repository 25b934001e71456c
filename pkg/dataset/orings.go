package dataset

// ORings returns the 23 shuttle launches before Challenger whose boosters were
// recovered, in flight order: X is the temperature of the joints at launch in °F,
// Y is 1 if any primary O-ring showed thermal distress (erosion or blow-by), else 0.
//
// Seven launches have Y = 1. The maximum-likelihood sigmoid neuron σ(w·t + b) has
// w = −0.232162744219 per °F and b = 15.0429016477, with deviance 20.31519269.
// Other data sets bear the same name: one has 24 launches, one counts damaged rings.
//
// Source: S. R. Dalal, E. B. Fowlkes, B. Hoadley, "Risk analysis of the space
// shuttle: pre-Challenger prediction of failure", Journal of the American
// Statistical Association 84 (1989), 945–957, table 1.
func ORings() *Points {
	return &Points{
		Name:  "O-rings of 23 shuttle launches",
		XName: "joint temperature at launch",
		XUnit: "°F",
		YName: "O-ring distress",
		X: []float64{
			66, 70, 69, 68, 67, 72, 73, 70, 57, 63, 70, 78,
			67, 53, 67, 75, 70, 81, 76, 79, 75, 76, 58,
		},
		Y: []float64{
			0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0,
			0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1,
		},
		Source:  "Dalal, Fowlkes & Hoadley, JASA 84 (1989), 945–957",
		Licence: "facts of public record (report of the Presidential Commission, 1986); not copyrightable",
	}
}
