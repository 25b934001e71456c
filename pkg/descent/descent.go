// Package descent is the mathematics of gradient descent: why a machine that learns
// moves against the gradient, how far it may go at once, and the loop that does it.
// This page follows the argument; each name of the package is a step of it.
//
// # The loss and the move
//
// There is a loss L(θ) in n parameters θ ∈ ℝⁿ, to be made small. An [Objective] is such
// a loss with its gradient ∇L = [∂L/∂θ_1 … ∂L/∂θ_n]; package loss has many, and
// [Func] makes one of two functions. From where we stand we can move along some u, scaled by a learning rate η > 0; [Step] does it:
//
//	θ_new = θ + ηu
//
// # What the move does to the loss
//
// Along the line the loss is a function of one number, φ(η) = L(θ+ηu), and has a Taylor
// series:
//
//	L(θ+ηu) = L(θ) + η u·∇L(θ) + (η²/2!) uᵀ∇²L(θ)u + …
//
// [Expand] computes it to any order for a loss that is an [Expander]. The result, an
// [Expansion], has the coefficients c_k = φ⁽ᵏ⁾(0)/k! with the factorials inside, the
// polynomial of order K ([Expansion.At]), what that leaves out ([Expansion.Remainder])
// or how much at most ([Expansion.RemainderBound]), and how far the series reaches
// ([Expansion.Radius]).
//
// For small η the first order is nearly all of it. [FirstOrder] is what it predicts:
//
//	L(θ+ηu) ≈ L(θ) + η u·∇L(θ),   off by at most ½η²‖u‖²λ,   λ = max ‖∇²L‖ on the way
//
// # Which u goes down
//
// So, for small enough η, the sign of one dot product decides, [Slope]:
//
//	L(θ+ηu) − L(θ) < 0   if   u·∇L(θ) < 0
//
// If it is 0, the first order does not decide. If L is convex, u·∇L ≥ 0 rules out going
// down at every η. [Directions] draws directions at random to put this to the test.
//
// # Which u goes down most
//
// The dot product lies between two bounds, k is [Bound] and β is [Angle]:
//
//	−k ≤ u·∇L = k cos β ≤ k,   k = ‖u‖‖∇L‖
//
// Among all u of one length it is lowest, −k, where cos β = −1: at β = 180°, opposite
// to the gradient. A zero vector has u·∇L = 0, k = 0 and no angle (NaN). The answer hangs
// on how length is measured: [PNorm.Steepest] is the steepest direction in ℓ1, ℓ2 and ℓ∞.
//
// # The rule and the loop
//
// Hence u = −∇L and the rule
//
//	θ ← θ − η∇L(θ)
//
// until ‖∇L‖ is small. [Run] repeats it and returns the whole run: path, losses and how
// it ended, which [Status] makes precise. [Steps] is the same as a loop of one's own:
//
//	run := descent.Run(L, []float64{1, 1}, descent.Settings{Rate: 4, Tol: 1e-9})
//
//	for s := range descent.Steps(L, []float64{1, 1}, descent.Settings{Rate: 4, Tol: 1e-9}) {
//		fmt.Println(s.N, s.Loss, s.Theta)
//	}
//
// A [Result] is also the recorder of loops made by other means, with states of their
// own: [Result.Record].
//
// # How large may η be?
//
// On a quadratic with curvatures up to λmax each step multiplies the distance along the
// steepest by 1 − ηλmax: it settles for η < 2/λmax, goes to and fro for ever at 2/λmax,
// and diverges beyond. η < 1 is a habit, not a law. Where the gradient is bounded, as a
// neuron's is, too large an η does not diverge but bounces: NotSettling.
//
// # Other rules
//
// A [Rule] makes Δθ of what is known at θ. [Plain] is the one above. [Backtracking]
// finds η by trying, [Momentum] and [Nesterov] keep a share of the last step, [Adam]
// gives each parameter a step of its own, [Steepest] measures length in another norm,
// [Preconditioned] in one that a matrix defines, and [Normalized] makes each step as long
// as η. [Polyak] and [ExactLineSearch] compute η from the loss. A rule of one's own is a
// type with the two methods of Rule: see its example.
// The learning rate stands in [Settings] for all of them, a [Schedule] changes it with n:
//
//	descent.Settings{Rate: 0.02, Rule: descent.Momentum{Mu: 0.8}, Schedule: descent.Harmonic(100)}
//
// # Many rows of data
//
// A loss that is a mean over thousands of rows need not look at all of them for each
// step: [Minibatches] shows it a few at a time. The gradient is then only nearly that
// of L; [Angle] tells how nearly. A pass through all rows is an epoch:
//
//	b := descent.NewMinibatches(L, 32, rng)
//	run := descent.Run(b, θ, descent.Settings{
//		Rate: 0.5, Tol: -1,
//		Steps: 20 * b.StepsPerEpoch(), Every: b.StepsPerEpoch(), // 20 epochs, a point of each
//	})
//	run.LossesOf(L) // of all rows, after each epoch
//
// # Gonum
//
// [Problem] and [FromProblem] translate to and from gonum's optimize.Problem; [Minimize]
// runs gonum's methods and records their way in the same form. These three,
// [Minibatches] and [Directions] are left out of builds with the tag engine (the module
// of the live figures), which are to be small.
//
// # Conventions
//
// θ, u and g = ∇L are slices of length n and never changed unless they are named dst. A
// dst comes first; where nil is allowed it says so. Wrong lengths and other misuse panic
// with a text that begins "descent: "; NaN and infinities do not: they come out as NaN,
// or as the status NotFinite. Nothing is shared between descents, so any number of them
// may run at once on a loss that allows it.
//
// Sources: J. Nocedal and S. Wright, Numerical Optimization, 2nd edition, 2006, chapters
// 2 and 3; S. Boyd and L. Vandenberghe, Convex Optimization, 2004, chapter 9; B. T.
// Polyak, Introduction to Optimization, 1987, chapters 1 and 3.
package descent
