package loss

// Must returns l, or panics with err if err is not nil. It is for notebooks and
// tests, whose data are known to be good:
//
//	L := loss.Must(loss.NewNeuron(loss.CrossEntropy, rings.X, rings.Y))
func Must[L any](l L, err error) L {
	if err != nil {
		panic(err)
	}
	return l
}

// checkDim panics unless θ has the loss's dimension.
func checkDim(θ []float64, dim int) {
	if len(θ) != dim {
		panic("loss: θ has the wrong length")
	}
}

// checkLine panics unless θ and u have the loss's dimension.
func checkLine(θ, u []float64, dim int) {
	checkDim(θ, dim)
	if len(u) != dim {
		panic("loss: u has the wrong length")
	}
}
