// Package loss holds the losses L(θ) that the course lowers, each with its value,
// its gradient and its Taylor expansion along a line.
//
// # What every loss can do
//
// A loss is a function L: ℝⁿ → ℝ, and each type here has
//
//	Dim() int                                       the number n of parameters
//	Value(θ []float64) float64                      L(θ)
//	Gradient(dst, θ []float64) []float64            ∇L(θ), into dst; a nil dst is allocated
//	Taylor(dst, θ, u []float64) []float64           c_k of φ(η) = L(θ + η u), k < len(dst)
//	HessianVector(dst, θ, v []float64) []float64    ∇²L(θ) v
//	Curvature(θ, u []float64) float64               uᵀ∇²L(θ)u
//
// of which the first three are what package descent asks for, and the others what it uses
// where it finds them. Of φ's coefficients, c_1 is the slope u·∇L and 2 c_2 the curvature. [Neuron] and [Quadratic], whose derivatives
// are known everywhere, also have
//
//	CurvatureBound() float64                        λ with uᵀ∇²Lu ≤ λ‖u‖² everywhere
//	Radius(θ, u []float64) float64                  how far φ's series converges
//	DerivativeBound(u []float64, k int) float64     M_k ≥ |φ⁽ᵏ⁾| everywhere
//
// The last two tell how good an approximation is before it is compared with the
// truth.
//
// # Which losses there are
//
// [Neuron] is the running example: one sigmoid neuron ŷ = σ(w·x + b) on rows of data, with
// mean [CrossEntropy] or mean [SquaredError], and θ = [w_1 … w_d, b]; or a linear one with
// [Huber]'s loss. (Another loss of a row, the hinge say, is another entry of the table in
// rowloss.go: its value, two derivatives, series and bounds.)
//
//	rings, _ := dataset.ORings().Standardize()
//	L := loss.Must(loss.NewNeuron(loss.CrossEntropy, rings.X, rings.Y))
//	θ := []float64{0, 0}
//	g := L.Gradient(nil, θ)
//
// [Softmax] and [Network] are what follows it, for several classes and with a hidden
// layer. The Batch method of the three takes the mean over some rows alone, as stochastic
// descent wants. [Quadratic] is the surface on which all is known in closed form.
// [Rosenbrock], [Himmelblau], [Saddle], [Plateau] and [TwoValleys] each have one way of
// being difficult.
//
// [New] makes a loss of one's own out of a single function over [taylor.Series]:
//
//	L := loss.New(2, func(ws *taylor.Workspace, θ []taylor.Series) taylor.Series {
//		w, b := θ[0], θ[1]
//		return w.Sqr().Add(b.Sqr().Scale(10))
//	})
//
// Value, gradient, Hessian-vector product and expansion all come from that one
// source. The neuron's fused kernels compute the same numbers several times
// faster, and are tested against it.
//
// # Errors, panics, speed
//
// Bad data come back as a *[RowError], which names the row. Misuse, such as a θ of the
// wrong length, panics with a sentence that begins with "loss: "; so does a dst that is one
// of the other arguments, as it is written before all of them are read. A NaN in θ gives
// NaN.
//
// A loss answers the same however often it is asked, and several goroutines may use one
// at once. Value, Gradient, Taylor and HessianVector allocate nothing once their scratch
// has grown, except where a gradient is large enough to be shared among goroutines (see
// [Neuron.Gradient]).
package loss
