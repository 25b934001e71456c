//go:build !engine

package descent

import "math/rand/v2"

// Directions returns n random directions u in ℝ^dim, each of length 1 and none
// likelier than another: vectors of independent normal numbers, divided by their
// lengths (M. E. Muller, "A note on a method for generating points uniformly on
// n-dimensional spheres", 1959). The same generator state gives the same
// directions:
//
//	for _, u := range descent.Directions(rand.New(rand.NewPCG(1, 2)), 10000, 2) {
//
// It panics if n is negative, dim is not positive or rng is nil.
func Directions(rng *rand.Rand, n, dim int) [][]float64 {
	if n < 0 {
		panic("descent: negative number of directions")
	}
	if dim < 1 {
		panic("descent: dimension is not positive")
	}
	if rng == nil {
		panic("descent: no random numbers for directions")
	}
	us, all := make([][]float64, n), make([]float64, n*dim)
	for i := range us {
		u := all[i*dim : (i+1)*dim : (i+1)*dim]
		length := 0.0
		for length == 0 {
			for j := range u {
				u[j] = rng.NormFloat64()
			}
			length = Norm(u)
		}
		for j := range u {
			u[j] /= length
		}
		us[i] = u
	}
	return us
}
